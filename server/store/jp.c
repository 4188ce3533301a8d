#include "store/jp.h"

#include <string.h>

#include "store/attempt.h"
#include "store/jp_row.h"
#include "store/queries.h"
#include "store/read.h"

/* ---- Rules ------------------------------------------------------------- */

/* An integer that may be missing, which C says as -1. */
static int64_t bound(const struct rows *r, size_t i, const char *column)
{
	return row_null(r, i, column) ? -1 : row_int(r, i, column);
}

static struct arg arg_bound(int64_t n)
{
	return n < 0 ? arg_null() : arg_int(n);
}

static void rule_read(const struct rows *r, size_t i, struct jp_rule *out)
{
	*out = (struct jp_rule){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.source = row_text(r, i, "source"),
		.form = row_text(r, i, "form"),
		.from_day = row_text(r, i, "from_day"),
		.until_day = row_text(r, i, "until_day"),
		.graded = row_int(r, i, "graded"),
		.factor = row_int(r, i, "factor"),
		.most = bound(r, i, "most"),
		.renew_months = row_int(r, i, "renew_months"),
		.paper = row_text(r, i, "paper"),
		.created_by = row_text(r, i, "created_by"),
		.created_at = row_int(r, i, "created_at"),
		.ended_at = row_int(r, i, "ended_at"),
	};
	jp_needs_named(row_text(r, i, "needs"), &out->needs);
}

static void rules_read(struct db *db, const struct rows *r,
		       struct jp_rule **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct jp_rule, r->count);
	for (size_t i = 0; i < r->count; i++)
		rule_read(r, i, &(*out)[i]);
}

enum err jp_rules_for(struct db *db, const char *agency_id, const char *source,
		      const char *form, struct jp_rule **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_RULES_FOR,
			ARGS(arg_text(source), arg_text(form),
			     arg_text(agency_id)))))
		return e;
	rules_read(db, &r, out, n);
	return OK;
}

enum err jp_rule_list(struct db *db, const char *agency_id,
		      struct jp_rule **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_RULE_LIST, ARGS(arg_text(agency_id)))))
		return e;
	rules_read(db, &r, out, n);
	return OK;
}

enum err jp_rule_by_id(struct db *db, const char *id, struct jp_rule *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_RULE_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no JP rule '%s'", id);
	rule_read(&r, 0, out);
	return OK;
}

enum err jp_rule_add(struct db *db, const struct jp_rule *r)
{
	return db_run(db, NULL, SQL_JP_RULE_ADD,
		      ARGS(arg_text(r->id), arg_text(r->agency_id),
			   arg_text(r->source), arg_text(r->form),
			   arg_text(r->from_day), arg_text(r->until_day),
			   arg_text(jp_needs_name(r->needs)),
			   arg_int(r->graded), arg_int(r->factor),
			   arg_bound(r->most), arg_int(r->renew_months),
			   arg_text(r->paper), arg_text(r->created_by),
			   arg_int(r->created_at)));
}

enum err jp_rule_end(struct db *db, const char *id, const char *until_day,
		     int64_t now)
{
	return db_run(db, NULL, SQL_JP_RULE_END,
		      ARGS(arg_text(id), arg_text(until_day), arg_int(now)));
}

/* ---- Entries ----------------------------------------------------------- */

enum err jp_owner_of(struct db *db, const char *person_id, struct jp_owner *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_OWNER_OF, ARGS(arg_text(person_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no person '%s'", person_id);
	*out = (struct jp_owner){
		.agency_id = row_text(&r, 0, "agency_id"),
		.unit_id = row_text(&r, 0, "unit_id"),
		.kind = row_text(&r, 0, "kind"),
	};
	return OK;
}

void jp_entry_row(const struct rows *r, size_t i, struct jp_entry *out)
{
	*out = (struct jp_entry){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.kind = row_text(r, i, "kind"),
		.year = row_int(r, i, "year"),
		.day = row_text(r, i, "day"),
		.first_day = row_text(r, i, "first_day"),
		.jp = row_int(r, i, "jp"),
		.source = row_text(r, i, "source"),
		.source_id = row_text(r, i, "source_id"),
		.version_id = row_text(r, i, "version_id"),
		.title = row_text(r, i, "title"),
		.organiser = row_text(r, i, "organiser"),
		.form = row_text(r, i, "form"),
		.competency = row_text(r, i, "competency"),
		.training_kind = row_int(r, i, "training_kind"),
		.rule_id = row_text(r, i, "rule_id"),
		.evidence = row_text(r, i, "evidence"),
		.certificate_id = row_text(r, i, "certificate_id"),
		.reverses = row_text(r, i, "reverses"),
		.reason = row_text(r, i, "reason"),
		.by_id = row_text(r, i, "by_id"),
		.at = row_int(r, i, "at"),
		.once = row_text(r, i, "once"),
		.reversed_by = row_text(r, i, "reversed_by"),
	};
}

static void entries_read(struct db *db, const struct rows *r,
			 struct jp_entry **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct jp_entry, r->count);
	for (size_t i = 0; i < r->count; i++)
		jp_entry_row(r, i, &(*out)[i]);
}

enum err jp_entries_of(struct db *db, const char *person_id, const char *source,
		       const char *source_id, struct jp_entry **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ENTRIES_OF,
			ARGS(arg_text(person_id), arg_text(source),
			     arg_text(source_id)))))
		return e;
	entries_read(db, &r, out, n);
	return OK;
}

