#include "domain/draft.h"

#include "check.h"

/* A name of 61 letters. */
#define LONG "lessons/0123456789012345678901234567890123456789" \
	     "012345678901234567890.md"

int main(void)
{
	struct arena mem = ARENA_INIT;
	struct draft_begin files[DRAFT_BEGINNING];

	TEST("a module's texts are known by where they lie") {
		check_int(draft_path("module.json"), DRAFT_TEXT);
		check_int(draft_path("lessons/ki-1.md"), DRAFT_TEXT);
		check_int(draft_path("quizzes/kuis.json"), DRAFT_TEXT);
		check_int(draft_path("cases/senin-pagi.json"), DRAFT_TEXT);
	}
	TEST("media lie in their folder and have an ending we serve") {
		check_int(draft_path("media/peta_1.id.vtt"), DRAFT_MEDIA);
		check_int(draft_path("media/foto.jpg"), DRAFT_MEDIA);
		check_int(draft_path("media/foto.html"), DRAFT_NONE);
		check_int(draft_path("foto.jpg"), DRAFT_NONE);
	}
	TEST("a path that leads elsewhere or looks like another is none") {
		static const char *const paths[] = {
			"", "lessons/.md", "lessons/../module.json",
			"lessons/a/b.md", "lessons/A.md", "lessons/a b.md",
			"media/../x.png", "media/.png", "media/a/b.png",
			"Module.json", "module.json/", "quizzes/a.md",
			LONG,
		};

		for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
			check_int(draft_path(paths[i]), DRAFT_NONE);
	}
	TEST("a new module has its title, a lesson and the days it was checked") {
		draft_begin(&mem, "modul-1", "Arsip \"baru\"", "2026-11-22",
			    "2027-05-22", files);
		check_str(files[0].path, "module.json");
		check(strstr(files[0].text, "\"Arsip \\\"baru\\\"\""));
		check(strstr(files[1].text, "checkedAt: 2026-11-22\n"));
		check(strstr(files[1].text, "reviewBy: 2027-05-22\n"));
	}
	arena_end(&mem);
	return test_end();
}
