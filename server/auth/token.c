#include "auth/token.h"

#include <sodium.h>
#include <string.h>

#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING

enum {
	AT_KIND = 0,
	AT_EXPIRES = 1,
	AT_EPOCH = 5,
	AT_SESSION = 9,
	AT_SUBJECT = AT_SESSION + IDENT_BYTES,
	AT_MAC = AT_SUBJECT + IDENT_BYTES,
	MAC_SIZE = 16,
	BYTES = AT_MAC + MAC_SIZE
};

static void put_u32(unsigned char *out, int64_t n)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(n >> (24 - 8 * i));
}

static int64_t get_u32(const unsigned char *in)
{
	int64_t n = 0;

	for (int i = 0; i < 4; i++)
		n = n << 8 | in[i];
	return n;
}

static void mac_make(const unsigned char *key, const unsigned char *bytes,
		     unsigned char out[static MAC_SIZE])
{
	crypto_generichash(out, MAC_SIZE, bytes, AT_MAC, key, TOKEN_KEY_SIZE);
}

int64_t token_expiry(enum token_kind kind, int64_t now)
{
	const int64_t window = TOKEN_FILES_WINDOW_MS;

	if (kind != TOKEN_FILES)
		return (now + TOKEN_RUN_MS) / 1000 * 1000;
	return (now / window + 2) * window;
}

void token_write(const unsigned char key[static TOKEN_KEY_SIZE],
		 const struct token *t, char out[static TOKEN_SIZE])
{
	unsigned char bytes[BYTES];

	bytes[AT_KIND] = (unsigned char)t->kind;
	put_u32(bytes + AT_EXPIRES, t->expires_at / 1000);
	put_u32(bytes + AT_EPOCH, t->epoch);
	ident_pack(t->session, bytes + AT_SESSION);
	ident_pack(t->subject, bytes + AT_SUBJECT);
	mac_make(key, bytes, bytes + AT_MAC);
	sodium_bin2base64(out, TOKEN_SIZE, bytes, sizeof(bytes), FORM);
}

/*
 * A page's files come one after the other on a few connections, each of which is
 * a thread's: what that thread checked last is mostly what it is asked next.
 * Compared in constant time, since who asks next may be somebody else.
 */
static _Thread_local struct checked {
	unsigned char key[TOKEN_KEY_SIZE], bytes[BYTES];
	char text[TOKEN_SIZE];
} last;

static bool known(const unsigned char *key, const char *text)
{
	return strnlen(text, TOKEN_SIZE) == TOKEN_SIZE - 1 &&
	       sodium_memcmp(last.text, text, TOKEN_SIZE) == 0 &&
	       sodium_memcmp(last.key, key, TOKEN_KEY_SIZE) == 0;
}

static void remember(const unsigned char *key, const char *text,
		     const unsigned char *bytes)
{
	memcpy(last.key, key, TOKEN_KEY_SIZE);
	memcpy(last.bytes, bytes, BYTES);
	memcpy(last.text, text, TOKEN_SIZE);
}

static bool token_decode(const char *text, unsigned char out[static BYTES])
{
	const char *end;
	size_t n;

	return text && strnlen(text, TOKEN_SIZE) == TOKEN_SIZE - 1 &&
	       sodium_base642bin(out, BYTES, text, TOKEN_SIZE - 1, NULL, &n,
				 &end, FORM) == 0 &&
	       n == BYTES && end == text + TOKEN_SIZE - 1;
}

/* Made by us, and not altered. */
static enum err token_check(const unsigned char *key, const char *text,
			    unsigned char bytes[static BYTES])
{
	unsigned char mac[MAC_SIZE];

	if (text && known(key, text)) {
		memcpy(bytes, last.bytes, BYTES);
		return OK;
	}
	if (!token_decode(text, bytes))
		return fail(ERR_ANONYMOUS, "not a token");
	mac_make(key, bytes, mac);
	if (sodium_memcmp(mac, bytes + AT_MAC, MAC_SIZE))
		return fail(ERR_ANONYMOUS, "token altered or of another server");
	remember(key, text, bytes);
	return OK;
}

enum err token_parse(const unsigned char key[static TOKEN_KEY_SIZE],
		     const char *text, enum token_kind kind, int64_t now,
		     struct token *out)
{
	unsigned char bytes[BYTES];
	int64_t expires_at;
	enum err e;

	if ((e = token_check(key, text, bytes)))
		return e;
	if (bytes[AT_KIND] != kind)
		return fail(ERR_ANONYMOUS, "token of kind %d", bytes[AT_KIND]);
	expires_at = get_u32(bytes + AT_EXPIRES) * 1000;
	if (expires_at <= now)
		return fail(ERR_ANONYMOUS, "token expired");
	*out = (struct token){
		.kind = kind,
		.expires_at = expires_at,
		.epoch = get_u32(bytes + AT_EPOCH),
	};
	ident_unpack(bytes + AT_SESSION, out->session);
	ident_unpack(bytes + AT_SUBJECT, out->subject);
	return OK;
}