enum err jp_entry_by_id(struct db *db, const char *id, struct jp_entry *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ENTRY_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no JP entry '%s'", id);
	jp_entry_row(&r, 0, out);
	return OK;
}

enum err jp_entry_add(struct db *db, const struct jp_entry *n, bool *added)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ENTRY_ADD,
			ARGS(arg_text(n->id), arg_text(n->person_id),
			     arg_text(n->agency_id), arg_text(n->unit_id),
			     arg_text(n->kind), arg_int(n->year),
			     arg_text(n->day), arg_text(n->first_day),
			     arg_int(n->jp), arg_text(n->source),
			     arg_text(n->source_id), arg_text(n->version_id),
			     arg_text(n->title), arg_text(n->organiser),
			     arg_text(n->form), arg_text(n->competency),
			     arg_int(n->training_kind), arg_text(n->rule_id),
			     arg_text(n->evidence),
			     arg_text(n->certificate_id),
			     arg_text(n->reverses), arg_text(n->reason),
			     arg_text(n->by_id), arg_int(n->at),
			     arg_text(n->once)))))
		return e;
	*added = r.count > 0;
	return OK;
}

enum err jp_entry_certificate(struct db *db, const char *id,
			      const char *certificate_id)
{
	return db_run(db, NULL, SQL_JP_ENTRY_CERTIFICATE,
		      ARGS(arg_text(id), arg_text(certificate_id)));
}

enum err jp_entries_move(struct db *db, const char *from, const char *to)
{
	return db_run(db, NULL, SQL_JP_ENTRIES_MOVE,
		      ARGS(arg_text(from), arg_text(to)));
}

enum err jp_entries_double(struct db *db, const char *person_id,
			   const char *other, struct jp_entry **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ENTRIES_DOUBLE,
			ARGS(arg_text(person_id), arg_text(other)))))
		return e;
	entries_read(db, &r, out, n);
	return OK;
}

enum err jp_entries_by_attempt(struct db *db, const char *attempt_id,
			       struct jp_entry **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ENTRIES_BY_ATTEMPT,
			ARGS(arg_text(attempt_id)))))
		return e;
	entries_read(db, &r, out, n);
	return OK;
}

enum err jp_doubt_add(struct db *db, const char *entry_id, const char *why,
		      int64_t now)
{
	return db_run(db, NULL, SQL_JP_DOUBT_ADD,
		      ARGS(arg_text(entry_id), arg_text(why), arg_int(now)));
}

enum err jp_doubt_settle(struct db *db, const char *entry_id, const char *by_id,
			 int64_t now)
{
	return db_run(db, NULL, SQL_JP_DOUBT_SETTLE,
		      ARGS(arg_text(entry_id), arg_text(by_id), arg_int(now)));
}

/* ---- What earns -------------------------------------------------------- */

static bool row_is(const struct rows *r, const char *column, const char *text)
{
	return strcmp(row_text(r, 0, column), text) == 0;
}

enum err jp_attempt_get(struct db *db, const char *id, struct jp_attempt *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ATTEMPT_GET, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no attempt '%s'", id);
	*out = (struct jp_attempt){
		.person_id = row_text(&r, 0, "person_id"),
		.module_id = row_text(&r, 0, "module_id"),
		.version_id = row_text(&r, 0, "version_id"),
		.agency_id = row_text(&r, 0, "agency_id"),
		.agency_name = row_text(&r, 0, "agency_name"),
		.title = row_text(&r, 0, "title"),
		.topic = row_text(&r, 0, "topic"),
		.jp = row_int(&r, 0, "jp"),
		.number = row_int(&r, 0, "number"),
		.completed = row_is(&r, "completion", "completed"),
		.passed = row_is(&r, "success", "passed"),
		.failed = row_is(&r, "success", "failed"),
		.started_at = row_int(&r, 0, "started_at"),
		.last_at = row_int(&r, 0, "last_at"),
	};
	return OK;
}

