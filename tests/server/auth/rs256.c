#include "auth/rs256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_CJOSE
#include <cjose/cjose.h>
#endif

#include "check.h"

#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING

static struct arena mem = ARENA_INIT;
static struct rs256_key *pair, *other, *public;

static const char *b64(const void *bytes, size_t size)
{
	const size_t room = sodium_base64_encoded_len(size, FORM);

	return sodium_bin2base64(arena_alloc(&mem, room), room, bytes, size,
				 FORM);
}

static const char *text64(const char *text)
{
	return b64(text, strlen(text));
}

/* A private key of OpenSSL with our key in it, for what we do not offer. */
static EVP_PKEY *raw(const struct rs256_key *key)
{
	BIO *bio = BIO_new_mem_buf(rs256_key_write(&mem, key), -1);
	EVP_PKEY *out = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);

	BIO_free(bio);
	return out;
}

/* "header.payload" signed as `hash` and `padding` say, whatever it says of
   itself. */
static const char *forged(const char *header, const char *payload,
			  const EVP_MD *hash, int padding)
{
	const char *text = arena_format(&mem, "%s.%s", text64(header),
					text64(payload));
	EVP_PKEY *key = raw(pair);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *how;
	unsigned char bytes[256];
	size_t size = sizeof(bytes);

	check(EVP_DigestSignInit(context, &how, hash, NULL, key) == 1 &&
	      EVP_PKEY_CTX_set_rsa_padding(how, padding) == 1 &&
	      EVP_DigestSign(context, bytes, &size,
			     (const unsigned char *)text, strlen(text)) == 1);
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(key);
	return arena_format(&mem, "%s.%s", text, b64(bytes, size));
}

static const char *rs256(const char *header, const char *payload)
{
	return forged(header, payload, EVP_sha256(), RSA_PKCS1_PADDING);
}

static const char *hmac(const char *header, const void *secret, size_t size)
{
	const char *text = arena_format(&mem, "%s.%s", text64(header),
					text64("{\"sub\":\"x\"}"));
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	HMAC(EVP_sha256(), secret, (int)size, (const unsigned char *)text,
	     strlen(text), bytes, &n);
	return arena_format(&mem, "%s.%s", text, b64(bytes, n));
}

/* As far as it gets: parsed, then checked with that key. */
static enum jwt_fault fate(const char *token, const struct rs256_key *key)
{
	struct jwt t;
	enum jwt_fault fault = jwt_parse(&mem, token, strlen(token), &t);

	if (!fault && !jwt_verify(&t, key))
		fault = JWT_SIGNATURE;
	jwt_end(&t);
	return fault;
}

static void check_fate(const char *what, const char *token,
		       enum jwt_fault want)
{
	const enum jwt_fault got = fate(token, public);

	if (got != want)
		printf("# %s\n", what);
	check_str(jwt_fault_name(got), jwt_fault_name(want));
}

#define HEADER "{\"alg\":\"RS256\",\"kid\":\"k\"}"
#define CLAIMS "{\"sub\":\"x\"}"

/* RFC 7515, A.2. It has no kid, so what is signed is put together by hand. */
static void rfc_vector(void)
{
	static const char text[] = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KI"
		"CJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb2"
		"90Ijp0cnVlfQ";
	static const char signature[] = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0"
		"XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbd"
		"s9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vR"
		"K5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--x"
		"i12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUip"
		"UTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
	static const char n[] = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9"
		"k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2l"
		"ZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf6"
		"3kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsm"
		"tdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8"
		"NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
	json_t *jwk = json_pack("{s:s, s:s, s:s}", "kty", "RSA", "n", n, "e",
				"AQAB");
	struct jwt t = { .text = text, .text_size = strlen(text) };
	unsigned char bytes[256];
	struct rs256_key *key;

	check(!sodium_base642bin(bytes, sizeof(bytes), signature,
				 strlen(signature), NULL, &t.signature_size,
				 NULL, FORM));
	t.signature = bytes;
	check_int(rs256_key_jwk(jwk, &key), OK);
	check(jwt_verify(&t, key));
	check(!jwt_verify(&t, public));
	bytes[100] ^= 1;
	check(!jwt_verify(&t, key));
	rs256_key_free(key);
	json_decref(jwk);
}

