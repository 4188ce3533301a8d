/* Every fault can be told to a person, in both languages. */
#include "check.h"
#include "fault.h"

static const char *const placeholders[] = {
	"{file}", "{item}", "{name}", "{host}", "{line}", "{limit}", "{bytes}",
	"{more}",
};

static bool has(enum fault_code code, int lang, const char *word)
{
	return strstr(fault_phrase(code)->in[lang], word) != NULL;
}

int main(void)
{
	struct arena mem = ARENA_INIT;
	struct fault f = { .code = FAULT_NAME_TOO_LONG, .file = "a.html",
			   .limit = 255, .count = 1 };

	TEST("each has a code of lower case and a sentence in both languages") {
		for (int c = 1; c < FAULT_COUNT; c++) {
			const char *name = fault_name((enum fault_code)c);

			check(*name && !name[strspn(name,
				"abcdefghijklmnopqrstuvwxyz_")]);
			for (int l = 0; l < LANG_COUNT; l++) {
				const char *s =
					fault_phrase((enum fault_code)c)->in[l];

				check(s && strlen(s) > 20);
				check(text_ends(s, "."));
				check(!strchr(s, '!'));
			}
		}
	}
	TEST("no two have the same code") {
		for (int c = 1; c < FAULT_COUNT; c++)
			for (int d = 1; d < c; d++)
				check(strcmp(fault_name((enum fault_code)c),
					     fault_name((enum fault_code)d)));
	}
	TEST("both languages ask for the same things, and all are known") {
		for (int c = 1; c < FAULT_COUNT; c++) {
			struct fault all = { .code = (enum fault_code)c,
				.file = "f", .item = "i", .name = "n",
				.limit = 7, .count = 2 };

			for (size_t i = 0; i < 8; i++)
				check_int(has(all.code, 0, placeholders[i]),
					  has(all.code, 1, placeholders[i]));
			for (int l = 0; l < LANG_COUNT; l++)
				check(!strchr(fault_message(&mem, &all,
					(enum lang)l), '{'));
		}
	}
	TEST("a sentence is filled in") {
		check_str(fault_message(&mem, &f, LANG_EN),
			  "The name `a.html` is too long; the limit is 255 "
			  "bytes. Shorten it, then export again.");
	}
	TEST("sizes are written as each language writes them") {
		f = (struct fault){ .code = FAULT_PACKAGE_TOO_LARGE,
				    .limit = 1500000000 };
		check(strstr(fault_message(&mem, &f, LANG_ID), "1,5 GB"));
		check(strstr(fault_message(&mem, &f, LANG_EN), "1.5 GB"));
		f.limit = 16000000;
		check(strstr(fault_message(&mem, &f, LANG_ID), "16 MB"));
	}
	TEST("how many others there are is said") {
		f = (struct fault){ .code = WARN_FLASH, .file = "a.swf",
				    .count = 3 };
		check(strstr(fault_message(&mem, &f, LANG_ID),
			     "(dan 2 lainnya)"));
		f.count = 1;
		check(!strchr(fault_message(&mem, &f, LANG_ID), '('));
	}
	TEST("a name that is too long to read is cut, not in a character") {
		char name[400] = "x";

		for (int i = 0; i < 150; i++)
			strcat(name, "é");
		f = (struct fault){ .code = FAULT_ENTRY_SPECIAL,
				    .file = name };
		check(strstr(fault_message(&mem, &f, LANG_ID), "`xéé"));
		check(strlen(fault_message(&mem, &f, LANG_ID)) < 320);
		check(text_utf8(fault_message(&mem, &f, LANG_ID),
				strlen(fault_message(&mem, &f, LANG_ID))));
	}
	TEST("a name that is no text is not shown") {
		f.file = "\xff\xfe";
		check(strstr(fault_message(&mem, &f, LANG_ID), "`?`"));
	}
	arena_end(&mem);
	return test_end();
}
