/* A module of our own format: what is wrong with it, and what becomes of it. */
#include <stdlib.h>

#include "base/clock.h"
#include "check.h"
#include "native_check.h"

#define FILES 12

static struct arena mem = ARENA_INIT;

struct file {
	const char *path, *text;
	size_t size;		/* 0: that of the text */
	bool special;
};

static const struct file base[FILES] = {
	{ "module.json",
	  "{\"format\": \"balai/1\", \"id\": \"uji\",\n"
	  "\"title\": \"Uji\", \"description\": \"Modul uji.\",\n"
	  "\"language\": \"id\",\n"
	  "\"tokens\": {\"instansi\": {\"label\": \"a\", \"otherwise\": \"kantor\"}},\n"
	  "\"parts\": [{\"quiz\": \"pretes\"},\n"
	  "{\"lesson\": \"awal\"},\n"
	  "{\"quiz\": \"akhir\"},\n"
	  "{\"survey\": {\"id\": \"s\", \"title\": \"S\", \"form\": \"standard\"}}],\n"
	  "\"completion\": {\"required\": [\"lessons\", \"quiz:akhir\"]}}\n", 0, 0 },
	{ "lessons/awal.md",
	  "---\ntitle: Awal\nminutes: 5\nbasis: UU 1/2020\nbasis: UU 2/2020\n"
	  "confidence: seen\ncheckedAt: 2026-11-21\nreviewBy: 2027-05-21\n---\n"
	  "> **Catatan.** Di {{instansi}}.\n\n## Lima Sifat\n\n"
	  "[a](#lima-sifat) [b](lesson:awal) [c](https://a.example/)\n\n"
	  "![Kotak.](media/a.svg \"Judul\")\n\n[[check:L-1]]\n", 0, 0 },
	{ "quizzes/awal.json",
	  "{\"id\": \"awal\", \"title\": \"L\", \"kind\": \"practice\",\n"
	  "\"questions\": [{\"id\": \"L-1\", \"type\": \"trueFalse\",\n"
	  "\"text\": \"Latihan?\", \"right\": true}]}\n", 0, 0 },
	{ "quizzes/akhir.json",
	  "{\"id\": \"akhir\", \"title\": \"K\", \"kind\": \"quiz\",\n"
	  "\"questions\": [{\"id\": \"K-1\", \"type\": \"trueFalse\",\n"
	  "\"text\": \"Dinilai?\", \"right\": true}]}\n", 0, 0 },
	{ "quizzes/pretes.json",
	  "{\"id\": \"pretes\", \"title\": \"P\", \"kind\": \"pretest\",\n"
	  "\"questions\": [{\"id\": \"K-1p\", \"type\": \"trueFalse\",\n"
	  "\"text\": \"Awal?\", \"right\": true}]}\n", 0, 0 },
	{ "media/a.svg", "<svg/>", 0, 0 },
};

static enum err read_file(void *context, struct arena *a, size_t i, size_t most,
			  char **bytes, size_t *size)
{
	const struct file *f = (const struct file *)context + i;
	const size_t n = f->size ? f->size : strlen(f->text);

	*size = n < most ? n : most;
	*bytes = arena_alloc(a, *size + 1);
	memset(*bytes, ' ', *size);
	memcpy(*bytes, f->text, strlen(f->text) < *size ? strlen(f->text)
							: *size);
	(*bytes)[*size] = '\0';
	return OK;
}

static void read_all(struct file *files, size_t n, struct native *out)
{
	struct native_file *list = arena_array(&mem, struct native_file, n);
	const struct native_folder folder = {
		.context = files, .files = list, .nfiles = n,
		.read = read_file };

	for (size_t i = 0; i < n; i++)
		list[i] = (struct native_file){ files[i].path, files[i].size
			? files[i].size : strlen(files[i].text),
			files[i].special };
	check_int(native_read(&mem, &folder, out), OK);
}

/* "file:line code" of each, one behind the other. */
static const char *told(const struct native *n)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	for (size_t i = 0; i < n->nfaults; i++)
		text_putf(&out, "%s%s:%zu %s", i ? "; " : "",
			  n->faults[i].file, n->faults[i].line,
			  n->faults[i].code);
	return out.bytes;
}

static size_t base_copy(struct file *out)
{
	size_t n = 0;

	for (; n < FILES && base[n].path; n++)
		out[n] = base[n];
	return n;
}

