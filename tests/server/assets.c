#include "assets.h"

#include <stdlib.h>
#include <unistd.h>

#include "visit.h"

static char dir[] = "/tmp/balai-assets-XXXXXX";

static void file_made(const char *name, const char *text)
{
	struct arena mem = ARENA_INIT;
	FILE *f = fopen(arena_format(&mem, "%s/%s", dir, name), "w");

	if (!f || fputs(text, f) < 0 || fclose(f)) {
		perror(name);
		exit(1);
	}
	arena_end(&mem);
}

static void files_removed(void)
{
	struct arena mem = ARENA_INIT;

	unlink(arena_format(&mem, "%s/index.html", dir));
	unlink(arena_format(&mem, "%s/play-CbX1-z9_.js", dir));
	rmdir(dir);
	arena_end(&mem);
}

static const char *caching(const struct visit *v)
{
	for (size_t i = 0; i < v->rs.nheaders; i++)
		if (strcmp(v->rs.headers[i].name, "Cache-Control") == 0)
			return v->rs.headers[i].value;
	return NULL;
}

static void answered(const char *folder)
{
	struct assets *a = NULL;
	struct visit v;

	check_int(assets_open(folder, &a), OK);
	check_str(assets_text(a, "index.html"), "<h1>Balai");
	check(assets_text(a, "nothing.html") == NULL);
	visit_bare(&v);
	v.rq.method = GET;
	check_int(assets_respond(a, &v.rq, &v.rs, "index.html"), OK);
	check_str(caching(&v), "no-cache");
	visit_end(&v);
	visit_bare(&v);
	v.rq.method = GET;
	check_int(assets_respond(a, &v.rq, &v.rs, "play-CbX1-z9_.js"), OK);
	check_str(caching(&v), "public, max-age=31536000, immutable");
	check_int(assets_respond(a, &v.rq, &v.rs, "no.js"), ERR_NOT_FOUND);
	visit_end(&v);
	assets_close(a);
}

int main(void)
{
	struct arena mem = ARENA_INIT;
	struct assets *a = NULL;

	if (!mkdtemp(dir)) {
		perror(dir);
		return 1;
	}
	TEST("a folder without the first page is no client")
		check_int(assets_open(dir, &a), ERR_NOT_FOUND);
	file_made("index.html", "<h1>Balai");
	file_made("play-CbX1-z9_.js", "1");
	TEST("only a name that carries a hash is kept for ever")
		answered(dir);
	TEST("a folder may be named with slashes at its end")
		answered(arena_format(&mem, "%s//", dir));
	files_removed();
	arena_end(&mem);
	return test_end();
}
