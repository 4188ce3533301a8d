/*
 * Opening a tool: the lesson or step that leads to it, for who may have it, and
 * the address that the page is to show. What becomes of it after that is between
 * the tool and lti/auth.c.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "domain/person.h"
#include "lti/pending.h"
#include "lti/resource.h"
#include "play/opening.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/draft.h"
#include "store/enrolment.h"
#include "store/module.h"
#include "store/native.h"
#include "store/publishing.h"
#include "training/guest.h"
#include "training/tool_score.h"

struct opening {
	struct lti_where where;
	struct lti_place place;
	bool instructor;		/* who looks at it, and counts for nothing */
	const char *back;
	struct lti_found found;
	struct lti_resource resource;
	struct lti_line_item item;
};

static const char *text_of(const struct request *rq, const char *name)
{
	return json_string_value(json_object_get(rq->json, name));
}

/* JSON that was checked when it was stored. */
static enum err place_of(struct request *rq, const char *text,
			 struct lti_place *out)
{
	json_t *json = text && *text ? json_loads(text, 0, NULL) : NULL;

	if (!json)
		return fail(ERR_INTERNAL, "a tool without its place");
	lti_place_read(request_own_json(rq, json), out);
	return OK;
}

/* ---- A lesson --------------------------------------------------------------- */

/* Theirs at that module: the one that is named, else the newest. */
static enum err attempt_find(struct request *rq, const char *module_id,
			     struct attempt *out)
{
	const char *named = text_of(rq, "attempt");
	const enum err e = named
		? attempt_by_id(rq->db, named, out)
		: attempt_latest(rq->db, rq->person->id, module_id, out);

	if (e)
		return e;
	return out->id && !strcmp(out->person_id, rq->person->id) &&
	       !strcmp(out->module_id, module_id)
		? OK : fail(ERR_NOT_FOUND, "no attempt of theirs");
}

static enum err unit_find(struct request *rq, const char *version_id,
			  struct unit *out)
{
	const char *wanted = text_of(rq, "unit");
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(rq->db, version_id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (wanted && strcmp(units[i].kind, "tool") == 0 &&
		    (!strcmp(units[i].id, wanted) ||
		     !strcmp(units[i].ident, wanted))) {
			*out = units[i];
			return OK;
		}
	return refuse(rq, P_no_unit, NO_VALUES);
}

static enum err not_withdrawn(struct request *rq, const struct attempt *a)
{
	const char *why;
	const enum err e = version_withdrawn(rq->db, a->version_id, &why);

	if (e || !why)
		return e;
	return refuse(rq, P_module_withdrawn, VALUES({ "reason", why }));
}

static enum err lesson_read(struct request *rq, struct opening *o)
{
	const char *definition;
	struct attempt attempt;
	struct module module;
	struct unit unit = { .id = NULL };
	enum err e;

	if ((e = module_by_id(rq->db, text_of(rq, "module"), &module)) ||
	    (e = guest_may(rq, module.id)) ||
	    (e = attempt_find(rq, module.id, &attempt)) ||
	    (e = not_withdrawn(rq, &attempt)) ||
	    (e = unit_find(rq, attempt.version_id, &unit)) ||
	    (e = unit_definition_get(rq->db, unit.id, &definition)) ||
	    (e = place_of(rq, definition, &o->place)))
		return e;
	o->instructor = attempt.number < 0;
	o->back = rq->launch
		? arena_format(rq->mem, "/l/%s", rq->launch->id)
		: arena_format(rq->mem, "/modul/%s", module.id);
	o->where = (struct lti_where){
		.kind = "module", .id = module.id, .ref = unit.ident,
		.title = unit.title, .agency_id = module.agency_id,
	};
	return OK;
}

/* ---- A step of a programme -------------------------------------------------- */

static enum err step_find(struct request *rq, const struct batch *b,
			  const struct enrolment *en, struct step **out)
{
	const char *wanted = text_of(rq, "activity");
	struct step *steps;
	size_t n;
	enum err e;

	if ((e = step_list(rq->db, b->programme_id, &steps, &n)) ||
	    (en->id && (e = step_read_states(rq->db, en->id, steps, n))))
		return e;
	for (size_t i = 0; i < n; i++) {
		*out = &steps[i];
		if (steps[i].kind != STEP_TOOL || !wanted ||
		    strcmp(steps[i].id, wanted))
			continue;
		if (en->id && step_state(steps, i) == STEP_IS_LOCKED)
			return refuse(rq, P_step_locked, VALUES(
				{ "title", steps[steps[i].after].title }));
		return OK;
	}
	return fail(ERR_NOT_FOUND, "no such step");
}

/* Who takes part is a learner; who answers for the batch looks at it. */
static enum err step_read(struct request *rq, struct opening *o)
{
	struct enrolment en;
	struct batch batch;
	struct step *step = NULL;
	bool member;
	enum err e;

