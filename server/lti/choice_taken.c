/*
 * What was chosen at a tool comes back by the browser (Deep Linking 2.0):
 * looked at like a launch, the roles swapped, kept with the row that asked for
 * it, and read there by the page that began it. That page puts it into its
 * draft or programme: nothing of ours is made here.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "auth/secret.h"
#include "domain/lti_items.h"
#include "domain/person.h"
#include "http/form.h"
#include "lti/event.h"
#include "lti/keyset.h"
#include "lti/page.h"
#include "lti/pending.h"
#include "lti/resource.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_access.h"
#include "store/session.h"

#define FORM_MOST (3 * JWT_MOST)	/* percent-encoded, and a little more */
#define WORDS_MOST 500			/* characters of what a tool says */
#define DATA_CLAIM "https://purl.imsglobal.org/spec/lti-dl/claim/data"
#define ITEMS_CLAIM \
	"https://purl.imsglobal.org/spec/lti-dl/claim/content_items"
#define MESSAGE_CLAIM "https://purl.imsglobal.org/spec/lti-dl/claim/msg"
#define ERROR_CLAIM "https://purl.imsglobal.org/spec/lti-dl/claim/errormsg"

struct taking {
	struct request *rq;
	struct jwt jwt;
	struct lti_tool tool;
	struct lti_pending_row row;
	bool waited_for;		/* `row` is a choice of this tool */
	const char *base, *origins;
	const char *member;		/* what is wrong; NULL: nothing */
	const char *nonce;
	int64_t until;
	const char *facts;
};

static void wrong(struct taking *t, const char *member)
{
	if (!t->member)
		t->member = member;
}

static const char *said(const struct taking *t, const char *claim)
{
	const char *s = json_string_value(json_object_get(t->jwt.payload,
							  claim));

	return s ? s : "";
}

/* ---- Who, and for what ------------------------------------------------------- */

/* Nothing in it is believed yet: it only says where to look. */
static enum err row_find(struct taking *t)
{
	char hash[SECRET_HASH_SIZE];
	enum err e = lti_tool_by_client(t->rq->db, said(t, "iss"), &t->tool);

	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	if (!t->tool.active || !secret_hash(said(t, DATA_CLAIM), hash))
		return OK;
	e = lti_pending_by_data(t->rq->db, hash, &t->row);
	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	t->waited_for = strcmp(t->row.tool_id, t->tool.id) == 0;
	t->base = lti_base(t->rq);
	return lti_tool_origins(t->rq, &t->tool, t->tool.target_url,
				&t->origins);
}

/* Of this browser, by the person who began it, who is signed in still. */
static enum err row_look(struct taking *t)
{
	struct session_grant grant = { .person_id = NULL };
	enum err e;

	if (!t->waited_for || t->row.answered_at || !t->row.deployed ||
	    t->rq->now - t->row.created_at > LTI_CHOICE_MS ||
	    !lti_browser_is(t->rq, t->row.browser_hash)) {
		t->waited_for = false;
		return OK;
	}
	e = session_grant(t->rq->db, t->row.session_id, &grant);
	t->waited_for = !e && grant.alive &&
			strcmp(grant.person_id, t->row.person_id) == 0;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- The signature and the claims -------------------------------------------- */

static struct rs256_key *pinned(const struct taking *t)
{
	json_t *jwk = json_loads(t->tool.jwk, 0, NULL);
	const char *kid = json_string_value(json_object_get(jwk, "kid"));
	struct rs256_key *key = NULL;

