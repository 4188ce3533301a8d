#include "training/merge.h"

#include <string.h>

#include "base/ident.h"
#include "domain/day.h"
#include "store/person_event.h"
#include "store/queries.h"
#include "store/session.h"
#include "training/ledger.h"
#include "training/passback.h"
#include "training/settle.h"

struct merging {
	struct db *db;
	const struct merge_order *order;
	int64_t now;
	char day[DAY_SIZE];
};

/* What a query takes, in its order: the account that ends (f), the kept one (t),
   the moment (n), today (d). */
struct step {
	unsigned query;
	const char *takes;
};

/* Sittings follow attempts, and what is dropped comes before what is moved. */
static const struct step steps[] = {
	{ SQL_MERGE_ATTEMPT, "ft" },
	{ SQL_MERGE_SITTING, "ft" },
	{ SQL_MERGE_SITTING_ORDER, "t" },
	{ SQL_MERGE_SITTING_SETTLE, "t" },
	{ SQL_MERGE_STATEMENT, "ft" },
	{ SQL_MERGE_USAGE, "ft" },
	{ SQL_MERGE_USAGE_DROP, "f" },
	{ SQL_MERGE_QUIZ_LEAVE, "ft" },
	{ SQL_MERGE_ERROR_REPORT, "ft" },
	{ SQL_MERGE_SCORE_LOOK, "ft" },
	{ SQL_MERGE_MODULE_OWNER, "ft" },
	{ SQL_MERGE_EVENT_OWNER, "ft" },
	{ SQL_MERGE_PROGRAMME_OWNER, "ft" },
	{ SQL_MERGE_ACTIVATION_DROP, "f" },
	{ SQL_SIGNIN_LINK_END, "f" },
	{ SQL_RECOVERY_CODE_DROP, "f" },
	{ SQL_TOTP_DROP, "f" },
	{ SQL_MERGE_ROLE_DROP, "f" },
	{ SQL_MERGE_SUPERVISION_DROP, "f" },
	{ SQL_MERGE_NAME_WISH_DROP, "f" },
	{ SQL_MERGE_PROOF_DROP, "f" },
	{ SQL_MERGE_MAIL_DROP, "f" },
	{ SQL_MERGE_MEMBERSHIP, "ft" },
	{ SQL_MERGE_MEMBERSHIP_END, "fd" },
	{ SQL_MERGE_SEAT_BEST, "ft" },
	{ SQL_MERGE_SEAT_DROP, "ft" },
	{ SQL_MERGE_SEAT, "ft" },
	{ SQL_MERGE_SEAT_COUNT, "t" },
	{ SQL_MERGE_PRESENCE, "ft" },
	{ SQL_MERGE_ATTENDANCE_LINE, "ft" },
	{ SQL_MERGE_EVENT_QUESTION, "ft" },
	{ SQL_MERGE_VOTE_COUNT, "ft" },
	{ SQL_MERGE_VOTE_DROP, "ft" },
	{ SQL_MERGE_VOTE, "ft" },
	{ SQL_MERGE_GUEST_DROP, "f" },
	{ SQL_MERGE_COMPETENCY, "ft" },
	{ SQL_MERGE_ENROLMENT, "ft" },
	{ SQL_MERGE_ENROLMENT_AGAIN, "ft" },
	{ SQL_MERGE_ENROLMENT_STEPS, "ft" },
	{ SQL_MERGE_ENROLMENT_TWICE, "ftn" },
	{ SQL_MERGE_ENROLMENT_DUE, "t" },
	{ SQL_MERGE_ENROLMENT_COUNT, "t" },
	{ SQL_MERGE_SUBMISSION, "ft" },
	{ SQL_MERGE_SUBMISSION_BY, "ft" },
	{ SQL_MERGE_SUBMISSION_ORDER, "t" },
	{ SQL_MERGE_TEAM_DROP, "ft" },
	{ SQL_MERGE_TEAM, "ft" },
	{ SQL_MERGE_POST, "ft" },
	{ SQL_MERGE_CERTIFICATE, "ft" },
	{ SQL_MERGE_CERTIFICATE_TWICE, "ft" },
	{ SQL_MERGE_NOTICE, "ft" },
	{ SQL_MERGE_TICKET_DROP, "ft" },
	{ SQL_MERGE_TICKET, "ft" },
	{ SQL_MERGE_NAMED_DROP, "ft" },
	{ SQL_MERGE_NAMED, "ft" },
	{ SQL_MERGE_NEED, "ft" },
	{ SQL_MERGE_SUPPORT_COUNT, "ft" },
	{ SQL_MERGE_SUPPORT_DROP, "ft" },
	{ SQL_MERGE_SUPPORT, "ft" },
	{ SQL_MERGE_PLAN, "ft" },
	{ SQL_MERGE_MENTOR, "ft" },
	{ SQL_MERGE_MENTEE, "ft" },
	{ SQL_MERGE_MENTORING_END, "tn" },
	{ SQL_MERGE_MENTORING_NOTE, "ft" },
	{ SQL_MERGE_LTI_ACCOUNT, "ft" },
	{ SQL_MERGE_LTI_MEMBER_DROP, "ft" },
	{ SQL_MERGE_LTI_MEMBER, "ft" },
	{ SQL_MERGE_LTI_GRADE_DROP, "ft" },
	{ SQL_MERGE_LTI_GRADE, "ft" },
	{ SQL_MERGE_LTI_PENDING_DROP, "f" },
	{ SQL_MERGE_LTI_JOINING_DROP, "f" },
	{ SQL_MERGE_LTI_SUBJECT, "ft" },
	{ SQL_MERGE_LTI_RESULT_DROP, "ft" },
	{ SQL_MERGE_LTI_RESULT, "ft" },
	{ SQL_MERGE_MERGED, "ft" },
};

