#include "auth/seal.h"

#include <sodium.h>
#include <string.h>

#include "auth/activation.h"
#include "check.h"

static void codes(void)
{
	char code[ACTIVATION_SHOWN_SIZE], form[ACTIVATION_SHOWN_SIZE];
	static const char *const bad[] = {
		"", "K7MP-49X", "K7MP-49XTT", "K7MP-49X0", "K7MP-49XI", "é",
	};

	for (int i = 0; i < 1000; i++) {
		activation_code_new(code);
		check(activation_code_form(code, form));
		check_str(form, code);
		check(!strpbrk(code, "0O1IL2Z5S8BU"));
	}
	check(activation_code_form(" k7mp 49xt ", form));
	check_str(form, "K7MP-49XT");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check(!activation_code_form(bad[i], form));
}

static void seals(struct arena *mem)
{
	const unsigned char key[SEAL_KEY_SIZE] = { 1 };
	const unsigned char other[SEAL_KEY_SIZE] = { 2 };
	char *sealed = arena_format(mem, "%s", seal_text(key, mem, "rahasia"));

	check_str(seal_open(key, mem, sealed), "rahasia");
	check(strcmp(sealed, seal_text(key, mem, "rahasia")));
	check(!strstr(sealed, "rahasia"));
	check(!seal_open(other, mem, sealed));
	sealed[20] = sealed[20] == 'A' ? 'B' : 'A';
	check(!seal_open(key, mem, sealed));
	check(!seal_open(key, mem, ""));
	check(!seal_open(key, mem, "%%%"));
	check_str(seal_open(key, mem, seal_text(key, mem, "")), "");
}

int main(void)
{
	struct arena mem = ARENA_INIT;

	if (sodium_init() < 0)
		return 1;
	TEST("a code is read back however it was typed, and nothing else is")
		codes();
	TEST("what is sealed opens with its key alone, and unchanged")
		seals(&mem);
	arena_end(&mem);
	return test_end();
}
