#include "domain/quiz.h"

#include <math.h>

#include "check.h"
#include "questions.h"

#define MINUTE 60000LL

static const struct quiz_leave none = { 0, 0 };

/* ---- The file --------------------------------------------------------------- */

#define Q1 "{'id':'q1','type':'trueFalse','text':'T','right':true," \
	"'tags':['dasar']}"
#define Q2 "{'id':'q2','type':'trueFalse','text':'T','right':true}"
#define Q3 "{'id':'q3','type':'trueFalse','text':'T','right':true," \
	"'tags':['dasar','lanjut']}"
#define FILE_OF(kind, rest) "{'id':'kuis','title':'Kuis','kind':'" kind "'" \
	rest "}"
#define QUIZ_OF(rest) FILE_OF("quiz", ",'questions':[" Q1 "," Q2 "," Q3 "]" rest)

static const struct { const char *quiz, *code, *pointer; } files[] = {
	{ QUIZ_OF(""), "", "" },
	{ QUIZ_OF(",'passMark':70,'attempts':3,'keep':'average',"
		"'timeMinutes':20,'shuffle':false,'feedback':'closed',"
		"'closesAt':'2027-01-31','intro':'Baca.'"), "", "" },
	{ QUIZ_OF(",'passMark':null,'attempts':null,'timeMinutes':null,"
		"'closesAt':null"), "", "" },
	{ "[]", "object_wanted", "" },
	{ FILE_OF("kuis", ",'questions':[" Q1 "]"), "word_unknown", "/kind" },
	{ FILE_OF("quiz", ""), "quiz_empty", "" },
	{ FILE_OF("quiz", ",'draw':[{'count':1,'bank':'B'}]"), "", "" },
	{ QUIZ_OF(",'passMark':101"), "range", "/passMark" },
	{ QUIZ_OF(",'attempts':0"), "range", "/attempts" },
	{ QUIZ_OF(",'timeMinutes':1.5"), "count_wanted", "/timeMinutes" },
	{ QUIZ_OF(",'waktu':5"), "key_unknown", "/waktu" },
	{ QUIZ_OF(",'feedback':'closed'"), "closed_never", "/feedback" },
	{ QUIZ_OF(",'activities':[]"), "activities_here", "/activities" },
	{ FILE_OF("quiz", ",'questions':[" Q1 "," Q1 "]"), "id_twice",
		"/questions/1/id" },
	{ FILE_OF("quiz", ",'questions':[" Q1 ",5]"), "object_wanted",
		"/questions/1" },
	{ FILE_OF("practice", ",'questions':[" Q1 "],'passMark':5"),
		"practice_rule", "/passMark" },
	{ FILE_OF("practice", ",'activities':[" Q1 "]"), "", "" },
	{ FILE_OF("practice", ",'questions':[" Q1 "],'activities':[" Q1 "]"),
		"id_twice", "/activities/0/id" },
	{ QUIZ_OF(",'draw':[{'count':3}]"), "", "" },
	{ QUIZ_OF(",'draw':[{'count':4}]"), "draw_short", "/draw/0" },
	{ QUIZ_OF(",'draw':[{'count':2,'tag':'dasar'}]"), "", "" },
	{ QUIZ_OF(",'draw':[{'count':3,'tag':'dasar'}]"), "draw_short",
		"/draw/0" },
	{ QUIZ_OF(",'draw':[{'count':1},{'count':2,'tag':'dasar'}]"), "", "" },
	{ QUIZ_OF(",'draw':[{'count':2},{'count':2,'tag':'dasar'}]"),
		"draw_short", "/draw/0" },
	/* The one of both tags may be gone. */
	{ QUIZ_OF(",'draw':[{'count':1,'tag':'dasar'},"
		"{'count':1,'tag':'lanjut'}]"), "draw_short", "/draw/1" },
	{ QUIZ_OF(",'draw':[{'count':0}]"), "range", "/draw/0/count" },
	{ QUIZ_OF(",'draw':[{'jumlah':1}]"), "key_missing", "/draw/0" },
};

static void files_hold(void)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct arena mem = ARENA_INIT;
		struct definition_faults f = { .mem = &mem };
		bool good = !*files[i].code;

		quiz_check(json_of(&mem, files[i].quiz), &f);
		for (size_t k = 0; k < f.n; k++)
			if (strcmp(definition_code_name(f.list[k].code),
				   files[i].code) == 0 &&
			    strcmp(f.list[k].pointer, files[i].pointer) == 0)
				good = true;
		good = good && !*files[i].code == !f.n;
		if (!good)
			printf("# %s: %s %s\n", files[i].quiz, f.n ?
			       definition_code_name(f.list[0].code) : "fine",
			       f.n ? f.list[0].pointer : "");
		check(good);
		arena_end(&mem);
	}
}

