#include "auth/rs256.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/strict.h"
#include "base/text.h"

#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define BITS 2048
#define BITS_LEAST 2048
#define BITS_MOST 8192
#define N_MOST (BITS_MOST / 8)
#define E_MOST 8
#define LEVELS 32

struct rs256_key {
	EVP_PKEY *pkey;
	bool private;
};

/* Takes `pkey`, whatever becomes of it. */
static enum err take(EVP_PKEY *pkey, bool private, struct rs256_key **out)
{
	struct rs256_key *key;

	ERR_clear_error();
	if (!pkey)
		return fail(ERR_INVALID, "no RSA key");
	if (!EVP_PKEY_is_a(pkey, "RSA") || EVP_PKEY_get_bits(pkey) < BITS_LEAST
	    || EVP_PKEY_get_bits(pkey) > BITS_MOST) {
		EVP_PKEY_free(pkey);
		return fail(ERR_INVALID, "not an RSA key of %d to %d bits",
			    BITS_LEAST, BITS_MOST);
	}
	if (!(key = malloc(sizeof(*key))))
		abort();
	*key = (struct rs256_key){ pkey, private };
	*out = key;
	return OK;
}

void rs256_key_free(struct rs256_key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->pkey);
	free(key);
}

enum err rs256_key_new(struct rs256_key **out)
{
	EVP_PKEY *pkey = EVP_RSA_gen(BITS);

	*out = NULL;
	return pkey ? take(pkey, true, out)
		    : fail(ERR_INTERNAL, "no RSA key could be made");
}

/* Without this OpenSSL asks for one at the terminal. */
static int no_password(char *to, int size, int writing, void *context)
{
	(void)to;
	(void)size;
	(void)writing;
	(void)context;
	return -1;
}

enum err rs256_key_read(const char *pem, struct rs256_key **out)
{
	EVP_PKEY *pkey = NULL;
	BIO *bio;

	*out = NULL;
	if (!text_starts(pem, "-----BEGIN PRIVATE KEY-----") ||
	    !(bio = BIO_new_mem_buf(pem, -1)))
		return fail(ERR_INVALID, "not a private key as PKCS#8");
	pkey = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
	BIO_free(bio);
	return take(pkey, true, out);
}

const char *rs256_key_write(struct arena *mem, const struct rs256_key *key)
{
	const char *out = NULL;
	char *bytes;
	BIO *bio;
	long n;

	if (!key->private || !(bio = BIO_new(BIO_s_secmem())))
		return NULL;
	if (PEM_write_bio_PKCS8PrivateKey(bio, key->pkey, NULL, NULL, 0, NULL,
					  NULL) == 1 &&
	    (n = BIO_get_mem_data(bio, &bytes)) > 0)
		out = arena_copy(mem, bytes, (size_t)n);
	BIO_free(bio);
	ERR_clear_error();
	return out;
}

/* The integer of a JWK; NULL unless it is one of at most `most` bytes. The
   framework's own example of a key is padded. */
static BIGNUM *jwk_number(const json_t *jwk, const char *name, size_t most)
{
	const char *text = json_string_value(json_object_get(jwk, name));
	unsigned char bytes[N_MOST];
	size_t n = text ? strlen(text) : 0, size;

	for (int i = 0; i < 2 && n && text[n - 1] == '='; i++)
		n--;
	if (!n || sodium_base642bin(bytes, most, text, n, NULL, &size, NULL,
				    FORM))
		return NULL;
	return BN_bin2bn(bytes, (int)size, NULL);
}

static bool jwk_says(const json_t *jwk, const char *name, const char *value)
{
	const char *text = json_string_value(json_object_get(jwk, name));

	return text && strcmp(text, value) == 0;
}

static bool jwk_fits(const json_t *jwk)
{
	return json_is_object(jwk) && jwk_says(jwk, "kty", "RSA") &&
	       (!json_object_get(jwk, "use") || jwk_says(jwk, "use", "sig")) &&
	       (!json_object_get(jwk, "alg") || jwk_says(jwk, "alg", "RS256"));
}

