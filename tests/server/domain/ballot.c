#include "domain/ballot.h"

#include "check.h"

#define MOST 40

static struct arena mem = ARENA_INIT;

/* "a1" is batch a, unit 1; "-" is none; a day each, by default the first. */
static size_t waiting(const char *text, int64_t day, struct ballot_waiting *out,
		      size_t n)
{
	for (; *text; text += text[2] ? 3 : 2)
		out[n++] = (struct ballot_waiting){
			.batch_id = *text == '-' ? NULL
				: arena_format(&mem, "%c", *text),
			.unit_id = text[1] == '-' ? NULL
				: arena_format(&mem, "%c", text[1]),
			.day = day,
		};
	return n;
}

/* "a1:5 a-:6", in the order they were made. */
static const char *blocks(const char *old, const char *young,
			  enum ballot_way way)
{
	struct ballot_waiting all[MOST];
	struct text out = { .mem = &mem };
	struct ballot_group *groups;
	size_t n = waiting(old, 1, all, 0), made;

	n = waiting(young, 2, all, n);
	groups = ballot_blocks(&mem, all, n, way, 2, &made);
	text_puts(&out, "");
	for (size_t i = 0; i < made; i++)
		text_putf(&out, "%s%s%s:%zu", i ? " " : "",
			  groups[i].batch_id ? groups[i].batch_id : "-",
			  groups[i].unit_id ? groups[i].unit_id : "-",
			  groups[i].n);
	return out.bytes;
}

static void alike(void)
{
	TEST("five of one batch and one unit are told, and four wait") {
		check_str(blocks("", "a1 a1 a1 a1", BALLOT_ALIKE), "");
		check_str(blocks("", "a1 a1 a1 a1 a1", BALLOT_ALIKE), "a1:5");
		check_str(blocks("", "a1 a1 a1 a1 a2 b1", BALLOT_ALIKE), "");
	}
	TEST("to have neither batch nor unit is to be alike, too") {
		check_str(blocks("", "-- -- -- -- --", BALLOT_ALIKE), "--:5");
		check_str(blocks("", "-1 -1 -1 -1 -1 --", BALLOT_ALIKE),
			  "-1:5");
	}
	TEST("what came before today is not told coarsely but at night") {
		check_str(blocks("a1 a2 a3 a4 a5 a6", "", BALLOT_ALIKE), "");
	}
}

static void coarse(void)
{
	TEST("at night five of a batch are told as that") {
		check_str(blocks("a1 a2 a3 a4 a5", "", BALLOT_OLD), "a-:5");
		check_str(blocks("a1 a2 a3 a4", "", BALLOT_OLD), "");
	}
	TEST("else five of a unit, and else all that are left") {
		check_str(blocks("a1 b1 c1 d1 -1", "", BALLOT_OLD), "-1:5");
		check_str(blocks("a1 b2 c3 d4 --", "", BALLOT_OLD), "--:5");
		check_str(blocks("a1 b2 c3 d4", "", BALLOT_OLD), "");
	}
	TEST("having no batch in common is not having one") {
		check_str(blocks("-1 -2 -3 -4 -5", "", BALLOT_OLD), "--:5");
		check_str(blocks("a- b- c- d- e-", "", BALLOT_OLD), "--:5");
	}
	TEST("what came today waits for its like for another night") {
		check_str(blocks("a1 a2 a3 a4", "a5 a6 a7", BALLOT_OLD), "");
		check_str(blocks("a1 a2 a3 a4", "a5 a6 a7", BALLOT_ALL),
			  "a-:7");
	}
	TEST("what is alike is told as finely as it can be first") {
		check_str(blocks("a1 a1 a1 a1 a1 a2 a3 a4", "", BALLOT_OLD),
			  "a1:5");
		check_str(blocks("a1 a1 a1 a1 a1 a2 a3 a4 b5 b6", "",
				 BALLOT_OLD), "a1:5 --:5");
	}
}

static void full(void)
{
	struct ballot_waiting five[5];
	const size_t n = waiting("a1 a1 a1 a1 a1", 1, five, 0);

	TEST("the fifth of its kind is due, and one in a box that is full") {
		check(ballot_due(five, n, 0));
		check(!ballot_due(five, n - 1, 0));
		check(ballot_due(five, 1, BALLOT_BYTES_MOST + 1));
	}
	TEST("a day begins at midnight in Jakarta") {
		check_int(ballot_day(INT64_C(1800000000000)), 20833);
		check_int(ballot_day(INT64_C(1800032399999)), 20833);
		check_int(ballot_day(INT64_C(1800032400000)), 20834);
	}
}

static void parts(void)
{
	TEST("a block tells of a question that all answered, or five and five not") {
		check(ballot_clean(5, 5));
		check(ballot_clean(0, 5));
		check(!ballot_clean(2, 5));
		check(!ballot_clean(5, 9));
		check(ballot_clean(5, 10));
		check(!ballot_clean(4, 10));
	}
	TEST("of others five are told, and five or nobody are left") {
		for (size_t had = 0; had < 30; had++)
			for (size_t lacked = 0; lacked <= 5; lacked++) {
				const size_t n = ballot_part(had, lacked);
				const size_t left = had + lacked - n;

				check(n <= had && (!n || n >= SURVEY_LEAST));
				check(!n || !left || left >= SURVEY_LEAST);
				check(n || had < SURVEY_LEAST ||
				      had + lacked < 2 * SURVEY_LEAST);
			}
	}
}

int main(void)
{
	alike();
	parts();
	coarse();
	full();
	arena_end(&mem);
	return test_end();
}
