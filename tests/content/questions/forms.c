/*
 * Each format, with small files written for it: tests/fuzz/corpus has them.
 */
#include <stdlib.h>

#include "check.h"
#include "markdown.h"
#include "questions/question_set.h"

static char *file_bytes(struct arena *mem, const char *name, size_t *size)
{
	char path[300], *bytes = arena_alloc(mem, 100000);
	FILE *f;

	snprintf(path, sizeof(path), "tests/fuzz/corpus/questions_%s", name);
	f = fopen(path, "rb");
	check(f != NULL);
	*size = f ? fread(bytes, 1, 99999, f) : 0;
	if (f)
		fclose(f);
	return bytes;
}

static void read_file(struct arena *mem, enum questions_format format,
		      const char *name, struct question_set *out)
{
	size_t size;
	char *bytes = file_bytes(mem, name, &size);

	questions_parse(mem, format, &(struct question_file){
		"file.xml", bytes, size }, 1, out);
}

static void read_text(struct arena *mem, enum questions_format format,
		      const char *text, struct question_set *out)
{
	questions_parse(mem, format, &(struct question_file){
		"file.xml", text, strlen(text) }, 1, out);
}

/* The types of all that were taken, in order. */
static const char *types(struct arena *mem, const struct question_set *set)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (size_t i = 0; i < set->ntaken; i++)
		text_putf(&out, "%s%s", i ? " " : "", json_string_value(
			json_object_get(set->taken[i].question, "type")));
	return out.bytes;
}

static const char *refusals(struct arena *mem, const struct question_set *set)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (size_t i = 0; i < set->nrefused; i++)
		text_putf(&out, "%s%s", i ? " " : "",
			  question_note_name(set->refused[i].code));
	return out.bytes;
}

static const char *warnings(struct arena *mem, const struct question_set *set)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (size_t i = 0; i < set->nwarnings; i++)
		text_putf(&out, "%s%s", i ? " " : "",
			  question_note_name(set->warnings[i].code));
	return out.bytes;
}

static json_t *question(const struct question_set *set, size_t i)
{
	return i < set->ntaken ? set->taken[i].question : NULL;
}

static void texts(void)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;

	TEST("GIFT: every kind of answer becomes the type that it is") {
		read_file(&mem, QUESTIONS_GIFT, "gift/all", &set);
		check_str(types(&mem, &set), "single match numeric numeric "
			  "text essay trueFalse trueFalse order");
		check_str(refusals(&mem, &set), "");
	}
	TEST("Aiken: in two languages, and what has no text or key is told") {
		read_file(&mem, QUESTIONS_AIKEN, "aiken/all", &set);
		check_str(types(&mem, &set), "single single");
		check_str(refusals(&mem, &set), "no_text no_text");
		check_int(set.refused[0].line, 12);
	}
	TEST("embedded answers: a gap that the writer drew himself is refused") {
		read_file(&mem, QUESTIONS_CLOZE, "cloze/all", &set);
		check_str(refusals(&mem, &set), "syntax");
	}
	TEST("missing word: what stands behind = is right") {
		read_text(&mem, QUESTIONS_MISSING_WORD,
			  "Kota {~Medan =Jakarta#ya} ramai.\n", &set);
		check_str(types(&mem, &set), "single");
		check(json_is_true(json_object_get(json_array_get(
			json_object_get(question(&set, 0), "choices"), 1),
			"right")));
	}
	TEST("bytes that are no text are refused") {
		questions_parse(&mem, QUESTIONS_GIFT, &(struct question_file){
			"", "a\0b", 3 }, 1, &set);
		check_str(refusals(&mem, &set), "file_charset");
	}
	TEST("UTF-16 and its mark are read") {
		questions_parse(&mem, QUESTIONS_GIFT, &(struct question_file){
			"", "\xff\xfex\0{\0T\0}\0", 10 }, 1, &set);
		check_str(types(&mem, &set), "trueFalse");
	}
	TEST("a file without a question says so") {
		read_text(&mem, QUESTIONS_GIFT, "// kosong\n", &set);
		check_str(refusals(&mem, &set), "file_empty");
	}
	arena_end(&mem);
}

