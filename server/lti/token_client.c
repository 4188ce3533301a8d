#include "lti/token_client.h"

#include <math.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "auth/rs256.h"
#include "auth/secret.h"
#include "base/encode.h"
#include "base/log.h"
#include "base/strict.h"
#include "base/text.h"
#include "base/wait.h"
#include "config.h"
#include "domain/lti_tool.h"
#include "http/fetch.h"
#include "http/header.h"
#include "lti/event.h"
#include "lti/key.h"
#include "lti/service.h"
#include "serve.h"

#define LEVELS 16
#define ENTRIES 256
#define BEARER_MOST 8192
#define SAID_MOST 300
#define LIFE_MS INT64_C(300000)		/* when it is not said */
#define LIFE_MOST_MS INT64_C(86400000)
#define EARLY_MS 60000
#define ASSERTION_S 120
#define WAIT_MOST_MS INT64_C(15000)

struct entry {
	char *key;			/* NULL: free */
	char *bearer, *scopes;		/* NULL: none */
	int64_t until;
	bool busy;			/* somebody is asking for it */
};

struct lti_tokens {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct entry all[ENTRIES];
};

/* ---- What they say ---------------------------------------------------------- */

/* Of what they name we know these. */
static const char *scopes_short(struct arena *mem, const char *uris)
{
	return lti_scopes_grant(mem, uris, "lineitem lineitem.readonly "
				"result.readonly score "
				"contextmembership.readonly");
}

static bool bearer_fits(const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (!n || n > BEARER_MOST)
		return false;
	while (n--)
		if (s[n] <= ' ' || s[n] > '~')
			return false;
	return true;
}

/* Seconds, as a number or (it is seen) as its text. */
static int64_t life_of(const json_t *value)
{
	const char *text = json_string_value(value);
	double s = json_is_number(value) ? json_number_value(value)
		 : text ? strtod(text, NULL) : LIFE_MS / 1000.0;

	if (!isfinite(s) || s < 0)
		s = 0;
	return s * 1000 > (double)LIFE_MOST_MS ? LIFE_MOST_MS
					       : (int64_t)(s * 1000);
}

bool lti_grant_read(struct arena *mem, const char *body, size_t size,
		    struct lti_grant *out)
{
	json_t *json = strict_json(body, size, LEVELS);
	const char *bearer, *type, *scopes;
	bool good;

	*out = (struct lti_grant){ .bearer = NULL };
	bearer = json_string_value(json_object_get(json, "access_token"));
	type = json_string_value(json_object_get(json, "token_type"));
	scopes = json_string_value(json_object_get(json, "scope"));
	good = bearer_fits(bearer) && type && strcasecmp(type, "bearer") == 0;
	if (good) {
		out->bearer = arena_format(mem, "%s", bearer);
		out->life_ms = life_of(json_object_get(json, "expires_in"));
		out->scopes = scopes ? scopes_short(mem, scopes) : NULL;
	}
	json_decref(json);
	return good;
}

/* The words of an error, wherever platforms put them: OAuth's, Canvas's list,
   Moodle's, problem details. */
static const char *words_of(const json_t *json)
{
	static const char *const names[] = {
		"error_description", "message", "detail", "title", "reason",
		"error"
	};
	const json_t *errors = json_object_get(json, "errors");
	const char *text = NULL;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !text; i++)
		text = json_string_value(json_object_get(json, names[i]));
	if (!text && json_is_object(json_object_get(json, "error")))
		text = words_of(json_object_get(json, "error"));
	if (!text && json_is_array(errors))
		text = words_of(json_array_get(errors, 0));
	if (!text && json_is_object(errors))
		text = words_of(errors);
	if (!text && json_is_string(errors))
		text = json_string_value(errors);
	return text;
}

const char *lti_said(struct arena *mem, const char *body, size_t size)
{
	json_t *json = strict_json(body, size, LEVELS);
	const char *words = json ? words_of(json) : NULL;
	const char *out = "";

	if (!json && text_utf8(body, size) && !memchr(body, '<', size))
		words = body;
	if (words)
		out = text_line(mem, words, SAID_MOST);
	json_decref(json);
	return out;
}

/* ---- Asking --------------------------------------------------------------------- */

struct signing {
	struct server *server;
	int64_t now;
	struct lti_signer signer;
};

static enum err signer_look(struct db *db, void *context)
{
	struct signing *s = context;

	return lti_key_now(db, s->server->auth, LTI_TOOL, s->now, &s->signer);
}

static enum err signer_make(struct db *db, void *context)
{
	struct signing *s = context;

	if (s->signer.key)
		rs256_key_free(s->signer.key);
	s->signer = (struct lti_signer){ .key = NULL };
	return lti_key_signer(db, s->server->auth, LTI_TOOL, s->now,
			      &s->signer);
}