static enum err step_run(const struct merging *m, const struct step *s)
{
	struct arg args[4];
	size_t n = 0;

	for (const char *c = s->takes; *c; c++)
		args[n++] = *c == 'f' ? arg_text(m->order->from)
			  : *c == 't' ? arg_text(m->order->to)
			  : *c == 'n' ? arg_int(m->now) : arg_text(m->day);
	return db_run(m->db, NULL, s->query, args, n);
}

/* Numbers are unique row by row, so they go out of the way first. */
#define ASIDE 1000000

static enum err shift(struct db *db, unsigned query, const char *person_id,
		      const char *module_id, int64_t aside, int64_t by)
{
	enum err e;

	if (!by)
		return OK;
	if ((e = db_run(db, NULL, query, ARGS(arg_text(person_id),
					      arg_text(module_id),
					      arg_int(aside + by)))))
		return e;
	return db_run(db, NULL, query, ARGS(arg_text(person_id),
					    arg_text(module_id),
					    arg_int(-aside)));
}

/*
 * The attempt with the highest number is the one that is shown and gone on
 * with: of the account that came further, or was there last.
 */
static enum err attempts_order(const struct merging *m, const struct rows *r,
			       size_t i)
{
	const char *module = row_text(r, i, "module_id");
	const int64_t from = row_int(r, i, "from_reached"),
		      to = row_int(r, i, "to_reached");
	const bool ahead = from > to ||
		(from == to && row_int(r, i, "from_last") >
			       row_int(r, i, "to_last"));
	const enum err e = ahead
		? shift(m->db, SQL_MERGE_ATTEMPT_SHIFT, m->order->from, module,
			ASIDE, row_int(r, i, "to_most"))
		: shift(m->db, SQL_MERGE_ATTEMPT_SHIFT, m->order->to, module,
			ASIDE, row_int(r, i, "from_most"));

	return e ? e : shift(m->db, SQL_MERGE_ATTEMPT_SHIFT_LOOKS,
			     m->order->from, module, -ASIDE,
			     row_int(r, i, "to_least"));
}

static enum err attempts_prepare(const struct merging *m)
{
	struct rows r;
	enum err e;

	if ((e = db_run(m->db, &r, SQL_MERGE_MODULES,
			ARGS(arg_text(m->order->from),
			     arg_text(m->order->to)))))
		return e;
	for (size_t i = 0; i < r.count && !e; i++)
		e = attempts_order(m, &r, i);
	return e;
}

static enum err person_row(struct db *db, const char *id, struct rows *out)
{
	enum err e;

	if ((e = db_run(db, out, SQL_MERGE_PERSON, ARGS(arg_text(id)))))
		return e;
	return out->count ? OK : fail(ERR_NOT_FOUND, "no person '%s'", id);
}

static enum err mergeable(const struct merging *m, struct rows *from)
{
	const struct merge_order *o = m->order;
	struct rows to;
	enum err e;

	if (strcmp(o->from, o->to) == 0)
		return fail(ERR_CONFLICT, "a person with themselves");
	if ((e = person_row(m->db, o->from, from)) ||
	    (e = person_row(m->db, o->to, &to)))
		return e;
	if (!row_null(from, 0, "merged_into") ||
	    !row_null(&to, 0, "merged_into") ||
	    !row_null(&to, 0, "disabled_at"))
		return fail(ERR_CONFLICT, "merged or disabled before");
	if (row_int(&to, 0, "guest") && !row_int(from, 0, "guest"))
		return fail(ERR_CONFLICT, "an account into a guest");
	return OK;
}

/* NIP, e-mail and BKN's id, where the kept account has none: so that rosters
   and sign-in find it by them. */
