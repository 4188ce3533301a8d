#include "training/decided.h"

#include <stdlib.h>
#include <string.h>

#include "store/notice.h"
#include "training/notice.h"

static bool notice_of(enum need_state state, enum notice_kind *out)
{
	switch (state) {
	case NEED_PLANNED:
		*out = NOTICE_need_planned;
		return true;
	case NEED_ANSWERED:
		*out = NOTICE_need_answered;
		return true;
	case NEED_DECLINED:
		*out = NOTICE_need_declined;
		return true;
	default:
		return false;
	}
}

static enum err person_tell(struct db *db, const struct need *n,
			    const char *occasion, const char *person_id,
			    int64_t now)
{
	enum notice_kind kind;

	if (!notice_of(n->state, &kind))
		return OK;
	return notice_tell(db, kind, &(struct notice_to){
			.person_id = person_id, .occasion = occasion,
			.href = arena_format(db_arena(db), "/kebutuhan/%s",
					     n->id),
		}, NOTE({ .name = "title", .text = n->title },
			{ .name = "why", .text = n->outcome }), now);
}

/* Those behind `after`, and how far that is. */
static enum err some_tell(struct db *db, const struct need *n,
			  const char *occasion, const char *after, int64_t now,
			  bool *done)
{
	const char **people;
	size_t count;
	enum err e;

	if ((e = need_supporters(db, n->id, after, DECIDED_PIECE, &people,
				 &count)))
		return e;
	for (size_t i = 0; i < count && !e; i++)
		e = person_tell(db, n, occasion, people[i], now);
	*done = count < DECIDED_PIECE;
	return e ? e : reminder_put(db, occasion,
				    count ? people[count - 1] : after, *done,
				    now);
}

enum err decided_tell(struct db *db, const struct need *n, int64_t now)
{
	const char *occasion = arena_format(db_arena(db), "need:%s:%lld", n->id,
					    (long long)n->revision);
	enum notice_kind kind;
	const char *first;
	bool done;
	enum err e;

	if (!notice_of(n->state, &kind))
		return OK;
	if ((e = need_proposer(db, n->id, &first)) ||
	    (first && (e = person_tell(db, n, occasion, first, now))))
		return e;
	return some_tell(db, n, occasion, "", now, &done);
}

/* "need:ID:7" */
static struct decided decided_read(struct arena *mem, const char *occasion,
				   const char *reached)
{
	const char *id = strchr(occasion, ':') + 1;
	const char *end = strrchr(occasion, ':');

	return (struct decided){
		.occasion = occasion, .reached = reached,
		.need_id = arena_format(mem, "%.*s",
					end > id ? (int)(end - id) : 0, id),
		.revision = strtoll(end + 1, NULL, 10),
	};
}

/* Of decisions of one need the last is told. */
static bool is_over(const struct decided *all, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (all[k].revision > all[i].revision &&
		    strcmp(all[k].need_id, all[i].need_id) == 0)
			return true;
	return false;
}

enum err decided_waiting(struct db *db, struct decided **out, size_t *n)
{
	struct arena *mem = db_arena(db);
	const char **occasions, **reached;
	enum err e;

	if ((e = reminder_needs(db, &occasions, &reached, n)))
		return e;
	*out = arena_array(mem, struct decided, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = decided_read(mem, occasions[i], reached[i]);
	for (size_t i = 0; i < *n; i++)
		(*out)[i].over = is_over(*out, *n, i);
	return OK;
}

enum err decided_piece(struct db *db, const struct decided *d, int64_t now,
		       bool *done)
{
	enum notice_kind kind;
	struct need n;
	enum err e = need_by_id(db, d->need_id, "", &n);

	*done = true;
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || d->over || !notice_of(n.state, &kind))
		return reminder_put(db, d->occasion, d->reached, true, now);
	return some_tell(db, &n, d->occasion, d->reached, now, done);
}