	if ((e = batch_by_id(rq->db, text_of(rq, "batch"), &batch)) ||
	    (e = enrolment_of(rq->db, batch.id, rq->person->id, &en)))
		return e;
	member = en.id && strcmp(en.state, "withdrawn");
	if (!member && !(person_is(rq->person, ROLE_ADMIN) ||
			 (person_is(rq->person, ROLE_ORGANISER) &&
			  !strcmp(batch.agency_id, rq->person->agency_id))))
		return fail(ERR_NOT_FOUND, "not theirs");
	if (!member)
		en.id = NULL;
	else if (strcmp(batch.state, "open"))
		return refuse(rq, P_batch_over, NO_VALUES);
	if ((e = step_find(rq, &batch, &en, &step)) ||
	    (e = place_of(rq, step->setting, &o->place)))
		return e;
	o->instructor = !member;
	o->back = arena_format(rq->mem, "/pelatihan/%s", batch.id);
	o->where = (struct lti_where){
		.kind = "batch", .id = batch.id, .ref = step->id,
		.title = step->title, .agency_id = batch.agency_id,
	};
	return OK;
}

/* ---- Opening it -------------------------------------------------------------- */

/*
 * What the tool said before counts in an attempt that is begun anew; where it
 * says nothing, having been opened is all there is to do.
 */
static enum err opened(struct request *rq, const struct opening *o)
{
	if (o->instructor)
		return OK;
	if (o->place.scored && strcmp(o->where.kind, "module") == 0)
		return tool_score_carry(rq->db, o->resource.id,
					rq->person->id, rq->now);
	return tool_score_apply(rq->db, &(struct tool_score){
		.context_kind = o->where.kind, .context_id = o->where.id,
		.ref = o->where.ref, .person_id = rq->person->id,
		.reached = o->place.scored ? LTI_REACHED_BEGUN
					   : LTI_REACHED_DONE,
	}, rq->now);
}

static enum err respond_opened(struct request *rq, struct response *rs,
			       const struct lti_start *s, const char *url,
			       const char *title, const char *pending)
{
	json_t *origins = request_own_json(rq, json_array());
	const char *all, *one;
	enum err e;

	if ((e = lti_tool_origins(rq, s->tool, s->target, &all)))
		return e;
	for (one = all; *one; one += strcspn(one, " "), one += *one == ' ')
		json_array_append_new(origins,
			json_stringn(one, strcspn(one, " ")));
	response_header(rs, "Cache-Control", "no-store");
	return respond_json(rq, rs, 201, json_pack(
		"{s:s, s:b, s:s, s:O, s:s, s:s, s:s?}", "url", url,
		"window", s->window, "origin",
		lti_place_origin(rq->mem, s->target), "origins", origins,
		"title", title, "tool", s->tool->name, "pending", pending));
}

static enum err place_open(struct request *rq, struct response *rs,
			   struct opening *o)
{
	struct lti_start start;
	const char *url, *id;
	bool apart = false;
	enum err e;

	if ((e = field_bool(rq, "apart", &apart)) ||
	    (e = lti_resource_place(rq, &o->where, &o->place, &o->found,
				    &o->resource, &o->item)))
		return e;
	start = (struct lti_start){
		.tool = &o->found.tool,
		.deployment_id = o->found.deployment.id,
		.resource_id = o->resource.id,
		.target = o->place.url,
		.instructor = o->instructor,
		.window = o->place.window || apart,
		.apart = apart,
		.back = o->back,
	};
	if ((e = opened(rq, o)) ||
	    (e = lti_pending_add(rq, rs, &start, &url, &id)))
		return e;
	return respond_opened(rq, rs, &start, url, o->resource.title, NULL);
}

/* ---- Choosing something there ------------------------------------------------ */

struct choosing {
	const char *agency_id;
	const char *context_kind, *context_id;	/* NULL: none yet */
	const char *title;
};

static bool acts_for(const struct request *rq, const char *agency_id,
		     enum role role)
{
	return person_is(rq->person, ROLE_ADMIN) ||
	       (person_is(rq->person, role) &&
		strcmp(rq->person->agency_id, agency_id) == 0);
}

/* For a draft of theirs, or a programme; else as if it were not there. */
static enum err choosing_read(struct request *rq, const json_t *target,
			      struct choosing *out)
{
	const char *draft = json_string_value(json_object_get(target, "draft"));
	const char *programme = json_string_value(
		json_object_get(target, "programme"));
	struct programme p;
	struct draft d;
	enum err e;

