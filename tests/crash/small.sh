#!/bin/sh
# small.sh COMMAND…: run it where BALAI_SMALL_DISK names a folder on a file system
# of 300 MB, mounted for it alone; where nothing can be mounted, without.
folder=$(mktemp -d "${TMPDIR:-/tmp}/balai-small.XXXXXX")

# shellcheck disable=SC2016 # the shell inside expands it
inside='mount -t tmpfs -o size=300m,mode=711 balai "$0" &&
	BALAI_SMALL_DISK=$0 && export BALAI_SMALL_DISK
	exec "$@"'
if unshare -m true 2>/dev/null; then
	unshare -m sh -c "$inside" "$folder" "$@"
else
	"$@"
fi
status=$?
rmdir "$folder"
exit "$status"
