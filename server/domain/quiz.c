#include "domain/quiz.h"

#include <math.h>
#include <string.h>

#include "domain/day.h"
#include "domain/paper.h"
#include "domain/practice.h"
#include "domain/question.h"

#define DRAWS_MOST 20
#define MINUTE_MS 60000LL
#define WIB_MS (7 * 60 * MINUTE_MS)

static const char *const kinds[] = { "pretest", "quiz", "practice", NULL };
static const char *const keeps[] = { "best", "last", "first", "average", NULL };
static const char *const feedbacks[] = { "once", "end", "closed", "never",
					 NULL };

const char *quiz_kind_name(enum quiz_kind k)
{
	return kinds[k];
}

const char *quiz_keep_name(enum quiz_keep k)
{
	return keeps[k];
}

const char *quiz_feedback_name(enum quiz_feedback f)
{
	return feedbacks[f];
}

/* ---- The file ------------------------------------------------------------- */

static const struct definition_key quiz_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "kind", KIND_WORD, true, 0, 0, kinds },
	{ "intro", KIND_TEXT, false, 1, 20000, NULL },
	{ "passMark", KIND_NUMBER, false, 0, 100, NULL },
	{ "attempts", KIND_COUNT, false, 1, 1000, NULL },
	{ "keep", KIND_WORD, false, 0, 0, keeps },
	{ "timeMinutes", KIND_COUNT, false, 1, 10000, NULL },
	{ "shuffle", KIND_TRUTH, false, 0, 0, NULL },
	{ "feedback", KIND_WORD, false, 0, 0, feedbacks },
	{ "closesAt", KIND_DAY, false, 0, 0, NULL },
	{ "draw", KIND_LIST, false, 0, DRAWS_MOST, NULL },
	{ "questions", KIND_LIST, false, 0, PAPER_MOST, NULL },
	{ "activities", KIND_LIST, false, 0, PAPER_MOST, NULL },
	{ .kind = KIND_END }
};

static const struct definition_key draw_keys[] = {
	{ "count", KIND_COUNT, true, 1, PAPER_MOST, NULL },
	{ "tag", KIND_LINE, false, 1, 500, NULL },
	{ "bank", KIND_LINE, false, 1, 200, NULL },
	{ .kind = KIND_END }
};

static const char *text_at(json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

static bool given(json_t *json, const char *key)
{
	json_t *value = json_object_get(json, key);

	return value && !json_is_null(value);
}

static int word_of(json_t *json, const char *key, const char *const *words,
		   int otherwise)
{
	const char *s = text_at(json, key);

	for (int i = 0; s && words[i]; i++)
		if (strcmp(words[i], s) == 0)
			return i;
	return otherwise;
}

/* Ids are remembered in an object, so that 500 are not compared with 500. */
static void id_check(struct definition_faults *f, const struct spot *spot,
		     json_t *seen, json_t *one)
{
	const struct spot at = { spot, "id", 0 };
	const char *id = text_at(one, "id");

	if (!id)
		return;
	if (json_object_get(seen, id))
		definition_fault(f, &at, DEFINITION_ID_TWICE, id);
	json_object_set_new(seen, id, json_true());
}

static void questions_check(struct definition_faults *f, json_t *quiz,
			    enum quiz_kind kind, json_t *seen)
{
	const struct spot list = { NULL, "questions", 0 };
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(quiz, "questions"), i, one) {
		const struct spot at = { &list, NULL, i };

		if (i == PAPER_MOST || f->n == DEFINITION_FAULTS_MOST)
			break;
		question_check(one, kind != QUIZ_PRACTICE, &at, f);
		id_check(f, &at, seen, one);
	}
}

static void activities_check(struct definition_faults *f, json_t *quiz,
			     enum quiz_kind kind, json_t *seen)
{
	const struct spot list = { NULL, "activities", 0 };
	json_t *one;
	size_t i;

	if (kind != QUIZ_PRACTICE && given(quiz, "activities")) {
		definition_fault(f, &list, DEFINITION_ACTIVITIES_HERE, NULL);
		return;
	}
	json_array_foreach(json_object_get(quiz, "activities"), i, one) {
		const struct spot at = { &list, NULL, i };

		if (i == PAPER_MOST || f->n == DEFINITION_FAULTS_MOST)
			break;
		practice_check(one, &at, f);
		id_check(f, &at, seen, one);
	}
}

static bool tagged(json_t *question, const char *tag)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(question, "tags"), i, one) {
		const char *s = json_string_value(one);

		if (s && tag && strcmp(s, tag) == 0)
			return true;
	}
	return !tag;
}

