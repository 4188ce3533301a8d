/*
 * QTI 2.1, 2.2 and 3: the same questions by the names of each, and packages of
 * ours. The items are the fuzz targets' corpus.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "questions/question_set.h"

static struct question_file file_of(struct arena *mem, const char *name)
{
	const char *path = arena_format(mem, "tests/fuzz/corpus/"
					"questions_qti/%s.xml", name);
	int fd = open(path, O_RDONLY);
	struct question_file f = { .path = arena_format(mem, "%s.xml", name) };
	struct stat st;
	char *bytes;

	check(fd >= 0 && !fstat(fd, &st));
	f.size = (size_t)st.st_size;
	bytes = arena_alloc(mem, f.size + 1);
	check_int(read(fd, bytes, f.size), (long long)f.size);
	bytes[f.size] = '\0';
	f.bytes = bytes;
	close(fd);
	return f;
}

static struct question_file text_file(const char *path, const char *bytes)
{
	return (struct question_file){ path, bytes, strlen(bytes) };
}

static const char *said(struct arena *mem, const struct question_set *set)
{
	struct text out = { .mem = mem };

	text_putf(&out, "%zu taken", set->ntaken);
	for (size_t i = 0; i < set->nrefused; i++)
		text_putf(&out, ", refused %s %s", set->refused[i].file,
			  question_note_name(set->refused[i].code));
	for (size_t i = 0; i < set->nwarnings; i++)
		text_putf(&out, ", %s %s", question_note_name(
			set->warnings[i].code), set->warnings[i].value);
	return out.bytes;
}

static const char *text_of(const struct question_set *set, size_t i)
{
	return json_string_value(json_object_get(set->taken[i].question,
						 "text"));
}

static const char *part(const json_t *q, const char *one, size_t i,
			const char *two)
{
	const json_t *list = json_object_get(q, one);

	return json_string_value(json_object_get(
		json_is_array(list) ? json_array_get(list, i) : list, two));
}

static void versions(void)
{
	static const char *const names[] = { "choice", "match", "associate",
		"order", "inline", "essay" };
	struct arena mem = ARENA_INIT;
	struct question_set two, three;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct question_file old = file_of(&mem, names[i]), new;
		char sentence[100];

		snprintf(sentence, sizeof(sentence),
			 "an item of QTI 3 is the question of QTI 2: %s",
			 names[i]);
		TEST(sentence) {
			new = file_of(&mem, arena_format(&mem, "%s3", names[i]));
			questions_parse(&mem, QUESTIONS_QTI, &old, 1, &two);
			questions_parse(&mem, QUESTIONS_QTI, &new, 1, &three);
			check_int(two.ntaken, 1);
			check_int(three.ntaken, 1);
			check(two.ntaken && three.ntaken &&
			      json_equal(two.taken[0].question,
					 three.taken[0].question));
			check_int(two.nwarnings, three.nwarnings);
		}
	}
	arena_end(&mem);
}

/* What is for those who mark, and what is said afterwards. */
static void afterwards(void)
{
	struct arena mem = ARENA_INIT;
	struct question_file f = file_of(&mem, "afterwards3");
	struct question_set set;
	const json_t *q;

	questions_parse(&mem, QUESTIONS_QTI, &f, 1, &set);
	check_int(set.ntaken, 1);
	q = set.taken[0].question;
	TEST("the text holds neither the notes of graders nor feedback")
		check_str(text_of(&set, 0),
			  "Pilih satu.\n\nSiapa yang memberi izin?");
	TEST("feedback in the body is of the side that its identifier names") {
		check_str(part(q, "feedback", 0, "right"), "BENAR, dinas.");
		check_str(part(q, "feedback", 0, "wrong"), "Baca lagi Pasal 3.");
	}
	TEST("feedback that a choice brings up is the choice's, with its title") {
		check_str(part(q, "choices", 0, "feedback"), "Bukan camat.");
		check(!part(q, "choices", 1, "feedback"));
		check_str(part(q, "choices", 2, "feedback"),
			  "**Hampir**\n\nLurah hanya mengantar.");
	}
	TEST("the points are the largest score that is possible")
		check_int(json_integer_value(json_object_get(q, "points")), 4);
	TEST("what has no place here is named")
		check_str(said(&mem, &set), "1 taken, "
			  "lost_element qti-rubric-block, "
			  "lost_element qti-companion-materials-info");
	arena_end(&mem);
}