static void ours(void)
{
	json_t *claims = json_pack("{s:s, s:i}", "sub", "Ünal \"x\"", "exp", 5);
	const char *token = jwt_sign(&mem, pair, "kid-1", claims);
	struct jwt t;

	check_int(jwt_parse(&mem, token, strlen(token), &t), JWT_FINE);
	check_str(t.kid, "kid-1");
	check(json_equal(t.payload, claims));
	check(jwt_verify(&t, pair));
	check(jwt_verify(&t, public));
	check(!jwt_verify(&t, other));
	jwt_end(&t);
	check(!jwt_sign(&mem, public, "kid-1", claims));
	check(!jwt_sign(&mem, pair, "\xff", claims));
	json_decref(claims);
}

static void keys_kept(void)
{
	static const char *const bad[] = { "", "x",
		"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
		"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n",
		"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n" };
	struct rs256_key *again;
	json_t *claims = json_object();
	const char *pem = rs256_key_write(&mem, pair);

	check_int(rs256_key_read(pem, &again), OK);
	check_int(fate(jwt_sign(&mem, again, "k", claims), public), JWT_FINE);
	rs256_key_free(again);
	check(!rs256_key_write(&mem, public));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		check_int(rs256_key_read(bad[i], &again), ERR_INVALID);
		check(!again);
	}
	json_decref(claims);
}

/* T01 to T04, T09 */
static void headers(void)
{
	static const struct {
		const char *header;
		enum jwt_fault fault;
	} cases[] = {
		{ HEADER, JWT_FINE },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\","
		  "\"jku\":\"http://a/\",\"x5u\":\"http://a/\",\"jwk\":{},"
		  "\"x5c\":[]}", JWT_FINE },
		{ "{\"alg\":\"none\",\"kid\":\"k\"}", JWT_ALG },
		{ "{\"alg\":\"NoNe\",\"kid\":\"k\"}", JWT_ALG },
		{ "{\"alg\":\"HS256\",\"kid\":\"k\"}", JWT_ALG },
		{ "{\"alg\":\"rs256\",\"kid\":\"k\"}", JWT_ALG },
		{ "{\"alg\":\"RS256 \",\"kid\":\"k\"}", JWT_ALG },
		{ "{\"alg\":[\"RS256\"],\"kid\":\"k\"}", JWT_ALG },
		{ "{\"kid\":\"k\"}", JWT_ALG },
		{ "{\"alg\":\"RS256\"}", JWT_KID },
		{ "{\"alg\":\"RS256\",\"kid\":\"\"}", JWT_KID },
		{ "{\"alg\":\"RS256\",\"kid\":7}", JWT_KID },
		{ "{\"alg\":\"RS256\",\"kid\":null}", JWT_KID },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":[\"x\"]}",
		  JWT_CRIT },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":[]}", JWT_CRIT },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":null}", JWT_CRIT },
		{ "[]", JWT_JSON }, { "null", JWT_JSON }, { "\"RS256\"", JWT_JSON },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\"", JWT_JSON },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\"} x", JWT_JSON },
		{ "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"k\"}", JWT_JSON },
		{ "{\"alg\":\"RS256\",\"kid\":\"k\\u0000\"}", JWT_JSON },
		{ "{\"alg\":\"RS256\",\"kid\":\"\xff\"}", JWT_JSON },
	};
	char kid[RS256_KID_MOST + 2] = "";

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_fate(cases[i].header, rs256(cases[i].header, CLAIMS),
			   cases[i].fault);
	memset(kid, 'k', RS256_KID_MOST);
	check_fate("255 letters", rs256(arena_format(&mem,
		"{\"alg\":\"RS256\",\"kid\":\"%s\"}", kid), CLAIMS), JWT_FINE);
	kid[RS256_KID_MOST] = 'k';
	check_fate("256 letters", rs256(arena_format(&mem,
		"{\"alg\":\"RS256\",\"kid\":\"%s\"}", kid), CLAIMS), JWT_KID);
}

