/*
 * A supervisor's people: how their year and their programmes stand. The year is
 * that of jp_people; here is what they take part in.
 */
#include <string.h>

#include "api/field.h"
#include "api/jp.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/home.h"
#include "store/like.h"
#include "store/org.h"

static const struct phrase state_rule = { {
	"Pilih below atau above.", "Choose below or above." } };

static const struct home_standing *standing_of(const struct home_standing *all,
					       size_t n, const char *person_id)
{
	static const struct home_standing none;

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].person_id, person_id) == 0)
			return &all[i];
	return &none;
}

static json_t *member_json(const struct jp_people *f, const struct jp_person *p,
			   const struct home_standing *s)
{
	const struct jp_target *t = jp_target_for(f->targets, f->ntargets,
						  f->target_agency, p->kind,
						  f->year);

	return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:I, s:o, s:s,"
			 " s:I, s:I, s:I, s:I}",
			 "id", p->id, "name", p->name, "kind", p->kind,
			 "unit", p->unit_name, "job", p->job_name,
			 "jp", (json_int_t)p->jp, "target", jp_target_json(t),
			 "state", jp_state_name(jp_state_of(t, p->jp)),
			 "going", (json_int_t)s->going,
			 "waiting", (json_int_t)s->waiting,
			 "late", (json_int_t)s->late,
			 "completed", (json_int_t)s->completed);
}

/* A few at a time, as a query names them. */
static enum err members_json(struct request *rq, const struct jp_people *f,
			     const struct jp_person *all, size_t n,
			     json_t *list)
{
	for (size_t i = 0; i < n; i += SEVERAL_MOST) {
		const size_t some = several_size(n - i);
		const char *ids[SEVERAL_MOST];
		struct home_standing *standings;
		size_t found;
		enum err e;

		for (size_t k = 0; k < some; k++)
			ids[k] = all[i + k].id;
		if ((e = home_team(rq->db, ids, some, rq->now, &standings,
				   &found)))
			return e;
		for (size_t k = 0; k < some; k++)
			json_array_append_new(list, member_json(f, &all[i + k],
				standing_of(standings, found, ids[k])));
	}
	return OK;
}

static enum err units_json(struct request *rq, json_t *list)
{
	struct org_unit *all;
	size_t n;
	enum err e = supervisions_of(rq->db, rq->person->id, &all, &n);

	for (size_t i = 0; i < n && !e; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}",
			"id", all[i].id, "name", all[i].name));
	return e;
}

enum err team_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	json_t *units = request_own_json(rq, json_array());
	struct jp_people f = {
		.supervisor_id = rq->person->id,
		.target_agency = rq->person->agency_id,
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.unit_id = query_text(rq, "unit"),
		.state = query_text(rq, "state"),
	};
	struct jp_target *targets;
	struct jp_person *all;
	int64_t page;
	size_t n;
	enum err e;

	if (*f.state && strcmp(f.state, "below") && strcmp(f.state, "above"))
		return field_bad(rq, "state", &state_rule);
	if ((e = query_number(rq, "page", 1, 1000, 1, &page)) ||
	    (e = jp_year_asked(rq, &f.year)) ||
	    (e = jp_target_list(rq->db, f.target_agency, &targets,
				&f.ntargets)))
		return e;
	f.targets = targets;
	if ((e = jp_person_page(rq->db, &f, (size_t)(page - 1) * JP_PAGE,
				JP_PAGE + 1, &all, &n)) ||
	    (e = members_json(rq, &f, all, n < JP_PAGE ? n : JP_PAGE, list)) ||
	    (e = units_json(rq, units)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:O, s:O, s:b}",
			"year", (json_int_t)f.year, "people", list,
			"units", units, "more", n > JP_PAGE));
}