#define ITEM(ns, body) "<assessmentItem xmlns='http://www.imsglobal.org/xsd/" \
	ns "' identifier='i' title='I' adaptive='false' timeDependent='false'>" \
	body "</assessmentItem>"
#define WORD(rules) "<responseDeclaration identifier='R' " \
	"cardinality='single' baseType='string'><correctResponse>" \
	"<value>KTP</value></correctResponse></responseDeclaration><itemBody>" \
	"<p>Kartu apa? <textEntryInteraction responseIdentifier='R'/></p>" \
	"</itemBody>" rules
#define TEMPLATE(v) "<responseProcessing template='http://www.imsglobal.org/" \
	"question/qti_" v "/rptemplates/match_correct'/>"
#define MANIFEST(v, items) "<manifest><resources>" items "<resource " \
	"identifier='t' type='imsqti_test_xml" v "' href='test.xml'/>" \
	"</resources></manifest>"
#define RESOURCE(v, href) "<resource identifier='i' type='imsqti_item_xml" v \
	"' href='" href "'><file href='" href "'/></resource>"

static const struct {
	const char *version, *manifest, *item, *test;
} packages[] = {
	{ "2.1", MANIFEST("v2p1", RESOURCE("v2p1", "items/a.xml")),
	  ITEM("imsqti_v2p1", WORD(TEMPLATE("v2p1"))),
	  "<assessmentTest title='Tes'/>" },
	{ "2.2", MANIFEST("v2p2", RESOURCE("v2p2", "items/a.xml")),
	  ITEM("imsqti_v2p2", WORD(TEMPLATE("v2p2"))),
	  "<assessmentTest title='Tes'/>" },
	{ "3", MANIFEST("v3p0", RESOURCE("v3p0", "items/a.xml")),
	  "<qti-assessment-item xmlns='http://www.imsglobal.org/xsd/"
	  "imsqtiasi_v3p0' identifier='i' title='I' adaptive='false' "
	  "time-dependent='false'><qti-response-declaration identifier='R' "
	  "cardinality='single' base-type='string'><qti-correct-response>"
	  "<qti-value>KTP</qti-value></qti-correct-response>"
	  "</qti-response-declaration><qti-item-body><p>Kartu apa? "
	  "<qti-text-entry-interaction response-identifier='R'/></p>"
	  "</qti-item-body><qti-response-processing template='https://purl."
	  "imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml'/>"
	  "</qti-assessment-item>", "<qti-assessment-test title='Tes'/>" },
};

static void whole_packages(void)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;

	for (size_t i = 0; i < sizeof(packages) / sizeof(*packages); i++) {
		const struct question_file files[] = {
			text_file("imsmanifest.xml", packages[i].manifest),
			text_file("items/a.xml", packages[i].item),
			text_file("test.xml", packages[i].test),
		};
		char sentence[100];

		snprintf(sentence, sizeof(sentence), "a package of QTI %s: its "
			 "item is taken, its test is told", packages[i].version);
		TEST(sentence) {
			questions_parse(&mem, QUESTIONS_QTI, files, 3, &set);
			check_str(said(&mem, &set), "1 taken, test Tes");
			check_str(text_of(&set, 0), "Kartu apa?");
		}
		TEST("its answer is matched to the letter, as there")
			check(json_is_false(json_object_get(
				set.taken[0].question, "ignoreCase")));
	}
	arena_end(&mem);
}

static void read_item(struct arena *mem, const char *item,
		      struct question_set *set)
{
	const struct question_file f = text_file("a.xml", item);

	questions_parse(mem, QUESTIONS_QTI, &f, 1, set);
}

