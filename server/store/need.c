#include "store/need.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "store/queries.h"

static struct need need_read(const struct rows *r, size_t i)
{
	struct need n = {
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.title = row_text(r, i, "title"),
		.about = row_text(r, i, "about"),
		.topic = row_text(r, i, "topic"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_name = row_text(r, i, "unit_name"),
		.job_id = row_text(r, i, "job_id"),
		.job_name = row_text(r, i, "job_name"),
		.cause_id = row_text(r, i, "cause_id"),
		.regulation = row_text(r, i, "regulation"),
		.merged_into = row_text(r, i, "merged_into"),
		.merged_title = row_text(r, i, "merged_title"),
		.outcome = row_text(r, i, "outcome"),
		.supporters = row_int(r, i, "supporters"),
		.created_by = row_text(r, i, "created_by"),
		.created_name = row_text(r, i, "created_name"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.revision = row_int(r, i, "revision"),
		.supported = row_int(r, i, "supported") != 0,
		.answers = row_int(r, i, "answers"),
	};

	need_state_named(row_text(r, i, "state"), &n.state);
	need_cause_named(row_text(r, i, "cause"), &n.cause);
	return n;
}

static void needs_read(struct db *db, const struct rows *r, struct need **out,
		       size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct need, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = need_read(r, i);
}

enum err need_page(struct db *db, const struct need_filter *f, size_t from,
		   size_t most, struct need **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_PAGE,
			ARGS(arg_text(f->agency_id), arg_text(f->topic),
			     arg_text(f->state), arg_text(f->unit_id),
			     arg_text(f->like), arg_text(f->person_id),
			     arg_int(f->order), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	needs_read(db, &r, out, n);
	return OK;
}

enum err need_count(struct db *db, const struct need_filter *f, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_COUNT,
			ARGS(arg_text(f->agency_id), arg_text(f->topic),
			     arg_text(f->state), arg_text(f->unit_id),
			     arg_text(f->like)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err need_by_id(struct db *db, const char *id, const char *person_id,
		    struct need *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_BY_ID,
			ARGS(arg_text(id), arg_text(person_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no need '%s'", id);
	*out = need_read(&r, 0);
	return OK;
}

enum err need_of_answer(struct db *db, const char *kind, const char *ref,
			const char *agency_id, const char *person_id,
			struct need **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_OF_ANSWER,
			ARGS(arg_text(kind), arg_text(ref),
			     arg_text(agency_id), arg_text(person_id)))))
		return e;
	needs_read(db, &r, out, n);
	return OK;
}

enum err need_titles(struct db *db, const char *agency_id,
		     const char *person_id, struct need **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_TITLES,
			ARGS(arg_text(agency_id), arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct need, r.count);
	for (size_t i = 0; i < r.count; i++) {
		(*out)[i] = (struct need){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.supporters = row_int(&r, i, "supporters"),
			.supported = row_int(&r, i, "supported") != 0,
		};
		need_state_named(row_text(&r, i, "state"), &(*out)[i].state);
	}
	return OK;
}

enum err need_units(struct db *db, const char *agency_id,
		    struct need_named **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_UNITS, ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct need_named, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct need_named){
			.id = row_text(&r, i, "id"),
			.name = row_text(&r, i, "name"),
		};
	return OK;
}

enum err need_add(struct db *db, struct need *n)
{
	n->id = ident_make(db_arena(db), n->created_at);
	n->state = NEED_OPEN;
	n->revision = 1;
	return db_run(db, NULL, SQL_NEED_ADD,
		      ARGS(arg_text(n->id), arg_text(n->agency_id),
			   arg_text(n->title), arg_text(n->about),
			   arg_text(n->topic), arg_text(n->unit_id),
			   arg_text(n->job_id),
			   arg_text(need_cause_name(n->cause)),
			   arg_text(n->cause_id), arg_text(n->regulation),
			   arg_text(n->created_by), arg_int(n->created_at)));
}

enum err need_braked(struct db *db, const char *person_id, int64_t since,
		     int64_t *recent, int64_t *waiting)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_BRAKED,
			ARGS(arg_text(person_id), arg_int(since)))))
		return e;
	*recent = row_int(&r, 0, "recent");
	*waiting = row_int(&r, 0, "waiting");
	return OK;
}

enum err need_change(struct db *db, const struct need *n, const char *by_id,
		     bool *moved)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_NEED_CHANGE,
		ARGS(arg_text(n->id), arg_int(n->revision),
		     arg_text(n->title), arg_text(n->about),
		     arg_text(n->topic), arg_text(n->unit_id),
		     arg_text(n->job_id), arg_text(need_cause_name(n->cause)),
		     arg_text(n->cause_id), arg_text(n->regulation),
		     arg_text(need_state_name(n->state)),
		     arg_text(n->outcome), arg_text(by_id),
		     arg_int(n->updated_at)));

	*moved = !e && r.count == 0;
	return e;
}