static const char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	check(at != NULL);
	return at ? arena_format(&mem, "%.*s%s%s", (int)(at - text), text, to,
				 at + strlen(from)) : text;
}

/* What stands behind the survey, and there is a plan besides. */
#define PLAN(followup) "\"standard\"}}, {\"plan\": {\"id\": \"r\", " \
	"\"title\": \"R\", \"followup\": " followup "}}"

/* The same with a tool, from its url on. */
#define TOOL(url) "\"standard\"}}, {\"tool\": {\"id\": \"t\", " \
	"\"title\": \"T\", \"url\": " url "}}"

/* What one change of one file brings; without `from` the file is `to`. */
static const struct {
	const char *file, *from, *to, *want;
} changes[] = {
	{ "module.json", "balai/1", "balai/12", "module.json:1 format_newer" },
	{ "module.json", "balai/1", "balai/0", "module.json:1 format_unknown" },
	{ "module.json", "\"uji\"", "\"Uji\"", "module.json:1 module_ident" },
	{ "module.json", "\"id\",\n\"tokens", "\"bahasa Indonesia\",\n\"tokens",
	  "module.json:3 language" },
	{ "module.json", "{\"quiz\": \"pretes\"}",
	  "{\"quiz\": \"pretes\"}, {}", "module.json:5 part_shape" },
	{ "module.json", "\"awal\"}", "\"awal\"}, {\"case\": \"malam\"}",
	  "module.json:6 part_missing" },
	{ "module.json", "\"akhir\"}", "\"akhir\"}, {\"quiz\": \"akhirr\"}",
	  "module.json:7 part_near" },
	{ "module.json", "\"akhir\"}", "\"akhir\"}, {\"quiz\": \"akhir\"}",
	  "module.json:7 part_twice" },
	{ "module.json", "\"akhir\"}", "\"akhir\"}, {\"quiz\": \"awal\"}",
	  "module.json:7 part_practice" },
	{ "module.json", "quiz:akhir\"", "quiz:lain\"",
	  "module.json:9 completion" },
	{ "module.json", "\"standard\"}}", PLAN("{}"), "" },
	{ "module.json", "\"standard\"}}",
	  PLAN("{\"superior\": [], \"indicator\": \"\"}"),
	  "module.json:8 few; module.json:8 text_empty" },
	{ "module.json", "\"standard\"}}",
	  PLAN("{\"superior\": [\"a\", \"b\", \"c\", \"d\"]}"),
	  "module.json:8 many" },
	{ "module.json", "\"standard\"}}",
	  PLAN("{\"colleague\": [\"a\", \"b\"]}"), "module.json:8 many" },
	{ "module.json", "\"standard\"}}", PLAN("{\"colleague\": \"a\"}"),
	  "module.json:8 list_wanted" },
	{ "module.json", "\"standard\"}}", PLAN("{\"superiors\": [\"a\"]}"),
	  "module.json:8 key_near" },
	{ "module.json", "\"standard\"}}",
	  PLAN("{\"superior\": [\"a\", \"Di {{instansi}}\"]}"),
	  "module.json:8 followup_token" },
	{ "module.json", "\"standard\"}}",
	  PLAN("{\"indicator\": \"Hari di {{instansi}}\"}"),
	  "module.json:8 followup_token" },
	{ "module.json", "\"standard\"}}",
	  PLAN("{\"superior\": [\"a\", \"b\"], \"colleague\": [\"c\"], "
	       "\"indicator\": \"d\"}"), "" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\""), "" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/x?y=1\", "
	  "\"client\": \"c\", \"custom\": {\"a\": \"\", \"b\": \"$User.id\"}, "
	  "\"lineItem\": {\"scoreMaximum\": 10, \"tag\": \"t\"}, "
	  "\"window\": true, \"passMark\": 70"), "" },
	{ "module.json", "\"standard\"}}", TOOL("\"http://a.example/\""),
	  "module.json:8 tool_address" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a@b.example/\""),
	  "module.json:8 tool_address" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\", "
	  "\"custom\": {\"a\": 1, \"b\": null}"),
	  "module.json:8 tool_custom; module.json:8 tool_custom" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\", "
	  "\"lineItem\": {\"scoreMaximum\": 0}"), "module.json:8 range" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\", "
	  "\"lineItem\": {\"label\": \"x\"}"), "module.json:8 key_missing" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\", "
	  "\"lineItem\": true"), "module.json:8 tool_line" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\", "
	  "\"lineItem\": false, \"passMark\": 70"), "module.json:8 tool_mark" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\", "
	  "\"urls\": []"), "module.json:8 key_near" },
	{ "module.json", "\"standard\"}}", "\"standard\"}}, {\"tool\": {\"id\": "
	  "\"t\", \"title\": \"T\"}}", "module.json:8 key_missing" },
	{ "module.json", "\"standard\"}}", TOOL("\"https://a.example/\"}}, "
	  "{\"tool\": {\"id\": \"t\", \"title\": \"T\", \"url\": \"https://b.example\""),
	  "module.json:8 part_twice" },
	{ "module.json", "quiz:akhir\"", "tools\"", "module.json:9 completion" },
	{ "module.json", "\"instansi\": {",
	  "\"1a\": {\"label\": \"a\", \"otherwise\": \"b\"}, \"instansi\": {",
	  "module.json:4 token_name; module.json:4 token_unused" },
	{ "module.json", "\"title\":", "\"title\": \"A\", \"title\":",
	  "module.json:2 json_twice" },
	{ "module.json", "Uji\", \"desc", "Uji\" \"desc",
	  "module.json:2 json_broken" },
	{ "module.json", NULL, "[]", "module.json:1 json_broken" },
	{ "module.json", NULL, "\xff", "module.json:0 text_coded" },
	{ "lessons/awal.md", NULL, "Halo.", "lessons/awal.md:1 head_missing; "
	  "media/a.svg:0 media_unused; module.json:4 token_unused; "
	  "quizzes/awal.json:2 mark_unplaced" },
	{ "lessons/awal.md", "> **Catatan.** Di {{instansi}}.\n\n## Lima Sifat"
	  "\n\n[a](#lima-sifat) [b](lesson:awal) [c](https://a.example/)\n\n"
	  "![Kotak.](media/a.svg \"Judul\")\n\n[[check:L-1]]", "",
	  "lessons/awal.md:0 lesson_empty; media/a.svg:0 media_unused; "
	  "module.json:4 token_unused; quizzes/awal.json:2 mark_unplaced" },
	{ "lessons/awal.md", "2027-05-21\n---\n", "2027-05-21\n",
	  "lessons/awal.md:1 head_open" },
	{ "lessons/awal.md", "minutes: 5", "minutes 5",
	  "lessons/awal.md:1 head_needed; lessons/awal.md:3 head_line" },
	{ "lessons/awal.md", "minutes: 5", "minutes: 5\nwarnagambar: 1",
	  "lessons/awal.md:4 head_unknown" },
	{ "lessons/awal.md", "minutes: 5", "minutes: 5\nbases: 1",
	  "lessons/awal.md:4 head_near" },
	{ "lessons/awal.md", "minutes: 5", "minutes: 5\nminutes: 6",
	  "lessons/awal.md:4 head_twice" },
	{ "lessons/awal.md", "title: Awal", "title:",
	  "lessons/awal.md:2 head_text" },
	{ "lessons/awal.md", "minutes: 5", "minutes: 5 menit",
	  "lessons/awal.md:3 head_minutes" },
	{ "lessons/awal.md", "seen", "yakin",
	  "lessons/awal.md:6 head_confidence" },
	{ "lessons/awal.md", "2026-11-21", "2026-02-30",
	  "lessons/awal.md:7 head_day" },
	{ "lessons/awal.md", "2027-05-21", "2026-05-21",
	  "lessons/awal.md:8 head_days" },
	{ "lessons/awal.md", "{{instansi}}", "{{instansi}} {{kota}}",
	  "lessons/awal.md:10 token_unknown" },
	{ "lessons/awal.md", "{{instansi}}", "{{instansi}} {{instasi}}",
	  "lessons/awal.md:10 token_near" },
	{ "lessons/awal.md", "{{instansi}}", "`{{instansi}}` {{1}}",
	  "module.json:4 token_unused" },
	{ "lessons/awal.md", "[[check:L-1]]", "[[cek:L-1]]",
	  "lessons/awal.md:18 mark_unknown; quizzes/awal.json:2 mark_unplaced" },
	{ "lessons/awal.md", "[[check:L-1]]", "Ini [[check:L-1]]",
	  "lessons/awal.md:18 mark_inline; quizzes/awal.json:2 mark_unplaced" },
	{ "lessons/awal.md", "[[check:L-1]]", "[[check:L-1]]\n\n[[check:L-2]]",
	  "lessons/awal.md:20 mark_missing" },
	{ "lessons/awal.md", "[[check:L-1]]", "[[check:L-1]]\n\n[[check:L-1]]",
	  "lessons/awal.md:18 mark_twice" },
	{ "lessons/awal.md", "https://a.example/", "data:text/html,x",
	  "lessons/awal.md:14 link_scheme" },
	{ "lessons/awal.md", "https://a.example/", "javascript&colon;alert(1)",
	  "lessons/awal.md:14 link_scheme" },
	{ "lessons/awal.md", "lesson:awal", "lesson:lain",
	  "lessons/awal.md:14 link_lesson" },
	{ "lessons/awal.md", "#lima-sifat", "#enam",
	  "lessons/awal.md:14 link_heading" },
	{ "lessons/awal.md", "![Kotak.]", "![]",
	  "lessons/awal.md:16 alt_missing" },
	{ "lessons/awal.md", "media/a.svg", "media/denah-lama.svg",
	  "lessons/awal.md:16 media_missing; media/a.svg:0 media_unused" },
	{ "lessons/awal.md", "media/a.svg", "media/aa.svg",
	  "lessons/awal.md:16 media_near; media/a.svg:0 media_unused" },
	{ "lessons/awal.md", "media/a.svg", "https://a.example/a.svg",
	  "lessons/awal.md:16 media_address; media/a.svg:0 media_unused" },
	{ "lessons/awal.md", "media/a.svg", "media/../a.svg",
	  "lessons/awal.md:16 media_address; media/a.svg:0 media_unused" },
	{ "quizzes/akhir.json", "\"akhir\"", "\"lain\"",
	  "quizzes/akhir.json:1 ident_file" },
	{ "quizzes/akhir.json", "K-1", "K-1p",
	  "quizzes/pretes.json:2 ident_twice" },
	{ "quizzes/akhir.json", "\"right\": true",
	  "\"right\": true, \"competencies\": [\"X\"]",
	  "quizzes/akhir.json:3 competency_unknown" },
	{ "quizzes/akhir.json", "\"right\": true",
	  "\"right\": true, \"lesson\": \"lain\"",
	  "quizzes/akhir.json:3 lesson_unknown" },
	{ "quizzes/akhir.json", "\"right\": true",
	  "\"right\": true, \"media\": \"media/b.svg\", \"alt\": \"b\"",
	  "quizzes/akhir.json:3 media_near" },
	{ "quizzes/awal.json", "Latihan?", "**Dinilai**",
	  "quizzes/awal.json:2 practice_same" },
	{ "quizzes/awal.json", "\"practice\"", "\"quiz\"",
	  "lessons/awal.md:18 mark_missing; quizzes/awal.json:0 file_unused" },
};

