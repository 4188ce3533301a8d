/* Names of entries, and where links lead: "NAME", or "NAME\nTARGET". */
#include "fuzz.h"
#include "unpack.h"

static void name_check(struct arena *mem, const char *bytes, size_t size)
{
	struct entry_name name, again;

	if (entry_name_read(mem, bytes, size, &unpack_limits_default, &name)) {
		must(fuzz_utf8(name.path, 3 * size));
		return;
	}
	must(fuzz_utf8(name.path, unpack_limits_default.path_bytes));
	must(name.dir || fuzz_path_stays(name.path));
	must(!*name.path || fuzz_path_stays(name.path));
	if (!*name.path)
		return;
	must(!entry_name_read(mem, name.path, strlen(name.path),
			      &unpack_limits_default, &again));
	must(strcmp(name.path, again.path) == 0);
	must(!again.recoded && !again.backslash);
	(void)entry_name_junk(name.path);
}

/* What it is called inside the package; false when it leads out of it. */
static bool followed(char *path)
{
	int depth = 0;

	for (char *s = path, *next; s; s = next) {
		next = strpbrk(s, "/\\");
		if (next)
			*next++ = '\0';
		if (strcmp(s, "..") == 0)
			depth--;
		else if (*s && strcmp(s, ".") != 0)
			depth++;
		if (depth < 0)
			return false;
	}
	return true;
}

static void link_check(struct arena *mem, const char *path, const char *target)
{
	const char *slash = strrchr(path, '/');
	char *whole = arena_format(mem, "%.*s/%s",
				   slash ? (int)(slash - path) : 0, path,
				   target);

	if (fuzz_path_stays(path) && entry_link_inside(path, target)) {
		must(*target != '/' && *target != '\\');
		must(followed(whole));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	char *rest, *first;

	fuzz_begin();
	name_check(&mem, (const char *)bytes, size);
	rest = fuzz_text(&mem, bytes, size);
	first = fuzz_line(&rest);
	link_check(&mem, first, rest);
	arena_end(&mem);
	return 0;
}