enum err need_touch(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_NEED_TOUCH,
		      ARGS(arg_text(id), arg_int(now)));
}

/* ---- Supports ----------------------------------------------------------- */

static enum err counted(struct db *db, const char *id, const struct rows *r,
			int by, bool *changed)
{
	*changed = r->count > 0;
	return *changed ? db_run(db, NULL, SQL_NEED_SUPPORT_COUNT,
				 ARGS(arg_text(id), arg_int(by)))
			: OK;
}

enum err need_support(struct db *db, const char *id, const char *person_id,
		      int64_t now, bool *changed)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_SUPPORT_PUT,
			ARGS(arg_text(id), arg_text(person_id),
			     arg_int(now)))))
		return e;
	return counted(db, id, &r, 1, changed);
}

enum err need_unsupport(struct db *db, const char *id, const char *person_id,
			bool *changed)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_SUPPORT_DROP,
			ARGS(arg_text(id), arg_text(person_id)))))
		return e;
	return counted(db, id, &r, -1, changed);
}

enum err need_supporters(struct db *db, const char *id, const char *after,
			 size_t most, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_SUPPORTERS,
			ARGS(arg_text(id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "id");
	return OK;
}

enum err need_proposer(struct db *db, const char *id, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_PROPOSER, ARGS(arg_text(id)))))
		return e;
	*out = r.count ? row_text(&r, 0, "id") : NULL;
	return OK;
}

/* What is there is counted anew: who supported both had been counted twice. */
enum err need_merge(struct db *db, const char *from, const char *into,
		    const char *by_id, int64_t now)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_NEED_MERGE_SUPPORTS,
			ARGS(arg_text(from), arg_text(into)))) ||
	    (e = db_run(db, NULL, SQL_NEED_MERGE_SUPPORTS_DROP,
			ARGS(arg_text(from)))) ||
	    (e = db_run(db, NULL, SQL_NEED_MERGE_FINDINGS,
			ARGS(arg_text(from), arg_text(into)))) ||
	    (e = db_run(db, NULL, SQL_NEED_MERGE_ANSWERS,
			ARGS(arg_text(from), arg_text(into)))) ||
	    (e = db_run(db, NULL, SQL_NEED_ANSWERS_CLEAR,
			ARGS(arg_text(from)))) ||
	    (e = db_run(db, NULL, SQL_NEED_MERGE,
			ARGS(arg_text(from), arg_text(into), arg_text(by_id),
			     arg_int(now)))))
		return e;
	return db_run(db, NULL, SQL_NEED_MERGE_COUNT,
		      ARGS(arg_text(into), arg_int(now)));
}

/* ---- What answers it ---------------------------------------------------- */

static int by_need(const void *a, const void *b)
{
	const struct need_answer *x = a, *y = b;
	const int need = strcmp(x->need_id, y->need_id);

	if (need || x->programme != y->programme)
		return need ? need : (int)x->programme - (int)y->programme;
	return strcmp(x->title, y->title);
}

enum err need_answers(struct db *db, const char *agency_id, const char *need_id,
		      struct need_answer **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_ANSWERS,
			ARGS(arg_text(agency_id),
			     arg_text(need_id ? need_id : "")))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct need_answer, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct need_answer){
			.need_id = row_text(&r, i, "need_id"),
			.programme = strcmp(row_text(&r, i, "kind"),
					    "programme") == 0,
			.ref = row_text(&r, i, "ref"),
			.title = row_text(&r, i, "title"),
			.state = row_text(&r, i, "state"),
			.withdrawn = row_int(&r, i, "withdrawn") != 0,
		};
	if (r.count)
		qsort(*out, r.count, sizeof(**out), by_need);
	return OK;
}

const struct need_answer *need_answers_of(const struct need_answer *all,
					  size_t n, const char *need_id,
					  size_t *count)
{
	size_t from = 0, until = n;

	while (from < until) {
		const size_t middle = from + (until - from) / 2;

		if (strcmp(all[middle].need_id, need_id) < 0)
			from = middle + 1;
		else
			until = middle;
	}
	for (*count = 0; from + *count < n; (*count)++)
		if (strcmp(all[from + *count].need_id, need_id))
			break;
	return all + from;
}

enum err need_answers_put(struct db *db, const char *need_id,
			  const struct need_answer *all, size_t n,
			  const char *by_id, int64_t now)
{
	enum err e = db_run(db, NULL, SQL_NEED_ANSWERS_CLEAR,
			    ARGS(arg_text(need_id)));

	for (size_t i = 0; !e && i < n; i++)
		e = db_run(db, NULL, SQL_NEED_ANSWER_ADD,
			   ARGS(arg_text(need_id),
				arg_text(all[i].programme ? "programme"
							  : "module"),
				arg_text(all[i].ref), arg_text(by_id),
				arg_int(now)));
	return e;
}