static void letters(void)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;

	TEST("an answer that is compared without capitals is here too") {
		read_item(&mem, ITEM("imsqti_v2p1", WORD(
			"<responseProcessing><responseCondition><responseIf>"
			"<stringMatch caseSensitive='false'><variable "
			"identifier='R'/><correct identifier='R'/></stringMatch>"
			"</responseIf></responseCondition></responseProcessing>"
			)), &set);
		check_str(said(&mem, &set), "1 taken");
		check(!json_object_get(set.taken[0].question, "ignoreCase"));
	}
	TEST("answers that are compared to each other are told") {
		read_item(&mem, ITEM("imsqti_v2p1",
			"<responseDeclaration identifier='R' cardinality="
			"'single' baseType='string'><correctResponse><value>a"
			"</value></correctResponse></responseDeclaration>"
			"<responseDeclaration identifier='S' cardinality="
			"'single' baseType='string'><correctResponse><value>b"
			"</value></correctResponse></responseDeclaration>"
			"<itemBody><p>Dua: <textEntryInteraction "
			"responseIdentifier='R'/> dan <textEntryInteraction "
			"responseIdentifier='S'/></p></itemBody>"
			"<responseProcessing><responseCondition><responseIf>"
			"<and><match><variable identifier='R'/><correct "
			"identifier='R'/></match><match><variable identifier="
			"'S'/><correct identifier='S'/></match><not>"
			"<stringMatch caseSensitive='true'><variable identifier"
			"='R'/><variable identifier='S'/></stringMatch></not>"
			"</and></responseIf></responseCondition>"
			"</responseProcessing>"), &set);
		check_str(said(&mem, &set), "1 taken, processing ");
	}
	arena_end(&mem);
}

#define ABOUT(href) "<qti-assessment-item identifier='i' title='I'>" \
	"<qti-response-declaration identifier='R' cardinality='single' " \
	"base-type='string'/><qti-assessment-stimulus-ref identifier='s' " \
	"href='" href "'/><qti-item-body><p>Apa isinya?</p>" \
	"<qti-extended-text-interaction response-identifier='R'/>" \
	"</qti-item-body></qti-assessment-item>"

static void stimuli(void)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;
	struct question_file files[] = {
		text_file("imsmanifest.xml", MANIFEST("v3p0",
			RESOURCE("v3p0", "items/a.xml")
			RESOURCE("v3p0", "items/b.xml"))),
		text_file("items/a.xml", ABOUT("../texts/surat.xml")),
		text_file("items/b.xml", ABOUT("../texts/surat.xml")),
		text_file("test.xml", "<qti-assessment-test title='Tes'/>"),
		text_file("texts/surat.xml", "<qti-assessment-stimulus>"
			"<qti-stimulus-body><p>Surat <b>undangan</b>.</p>"
			"</qti-stimulus-body></qti-assessment-stimulus>"),
	};

	TEST("what several items are about stands before each of them") {
		questions_parse(&mem, QUESTIONS_QTI, files, 5, &set);
		check_str(said(&mem, &set), "2 taken, test Tes");
		check_str(text_of(&set, 0),
			  "Surat **undangan**.\n\nApa isinya?");
		check_str(text_of(&set, 1), text_of(&set, 0));
	}
	TEST("an item about a text that is not there is refused") {
		questions_parse(&mem, QUESTIONS_QTI, files, 4, &set);
		check_str(said(&mem, &set), "0 taken, "
			  "refused items/a.xml file_absent, "
			  "refused items/b.xml file_absent, test Tes");
	}
	arena_end(&mem);
}

static void refusals(void)
{
	static const char *const kinds[] = { "gap-match", "hottext", "hotspot",
		"graphic-order", "slider", "upload", "drawing", "media",
		"end-attempt", "portable-custom" };
	struct arena mem = ARENA_INIT;
	struct question_set set;

	TEST("every other interaction is refused by its name") {
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
			const char *name = arena_format(
				&mem, "qti-%s-interaction", kinds[i]);

			read_item(&mem, arena_format(
				&mem, "<qti-assessment-item identifier='i' "
				"title='I'><qti-item-body><p>x</p><%s/>"
				"</qti-item-body></qti-assessment-item>",
				name), &set);
			check_str(said(&mem, &set),
				  "0 taken, refused a.xml interaction");
			check_str(set.refused[0].value, name);
		}
	}
	arena_end(&mem);
}

int main(void)
{
	versions();
	afterwards();
	whole_packages();
	letters();
	stimuli();
	refusals();
	return test_end();
}
