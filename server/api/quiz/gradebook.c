/*
 * Who is where in a module, for who is responsible for it: many learners by
 * page, or one with every sitting.
 */
#include "api/quiz/gradebook.h"

#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "api/wire.h"
#include "domain/person.h"
#include "play/pretest.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/fix.h"
#include "store/like.h"
#include "store/mark.h"
#include "store/module.h"
#include "store/person.h"
#include "store/publishing.h"

#define PAGE 50
#define SITTINGS_MOST 1000
#define VERSION_MOST (INT64_C(1) << 31)

/* The value, if it is one of these; "" otherwise, as without one. */
static const char *query_of(struct request *rq, const char *name,
			    const char *const *values)
{
	const char *text = request_query(rq, name);

	for (; text && *values; values++)
		if (strcmp(text, *values) == 0)
			return text;
	return "";
}

static enum err filter_read(struct request *rq, struct gradebook *g)
{
	static const char *const states[] = { "notBegun", "inProgress", "done",
		"passed", "failed", "waiting", NULL };
	static const char *const sorts[] = { "name", "-name", "score", "-score",
		"last", "-last", NULL };
	struct grade_filter *f = &g->filter;

	*f = (struct grade_filter){
		.module_id = g->module.id,
		.agency_id = person_is(rq->person, ROLE_ADMIN)
			? "*" : rq->person->agency_id,
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.state = query_of(rq, "state", states),
		.unit = query_text(rq, "unit"),
		.unit_state = query_of(rq, "unitState", states),
		.sort = query_of(rq, "sort", sorts),
	};
	if (!*f->sort)
		f->sort = "name";
	if (!*f->unit_state)
		f->unit = "";
	return query_number(rq, "version", 1, VERSION_MOST, 0, &f->version);
}

/* The version asked for, else the one that those who begin now get, else the
   newest; NULL: there is none. */
static const char *version_shown(const struct gradebook *g)
{
	for (size_t i = 0; i < g->nversions; i++)
		if (g->filter.version
			? g->versions[i].number == g->filter.version
			: g->module.version.id && !strcmp(g->versions[i].id,
							  g->module.version.id))
			return g->versions[i].id;
	return g->nversions && !g->filter.version ? g->versions[0].id : NULL;
}

static const char *kept(struct request *rq, const struct unit *u)
{
	return u ? arena_copy(rq->mem, u->ident, strlen(u->ident)) : NULL;
}

/* Each version once, and of its definitions nothing stays. */
static enum err pair_read(struct request *rq, const char *version_id,
			  struct grade_pair *out)
{
	const struct unit *pretest, *quiz;
	struct arena mem = ARENA_INIT;
	struct arena *before;
	enum err e;

	if (out->read)
		return OK;
	before = db_lend(rq->db, &mem);
	if (!(e = pretest_pair(rq->db, version_id, &pretest, &quiz)))
		*out = (struct grade_pair){ true, kept(rq, pretest),
					    kept(rq, quiz) };
	db_lend(rq->db, before);
	arena_end(&mem);
	return e;
}

static enum err column_read(struct request *rq, struct gradebook *g,
			    const char *shown)
{
	const struct grade_pair *pair = NULL;
	enum err e;

	for (size_t i = 0; i < g->nversions && !pair; i++)
		if (!strcmp(g->versions[i].id, shown)) {
			if ((e = pair_read(rq, shown, &g->pairs[i])))
				return e;
			pair = &g->pairs[i];
		}
	for (size_t i = 0; pair && pair->quiz && i < g->nunits; i++)
		if (!strcmp(g->units[i].ident, pair->quiz))
			g->gain = g->units[i].title;
	return OK;
}

static const struct grade_cell *cell_of(const struct grade_line *l,
					const char *ident)
{
	for (size_t i = 0; ident && i < l->n; i++)
		if (!strcmp(l->cells[i].ident, ident))
			return &l->cells[i];
	return NULL;
}

