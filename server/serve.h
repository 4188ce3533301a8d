/*
 * The life of a request, from its route to its answer; and what a running
 * server is made of.
 *
 * Find the route, admit the caller, let `prepare` do what is slow, run the
 * handler in a transaction, commit, answer. Handlers see of all this only the
 * request.
 */
#ifndef SERVE_H
#define SERVE_H

#include <stdatomic.h>

#include "blob.h"
#include "http/http.h"

struct config;
struct crowd;
struct pool;
struct auth;
struct importer;
struct jobs;
struct converter;
struct uploads;
struct live;
struct passback;
struct lti_tokens;
struct lti_frames;
struct lti_strangers;
struct packages;
struct shelf;
struct assets;

struct server {
	const struct config *config;
	struct pool *pool;
	struct crowd *crowd;		/* who waits when there are too many */
	struct auth *auth;		/* keys, caches, the brake on guessing */
	struct blob_store blobs;
	struct shelf *shelf;		/* of them, what was asked for lately */
	struct jobs *jobs;		/* rounds in the background; NULL */
	struct importer *importer;	/* jobs/: imports in the background */
	struct uploads *uploads;	/* jobs/: files that arrive in pieces */
	struct live *live;		/* api/: what phones ask for in an event */
	struct passback *passback;	/* jobs/: grades for other systems; NULL */
	struct lti_tokens *tokens;	/* lti/: to get at those */
	struct lti_frames *frames;	/* lti/: what our pages may frame */
	struct lti_strangers *strangers; /* lti/: what they made fail */
	struct converter *converter;	/* jobs/: smaller forms of videos; NULL */
	struct packages *packages;	/* play/: indexes of versions in memory */
	struct assets *assets;		/* the web client's own files */
	atomic_bool pressed;		/* jobs/press.h: no form is missing */
};

/* Answer `rq`, whatever happens; its arena holds the answer. */
void serve(struct request *rq, struct response *rs);

/*
 * The same in two steps, so that a body is read only when somebody wants it.
 * After serve_head is true rq->route says which body; false: `rs` is the answer.
 */
bool serve_head(struct request *rq, struct response *rs);
void serve_body(struct request *rq, struct response *rs);

/* The listener has refused it alone, perhaps for want of a head: what every
   answer of ours says is put into `rs`. */
void serve_refused(struct request *rq, struct response *rs);

/*
 * How many answers of each class (1 for 1xx … 5 for 5xx) the route at that
 * place of the table has given since the start.
 */
uint64_t serve_count(size_t route, int status_class);

/*
 * For `prepare` only: begin a read, so that rq->db may be asked; and end it
 * before work that takes long. Beginning twice is once, ending is not owed.
 */
enum err serve_read(struct request *);
void serve_read_end(struct request *);

/*
 * For `prepare` only, where `run` comes too late: pool_write (db/pool.h) of a
 * piece of work, which may run more than once and changes only the database.
 * Not while a read is held.
 */
enum err serve_write(struct request *, enum err (*work)(struct db *, void *),
		     void *context);

/*
 * The same two outside of any request, for layers that know no pool: pieces of
 * work on rows, which live in `mem`.
 */
enum err server_read(struct server *, struct arena *mem,
		     enum err (*work)(struct db *, void *), void *context);
enum err server_write(struct server *, struct arena *mem,
		      enum err (*work)(struct db *, void *), void *context);

/*
 * The body as JSON, for who reads it as JSON by themselves (BYTES): refused
 * when it is none, too deep, or says a name twice. The request's arena has it.
 */
enum err serve_json(struct request *, json_t **out);

#endif
