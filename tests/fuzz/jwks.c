/*
 * B03. Key sets of others: the first line is the kid, the rest the set. A key that is
 * found is one that we publish in the same way and find again.
 */
#include "fuzz.h"
#include "lti/keyset.h"

static void again_check(const struct rs256_key *key, const char *kid)
{
	json_t *jwk = rs256_jwk(key, kid);
	json_t *set = json_pack("{s:[O]}", "keys", jwk);
	char *text = json_dumps(set, JSON_COMPACT);
	struct rs256_key *again = NULL;

	must(jwk && text);
	must(!keyset_find(text, strlen(text), kid, &again) && again);
	rs256_key_free(again);
	free(text);
	json_decref(set);
	json_decref(jwk);
}

static void size_check(const struct rs256_key *key)
{
	json_t *jwk = rs256_jwk(key, "k");
	const size_t n = strlen(json_string_value(json_object_get(jwk, "n")));

	must(n >= 342 && n <= 1366);	/* 256 to 1,024 bytes in base64url */
	json_decref(jwk);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct rs256_key *key = NULL;
	char *rest = fuzz_text(&mem, bytes, size);
	const char *kid = fuzz_line(&rest);
	const size_t left = strlen(rest);
	enum keyset_fault fault;

	fuzz_begin();
	fault = keyset_find(rest, left, kid, &key);
	must((fault == KEYSET_FINE) == (key != NULL));
	must(fault != KEYSET_AWAY);
	if (key && *kid) {
		size_check(key);
		again_check(key, kid);
	}
	rs256_key_free(key);
	arena_end(&mem);
	return 0;
}
