#include "fuzz.h"

#include <fcntl.h>
#include <jansson.h>
#include <locale.h>
#include <sodium.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

_Noreturn void fuzz_stop(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: it must be true that %s\n", file, line, what);
	abort();
}

void fuzz_begin(void)
{
	static bool begun;

	if (begun)
		return;
	begun = true;
	setenv("TZ", "UTC0", 1);
	tzset();
	log_least(LOG_ERROR + 1);
	json_object_seed(1);	/* the same input goes the same way */
	must(sodium_init() >= 0);
	must(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
}

char *fuzz_text(struct arena *mem, const uint8_t *bytes, size_t size)
{
	return arena_copy(mem, bytes, size);
}

char *fuzz_line(char **rest)
{
	char *line = *rest, *end = line + strcspn(line, "\n");

	*rest = end + (*end != '\0');
	*end = '\0';
	return line;
}

int fuzz_file(const void *bytes, size_t size)
{
	const int fd = memfd_create("fuzz", MFD_CLOEXEC);

	must(fd >= 0);
	must(pwrite(fd, bytes, size, 0) == (ssize_t)size);
	return fd;
}

bool fuzz_utf8(const char *text, size_t most)
{
	const size_t n = text ? strlen(text) : 0;

	return text && n <= most && text_utf8(text, n);
}

bool fuzz_path_stays(const char *path)
{
	if (!*path || *path == '/' || strchr(path, '\\'))
		return false;
	for (const char *s = path; s; s = strchr(s, '/')) {
		s += *s == '/' && s != path;
		if (strncmp(s, "..", 2) == 0 && (!s[2] || s[2] == '/'))
			return false;
		if (s[0] == '.' && (!s[1] || s[1] == '/'))
			return false;
		if (!*s || *s == '/')
			return false;
	}
	return true;
}
