#include "lti/key.h"

#include <sodium.h>
#include <stdlib.h>

#include "auth/auth.h"
#include "databases.h"
#include "store/lti_key.h"
#include "visit.h"

#define NOW VISIT_NOW
#define DAY LTI_KEY_DAY

static struct auth auth = { .seal_key = { 9 } };
static struct rs256_key *spare;
static const char *url;

/* What signs for the tool at `now`, as a token's kid; "" for none. Checked: it is
   published, and what it signs is good by what is published. */
static const char *signs(struct visit *v, int64_t now)
{
	struct lti_signer signer;
	json_t *keys = NULL, *jwk, *claims;
	const char *token;
	struct rs256_key *public;
	struct jwt t;
	size_t i;
	bool good = false;

	if (lti_key_now(v->rq.db, &auth, LTI_TOOL, now, &signer))
		return "";
	check_int(lti_keys_published(v->rq.db, now, &keys), OK);
	claims = json_object();
	token = jwt_sign(&v->mem, signer.key, signer.kid, claims);
	check_int(jwt_parse(&v->mem, token, strlen(token), &t), JWT_FINE);
	json_array_foreach(json_object_get(keys, "keys"), i, jwk)
		if (!strcmp(json_string_value(json_object_get(jwk, "kid")),
			    t.kid) && !rs256_key_jwk(jwk, &public)) {
			good |= jwt_verify(&t, public);
			rs256_key_free(public);
		}
	check(good);
	jwt_end(&t);
	json_decref(claims);
	json_decref(keys);
	rs256_key_free(signer.key);
	return signer.kid;
}

static size_t published(struct visit *v, int64_t now)
{
	json_t *keys;
	size_t n;

	check_int(lti_keys_published(v->rq.db, now, &keys), OK);
	n = json_array_size(json_object_get(keys, "keys"));
	json_decref(keys);
	return n;
}

static bool due(struct visit *v, int64_t now)
{
	bool out;

	check_int(lti_key_due(v->rq.db, LTI_TOOL, now, &out), OK);
	return out;
}

static void turn(struct visit *v, int64_t now)
{
	check_int(lti_key_turn(v->rq.db, &auth, LTI_TOOL, now, spare), OK);
}

static void at_first(void)
{
	struct lti_signer a, b;
	struct visit v;

	visit_begin(&v, url);
	check_str(signs(&v, NOW), "");
	check_int(published(&v, NOW), 0);
	check_int(lti_key_signer(v.rq.db, &auth, LTI_TOOL, NOW, &a), OK);
	check_int(lti_key_signer(v.rq.db, &auth, LTI_TOOL, NOW, &b), OK);
	check_str(a.kid, b.kid);
	check_str(signs(&v, NOW), a.kid);
	rs256_key_free(a.key);
	rs256_key_free(b.key);
	check_int(lti_key_signer(v.rq.db, &auth, LTI_PLATFORM, NOW, &b), OK);
	check(strcmp(a.kid, b.kid));
	rs256_key_free(b.key);
	check_int(published(&v, NOW), 2);
	check_int(lti_key_now(v.rq.db, &(struct auth){ .seal_key = { 8 } },
			      LTI_TOOL, NOW, &a), ERR_INTERNAL);
	visit_end(&v);
}

static void sealed(void)
{
	struct visit v;
	struct lti_key *list;
	size_t n;

	visit_begin(&v, url);
	check_int(lti_key_list(v.rq.db, &list, &n), OK);
	check_int(n, 2);
	for (size_t i = 0; i < n; i++) {
		check(!strstr(list[i].private, "PRIVATE"));
		check(!strstr(list[i].jwk, "\"d\""));
	}
	visit_end(&v);
}

static void turns(void)
{
	const int64_t until = NOW + LTI_KEY_SIGNS;
	const char *first, *second;
	struct visit v;

	visit_begin(&v, url);
	turn(&v, NOW);
	first = signs(&v, NOW);
	check(!due(&v, until - LTI_KEY_AHEAD));
	turn(&v, until - LTI_KEY_AHEAD);
	check_int(published(&v, until - LTI_KEY_AHEAD), 1);
	check(due(&v, until - LTI_KEY_AHEAD + 1));
	turn(&v, until - LTI_KEY_AHEAD + 1);
	check(!due(&v, until - LTI_KEY_AHEAD + 2));
	turn(&v, until - LTI_KEY_AHEAD + 2);
	check_int(published(&v, until - LTI_KEY_AHEAD + 2), 2);
	check_str(signs(&v, until - 1), first);
	second = signs(&v, until);
	check(*second && strcmp(first, second));
	check_int(published(&v, until + DAY - 1), 2);
	check_int(published(&v, until + DAY), 1);
	visit_end(&v);
}