static struct quiz_rules rules_of(const char *rest)
{
	struct arena mem = ARENA_INIT;
	struct quiz_rules rules;

	quiz_rules_read(json_of(&mem, rest), &rules);
	arena_end(&mem);
	return rules;
}

/* ---- Moments ---------------------------------------------------------------- */

static void beginnings(void)
{
	struct quiz_rules r = rules_of("{'kind':'quiz','attempts':2,"
				       "'closesAt':'2027-01-31'}");
	/* 2027-02-01T00:00 in WIB, UTC+7. */
	const int64_t closes = 1801414800000LL;
	const struct quiz_leave more = { 30, 1 };

	TEST("a quiz is open until the end of its last day in WIB") {
		check_int(r.closes_at, closes);
		check_int(quiz_may_begin(&r, &none, 0, false, closes - 1),
			  QUIZ_MAY);
		check_int(quiz_may_begin(&r, &none, 0, false, closes),
			  QUIZ_CLOSED);
		check_int(rules_of("{'closesAt':'2028-02-29'}").closes_at,
			  1835456400000LL);
	}
	TEST("as often as there are attempts, and those given besides") {
		check_int(quiz_may_begin(&r, &none, 1, false, 0), QUIZ_MAY);
		check_int(quiz_may_begin(&r, &none, 2, false, 0), QUIZ_USED);
		check_int(quiz_may_begin(&r, &more, 2, false, 0), QUIZ_MAY);
		check_int(quiz_may_begin(&r, &more, 3, false, 0), QUIZ_USED);
		check_int(quiz_left(&r, &none, 5), 0);
		check_int(quiz_left(&r, &more, 1), 2);
		check_int(quiz_may_begin(&r, &more, 2, false,
					 closes + 30 * MINUTE - 1), QUIZ_MAY);
		check_int(quiz_may_begin(&r, &more, 2, false,
					 closes + 30 * MINUTE), QUIZ_CLOSED);
	}
	TEST("without a limit there is always one more") {
		r = rules_of("{'kind':'quiz','attempts':null}");
		check_int(quiz_left(&r, &none, 1000), -1);
		check_int(quiz_may_begin(&r, &none, 1000, false, 0), QUIZ_MAY);
	}
	TEST("one that is open is gone on with, whatever else is true") {
		r = rules_of("{'attempts':1,'closesAt':'2027-01-31'}");
		check_int(quiz_may_begin(&r, &none, 1, true, closes + 1),
			  QUIZ_OPEN);
		check_str(quiz_bar_name(QUIZ_OPEN), "open");
	}
}

static void deadlines(void)
{
	struct quiz_rules timed = rules_of("{'timeMinutes':20}");
	struct quiz_rules both = rules_of("{'timeMinutes':20,"
					  "'closesAt':'2027-01-31'}");
	struct quiz_rules day = rules_of("{'closesAt':'2027-01-31'}");
	const struct quiz_leave more = { 10, 0 };
	const int64_t began = 1800000000000LL, closes = 1801414800000LL;

	TEST("time runs from the beginning, longer for who was given more") {
		check_int(quiz_deadline(&timed, &none, began),
			  began + 20 * MINUTE);
		check_int(quiz_deadline(&timed, &more, began),
			  began + 30 * MINUTE);
	}
	TEST("the closing cuts it short") {
		check_int(quiz_deadline(&both, &none, closes - 5 * MINUTE),
			  closes);
		check_int(quiz_deadline(&both, &more, closes - 5 * MINUTE),
			  closes + 10 * MINUTE);
		check_int(quiz_deadline(&both, &none, began),
			  began + 20 * MINUTE);
		check_int(quiz_deadline(&day, &none, began), closes);
	}
	TEST("without either there is no end") {
		const struct quiz_rules r = rules_of("{}");

		check_int(quiz_deadline(&r, &more, began), 0);
	}
}