/* T02, T03: signed well, by what it says or by what it hides. */
static void algorithms(void)
{
	static const char hs[] = "{\"alg\":\"HS256\",\"kid\":\"k\"}";
	json_t *jwk = rs256_jwk(pair, "k");
	char *text = json_dumps(jwk, JSON_COMPACT);
	EVP_PKEY *key = raw(pair);
	unsigned char *der = NULL;
	const int n = i2d_PUBKEY(key, &der);

	check_fate("HS256 by the JWK", hmac(hs, text, strlen(text)), JWT_ALG);
	check_fate("HS256 by the DER", hmac(hs, der, (size_t)n), JWT_ALG);
	check_fate("HS256 that says RS256", hmac(HEADER, der, (size_t)n),
		   JWT_SIGNATURE);
	check_fate("RS384", forged("{\"alg\":\"RS384\",\"kid\":\"k\"}", CLAIMS,
				   EVP_sha384(), RSA_PKCS1_PADDING), JWT_ALG);
	check_fate("PS256", forged("{\"alg\":\"PS256\",\"kid\":\"k\"}", CLAIMS,
				   EVP_sha256(), RSA_PKCS1_PSS_PADDING), JWT_ALG);
	check_fate("RS512 that says RS256", forged(HEADER, CLAIMS, EVP_sha512(),
						   RSA_PKCS1_PADDING),
		   JWT_SIGNATURE);
	check_fate("PS256 that says RS256", forged(HEADER, CLAIMS, EVP_sha256(),
						   RSA_PKCS1_PSS_PADDING),
		   JWT_SIGNATURE);
	OPENSSL_free(der);
	EVP_PKEY_free(key);
	free(text);
	json_decref(jwk);
}

static char *copy_of(const char *token)
{
	return arena_copy(&mem, token, strlen(token));
}

/* T10, T11 */
static void forms(void)
{
	const char *good = rs256(HEADER, CLAIMS);
	const size_t n = strlen(good), dot = strcspn(good, ".");
	const char *last = strrchr(good, '.') + 1;
	json_t *empty = json_object();
	char *t;

	check_fate("good", good, JWT_FINE);
	check_fate("nothing", "", JWT_PARTS);
	check_fate("dots", "..", JWT_PARTS);
	check_fate("no signature", arena_format(&mem, "%.*s",
		(int)(last - good), good), JWT_PARTS);
	check_fate("two parts", arena_format(&mem, "%.*s",
		(int)(last - good - 1), good), JWT_PARTS);
	check_fate("four parts", arena_format(&mem, "%s.AA", good), JWT_PARTS);
	check_fate("a JWE", arena_format(&mem, "%s.AA.AA", good), JWT_PARTS);
	check_fate("padding", arena_format(&mem, "%s==", good), JWT_BASE64);
	check_fate("a blank", arena_format(&mem, "%s ", good), JWT_BASE64);
	check_fate("a line", arena_format(&mem, "%s\n", good), JWT_BASE64);
	check_fate("a blank before", arena_format(&mem, " %s", good),
		   JWT_BASE64);
	check_fate("a line inside", arena_format(&mem, "%.*s\n%s", (int)dot,
						 good, good + dot), JWT_BASE64);
	check_fate("a letter more", arena_format(&mem, "%sAAA", good),
		   JWT_BASE64);
	check_fate("bytes more", arena_format(&mem, "%.*sAA%s", (int)(n - 2),
					      good, good + n - 2),
		   JWT_SIGNATURE);
	t = copy_of(good);
	t[dot + 3] = t[dot + 3] == 'A' ? 'B' : 'A';
	check(fate(t, public) != JWT_FINE);
	t = copy_of(good);
	t[n - 100] = t[n - 100] == 'A' ? 'B' : 'A';
	check_fate("a flipped bit", t, JWT_SIGNATURE);
	t = copy_of(good);
	t[last - good + 4] = '+';
	check_fate("the other alphabet", t, JWT_BASE64);
	check_fate("another key", jwt_sign(&mem, other, "k", empty),
		   JWT_SIGNATURE);
	json_decref(empty);
}

/* 256 bytes leave 4 bits of the last letter over: they must be zero. */
static void canonical(void)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				      "mnopqrstuvwxyz0123456789-_";
	char *t = copy_of(rs256(HEADER, CLAIMS));
	char *last = t + strlen(t) - 1;
	const size_t at = (size_t)(strchr(letters, *last) - letters);

	check_int(at % 16, 0);
	for (size_t i = 1; i < 16; i++) {
		*last = letters[at + i];
		check_fate("spare bits", t, JWT_BASE64);
	}
}