	if (!kid || strcmp(kid, t->jwt.kid) || rs256_key_jwk(jwk, &key))
		key = NULL;
	json_decref(jwk);
	return key;
}

/* Holds no read: the tool's side may have to be asked. */
static void signature_look(struct taking *t)
{
	struct rs256_key *key = NULL;
	const char *why = "";

	if (*t->tool.jwk)
		key = pinned(t);
	else if (keyset_key(t->rq, t->tool.jwks_url, t->jwt.kid, &key, &why))
		key = NULL;
	if (!key)
		wrong(t, "kid");
	else if (!jwt_verify(&t->jwt, key))
		wrong(t, "signature");
	rs256_key_free(key);
}

static void claims_look(struct taking *t)
{
	const enum lti_choice_fault fault = lti_choice_check(t->jwt.payload,
		&(struct lti_choice_rule){
			.client_id = t->tool.client_id, .issuer = t->base,
			.deployment = t->row.deployment_id, .now = t->rq->now,
		}, &t->nonce, &t->until);

	if (fault)
		wrong(t, lti_choice_fault_name(fault));
}

/* ---- What is kept of it ------------------------------------------------------ */

static json_t *items_json(const struct lti_item *all, size_t n)
{
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:s, s:O, s:s}",
			"title", all[i].title, "place",
			all[i].place ? all[i].place : json_null(),
			"fault", lti_item_fault_name(all[i].fault)));
	return out;
}

static bool is_multiple(struct taking *t)
{
	return json_is_true(json_object_get(lti_pending_place(t->rq, &t->row),
					    "multiple"));
}

static void items_look(struct taking *t)
{
	const struct lti_items_rule rule = {
		t->origins, t->tool.target_url, t->tool.name, is_multiple(t) };
	struct lti_item *items;
	json_t *facts;
	char *text;
	size_t n;

	if (!lti_items_read(t->rq->mem, json_object_get(t->jwt.payload,
							ITEMS_CLAIM),
			    &rule, &items, &n)) {
		wrong(t, "content_items");
		return;
	}
	facts = json_pack("{s:{s:o, s:s, s:s}}", "taken",
			  "items", items_json(items, n), "message",
			  text_line(t->rq->mem, said(t, MESSAGE_CLAIM),
				    WORDS_MOST),
			  "error", text_line(t->rq->mem, said(t, ERROR_CLAIM),
					     WORDS_MOST));
	text = json_dumps(facts, JSON_COMPACT);
	json_decref(facts);
	arena_own(t->rq->mem, text, free);
	t->facts = text;
}

static enum err event_put(struct taking *t, struct db *db)
{
	return lti_event_add(db, &(struct lti_event){
		.connection_id = t->tool.id, .kind = "choice",
		.fault = t->member ? LTI_choice_refused : LTI_OK,
		.request = t->rq->id,
		.facts = request_own_json(t->rq, json_pack("{s:s, s:s?}",
			"name", t->tool.name, "member", t->member)),
		.at = t->rq->now,
	});
}

static enum err event_work(struct db *db, void *context)
{
	return event_put(context, db);
}

static const char *nonce_hash(struct arena *mem, const char *nonce)
{
	unsigned char hash[32];
	char out[2 * sizeof(hash) + 1];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)nonce,
			   strlen(nonce), NULL, 0);
	sodium_bin2hex(out, sizeof(out), hash, sizeof(hash));
	return arena_copy(mem, out, strlen(out));
}

/* Once by its nonce, and once by the row: it may run more than once itself. */
static enum err take_work(struct db *db, void *context)
{
	struct taking *t = context;
	bool fresh, first;
	enum err e;

	t->member = NULL;
	if ((e = lti_once_use(db, t->tool.id, nonce_hash(t->rq->mem, t->nonce),
			      t->until, &fresh)))
		return e;
	if (!fresh) {
		t->member = "nonce";
		return event_put(t, db);
	}
	if ((e = lti_pending_answer(db, t->row.hint_hash, t->rq->now, &first)))
		return e;
	if (!first) {
		t->waited_for = false;
		return OK;
	}
	if ((e = lti_choice_put(db, t->row.hint_hash, t->facts)))
		return e;
	return event_put(t, db);
}

/* ---- The answer -------------------------------------------------------------- */

