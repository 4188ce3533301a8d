/*
 * Choosing what a course of another LMS links to (Deep Linking 2.0): what there
 * is, and the signed answer that the browser posts there.
 */
#include <string.h>

#include "api/field.h"
#include "auth/secret.h"
#include "domain/launch_scope.h"
#include "domain/person.h"
#include "lti/choice.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/like.h"
#include "store/lti_choice.h"
#include "store/lti_launch.h"
#include "store/lti_platform.h"
#include "store/module.h"
#include "store/share.h"

#define PAGE_SIZE 20
#define WORDS_MOST 100		/* bytes that are looked for */
#define IDENT_MOST 1024

static const struct phrase items_rule = { {
	"Pilih modul atau bagian, paling banyak 50.",
	"Choose modules or parts of them, 50 at most." } };
static const struct phrase one_rule = { {
	"Tempat itu hanya menerima satu pilihan.",
	"That place takes one choice only." } };
static const struct phrase type_rule = { {
	"Tempat itu tidak menerima tautan ke modul.",
	"That place takes no links to modules." } };

/* The launch that is to be answered, with its settings. */
struct choosing {
	struct lti_launch launch;
	const json_t *settings;
};

static enum err choosing_open(struct request *rq, struct choosing *out)
{
	const struct launch_scope *l = rq->launch;
	const char *state;
	json_t *settings;
	enum err e;

	if (!l || l->kind != LAUNCH_CHOICE || l->role != LAUNCH_INSTRUCTOR)
		return fail(ERR_FORBIDDEN, "nothing is to be chosen");
	if ((e = lti_launch_by_id(rq->db, l->id, &out->launch)))
		return e;
	settings = json_loads(out->launch.settings, 0, NULL);
	if (!settings)
		return fail(ERR_INTERNAL, "the settings of a launch");
	out->settings = request_own_json(rq, settings);
	if ((e = lti_deployment_state(rq->db, l->platform_id, json_string_value(
			json_object_get(settings, "deployment_id")), &state)))
		return e;
	return strcmp(state, "active") == 0 ? OK
		: fail(ERR_FORBIDDEN, "its deployment is off");
}

/* ---- What there is -------------------------------------------------------------- */

static enum err choice_json(struct request *rq, const struct lti_offer *o,
			    json_t **out)
{
	json_t *units = json_array();
	struct unit *all;
	size_t n;
	enum err e;

	*out = json_pack("{s:s, s:s, s:s, s:o}", "id", o->id, "title",
			 o->title, "description", o->description, "units",
			 units);
	if ((e = unit_list(rq->db, o->version_id, &all, &n))) {
		json_decref(*out);
		return e;
	}
	for (size_t i = 0; i < n; i++)
		json_array_append_new(units, json_pack("{s:s, s:s, s:s}",
			"ident", all[i].ident, "title", all[i].title,
			"kind", all[i].kind));
	return OK;
}

enum err lti_choices_list(struct request *rq, struct response *rs)
{
	const char *words = text_line(rq->mem, query_text(rq, "q"),
				      WORDS_MOST);
	struct lti_offer *all = NULL;
	json_t *list, *one;
	struct choosing c;
	size_t n = 0;
	int64_t page, total = 0;
	bool offered;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = choosing_open(rq, &c)))
		return e;
	offered = lti_choice_offered(c.settings);
	if (offered &&
	    (e = lti_offer_page(rq->db, rq->launch->agency_id,
				like_containing(rq->mem, words), PAGE_SIZE,
				(size_t)(page - 1) * PAGE_SIZE, &all, &n,
				&total)))
		return e;
	list = request_own_json(rq, json_array());
	for (size_t i = 0; i < n; i++) {
		if ((e = choice_json(rq, &all[i], &one)))
			return e;
		json_array_append_new(list, one);
	}
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:b, s:I, s:I, s:I}", "modules", list,
		"offered", offered, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE_SIZE - 1) / PAGE_SIZE),
		"total", (json_int_t)total));
}

/* ---- The answer ------------------------------------------------------------------- */

/* The title of what is chosen, where the connection's agency may see it. */
static enum err choice_find(struct request *rq, struct lti_choice *c)
{
	const struct person agency = { .id = "", .guest = true,
				       .agency_id = rq->launch->agency_id };
	struct module m;
	struct unit *all;
	bool seen;
	size_t n;
	enum err e;

	if ((e = module_by_id(rq->db, c->module_id, &m)) ||
	    (e = module_seen_by(rq->db, &m, &agency, false, &seen)))
		return e;
	if (!seen || !m.version.id)
		return fail(ERR_NOT_FOUND, "no module for that connection");
	c->title = m.title;
	if (!*c->unit_ident)
		return OK;
	if ((e = unit_list(rq->db, m.version.id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].ident, c->unit_ident) == 0) {
			c->title = all[i].title;
			return OK;
		}
	return fail(ERR_NOT_FOUND, "no such unit");
}

static bool choice_read(const json_t *json, struct lti_choice *out)
{
	const char *module = json_string_value(json_object_get(json,
							       "module"));
	const json_t *unit = json_object_get(json, "unit");

	*out = (struct lti_choice){
		.module_id = module,
		.unit_ident = json_is_string(unit) ? json_string_value(unit)
						   : "",
		.graded = json_is_true(json_object_get(json, "lineItem")),
	};
	return module && strlen(out->unit_ident) <= IDENT_MOST &&
	       (!unit || json_is_null(unit) || json_is_string(unit));
}

static enum err choices_read(struct request *rq, const struct choosing *c,
			     struct lti_choice *out, size_t *n)
{
	const json_t *items = json_object_get(rq->json, "items"), *one;
	size_t i;
	enum err e;

	*n = json_array_size(items);
	if (!json_is_array(items) || *n > LTI_CHOICES_MOST)
		return field_bad(rq, "items", &items_rule);
	if (*n && !lti_choice_offered(c->settings))
		return field_bad(rq, "items", &type_rule);
	if (*n > 1 && !lti_choice_many(c->settings))
		return field_bad(rq, "items", &one_rule);
	json_array_foreach(items, i, one) {
		if (!choice_read(one, &out[i]))
			return field_bad(rq, "items", &items_rule);
		if ((e = choice_find(rq, &out[i])))
			return e;
	}
	return OK;
}

enum err lti_choices_answer(struct request *rq, struct response *rs)
{
	struct lti_choice items[LTI_CHOICES_MOST];
	struct lti_platform platform;
	char nonce[SECRET_SIZE];
	struct choosing c;
	const char *jwt;
	json_t *claims;
	size_t n;
	enum err e;

	if ((e = choosing_open(rq, &c)) ||
	    (e = choices_read(rq, &c, items, &n)) ||
	    (e = lti_platform_by_id(rq->db, c.launch.platform_id, &platform)))
		return e;
	secret_new(nonce);
	claims = lti_choice_claims(rq->mem, &(struct lti_choosing){
		.base = lti_base(rq), .issuer = platform.issuer,
		.client_id = platform.client_id, .settings = c.settings,
	}, items, n, nonce, rq->now);
	if (!claims)
		return fail(ERR_INTERNAL, "a response could not be made");
	request_own_json(rq, claims);
	if ((e = lti_choice_sign(rq->db, rq->server->auth, rq->mem, claims,
				 rq->now, &jwt)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s}",
		"returnUrl", c.launch.return_url, "jwt", jwt));
}