/* T12, T13 */
static void payloads(void)
{
	char *deep = arena_alloc(&mem, 40000);
	char *large = arena_alloc(&mem, 1 << 20);

	check_fate("no object", rs256(HEADER, "[]"), JWT_JSON);
	check_fate("twice", rs256(HEADER, "{\"sub\":\"a\",\"sub\":\"b\"}"),
		   JWT_JSON);
	check_fate("NUL", rs256(HEADER, "{\"sub\":\"a\\u0000\"}"), JWT_JSON);
	check_fate("not UTF-8", rs256(HEADER, "{\"sub\":\"\xc3\x28\"}"),
		   JWT_JSON);
	check_fate("a surrogate", rs256(HEADER, "{\"sub\":\"\\ud800\"}"),
		   JWT_JSON);
	check_fate("1e999", rs256(HEADER, "{\"exp\":1e999}"), JWT_JSON);
	strcpy(deep, "{\"a\":");
	memset(deep + 5, '[', 31);
	memset(deep + 36, ']', 31);
	strcpy(deep + 67, "}");
	check_fate("32 levels", rs256(HEADER, deep), JWT_FINE);
	memset(deep + 5, '[', 10000);
	memset(deep + 10005, ']', 10000);
	strcpy(deep + 20005, "}");
	check_fate("10,001 levels", rs256(HEADER, deep), JWT_JSON);
	memset(large, 'A', (1 << 20) - 1);
	check_fate("1 MiB", large, JWT_SIZE);
	large[JWT_MOST] = '\0';
	check_fate("as much as fits", large, JWT_PARTS);
}

static enum err jwk_fate(const char *text)
{
	json_t *jwk = json_loads(text, 0, NULL);
	struct rs256_key *key;
	const enum err e = rs256_key_jwk(jwk, &key);

	check((e == OK) == (key != NULL));
	rs256_key_free(key);
	json_decref(jwk);
	return e;
}

static const char *modulus(size_t bytes, unsigned char first)
{
	unsigned char *n = arena_alloc(&mem, bytes);

	memset(n, 0xab, bytes);
	n[0] = first;
	return b64(n, bytes);
}

static const char *jwk_text(const char *n, const char *e, const char *more)
{
	return arena_format(&mem, "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"%s}",
			    n, e, more);
}

/* T44, of one key */
static void jwks_one(void)
{
	const char *n = modulus(256, 0xab);
	static const char *const bad[] = { "[]", "null", "{}",
		"{\"kty\":\"oct\",\"k\":\"AAAA\"}", "{\"kty\":\"EC\"}",
		"{\"kty\":\"RSA\"}", "{\"kty\":\"RSA\",\"n\":1,\"e\":1}",
		"{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}",
		"{\"kty\":\"RSA\",\"n\":\"==\",\"e\":\"AQAB\"}" };
	static const struct {
		size_t bytes;
		unsigned char first;
		enum err err;
	} sizes[] = {
		{ 64, 0xab, ERR_INVALID }, { 128, 0xab, ERR_INVALID },
		{ 256, 0x7f, ERR_INVALID }, { 256, 0x80, OK },
		{ 1024, 0xff, OK }, { 1025, 0x01, ERR_INVALID },
		{ 4096, 0xff, ERR_INVALID },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_int(jwk_fate(bad[i]), ERR_INVALID);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		check_int(jwk_fate(jwk_text(modulus(sizes[i].bytes,
						    sizes[i].first),
					    "AQAB", "")), sizes[i].err);
	check_int(jwk_fate(jwk_text(n, "AQAB==", "")), OK);
	check_int(jwk_fate(jwk_text(n, "Aw", "")), OK);
	check_int(jwk_fate(jwk_text(n, "AQ", "")), ERR_INVALID);
	check_int(jwk_fate(jwk_text(n, "AA", "")), ERR_INVALID);
	check_int(jwk_fate(jwk_text(n, "AQAC", "")), ERR_INVALID);
	check_int(jwk_fate(jwk_text(n, "AQAAAAAAAAAB", "")), ERR_INVALID);
	check_int(jwk_fate(jwk_text(n, "AQ AB", "")), ERR_INVALID);
	check_int(jwk_fate(jwk_text(n, "AQAB", ",\"use\":\"sig\"")), OK);
	check_int(jwk_fate(jwk_text(n, "AQAB", ",\"use\":\"enc\"")),
		  ERR_INVALID);
	check_int(jwk_fate(jwk_text(n, "AQAB", ",\"alg\":\"RS256\"")), OK);
	check_int(jwk_fate(jwk_text(n, "AQAB", ",\"alg\":\"RS512\"")),
		  ERR_INVALID);
}

static void even(void)
{
	unsigned char n[256];

	memset(n, 0xaa, sizeof(n));
	check_int(jwk_fate(jwk_text(b64(n, sizeof(n)), "AQAB", "")),
		  ERR_INVALID);
}

#ifdef HAVE_CJOSE
static void cjose_reads(void)
{
	json_t *claims = json_pack("{s:s}", "sub", "x");
	const char *token = jwt_sign(&mem, pair, "k", claims);
	json_t *jwk = rs256_jwk(pair, "k");
	char *text = json_dumps(jwk, 0);
	cjose_err err;
	cjose_jwk_t *key = cjose_jwk_import(text, strlen(text), &err);
	cjose_jws_t *jws = cjose_jws_import(token, strlen(token), &err);
	uint8_t *plain = NULL;
	size_t n = 0;

	check(key && jws && cjose_jws_verify(jws, key, &err));
	check(cjose_jws_get_plaintext(jws, &plain, &n, &err));
	check(n == strlen(CLAIMS) && memcmp(plain, CLAIMS, n) == 0);
	cjose_jws_release(jws);
	cjose_jwk_release(key);
	free(text);
	json_decref(jwk);
	json_decref(claims);
}

static const char *cjose_signed(cjose_jwk_t *key)
{
	cjose_err err;
	cjose_header_t *header = cjose_header_new(&err);
	const char *token = NULL;
	cjose_jws_t *jws;

	check(cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_RS256,
			       &err) &&
	      cjose_header_set(header, CJOSE_HDR_KID, "k", &err));
	jws = cjose_jws_sign(key, header, (const uint8_t *)CLAIMS,
			     strlen(CLAIMS), &err);
	check(jws && cjose_jws_export(jws, &token, &err));
	token = arena_format(&mem, "%s", token ? token : "");
	cjose_jws_release(jws);
	cjose_header_release(header);
	return token;
}

