/*
 * How somebody's name is written: mended by themselves at once where it stays
 * the same name (domain/name.h), otherwise granted by an organiser of their
 * agency. Each change is written down with both names.
 */
#include "domain/name.h"

#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "api/person.h"
#include "api/scope.h"
#include "routes.h"
#include "store/name_wish.h"
#include "store/person.h"
#include "training/notice.h"

static enum err name_tell(struct request *rq, struct response *rs)
{
	struct name_wish w;
	struct person p;
	json_t *wish = json_null();
	enum err e;

	if ((e = person_by_id(rq->db, rq->person->id, &p)) ||
	    (e = name_wish_of(rq->db, p.id, &w)))
		return e;
	if (w.name)
		wish = json_pack("{s:s, s:I}", "name", w.name, "at",
				 (json_int_t)w.at);
	return respond_json(rq, rs, 200,
			    json_pack("{s:s, s:o}", "name", p.name, "wish",
				      wish));
}

enum err name_show(struct request *rq, struct response *rs)
{
	return name_tell(rq, rs);
}

/* In the form that is stored. */
static enum err name_read(struct request *rq, const char **out)
{
	struct person form = { .login = "xx" };
	enum err e;

	if ((e = field_text_needed(rq, "name", 1000, &form.name)))
		return e;
	if (person_form(rq->mem, &form))
		return people_field_refused(rq, PERSON_NAME);
	*out = form.name;
	return OK;
}

static enum err name_set(struct request *rq, const struct person *before,
			 const char *name, const char *kind)
{
	struct person p = *before;
	const char *clash, *was;
	enum err e;

	p.name = name;
	if ((e = name_wish_take(rq->db, p.id, &was)) ||
	    (e = person_change(rq->db, &p, &clash)))
		return e;
	if (clash)
		return fail(ERR_CONFLICT, "the %s of %s", clash, p.id);
	return people_note(rq, p.id, kind,
			   people_change_words(rq, before->name, name));
}

/* However often it is mended: against the name that others gave. */
static enum err mended(struct request *rq, const struct person *p,
		       const char *name, bool *out)
{
	const char *base;
	const enum err e = name_base(rq->db, p->id, &base);

	*out = !e && name_mended(rq->mem, base ? base : p->name, name);
	return e;
}

enum err name_put(struct request *rq, struct response *rs)
{
	const char *was, *after = "";
	struct person before;
	bool small;
	enum err e;

	if ((e = person_by_id(rq->db, rq->person->id, &before)) ||
	    (e = name_read(rq, &after)))
		return e;
	if (strcmp(before.name, after) == 0)
		e = name_wish_take(rq->db, before.id, &was);
	else if (!(e = mended(rq, &before, after, &small)))
		e = small ? name_set(rq, &before, after, "name_mended")
			  : name_wish_put(rq->db, before.id, before.agency_id,
					  after, rq->now);
	return e ? e : name_tell(rq, rs);
}

enum err name_recall(struct request *rq, struct response *rs)
{
	const char *was;
	const enum err e = name_wish_take(rq->db, rq->person->id, &was);

	return e ? e : name_tell(rq, rs);
}

enum err name_wishes(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct name_wish *all;
	size_t n;
	enum err e;

	if ((e = name_wish_list(rq->db, agency_scope_filter(rq), &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:I}", "id", all[i].person_id,
			"login", all[i].login, "before", all[i].before,
			"name", all[i].name, "at", (json_int_t)all[i].at));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "wishes", list));
}

static enum err told(struct request *rq, const struct person *p, bool grant,
		     const char *name)
{
	const struct notice_to to = {
		.person_id = p->id, .href = "/saya/data",
		.occasion = arena_format(rq->mem, "name:%s:%lld", p->id,
					 (long long)rq->now),
	};

	return notice_tell(rq->db, grant ? NOTICE_name_granted
				 : NOTICE_name_refused, &to,
			   NOTE({ "name", grant ? name : p->name, 0 },
				{ "by", rq->person->name, 0 }), rq->now);
}

/* `name` is what the organiser read: another wish meanwhile is not granted. */
enum err name_answer(struct request *rq, struct response *rs)
{
	struct name_wish w;
	struct person p;
	const char *name, *was;
	bool grant = false;
	enum err e;

	if ((e = person_by_id(rq->db, request_param(rq, "id"), &p)) ||
	    (e = agency_scope_hidden(rq, p.agency_id)) ||
	    (e = field_text_needed(rq, "name", 1000, &name)) ||
	    (e = field_bool(rq, "grant", &grant)) ||
	    (e = name_wish_of(rq->db, p.id, &w)))
		return e;
	if (!w.name || strcmp(w.name, name))
		return fail(ERR_CONFLICT, "no such wish of %s", p.id);
	e = grant ? name_set(rq, &p, name, "name_granted")
		  : name_wish_take(rq->db, p.id, &was);
	if (!e)
		e = told(rq, &p, grant, name);
	if (!e && !grant)
		e = people_note(rq, p.id, "name_refused",
				people_change_words(rq, p.name, name));
	return e ? e : respond_empty(rs, 204);
}