/* What one more file brings. */
static const struct {
	struct file file;
	const char *want;
} additions[] = {
	{ { "catatan.txt", "x", 0, 0 }, "catatan.txt:0 file_strange" },
	{ { "lessons/a/b.md", "x", 0, 0 }, "lessons/a/b.md:0 file_strange" },
	{ { "lessons/Dua.md", "x", 0, 0 }, "lessons/Dua.md:0 name_unfit" },
	{ { "lessons/dua.md", "x", 0, 0 }, "lessons/dua.md:0 file_unused" },
	{ { "quizzes/dua.json", "{\"id\": \"dua\", \"title\": \"x\", "
	    "\"kind\": \"practice\", \"questions\": [{\"id\": \"Z\", "
	    "\"type\": \"trueFalse\", \"text\": \"z\", \"right\": true}]}",
	    0, 0 }, "quizzes/dua.json:0 practice_alone" },
	{ { "media/a b.png", "x", 0, 0 },
	  "media/a b.png:0 media_name; media/a b.png:0 media_unused" },
	{ { "media/a.exe", "x", 0, 0 },
	  "media/a.exe:0 media_kind; media/a.exe:0 media_unused" },
	{ { "media/b.png", "x", 0, 0 }, "media/b.png:0 media_unused" },
	{ { "media/b.png", "", 0, true }, "media/b.png:0 file_special" },
	{ { "media/b.id.vtt", "halo", 0, 0 },
	  "media/b.id.vtt:0 media_unused; media/b.id.vtt:0 captions_broken" },
	{ { "lessons/dua.md", "---\n", NATIVE_LESSON_MOST + 1, 0 },
	  "lessons/dua.md:0 file_large; lessons/dua.md:0 file_unused" },
};

