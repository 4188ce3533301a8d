/* What somebody was told. */
#include "api/field.h"
#include "domain/notice.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/notice.h"

#define PAGE 30
#define PAGES_MOST 100

/* A kind that this server does not know was told by a newer one. */
static json_t *notice_json(struct request *rq, const struct notice *n)
{
	struct notice_words said = { "", "" };
	enum notice_kind kind;

	if (notice_named(n->kind, &kind))
		said = notice_fill(rq->mem, rq->lang, kind, n->detail);
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:b}",
			 "id", n->id, "kind", n->kind, "title", said.title,
			 "words", said.words, "href", n->href,
			 "at", (json_int_t)n->at, "seen", n->seen_at != 0);
}

enum err notices_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct notice *all;
	size_t n, unseen;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, PAGES_MOST, 1, &page)) ||
	    (e = notice_page(rq->db, rq->person->id, (size_t)(page - 1) * PAGE,
			     PAGE + 1, &all, &n)) ||
	    (e = notice_unseen(rq->db, rq->person->id, &unseen)))
		return e;
	for (size_t i = 0; i < n && i < PAGE; i++)
		json_array_append_new(list, notice_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:b}",
			"notices", list, "unseen", (json_int_t)unseen,
			"more", n > PAGE));
}

enum err notices_seen(struct request *rq, struct response *rs)
{
	int64_t until = rq->now;
	enum err e;

	if ((e = field_number(rq, "until", 0, rq->now, &until)) ||
	    (e = notice_see(rq->db, rq->person->id, until, rq->now)))
		return e;
	return respond_empty(rs, 204);
}