enum err gradebook_gain(struct request *rq, struct gradebook *g,
			const struct grade_line *l, struct measure *out)
{
	const struct grade_cell *before, *after;
	size_t i = 0;
	enum err e;

	*out = (struct measure){ false, 0 };
	while (i < g->nversions && g->versions[i].number != l->version)
		i++;
	if (i == g->nversions || !g->gain)
		return OK;
	if ((e = pair_read(rq, g->versions[i].id, &g->pairs[i])))
		return e;
	before = cell_of(l, g->pairs[i].pretest);
	after = cell_of(l, g->pairs[i].quiz);
	if (before && after && before->first.known && after->first.known &&
	    before->first_ended <= after->first_began)
		*out = (struct measure){ true, after->first.value -
					       before->first.value };
	return OK;
}

enum err gradebook_read(struct request *rq, struct gradebook *g)
{
	const char *shown;
	enum err e;

	*g = (struct gradebook){ .nunits = 0 };
	if ((e = module_mine(rq, &g->module)) || (e = filter_read(rq, g)) ||
	    (e = grade_versions(rq->db, g->module.id, &g->versions,
				&g->nversions)))
		return e;
	shown = version_shown(g);
	g->pairs = arena_array(rq->mem, struct grade_pair, g->nversions + 1);
	if (!shown || (e = unit_list(rq->db, shown, &g->units, &g->nunits)))
		return shown ? e : OK;
	return column_read(rq, g, shown);
}

/* That somebody looked, written down by score_look. */
struct look {
	struct score_look look;
	bool history;
};

static enum err look_write(struct db *db, void *context)
{
	const struct look *l = context;
	enum err e;

	if ((e = score_look_add(db, &l->look)) || !l->history)
		return e;
	return module_event_add(db, &(struct module_event){
		.module_id = l->look.module_id,
		.person_id = l->look.looked_by,
		.kind = "exported",
		.words = "",
		.at = l->look.at,
	});
}

enum err score_look(struct request *rq, const char *kind,
		    const char *person_id)
{
	struct look l = { .history = !strcmp(kind, "export") };
	struct person person;
	struct module m;
	int64_t last = 0;
	enum err e;

	if ((e = serve_read(rq)) || (e = module_mine(rq, &m)) ||
	    (person_id && (e = person_by_id(rq->db, person_id, &person))))
		return e;
	if (person_id && !learner_named(rq, person.agency_id))
		return fail(ERR_NOT_FOUND, "no such learner");
	l.look = (struct score_look){ m.id, person_id, rq->person->id, kind,
				      rq->now };
	if ((e = score_look_last(rq->db, &l.look, &last)))
		return e;
	serve_read_end(rq);
	if (!l.history && last > rq->now - LOOK_AGAIN_MS)
		return OK;
	return serve_write(rq, look_write, &l);
}

enum err gradebook_look(struct request *rq, struct response *rs)
{
	(void)rs;
	return score_look(rq, "list", NULL);
}

static json_t *cell_json(const struct grade_cell *c)
{
	return json_pack("{s:s, s:s, s:o, s:b, s:I, s:I}",
			 "completion", completion_name(c->completion),
			 "success", success_name(c->success),
			 "score", measure_or_null(c->scaled),
			 "graded", c->graded,
			 "sittings", (json_int_t)c->sittings,
			 "waiting", (json_int_t)c->waiting);
}

static json_t *cells_json(const struct grade_line *l)
{
	json_t *units = json_object();

	for (size_t i = 0; i < l->n; i++)
		json_object_set_new(units, l->cells[i].ident,
				    cell_json(&l->cells[i]));
	return units;
}

static json_t *line_json(struct request *rq, const struct grade_line *l)
{
	char nip[NIP_MASKED_SIZE];
	json_t *json = json_pack(
		"{s:s, s:s, s:s, s:I, s:s, s:s, s:o, s:I, s:I, s:o}",
		"id", l->person_id, "name", l->name, "agency", l->agency_name,
		"version", (json_int_t)l->version,
		"completion", completion_name(l->outcome.completion),
		"success", success_name(l->outcome.success),
		"score", measure_or_null(l->outcome.scaled),
		"unitsDone", (json_int_t)l->outcome.units_done,
		"lastAt", (json_int_t)l->last_at, "units", cells_json(l));

	if (person_is(rq->person, ROLE_ADMIN) && l->nip) {
		nip_mask(l->nip, nip);
		json_object_set_new(json, "nip", json_string(nip));
	}
	return json;
}

static json_t *counts_json(const struct grade_counts *c)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}",
			 "learners", (json_int_t)c->learners,
			 "notBegun", (json_int_t)c->not_begun,
			 "inProgress", (json_int_t)c->in_progress,
			 "done", (json_int_t)c->done,
			 "passed", (json_int_t)c->passed,
			 "failed", (json_int_t)c->failed);
}