	if (draft) {
		if ((e = draft_by_id(rq->db, draft, &d)))
			return e;
		*out = (struct choosing){ d.agency_id,
			d.module_id ? "module" : NULL, d.module_id, d.title };
		return acts_for(rq, d.agency_id, ROLE_AUTHOR) ? OK
			: fail(ERR_NOT_FOUND, "a draft of others");
	}
	if (!programme)
		return field_missing(rq, "for");
	if ((e = programme_by_id(rq->db, programme, &p)))
		return e;
	*out = (struct choosing){ p.agency_id, NULL, NULL, p.title };
	return acts_for(rq, p.agency_id, ROLE_ORGANISER) ? OK
		: fail(ERR_NOT_FOUND, "a programme of others");
}

/* Its own agency's, that offers choosing. */
static enum err chooser(struct request *rq, const char *agency_id,
			struct lti_found *out)
{
	const char *wanted = text_of(rq, "tool");
	struct lti_tool *all;
	size_t n;
	enum err e;

	if ((e = lti_tool_usable(rq->db, agency_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].id, wanted) == 0 && *all[i].choice_url) {
			out->tool = all[i];
			return lti_tool_deployment_of(rq->db, wanted, agency_id,
						      &out->deployment);
		}
	return fail(ERR_NOT_FOUND, "no tool that offers a choice");
}

static enum err choice_open(struct request *rq, struct response *rs)
{
	json_t *target = json_object_get(rq->json, "for");
	struct lti_found found;
	struct choosing c = { .agency_id = NULL };
	bool multiple = true;
	struct lti_start start;
	const char *url, *id;
	enum err e;

	if ((e = field_bool(rq, "multiple", &multiple)) ||
	    (e = choosing_read(rq, target, &c)) ||
	    (e = chooser(rq, c.agency_id, &found)))
		return e;
	start = (struct lti_start){
		.tool = &found.tool, .deployment_id = found.deployment.id,
		.target = found.tool.choice_url, .instructor = true,
		.back = "/kelola", .context_kind = c.context_kind,
		.context_id = c.context_id,
		.settings = request_own_json(rq, json_pack(
			"{s:[s], s:[s, s], s:b, s:b, s:b, s:s}",
			"accept_types", "ltiResourceLink",
			"accept_presentation_document_targets", "iframe",
			"window", "accept_multiple", multiple,
			"accept_lineitem", true, "auto_create", false,
			"title", c.title)),
		.place = request_own_json(rq, json_pack("{s:b}", "multiple",
							multiple)),
	};
	if ((e = lti_pending_add(rq, rs, &start, &url, &id)))
		return e;
	return respond_opened(rq, rs, &start, url, found.tool.name, id);
}

enum err lti_open(struct request *rq, struct response *rs)
{
	struct opening *o = arena_new(rq->mem, struct opening);
	enum err e;

	/* A launch opens lessons of its module, and nothing that is the
	   person's besides. */
	if (rq->launch && (text_of(rq, "tool") || !text_of(rq, "module")))
		return refuse(rq, P_launch_only, NO_VALUES);
	if (text_of(rq, "tool"))
		return choice_open(rq, rs);
	if (text_of(rq, "module"))
		e = lesson_read(rq, o);
	else if (text_of(rq, "batch"))
		e = step_read(rq, o);
	else
		e = field_missing(rq, "module");
	return e ? e : place_open(rq, rs, o);
}

/* ---- What may be chosen from -------------------------------------------------- */

enum err lti_usable(struct request *rq, struct response *rs)
{
	const char *agency = query_text(rq, "agency");
	json_t *list = request_own_json(rq, json_array());
	struct lti_tool *all;
	size_t n;
	enum err e;

	if (!person_is(rq->person, ROLE_AUTHOR) &&
	    !person_is(rq->person, ROLE_ORGANISER))
		return fail(ERR_FORBIDDEN, "neither author nor organiser");
	if (!*agency || !person_is(rq->person, ROLE_ADMIN))
		agency = rq->person->agency_id;
	if ((e = lti_tool_usable(rq->db, agency, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:b}", "id", all[i].id,
			"name", all[i].name, "client", all[i].client_id,
			"url", all[i].target_url,
			"choice", *all[i].choice_url != '\0'));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "tools", list));
}
