#include "api/module/described.h"

#include <stdlib.h>
#include <string.h>

#include "api/responsible.h"
#include "base/ident.h"
#include "domain/metadata.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "store/publishing.h"

#define PICTURE "picture"	/* a blob, "" for none */

/* By their names on the wire. */
static json_t *said(const struct module *m)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:s, s:s, s:s, s:s, s:s}",
			 "title", m->title, "description", m->description,
			 "field", topic_name(m->topic),
			 "jp", (json_int_t)m->jp,
			 "minutes", (json_int_t)m->minutes,
			 "contact", m->contact, "legalBasis", m->legal_basis,
			 "reviewBy", m->review_by,
			 "pictureAlt", m->picture_alt,
			 PICTURE, m->picture ? m->picture : "");
}

/* {"title": [old, new], …} of what differs. */
static json_t *changes_of(struct request *rq, const struct module *before,
			  const struct module *after)
{
	json_t *old = request_own_json(rq, said(before));
	json_t *new = request_own_json(rq, said(after));
	json_t *changes = request_own_json(rq, json_object()), *value;
	const char *name;

	json_object_foreach(new, name, value)
		if (!json_equal(value, json_object_get(old, name)))
			json_object_set_new(changes, name, json_pack("[O, O]",
				json_object_get(old, name), value));
	return changes;
}

static const char *text_of(struct request *rq, const json_t *changes)
{
	char *text = json_dumps(changes, JSON_COMPACT);

	arena_own(rq->mem, text, free);
	return text;
}

static void text_apply(const json_t *changes, const char *name,
		       const char **out)
{
	const json_t *to = json_array_get(json_object_get(changes, name), 1);

	if (json_is_string(to))
		*out = json_string_value(to);
}

static void number_apply(const json_t *changes, const char *name, int64_t *out)
{
	const json_t *to = json_array_get(json_object_get(changes, name), 1);

	if (json_is_integer(to))
		*out = json_integer_value(to);
}

/* They were checked when they were asked for. */
static void apply(const json_t *changes, const struct wish *w,
		  struct module *m)
{
	const char *topic = topic_name(m->topic);

	text_apply(changes, "title", &m->title);
	text_apply(changes, "description", &m->description);
	text_apply(changes, "field", &topic);
	number_apply(changes, "jp", &m->jp);
	number_apply(changes, "minutes", &m->minutes);
	text_apply(changes, "contact", &m->contact);
	text_apply(changes, "legalBasis", &m->legal_basis);
	text_apply(changes, "reviewBy", &m->review_by);
	text_apply(changes, "pictureAlt", &m->picture_alt);
	if (json_object_get(changes, PICTURE)) {
		m->picture = w->picture;
		m->picture_type = w->picture_type;
		m->picture_bytes = w->picture_bytes;
	}
	topic_named(topic, &m->topic);
}

/* Who asks again means the newer words: what waited is taken back. */
static enum err recall_own(struct request *rq, const char *module_id,
			   struct wish *w)
{
	bool late;
	enum err e;

	if ((e = wish_of_changes(rq->db, module_id, w)) || !w->id)
		return e;
	if (strcmp(w->asked_by, rq->person->id))
		return refuse(rq, P_changes_waiting, NO_VALUES);
	w->state = WISH_RECALLED;
	w->decided_by = rq->person->id;
	w->decided_at = rq->now;
	w->answer = "";
	return wish_decide(rq->db, w, &late);
}

/* The picture and the words are said apart: the one leaves the other waiting. */
static void other_keep(struct request *rq, json_t *changes,
		       const struct wish *before, bool picture)
{
	json_t *waiting = before->id
		? request_own_json(rq, json_loads(before->changes, 0, NULL))
		: NULL, *pair;
	const char *name;

	json_object_foreach(waiting, name, pair)
		if ((strcmp(name, PICTURE) == 0) != picture)
			json_object_set(changes, name, pair);
}

/* `m` as it is; its picture is told of by `pictured`, when that is asked for. */
static enum err ask(struct request *rq, const struct module *m,
		    json_t *changes, const struct module *pictured)
{
	struct wish before, w;
	bool taken;
	enum err e;

	if ((e = recall_own(rq, m->id, &before)))
		return e;
	other_keep(rq, changes, &before, pictured != NULL);
	w = (struct wish){
		.id = ident_make(rq->mem, rq->now),
		.module_id = m->id, .version_id = m->version.id,
		.words = "", .changes = text_of(rq, changes),
		.asked_by = rq->person->id, .asked_at = rq->now,
		.picture = pictured ? pictured->picture : before.picture,
		.picture_type = pictured ? pictured->picture_type
					 : before.picture_type,
		.picture_bytes = pictured ? pictured->picture_bytes
					  : before.picture_bytes,
	};
	if ((e = wish_add(rq->db, &w, &taken)))
		return e;
	return taken ? refuse(rq, P_changes_waiting, NO_VALUES)
		     : module_note(rq, m->id, NULL, "changeAsked",
				   w.changes);
}

/* May this person say it alone? */
static enum err alone(struct request *rq, const struct module *m, bool *out)
{
	struct house house;
	enum err e;

	*out = m->state == MODULE_DRAFT || !m->version.id;
	if (*out || (e = house_of_agency(rq->db, m->agency_id, &house)))
		return *out ? OK : e;
	*out = publish_way(m, &house, rq->person) == PUBLISH_ALONE;
	return OK;
}

static void restore(struct module *out, const struct module *from)
{
	struct module kept = *out;

	*out = *from;
	out->state = kept.state;
	out->allow_popups = kept.allow_popups;
	out->allow_hosts = kept.allow_hosts;
}

enum err described_change(struct request *rq, const struct module *before,
			  struct module *after, bool *stored)
{
	json_t *changes = changes_of(rq, before, after);
	enum err e;

	*stored = json_object_size(changes) != 0;
	if (!*stored || before->state == MODULE_DRAFT || !before->version.id)
		return OK;
	if ((e = alone(rq, before, stored)))
		return e;
	if (*stored)
		return module_note(rq, before->id, NULL, "described",
				   text_of(rq, changes));
	restore(after, before);
	return ask(rq, before, changes, NULL);
}

enum err described_picture(struct request *rq, const struct module *before,
			   const struct module *after, bool *stored)
{
	json_t *changes = changes_of(rq, before, after);
	enum err e = alone(rq, before, stored);

	return e || *stored || !json_object_size(changes)
		? e : ask(rq, before, changes, after);
}

static void tell(struct request *rq)
{
	job_wake(rq->server, JOB_indexer);
}

enum err described_approve(struct request *rq, struct module *m,
			   const struct wish *w)
{
	json_t *changes = request_own_json(rq, json_loads(w->changes, 0, NULL));
	enum err e;

	apply(changes, w, m);
	m->updated_at = rq->now;
	if ((e = module_describe(rq->db, m)) ||
	    (json_object_get(changes, PICTURE) &&
	     (e = module_picture(rq->db, m))))
		return e;
	rq->after = tell;
	return module_note(rq, m->id, NULL, "described", w->changes);
}

json_t *described_json(const char *text)
{
	json_t *changes = *text ? json_loads(text, 0, NULL) : NULL, *pair;
	json_t *list = json_array();
	const char *name;

	json_object_foreach(changes, name, pair)
		json_array_append_new(list, json_pack("{s:s, s:O, s:O}",
			"field", name, "from", json_array_get(pair, 0),
			"to", json_array_get(pair, 1)));
	json_decref(changes);
	return list;
}
