#include "store/enrolment.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static void enrolment_read(const struct rows *r, size_t i,
			   struct enrolment *out)
{
	*out = (struct enrolment){
		.id = row_text(r, i, "id"),
		.batch_id = row_text(r, i, "batch_id"),
		.person_id = row_text(r, i, "person_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.how = row_text(r, i, "how"),
		.by_id = row_text(r, i, "by_id"),
		.at = row_int(r, i, "at"),
		.state = row_text(r, i, "state"),
		.progress = row_int(r, i, "progress"),
		.begun_at = row_int(r, i, "begun_at"),
		.completed_at = row_int(r, i, "completed_at"),
		.passed = row_passed(r, i, "passed"),
		.withdrawn_at = row_int(r, i, "withdrawn_at"),
		.until = row_int(r, i, "until"),
	};
}

enum err enrolment_of(struct db *db, const char *batch_id,
		      const char *person_id, struct enrolment *out)
{
	struct rows r;
	enum err e;

	*out = (struct enrolment){ .id = NULL };
	if ((e = db_run(db, &r, SQL_ENROLMENT_OF,
			ARGS(arg_text(batch_id), arg_text(person_id)))))
		return e;
	if (r.count)
		enrolment_read(&r, 0, out);
	return OK;
}

enum err enrolment_by_id(struct db *db, const char *id, struct enrolment *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ENROLMENT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no enrolment '%s'", id);
	enrolment_read(&r, 0, out);
	return OK;
}

/* What a batch counts of one. */
struct sums {
	int64_t enrolled, begun, completed;
};

static struct sums sums_of(const struct enrolment *en)
{
	const bool in = strcmp(en->state, "withdrawn") != 0;

	return (struct sums){ in, in && en->begun_at,
			      strcmp(en->state, "completed") == 0 };
}

static enum err sums_move(struct db *db, const char *batch_id,
			  struct sums before, struct sums after)
{
	if (before.enrolled == after.enrolled && before.begun == after.begun &&
	    before.completed == after.completed)
		return OK;
	return db_run(db, NULL, SQL_ENROLMENT_SUMS,
		      ARGS(arg_text(batch_id),
			   arg_int(after.enrolled - before.enrolled),
			   arg_int(after.begun - before.begun),
			   arg_int(after.completed - before.completed)));
}

enum err enrolment_add(struct db *db, struct enrolment *en)
{
	const char *id = ident_make(db_arena(db), en->at);
	struct rows r;
	enum err e;

	en->id = NULL;
	if ((e = db_run(db, &r, SQL_ENROLMENT_ADD,
			ARGS(arg_text(id), arg_text(en->batch_id),
			     arg_text(en->person_id), arg_text(en->unit_id),
			     arg_text(en->how), arg_text(en->by_id),
			     arg_int(en->at)))) || r.count == 0)
		return e;
	en->id = row_text(&r, 0, "id");
	return sums_move(db, en->batch_id, (struct sums){ 0, 0, 0 },
			 (struct sums){ 1, !row_null(&r, 0, "begun_at"), 0 });
}

enum err enrolment_put(struct db *db, const struct enrolment *before,
		       const struct enrolment *after)
{
	const enum err e = db_run(db, NULL, SQL_ENROLMENT_PUT,
		ARGS(arg_text(after->id), arg_text(after->state),
		     arg_int(after->progress), arg_moment(after->begun_at),
		     arg_moment(after->completed_at),
		     arg_passed(after->passed)));

	return e ? e : sums_move(db, after->batch_id, sums_of(before),
				 sums_of(after));
}

enum err enrolment_withdraw(struct db *db, const struct enrolment *en,
			    int64_t now)
{
	const enum err e = db_run(db, NULL, SQL_ENROLMENT_WITHDRAW,
				  ARGS(arg_text(en->id), arg_int(now)));

	return e ? e : sums_move(db, en->batch_id, sums_of(en),
				 (struct sums){ 0, 0, 0 });
}

enum err enrolment_set_until(struct db *db, const char *id, int64_t until)
{
	return db_run(db, NULL, SQL_ENROLMENT_SET_UNTIL,
		      ARGS(arg_text(id), arg_moment(until)));
}

enum err enrolment_due_programme(struct db *db, const char *programme_id)
{
	return db_run(db, NULL, SQL_ENROLMENT_DUE_PROGRAMME,
		      ARGS(arg_text(programme_id)));
}

enum err enrolment_due_batch(struct db *db, const char *batch_id)
{
	return db_run(db, NULL, SQL_ENROLMENT_DUE_BATCH,
		      ARGS(arg_text(batch_id)));
}

static enum err ids_read(struct db *db, enum err e, const struct rows *r,
			 const char ***out, size_t *n)
{
	if (e)
		return e;
	*n = r->count;
	*out = arena_array(db_arena(db), const char *, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = row_text(r, i, "id");
	return OK;
}

enum err enrolment_due(struct db *db, size_t most, const char ***out,
		       size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_ENROLMENT_DUE,
				  ARGS(arg_int((int64_t)most)));

	return ids_read(db, e, &r, out, n);
}

enum err enrolment_by_module(struct db *db, const char *person_id,
			     const char *module_id, const char ***out,
			     size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_ENROLMENT_BY_MODULE,
				  ARGS(arg_text(person_id),
				       arg_text(module_id)));

