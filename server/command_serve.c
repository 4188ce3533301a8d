/*
 * `balai serve`: two listeners over one server, until somebody says stop.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>

#include "auth/account.h"
#include "auth/auth.h"
#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "command.h"
#include "db/pool.h"
#include "http/listener.h"
#include "jobs/converter.h"
#include "jobs/importer.h"
#include "jobs/jobs.h"
#include "jobs/passback.h"
#include "jobs/uploads.h"
#include "parts.h"
#include "store/queries.h"
#include "words.h"

#define DRAIN_MS 20000
#define PROXIES_MOST 16

static bool accept_request(void *context, struct request *rq,
			   struct response *rs, struct body_rule *body)
{
	struct server *server = context;

	rq->server = server;
	if (!serve_head(rq, rs))
		return false;
	body->kind = rq->route->body;
	body->most = body->kind == FILE_BODY || body->kind == STREAM
		? server->config->upload_limit * 1024 * 1024 : 0;
	return true;
}

static void answer_request(void *context, struct request *rq,
			   struct response *rs)
{
	(void)context;
	serve_body(rq, rs);
}

static void guard_refusal(void *context, struct request *rq,
			  struct response *rs)
{
	rq->server = context;
	serve_refused(rq, rs);
}

static void proxies_read(struct arena *mem, const char *text,
			 const char *out[static PROXIES_MOST + 1])
{
	char *rest = arena_copy(mem, text, strlen(text)), *one;
	size_t n = 0;

	while (n < PROXIES_MOST && (one = strsep(&rest, ", ")))
		if (*one)
			out[n++] = one;
	out[n] = NULL;
}

static enum err listen_on(struct server *server, enum origin origin,
			  struct listener **out)
{
	const struct config *c = server->config;
	const char *proxies[PROXIES_MOST + 1];
	struct arena mem = ARENA_INIT;
	struct listener_options options = {
		.origin = origin,
		.address = c->address,
		.port = (int)(origin == APP ? c->port : c->content_port),
		.threads = (int)(origin == APP ? c->threads
					       : c->content_threads),
		.spool = arena_format(&mem, "%s/spool", c->data),
		.proxies = proxies,
		.accept = accept_request,
		.guard = guard_refusal,
	};
	enum err e;

	proxies_read(&mem, c->trust_proxy, proxies);
	e = listener_start(&options, answer_request, server, out);
	arena_end(&mem);
	return e;
}

/* What the first page needs: the link of the first administrator, the demo. */
struct welcome {
	struct server *server;
	char token[SECRET_SIZE];
};

static enum err make_welcome(struct db *db, void *context)
{
	struct welcome *w = context;
	enum err e;

	w->token[0] = '\0';
	if ((e = session_sweep(db, clock_now())))
		return e;
	return account_first_admin(db, clock_now(), w->token);
}

static void say_demo(struct arena *mem)
{
	fputs(words_fill(mem, W_demo_people,
			 VALUES({ "password", ACCOUNT_DEMO_PASSWORD })),
	      stdout);
	for (const struct account_demo *d = account_demo_people; d->login; d++)
		printf("  %-14s %s\n", d->login, d->name);
}

static void say_welcome(const struct server *server, const char *token)
{
	const struct config *c = server->config;
	struct arena mem = ARENA_INIT;
	const char *url = config_app_origin(c, &mem, NULL, false);

	fputs(words_fill(&mem, W_ready, VALUES({ "url", url })), stdout);
	if (*token)
		fputs(words_fill(&mem, W_first_link, VALUES({ "link",
			arena_format(&mem, "%s" ACCOUNT_LINK_PATH "%s", url,
				     token) })), stdout);
	if (c->demo)
		say_demo(&mem);
	if (!c->content_per_module)
		fputs(words_fill(&mem, W_one_host,
				 VALUES({ "content", c->content_pattern })),
		      stdout);
	if (!server->assets)
		fputs(words_fill(&mem, W_no_client, NO_VALUES), stdout);
	fflush(stdout);
	arena_end(&mem);
}

/* No new requests; those that run are answered; then everything ends. */
static void wind_down(struct listener *app, struct listener *content)
{
	const int64_t from = clock_steady();

	log_event(LOG_INFO, "stopping", LOG_TEXT("reason", "signal"));
	listener_shut(app);
	listener_shut(content);
	listener_drain(app, DRAIN_MS);
	listener_drain(content, DRAIN_MS - (int)(clock_steady() - from));
}

/* In the order of opening undone: an import wakes the indexer. */
static void background_close(struct server *server)
{
	passback_close(server->passback);
	if (server->uploads)
		uploads_close(server->uploads);
	if (server->importer)
		importer_close(server->importer);
	converter_close(server->converter);
	jobs_close(server->jobs);
}

static enum err background_open(struct server *server)
{
	enum err e;

	if ((e = jobs_open(server, &server->jobs)) ||
	    (e = converter_open(server, &server->converter)) ||
	    (e = importer_open(server, &server->importer)) ||
	    (e = uploads_open(server, &server->uploads)) ||
	    (e = passback_open(server, &server->passback)))
		background_close(server);
	return e;
}

static enum err run(struct server *server, const sigset_t *stop)
{
	struct listener *app = NULL, *content = NULL;
	struct welcome welcome = { .server = server };
	struct arena mem = ARENA_INIT;
	enum err e;
	int signal;

	if ((e = background_open(server)))
		return e;
	/* The app last: once it answers, everything is there. */
	if (!(e = pool_write(server->pool, &mem, make_welcome, &welcome)) &&
	    !(e = listen_on(server, CONTENT, &content)) &&
	    !(e = listen_on(server, APP, &app))) {
		say_welcome(server, welcome.token);
		log_event(LOG_INFO, "started",
			  LOG_INT("port", server->config->port),
			  LOG_INT("contentPort", server->config->content_port));
		sigwait(stop, &signal);
		wind_down(app, content);
	}
	listener_stop(app);
	listener_stop(content);
	background_close(server);
	arena_end(&mem);
	return e;
}

/*
 * One server a data folder: a second one would take up the first one's imports.
 * Held until the process ends, however that comes about.
 */
static enum err data_lock(const struct config *config)
{
	struct arena mem = ARENA_INIT;
	const char *path = arena_format(&mem, "%s/serve.lock", config->data);
	const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	enum err e = OK;

	if (fd < 0)
		e = disk_fail(path);
	else if (flock(fd, LOCK_EX | LOCK_NB))
		e = fail(ERR_CONFLICT, "%s", words_fill(&mem, W_data_in_use,
				VALUES({ "data", config->data })));
	arena_end(&mem);
	return e;
}

/*
 * A query that does not fit stops the server here, not a learner later. By a
 * connection of its own, with which goes what it prepared.
 */
static enum err queries_fit(const char *url)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	enum err e;

	if (!(e = db_open(url, &catalogue, &mem, &db))) {
		e = db_check(db);
		db_close(db);
	}
	arena_end(&mem);
	return e;
}

int command_serve(const struct config *config, int argc, char **argv)
{
	struct server server;
	sigset_t stop;
	enum err e;

	if (argc)
		return wrong_usage(argv[0]);
	if (config->clock_at)
		clock_set(config->clock_at);
	/* Blocked before any thread is made, so that only sigwait sees them. */
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	if (!(e = parts_open(config, &server)) && !(e = data_lock(config)) &&
	    !(e = queries_fit(config->database_url)))
		e = run(&server, &stop);
	parts_close(&server);
	return e ? failed() : 0;
}
