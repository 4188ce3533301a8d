#include "jobs/asking.h"

#include "db/pool.h"
#include "store/notice.h"
#include "training/notice.h"

#define PIECE 100			/* people told in one write */
#define SLICE 1000			/* people looked at in one read */

struct asking asking_begin(struct arena *mem, const struct survey *s,
			   int64_t now)
{
	return (struct asking){
		.survey = s, .now = now, .name = survey_occasion(mem, s->id),
		.href = arena_format(mem, "/survei/%s", s->id),
	};
}

bool asking_more(const struct asking *a)
{
	return !a->begun || !a->done || a->changed;
}

enum err asking_read(struct server *server, struct arena *mem,
		     struct asking *a)
{
	const char *reached, *last;
	struct db *db;
	size_t looked = 0;
	enum err e;

	a->begun = true;
	a->changed = false;
	a->reached = NULL;
	a->n = 0;
	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	if (!(e = survey_revision(db, a->survey->id, &a->revision)) &&
	    !(e = reminder_get(db, a->name, &reached, &a->done)) && !a->done)
		e = survey_asked_slice(db, a->survey->id, reached, SLICE,
				       &a->people, &a->n, &last, &looked);
	pool_read_end(server->pool, db);
	if (e || a->done)
		return e;
	a->done = looked < SLICE && a->n <= PIECE;
	a->reached = a->n > PIECE ? a->people[PIECE - 1] : last;
	a->n = a->n > PIECE ? PIECE : a->n;
	return OK;
}

/* Who changed meanwhile whom it asks has set the reminder back: that stays, and
   they are read anew. */
enum err asking_write(struct db *db, void *context)
{
	struct asking *a = context;
	int64_t revision = 0;
	enum err e = survey_revision(db, a->survey->id, &revision);

	a->changed = revision != a->revision;
	if (e || a->changed)
		return e;
	for (size_t i = 0; i < a->n && !e; i++)
		e = notice_tell(db, NOTICE_survey_open, &(struct notice_to){
			.person_id = a->people[i], .href = a->href,
			.occasion = a->name, .by_mail = true,
		}, NOTE({ "title", a->survey->title, 0 }), a->now);
	return e ? e : reminder_put(db, a->name, a->reached, a->done, a->now);
}
