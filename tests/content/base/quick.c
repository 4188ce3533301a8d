/* The quick reader of JSON: what it reads, Jansson reads the same. */
#include "base/quick.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static const char *const samples[] = {
	"{\"attempt\":\"01m8\",\"sequence\":12,\"cmi\":{\"a.b\":\"x\",\"c\":\"\"}}",
	"{\"ended\":false,\"nav\":null,\"score\":{\"raw\":-7}}",
	" [ 1 , true , { \"a\" : [ ] } , \"\\\"\\\\\\/\\b\\f\\n\\r\\t\" ] \r\n",
	"{\"teks\":\"Bahasa \\\"Indonesia\\\" é 𝄞 \\n selesai\"}", "[]", "{}",
	"[123456789012345678,-123456789012345678,0]",
};

/* Not for it, or for nobody. */
static const char *const others[] = {
	"", " ", "1", "\"a\"", "null", "[1.5]", "[1e3]", "[-0]", "[01]", "[-]",
	"[1234567890123456789]", "[99999999999999999999]", "[\"\\u0041\"]",
	"[\"\\ud800\"]", "[\"\\u0000\"]", "{\"a\":1,\"a\":2}", "[1,]", "{\"a\":1,}",
	"{\"a\"}", "{a:1}", "['a']", "[1] x", "[1][2]", "[\"a\nb\"]", "[\"a",
	"[\"a\\", "[tru]", "[true1]", "[\"\xff\"]", "[\"\xc0\x80\"]",
	"[\"\xed\xa0\x80\"]", "[", "{", "[1 2]", "[\"\\x\"]", "{\"a\":}", "[,1]",
};

static json_t *slow(const char *s, size_t n)
{
	return json_loadb(s, n, JSON_REJECT_DUPLICATES, NULL);
}

/* False: it read what Jansson refuses, or something else. */
static bool same(const char *s, size_t n, bool *read)
{
	json_t *quick = quick_json(s, n), *other = quick ? slow(s, n) : NULL;
	const bool good = !quick || (other && json_equal(quick, other));

	*read = quick != NULL;
	json_decref(quick);
	json_decref(other);
	return good;
}

static void nested(size_t depth, bool wanted)
{
	char text[2 * QUICK_DEPTH + 8];
	bool read;

	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	check(same(text, 2 * depth, &read));
	check_int(read, wanted);
}

static unsigned chance(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 8) % n;
}

/* A sample with some bytes exchanged for what JSON is made of. */
static void spoil(char *text, size_t n, unsigned *seed)
{
	static const char bytes[] = "{}[]\",:\\/tfn-0123456789.eEu \n\x01\x7f\xc3\xa9";

	for (unsigned i = 1 + chance(seed, 4); i; i--)
		text[chance(seed, (unsigned)n)] =
			bytes[chance(seed, sizeof(bytes) - 1)];
}

static void test_quick(void)
{
	bool read;

	TEST("what clients write is read, and as Jansson reads it") {
		for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
			check(same(samples[i], strlen(samples[i]), &read));
			check(read);
		}
	}
	TEST("what is unusual or wrong is left to Jansson") {
		for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
			check(same(others[i], strlen(others[i]), &read));
			check(!read);
		}
		check(same("[\"a\0b\"]", 7, &read) && !read);
	}
	TEST("what lies too deep is left to it as well") {
		nested(QUICK_DEPTH, true);
		nested(QUICK_DEPTH + 1, false);
	}
	TEST("half a million spoiled texts are never read otherwise") {
		unsigned seed = 1, nread = 0, odd = 0;

		for (int i = 0; i < 500000; i++) {
			const char *s = samples[chance(&seed, 4)];
			const size_t n = strlen(s);
			char text[512];

			memcpy(text, s, n + 1);
			spoil(text, n, &seed);
			odd += !same(text, n, &read);
			nread += read;
		}
		check_int(odd, 0);
		check(nread > 10000);
	}
}

int main(void)
{
	test_quick();
	return test_end();
}