static enum err names_hand_over(const struct merging *m,
				const struct rows *from)
{
	const char *to = m->order->to;
	const enum err e = db_run(m->db, NULL, SQL_MERGE_NAMES_FREE,
				  ARGS(arg_text(m->order->from),
				       arg_text(to)));

	return e ? e : db_run(m->db, NULL, SQL_MERGE_NAMES_TAKE,
			      ARGS(arg_text(to),
				   arg_text(row_text(from, 0, "nip")),
				   arg_text(row_text(from, 0, "email")),
				   arg_text(row_text(from, 0, "siasn"))));
}

/* Two halves may make a whole: JP and papers follow at once, programmes from
   their own job. */
static enum err seats_settle(const struct merging *m)
{
	struct rows r;
	enum err e;

	if ((e = db_run(m->db, &r, SQL_MERGE_SEATS,
			ARGS(arg_text(m->order->to)))))
		return e;
	for (size_t i = 0; i < r.count && !e; i++)
		e = settle_seat(m->db, row_text(&r, i, "event_id"),
				m->order->to, m->now);
	return e;
}

static enum err written(const struct merging *m)
{
	const struct merge_order *o = m->order;
	const enum err e = person_event_add(m->db, o->to, o->by_id, o->kind,
					    o->from, m->now);

	return e ? e : person_event_add(m->db, o->from, o->by_id,
					"merged_into", o->to, m->now);
}

enum err person_merge(struct db *db, const struct merge_order *o, int64_t now)
{
	struct merging m = { .db = db, .order = o, .now = now };
	struct rows from;
	enum err e;

	day_at(now, ZONE_WIB, m.day);
	if ((e = mergeable(&m, &from)) || (e = attempts_prepare(&m)))
		return e;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if ((e = step_run(&m, &steps[i])))
			return e;
	if ((e = ledger_adopt(db, o->from, o->to, o->by_id, now)) ||
	    (e = names_hand_over(&m, &from)) || (e = seats_settle(&m)) ||
	    (e = passback_note_person(db, o->to, now)) ||
	    (e = session_end_all(db, o->from, NULL, now)) ||
	    (e = db_run(db, NULL, SQL_MERGE_END,
			ARGS(arg_text(o->from), arg_text(o->to),
			     arg_int(now)))))
		return e;
	return written(&m);
}

enum err merge_login(struct db *db, const char *person_id, const char **out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_MERGE_LOGIN,
				  ARGS(arg_text(person_id)));

	*out = !e && r.count ? row_text(&r, 0, "login") : NULL;
	return e;
}

enum err guest_proof_put(struct db *db, const char *person_id,
			 const struct guest_proof *p)
{
	return db_run(db, NULL, SQL_GUEST_PROOF_PUT,
		      ARGS(arg_text(person_id), arg_text(p->email),
			   arg_text(p->code_hash), arg_int(p->created_at),
			   arg_int(p->expires_at)));
}

enum err guest_proof_of(struct db *db, const char *person_id,
			struct guest_proof *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GUEST_PROOF_OF,
			ARGS(arg_text(person_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "%s asked for no code", person_id);
	*out = (struct guest_proof){
		.email = row_text(&r, 0, "email"),
		.code_hash = row_text(&r, 0, "code_hash"),
		.created_at = row_int(&r, 0, "created_at"),
		.expires_at = row_int(&r, 0, "expires_at"),
	};
	return OK;
}

enum err guest_proof_use(struct db *db, const char *person_id,
			 const char *code_hash, bool *done)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_GUEST_PROOF_USE,
				  ARGS(arg_text(person_id),
				       arg_text(code_hash)));

	*done = !e && r.count > 0;
	return e;
}

enum err guests_of_email(struct db *db, const char *email,
			 const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GUESTS_OF_EMAIL, ARGS(arg_text(email)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "person_id");
	return OK;
}

enum err merge_preview(struct db *db, const char *from, const char *to,
		       struct merge_preview *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MERGE_PREVIEW,
			ARGS(arg_text(from), arg_text(to)))))
		return e;
	*out = (struct merge_preview){
		.attempts = row_int(&r, 0, "attempts"),
		.attempts_both = row_int(&r, 0, "attempts_both"),
		.sittings = row_int(&r, 0, "sittings"),
		.seats = row_int(&r, 0, "seats"),
		.seats_both = row_int(&r, 0, "seats_both"),
		.enrolments = row_int(&r, 0, "enrolments"),
		.enrolments_both = row_int(&r, 0, "enrolments_both"),
		.jp = row_int(&r, 0, "jp"),
		.jp_both = row_int(&r, 0, "jp_both"),
		.certificates = row_int(&r, 0, "certificates"),
		.certificates_both = row_int(&r, 0, "certificates_both"),
		.submissions = row_int(&r, 0, "submissions"),
		.owned = row_int(&r, 0, "owned"),
		.roles = row_int(&r, 0, "roles"),
	};
	return OK;
}
