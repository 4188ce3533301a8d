# shellcheck shell=bash
# bash tests/lib/lint.sh: what can be said of the files by reading them.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

# say SENTENCE FAULTS: true when there are none.
say() {
	if [ -z "$2" ]; then
		echo "ok - $1"
	else
		echo "# ${2//$'\n'/$'\n# '}"
		echo "not ok - $1"
	fi
}

scripts() {
	find .ci server tests web modules \
		\( -name node_modules -o -name dist \) -prune -o \
		-type f \( -name '*.sh' -o -name run \) -print 2>/dev/null
}

if command -v shellcheck >/dev/null; then
	say "shellcheck finds nothing in the scripts" \
		"$(scripts | xargs shellcheck -x -f gcc 2>&1)"
else
	echo "passed over - the scripts: shellcheck is not here"
fi

say "the two commands and CI's can be executed" "$(
	for file in server/run tests/run .ci/run; do
		[ -x "$file" ] || echo "$file cannot"
	done)"

# Addresses of packages would tie the lock file to one registry.
say "the lock files name no address of a package" \
	"$(grep -n '"resolved"' web/package-lock.json \
		tests/ltijs/package-lock.json)"

# shellcheck disable=SC2016
say "every folder that the README names is there" "$(
	grep -oE '^\| *`[a-z./-]+`' README.md | tr -d '|` ' |
	while read -r path; do
		[ -e "$path" ] || echo "$path is not"
	done)"

# Between backticks stand examples.
# shellcheck disable=SC2016
say "every file that a README links to is there" "$(
	find . \( -name node_modules -o -name build -o -name .git \) -prune -o \
		-name README.md -print |
	while read -r readme; do
		sed 's/`[^`]*`//g' "$readme" | grep -oE '\]\([^)#]+' |
			cut -c3- | grep -v '://' |
		while read -r path; do
			[ -e "$(dirname "$readme")/$path" ] ||
				echo "$readme: $path is not"
		done
	done)"

say "a test is never skipped or run alone" "$(
	grep -rnE '\b(it|test|describe)\.(skip|only|todo)\b|\bskip: *true' \
		tests web/src --include='*.mjs' --include='*.ts' \
		--include='*.tsx' --include='*.js')"