/* Nobody turned the keys in time: the next is known a day before it signs. */
static void late(void)
{
	const int64_t until = NOW + LTI_KEY_SIGNS;
	const char *first;
	struct visit v;

	visit_begin(&v, url);
	turn(&v, NOW);
	first = signs(&v, NOW);
	turn(&v, until - 1);
	check_str(signs(&v, until + DAY - 2), first);
	check(strcmp(signs(&v, until + DAY - 1), first));
	turn(&v, NOW + 5 * LTI_KEY_SIGNS);
	check(*signs(&v, NOW + 5 * LTI_KEY_SIGNS));
	visit_end(&v);
}

static void turns_now(void)
{
	const char *first, *second;
	struct visit v;

	visit_begin(&v, url);
	turn(&v, NOW);
	first = signs(&v, NOW);
	for (int i = 0; i < 3; i++)
		check_int(lti_key_turn_now(v.rq.db, &auth, LTI_TOOL, NOW + i,
					   spare), OK);
	check_str(signs(&v, NOW + DAY - 1), first);
	second = signs(&v, NOW + DAY);
	check(strcmp(second, first));
	check_int(published(&v, NOW + 1), 2);
	check_int(published(&v, NOW + 2 * DAY), 1);
	check_str(signs(&v, NOW + DAY + LTI_KEY_SIGNS - 1), second);
	visit_end(&v);
}

/* B01 */
static void revoked(void)
{
	const char *first, *second;
	struct visit v;

	visit_begin(&v, url);
	turn(&v, NOW);
	first = signs(&v, NOW);
	check_int(lti_key_revoke(v.rq.db, &auth, first, NOW + 5, spare), OK);
	second = signs(&v, NOW + 5);
	check(*second && strcmp(first, second));
	check_int(lti_key_turn_now(v.rq.db, &auth, LTI_TOOL, NOW + 6, spare),
		  OK);
	check_int(lti_key_revoke(v.rq.db, &auth, second, NOW + 7, spare), OK);
	check(strcmp(signs(&v, NOW + 7), second));
	check_int(published(&v, NOW + 7), 1);
	check_int(lti_key_revoke(v.rq.db, &auth, first, NOW + 8, spare),
		  ERR_NOT_FOUND);
	check_int(lti_key_revoke(v.rq.db, &auth, "none", NOW + 8, spare),
		  ERR_NOT_FOUND);
	visit_end(&v);
}

static void forgotten(void)
{
	const int64_t gone = NOW + LTI_KEY_SIGNS + DAY;
	struct lti_key *list;
	struct visit v;
	size_t n;

	visit_begin(&v, url);
	turn(&v, NOW);
	check_int(lti_keys_forget(v.rq.db, gone + 365 * DAY), OK);
	check_int(lti_key_list(v.rq.db, &list, &n), OK);
	check_int(n, 1);
	check_int(lti_keys_forget(v.rq.db, gone + 365 * DAY + 1), OK);
	check_int(lti_key_list(v.rq.db, &list, &n), OK);
	check_int(n, 0);
	visit_end(&v);
}

static void empty(const struct database *d)
{
	database_clear(d);
	check_int(db_migrate(url, &catalogue), OK);
}

static void play(const struct database *d)
{
	url = d->url;
	empty(d);
	TEST("a key is made at the first asking, of each role another")
		at_first();
	TEST("what is kept is sealed, what is published is the public half")
		sealed();
	empty(d);
	TEST("the next key is known 30 days before it signs, the last a day after")
		turns();
	empty(d);
	TEST("keys that nobody turned in time go on until the next is known")
		late();
	empty(d);
	TEST("keys are turned by hand when the next was known for a day")
		turns_now();
	TEST("B01 a revoked key signs no more and is not published; another signs")
		revoked();
	empty(d);
	TEST("a key is forgotten a year after its end")
		forgotten();
}

int main(void)
{
	if (sodium_init() < 0 || rs256_key_new(&spare))
		return 1;
	databases_play(play);
	rs256_key_free(spare);
	return test_end();
}