/* A question whose picture begins so and has `more` letters of base 64. */
static const char *with_picture(struct arena *mem, const char *begin,
				int more)
{
	char *rest = arena_alloc(mem, (size_t)more + 1);

	memset(rest, 'A', (size_t)more);
	return arena_format(mem, "<quiz><question type=\"truefalse\">"
		"<questiontext format=\"html\"><text>x &lt;img alt='a' src="
		"'@@PLUGINFILE@@/a.png'&gt;</text><file name=\"a.png\" "
		"encoding=\"base64\">%s%s</file></questiontext><answer "
		"fraction=\"100\"><text>true</text></answer></question>"
		"</quiz>", begin, rest);
}

static void moodle(void)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;

	TEST("Moodle XML: eight kinds are taken, and two are told") {
		read_file(&mem, QUESTIONS_MOODLE, "moodle/all", &set);
		check_str(types(&mem, &set), "multiple trueFalse text numeric "
			  "match order cloze essay");
		check_str(refusals(&mem, &set), "description type");
		check_str(warnings(&mem, &set), "rubric");
	}
	TEST("its HTML becomes Markdown") {
		check_str(json_string_value(json_object_get(question(&set, 0),
							    "text")),
			  "Lihat ![denah](<data:image/png;base64,"
			  "iVBORw0KGgoAAAAN>) [ini](<https://a.id>)\n\n"
			  "| a | b\\|c |\n| --- | --- |\n\n- x\n- y\n\n"
			  "```\nk\nl\n```");
	}
	TEST("what is right there is right here") {
		check(json_is_true(json_object_get(question(&set, 1),
						   "right")));
		check(json_is_true(json_object_get(json_array_get(
			json_object_get(question(&set, 0), "choices"), 1),
			"right")));
		check(!json_object_get(json_array_get(json_object_get(
			question(&set, 0), "choices"), 2), "right"));
		read_text(&mem, QUESTIONS_MOODLE, "<quiz><question type="
			  "\"truefalse\"><questiontext><text>Ya?</text>"
			  "</questiontext><answer fraction=\"0\"><text>true"
			  "</text></answer><answer fraction=\"100\"><text>"
			  "false</text></answer></question></quiz>", &set);
		check(json_is_false(json_object_get(question(&set, 0),
						    "right")));
	}
	TEST("a picture that is none refuses its question") {
		read_text(&mem, QUESTIONS_MOODLE, with_picture(&mem, "PHN2Zz4=",
							       0), &set);
		check_str(refusals(&mem, &set), "picture_kind");
	}
	TEST("a picture of more than 100 kB refuses its question") {
		read_text(&mem, QUESTIONS_MOODLE, with_picture(
			&mem, "iVBORw0KGgoA", 140000), &set);
		check_str(refusals(&mem, &set), "picture_large");
	}
	TEST("a picture that is not in the file is told") {
		read_text(&mem, QUESTIONS_MOODLE, "<quiz><question type="
			  "\"truefalse\"><questiontext format=\"html\"><text>"
			  "x &lt;img src='@@PLUGINFILE@@/b.png'&gt;</text>"
			  "</questiontext><answer fraction=\"100\"><text>true"
			  "</text></answer></question></quiz>", &set);
		check_str(warnings(&mem, &set), "lost_picture");
	}
	TEST("a document type is refused") {
		read_text(&mem, QUESTIONS_MOODLE, "<!DOCTYPE quiz [<!ENTITY a "
			  "SYSTEM \"file:///etc/passwd\">]><quiz>&a;</quiz>",
			  &set);
		check_str(refusals(&mem, &set), "xml_entities");
	}
	TEST("XML that breaks off says at which line") {
		read_text(&mem, QUESTIONS_MOODLE, "<quiz>\n<question>\n", &set);
		check_str(refusals(&mem, &set), "xml");
		check_int(set.refused[0].line, 3);
	}
	arena_end(&mem);
}

static const struct item {
	const char *file, *type, *warnings;
} items[] = {
	{ "qti/choice.xml", "multiple", "" },
	{ "qti/match.xml", "match", "all_or_nothing" },
	{ "qti/associate.xml", "match", "all_or_nothing" },
	{ "qti/order.xml", "order", "all_or_nothing" },
	{ "qti/inline.xml", "cloze", "partly_right" },
	{ "qti/essay.xml", "essay", "rubric" },
};

