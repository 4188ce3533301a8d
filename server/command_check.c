/*
 * `balai check`: is everything that a version needs there, and unchanged?
 */
#include <stdio.h>

#include "command.h"
#include "db/pool.h"
#include "parts.h"
#include "store/module.h"
#include "words.h"

#define PAGE 500

struct findings {
	size_t blobs, bad;
};

static enum err check_page(struct server *server, char last[BLOB_NAME_SIZE],
			   struct findings *found, size_t *n)
{
	struct arena mem = ARENA_INIT;
	struct version_file *files;
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, &mem, &db)))
		return e;
	e = blob_page(db, last, PAGE, &files, n);
	pool_read_end(server->pool, db);
	for (size_t i = 0; !e && i < *n; i++) {
		found->blobs++;
		snprintf(last, BLOB_NAME_SIZE, "%s", files[i].blob);
		if (blob_verify(&server->blobs, last) == OK)
			continue;
		found->bad++;
		fputs(words_fill(&mem, W_bad_blob, VALUES({ "name", last })),
		      stdout);
	}
	arena_end(&mem);
	return e;
}

static enum err check_all(struct server *server, struct findings *found)
{
	char last[BLOB_NAME_SIZE] = "";
	size_t n = PAGE;
	enum err e = OK;

	while (!e && n == PAGE)
		e = check_page(server, last, found, &n);
	return e;
}

static enum err check_database(struct server *server)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	enum err e;

	if (!(e = pool_read(server->pool, &mem, &db))) {
		e = db_verify(db);
		pool_read_end(server->pool, db);
	}
	arena_end(&mem);
	return e;
}

int command_check(const struct config *config, int argc, char **argv)
{
	struct findings found = { 0, 0 };
	struct arena mem = ARENA_INIT;
	struct server server;
	const char *database = "ok";
	int code = 1;

	if (argc)
		return wrong_usage(argv[0]);
	if (parts_open(config, &server) || check_all(&server, &found)) {
		failed();
		goto done;
	}
	if (check_database(&server))
		database = why_failed();
	else if (!found.bad)
		code = 0;
	fputs(words_fill(&mem, W_checked, VALUES(
		{ "blobs", arena_format(&mem, "%zu", found.blobs) },
		{ "bad", arena_format(&mem, "%zu", found.bad) },
		{ "database", database })), stdout);
done:
	parts_close(&server);
	arena_end(&mem);
	return code;
}