enum err need_answer_title(struct db *db, const struct need_answer *a,
			   const char *agency_id, const char **title)
{
	struct rows r;
	const enum err e = db_run(db, &r, a->programme ? SQL_NEED_PROGRAMME
						       : SQL_NEED_MODULE,
				  ARGS(arg_text(a->ref), arg_text(agency_id)));

	*title = !e && r.count ? row_text(&r, 0, "title") : NULL;
	return e;
}

enum err need_modules(struct db *db, const char *agency_id, const char *job_id,
		      struct need_choice **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_MODULES,
			ARGS(arg_text(agency_id), arg_text(job_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct need_choice, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct need_choice){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.topic = row_text(&r, i, "topic"),
			.of_job = row_int(&r, i, "of_job") != 0,
		};
	return OK;
}

enum err need_programmes(struct db *db, const char *agency_id,
			 struct need_choice **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_PROGRAMMES,
			ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct need_choice, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct need_choice){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.topic = "",
		};
	return OK;
}

enum err need_source(struct db *db, const char *kind, const char *id,
		     const char *agency_id, const char **title)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_NEED_SOURCE,
				  ARGS(arg_text(kind), arg_text(id),
				       arg_text(agency_id)));

	*title = !e && r.count ? row_text(&r, 0, "title") : NULL;
	return e;
}

/* ---- What happened to it ------------------------------------------------ */

enum err need_note(struct db *db, const char *need_id, const char *by_id,
		   const char *kind, const char *words, int64_t now)
{
	return db_run(db, NULL, SQL_NEED_EVENT_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(need_id), arg_text(by_id), arg_text(kind),
			   arg_text(words), arg_int(now)));
}

enum err need_events(struct db *db, const char *need_id,
		     struct need_event **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NEED_EVENTS, ARGS(arg_text(need_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct need_event, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct need_event){
			.id = row_text(&r, i, "id"),
			.kind = row_text(&r, i, "kind"),
			.words = row_text(&r, i, "words"),
			.by_id = row_text(&r, i, "by_id"),
			.by_name = row_text(&r, i, "by_name"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}

/* ---- Findings ----------------------------------------------------------- */

enum err finding_add(struct db *db, struct finding *f)
{
	f->id = ident_make(db_arena(db), f->at);
	return db_run(db, NULL, SQL_FINDING_ADD,
		      ARGS(arg_text(f->id), arg_text(f->agency_id),
			   arg_text(f->need_id), arg_text(f->kind),
			   arg_text(f->day), arg_text(f->unit_id),
			   arg_text(f->topic), arg_text(f->who),
			   arg_text(f->words), arg_text(f->by_id),
			   arg_int(f->at)));
}

enum err finding_change(struct db *db, const struct finding *f)
{
	return db_run(db, NULL, SQL_FINDING_CHANGE,
		      ARGS(arg_text(f->id), arg_text(f->need_id),
			   arg_text(f->kind), arg_text(f->day),
			   arg_text(f->unit_id), arg_text(f->topic),
			   arg_text(f->who), arg_text(f->words)));
}

static struct finding finding_read(const struct rows *r, size_t i)
{
	return (struct finding){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.need_id = row_text(r, i, "need_id"),
		.need_title = row_text(r, i, "need_title"),
		.kind = row_text(r, i, "kind"),
		.day = row_text(r, i, "day"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_name = row_text(r, i, "unit_name"),
		.topic = row_text(r, i, "topic"),
		.who = row_text(r, i, "who"),
		.words = row_text(r, i, "words"),
		.by_name = row_text(r, i, "by_name"),
		.at = row_int(r, i, "at"),
	};
}

enum err finding_by_id(struct db *db, const char *id, struct finding *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FINDING_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no finding '%s'", id);
	*out = finding_read(&r, 0);
	return OK;
}

enum err finding_page(struct db *db, const struct finding_filter *f,
		      size_t from, size_t most, struct finding **out,
		      size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FINDING_PAGE,
			ARGS(arg_text(f->agency_id), arg_text(f->need_id),
			     arg_text(f->topic), arg_text(f->unit_id),
			     arg_text(f->like), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct finding, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = finding_read(&r, i);
	return OK;
}

enum err finding_count(struct db *db, const struct finding_filter *f,
		       size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FINDING_COUNT,
			ARGS(arg_text(f->agency_id), arg_text(f->need_id),
			     arg_text(f->topic), arg_text(f->unit_id),
			     arg_text(f->like)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}