static bool numbers_fit(const BIGNUM *n, const BIGNUM *e)
{
	return n && e && BN_is_odd(n) && BN_is_odd(e) && !BN_is_one(e);
}

static EVP_PKEY *pkey_of(const BIGNUM *n, const BIGNUM *e)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	OSSL_PARAM *params = NULL;
	EVP_PKEY *pkey = NULL;

	if (!context || !build ||
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) != 1 ||
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) != 1 ||
	    !(params = OSSL_PARAM_BLD_to_param(build)) ||
	    EVP_PKEY_fromdata_init(context) != 1 ||
	    EVP_PKEY_fromdata(context, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
		pkey = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(context);
	return pkey;
}

enum err rs256_key_jwk(const json_t *jwk, struct rs256_key **out)
{
	EVP_PKEY *pkey = NULL;
	BIGNUM *n, *e;

	*out = NULL;
	if (!jwk_fits(jwk))
		return fail(ERR_INVALID, "no key for RS256");
	n = jwk_number(jwk, "n", N_MOST);
	e = jwk_number(jwk, "e", E_MOST);
	if (numbers_fit(n, e))
		pkey = pkey_of(n, e);
	BN_free(n);
	BN_free(e);
	return take(pkey, false, out);
}

static const char *base64url(struct arena *mem, const void *bytes, size_t size)
{
	const size_t room = sodium_base64_encoded_len(size, FORM);

	return sodium_bin2base64(arena_alloc(mem, room), room, bytes, size,
				 FORM);
}

static json_t *number_json(const EVP_PKEY *pkey, const char *name)
{
	char text[2 * N_MOST];
	unsigned char bytes[N_MOST];
	BIGNUM *number = NULL;
	json_t *out = NULL;

	if (EVP_PKEY_get_bn_param(pkey, name, &number) == 1)
		out = json_string(sodium_bin2base64(text, sizeof(text), bytes,
			(size_t)BN_bn2bin(number, bytes), FORM));
	BN_free(number);
	ERR_clear_error();
	return out;
}

json_t *rs256_jwk(const struct rs256_key *key, const char *kid)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}",
			 "kty", "RSA", "use", "sig", "alg", "RS256", "kid", kid,
			 "n", number_json(key->pkey, OSSL_PKEY_PARAM_RSA_N),
			 "e", number_json(key->pkey, OSSL_PKEY_PARAM_RSA_E));
}

/* The bytes of one part, in `mem`; NULL unless it is canonical. */
static unsigned char *part_read(struct arena *mem, const char *text, size_t n,
				size_t *size)
{
	unsigned char *out = arena_alloc(mem, n / 4 * 3 + 4);

	return sodium_base642bin(out, n / 4 * 3 + 3, text, n, NULL, size, NULL,
				 FORM) ? NULL : out;
}

struct parts {
	const char *at[3];
	size_t n[3];
};

static bool parts_find(const char *token, size_t size, struct parts *out)
{
	const char *from = token, *end = token + size;

	for (int i = 0; i < 3; i++) {
		const char *dot = memchr(from, '.', (size_t)(end - from));
		const char *to = dot ? dot : end;

		if (to == from || (i < 2) != (dot != NULL))
			return false;
		out->at[i] = from;
		out->n[i] = (size_t)(to - from);
		from = to + 1;
	}
	return true;
}

static enum jwt_fault object_read(struct arena *mem, const struct parts *p,
				  int i, json_t **out)
{
	size_t size;
	const unsigned char *bytes = part_read(mem, p->at[i], p->n[i], &size);

	if (!bytes)
		return JWT_BASE64;
	*out = strict_json((const char *)bytes, size, LEVELS);
	return json_is_object(*out) ? JWT_FINE : JWT_JSON;
}

static enum jwt_fault header_check(struct jwt *t)
{
	const char *alg = json_string_value(json_object_get(t->header, "alg"));

