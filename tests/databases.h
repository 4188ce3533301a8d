/*
 * Empty databases for a test, one of each engine there is.
 *
 * SQLite in a temporary folder always; PostgreSQL for each postgres: address in
 * BALAI_TEST_DATABASES (one a line; tests/lib/postgres.sh makes one), in a schema
 * of its own, so that tests may run at once. What there is not is said aloud.
 *
 *	struct database dbs[DATABASES_MAX];
 *	size_t n = databases_make(dbs);
 *	for (size_t i = 0; i < n; i++)
 *		… db_open(dbs[i].url, …)
 *	databases_drop(dbs, n);
 */
#ifndef DATABASES_H
#define DATABASES_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"

#define DATABASES_MAX 4

struct database {
	char url[1024];
	bool sqlite;
	char path[256];		/* of the SQLite file */
	char given[512];	/* the address of the cluster */
};

static inline void database_script_(const char *url, const char *sql)
{
	static const struct catalogue none;
	struct arena mem = ARENA_INIT;
	struct db *db;

	if (db_open(url, &none, &mem, &db) || db_script(db, sql)) {
		printf("not ok - a database for the tests: %s\n", fail_reason());
		exit(1);
	}
	db_close(db);
	arena_end(&mem);
}

static inline void database_sqlite_(struct database *out)
{
	const char *tmp = getenv("TMPDIR");
	char dir[200];

	snprintf(dir, sizeof(dir), "%s/balai-test-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir)) {
		perror(dir);
		exit(1);
	}
	*out = (struct database){ .sqlite = true };
	snprintf(out->path, sizeof(out->path), "%s/test.db", dir);
	snprintf(out->url, sizeof(out->url), "sqlite:%s", out->path);
}

static inline void database_postgres_(struct database *out, const char *given)
{
	char sql[64];

	*out = (struct database){ .sqlite = false };
	snprintf(out->given, sizeof(out->given), "%s", given);
	snprintf(out->url, sizeof(out->url),
		 "%s options='-c search_path=test_%d'", given, (int)getpid());
	snprintf(sql, sizeof(sql), "CREATE SCHEMA test_%d", (int)getpid());
	database_script_(out->given, sql);
}

static inline size_t databases_make(struct database out[static DATABASES_MAX])
{
	const char *list = getenv("BALAI_TEST_DATABASES");
	char *lines = strdup(list ? list : ""), *rest = lines, *line;
	size_t n = 0;

	database_sqlite_(&out[n++]);
	while ((line = strsep(&rest, "\n")))
		if (n < DATABASES_MAX && strncmp(line, "postgres:", 9) == 0)
			database_postgres_(&out[n++], line);
	if (n == 1)
		printf("# on SQLite only: BALAI_TEST_DATABASES names no "
		       "PostgreSQL\n");
	free(lines);
	return n;
}

/* Empty again, for the next test of the same program. */
static inline void database_clear(const struct database *d)
{
	char text[512];

	if (d->sqlite) {
		snprintf(text, sizeof(text), "rm -f '%s'*", d->path);
		if (system(text))
			printf("# %s failed\n", text);
		return;
	}
	snprintf(text, sizeof(text),
		 "DROP SCHEMA test_%d CASCADE; CREATE SCHEMA test_%d",
		 (int)getpid(), (int)getpid());
	database_script_(d->given, text);
}

static inline void databases_drop(const struct database *d, size_t n)
{
	char text[512];

	for (size_t i = 0; i < n; i++) {
		if (d[i].sqlite) {
			snprintf(text, sizeof(text), "rm -rf '%.*s'",
				 (int)(strrchr(d[i].path, '/') - d[i].path),
				 d[i].path);
			if (system(text))
				printf("# %s failed\n", text);
			continue;
		}
		snprintf(text, sizeof(text), "DROP SCHEMA test_%d CASCADE",
			 (int)getpid());
		database_script_(d[i].given, text);
	}
}

/* `play` on each of them in turn. */
static inline void databases_play(void (*play)(const struct database *))
{
	struct database dbs[DATABASES_MAX];
	const size_t n = databases_make(dbs);

	for (size_t i = 0; i < n; i++)
		play(&dbs[i]);
	databases_drop(dbs, n);
}

#endif