enum err jp_module_competency(struct db *db, const char *module_id,
			      const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_MODULE_COMPETENCY,
			ARGS(arg_text(module_id)))))
		return e;
	*out = r.count ? row_text(&r, 0, "kind") : NULL;
	return OK;
}

static enum err found(struct db *db, unsigned query, const char *person_id,
		      const char *id, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(person_id),
					    arg_text(id)))))
		return e;
	*out = r.count > 0;
	return OK;
}

enum err jp_module_in_programme(struct db *db, const char *person_id,
				const char *module_id, bool *out)
{
	return found(db, SQL_JP_MODULE_IN_PROGRAMME, person_id, module_id, out);
}

enum err jp_event_in_programme(struct db *db, const char *person_id,
			       const char *event_id, bool *out)
{
	return found(db, SQL_JP_EVENT_IN_PROGRAMME, person_id, event_id, out);
}

enum err jp_parts_of_enrolment(struct db *db, const char *enrolment_id,
			       bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_JP_PARTS_OF_ENROLMENT,
				  ARGS(arg_text(enrolment_id)));

	*out = !e && r.count > 0;
	return e;
}

enum err jp_seat_get(struct db *db, const char *event_id, const char *person_id,
		     int64_t now, struct jp_seat *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_SEAT_GET,
			ARGS(arg_text(event_id), arg_text(person_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no seat in '%s'", event_id);
	*out = (struct jp_seat){
		.agency_id = row_text(&r, 0, "agency_id"),
		.agency_name = row_text(&r, 0, "agency_name"),
		.title = row_text(&r, 0, "title"),
		.place = row_text(&r, 0, "place"),
		.form = row_is(&r, "kind", "room") ? "in-person" : "webinar",
		.competency = row_text(&r, 0, "competency"),
		.paper = row_text(&r, 0, "paper"),
		.paper_module = row_text(&r, 0, "paper_module"),
		.jp = row_int(&r, 0, "jp"),
		.starts_at = row_int(&r, 0, "starts_at"),
		.ends_at = row_int(&r, 0, "ends_at"),
		.ended = row_is(&r, "event_state", "closed") ||
			 (row_is(&r, "event_state", "published") &&
			  now >= row_int(&r, 0, "ends_at")),
		.registered = row_is(&r, "state", "registered"),
		.present = row_int(&r, 0, "present"),
		.survey_due = row_int(&r, 0, "paper_survey") &&
			      row_null(&r, 0, "survey_at"),
	};
	return OK;
}

/* Of the attempt all that is scored was scored here, and something was. */
static enum err graded(struct db *db, const char *attempt_id, bool *out)
{
	struct unit_progress *all;
	size_t n, ours = 0, claims = 0;
	enum err e;

	if ((e = progress_of_attempt(db, attempt_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if (all[i].optional || all[i].unscored ||
		    all[i].progress.success == SUCCESS_UNKNOWN)
			continue;
		ours += all[i].graded;
		claims += !all[i].graded;
	}
	*out = ours && !claims;
	return OK;
}

enum err jp_module_passed(struct db *db, const char *person_id,
			  const char *module_id, bool *passed, bool *by_us)
{
	struct rows r;
	enum err e;

	*by_us = false;
	if ((e = db_run(db, &r, SQL_JP_MODULE_PASSED,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	*passed = r.count > 0;
	return *passed ? graded(db, row_text(&r, 0, "id"), by_us) : OK;
}

enum err jp_events_waiting(struct db *db, const char *person_id,
			   const char *module_id, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_EVENTS_WAITING,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "event_id");
	return OK;
}

static const char *form_of(const char *mode)
{
	return strcmp(mode, "online") == 0 ? "self-paced" : mode;
}

enum err jp_enrolment_get(struct db *db, const char *id,
			  struct jp_enrolment *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_ENROLMENT_GET, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no enrolment '%s'", id);
	*out = (struct jp_enrolment){
		.person_id = row_text(&r, 0, "person_id"),
		.programme_id = row_text(&r, 0, "programme_id"),
		.agency_id = row_text(&r, 0, "agency_id"),
		.agency_name = row_text(&r, 0, "agency_name"),
		.title = row_text(&r, 0, "title"),
		.form = form_of(row_text(&r, 0, "mode")),
		.competency = row_text(&r, 0, "competency"),
		.paper = row_text(&r, 0, "paper"),
		.training_kind = row_int(&r, 0, "training_kind"),
		.jp = row_int(&r, 0, "jp"),
		.completed = row_is(&r, "state", "completed"),
		.passed = row_int(&r, 0, "passed"),
		.begun_at = row_null(&r, 0, "begun_at")
			? row_int(&r, 0, "at") : row_int(&r, 0, "begun_at"),
		.completed_at = row_int(&r, 0, "completed_at"),
	};
	return OK;
}
