/*
 * Questions that others wrote, when the folder of them is there: BALAI_SHARED,
 * or ../shared beside the checkout. What comes of each file was looked at by
 * eye; BALAI_VERBOSE=1 shows it.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "questions/question_set.h"
#include "unpack.h"

static const struct expected {
	const char *file;
	enum questions_format format;
	size_t taken, refused, warnings;
} files[] = {
	/* Choices of one, no text twice, and one that got no key. */
	{ "moodle_aiken_aiken_errors.txt", QUESTIONS_AIKEN, 3, 4, 0 },
	{ "moodle_aiken_questions.aiken.txt", QUESTIONS_AIKEN, 2, 0, 0 },
	/* Weights of "colours"; half an answer, and its feedback. */
	{ "moodle_gift_questions.gift.txt", QUESTIONS_GIFT, 9, 0, 3 },
	/* The third pairs "asdf" twice. */
	{ "moodle_gift_questions_encoding_windows-1252.gift.txt",
	  QUESTIONS_GIFT, 2, 1, 0 },
	/* A style. */
	{ "moodle_gift_questions_in_category.gift.txt", QUESTIONS_GIFT, 4, 0, 1 },
	{ "moodle_missingword_question.missingword1.txt",
	  QUESTIONS_MISSING_WORD, 1, 0, 0 },
	{ "moodle_missingword_question.missingword2.txt",
	  QUESTIONS_MISSING_WORD, 1, 0, 0 },
	/* An answer that is right by 75 %. */
	{ "moodle_missingword_question.missingword3.txt",
	  QUESTIONS_MISSING_WORD, 1, 0, 1 },
	{ "moodle_multianswer_broken_multianswer_1.txt", QUESTIONS_CLOZE, 0, 1, 0 },
	{ "moodle_multianswer_broken_multianswer_2.txt", QUESTIONS_CLOZE, 0, 1, 0 },
	{ "moodle_multianswer_broken_multianswer_3.txt", QUESTIONS_CLOZE, 0, 1, 0 },
	{ "moodle_multianswer_broken_multianswer_4.txt", QUESTIONS_CLOZE, 0, 1, 0 },
	/* MULTIRESPONSE in it. */
	{ "moodle_multianswer_multianswer-all-types.xml", QUESTIONS_MOODLE,
	  0, 1, 0 },
	/* Feedback of gaps, and half an answer. */
	{ "moodle_multianswer_questions.multianswer.txt", QUESTIONS_CLOZE,
	  1, 0, 6 },
	{ "moodle_xml_broken_cloze_questions.xml", QUESTIONS_MOODLE, 0, 5, 0 },
	{ "moodle_xml_categories_reverse_order.xml", QUESTIONS_MOODLE, 2, 0, 0 },
	{ "moodle_xml_category_with_description.xml", QUESTIONS_MOODLE, 1, 0, 0 },
	/* Its weights, and its feedback for what is partly right. */
	{ "moodle_xml_error_invalid_grades.xml", QUESTIONS_MOODLE, 1, 0, 2 },
	{ "moodle_xml_export_category.xml", QUESTIONS_MOODLE, 1, 0, 0 },
	{ "moodle_xml_html_chars_in_idnumbers.xml", QUESTIONS_MOODLE, 1, 0, 0 },
	{ "moodle_xml_multianswer.xml", QUESTIONS_MOODLE, 1, 0, 6 },
	/* bonjour.mp3 */
	{ "moodle_xml_multichoice.xml", QUESTIONS_MOODLE, 1, 0, 1 },
	{ "moodle_xml_nested_categories.xml", QUESTIONS_MOODLE, 1, 0, 0 },
	{ "moodle_xml_nested_categories_with_questions.xml", QUESTIONS_MOODLE,
	  5, 0, 0 },
	{ "moodle_xml_old_format_file.xml", QUESTIONS_MOODLE, 2, 0, 0 },
	/* Feedback of gaps; two pictures without words. */
	{ "moodle_xml_sample_questions_with_old_image_tag.xml",
	  QUESTIONS_MOODLE, 2, 0, 8 },
	{ "moodle_xml_truefalse.xml", QUESTIONS_MOODLE, 2, 0, 2 },
	/* What is refused is adaptive, a hotspot, hottext, or has a picture of 110 kB;
	   a warning of each is the arrangement of the test. */
	{ "qti/basicFeedbackTest.zip", QUESTIONS_QTI, 2, 2, 1 },
	{ "qti/ccPackage.zip", QUESTIONS_QTI, 11, 0, 2 },
	{ "qti/englishBasicLevelV2.zip", QUESTIONS_QTI, 52, 0, 1 },
	{ "qti/feedbackTest.zip", QUESTIONS_QTI, 2, 4, 1 },
	{ "qti/interactionMixSaxonyV3.zip", QUESTIONS_QTI, 11, 2, 19 },
	{ "qti/qti3_QTI3_BeginnersGuide_Examples.zip", QUESTIONS_QTI, 5, 1, 2 },
	{ "qti/sharedMedia.zip", QUESTIONS_QTI, 0, 2, 0 },
	{ "qti/simple.zip", QUESTIONS_QTI, 1, 0, 0 },
};

static void show(struct arena *mem, const struct question_set *set)
{
	if (!getenv("BALAI_VERBOSE"))
		return;
	for (size_t i = 0; i < set->ntaken; i++) {
		char *json = json_dumps(set->taken[i].question, 0);

		printf("#   %s %.1000s\n", question_note_place(mem,
			set->taken[i].file, set->taken[i].line, LANG_EN), json);
		free(json);
	}
	for (size_t i = 0; i < set->nrefused; i++)
		printf("#   refused %s '%s' %s\n", question_note_place(mem,
			set->refused[i].file, set->refused[i].line, LANG_EN),
			set->refused[i].name, question_note_sentence(
				mem, &set->refused[i], LANG_EN));
	for (size_t i = 0; i < set->nwarnings; i++)
		printf("#   warning %s '%s' %s\n", question_note_place(mem,
			set->warnings[i].file, set->warnings[i].line, LANG_EN),
			set->warnings[i].name, question_note_sentence(
				mem, &set->warnings[i], LANG_EN));
}

static void compare(struct arena *mem, const struct question_set *set,
		    const struct expected *want)
{
	show(mem, set);
	check_int(set->ntaken, want->taken);
	check_int(set->nrefused, want->refused);
	check_int(set->nwarnings, want->warnings);
}

static int file_open(const char *shared, const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%.500s/questions/%.255s", shared, name);
	return open(path, O_RDONLY);
}

static void read_one(const char *shared, const struct expected *want)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;
	const char *reason;
	int fd = file_open(shared, want->file);

	check(fd >= 0);
	check_int(questions_read(&mem, want->format, fd, NULL, LANG_ID, &set,
				 &reason), OK);
	compare(&mem, &set, want);
	close(fd);
	arena_end(&mem);
}

int main(int argc, char **argv)
{
	const char *shared = getenv("BALAI_SHARED");
	char sentence[300];

	if (argc > 1 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	if (!shared)
		shared = "../shared";
	snprintf(sentence, sizeof(sentence), "%.200s/questions", shared);
	if (access(sentence, R_OK)) {
		printf("# passed over: no questions of others at %s "
		       "(BALAI_SHARED)\n", sentence);
		return 0;
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		snprintf(sentence, sizeof(sentence), "of %s %zu questions are "
			 "taken, %zu refused with %zu warnings", files[i].file,
			 files[i].taken, files[i].refused, files[i].warnings);
		TEST(sentence)
			read_one(shared, &files[i]);
	}
	return test_end();
}