static json_t *units_json(const struct gradebook *g)
{
	json_t *list = json_array();

	for (size_t i = 0; i < g->nunits; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:b, s:b, s:b}",
			"key", g->units[i].ident, "title", g->units[i].title,
			"kind", g->units[i].kind,
			"scored", !g->units[i].unscored,
			"required", !g->units[i].optional,
			"givesScore", unit_gives_score(&g->units[i])));
	return list;
}

static json_t *versions_json(const struct gradebook *g)
{
	json_t *list = json_array();

	for (size_t i = 0; i < g->nversions; i++)
		json_array_append_new(list,
				      json_integer(g->versions[i].number));
	return list;
}

enum err gradebook_show(struct request *rq, struct response *rs)
{
	json_t *learners = request_own_json(rq, json_array());
	struct grade_counts counts;
	struct grade_line *lines;
	struct gradebook g;
	struct measure gain;
	int64_t page, total;
	size_t n;
	enum err e;

	if ((e = gradebook_read(rq, &g)) ||
	    (e = query_number(rq, "page", 1, 1000000, 1, &page)) ||
	    (e = grade_count(rq->db, &g.filter, &counts)) ||
	    (e = grade_page(rq->db, &g.filter, (size_t)(page - 1) * PAGE, PAGE,
			    &lines, &n, &total)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *line = line_json(rq, &lines[i]);

		json_array_append_new(learners, line);
		if ((e = gradebook_gain(rq, &g, &lines[i], &gain)))
			return e;
		json_object_set_new(line, "gain", measure_or_null(gain));
	}
	return respond_json(rq, rs, 200, json_pack(
		"{s:{s:s, s:s}, s:o, s:o, s:o, s:s?, s:O, s:I, s:I, s:I}",
		"module", "id", g.module.id, "title", g.module.title,
		"counts", counts_json(&counts), "versions", versions_json(&g),
		"units", units_json(&g), "gain", g.gain, "learners", learners,
		"page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

/* One learner, as the module's responsible person sees them. */
struct learner {
	struct module module;
	struct person person;
	struct attempt attempt;		/* the newest */
	struct unit *units;
	size_t nunits;
	struct unit_progress *progress;
	size_t nprogress;
	struct grade_sitting *sittings;
	size_t nsittings;
	struct sitting_mark *marks;
	size_t nmarks;
};

enum err grades_look(struct request *rq, struct response *rs)
{
	(void)rs;
	return score_look(rq, "learner", request_param(rq, "person"));
}

static enum err learner_read(struct request *rq, struct learner *l)
{
	const char *person = request_param(rq, "person");
	enum err e;

	if ((e = module_mine(rq, &l->module)) ||
	    (e = person_by_id(rq->db, person, &l->person)) ||
	    (e = attempt_latest(rq->db, person, l->module.id, &l->attempt)))
		return e;
	if (!learner_named(rq, l->person.agency_id) || !l->attempt.id)
		return fail(ERR_NOT_FOUND, "no such learner");
	if ((e = unit_list(rq->db, l->attempt.version_id, &l->units,
			   &l->nunits)) ||
	    (e = progress_of_attempt(rq->db, l->attempt.id, &l->progress,
				     &l->nprogress)) ||
	    (e = grade_sittings(rq->db, person, l->module.id, SITTINGS_MOST,
				&l->sittings, &l->nsittings)))
		return e;
	return grade_marked(rq->db, person, l->module.id, &l->marks,
			   &l->nmarks);
}

static json_t *marks_json(const struct learner *l, const char *sitting)
{
	json_t *list = json_array();

	for (size_t i = 0; i < l->nmarks; i++)
		if (strcmp(l->marks[i].sitting_id, sitting) == 0)
			json_array_append_new(list, json_pack(
				"{s:s, s:s, s:o, s:f}",
				"question", l->marks[i].question,
				"state", l->marks[i].state,
				"points", measure_or_null(l->marks[i].points),
				"most", l->marks[i].most));
	return list;
}

static json_t *sitting_json(const struct learner *l,
			    const struct grade_sitting *g)
{
	const struct sitting *s = &g->sitting;

	return json_pack(
		"{s:s, s:I, s:I, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:I, s:o}",
		"id", s->id, "number", (json_int_t)s->number,
		"version", (json_int_t)g->version,
		"state", sitting_state_name(s->state),
		"beganAt", (json_int_t)s->began_at,
		"endedAt", number_or_null(s->ended_at),
		"points", measure_or_null(s->points),
		"most", measure_or_null(s->most),
		"score", measure_or_null(s->scaled),
		"passed", s->passed == SUCCESS_UNKNOWN ? json_null()
			: json_boolean(s->passed == SUCCESS_PASSED),
		"lateMs", (json_int_t)s->late_ms,
		"marks", marks_json(l, s->id));
}

static json_t *sittings_json(const struct learner *l, const char *ident)
{
	json_t *list = json_array();

	for (size_t i = 0; i < l->nsittings; i++)
		if (strcmp(l->sittings[i].sitting.unit_ident, ident) == 0)
			json_array_append_new(list,
				sitting_json(l, &l->sittings[i]));
	return list;
}

static enum err leave_put_json(struct request *rq, const struct learner *l,
			       const char *ident, json_t *out)
{
	struct leave_given given;
	enum err e;

	if ((e = leave_get(rq->db, l->module.id, ident, l->person.id, &given)))
		return e;
	json_object_set_new(out, "leave", given.person_id ? json_pack(
		"{s:I, s:I, s:s, s:s, s:I}",
		"extraMinutes", (json_int_t)given.leave.extra_minutes,
		"extraAttempts", (json_int_t)given.leave.extra_attempts,
		"reason", given.reason, "by", given.giver_name,
		"at", (json_int_t)given.at) : json_null());
	return OK;
}

static const struct unit_progress *progress_of(const struct learner *l,
					       const char *unit)
{
	for (size_t i = 0; i < l->nprogress; i++)
		if (strcmp(l->progress[i].unit_id, unit) == 0)
			return &l->progress[i];
	return NULL;
}

static enum err unit_json(struct request *rq, const struct learner *l,
			  const struct unit *u, json_t **out)
{
	const struct unit_progress *p = progress_of(l, u->id);

	*out = json_pack("{s:s, s:s, s:s, s:b, s:s, s:s, s:o, s:b, s:I, s:o}",
		"key", u->ident, "title", u->title, "kind", u->kind,
		"scored", !u->unscored,
		"completion", completion_name(p ? p->progress.completion
						: COMPLETION_NOT_ATTEMPTED),
		"success", success_name(p ? p->progress.success
					  : SUCCESS_UNKNOWN),
		"score", p ? measure_or_null(p->progress.score.scaled)
			   : json_null(),
		"graded", p && p->graded,
		"timeMs", (json_int_t)(p ? p->progress.time_ms : 0),
		"sittings", sittings_json(l, u->ident));
	return unit_sat(u) ? leave_put_json(rq, l, u->ident, *out) : OK;
}

enum err grades_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array()), *json;
	struct learner l = { .nunits = 0 };
	struct version version;
	enum err e;

	if ((e = learner_read(rq, &l)) ||
	    (e = version_by_id(rq->db, l.attempt.version_id, &version)))
		return e;
	for (size_t i = 0; i < l.nunits; i++) {
		if ((e = unit_json(rq, &l, &l.units[i], &json)))
			return e;
		json_array_append_new(list, json);
	}
	json = json_pack("{s:{s:s, s:s, s:s}, s:{s:s, s:s}, s:I, s:s, s:s, s:o,"
			 " s:I, s:I, s:O}",
		"person", "id", l.person.id, "name", l.person.name, "agency",
		l.person.agency_name, "module", "id", l.module.id, "title",
		l.module.title, "version", (json_int_t)version.number,
		"completion", completion_name(l.attempt.outcome.completion),
		"success", success_name(l.attempt.outcome.success),
		"score", measure_or_null(l.attempt.outcome.scaled),
		"beganAt", (json_int_t)l.attempt.started_at,
		"lastAt", (json_int_t)l.attempt.last_at, "units", list);
	if (person_is(rq->person, ROLE_ADMIN) && l.person.nip)
		json_object_set_new(json_object_get(json, "person"), "nip",
				    json_string(l.person.nip));
	return respond_json(rq, rs, 200, json);
}
