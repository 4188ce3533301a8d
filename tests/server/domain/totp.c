#include "domain/totp.h"

#include <string.h>

#include "check.h"

static const unsigned char secret[] = "12345678901234567890";

/* RFC 6238 appendix B, the rows of SHA1; the moments are in seconds. */
static void vectors(void)
{
	static const struct { int64_t at; const char *code; } rows[] = {
		{ 59, "94287082" }, { 1111111109, "07081804" },
		{ 1111111111, "14050471" }, { 1234567890, "89005924" },
		{ 2000000000, "69279037" }, { 20000000000, "65353130" },
	};
	char code[9];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		totp_code(secret, 20, (uint64_t)rows[i].at / 30, 8, code);
		check_str(code, rows[i].code);
		totp_code(secret, 20, (uint64_t)rows[i].at / 30, 6, code);
		check_str(code, rows[i].code + 2);
	}
}

/* The code of that step, as it would be typed. */
static const char *at_step(int64_t step)
{
	static char code[9];

	totp_code(secret, 20, (uint64_t)step, 6, code);
	return code;
}

static void window(void)
{
	const int64_t now = INT64_C(1800000000000), here = now / 30000;

	check_int(totp_step(secret, at_step(here), now, 0), here);
	check_int(totp_step(secret, at_step(here - 1), now, 0), here - 1);
	check_int(totp_step(secret, at_step(here + 1), now, 0), here + 1);
	check_int(totp_step(secret, at_step(here - 2), now, 0), 0);
	check_int(totp_step(secret, at_step(here + 2), now, 0), 0);
}

static void once(void)
{
	const int64_t now = INT64_C(1800000000000), here = now / 30000;

	check_int(totp_step(secret, at_step(here), now, here), 0);
	check_int(totp_step(secret, at_step(here - 1), now, here), 0);
	check_int(totp_step(secret, at_step(here + 1), now, here), here + 1);
}

static void typed(void)
{
	const int64_t now = INT64_C(1800000000000), here = now / 30000;
	static const char *const bad[] = { "", "12345", "1234567", "12345a",
					   "-12345", "١٢٣٤٥٦" };
	const char *code = at_step(here);
	char apart[16];

	snprintf(apart, sizeof(apart), " %.3s %.3s ", code, code + 3);
	check_int(totp_step(secret, apart, now, 0), here);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_int(totp_step(secret, bad[i], now, 0), 0);
}

static void texts(void)
{
	char text[TOTP_SECRET_SIZE];
	unsigned char back[TOTP_SECRET_BYTES];

	totp_secret_text(secret, text);
	check_str(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	check(totp_secret_read(text, back));
	check(memcmp(back, secret, sizeof(back)) == 0);
	check(totp_secret_read("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", back));
	check(memcmp(back, secret, sizeof(back)) == 0);
	check(!totp_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ", back));
	check(!totp_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA", back));
	check(!totp_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", back));
}

static void address(void)
{
	struct arena mem = ARENA_INIT;

	check_str(totp_uri(&mem, "Dinas A&B", "Ni Luh: é", "GEZD"),
		  "otpauth://totp/Dinas%20A%26B:Ni%20Luh%3A%20%C3%A9"
		  "?secret=GEZD&issuer=Dinas%20A%26B");
	arena_end(&mem);
}

int main(void)
{
	TEST("codes are those of RFC 6238")
		vectors();
	TEST("a code is good one step before and after its own, and no further")
		window();
	TEST("a step that was used is good no more, nor is any before it")
		once();
	TEST("a code may be typed with blanks, and is six digits")
		typed();
	TEST("a secret is read back from the text that apps take")
		texts();
	TEST("the address in the QR code keeps its parts apart")
		address();
	return test_end();
}
