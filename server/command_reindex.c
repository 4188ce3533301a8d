/*
 * `balai reindex`: the words for the search, made anew.
 */
#include <stdio.h>

#include "command.h"
#include "db/pool.h"
#include "jobs/index.h"
#include "parts.h"
#include "store/search.h"
#include "words.h"

static enum err forget(struct db *db, void *context)
{
	(void)context;
	return search_forget(db);
}

int command_reindex(const struct config *config, int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct server server;
	size_t n;
	int code = 0;

	if (argc)
		return wrong_usage(argv[0]);
	if (parts_open(config, &server) ||
	    pool_write(server.pool, &mem, forget, NULL) ||
	    index_due(&server, NULL, NULL, &n))
		code = failed();
	else
		fputs(words_fill(&mem, W_reindexed, VALUES(
			{ "n", arena_format(&mem, "%zu", n) })), stdout);
	parts_close(&server);
	arena_end(&mem);
	return code;
}