/* There is a key but for the first time. */
static enum err signer_get(struct server *server, struct arena *mem,
			   int64_t now, struct lti_signer *out)
{
	struct signing s = { .server = server, .now = now };
	enum err e = server_read(server, mem, signer_look, &s);

	if (e == ERR_NOT_FOUND)
		e = server_write(server, mem, signer_make, &s);
	*out = s.signer;
	return e;
}

static const char *assertion_make(struct server *server, struct arena *mem,
				  const struct lti_peer *p, int64_t now)
{
	struct lti_signer signer = { .key = NULL };
	const char *jwt = NULL;
	char jti[SECRET_SIZE];
	json_t *payload;

	secret_new(jti);
	payload = json_pack("{s:s, s:s, s:s, s:I, s:I, s:s, s:s}",
		"iss", p->client_id, "sub", p->client_id,
		"aud", *p->token_audience ? p->token_audience : p->token_url,
		"iat", (json_int_t)(now / 1000),
		"exp", (json_int_t)(now / 1000 + ASSERTION_S), "jti", jti,
		"https://purl.imsglobal.org/spec/lti/claim/deployment_id",
		p->deployment);
	if (payload && !signer_get(server, mem, now, &signer))
		jwt = jwt_sign(mem, signer.key, signer.kid, payload);
	rs256_key_free(signer.key);
	json_decref(payload);
	return jwt;
}

