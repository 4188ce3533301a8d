/*
 * A request as handlers see it, and the answer they fill in.
 *
 * A handler is a function from one to the other. It does not write to a
 * socket, so tests call it like any function; it does not begin or commit, so
 * an error undoes its work; it frees nothing, so it may return anywhere.
 *
 * Nothing here knows CivetWeb (listener.c does) nor the product.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

struct crowd;
struct db;
struct launch_scope;
struct person;
struct request;
struct response;

/* METHOD_COUNT stands for every other method: no route has it, so route_find
   refuses it and tells what is allowed. */
enum method { GET, POST, PUT, PATCH, DELETE, METHOD_COUNT };

/* The two origins of DESIGN section 1: people's app, strangers' packages. */
enum origin { APP, CONTENT };

/* NOBODY is zero, so a route that forgets to say is shut. */
enum access {
	NOBODY,
	ANYONE,
	PLAYER,		/* whoever may play: a launch of another LMS too */
	GUEST,		/* whoever is signed in, guests of an event too */
	LEARNER,	/* whoever has an account: everyone can learn */
	AUTHOR,
	HOST,
	ORGANISER,
	SUPERVISOR,
	LEADER,		/* reads an agency's figures; organisers too */
	ADMIN,
	RUN,		/* who holds a run token; its handler checks it */
	FOREIGN		/* another system, or a browser that it sends; its
			   handler checks who that is */
};

/* What a body may be: no body, JSON up to 64 kB, a saved item up to 1 MB, any
   bytes up to 1 MB, or anything, of any size: spooled to a file as it arrives,
   or left for `prepare` to take piece by piece with request_take(). */
enum body { NONE, JSON, ITEM, BYTES, FILE_BODY, STREAM, BODY_COUNT };

typedef enum err handler(struct request *, struct response *);

struct route {
	enum origin origin;
	enum method method;
	const char *pattern;	/* "/api/v1/modules/{id}", "/c/{token}/{path*}" */
	enum access access;
	enum body body;
	handler *prepare;	/* on the worker's thread; may be `none` */
	handler *run;		/* in the transaction; `none`: there is none */
	const char *name;	/* "prepare/run", as they stand in the table */
	const char *summary;	/* one English sentence, for the API's description */
};

/* Stands in the table where there is no function to call. */
handler none;

struct header {
	const char *name, *value;
};

struct request {
	enum origin origin;
	enum method method;
	bool head;		/* HEAD: like GET, and the body is left out */
	bool options;		/* OPTIONS: see respond_allow; METHOD_COUNT */
	const char *path;	/* percent-decoded, valid UTF-8, begins with /,
				   without . and .. segments */
	const char *query;	/* as it came, without the ?; never NULL */
	const struct header *headers;
	size_t nheaders;
	const char *body;	/* NUL behind body_size; NULL when spooled */
	size_t body_size;
	const char *body_path;	/* FILE_BODY: where it lies; unlinked after */
	struct body_source *source;	/* STREAM: see request_take */
	int64_t body_left;	/* STREAM: bytes of it still to be taken */
	const char *address;	/* of the peer, or what the proxy says of it */
	bool https;
	enum lang lang;		/* by Accept-Language; Indonesian unless English */
	char id[12];		/* in the log, in X-Request-Id, in problems */
	struct arena *mem;	/* ends when the answer is sent */
	int64_t now;		/* ms since 1970, one instant per request */

	/* Filled in by serve before the handler runs. */
	const struct route *route;
	const struct person *person;	/* NULL for a visitor */
	const char *session;	/* id of the session; NULL for a visitor */
	const struct launch_scope *launch;	/* NULL: a session of
				   one's own (domain/launch_scope.h) */
	const char *embed;	/* origins that may frame what the session
				   opens, space-separated; NULL: none */
	bool session_due;	/* its use is to be written down, afterwards */
	struct db *db;		/* inside a transaction only */
	json_t *json;		/* the parsed JSON or ITEM body: an object */
	void *prepared;		/* what `prepare` leaves for `run` */
	/* Set by `run`, for when it is on disk: what memory must learn, and an
	   answer too large to be made while others wait for the writer. */
	void (*after)(struct request *);
	handler *reply;
	struct server *server;	/* settings, pool, blobs: serve.h */
	struct crowd *turn;	/* a read's turn that it has: crowd.h */

	/* Why it was refused: see refuse(). */
	struct failure failure;
	const struct problem *problem;
	const struct text_value *problem_values;
};

#define RESPONSE_HEADERS 24

/*
 * The listener adds Date, Content-Type, Content-Length, Connection,
 * X-Request-Id and X-Content-Type-Options; the rest is the handler's.
 */
struct response {
	int status;
	json_t *json;		/* owned by the request's arena */
	const char *type;	/* of `bytes` or `file`; NULL for json */
	const void *bytes;	/* live as long as the request's arena */
	size_t size;		/* of bytes, or of the whole file */
	int file;		/* -1, or a descriptor: listener sends and closes */
	bool lent;		/* the file is another's: not to be closed */
	int64_t from, length;	/* the part of the file to send */
	bool framed;		/* its own policy says who may frame it */
	struct header headers[RESPONSE_HEADERS];
	size_t nheaders;
};

