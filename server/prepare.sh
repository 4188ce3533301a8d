# shellcheck shell=bash
# Sourced by server/run and tests/run: installs what is missing and builds.
#
# It needs bash and what every Debian has. $top is the top of the repository.
# Whatever takes more than a second is seen on the screen; what fails shows the
# end of its output.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() {
	printf '%s\n' "$*" >&2
}

die() {
	say "$@"
	exit 1
}

# Overwrites one line on a terminal; elsewhere says every 15 s that it goes on.
_tick() {
	local title=$1 log=$2 n=0 never

	exec {never}<> <(:)	# `sleep` would outlive us and hold stderr
	while read -r -t 1 -u "$never" || [ $? -gt 128 ]; do
		n=$((n + 1))
		if [ -t 2 ]; then
			printf '\r\033[K%s … %d s  %.50s' "$title" "$n" \
				"$(tail -n 1 "$log" | tr -d '\r\033')" >&2
		elif [ "$n" = 1 ] || [ $((n % 15)) = 0 ]; then
			say "$title … $n s"
		fi
	done
}

# step TITLE COMMAND…: runs it and fails as it does.
step() {
	local title=$1 began=$SECONDS log ticker status=0

	shift
	log=$(mktemp)
	_tick "$title" "$log" &
	ticker=$!
	"$@" >"$log" 2>&1 </dev/null || status=$?
	kill "$ticker" 2>/dev/null
	wait "$ticker" 2>/dev/null
	[ ! -t 2 ] || printf '\r\033[K' >&2
	if [ "$status" != 0 ]; then
		tail -n 40 "$log" >&2
		say "$title: failed after $((SECONDS - began)) s"
	elif [ $((SECONDS - began)) -gt 1 ]; then
		say "$title: $((SECONDS - began)) s"
	fi
	rm -f "$log"
	return "$status"
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# Runs as root. What is installed here is not to be started here: a test wants
# its own PostgreSQL, not one more on the machine's port.
_apt() {
	local policy=/usr/sbin/policy-rc.d status=0
	local options=(-q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3
		-o APT::Install-Recommends=false)

	export DEBIAN_FRONTEND=noninteractive
	if [ -e "$policy" ]; then
		policy=
	else
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod 755 "$policy"
		# shellcheck disable=SC2064
		trap "rm -f $policy" EXIT
	fi
	apt-get "${options[@]}" update ||
		echo "The lists of packages could not be renewed."
	apt-get "${options[@]}" install "$@" || status=$?
	return "$status"
}

# Those of the packages named that are not installed.
_missing() {
	dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
	awk -v wanted="$*" '
		$1 == "installed" { have[$2] = 1 }
		END {
			n = split(wanted, name, " ")
			for (i = 1; i <= n; i++)
				if (!(name[i] in have))
					print name[i]
		}'
}

_have_node() {
	command -v npm >/dev/null && command -v node >/dev/null &&
		[ "$(node -p 'process.versions.node.split(".")[0] >= 18')" = true ]
}

# install SET…: sets of packages.txt; no apt-get when everything is there.
install() {
	local set names=() missing

	for set in "$@"; do
		[ "$set" = web ] && _have_node && continue
		mapfile -t -O "${#names[@]}" names < <(
			sed -n "s/^${set}[[:space:]]\{1,\}//p" \
				"$top/server/packages.txt")
	done
	if ! command -v dpkg-query >/dev/null; then
		say "This is not Debian: make sure yourself of what" \
			"server/packages.txt lists."
		return
	fi
	mapfile -t missing < <(_missing "${names[@]}")
	[ "${#missing[@]}" != 0 ] || return 0

	say "Missing: ${missing[*]}"
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || die "Installing them needs root," \
			"and there is no sudo. As root: apt-get install" \
			"${missing[*]}"
		sudo -v || die "Installing them needs root. As root:" \
			"apt-get install ${missing[*]}"
	fi
	step "Installing what is missing" \
		as_root bash -c "$(declare -f _apt); _apt \"\$@\"" \
		apt "${missing[@]}" ||
		die "Not everything could be installed (the reason is above;" \
			"is this machine online?). What is still missing:" \
			"$(_missing "${missing[@]}" | tr '\n' ' ')"
}

# compile PRESET: into build/PRESET. One at a time, whoever asks.
compile() {
	local cache=$top/build/$1/CMakeCache.txt

	mkdir -p "$top/build"
	if [ -f "$cache" ] &&
	   ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$cache"; then
		rm -rf "${top:?}/build/$1"	# the folder was moved
	fi
	if [ ! -f "$top/build/$1/build.ninja" ]; then
		step "Configuring ($1)" _in_top flock "build/$1.lock" \
			cmake --preset "$1" || return
	fi
	step "Building ($1)" _in_top flock "build/$1.lock" \
		cmake --build --preset "$1"
}

_in_top() {
	cd "$top" && "$@"
}