static void cjose_writes(void)
{
	static const uint8_t e[] = { 1, 0, 1 };
	cjose_err err;
	cjose_jwk_t *key = cjose_jwk_create_RSA_random(2048, e, sizeof(e), &err);
	char *text = cjose_jwk_to_json(key, false, &err);
	json_t *jwk = json_loads(text, 0, NULL);
	struct rs256_key *theirs;

	check_int(rs256_key_jwk(jwk, &theirs), OK);
	check_int(fate(cjose_signed(key), theirs), JWT_FINE);
	check_int(fate(cjose_signed(key), public), JWT_SIGNATURE);
	rs256_key_free(theirs);
	json_decref(jwk);
	free(text);
	cjose_jwk_release(key);
}

static void cjose_cases(void)
{
	TEST("what we sign, and our JWK, libcjose takes")
		cjose_reads();
	TEST("what libcjose signs, and its JWK, we take")
		cjose_writes();
}
#else
static void cjose_cases(void)
{
	printf("# not compared with libcjose: libcjose-dev was not there\n");
}
#endif

int main(void)
{
	json_t *jwk;

	if (sodium_init() < 0 || rs256_key_new(&pair) || rs256_key_new(&other))
		return 1;
	jwk = rs256_jwk(pair, "k");
	if (rs256_key_jwk(jwk, &public))
		return 1;
	TEST("the example of RFC 7515 A.2 verifies, with its key alone")
		rfc_vector();
	TEST("a token that we sign is read back, by its pair's public half")
		ours();
	TEST("a private key is kept as PKCS#8, and nothing else is taken")
		keys_kept();
	TEST("T01 T03 T04 T09 T12 a header that is not RS256 with a kid is refused")
		headers();
	TEST("T02 T03 other algorithms are refused, well signed or in disguise")
		algorithms();
	TEST("T10 T11 only three canonical parts are a token")
		forms();
	TEST("T11 no second form of a signature passes")
		canonical();
	TEST("T12 T13 a payload that two readers read differently is refused")
		payloads();
	TEST("T44 a JWK is an RSA key of 2048 to 8192 bits for signing, or none")
		jwks_one();
	TEST("T44 an even modulus is no key")
		even();
	cjose_cases();
	json_decref(jwk);
	rs256_key_free(pair);
	rs256_key_free(other);
	rs256_key_free(public);
	arena_end(&mem);
	return test_end();
}