static const char *form_make(struct arena *mem, const char *assertion,
			     const char *scopes)
{
	struct text t = { .mem = mem };

	text_put_field(&t, "grant_type", "client_credentials");
	text_put_field(&t, "client_assertion_type",
		       "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
	text_put_field(&t, "client_assertion", assertion);
	text_put_field(&t, "scope", lti_scopes_uris(mem, scopes));
	return t.bytes;
}

static const char *fetch_code(enum fetch_fault fault)
{
	switch (fault) {
	case FETCH_URL:
	case FETCH_PRIVATE:
		return "address_refused";
	case FETCH_TLS:
		return "platform_tls";
	case FETCH_LARGE:
		return "token_strange";
	case FETCH_FINE:
	case FETCH_NAME:
	case FETCH_CONNECT:
	case FETCH_TIME:
	case FETCH_OTHER:
	default:
		return "platform_away";
	}
}

static const char *status_code(long status)
{
	return status == 429 ? "platform_busy"
	     : status >= 500 ? "platform_error"
	     : status >= 400 ? "token_refused" : "token_strange";
}

/* Ask for one; what there is to keep is in `grant`. */
static void ask(struct server *server, struct arena *mem,
		const struct lti_peer *p, const char *scopes, int64_t now,
		struct lti_grant *grant, long *status, struct lti_token *out)
{
	const char *assertion = assertion_make(server, mem, p, now);
	struct fetch f = {
		.url = p->token_url, .method = "POST",
		.headers = (const char *const[]){
			"Content-Type: application/x-www-form-urlencoded",
			"Accept: application/json", NULL },
		.reach = &server->config->lti_reach,
	};
	struct fetch_answer a;

	out->code = "key_missing";
	if (!assertion)
		return;
	f.body = form_make(mem, assertion, scopes);
	f.body_size = strlen(f.body);
	fetch_send(mem, &f, &a);
	out->said = a.fault ? a.why : a.status == 200 ? ""
		  : lti_said(mem, a.body, a.size);
	out->code = a.fault ? fetch_code(a.fault)
		  : a.status != 200 ? status_code(a.status)
		  : lti_grant_read(mem, a.body, a.size, grant) ? ""
		  : "token_strange";
	out->not_before = a.fault ? 0
		: lti_retry_after(header_find(mem, a.headers, "Retry-After"),
				  now);
	*status = a.status;
}

struct note {
	const struct lti_peer *peer;
	const struct lti_token *token;
	long status;
	int64_t now;
};

static enum err note_write(struct db *db, void *context)
{
	const struct note *n = context;
	json_t *facts = json_pack("{s:I, s:s}", "status",
				  (json_int_t)n->status, "said",
				  n->token->said);
	const enum err e = lti_event_add(db, &(struct lti_event){
		.connection_id = n->peer->platform_id, .kind = "token",
		.fault = lti_fault_of(n->token->code), .request = "",
		.facts = facts, .at = n->now });

	json_decref(facts);
	return e;
}

/* For its page; that it cannot be written down stops nothing. */
static void note(struct server *server, struct arena *mem,
		 const struct note *n)
{
	if (server_write(server, mem, note_write, (void *)n))
		log_event(LOG_WARN, "token",
			  LOG_TEXT("reason", fail_reason()));
}

/* ---- The cache ------------------------------------------------------------------- */

struct lti_tokens *lti_tokens_new(void)
{
	struct lti_tokens *t = calloc(1, sizeof(*t));

	if (!t)
		abort();
	pthread_mutex_init(&t->lock, NULL);
	wait_init(&t->changed);
	return t;
}

static void wipe(char **text)
{
	if (*text)
		sodium_memzero(*text, strlen(*text));
	free(*text);
	*text = NULL;
}

static void entry_clear(struct entry *e)
{
	wipe(&e->bearer);
	wipe(&e->scopes);
	wipe(&e->key);
	e->busy = false;
	e->until = 0;
}

void lti_tokens_free(struct lti_tokens *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < ENTRIES; i++)
		entry_clear(&t->all[i]);
	pthread_cond_destroy(&t->changed);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

static char *copy(const char *text)
{
	char *p = strdup(text);

	if (!p)
		abort();
	return p;
}

/* Its own, else one that nobody uses, the one that ends first; NULL while all are
   being asked for. */
static struct entry *entry_of(struct lti_tokens *t, const char *key)
{
	struct entry *best = NULL;

	for (size_t i = 0; i < ENTRIES; i++) {
		struct entry *e = &t->all[i];

		if (e->key && strcmp(e->key, key) == 0)
			return e;
		if (!e->busy && (!best || e->until < best->until))
			best = e;
	}
	if (!best)
		return NULL;
	entry_clear(best);
	best->key = copy(key);
	return best;
}

static const char *key_of(struct arena *mem, const struct lti_peer *p,
			  const char *scopes)
{
	return arena_format(mem, "%s\n%s\n%s", p->platform_id, p->deployment,
			    scopes);
}

static bool entry_good(const struct entry *e, int64_t now)
{
	return e && e->bearer && now < e->until;
}

/* What is kept, or that this caller is to ask (false, the entry busy). */
static bool kept(struct lti_tokens *t, struct arena *mem, const char *key,
		 int64_t now, struct lti_token *out)
{
	const struct timespec until =
		wait_moment(wait_now() + WAIT_MOST_MS * WAIT_MS);
	struct entry *e;
	bool good;

	pthread_mutex_lock(&t->lock);
	while ((e = entry_of(t, key)) && e->busy)
		if (pthread_cond_timedwait(&t->changed, &t->lock, &until))
			break;
	good = entry_good(e, now);
	if (good) {
		out->bearer = arena_format(mem, "%s", e->bearer);
		out->scopes = arena_format(mem, "%s", e->scopes);
	} else if (e) {
		e->busy = true;
	}
	pthread_mutex_unlock(&t->lock);
	return good;
}

static void keep(struct lti_tokens *t, const char *key,
		 const struct lti_token *token, int64_t until)
{
	struct entry *e;

	pthread_mutex_lock(&t->lock);
	if ((e = entry_of(t, key))) {
		e->busy = false;
		wipe(&e->bearer);
		wipe(&e->scopes);
		if (token->bearer) {
			e->bearer = copy(token->bearer);
			e->scopes = copy(token->scopes);
			e->until = until;
		}
	}
	pthread_cond_broadcast(&t->changed);
	pthread_mutex_unlock(&t->lock);
}

void lti_token_get(struct server *server, struct arena *mem,
		   const struct lti_peer *p, const char *scopes, int64_t now,
		   struct lti_token *out)
{
	const char *key = key_of(mem, p, scopes);
	struct lti_grant grant = { .bearer = NULL };
	struct note n = { .peer = p, .token = out, .now = now };

	*out = (struct lti_token){ .code = "", .said = "", .scopes = "" };
	if (kept(server->tokens, mem, key, now, out))
		return;
	ask(server, mem, p, scopes, now, &grant, &n.status, out);
	out->bearer = grant.bearer;
	out->scopes = grant.scopes ? grant.scopes : scopes;
	keep(server->tokens, key, out, now + grant.life_ms - EARLY_MS);
	note(server, mem, &n);
}

void lti_token_drop(struct server *server, const struct lti_peer *p,
		    const char *scopes, const char *bearer)
{
	struct arena mem = ARENA_INIT;
	const char *key = key_of(&mem, p, scopes);
	struct lti_tokens *t = server->tokens;

	pthread_mutex_lock(&t->lock);
	for (size_t i = 0; i < ENTRIES; i++)
		if (t->all[i].key && strcmp(t->all[i].key, key) == 0 &&
		    t->all[i].bearer && strcmp(t->all[i].bearer, bearer) == 0)
			wipe(&t->all[i].bearer);
	pthread_mutex_unlock(&t->lock);
	arena_end(&mem);
}
