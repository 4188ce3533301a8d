#include "api/programme/part.h"

#include <string.h>

#include "domain/person.h"
#include "native_text.h"

static bool ours(const struct request *rq, const struct part *p, unsigned role)
{
	return person_is(rq->person, ROLE_ADMIN) ||
	       (person_is(rq->person, role) &&
		strcmp(p->batch.agency_id, rq->person->agency_id) == 0);
}

static enum err step_find(struct request *rq, enum step_kind kind,
			  struct part *p)
{
	const char *id = request_param(rq, "activity");
	enum err e = step_list(rq->db, p->batch.programme_id, &p->steps,
			       &p->n);

	for (size_t i = 0; !e && i < p->n; i++)
		if (strcmp(p->steps[i].id, id) == 0 &&
		    p->steps[i].kind == kind) {
			p->at = i;
			p->step = &p->steps[i];
			return OK;
		}
	return e ? e : fail(ERR_NOT_FOUND, "no such step");
}

enum err part_read(struct request *rq, enum step_kind kind, struct part *out)
{
	enum err e;

	*out = (struct part){ .n = 0 };
	if ((e = batch_by_id(rq->db, request_param(rq, "id"), &out->batch)) ||
	    (e = enrolment_of(rq->db, out->batch.id, rq->person->id,
			      &out->enrolment)))
		return e;
	out->member = out->enrolment.id &&
		      strcmp(out->enrolment.state, "withdrawn");
	out->organiser = ours(rq, out, ROLE_ORGANISER);
	out->moderator = ours(rq, out, ROLE_HOST);
	if (!out->member && !out->moderator)
		return fail(ERR_NOT_FOUND, "not theirs");
	if ((e = step_find(rq, kind, out)))
		return e;
	return out->member ? step_read_states(rq->db, out->enrolment.id,
					      out->steps, out->n) : OK;
}

enum err part_open(struct request *rq, const struct part *p)
{
	if (!p->member)
		return fail(ERR_FORBIDDEN, "does not take part");
	if (strcmp(p->batch.state, "open"))
		return refuse(rq, P_batch_over, NO_VALUES);
	if (step_state(p->steps, p->at) == STEP_IS_LOCKED)
		return refuse(rq, P_step_locked, VALUES(
			{ "title", p->steps[p->step->after].title }));
	return OK;
}

json_t *part_setting(struct request *rq, const struct part *p)
{
	json_t *setting = *p->step->setting
		? json_loads(p->step->setting, 0, NULL) : NULL;

	return setting ? request_own_json(rq, setting) : NULL;
}

enum err brief_html(struct request *rq, const char *brief, const char **out)
{
	const struct native_text how = { .line = false };
	struct text html = { .mem = rq->mem };
	const enum err e = native_text_html(rq->mem, &how, brief,
					    strlen(brief), &html);

	*out = html.bytes ? html.bytes : "";
	return e;
}

json_t *part_json(const struct part *p)
{
	const int64_t due = step_due(p->step, p->batch.starts_at,
				     p->batch.ends_at, p->enrolment.until);

	return json_pack("{s:o, s:{s:s, s:s, s:s, s:b}, s:s, s:I, s:b, s:b}",
			 "batch", batch_json(&p->batch), "activity",
			 "id", p->step->id, "title", p->step->title,
			 "about", p->step->about,
			 "mustPass", p->step->must_pass,
			 "state", step_state_name(step_state(p->steps, p->at)),
			 "dueAt", (json_int_t)due, "member", p->member,
			 "moderator", p->moderator);
}
