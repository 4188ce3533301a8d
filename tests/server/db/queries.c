/*
 * What store/queries.cmake makes of SQL: it is run here as the build runs it, and
 * what it makes is compiled with the strictest of warnings.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "check.h"

static struct arena mem = ARENA_INIT;
static char dir[] = "/tmp/balai-queries-XXXXXX";

static const char nasty[] =
	"-- Before the first name comments may stand; and [brackets].\n"
	"\n"
	"-- name: nasty\n"
	"-- It's a comment; with [ a bracket, $9 and \"quote\n"
	"SELECT ';', '[a;b]', ']', '\\', 'it''s -- no comment', '$7', '?',\n"
	"       \"a;b\", ${x}, @y@, 'tab\t\\n', '\xc3\xa9 ?\?/ \xf0\x9f\x8e\x93',\n"
	"       $2, $1, $10, $3, $4, $5, $6, $7, $8, $9\n"
	"  FROM t WHERE a[1] = $1;\n"
	"\n"
	"-- name: plain\r\n"
	"SELECT 1\r\n";

static const char nasty_sql[] =
	"-- It's a comment; with [ a bracket, $9 and \"quote\n"
	"SELECT ';', '[a;b]', ']', '\\', 'it''s -- no comment', '$7', '?',\n"
	"       \"a;b\", ${x}, @y@, 'tab\t\\n', '\xc3\xa9 ?\?/ \xf0\x9f\x8e\x93',\n"
	"       $2, $1, $10, $3, $4, $5, $6, $7, $8, $9\n"
	"  FROM t WHERE a[1] = $1;\n"
	"\n";

static const char program[] =
	"#include <stdio.h>\n"
	"#include \"store/queries.h\"\n"
	"int main(void) {\n"
	"	const struct query *q = &catalogue.queries[SQL_NASTY];\n"
	"	printf(\"%zu %zu %s %u %u\\n\", catalogue.nqueries,\n"
	"	       catalogue.nmigrations, q->name, q->nargs,\n"
	"	       catalogue.queries[SQL_PLAIN].nargs);\n"
	"	fputs(q->sql, stdout);\n"
	"	for (size_t i = 0; i < catalogue.nmigrations; i++)\n"
	"		printf(\"%d %s %s\", catalogue.migrations[i].number,\n"
	"		       catalogue.migrations[i].name,\n"
	"		       catalogue.migrations[i].sql);\n"
	"	return 0;\n"
	"}\n";

static const char *in_dir(const char *name)
{
	return arena_format(&mem, "%s/%s", dir, name);
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(in_dir(name), "w");

	check(f && fputs(text, f) >= 0);
	if (f)
		fclose(f);
}

/* Runs in `dir`; what it says goes to `out`, cut at its size. */
static int shell(const char *command, char *out, size_t size)
{
	FILE *f = popen(arena_format(&mem, "cd %s && { %s ; } 2>&1", dir,
				     command), "r");
	char rest[512];
	size_t n = fread(out, 1, size - 1, f);
	int status;

	out[n] = '\0';
	while (fread(rest, 1, sizeof(rest), f))
		;
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int generate(const char *arguments, char *out, size_t size)
{
	static char here[4096];

	if (!*here && !getcwd(here, sizeof(here)))
		abort();
	return shell(arena_format(&mem, "cmake -DOUT=%s/store/queries -P "
				  "'%s/server/store/queries.cmake' %s", dir, here,
				  arguments), out, size);
}

static void check_nasty(void)
{
	static char out[40000], want[40000], here[4096], large[20000];
	int n;

	memset(large, 'x', sizeof(large) - 1);
	put("a.sql", nasty);
	put("0001_begin.sql", "CREATE TABLE a (b TEXT); -- ; don't\n");
	put("0002_long.sql", arena_format(&mem, "SELECT '%s;[';\n", large));
	put("main.c", program);
	check_int(generate("a.sql -- 0001_begin.sql 0002_long.sql", out,
			   sizeof(out)), 0);
	check_str(out, "");
	check(getcwd(here, sizeof(here)) != NULL);
	check_int(shell(arena_format(&mem, "cc -std=c17 -Wall -Wextra -Wpedantic "
				     "-Wconversion -Wno-sign-conversion -Werror "
				     "-I. -I'%s/server' -I'%s/content' main.c "
				     "store/queries.c -o main", here, here),
			out, sizeof(out)), 0);
	check_str(out, "");
	check_int(shell("./main", out, sizeof(out)), 0);
	n = snprintf(want, sizeof(want), "2 2 nasty 10 0\n%s"
		     "1 begin CREATE TABLE a (b TEXT); -- ; don't\n\n"
		     "2 long SELECT '%s;[';\n\n", nasty_sql, large);
	check(n > 0 && (size_t)n < sizeof(want));
	check_str(out, want);
}

static const struct refusal {
	const char *title, *sql, *step, *says;
} refusals[] = {
	{ "a second statement is refused",
	  "-- name: a\nSELECT 1; DELETE FROM t;\n", NULL, "one statement" },
	{ "two queries of one name are refused",
	  "-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;\n", NULL, "two queries" },
	{ "a parameter that is skipped is refused",
	  "-- name: a\nSELECT $1, $3;\n", NULL, "$2 is not used" },
	{ "a parameter in a comment does not count",
	  "-- name: a\n-- $1\nSELECT $2;\n", NULL, "$1 is not used" },
	{ "a question mark is no parameter",
	  "-- name: a\nSELECT ?;\n", NULL, "parameters are" },
	{ "a name must be in lower case",
	  "-- name: Big\nSELECT 1;\n", NULL, "lower_case" },
	{ "a name without a query is refused",
	  "-- name: a\n-- nothing\n", NULL, "there is no SQL" },
	{ "SQL without a name is refused",
	  "SELECT 1;\n-- name: a\nSELECT 1;\n", NULL, "before the first" },
	{ "an open quote is refused",
	  "-- name: a\nSELECT 'x;\n", NULL, "not closed" },
	{ "block comments are refused",
	  "-- name: a\nSELECT /* ; */ 1;\n", NULL, "comments are" },
	{ "a gap in the steps is refused", "", "0002_b.sql", "step 1" },
	{ "a step without a number is refused", "", "b.sql", "NNNN_name" },
	{ "a step does not commit itself", "", "0001_commit.sql", "COMMIT" },
};

static void check_refused(const struct refusal *r)
{
	char out[4096], flat[4096];
	size_t n = 0;

	put("r.sql", r->sql);
	if (r->step)
		put(r->step, "CREATE TABLE x (y TEXT);\nCOMMIT;\n");
	check(generate(arena_format(&mem, "r.sql -- %s", r->step ? r->step : ""),
		       out, sizeof(out)) != 0);
	/* CMake folds its messages at spaces. */
	for (const char *s = out; *s; s++)
		if (!strchr(" \n", *s) || (n && flat[n - 1] != ' '))
			flat[n++] = *s == '\n' ? ' ' : *s;
	flat[n] = '\0';
	check(strstr(flat, r->says) != NULL);
}

int main(void)
{
	char out[256];

	if (!mkdtemp(dir) || shell("mkdir store", out, sizeof(out)))
		return 1;
	TEST("any SQL reaches C byte for byte, and compiles without a warning") {
		check_nasty();
	}
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
		TEST(refusals[i].title) { check_refused(&refusals[i]); }
	TEST("without queries and steps there is an empty catalogue") {
		check_int(generate("--", out, sizeof(out)), 0);
	}
	if (system(arena_format(&mem, "rm -rf %s", dir)))
		return 1;
	arena_end(&mem);
	return test_end();
}