/* How many own questions fit both; a rule from a bank fits none. */
static double fitting(json_t *quiz, json_t *rule, json_t *other)
{
	const char *tag = text_at(rule, "tag"), *more = text_at(other, "tag");
	double n = 0;
	json_t *one;
	size_t i;

	if (given(rule, "bank") || given(other, "bank"))
		return 0;
	json_array_foreach(json_object_get(quiz, "questions"), i, one)
		n += tagged(one, tag) && tagged(one, more);
	return n;
}

static double count_of(json_t *rule)
{
	return json_number_value(json_object_get(rule, "count"));
}

/* Is it drawn before the i-th? As paper.h has it: those with a tag first. */
static bool drawn_before(json_t *rule, size_t j, json_t *ith, size_t i)
{
	const bool tag = given(rule, "tag");

	return tag == given(ith, "tag") ? j < i : tag;
}

/* Rules drawn before may, at worst, take all that they have in common. */
static void draw_count(struct definition_faults *f, const struct spot *spot,
		       json_t *quiz, size_t i)
{
	json_t *rules = json_object_get(quiz, "draw"), *other;
	json_t *rule = json_array_get(rules, i);
	double fit = fitting(quiz, rule, rule);
	size_t j;

	if (given(rule, "bank"))
		return;
	json_array_foreach(rules, j, other)
		if (j != i && drawn_before(other, j, rule, i))
			fit -= fmin(count_of(other),
				    fitting(quiz, rule, other));
	if (fit < count_of(rule))
		definition_fault_in(f, spot, (struct definition_fault){
			.code = DEFINITION_DRAW_SHORT, .least = fmax(fit, 0),
			.most = count_of(rule) });
}

static void draw_check(struct definition_faults *f, json_t *quiz)
{
	const struct spot list = { NULL, "draw", 0 };
	json_t *rules = json_object_get(quiz, "draw"), *rule;
	const size_t before = f->n;
	size_t i;

	json_array_foreach(rules, i, rule) {
		const struct spot at = { &list, NULL, i };

		if (i == DRAWS_MOST)
			return;
		definition_object(f, &at, rule, draw_keys, NULL);
	}
	for (i = 0; f->n == before && i < json_array_size(rules); i++) {
		const struct spot at = { &list, NULL, i };

		draw_count(f, &at, quiz, i);
	}
}

static void practice_rules(struct definition_faults *f, json_t *quiz)
{
	static const char *const none[] = { "passMark", "attempts", "keep",
		"timeMinutes", "feedback", "closesAt", "draw" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		const struct spot at = { NULL, none[i], 0 };

		if (given(quiz, none[i]))
			definition_fault(f, &at, DEFINITION_PRACTICE_RULE,
					 none[i]);
	}
}

void quiz_check(json_t *quiz, struct definition_faults *f)
{
	const struct spot feedback = { NULL, "feedback", 0 };
	json_t *seen;
	enum quiz_kind kind;

	if (!definition_object(f, NULL, quiz, quiz_keys, NULL))
		return;
	kind = (enum quiz_kind)word_of(quiz, "kind", kinds, QUIZ_QUIZ);
	seen = json_object();
	questions_check(f, quiz, kind, seen);
	activities_check(f, quiz, kind, seen);
	json_decref(seen);
	if (kind == QUIZ_PRACTICE) {
		practice_rules(f, quiz);
		return;
	}
	draw_check(f, quiz);
	if (!json_array_size(json_object_get(quiz, "questions")) &&
	    !json_array_size(json_object_get(quiz, "draw")))
		definition_fault(f, NULL, DEFINITION_QUIZ_EMPTY, NULL);
	if (word_of(quiz, "feedback", feedbacks, FEEDBACK_END) ==
	    FEEDBACK_CLOSED && !given(quiz, "closesAt"))
		definition_fault(f, &feedback, DEFINITION_CLOSED_NEVER, NULL);
}

/* ---- The rules ------------------------------------------------------------ */