	t->kid = json_string_value(json_object_get(t->header, "kid"));
	if (!alg || strcmp(alg, "RS256") != 0)
		return JWT_ALG;
	if (!t->kid || !*t->kid || strlen(t->kid) > RS256_KID_MOST)
		return JWT_KID;
	return json_object_get(t->header, "crit") ? JWT_CRIT : JWT_FINE;
}

static enum jwt_fault parts_read(struct arena *mem, const struct parts *p,
				 struct jwt *out)
{
	enum jwt_fault fault;

	if ((fault = object_read(mem, p, 0, &out->header)) ||
	    (fault = object_read(mem, p, 1, &out->payload)))
		return fault;
	out->signature = part_read(mem, p->at[2], p->n[2],
				   &out->signature_size);
	return out->signature ? header_check(out) : JWT_BASE64;
}

enum jwt_fault jwt_parse(struct arena *mem, const char *token, size_t size,
			 struct jwt *out)
{
	struct parts parts;
	enum jwt_fault fault;

	*out = (struct jwt){ 0 };
	if (size > JWT_MOST)
		return JWT_SIZE;
	token = arena_copy(mem, token, size);
	if (!parts_find(token, size, &parts))
		return JWT_PARTS;
	if ((fault = parts_read(mem, &parts, out))) {
		jwt_end(out);
		return fault;
	}
	out->text = token;
	out->text_size = parts.n[0] + 1 + parts.n[1];
	return JWT_FINE;
}

bool jwt_verify(const struct jwt *t, const struct rs256_key *key)
{
	EVP_MD_CTX *context;
	bool good;

	/* A shorter one with zeros before it would be a second form of it. */
	if (!t->text || t->signature_size != (size_t)EVP_PKEY_get_size(key->pkey)
	    || !(context = EVP_MD_CTX_new()))
		return false;
	good = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL,
				    key->pkey) == 1 &&
	       EVP_DigestVerify(context, t->signature, t->signature_size,
				(const unsigned char *)t->text,
				t->text_size) == 1;
	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return good;
}

void jwt_end(struct jwt *t)
{
	json_decref(t->header);
	json_decref(t->payload);
	*t = (struct jwt){ 0 };
}

static const char *json_part(struct arena *mem, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);
	const char *out = text ? base64url(mem, text, strlen(text)) : NULL;

	free(text);
	json_decref(json);
	return out;
}

static const char *signature_make(struct arena *mem, EVP_PKEY *pkey,
				  const char *text)
{
	size_t size = (size_t)EVP_PKEY_get_size(pkey);
	unsigned char *bytes = arena_alloc(mem, size);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	const bool good = context &&
		EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, pkey) == 1
		&& EVP_DigestSign(context, bytes, &size,
				  (const unsigned char *)text,
				  strlen(text)) == 1;

	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return good ? base64url(mem, bytes, size) : NULL;
}

const char *jwt_sign(struct arena *mem, const struct rs256_key *key,
		     const char *kid, const json_t *payload)
{
	const char *header, *body, *text, *signature;

	header = json_part(mem, json_pack("{s:s, s:s, s:s}", "alg", "RS256",
					  "typ", "JWT", "kid", kid));
	body = json_part(mem, json_incref((json_t *)payload));
	if (!key->private || !header || !body)
		return NULL;
	text = arena_format(mem, "%s.%s", header, body);
	signature = signature_make(mem, key->pkey, text);
	return signature ? arena_format(mem, "%s.%s", text, signature) : NULL;
}

const char *jwt_fault_name(enum jwt_fault fault)
{
	static const char *const names[] = {
		[JWT_FINE] = "fine",
		[JWT_SIZE] = "size",
		[JWT_PARTS] = "parts",
		[JWT_BASE64] = "base64",
		[JWT_JSON] = "json",
		[JWT_ALG] = "alg",
		[JWT_KID] = "kid",
		[JWT_CRIT] = "crit",
		[JWT_SIGNATURE] = "signature",
	};

	return names[fault];
}
