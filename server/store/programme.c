#include "store/programme.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static void programme_read(const struct rows *r, size_t i,
			   struct programme *out)
{
	*out = (struct programme){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.owner_id = row_text(r, i, "owner_id"),
		.owner_name = row_text(r, i, "owner_name"),
		.title = row_text(r, i, "title"),
		.purpose = row_text(r, i, "purpose"),
		.methods = row_text(r, i, "methods"),
		.about = row_text(r, i, "about"),
		.mode = row_text(r, i, "mode"),
		.state = row_text(r, i, "state"),
		.rule = { (size_t)row_int(r, i, "least_optional"),
			  row_measure(r, i, "pass_mark") },
		.jp = row_int(r, i, "jp"),
		.paper = row_text(r, i, "paper"),
		.competency = row_text(r, i, "competency"),
		.training_kind = row_int(r, i, "training_kind"),
		.revision = row_int(r, i, "revision"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.steps = (size_t)row_int(r, i, "steps"),
		.batches = (size_t)row_int(r, i, "batches"),
		.enrolled = row_int(r, i, "enrolled"),
	};
}

enum err programme_page(struct db *db, const struct programme_filter *f,
			size_t from, size_t most, struct programme **out,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PROGRAMME_PAGE,
			ARGS(arg_text(f->agency_id), arg_text(f->state),
			     arg_text(f->like), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct programme, r.count);
	for (size_t i = 0; i < r.count; i++)
		programme_read(&r, i, &(*out)[i]);
	return OK;
}

static enum err listed_count(struct db *db, unsigned query,
			     const struct programme_filter *f, size_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, query,
				  ARGS(arg_text(f->agency_id),
				       arg_text(f->state),
				       arg_text(f->like)));

	*out = e ? 0 : (size_t)row_int(&r, 0, "n");
	return e;
}

enum err programme_count(struct db *db, const struct programme_filter *f,
			 size_t *out)
{
	return listed_count(db, SQL_PROGRAMME_COUNT, f, out);
}

enum err batch_count(struct db *db, const struct programme_filter *f,
		     size_t *out)
{
	return listed_count(db, SQL_BATCH_COUNT, f, out);
}

enum err programme_by_id(struct db *db, const char *id, struct programme *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PROGRAMME_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no programme '%s'", id);
	programme_read(&r, 0, out);
	return OK;
}

/* Of a percentage the column takes whole ones. */
static struct arg arg_mark(struct measure m)
{
	return m.known ? arg_int((int64_t)m.value) : arg_null();
}

enum err programme_add(struct db *db, struct programme *p)
{
	p->id = ident_make(db_arena(db), p->created_at);
	p->revision = 1;
	return db_run(db, NULL, SQL_PROGRAMME_ADD,
		      ARGS(arg_text(p->id), arg_text(p->agency_id),
			   arg_text(p->owner_id), arg_text(p->title),
			   arg_text(p->purpose), arg_text(p->methods),
			   arg_text(p->about), arg_text(p->mode),
			   arg_text(p->state), arg_int((int64_t)p->rule.least),
			   arg_int(p->jp), arg_text(p->paper),
			   arg_mark(p->rule.pass_mark), arg_text(p->competency),
			   arg_int(p->training_kind), arg_int(p->created_at)));
}