/* Days since 1970 of a day that day_fits (Hinnant, days_from_civil). */
static int64_t day_number(const char *day)
{
	const int64_t y0 = (day[0] - '0') * 1000 + (day[1] - '0') * 100 +
			   (day[2] - '0') * 10 + (day[3] - '0');
	const int64_t m = (day[5] - '0') * 10 + (day[6] - '0');
	const int64_t d = (day[8] - '0') * 10 + (day[9] - '0');
	const int64_t y = y0 - (m <= 2), era = y / 400, yoe = y - era * 400;
	const int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void quiz_rules_read(json_t *quiz, struct quiz_rules *out)
{
	const char *closes = text_at(quiz, "closesAt");
	json_t *mark = json_object_get(quiz, "passMark");

	*out = (struct quiz_rules){
		.kind = (enum quiz_kind)word_of(quiz, "kind", kinds, QUIZ_QUIZ),
		.keep = (enum quiz_keep)word_of(quiz, "keep", keeps, KEEP_BEST),
		.feedback = (enum quiz_feedback)word_of(quiz, "feedback",
						feedbacks, FEEDBACK_END),
		.pass_mark = json_is_number(mark) ? json_number_value(mark) : -1,
		.attempts = json_integer_value(json_object_get(quiz, "attempts")),
		.time_minutes = json_integer_value(
			json_object_get(quiz, "timeMinutes")),
		.closes_at = closes ? (day_number(closes) + 1) * DAY_MS - WIB_MS
				    : 0,
		.shuffle = !json_is_false(json_object_get(quiz, "shuffle")),
	};
}

const char *quiz_bar_name(enum quiz_bar bar)
{
	static const char *const names[] = {
		[QUIZ_MAY] = "", [QUIZ_OPEN] = "open", [QUIZ_USED] = "used",
		[QUIZ_CLOSED] = "closed",
	};

	return names[bar];
}

int64_t quiz_left(const struct quiz_rules *r, const struct quiz_leave *leave,
		  int64_t used)
{
	const int64_t all = r->attempts + leave->extra_attempts;

	if (!r->attempts)
		return -1;
	return used < all ? all - used : 0;
}

int64_t quiz_closes(const struct quiz_rules *r, const struct quiz_leave *leave)
{
	return r->closes_at ? r->closes_at + leave->extra_minutes * MINUTE_MS
			    : 0;
}

enum quiz_bar quiz_may_begin(const struct quiz_rules *r,
			     const struct quiz_leave *leave, int64_t used,
			     bool open, int64_t now)
{
	const int64_t closes = quiz_closes(r, leave);

	if (open)
		return QUIZ_OPEN;
	if (closes && now >= closes)
		return QUIZ_CLOSED;
	return quiz_left(r, leave, used) == 0 ? QUIZ_USED : QUIZ_MAY;
}

int64_t quiz_deadline(const struct quiz_rules *r, const struct quiz_leave *leave,
		      int64_t began_at)
{
	const int64_t closes = quiz_closes(r, leave);
	int64_t end;

	if (!r->time_minutes)
		return closes;
	end = began_at + (r->time_minutes + leave->extra_minutes) * MINUTE_MS;
	return closes && closes < end ? closes : end;
}

bool quiz_counts(int64_t began_at, int64_t deadline, int64_t at, int64_t now)
{
	if (at > now)
		at = now;
	if (at < began_at)
		at = began_at;
	return !deadline || at <= deadline;
}

void quiz_telling(const struct quiz_rules *r, const struct quiz_leave *leave,
		  bool ended, int64_t now, struct quiz_telling *out)
{
	const int64_t closes = quiz_closes(r, leave);

	*out = (struct quiz_telling){ .score = ended };
	switch (r->feedback) {
	case FEEDBACK_ONCE:
		out->checks = !ended;
		out->feedback = ended;
		break;
	case FEEDBACK_END:
		out->feedback = ended;
		break;
	case FEEDBACK_CLOSED:
		out->feedback = ended && closes && now >= closes;
		break;
	case FEEDBACK_NEVER:
	case FEEDBACKS:
		break;
	}
}

/* ---- Scores --------------------------------------------------------------- */

/* A hair is lost in adding thirds. */
#define HAIR 1e-9

void quiz_sum_add(struct quiz_sum *s, double fraction, double most,
		  bool waiting)
{
	s->most += most;
	s->waiting |= waiting;
	if (!waiting)
		s->points += fraction * most;
	s->scaled = s->most > 0 ? fmin(s->points / s->most, 1) : 0;
}

bool quiz_passed(const struct quiz_rules *r, double scaled)
{
	return r->pass_mark >= 0 && scaled * 100 >= r->pass_mark - HAIR;
}

bool quiz_kept(enum quiz_keep keep, const double *scaled, size_t n, double *out)
{
	double best = 0, sum = 0;

	if (!n)
		return false;
	for (size_t i = 0; i < n; i++) {
		best = fmax(best, scaled[i]);
		sum += scaled[i];
	}
	*out = keep == KEEP_BEST ? best : keep == KEEP_FIRST ? scaled[0] :
	       keep == KEEP_LAST ? scaled[n - 1] : sum / (double)n;
	return true;
}
