/*
 * A request as a test makes it: who asks, with which headers, on a database of
 * its own that begins with the whole schema.
 *
 *	struct visit v;
 *	visit_begin(&v, url);		a write transaction is open
 *	visit_header(&v, "Origin", "null");
 *	… handler(&v.rq, &v.rs) …
 *	visit_end(&v);			commits
 */
#ifndef VISIT_H
#define VISIT_H

#include <stdlib.h>

#include "check.h"
#include "db/migrate.h"
#include "http/http.h"
#include "store/queries.h"

#define VISIT_HEADERS 8
#define VISIT_NOW INT64_C(1800000000000)

struct visit {
	struct arena mem;
	struct header headers[VISIT_HEADERS];
	struct request rq;
	struct response rs;
};

static inline void visit_stop_(const char *what)
{
	printf("not ok - %s: %s\n", what, fail_reason());
	exit(1);
}

/* Without a database: rq.db is NULL. */
static inline void visit_bare(struct visit *v)
{
	*v = (struct visit){ .rs = RESPONSE_INIT };
	v->rq = (struct request){
		.method = POST,
		.path = "/",
		.query = "",
		.headers = v->headers,
		.address = "203.0.113.7",
		.mem = &v->mem,
		.now = VISIT_NOW,
	};
}

static inline void visit_begin(struct visit *v, const char *url)
{
	visit_bare(v);
	if (db_open(url, &catalogue, &v->mem, &v->rq.db) ||
	    db_begin(v->rq.db, DB_WRITE))
		visit_stop_("a transaction for the test");
}

static inline void visit_end(struct visit *v)
{
	if (v->rq.db) {
		if (db_commit(v->rq.db))
			visit_stop_("the commit of the test");
		db_close(v->rq.db);
	}
	arena_end(&v->mem);
}

static inline void visit_header(struct visit *v, const char *name,
				const char *value)
{
	v->headers[v->rq.nheaders++] = (struct header){ name, value };
}

/* The value of the cookie `name` that the answer sets, in the visit's arena;
   NULL when it sets none. */
static inline const char *visit_set_cookie(struct visit *v, const char *name)
{
	const size_t n = strlen(name);

	for (size_t i = 0; i < v->rs.nheaders; i++) {
		const char *s = v->rs.headers[i].value;

		if (strcmp(v->rs.headers[i].name, "Set-Cookie") == 0 &&
		    strncmp(s, name, n) == 0 && s[n] == '=')
			return arena_copy(&v->mem, s + n + 1,
					  strcspn(s + n + 1, ";"));
	}
	return NULL;
}

static inline void visit_migrate(const char *url)
{
	if (db_migrate(url, &catalogue))
		visit_stop_("the schema for the test");
}

#endif