	return ids_read(db, e, &r, out, n);
}

enum err enrolment_by_event(struct db *db, const char *person_id,
			    const char *event_id, const char ***out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_ENROLMENT_BY_EVENT,
				  ARGS(arg_text(person_id),
				       arg_text(event_id)));

	return ids_read(db, e, &r, out, n);
}

enum err step_read_states(struct db *db, const char *enrolment_id,
			  struct step *steps, size_t n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STEP_STATES,
			ARGS(arg_text(enrolment_id)))))
		return e;
	for (size_t i = 0; i < r.count; i++) {
		const char *id = row_text(&r, i, "activity_id");

		for (size_t j = 0; j < n; j++) {
			if (strcmp(steps[j].id, id))
				continue;
			steps[j].reached =
				step_reached_named(row_text(&r, i, "state"));
			steps[j].share = (int)row_int(&r, i, "share");
			steps[j].scaled = row_measure(&r, i, "scaled");
			steps[j].at = row_int(&r, i, "at");
		}
	}
	return OK;
}

enum err step_state_put(struct db *db, const char *enrolment_id,
			const struct step *s)
{
	return db_run(db, NULL, SQL_STEP_STATE_PUT,
		      ARGS(arg_text(enrolment_id), arg_text(s->id),
			   arg_text(step_reached_name(s->reached)),
			   arg_int(s->share), arg_measure(s->scaled),
			   arg_int(s->at)));
}

enum err step_state_drop(struct db *db, const char *enrolment_id,
			 const char *activity_id)
{
	return db_run(db, NULL, SQL_STEP_STATE_DROP,
		      ARGS(arg_text(enrolment_id), arg_text(activity_id)));
}

enum err enrolment_page(struct db *db, const struct enrolment_filter *f,
			size_t from, size_t most, struct enrolment **out,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ENROLMENT_PAGE,
			ARGS(arg_text(f->batch_id), arg_text(f->like),
			     arg_text(f->unit_id), arg_text(f->state),
			     arg_int(f->now), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct enrolment, r.count);
	for (size_t i = 0; i < r.count; i++) {
		enrolment_read(&r, i, &(*out)[i]);
		(*out)[i].person_name = row_text(&r, i, "person_name");
		(*out)[i].person_nip = row_text(&r, i, "person_nip");
		(*out)[i].unit_name = row_text(&r, i, "unit_name");
		(*out)[i].late = row_int(&r, i, "late") != 0;
	}
	return OK;
}

