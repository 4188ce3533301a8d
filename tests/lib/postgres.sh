#!/bin/sh
# A throw-away PostgreSQL cluster for the tests.
#
#	postgres.sh start DIR [PORT]	make it in DIR/cluster and start it; prints
#					the address for --database and for
#					BALAI_TEST_DATABASES
#	postgres.sh kill DIR		end all its processes at once, with -9
#	postgres.sh again DIR		start it where it was killed or stopped
#	postgres.sh stop DIR		stop it and remove it
#
# It listens on a socket in DIR and on no network. DIR/log says what went wrong.
# PostgreSQL refuses to run as root: then it runs as `postgres`, or `nobody`, who
# must be able to reach DIR.
# fsync stays on, since what is tested is that a commit is on disk.
set -eu

usage()
{
	echo "usage: $0 start DIR [PORT] | kill DIR | again DIR | stop DIR" >&2
	exit 2
}

[ $# -ge 2 ] || usage
command=$1
dir=$2
port=${3:-5432}

# shellcheck disable=SC2012 # the names are Debian's
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nonexistent/x)")
if [ ! -x "$bin/initdb" ]; then
	echo "$0: no PostgreSQL server is installed" >&2
	exit 1
fi

owner=
if [ "$(id -u)" = 0 ]; then
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
fi

# The current folder may be closed to the owner of the cluster.
as_owner()
{
	if [ -n "$owner" ]; then
		(cd / && setpriv --reuid "$owner" --regid "$(id -g "$owner")" \
			--clear-groups "$@")
	else
		"$@"
	fi
}

start()
{
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	: >"$dir/log"
	[ -z "$owner" ] || chown "$owner" "$dir" "$dir/log"
	chmod 700 "$dir"
	as_owner "$bin/initdb" -D "$dir/cluster" -U balai -A trust \
		--locale=C.UTF-8 --encoding=UTF8 --no-sync >"$dir/log" 2>&1 ||
		failed
	cat >>"$dir/cluster/postgresql.conf" <<-END
		listen_addresses = ''
		port = $port
		unix_socket_directories = '$dir'
		fsync = on
		# ten times as many transactions are told apart (db/pool.c)
		max_connections = 400
		shared_buffers = 16MB
		min_wal_size = 32MB
		autovacuum = off
		log_min_messages = fatal
		jit = off
	END
	as_owner "$bin/pg_ctl" -D "$dir/cluster" -l "$dir/log" -w -t 30 \
		start >/dev/null || failed
	echo "postgres:host=$dir port=$port user=balai dbname=postgres"
}

# The postmaster first, lest it starts what is ended.
kill_all()
{
	main=$(head -n 1 "$dir/cluster/postmaster.pid")
	others=$(ps -o pid= --ppid "$main")
	# shellcheck disable=SC2086 # one word each
	kill -9 "$main" $others 2>/dev/null || true
}

# What the killed ones held in shared memory is let go of a moment later.
again()
{
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		if as_owner "$bin/pg_ctl" -D "$dir/cluster" -l "$dir/log" -w \
			-t 30 start >/dev/null 2>&1; then
			return
		fi
		sleep 0.2
	done
	failed
}

failed()
{
	cat "$dir/log" >&2
	exit 1
}

stop()
{
	[ -d "$dir/cluster" ] || return 0
	dir=$(cd "$dir" && pwd)
	as_owner "$bin/pg_ctl" -D "$dir/cluster" -w -m immediate stop \
		>/dev/null 2>&1 || true
	rm -rf "$dir/cluster" "$dir/log" "$dir"/.s.PGSQL.*
	rmdir "$dir" 2>/dev/null || true
}

case $command in
start) start ;;
kill) kill_all ;;
again) again ;;
stop) stop ;;
*) usage ;;
esac
