#include "auth/token.h"

#include "check.h"

static const unsigned char key[TOKEN_KEY_SIZE] = { 1, 2, 3 };
static const unsigned char other[TOKEN_KEY_SIZE] = { 9, 2, 3 };
static const int64_t now = INT64_C(1800000000000);

static struct token sample(enum token_kind kind)
{
	struct token t = { .kind = kind, .epoch = 7,
			   .expires_at = token_expiry(kind, now) };

	ident_new(now, t.session);
	ident_new(now, t.subject);
	return t;
}

static void reads_back(enum token_kind kind)
{
	const struct token t = sample(kind);
	struct token got;
	char text[TOKEN_SIZE];

	token_write(key, &t, text);
	check_int(strlen(text), TOKEN_SIZE - 1);
	check_int(token_parse(key, text, kind, now, &got), OK);
	check_int(got.kind, kind);
	check_int(got.epoch, 7);
	check_int(got.expires_at, t.expires_at);
	check_str(got.session, t.session);
	check_str(got.subject, t.subject);
}

static void any_letter_counts(void)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				      "mnopqrstuvwxyz0123456789-_=+/. ";
	const struct token t = sample(TOKEN_RUN);
	char text[TOKEN_SIZE], changed[TOKEN_SIZE];
	struct token got;
	int taken = 0;

	token_write(key, &t, text);
	for (size_t i = 0; i < TOKEN_SIZE - 1; i++)
		for (const char *c = letters; *c; c++) {
			memcpy(changed, text, sizeof(text));
			changed[i] = *c;
			taken += strcmp(changed, text) &&
				 !token_parse(key, changed, TOKEN_RUN, now,
					      &got);
		}
	check_int(taken, 0);
}

static void odd_texts(void)
{
	const char *const odd[] = { NULL, "", "a", "==", "..", "%00",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		"AAAAAAAAAAAA" };
	const struct token t = sample(TOKEN_RUN);
	char text[TOKEN_SIZE], longer[TOKEN_SIZE + 1];
	struct token got;

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		check_int(token_parse(key, odd[i], TOKEN_RUN, now, &got),
			  ERR_ANONYMOUS);
	token_write(key, &t, text);
	snprintf(longer, sizeof(longer), "%sA", text);
	check_int(token_parse(key, longer, TOKEN_RUN, now, &got),
		  ERR_ANONYMOUS);
	text[TOKEN_SIZE - 2] = '\0';
	check_int(token_parse(key, text, TOKEN_RUN, now, &got), ERR_ANONYMOUS);
}

int main(void)
{
	char text[TOKEN_SIZE];
	struct token t, got;

	TEST("a token reads back as it was written, of either kind") {
		reads_back(TOKEN_FILES);
		reads_back(TOKEN_RUN);
	}
	TEST("a token with any one letter changed is refused")
		any_letter_counts();
	TEST("what is shorter, longer or no token at all is refused")
		odd_texts();
	TEST("a token signed with another key is refused") {
		t = sample(TOKEN_FILES);
		token_write(other, &t, text);
		check_int(token_parse(key, text, TOKEN_FILES, now, &got),
			  ERR_ANONYMOUS);
	}
	TEST("a files token does not pass for a run token, nor the reverse") {
		t = sample(TOKEN_FILES);
		token_write(key, &t, text);
		check_int(token_parse(key, text, TOKEN_RUN, now, &got),
			  ERR_ANONYMOUS);
		t = sample(TOKEN_RUN);
		token_write(key, &t, text);
		check_int(token_parse(key, text, TOKEN_FILES, now, &got),
			  ERR_ANONYMOUS);
	}
	TEST("a token is over at the moment it names, and not a ms before") {
		t = sample(TOKEN_RUN);
		token_write(key, &t, text);
		check_int(token_parse(key, text, TOKEN_RUN, t.expires_at - 1,
				      &got), OK);
		check_int(token_parse(key, text, TOKEN_RUN, t.expires_at, &got),
			  ERR_ANONYMOUS);
	}
	TEST("launches of one week get the same files token, for 7 to 14 days") {
		const int64_t week = TOKEN_FILES_WINDOW_MS;
		const int64_t begin = now / week * week;

		check_int(token_expiry(TOKEN_FILES, begin), begin + 2 * week);
		check_int(token_expiry(TOKEN_FILES, begin + week - 1),
			  begin + 2 * week);
		check_int(token_expiry(TOKEN_FILES, begin + week),
			  begin + 3 * week);
	}
	TEST("a run token lives twelve hours")
		check_int(token_expiry(TOKEN_RUN, now), now + TOKEN_RUN_MS);
	return test_end();
}
