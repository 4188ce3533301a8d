/*
 * With whom a module is shared: said by its authors and by organisers of its
 * agency. Who has begun it goes on, whatever is said afterwards.
 */
#include "store/share.h"

#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "base/ident.h"
#include "routes.h"
#include "store/agency.h"
#include "store/module.h"

#define AGENCIES_MOST 200
#define WORDS_CHARACTERS 500

static const struct phrase not_agencies = { {
	"Kirim daftar id instansi, paling banyak 200.",
	"Send a list of agencies' ids, 200 at most." } };

/* The module, if this person may say whom it is shared with. */
static enum err module_asked(struct request *rq, struct module *out)
{
	const struct person *p = rq->person;
	enum err e = module_by_id(rq->db, request_param(rq, "id"), out);

	if (e || module_editable(out, p))
		return e;
	if (person_is(p, ROLE_ORGANISER) &&
	    strcmp(p->agency_id, out->agency_id) == 0)
		return OK;
	return fail(ERR_FORBIDDEN, "not theirs to share");
}

static json_t *share_json(const struct share *s)
{
	return json_pack("{s:s, s:s, s:I, s:s?}", "id", s->agency_id, "name",
			 s->agency_name, "at", (json_int_t)s->at, "by",
			 s->by_name);
}

static enum err shares_tell(struct request *rq, struct response *rs,
			    const struct module *m)
{
	json_t *to, *choices;
	struct agency *all;
	struct share *shares;
	size_t n, nall;
	enum err e;

	if ((e = share_list(rq->db, m->id, &shares, &n)) ||
	    (e = agency_list(rq->db, &all, &nall)))
		return e;
	to = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(to, share_json(&shares[i]));
	choices = json_array();
	for (size_t i = 0; i < nall; i++)
		if (strcmp(all[i].id, m->agency_id))
			json_array_append_new(choices, json_pack("{s:s, s:s}",
				"id", all[i].id, "name", all[i].name));
	return respond_json(rq, rs, 200,
			    json_pack("{s:b, s:o, s:o}", "everybody",
				      m->shared, "agencies", to, "choices",
				      choices));
}

enum err shares_show(struct request *rq, struct response *rs)
{
	struct module m;
	const enum err e = module_asked(rq, &m);

	return e ? e : shares_tell(rq, rs, &m);
}

struct wanted {
	bool everybody;
	const char *ids[AGENCIES_MOST];
	size_t n;
	const char *words;		/* their names, for the history */
};

/* Its own agency need not be named, and is left out. */
static enum err agencies_read(struct request *rq, const struct module *m,
			      struct wanted *w)
{
	const json_t *list = json_object_get(rq->json, "agencies");
	struct text names = { .mem = rq->mem };
	struct agency agency;
	enum err e;

	if (list && (!json_is_array(list) ||
		     json_array_size(list) > AGENCIES_MOST))
		return field_bad(rq, "agencies", &not_agencies);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *id = json_string_value(json_array_get(list, i));

		if (!id || (e = agency_by_id(rq->db, id, &agency)) ==
			   ERR_NOT_FOUND)
			return field_bad(rq, "agencies", &not_agencies);
		if (e)
			return e;
		if (strcmp(id, m->agency_id) == 0)
			continue;
		text_puts(&names, w->n ? ", " : "");
		text_puts(&names, agency.name);
		w->ids[w->n++] = id;
	}
	w->words = names.bytes ? text_line(rq->mem, names.bytes,
					   WORDS_CHARACTERS) : "";
	return OK;
}

enum err shares_put(struct request *rq, struct response *rs)
{
	struct wanted *w = arena_new(rq->mem, struct wanted);
	struct module m;
	enum err e;

	if ((e = module_asked(rq, &m)))
		return e;
	w->everybody = m.shared;
	if ((e = field_bool(rq, "everybody", &w->everybody)) ||
	    (e = agencies_read(rq, &m, w)) ||
	    (e = share_put(rq->db, m.id, w->everybody, w->ids, w->n,
			   rq->person->id, rq->now)) ||
	    (e = module_note(rq, m.id, NULL, w->everybody ? "sharedAll"
			     : w->n ? "shared" : "unshared", w->words)))
		return e;
	m.shared = w->everybody;
	return shares_tell(rq, rs, &m);
}
