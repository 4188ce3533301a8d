#include "jobs/follower.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "training/followup.h"
#include "training/notice.h"

#define PIECE 20			/* letters in one write */

/* One of them, with all that its letter says. */
struct asking {
	const struct server *server;
	struct db *db;
	const struct followup *f;
	struct plan plan;
	struct plan_person who;
	bool mail;			/* letters can be sent */
	bool silent;			/* said "that is not me" meanwhile */
	int64_t now;
};

static bool learners(const struct asking *a)
{
	return a->f->kind.role == FOLLOWUP_LEARNER;
}

/* Nobody is to be asked any more, or nobody is there to ask. */
static bool over(const struct asking *a)
{
	return a->f->expires_at <= a->now || a->who.disabled || a->silent ||
	       strcmp(a->plan.state, "dropped") == 0 ||
	       (!learners(a) && !*a->f->recipient);
}

static enum err tell(const struct asking *a, const char *path)
{
	const struct notice_to to = {
		.person_id = a->plan.person_id, .href = path,
		.occasion = arena_format(db_arena(a->db), "followup:%s",
					 a->f->id),
	};

	return notice_tell(a->db, NOTICE_followup_due, &to,
			   NOTE({ "title", a->plan.title, 0 }), a->now);
}

static enum err write_letter(const struct asking *a, const char *path)
{
	const struct plan_contact *to =
		a->f->kind.role == FOLLOWUP_SUPERIOR ? &a->plan.superior
						     : &a->plan.colleague;

	return letter_followup(a->server, a->db, &(struct followup_letter){
		.person_id = learners(a) ? a->plan.person_id : NULL,
		.name = learners(a) ? a->who.name : to->name,
		.email = learners(a) ? a->who.email : a->f->recipient,
		.role = a->f->kind.role, .learner = a->who.name,
		.unit = a->plan.unit_name ? a->plan.unit_name : "",
		.title = a->plan.title, .path = path,
		.until = a->f->expires_at, .again = a->f->letters > 0,
	}, a->now);
}

/* `done` is false when it stays as due as it was: somebody else is at it. */
static enum err ask(struct asking *a, bool *done)
{
	const char *path = followup_path(db_arena(a->db), a->server->auth,
					 a->f);
	const int64_t next = followup_next(a->now, a->f->letters + 1,
					   a->f->expires_at);
	enum err e;

	*done = true;
	if ((e = plan_by_id(a->db, a->f->plan_id, &a->plan)) ||
	    (e = plan_person(a->db, a->plan.person_id, &a->who)) ||
	    (!learners(a) && (e = plan_address_silent(a->db, a->plan.id,
						      a->f->recipient,
						      &a->silent))))
		return e;
	if (over(a))
		return followup_set_next(a->db, a->f->id, 0);
	if ((e = followup_written(a->db, a->f, next, a->now, done)) || !*done)
		return e;
	if (learners(a) && (e = tell(a, path)))
		return e;
	return a->mail && (!learners(a) || a->who.email)
		? write_letter(a, path) : OK;
}

struct piece {
	struct server *server;
	int64_t now;
	bool more, wrote;
};

static enum err ask_some(struct db *db, void *context)
{
	struct piece *p = context;
	struct followup *all;
	bool mail, done, some = false;
	size_t n;
	enum err e;

	if ((e = letter_possible(p->server, db, &mail)) ||
	    (e = followup_due_list(db, p->now, !mail, PIECE, &all, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++) {
		e = ask(&(struct asking){ .server = p->server, .db = db,
					  .f = &all[i], .mail = mail,
					  .now = p->now }, &done);
		some |= done;
	}
	p->more = some && n == PIECE;
	p->wrote |= mail && n > 0;
	return e;
}

/* Nothing is written when nothing is due. */
static bool waiting(struct server *server, struct arena *mem, int64_t now)
{
	struct followup *all;
	struct db *db;
	bool mail;
	size_t n = 0;

	if (pool_read(server->pool, mem, &db))
		return false;
	if (letter_possible(server, db, &mail) ||
	    followup_due_list(db, now, !mail, 1, &all, &n))
		n = 0;
	pool_read_end(server->pool, db);
	return n > 0;
}

enum err follower_round(struct server *server, int64_t now)
{
	struct piece p = { .server = server, .now = now, .more = true };
	struct arena mem = ARENA_INIT;
	enum err e = OK;

	if (waiting(server, &mem, now))
		while (p.more && !e)
			e = pool_write(server->pool, &mem, ask_some, &p);
	arena_end(&mem);
	if (p.wrote)
		job_wake(server, JOB_mailer);
	return e;
}

/* ---- The thread --------------------------------------------------------- */

void follower_job(struct server *server, struct rounds *rounds)
{
	(void)rounds;	/* it works in pieces, and is soon done */
	if (follower_round(server, clock_now()))
		log_event(LOG_WARN, "followups",
			  LOG_TEXT("reason", fail_reason()));
}
