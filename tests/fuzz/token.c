/*
 * Tokens: text that we did not write opens nothing, what we wrote reads the same,
 * and a change of any letter is seen. The first byte says what is tried.
 */
#include <sodium.h>

#include "auth/token.h"
#include "fuzz.h"

static const unsigned char key[TOKEN_KEY_SIZE] = "a key that nobody else knows";

#define NOW INT64_C(1790000000000)

/* A token made of the bytes, and as text. */
static void token_made(const uint8_t *bytes, size_t size, struct token *t,
		       char out[static TOKEN_SIZE])
{
	unsigned char all[2 * IDENT_BYTES + 9] = { 0 };
	uint32_t seconds, epoch;

	memcpy(all, bytes, size < sizeof(all) ? size : sizeof(all));
	memcpy(&seconds, all + 1, sizeof(seconds));
	memcpy(&epoch, all + 5, sizeof(epoch));
	*t = (struct token){
		.kind = (enum token_kind)(TOKEN_FILES + all[0] % 3),
		.expires_at = seconds * INT64_C(1000), .epoch = epoch };
	ident_unpack(all + 9, t->session);
	ident_unpack(all + 9 + IDENT_BYTES, t->subject);
	must(ident_valid(t->session) && ident_valid(t->subject));
	token_write(key, t, out);
}

static void same(const struct token *a, const struct token *b)
{
	must(a->kind == b->kind && a->expires_at == b->expires_at);
	must(a->epoch == b->epoch && !strcmp(a->session, b->session));
	must(!strcmp(a->subject, b->subject));
}

static void written_check(const uint8_t *bytes, size_t size)
{
	struct token made, read;
	char text[TOKEN_SIZE];

	token_made(bytes, size, &made, text);
	must(strlen(text) == TOKEN_SIZE - 1);
	if (made.expires_at > NOW) {
		must(!token_parse(key, text, made.kind, NOW, &read));
		same(&made, &read);
	}
	must(token_parse(key, text, made.kind, made.expires_at, &read));
	for (int kind = TOKEN_FILES; kind <= TOKEN_FETCH; kind++)
		must(kind == (int)made.kind ||
		     token_parse(key, text, (enum token_kind)kind, 0, &read));
	if (size > 41) {
		char *at = &text[bytes[41] % (TOKEN_SIZE - 1)];

		*at = *at == 'A' ? 'B' : 'A';
		must(token_parse(key, text, made.kind, 0, &read));
	}
}

static void stranger_check(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct token t = { .kind = 0 };
	const char *text = fuzz_text(&mem, bytes, size);

	for (int kind = 0; kind <= TOKEN_FETCH + 1; kind++)
		must(token_parse(key, text, (enum token_kind)kind, 0, &t));
	must(!t.kind && !*t.session && !*t.subject);
	(void)ident_valid(text);
	arena_end(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	fuzz_begin();
	if (!size)
		return 0;
	if (*bytes % 2)
		written_check(bytes + 1, size - 1);
	else
		stranger_check(bytes + 1, size - 1);
	return 0;
}