enum err enrolment_count(struct db *db, const struct enrolment_filter *f,
			 size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ENROLMENT_COUNT,
			ARGS(arg_text(f->batch_id), arg_text(f->like),
			     arg_text(f->unit_id), arg_text(f->state),
			     arg_int(f->now)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

static void mine_read(const struct rows *r, size_t i,
		      struct enrolment_mine *out)
{
	enrolment_read(r, i, &out->enrolment);
	out->batch = (struct batch){
		.id = row_text(r, i, "batch_id"),
		.programme_id = row_text(r, i, "programme_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.starts_at = row_int(r, i, "starts_at"),
		.ends_at = row_int(r, i, "ends_at"),
		.self_enrol = row_int(r, i, "self_enrol") != 0,
		.enrol_until = row_int(r, i, "enrol_until"),
		.capacity = row_int(r, i, "capacity"),
		.state = row_text(r, i, "batch_state"),
		.enrolled = row_int(r, i, "enrolled"),
		.begun = row_int(r, i, "begun"),
		.completed = row_int(r, i, "completed"),
		.programme_title = row_text(r, i, "programme_title"),
		.programme_state = row_text(r, i, "programme_state"),
		.jp = row_int(r, i, "jp"),
	};
}

enum err enrolment_of_person(struct db *db, const char *person_id, size_t most,
			     struct enrolment_mine **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ENROLMENT_OF_PERSON,
			ARGS(arg_text(person_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct enrolment_mine, r.count);
	for (size_t i = 0; i < r.count; i++)
		mine_read(&r, i, &(*out)[i]);
	return OK;
}

static void candidate_read(const struct rows *r, size_t i,
			   struct candidate *out)
{
	*out = (struct candidate){
		.person_id = row_text(r, i, "person_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.name = row_text(r, i, "name"),
		.enrolled = !row_null(r, i, "state") &&
			    strcmp(row_text(r, i, "state"), "withdrawn"),
	};
}

static enum err candidates_read(struct db *db, enum err e, const struct rows *r,
				struct candidate **out, size_t *n)
{
	if (e)
		return e;
	*n = r->count;
	*out = arena_array(db_arena(db), struct candidate, r->count);
	for (size_t i = 0; i < r->count; i++)
		candidate_read(r, i, &(*out)[i]);
	return OK;
}

enum err candidate_of_unit(struct db *db, const char *batch_id,
			   const char *agency_id, const char *unit_id,
			   size_t most, struct candidate **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CANDIDATE_OF_UNIT,
				  ARGS(arg_text(batch_id), arg_text(agency_id),
				       arg_text(unit_id),
				       arg_int((int64_t)most)));

	return candidates_read(db, e, &r, out, n);
}

enum err candidate_of_job(struct db *db, const char *batch_id,
			  const char *agency_id, const char *job_id,
			  size_t most, struct candidate **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CANDIDATE_OF_JOB,
				  ARGS(arg_text(batch_id), arg_text(agency_id),
				       arg_text(job_id),
				       arg_int((int64_t)most)));

	return candidates_read(db, e, &r, out, n);
}

enum err candidate_of_ids(struct db *db, const char *batch_id,
			  const char *agency_id, const char *const *ids,
			  size_t nids, struct candidate **out, size_t *n)
{
	struct rows r;
	enum err e;

	*n = 0;
	*out = arena_array(db_arena(db), struct candidate, nids);
	for (size_t i = 0; i < nids; i++) {
		if ((e = db_run(db, &r, SQL_CANDIDATE_BY_ID,
				ARGS(arg_text(batch_id), arg_text(agency_id),
				     arg_text(ids[i])))))
			return e;
		if (r.count)
			candidate_read(&r, 0, &(*out)[(*n)++]);
	}
	return OK;
}

static void news_read(const struct rows *r, size_t i, struct step_news *out)
{
	const enum completion completion =
		completion_named(row_text(r, i, "completion"));
	const bool waits = row_int(r, i, "waits") > 0;

	*out = (struct step_news){
		.completed = completion == COMPLETION_COMPLETED && !waits,
		.passed = success_named(row_text(r, i, "success")) ==
			  SUCCESS_PASSED,
		.begun = completion != COMPLETION_NOT_ATTEMPTED,
		.waiting = waits,
		.scaled = row_measure(r, i, "scaled"),
		.done = row_int(r, i, "units_done"),
		.units = row_int(r, i, "units"),
		.at = row_int(r, i, "last_at"),
	};
}

static enum err news_list(struct db *db, enum err e, const struct rows *r,
			  struct step_news **out, size_t *n)
{
	if (e)
		return e;
	*n = r->count;
	*out = arena_array(db_arena(db), struct step_news, r->count);
	for (size_t i = 0; i < r->count; i++)
		news_read(r, i, &(*out)[i]);
	return OK;
}

enum err news_of_module(struct db *db, const char *person_id,
			const char *module_id, struct step_news **out,
			size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_NEWS_OF_MODULE,
				  ARGS(arg_text(person_id),
				       arg_text(module_id)));

	return news_list(db, e, &r, out, n);
}

enum err news_of_unit(struct db *db, const char *person_id,
		      const char *module_id, const char *unit_ident,
		      struct step_news **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_NEWS_OF_UNIT,
				  ARGS(arg_text(person_id), arg_text(module_id),
				       arg_text(unit_ident)));

	return news_list(db, e, &r, out, n);
}

enum err news_of_event(struct db *db, const char *person_id,
		       const char *batch_id, const char *activity_id,
		       struct step_news *out)
{
	struct rows r;
	enum err e;

	*out = (struct step_news){ .completed = false };
	if ((e = db_run(db, &r, SQL_NEWS_OF_EVENT,
			ARGS(arg_text(person_id), arg_text(batch_id),
			     arg_text(activity_id)))) || r.count == 0)
		return e;
	out->completed = row_int(&r, 0, "present") == 1;
	out->begun = !row_null(&r, 0, "joined_at") ||
		     row_int(&r, 0, "checks") > 0;
	out->at = out->completed ? row_int(&r, 0, "ends_at")
				 : row_int(&r, 0, "joined_at");
	return OK;
}

enum err batch_by_unit(struct db *db, const char *batch_id, int64_t now,
		       struct batch_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_BY_UNIT,
			ARGS(arg_text(batch_id), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct batch_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct batch_unit){
			.unit_id = row_text(&r, i, "unit_id"),
			.name = row_text(&r, i, "name"),
			.enrolled = row_int(&r, i, "enrolled"),
			.begun = row_int(&r, i, "begun"),
			.completed = row_int(&r, i, "completed"),
			.late = row_int(&r, i, "late"),
			.progress = row_real(&r, i, "progress"),
		};
	return OK;
}

enum err batch_by_step(struct db *db, const char *batch_id,
		       struct batch_step **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_BY_STEP, ARGS(arg_text(batch_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct batch_step, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct batch_step){
			.activity_id = row_text(&r, i, "activity_id"),
			.begun = row_int(&r, i, "begun"),
			.waiting = row_int(&r, i, "waiting"),
			.done = row_int(&r, i, "done"),
		};
	return OK;
}

enum err batch_subjects(struct db *db, const char *batch_id,
			struct batch_subject **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_SUBJECTS, ARGS(arg_text(batch_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct batch_subject, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct batch_subject){
			row_text(&r, i, "title"), row_int(&r, i, "jp") };
	return OK;
}

enum err batch_recount(struct db *db, const char *batch_id, int64_t *enrolled,
		       int64_t *begun, int64_t *completed)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_RECOUNT, ARGS(arg_text(batch_id)))))
		return e;
	*enrolled = row_int(&r, 0, "enrolled");
	*begun = row_int(&r, 0, "begun");
	*completed = row_int(&r, 0, "completed");
	return OK;
}