enum err programme_change_row(struct db *db, struct programme *p, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PROGRAMME_CHANGE,
			ARGS(arg_text(p->id), arg_text(p->title),
			     arg_text(p->purpose), arg_text(p->methods),
			     arg_text(p->about), arg_text(p->mode),
			     arg_text(p->state), arg_int((int64_t)p->rule.least),
			     arg_int(p->jp), arg_text(p->paper),
			     arg_mark(p->rule.pass_mark),
			     arg_text(p->competency),
			     arg_int(p->training_kind), arg_int(now)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no programme '%s'", p->id);
	p->revision = row_int(&r, 0, "revision");
	p->updated_at = now;
	return OK;
}

static size_t step_place(const struct step *all, size_t n, const char *id)
{
	for (size_t i = 0; id && i < n; i++)
		if (all[i].id && strcmp(all[i].id, id) == 0)
			return i;
	return STEP_FREE;
}

static void step_read(const struct rows *r, size_t i, struct step *all)
{
	enum step_kind kind = STEP_MODULE;

	(void)step_kind_named(row_text(r, i, "kind"), &kind);
	all[i] = (struct step){
		.id = row_text(r, i, "id"),
		.kind = kind,
		.title = row_text(r, i, "title"),
		.about = row_text(r, i, "about"),
		.required = row_int(r, i, "required") != 0,
		.must_pass = row_int(r, i, "must_pass") != 0,
		.after = step_place(all, i, row_text(r, i, "after_id")),
		.due_days = row_int(r, i, "due_days"),
		.module_id = row_text(r, i, "module_id"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.setting = row_text(r, i, "setting"),
	};
}

enum err step_list(struct db *db, const char *programme_id, struct step **out,
		   size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STEP_LIST, ARGS(arg_text(programme_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct step, r.count);
	for (size_t i = 0; i < r.count; i++)
		step_read(&r, i, *out);
	return OK;
}

static enum err step_put(struct db *db, const char *programme_id,
			 struct step *all, size_t i, int64_t now)
{
	struct step *s = &all[i];

	if (!s->id)
		s->id = ident_make(db_arena(db), now);
	return db_run(db, NULL, SQL_STEP_PUT,
		      ARGS(arg_text(s->id), arg_text(programme_id),
			   arg_int((int64_t)i),
			   arg_text(step_kind_name(s->kind)),
			   arg_text(s->title), arg_text(s->about),
			   arg_int(s->required),
			   arg_text(s->after < i ? all[s->after].id : NULL),
			   s->due_days ? arg_int(s->due_days) : arg_null(),
			   arg_text(s->module_id), arg_text(s->unit_ident),
			   arg_int(s->must_pass), arg_text(s->setting)));
}

enum err step_replace(struct db *db, const char *programme_id,
		      struct step *steps, size_t n, int64_t now)
{
	struct step *old;
	size_t nold;
	enum err e;

	if ((e = step_list(db, programme_id, &old, &nold)) ||
	    (e = db_run(db, NULL, SQL_STEP_UNLINK,
			ARGS(arg_text(programme_id)))))
		return e;
	for (size_t i = 0; i < nold && !e; i++)
		if (step_place(steps, n, old[i].id) == STEP_FREE)
			e = db_run(db, NULL, SQL_STEP_REMOVE,
				   ARGS(arg_text(old[i].id), arg_int(now)));
	for (size_t i = 0; i < n && !e; i++)
		e = step_put(db, programme_id, steps, i, now);
	return e;
}

enum err step_modules(struct db *db, const char *agency_id, size_t most,
		      const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STEP_MODULES,
			ARGS(arg_text(agency_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "id");
	return OK;
}

static void batch_read(const struct rows *r, size_t i, struct batch *out)
{
	*out = (struct batch){
		.id = row_text(r, i, "id"),
		.programme_id = row_text(r, i, "programme_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.starts_at = row_int(r, i, "starts_at"),
		.ends_at = row_int(r, i, "ends_at"),
		.self_enrol = row_int(r, i, "self_enrol") != 0,
		.enrol_until = row_int(r, i, "enrol_until"),
		.capacity = row_int(r, i, "capacity"),
		.state = row_text(r, i, "state"),
		.enrolled = row_int(r, i, "enrolled"),
		.begun = row_int(r, i, "begun"),
		.completed = row_int(r, i, "completed"),
		.created_by = row_text(r, i, "created_by"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.programme_title = row_text(r, i, "programme_title"),
		.programme_state = row_text(r, i, "programme_state"),
		.jp = row_int(r, i, "jp"),
	};
}

static enum err batches_read(struct db *db, enum err e, const struct rows *r,
			     struct batch **out, size_t *n)
{
	if (e)
		return e;
	*n = r->count;
	*out = arena_array(db_arena(db), struct batch, r->count);
	for (size_t i = 0; i < r->count; i++)
		batch_read(r, i, &(*out)[i]);
	return OK;
}

enum err batch_list(struct db *db, const char *programme_id, struct batch **out,
		    size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_BATCH_LIST,
				  ARGS(arg_text(programme_id)));

	return batches_read(db, e, &r, out, n);
}

enum err batch_page(struct db *db, const struct programme_filter *f,
		    size_t from, size_t most, struct batch **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_BATCH_PAGE,
				  ARGS(arg_text(f->agency_id),
				       arg_text(f->state), arg_text(f->like),
				       arg_int((int64_t)most),
				       arg_int((int64_t)from)));

	return batches_read(db, e, &r, out, n);
}

enum err batch_offers(struct db *db, const char *agency_id,
		      const char *person_id, int64_t now, size_t most,
		      struct batch **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_BATCH_OFFERS,
				  ARGS(arg_text(agency_id), arg_text(person_id),
				       arg_int(now), arg_int((int64_t)most)));

	return batches_read(db, e, &r, out, n);
}

enum err batch_by_id(struct db *db, const char *id, struct batch *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no batch '%s'", id);
	batch_read(&r, 0, out);
	return OK;
}

static struct arg arg_count(int64_t n)
{
	return n ? arg_int(n) : arg_null();
}

enum err batch_add(struct db *db, struct batch *b)
{
	b->id = ident_make(db_arena(db), b->created_at);
	return db_run(db, NULL, SQL_BATCH_ADD,
		      ARGS(arg_text(b->id), arg_text(b->programme_id),
			   arg_text(b->agency_id), arg_text(b->name),
			   arg_int(b->starts_at), arg_int(b->ends_at),
			   arg_int(b->self_enrol), arg_moment(b->enrol_until),
			   arg_count(b->capacity), arg_text(b->created_by),
			   arg_int(b->created_at)));
}

enum err batch_change(struct db *db, const struct batch *b, int64_t now)
{
	return db_run(db, NULL, SQL_BATCH_CHANGE,
		      ARGS(arg_text(b->id), arg_text(b->name),
			   arg_int(b->starts_at), arg_int(b->ends_at),
			   arg_int(b->self_enrol), arg_moment(b->enrol_until),
			   arg_count(b->capacity), arg_text(b->state),
			   arg_int(now)));
}

enum err batch_event_list(struct db *db, const char *batch_id,
			  struct batch_event **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_EVENT_LIST,
			ARGS(arg_text(batch_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct batch_event, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct batch_event){
			.activity_id = row_text(&r, i, "activity_id"),
			.event_id = row_text(&r, i, "event_id"),
			.title = row_text(&r, i, "title"),
			.kind = row_text(&r, i, "kind"),
			.state = row_text(&r, i, "state"),
			.place = row_text(&r, i, "place"),
			.starts_at = row_int(&r, i, "starts_at"),
			.ends_at = row_int(&r, i, "ends_at"),
			.zone = row_text(&r, i, "zone"),
		};
	return OK;
}

enum err batch_event_seats(struct db *db, const char *batch_id,
			   struct batch_event *events, size_t n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_EVENT_SEATS,
			ARGS(arg_text(batch_id)))))
		return e;
	for (size_t i = 0; i < r.count; i++)
		for (size_t j = 0; j < n; j++) {
			if (strcmp(events[j].activity_id,
				   row_text(&r, i, "activity_id")))
				continue;
			events[j].registered = row_int(&r, i, "registered");
			events[j].present = row_int(&r, i, "present");
		}
	return OK;
}

enum err batch_event_coming(struct db *db, const char *batch_id, int64_t now,
			    const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BATCH_EVENT_COMING,
			ARGS(arg_text(batch_id), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "event_id");
	return OK;
}

enum err batch_event_put(struct db *db, const char *batch_id,
			 const char *activity_id, const char *event_id)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_BATCH_EVENT_REMOVE,
			ARGS(arg_text(batch_id), arg_text(activity_id)))) ||
	    !event_id)
		return e;
	return db_run(db, NULL, SQL_BATCH_EVENT_ADD,
		      ARGS(arg_text(batch_id), arg_text(activity_id),
			   arg_text(event_id)));
}