static enum err respond(struct taking *t, struct response *rs)
{
	if (!t->waited_for)
		return lti_page_fault(t->rq, rs, 400, LTI_choice_unknown, NULL,
				      "'self'");
	if (!t->member)
		return lti_page_taken(t->rq, rs, "'self'");
	return lti_page_fault(t->rq, rs, 400, LTI_choice_refused,
		request_own_json(t->rq, json_pack("{s:s, s:s}", "name",
			t->tool.name, "member", t->member)), "'self'");
}

static enum err take(struct taking *t, struct response *rs)
{
	enum err e;

	if ((e = serve_read(t->rq)) || (e = row_find(t)) || (e = row_look(t)))
		return e;
	serve_read_end(t->rq);
	if (!t->waited_for)
		return respond(t, rs);
	signature_look(t);
	if (!t->member)
		claims_look(t);
	if (!t->member)
		items_look(t);
	e = serve_write(t->rq, t->member ? event_work : take_work, t);
	return e ? e : respond(t, rs);
}

enum err lti_choice_take(struct request *rq, struct response *rs)
{
	struct taking t = { .rq = rq };
	const char *token;
	enum err e;

	if ((e = form_check(rq, FORM_MOST)))
		return e;
	token = form_value(rq, "JWT");
	if (!token || jwt_parse(rq->mem, token, strlen(token), &t.jwt))
		return lti_page_fault(rq, rs, 400, LTI_choice_unknown, NULL,
				      "'self'");
	e = take(&t, rs);
	jwt_end(&t.jwt);
	return e;
}

/* ---- For the page that began it ---------------------------------------------- */

static const struct phrase reasons[LTI_ITEM_FAULTS] = {
	[LTI_ITEM_FITS] = { { "", "" } },
	[LTI_ITEM_SHAPE] = { {
		"Isi ini dikirim alat dalam bentuk yang tidak dikenal.",
		"The tool sent it in a form that is not known." } },
	[LTI_ITEM_TYPE] = { {
		"Jenis ini tidak dapat menjadi pelajaran; pilih isi yang dibuka di alat itu.",
		"This kind cannot be a lesson; choose what is opened at the tool." } },
	[LTI_ITEM_ADDRESS] = { {
		"Alamatnya bukan https, atau bukan milik alat ini.",
		"Its address is not https, or not of this tool." } },
	[LTI_ITEM_POINTS] = { {
		"Nilai tertingginya bukan angka di atas nol.",
		"Its highest score is no number above zero." } },
	[LTI_ITEM_CUSTOM] = { {
		"Isian tambahannya bukan teks.",
		"Its parameters are not texts." } },
};

static json_t *told(struct request *rq, const json_t *item)
{
	const char *fault = json_string_value(json_object_get(item, "fault"));

	return json_pack("{s:O, s:O, s:s}",
		"title", json_object_get(item, "title"),
		"place", json_object_get(item, "place"), "why",
		reasons[lti_item_fault_named(fault ? fault : "")].in[rq->lang]);
}

enum err lti_choice_show(struct request *rq, struct response *rs)
{
	json_t *taken, *items = request_own_json(rq, json_array()), *item;
	struct lti_pending_row row;
	const char *state;
	size_t i;
	enum err e;

	if ((e = lti_pending_by_hint(rq->db, request_param(rq, "pending"),
				     &row)))
		return e;
	if (!row.choice || strcmp(row.person_id, rq->person->id))
		return fail(ERR_NOT_FOUND, "a choice of others");
	taken = json_object_get(request_own_json(rq, json_loads(row.facts, 0,
								NULL)),
				"taken");
	json_array_foreach(json_object_get(taken, "items"), i, item)
		json_array_append_new(items, told(rq, item));
	state = row.answered_at ? "answered"
		: rq->now - row.created_at > LTI_CHOICE_MS ? "over"
		: "waiting";
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:O, s:s?, s:s?}", "state", state, "items", items,
		"message", json_string_value(json_object_get(taken, "message")),
		"error", json_string_value(json_object_get(taken, "error"))));
}