static void test_faults(void)
{
	struct file files[FILES];
	struct native n;
	size_t count;

	TEST("a module that is right has no faults") {
		count = base_copy(files);
		read_all(files, count, &n);
		check_str(told(&n), "");
	}
	TEST("what is wrong is told with its file and line, and nothing else is") {
		for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
			count = base_copy(files);
			for (size_t k = 0; k < count; k++)
				if (!strcmp(files[k].path, changes[i].file))
					files[k].text = changes[i].from
						? replaced(files[k].text,
							   changes[i].from,
							   changes[i].to)
						: changes[i].to;
			read_all(files, count, &n);
			check_str(told(&n), changes[i].want);
		}
	}
	TEST("a file that does not belong is told") {
		for (size_t i = 0; i < sizeof(additions) / sizeof(*additions);
		     i++) {
			count = base_copy(files);
			files[count++] = additions[i].file;
			read_all(files, count, &n);
			check_str(told(&n), additions[i].want);
		}
	}
}

static void test_limits(void)
{
	struct file *files = arena_array(&mem, struct file,
					 NATIVE_FILES_MOST + 2);
	struct native n;

	TEST("a folder without module.json is no module") {
		files[0] = base[1];
		read_all(files, 1, &n);
		check_str(told(&n), "module.json:0 module_missing");
	}
	TEST("more files than are taken are told, and not read") {
		files[0] = base[0];
		for (size_t i = 1; i < NATIVE_FILES_MOST + 2; i++)
			files[i] = (struct file){ arena_format(&mem,
				"media/%zu.png", i), "x", 0, 0 };
		read_all(files, NATIVE_FILES_MOST + 2, &n);
		check(strstr(told(&n), "module.json:0 files_many"));
		check_int(n.nfaults, NATIVE_FAULTS);
	}
	TEST("many large texts are not all read") {
		files[0] = base[0];
		for (size_t i = 1; i < 20; i++)
			files[i] = (struct file){ arena_format(&mem,
				"quizzes/q%zu.json", i), "{", NATIVE_JSON_MOST,
				0 };
		read_all(files, 20, &n);
		check(strstr(told(&n), "texts_large"));
	}
	TEST("what names ten thousand things that there are not is soon read") {
		struct text many = { .mem = &mem };
		const int64_t begun = clock_steady();
		struct file some[FILES];
		size_t count = base_copy(some);

		text_puts(&many, "{\"id\": \"akhir\", \"x\": [\"\"");
		for (size_t i = 0; i < 30000; i++)
			text_putf(&many, ",\n\"{{t%zu}}\"", i);
		text_puts(&many, "], \"media\": [\"\"");
		for (size_t i = 0; i < 10000; i++)
			text_putf(&many, ",\n\"media/%zu.png\"", i);
		text_puts(&many, "]}");
		some[3].text = many.bytes;
		read_all(some, count, &n);
		check_int(n.nfaults, NATIVE_FAULTS);
		check(clock_steady() - begun < 10000);
	}
	TEST("a lesson that asks for a huge page, or is heavy, is told") {
		struct text page = { .mem = &mem };
		struct file some[FILES];
		size_t count = base_copy(some);

		text_puts(&page, base[1].text);
		text_puts(&page, "\n[x]: https://a.example/");
		for (size_t i = 0; i < 50000; i++)
			text_puts(&page, "u");
		text_puts(&page, "\n\n");
		for (size_t i = 0; i < 2000; i++)
			text_puts(&page, "[x]");
		some[1].text = page.bytes;
		read_all(some, count, &n);
		check(strstr(told(&n), "lesson_huge"));
		count = base_copy(some);
		some[count - 1].size = 200000;
		read_all(some, count, &n);
		check_str(told(&n), "lessons/awal.md:0 lesson_heavy");
		check_int(n.nwarnings, 1);
	}
	TEST("a video stands alone and has its captions beside it") {
		struct file some[FILES];
		size_t count = base_copy(some);

		some[1].text = replaced(base[1].text, "[[check",
			"![Film](media/f.mp4)\n\nDi ![Film](media/f.mp4) baris\n\n"
			"[[check");
		some[count++] = (struct file){ "media/f.mp4", "x", 0, 0 };
		read_all(some, count, &n);
		check_str(told(&n), "lessons/awal.md:18 media_alone; "
			  "lessons/awal.md:18 captions_missing");
		some[count++] = (struct file){ "media/f.id.vtt",
			"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHalo\n", 0, 0 };
		read_all(some, count, &n);
		check_str(told(&n), "lessons/awal.md:18 media_alone");
	}
}

