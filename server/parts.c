#include "parts.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/event/live.h"
#include "assets.h"
#include "auth/account.h"
#include "auth/auth.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/migrate.h"
#include "config.h"
#include "crowd.h"
#include "db/pool.h"
#include "lti/frames.h"
#include "lti/strangers.h"
#include "lti/token_client.h"
#include "play/packages.h"
#include "shelf.h"
#include "store/queries.h"
#include "training/ballot.h"
#include "training/demo.h"
#include "training/certificate_key.h"
#include "words.h"

/* As many as the machine's cores can use; a read is short. */
#define READERS 8
#define WAITING 20000

static enum err folder(const char *path)
{
	if (mkdir(path, 0700) && errno != EEXIST)
		return fail(ERR_INTERNAL, "%s: %s", path, strerror(errno));
	return OK;
}

static enum err folders(struct arena *mem, const char *data)
{
	enum err e;

	if (access(arena_format(mem, "%s/" RESTORING, data), F_OK) == 0)
		return fail(ERR_CONFLICT, "%s", words_fill(mem, W_restoring,
				VALUES({ "data", data })));
	if ((e = folder(data)) ||
	    (e = folder(arena_format(mem, "%s/uploads", data))) ||
	    (e = folder(arena_format(mem, "%s/spool", data))))
		return e;
	return OK;
}

/* The web client is beside the program: in the tree, or as it was installed. */
static void open_client(struct arena *mem, const struct config *config,
			struct server *out)
{
	static const char *const places[] = {
		"../web/dist", "../../web/dist", "../share/balai/web"
	};
	char exe[4096];
	const ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	exe[n > 0 ? n : 0] = '\0';
	if (strrchr(exe, '/'))
		*strrchr(exe, '/') = '\0';
	if (*config->web) {
		(void)assets_open(config->web, &out->assets);
		return;
	}
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (!assets_open(arena_format(mem, "%s/%s", exe, places[i]),
				 &out->assets))
			return;
}

static enum err begin_key(struct db *db, void *context)
{
	const enum err e = auth_key(db, context);

	return e ? e : certificate_key_begin(db, clock_now());
}

static enum err begin_demo(struct db *db, const struct server *server)
{
	const int64_t now = clock_now();
	const enum err e = account_demo(db, server->auth->passwords, now);

	return e ? e : demo_programme(db, now);
}

struct adoption {
	int64_t now;
	bool more;
};

static enum err adopt_some(struct db *db, void *context)
{
	struct adoption *a = context;

	return ballot_adopt(db, a->now, &a->more);
}

/* Anonymous answers of an older Balai become ballots, a thousand at a time. */
static enum err begin_ballots(struct arena *mem, const struct config *config,
			      struct server *server)
{
	struct adoption a = { .now = clock_now(), .more = true };
	bool made;
	struct db *db;
	enum err e;

	if ((e = ballot_key_open(config->data, &made)))
		return e;
	if (made && !(e = pool_read(server->pool, mem, &db))) {
		e = ballot_key_warn(db);
		pool_read_end(server->pool, db);
	}
	while (!e && a.more)
		e = pool_write(server->pool, mem, adopt_some, &a);
	return e;
}

/* There is an agency from the first start on; in a demonstration, people. */
static enum err begin_people(struct db *db, void *context)
{
	const struct server *server = context;
	struct agency agency;

	if (server->config->demo)
		return begin_demo(db, server);
	return account_agency(db, NULL, NULL, clock_now(), &agency);
}

/* SQLite's reads are work for our own processors, another program's are not. */
static int reads_at_once(const struct config *config)
{
	const long ours = 2 * sysconf(_SC_NPROCESSORS_ONLN);

	return text_starts(config->database_url, "sqlite:") && ours < READERS
		? (int)ours : READERS;
}

static enum err open_rest(struct arena *mem, const struct config *config,
			  struct server *out)
{
	const struct pool_options options = { READERS, WAITING };
	unsigned char key[TOKEN_KEY_SIZE];
	enum err e;

	if ((e = db_migrate(config->database_url, &catalogue)) ||
	    (e = pool_open(config->database_url, &catalogue, &options,
			   &out->pool)) ||
	    (e = blob_store_open(arena_format(mem, "%s/blobs", config->data),
				 &out->blobs)) ||
	    (e = pool_write(out->pool, mem, begin_key, key)) ||
	    (e = auth_open(key, &out->auth)) ||
	    (e = begin_ballots(mem, config, out)) ||
	    (e = pool_write(out->pool, mem, begin_people, out)))
		return e;
	out->auth->token_life_ms = config->token_life * 1000;
	out->packages = packages_new();
	out->crowd = crowd_new(reads_at_once(config), (int)config->threads);
	out->shelf = shelf_new(&out->blobs);
	out->live = live_new(!text_starts(config->database_url, "sqlite:"));
	out->tokens = lti_tokens_new();
	out->frames = lti_frames_new();
	out->strangers = lti_strangers_new();
	open_client(mem, config, out);
	return OK;
}

enum err parts_open(const struct config *config, struct server *out)
{
	struct arena mem = ARENA_INIT;
	enum err e;

	*out = (struct server){ .config = config, .blobs = { .dir = -1 } };
	if (!(e = folders(&mem, config->data)))
		e = open_rest(&mem, config, out);
	arena_end(&mem);
	return e;
}

/* Before the database goes. */
static void strangers_end(struct server *s)
{
	if (s->strangers && lti_strangers_write(s))
		log_event(LOG_WARN, "lti.strangers",
			  LOG_TEXT("reason", fail_reason()));
	lti_strangers_free(s->strangers);
}

void parts_close(struct server *s)
{
	strangers_end(s);
	assets_close(s->assets);
	lti_frames_free(s->frames);
	lti_tokens_free(s->tokens);
	live_free(s->live);
	if (s->packages)
		packages_free(s->packages);
	if (s->auth)
		auth_close(s->auth);
	if (s->pool)
		pool_close(s->pool);
	if (s->crowd)
		crowd_free(s->crowd);
	if (s->shelf)
		shelf_free(s->shelf);
	if (s->blobs.dir >= 0)
		blob_store_close(&s->blobs);
}