static void countings(void)
{
	static const struct {
		int64_t deadline, at, now;
		bool counts;
	} rows[] = {
		{ 0, 500, 500, true },
		{ 1000, 1000, 1000, true },
		{ 1000, 1001, 1001, false },
		/* Given in time, arrived an hour later. */
		{ 1000, 999, 3601000, true },
		{ 1000, 1001, 3601000, false },
		/* A clock that is ahead gains nothing, one behind loses nothing. */
		{ 1000, 5000, 900, true },
		{ 1000, 5000, 1100, false },
		{ 1000, -5000, 2000, true },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (quiz_counts(100, rows[i].deadline, rows[i].at,
				rows[i].now) == rows[i].counts)
			continue;
		printf("# row %zu\n", i);
		check(false);
	}
}

static void tellings(void)
{
	static const struct {
		const char *feedback;
		bool ended, closed, score, checks, told;
	} rows[] = {
		{ "once", false, false, false, true, false },
		{ "once", true, false, true, false, true },
		{ "end", false, false, false, false, false },
		{ "end", true, false, true, false, true },
		{ "closed", false, false, false, false, false },
		{ "closed", true, false, true, false, false },
		{ "closed", true, true, true, false, true },
		{ "closed", false, true, false, false, false },
		{ "never", true, true, true, false, false },
		{ "never", false, false, false, false, false },
	};
	const int64_t closes = 1801414800000LL;
	struct arena mem = ARENA_INIT;
	struct quiz_telling t;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct quiz_rules r = rules_of(arena_format(&mem,
			"{'feedback':'%s','closesAt':'2027-01-31'}",
			rows[i].feedback));

		quiz_telling(&r, &none, rows[i].ended,
			     rows[i].closed ? closes : closes - 1, &t);
		if (t.score != rows[i].score || t.checks != rows[i].checks ||
		    t.feedback != rows[i].told)
			printf("# row %zu\n", i);
		check(t.score == rows[i].score && t.checks == rows[i].checks &&
		      t.feedback == rows[i].told);
	}
	arena_end(&mem);
}

/* ---- Scores ----------------------------------------------------------------- */

static void sums(void)
{
	const struct quiz_rules r = rules_of("{'passMark':70}");
	const struct quiz_rules free_ = rules_of("{'passMark':null}");
	const struct quiz_rules zero = rules_of("{'passMark':0}");
	struct quiz_sum s = { 0, 0, 0, false };

	TEST("points are added by what each question is worth") {
		quiz_sum_add(&s, 1, 2, false);
		quiz_sum_add(&s, 0.5, 1, false);
		quiz_sum_add(&s, 0, 1, false);
		check(s.points == 2.5 && s.most == 4 && s.scaled == 0.625);
		check(!s.waiting);
	}
	TEST("a mark that is missing brings nothing yet, and is told") {
		quiz_sum_add(&s, 1, 6, true);
		check(s.points == 2.5 && s.most == 10 && s.scaled == 0.25);
		check(s.waiting);
	}
	TEST("a quiz of no points has a score of nothing, not of nonsense") {
		s = (struct quiz_sum){ 0, 0, 0, false };
		quiz_sum_add(&s, 1, 0, false);
		check(s.scaled == 0);
	}
	TEST("just the pass mark passes, also where a double is a hair below") {
		const struct quiz_rules odd = rules_of("{'passMark':57}");

		check(0.57 * 100 < 57 && quiz_passed(&odd, 0.57));
		check(quiz_passed(&r, 0.7) && !quiz_passed(&r, 0.699));
		check(quiz_passed(&zero, 0) && !quiz_passed(&free_, 1));
	}
}

static void keeps(void)
{
	static const double scores[] = { 0.5, 0.9, 0.6 };
	double v;

	check(quiz_kept(KEEP_BEST, scores, 3, &v) && v == 0.9);
	check(quiz_kept(KEEP_LAST, scores, 3, &v) && v == 0.6);
	check(quiz_kept(KEEP_FIRST, scores, 3, &v) && v == 0.5);
	check(quiz_kept(KEEP_AVERAGE, scores, 3, &v) &&
	      fabs(v - 2.0 / 3) < 1e-12);
	check(!quiz_kept(KEEP_BEST, NULL, 0, &v));
}

int main(void)
{
	TEST("a quiz that makes sense has no fault, any other its own")
		files_hold();
	beginnings();
	deadlines();
	TEST("an answer given in time counts, however late it arrives")
		countings();
	TEST("feedback is told when the quiz says, and the score at the end")
		tellings();
	sums();
	TEST("the best, last, first or average score is kept")
		keeps();
	return test_end();
}