static void test_units(void)
{
	struct file files[FILES];
	const struct native_unit *u;
	struct native n;
	json_t *page;

	read_all(files, base_copy(files), &n);
	u = n.units;
	TEST("the parts become units; what is not named is not required") {
		check_int(n.nunits, 4);
		check_str(u[0].ident, "quiz:pretes");
		check_str(u[1].ident, "lesson:awal");
		check_str(u[1].title, "Awal");
		check(u[0].optional && !u[1].optional && !u[2].optional &&
		      u[3].optional);
	}
	TEST("only a quiz that is none before counts for the score") {
		check(u[0].unscored && u[1].unscored && !u[2].unscored &&
		      u[3].unscored);
	}
	TEST("a definition has its keys, a lesson's what its head says") {
		check(json_object_get(u[2].definition, "questions"));
		check_str(json_string_value(json_object_get(u[1].definition,
							    "reviewBy")),
			  "2027-05-21");
		check_str(json_string_value(json_object_get(n.about,
							    "reviewBy")),
			  "2027-05-21");
		check(!json_object_get(n.about, "parts"));
	}
	TEST("a lesson's page has its HTML and its practice") {
		page = json_loadb(u[1].page, u[1].page_size, 0, NULL);
		check_str(u[1].path, "lessons/awal.json");
		check_str(json_string_value(json_object_get(page, "html")),
			"<aside class=\"note note-catatan\">\n<p><strong>"
			"Catatan.</strong> Di <span data-token=\"instansi\">"
			"kantor</span>.</p>\n</aside>\n<h2 id=\"lima-sifat\">"
			"Lima Sifat</h2>\n<p><a href=\"#lima-sifat\">a</a> "
			"<a href=\"lesson:awal\">b</a> <a rel=\"noopener "
			"noreferrer\" target=\"_blank\" href=\""
			"https://a.example/\">c</a></p>\n<figure><img src=\""
			"media/a.svg\" alt=\"Kotak.\"><figcaption>Judul"
			"</figcaption></figure>\n<div data-check=\"L-1\"></div>"
			"\n");
		check(json_is_true(json_object_get(json_object_get(
			json_object_get(json_object_get(page, "practice"),
					"questions"), "L-1"), "right")));
		json_decref(page);
	}
}