static void packages(void)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		char sentence[100];

		snprintf(sentence, sizeof(sentence), "QTI 2: %s is a %s",
			 items[i].file, items[i].type);
		TEST(sentence) {
			read_file(&mem, QUESTIONS_QTI, items[i].file, &set);
			check_str(types(&mem, &set), items[i].type);
			check_str(warnings(&mem, &set), items[i].warnings);
		}
	}
	TEST("QTI 2: a mapping of one for each right, and one less, is partial") {
		read_file(&mem, QUESTIONS_QTI, "qti/choice.xml", &set);
		check(!json_object_get(question(&set, 0), "partial"));
		check_int(json_integer_value(json_object_get(
			question(&set, 0), "points")), 2);
	}
	TEST("QTI 2: what has to be all right gives nothing for a part") {
		size_t size;
		char *bytes = file_bytes(&mem, "qti/choice.xml", &size);
		char *template = strstr(bytes, "map_response");

		check(template != NULL);
		memcpy(template, "match_correc", 12);
		questions_parse(&mem, QUESTIONS_QTI, &(struct question_file){
			"a.xml", bytes, size }, 1, &set);
		check(json_is_false(json_object_get(question(&set, 0),
						    "partial")));
	}
	TEST("a manifest that names a file that is not there is told") {
		static const char manifest[] = "<manifest><resources><resource "
			"type=\"imsqti_item_xmlv2p1\" href=\"a.xml\"/>"
			"</resources></manifest>";

		questions_parse(&mem, QUESTIONS_QTI, &(struct question_file){
			"imsmanifest.xml", manifest, sizeof(manifest) - 1 }, 1,
			&set);
		check_str(refusals(&mem, &set), "file_absent");
	}
	TEST("Common Cartridge: its six profiles") {
		read_file(&mem, QUESTIONS_CC, "cc/all.xml", &set);
		check_str(types(&mem, &set), "single multiple trueFalse text "
			  "text essay");
		check_str(refusals(&mem, &set), "");
		check_str(warnings(&mem, &set), "pattern");
	}
	TEST("what is right in a cartridge is right here") {
		check(json_is_true(json_object_get(json_array_get(
			json_object_get(question(&set, 0), "choices"), 0),
			"right")));
		check_str(json_string_value(json_object_get(json_array_get(
			json_object_get(question(&set, 0), "choices"), 1),
			"feedback")), "Bukan");
		check(json_is_false(json_object_get(question(&set, 1),
						    "partial")));
		check(json_is_false(json_object_get(question(&set, 2),
						    "right")));
	}
	arena_end(&mem);
}

static const struct html {
	const char *html, *markdown;
} pieces[] = {
	{ "<p>a <b>b </b>c</p>", "a **b** c" },
	{ "<p>a*b_c* [x] \\ `k`</p>", "a\\*b_c\\* \\[x\\] \\\\ \\`k\\`" },
	{ "<p>1. a<br>- b<br/># c</p>", "1\\. a\\\n\\- b\\\n\\# c" },
	{ "<p>lihat https://a.id/x_y_z.</p>", "lihat <https://a.id/x_y_z>." },
	{ "<a href='javascript:alert(1)'>x</a>", "x" },
	{ "<script>alert(1)</script>x", "x" },
	{ "x<img src=x onerror=alert(1)>", "x" },
	{ "&lt;script&gt;alert(1)&lt;/script&gt;",
	  "\\<script\\>alert(1)\\</script\\>" },
	{ "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
	  "1. a\n\n    - b\n2. c" },
	{ "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b" },
	{ "x<sup>2</sup> H<sub>2</sub>O", "x² H₂O" },
	{ "{{instansi}}", "{ {instansi}}" },
	{ "<code>a`b</code>", "``a`b``" },
	{ "<i>&quot;x&quot;</i>y", "\"x\"y" },
	{ "<p>a<br></p>", "a" },
};

static void html(void)
{
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct arena mem = ARENA_INIT;
		struct question_set set;
		char sentence[200];

		snprintf(sentence, sizeof(sentence), "the HTML %s is faithful "
			 "in Markdown", pieces[i].html);
		TEST(sentence) {
			read_text(&mem, QUESTIONS_MOODLE, arena_format(&mem,
				"<quiz><question type=\"truefalse\">"
				"<questiontext format=\"html\"><text><![CDATA["
				"%s]]></text></questiontext><answer fraction="
				"\"100\"><text>true</text></answer></question>"
				"</quiz>", pieces[i].html), &set);
			check_str(json_string_value(json_object_get(
				question(&set, 0), "text")),
				pieces[i].markdown);
		}
		arena_end(&mem);
	}
}

int main(void)
{
	texts();
	moodle();
	packages();
	html();
	return test_end();
}
