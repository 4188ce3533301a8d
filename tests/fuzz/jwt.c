/*
 * B03. Tokens of others: what is taken is what RS256 with a kid says, nothing that we
 * did not sign is good, and what we did sign is read back. The first byte says
 * what is tried: a token as it comes, or a header and a payload (two lines) of
 * which one is made.
 */
#include <sodium.h>

#include "auth/rs256.h"
#include "base/strict.h"
#include "fuzz.h"

#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* Signing takes a millisecond: one input in so many is. */
#define SIGN_EVERY 64

static struct rs256_key *key;

static void key_make(void)
{
	if (!key)
		must(!rs256_key_new(&key));
}

static const char *member(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static void fine_check(const struct jwt *t, size_t size)
{
	const size_t kid = strlen(t->kid);

	must(json_is_object(t->header) && json_is_object(t->payload));
	must(!strcmp(member(t->header, "alg"), "RS256"));
	must(kid && kid <= RS256_KID_MOST);
	must(!strcmp(member(t->header, "kid"), t->kid));
	must(!json_object_get(t->header, "crit"));
	must(t->signature_size && t->text_size + 2 <= size);
	must(memchr(t->text, '.', t->text_size));
}

static void faulty_check(const struct jwt *t)
{
	must(!t->header && !t->payload && !t->kid && !t->text);
	must(!t->signature && !t->signature_size && !t->text_size);
}

/* Read it; nothing that comes from outside was signed with our key. */
static enum jwt_fault stranger_check(struct arena *mem, const char *token,
				     size_t size)
{
	struct jwt t;
	const enum jwt_fault fault = jwt_parse(mem, token, size, &t);

	must(*jwt_fault_name(fault));
	if (fault)
		faulty_check(&t);
	else {
		fine_check(&t, size);
		must(!jwt_verify(&t, key));
	}
	jwt_end(&t);
	return fault;
}

static const char *base64(struct arena *mem, const char *text)
{
	const size_t n = strlen(text);
	const size_t room = sodium_base64_encoded_len(n, FORM);

	return sodium_bin2base64(arena_alloc(mem, room), room,
				 (const unsigned char *)text, n, FORM);
}

static bool object(const char *text)
{
	json_t *json = strict_json(text, strlen(text), 32);
	const bool is = json_is_object(json);

	json_decref(json);
	return is;
}

static void made_check(struct arena *mem, char *lines)
{
	const char *header = fuzz_line(&lines), *payload = fuzz_line(&lines);
	static const char signature[] = "AAAA";
	const char *token = arena_format(mem, "%s.%s.%s", base64(mem, header),
					 base64(mem, payload), signature);
	const enum jwt_fault fault = stranger_check(mem, token, strlen(token));

	if (!*header || !*payload)
		must(fault == JWT_PARTS || fault == JWT_SIZE);
	else if (fault != JWT_SIZE)
		must((fault == JWT_JSON) == !(object(header) && object(payload)));
}

static void signed_check(struct arena *mem, const char *payload)
{
	json_t *claims = strict_json(payload, strlen(payload), 32), *again;
	const char *token;
	struct jwt t;

	if (!json_is_object(claims)) {
		json_decref(claims);
		return;
	}
	token = jwt_sign(mem, key, "k", claims);
	if (token && !jwt_parse(mem, token, strlen(token), &t)) {
		must(jwt_verify(&t, key));
		again = json_incref(t.payload);
		must(json_object_size(again) == json_object_size(claims));
		json_decref(again);
		((unsigned char *)t.signature)[7] ^= 1;
		must(!jwt_verify(&t, key));
		jwt_end(&t);
	}
	json_decref(claims);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static unsigned count;
	struct arena mem = ARENA_INIT;

	fuzz_begin();
	key_make();
	if (!size)
		return 0;
	if (*bytes % 2)
		stranger_check(&mem, (const char *)bytes + 1, size - 1);
	else if (count++ % SIGN_EVERY)
		made_check(&mem, fuzz_text(&mem, bytes + 1, size - 1));
	else
		signed_check(&mem, fuzz_text(&mem, bytes + 1, size - 1));
	arena_end(&mem);
	return 0;
}
