#include "api/module/progress.h"

#include "api/wire.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"

#define LINES_MOST 2000

static json_t *score_json(const struct score *s)
{
	if (!s->scaled.known && !s->raw.known)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o}",
			 "scaled", measure_or_null(s->scaled),
			 "raw", measure_or_null(s->raw),
			 "min", measure_or_null(s->min),
			 "max", measure_or_null(s->max));
}

json_t *attempt_json(const struct attempt *a)
{
	const struct outcome *o = &a->outcome;

	return json_pack("{s:s, s:s, s:o, s:I, s:I, s:s, s:I}",
			 "completion", completion_name(o->completion),
			 "success", success_name(o->success),
			 "score", o->scaled.known
				? json_pack("{s:f}", "scaled", o->scaled.value)
				: json_null(),
			 "lastAt", (json_int_t)a->last_at,
			 "unitsDone", (json_int_t)o->units_done,
			 "attempt", a->id,
			 "number", (json_int_t)a->number);
}

json_t *unit_progress_json(const struct unit_progress *u)
{
	const struct progress *p = &u->progress;

	return json_pack("{s:s, s:s, s:o, s:o, s:I, s:I, s:I, s:s}",
			 "completion", completion_name(p->completion),
			 "success", success_name(p->success),
			 "score", score_json(&p->score),
			 "progressMeasure", measure_or_null(p->measure),
			 "timeMs", (json_int_t)p->time_ms,
			 "updatedAt", (json_int_t)u->saved_at,
			 "savedAt", (json_int_t)u->saved_at,
			 "source", u->graded ? "server" : "package");
}

static json_t *line_json(const struct progress_line *l)
{
	json_t *json = unit_progress_json(&l->unit);

	json_object_set_new(json, "module",
			    json_pack("{s:s, s:s}", "id", l->module_id,
				      "title", l->module_title));
	json_object_set_new(json, "version", json_integer(l->version));
	json_object_set_new(json, "attempt", json_string(l->unit.attempt_id));
	json_object_set_new(json, "unit",
			    json_pack("{s:s, s:s, s:s}",
				      "id", l->unit.unit_id,
				      "key", l->unit_ident,
				      "title", l->unit_title));
	return json;
}

enum err me_progress(struct request *rq, struct response *rs)
{
	struct progress_line *lines;
	json_t *list = json_array();
	size_t n;
	enum err e;

	request_own_json(rq, list);
	if ((e = progress_of_person(rq->db, rq->person->id, LINES_MOST, &lines,
				    &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, line_json(&lines[i]));
	return respond_json(rq, rs, 200, json_incref(list));
}