static void test_lines(void)
{
	static const char json[] =
		"\n{\"a\": [1, {\"b}\": \"]\\\"\"},\n2],\n"
		" \"\\u0063\": {\n\"d/e\": {}}}";
	static const struct { const char *pointer; size_t line; } rows[] = {
		{ "", 2 }, { "/a", 2 }, { "/a/1/b}", 2 }, { "/a/2", 3 },
		{ "/c", 4 }, { "/c/d~1e", 5 }, { "/c/d~1e/f", 5 },
		{ "/a/9", 2 }, { "/x/y", 2 }, { "/a/1/b}/c", 2 },
	};

	TEST("a JSON pointer leads to its line, or to the nearest around it") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_int(native_line(json, rows[i].pointer),
				  rows[i].line);
	}
}

static void test_sentences(void)
{
	static const char *const words[] = { "{name}", "{near}", "{limit}",
					     "{bytes}" };

	TEST("each fault has a code and a sentence in both languages") {
		for (int c = 1; c < NATIVE_CODES; c++) {
			const struct phrase *p =
				native_phrase((enum native_code)c);

			check(*native_code_name((enum native_code)c));
			for (int l = 0; l < LANG_COUNT; l++)
				check(strlen(p->in[l]) > 20 &&
				      text_ends(p->in[l], "."));
			for (size_t i = 0; i < 4; i++)
				check_int(strstr(p->in[0], words[i]) != NULL,
					  strstr(p->in[1], words[i]) != NULL);
		}
	}
	TEST("no two have the same code") {
		for (int c = 1; c < NATIVE_CODES; c++)
			for (int d = 1; d < c; d++)
				check(strcmp(native_code_name((enum native_code)c),
					native_code_name((enum native_code)d)));
	}
}

int main(void)
{
	test_lines();
	test_sentences();
	test_faults();
	test_limits();
	test_units();
	arena_end(&mem);
	return test_end();
}