#define RESPONSE_INIT { .file = -1 }

/* The part of the path that stands where the pattern says {name}; {name*}, at
   the end of a pattern, takes the rest with its slashes. "" when empty. */
const char *request_param(const struct request *, const char *name);

/* A value of the query, percent-decoded; NULL when it is not there or not
   UTF-8. */
const char *request_query(const struct request *, const char *name);

/* The first header of that name, in any case; NULL when it is not there. */
const char *request_header(const struct request *, const char *name);

/* The cookie of that name, as it came; NULL when it is not there. */
const char *request_cookie(const struct request *, const char *name);

/* The same for the one behind `before` others of that name. */
const char *request_cookie_after(const struct request *, const char *name,
				 size_t before);

/* Does Accept-Encoding take this coding ("br", "gzip")? q=0 says no. */
bool request_accepts(const struct request *, const char *coding);

/*
 * STREAM: the next bytes of the body, at least one and at most `most`, as they
 * arrive. `got` is 0 at its end. After an error, which is a sender who is gone
 * or too slow, no more comes; what was taken before is good.
 */
enum err request_take(struct request *, char *to, size_t most, size_t *got);

/* Where a STREAM comes from: the listener, or a test. */
struct body_source {
	enum err (*take)(struct body_source *, struct request *, char *to,
			 size_t most, size_t *got);
};

/* What an Accept-Language asks for: Indonesian unless English is liked more.
   NULL is Indonesian. */
enum lang lang_of(const char *accept_language);

/*
 * The path of a URL as it came, percent-decoded into `mem`, and slashes in a row
 * made one (libraries put base addresses and paths together). NULL, with a reason
 * by fail(), for a % without two hexadecimal digits, a control character, a
 * slash in disguise (%2F), text that is not UTF-8, a . or .. segment, or a path
 * that does not begin with a slash.
 */
const char *path_decode(struct arena *mem, const char *raw);

/* "GET"; "?" for METHOD_COUNT. */
const char *method_word(enum method);

/* The request's arena takes the reference to `json`; returns it, borrowed. */
json_t *request_own_json(struct request *, json_t *json);

/* Takes the reference to `json`; NULL is ERR_INTERNAL. */
enum err respond_json(struct request *, struct response *, int status,
		      json_t *json);
enum err respond_empty(struct response *, int status);

/* Let go of the file, if there is one. */
void response_file_end(struct response *);

/* `value` must outlive the request's arena or be in it. One too many, or a
   control character in the value, is a bug: it is logged and left out. */
void response_header(struct response *, const char *name, const char *value);

/*
 * Make a full answer (200, with bytes or a file) conditional, RFC 9110 section
 * 13 and 14: adds ETag and Accept-Ranges, and turns it into 304 for an
 * If-None-Match that names the tag, into 206 for a Range of one part (unless
 * If-Range names another tag), into 416 for one outside. Several ranges are
 * answered with the whole. `etag` is the quoted form, strong: "\"ab12\"".
 */
void respond_part(struct request *, struct response *, const char *etag);

/* 204 to OPTIONS, otherwise the problem of route_find; both with Allow. */
void respond_allow(struct request *, struct response *, const char *allow);

/*
 * Find the route of `rq->path` on `rq->origin` and set rq->route. Where patterns
 * overlap, the one that is written out furthest wins, in whatever order they
 * stand: /a/new before /a/{id} before /a/{rest*}. ERR_NOT_FOUND without one, and
 * `allow` is NULL; with another method only: ERR_INVALID, rq->problem is
 * method_not_allowed and `allow` (e.g. "GET, HEAD, OPTIONS") is made in rq->mem.
 */
enum err route_find(const struct route *, size_t n, struct request *,
		    const char **allow);

/*
 * One sentence of problems.def, in both languages. Its code is stable: clients
 * and tests rely on it.
 */
struct problem {
	const char *code;	/* "login_mismatch" */
	enum err err;
	int status;
	struct phrase title, detail;
};

enum problem_code {
#define PROBLEM(code, ...) P_##code,
#include "http/problems.def"
#undef PROBLEM
	P_COUNT
};

const struct problem *problem_of(enum problem_code);

/*
 * Refuse with a problem of its own instead of the general one of its error:
 *	return refuse(rq, P_name_taken, VALUES({ "name", name }));
 * The values fill {name} in the sentences; they are copied into rq->mem. A value
 * named "seconds" also becomes the Retry-After header, one named "challenge"
 * WWW-Authenticate, and one named "member", the JSON name of a field, the member
 * "field" of the problem.
 */
#define refuse(rq, code, ...) \
	refuse_at(__FILE__, __LINE__, (rq), (code), __VA_ARGS__)
enum err refuse_at(const char *file, int line, struct request *,
		   enum problem_code, const struct text_value *values);
#define NO_VALUES NULL
#define VALUES(...) \
	(const struct text_value[]){ __VA_ARGS__, { NULL, NULL } }

/*
 * What the client is told of an error: RFC 9457, application/problem+json with
 * type, title, status, detail, code, requestId. It is rq->problem when there is
 * one, else the general problem of the error. Whatever was answered before is
 * dropped, its headers too; a 503 says when to come again.
 */
void respond_problem(struct request *, struct response *, enum err);

#endif
