#include "domain/hint.h"

#include <math.h>
#include <string.h>

#include "domain/question_statistics.h"
#include "domain/survey.h"

/*
 * The thresholds. `least`: of fewer nothing is said. `share`: from how much on
 * it matters. `factor`: and by how much it must stand out from the others.
 * `urgency`: what it weighs, beside the share of people it concerns.
 */
static const struct rule {
	const char *name;
	int64_t least;
	double share, factor, urgency;
} rules[HINT_KINDS] = {
	/* Ours: of ten who open it, one or two more stop than elsewhere. Of who
	   stops, five are told at least (SURVEY_LEAST). */
	[HINT_LESSON_LEFT] = { "lesson_left", STATISTICS_LEAST, .15, 2, 3 },
	/* Ours: half as long again as the author says, and twice as long as the
	   other lessons are by theirs; of twenty, since quartiles are used. */
	[HINT_TIME_LONG] = { "time_long", 20, 1.5, 2, 1.5 },
	[HINT_TIME_SHORT] = { "time_short", 20, .5, 4, 1 },
	/* The flags of question_statistics.h: facility .95 and .2,
	   discrimination .1 and 0, a wrong choice of the strong. `share` is what
	   a question in order would have, and it must be clearly beyond that. */
	[HINT_ITEM_CHOICE] = { "item_choice", STATISTICS_LEAST, 0, 0, 4 },
	[HINT_ITEM_HARD] = { "item_hard", STATISTICS_LEAST, .5, 0, 2.5 },
	[HINT_ITEM_WEAK] = { "item_weak", STATISTICS_LEAST, .2, 0, 2.5 },
	[HINT_ITEM_EASY] = { "item_easy", STATISTICS_LEAST, .9, .85, .5 },
	/* MODULES.md, Lampiran 1, "kurang aplikatif" (document 000): a value of
	   2 or less by 20 % and more, of 10 and more. */
	[HINT_NOT_APPLICABLE] = { "not_applicable", STATISTICS_LEAST, .2, 0,
				  3 },
	/* Ours: named by two of five, and twice as often as by lot. */
	[HINT_IMPROVE_LESSON] = { "improve_lesson", STATISTICS_LEAST, .4, 2,
				  2 },
	/* Ours: three who report the same lesson are no slip of one. They signed
	   what they wrote, so this is not of people. */
	[HINT_REPORTS] = { "reports", 3, 0, 0, 2 },
	/* Ours, by the same measure as "kurang aplikatif": a fifth say no; or
	   half say no or partly. */
	[HINT_FOLLOWUP_LOW] = { "followup_low", STATISTICS_LEAST, .2, .5, 3 },
};

/* What a share must exceed the others' by, in points, to be worth a word. */
#define LEFT_ABOVE .1
/* A question against the rest is held to what its others do, up to this. */
#define NEGATIVE_FAIR .4

const char *hint_kind_name(enum hint_kind kind)
{
	return rules[kind].name;
}

/* ---- Chance --------------------------------------------------------------- */

static double choose_log(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

static double binomial(double k, double n, double p)
{
	return exp(choose_log(n, k) + k * log(p) + (n - k) * log1p(-p));
}

double chance_at_least(double k, double n, double p)
{
	double sum = 0;

	for (double i = fmax(0, k); i <= n; i++)
		sum += binomial(i, n, p);
	return fmin(1, sum);
}

double chance_at_most(double k, double n, double p)
{
	double sum = 0;

	for (double i = 0; i <= fmin(k, n); i++)
		sum += binomial(i, n, p);
	return fmin(1, sum);
}

double chance_fisher(double k, double n, double others_k, double others_n)
{
	const double all = k + others_k;
	double sum = 0;

	for (double i = k; i <= fmin(n, all); i++)
		if (all - i <= others_n)
			sum += exp(choose_log(n, i) +
				   choose_log(others_n, all - i) -
				   choose_log(n + others_n, all));
	return fmin(1, sum);
}

/* ---- What was found --------------------------------------------------------- */

struct finding {
	struct arena *mem;
	const struct hint_version *of;
	struct hint *all;
	size_t n, room;
};

static void json_done(void *json)
{
	json_decref(json);
}

/* Takes the reference to `facts`. Few people weigh less. */
static void hint_add(struct finding *f, enum hint_kind kind,
		     const struct hint_unit *unit, const char *question,
		     double size, json_t *facts)
{
	const int64_t n = json_integer_value(json_object_get(facts, "n"));
	const double sure = n >= STATISTICS_SURE ? 1 : .7;
	struct hint *more;

	if (f->n == f->room) {
		f->room = f->room ? 2 * f->room : 16;
		more = arena_array(f->mem, struct hint, f->room);
		if (f->n)
			memcpy(more, f->all, f->n * sizeof(*more));
		f->all = more;
	}
	arena_own(f->mem, facts, json_done);
	if (unit)
		json_object_set_new(facts, "unit", json_string(unit->title));
	f->all[f->n++] = (struct hint){
		.kind = kind, .unit = unit ? unit->ident : "",
		.question = question, .facts = facts,
		.weight = rules[kind].urgency * fmin(1, size) * sure,
	};
}

static double number(json_t *json, const char *part, const char *name)
{
	json_t *of = part ? json_object_get(json, part) : json;

	return json_number_value(json_object_get(of, name));
}

/* What learners answer has other reasons to be left than what they read. */
static bool is_lesson(const struct hint_unit *u)
{
	static const char *const other[] = { "quiz", "case", "survey", "plan" };

	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (strcmp(u->kind, other[i]) == 0)
			return false;
	return true;
}

/* ---- Lessons ----------------------------------------------------------------- */

struct leaving {
	double left, n;
	size_t lessons;
};

static struct leaving leaving_of(const struct hint_version *v)
{
	struct leaving all = { 0 };

	for (size_t i = 0; i < v->n; i++)
		if (is_lesson(&v->units[i])) {
			all.left += number(v->units[i].figures, "left",
					   "left");
			all.n += number(v->units[i].figures, "left", "n");
			all.lessons++;
		}
	return all;
}

static void left_find(struct finding *f, const struct hint_unit *u,
		      const struct leaving *all)
{
	const struct rule *rule = &rules[HINT_LESSON_LEFT];
	const double n = number(u->figures, "left", "n");
	const double left = number(u->figures, "left", "left");
	const double others = all->n - n, elsewhere = all->left - left;
	json_t *where = json_object_get(json_object_get(u->figures, "left"),
					"where");
	double share, usual;
	json_t *facts;

	if (n < (double)rule->least || others < (double)rule->least ||
	    left < SURVEY_LEAST)
		return;
	share = left / n;
	usual = elsewhere / others;
	if (share < rule->share || share < usual + LEFT_ABOVE ||
	    share < usual * rule->factor ||
	    chance_fisher(left, n, elsewhere, others) >=
		    HINT_CHANCE / (double)all->lessons)
		return;
	facts = json_pack("{s:I, s:I, s:f, s:f}", "n", (json_int_t)n,
			  "left", (json_int_t)left, "share", share,
			  "others", usual);
	if (where)
		json_object_set(facts, "where", where);
	hint_add(f, HINT_LESSON_LEFT, u, "", share, facts);
}

/* The median of what others take, in what their authors say; 0: too few. */
static double usual_pace(const struct hint_version *v,
			 const struct hint_unit *but)
{
	double all[64], v_i;
	size_t n = 0;

	for (size_t i = 0; i < v->n && n < 64; i++) {
		const struct hint_unit *u = &v->units[i];
		size_t at = n;

		if (u == but || u->minutes <= 0 || !is_lesson(u) ||
		    number(u->figures, "time", "n") < STATISTICS_LEAST)
			continue;
		v_i = number(u->figures, "time", "median") / u->minutes;
		for (; at > 0 && all[at - 1] > v_i; at--)
			all[at] = all[at - 1];
		all[at] = v_i;
		n++;
	}
	return n >= 2 ? (all[(n - 1) / 2] + all[n / 2]) / 2 : 0;
}

#define MINUTE 60000.0

/*
 * Slower, or faster, than the author says and than people are by what other
 * authors say; and so that three quarters of them are on that side, which of
 * twenty is by chance once in fifty lessons even where half would be.
 */
static void time_find(struct finding *f, const struct hint_unit *u)
{
	const double pace = usual_pace(f->of, u) / MINUTE;
	const double n = number(u->figures, "time", "n");
	const double stated = u->minutes * MINUTE;
	const double median = number(u->figures, "time", "median") / stated;
	const double q1 = number(u->figures, "time", "q1") / stated;
	const double q3 = number(u->figures, "time", "q3") / stated;
	const struct rule *slow = &rules[HINT_TIME_LONG];
	const struct rule *fast = &rules[HINT_TIME_SHORT];
	const bool is_slow = median >= slow->share && q1 > pace &&
			     median >= pace * slow->factor;
	const bool is_fast = median <= fast->share && q3 < pace &&
			     median <= pace / fast->factor;

	if (u->minutes <= 0 || pace <= 0 || n < (double)slow->least ||
	    (!is_slow && !is_fast))
		return;
	hint_add(f, is_slow ? HINT_TIME_LONG : HINT_TIME_SHORT, u, "",
		 is_slow ? median / 4 : 1 - median,
		 json_pack("{s:I, s:f, s:f, s:f}", "n", (json_int_t)n,
			   "minutes", u->minutes,
			   "medianMinutes", median * u->minutes,
			   "others", pace));
}

static void named_find(struct finding *f, const struct hint_unit *u,
		       size_t lessons)
{
	const struct rule *rule = &rules[HINT_IMPROVE_LESSON];
	const double n = (double)f->of->named, k = (double)u->named;
	const double lot = 1 / (double)lessons;

	if (lessons < 2 || n < (double)rule->least || k < SURVEY_LEAST ||
	    k / n < rule->share || k / n < lot * rule->factor ||
	    chance_at_least(k, n, lot) >= HINT_CHANCE / (double)lessons)
		return;
	hint_add(f, HINT_IMPROVE_LESSON, u, "", k / n,
		 json_pack("{s:I, s:I, s:f}", "n", (json_int_t)n,
			   "named", (json_int_t)k, "share", k / n));
}

static void lesson_find(struct finding *f, const struct hint_unit *u,
			const struct leaving *all)
{
	left_find(f, u, all);
	time_find(f, u);
	named_find(f, u, all->lessons);
}

/* ---- Questions ----------------------------------------------------------------- */

struct question {
	json_t *json;
	const char *ident;
	double n, facility, discrimination;	/* NAN */
	/* Of the others in the quiz. */
	double others_facility, others_discrimination;	/* NAN: none */
	size_t count;		/* how many are looked at, this one too */
};

static bool flagged(json_t *item, const char *name)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(item, "flags"), i, one)
		if (strcmp(json_string_value(one), name) == 0)
			return true;
	return false;
}

static bool told(json_t *item)
{
	return number(item, NULL, "n") >= STATISTICS_LEAST;
}

static struct question question_read(json_t *items, json_t *item)
{
	json_t *r = json_object_get(item, "discrimination"), *one;
	struct question q = { .json = item,
		.ident = json_string_value(json_object_get(item, "id")),
		.n = number(item, NULL, "n"),
		.facility = number(item, NULL, "facility"),
		.discrimination = json_is_number(r) ? json_number_value(r)
						    : NAN };
	double facility = 0, discrimination = 0, n = 0, nr = 0;
	size_t i;

	json_array_foreach(items, i, one) {
		q.count += told(one);
		if (one == item || !told(one))
			continue;
		n++;
		facility += number(one, NULL, "facility");
		r = json_object_get(one, "discrimination");
		if (!json_is_number(r))
			continue;
		nr++;
		discrimination += json_number_value(r);
	}
	q.others_facility = n > 0 ? facility / n : NAN;
	q.others_discrimination = nr > 0 ? discrimination / nr : NAN;
	return q;
}

static bool rare(double chance, const struct question *q)
{
	return chance < HINT_CHANCE / (double)q->count;
}

/* The stronger take it clearly, not by the luck of a few: statistics_choices()
   has looked at that. */
static bool is_lure(const struct question *q)
{
	return flagged(q->json, "strongChoice");
}

static bool is_hard(const struct question *q)
{
	return flagged(q->json, "hard") &&
	       rare(chance_at_most(round(q->facility * q->n), q->n,
				   rules[HINT_ITEM_HARD].share), q);
}

/*
 * Fisher's z of a correlation has the standard error 1/√(n − 3). In a quiz whose
 * questions have little to do with each other, none is weak beside them.
 */
static bool is_weak(const struct question *q)
{
	const double fair = q->discrimination < -1e-9
		? NEGATIVE_FAIR : rules[HINT_ITEM_WEAK].share;
	const double usual = fmin(fair, q->others_discrimination);
	double z;

	if (!flagged(q->json, "weak") || isnan(q->discrimination) ||
	    isnan(q->others_discrimination))
		return false;
	z = (atanh(fmax(-1, usual)) -
	     atanh(fmax(-.999, q->discrimination))) * sqrt(q->n - 3);
	return statistics_rare(z, 1, q->count);
}

/* Where all is easy, it is no matter of one question. */
static bool is_easy(const struct question *q)
{
	const struct rule *rule = &rules[HINT_ITEM_EASY];

	return flagged(q->json, "easy") &&
	       q->others_facility < rule->factor &&
	       rare(chance_at_least(floor(q->facility * q->n), q->n,
				    rule->share), q);
}

static json_t *question_facts(const struct question *q)
{
	json_t *facts = json_pack("{s:I, s:f, s:O?, s:O?}",
		"n", (json_int_t)q->n, "facility", q->facility,
		"discrimination", json_object_get(q->json, "discrimination"),
		"question", json_object_get(q->json, "text"));
	json_t *lure = json_object_get(q->json, "lure");

	if (!isnan(q->others_facility))
		json_object_set_new(facts, "others",
				    json_real(q->others_facility));
	if (lure)
		json_object_set_new(facts, "lure", json_pack("{s:O?, s:O?, s:O?}",
			"text", json_object_get(lure, "text"),
			"n", json_object_get(lure, "n"),
			"share", json_object_get(lure, "share")));
	return facts;
}

static void question_find(struct finding *f, const struct hint_unit *u,
			  const struct question *q)
{
	enum hint_kind kind;
	double size;

	if (is_lure(q)) {
		kind = HINT_ITEM_CHOICE;
		size = .5 + number(q->json, "lure", "share");
	} else if (is_hard(q)) {
		kind = HINT_ITEM_HARD;
		size = 1 - q->facility;
	} else if (is_weak(q)) {
		kind = HINT_ITEM_WEAK;
		size = .5 - q->discrimination;
	} else if (is_easy(q)) {
		kind = HINT_ITEM_EASY;
		size = q->facility;
	} else {
		return;
	}
	hint_add(f, kind, u, q->ident, size, question_facts(q));
}

/* What nobody has learned yet is hard: a pretest gets no hints. */
static void questions_find(struct finding *f, const struct hint_unit *u)
{
	json_t *items = json_object_get(u->figures, "items"), *item;
	size_t i;

	if (json_is_true(json_object_get(u->figures, "pretest")))
		return;
	json_array_foreach(items, i, item)
		if (told(item)) {
			const struct question q = question_read(items, item);

			question_find(f, u, &q);
		}
}

/* ---- What people say --------------------------------------------------------- */

static void reports_find(struct finding *f, const struct hint_unit *u)
{
	const double n = (double)u->reports;

	if (u->reports >= rules[HINT_REPORTS].least)
		hint_add(f, HINT_REPORTS, u, "", n / 10,
			 json_pack("{s:I}", "n", (json_int_t)u->reports));
}

static void applicable_find(struct finding *f)
{
	const struct hint_count *c = &f->of->applicable;
	const struct rule *rule = &rules[HINT_NOT_APPLICABLE];
	const double share = (double)c->low / (double)c->n;

	if (c->n >= rule->least && share >= rule->share)
		hint_add(f, HINT_NOT_APPLICABLE, NULL, "", share,
			 json_pack("{s:I, s:I, s:f}", "n", (json_int_t)c->n,
				   "low", (json_int_t)c->low,
				   "share", share));
}

static void followup_find(struct finding *f)
{
	const struct hint_count *c = &f->of->followup;
	const struct rule *rule = &rules[HINT_FOLLOWUP_LOW];
	const double no = (double)c->low / (double)c->n;
	const double either = (double)(c->low + c->partly) / (double)c->n;

	if (c->n >= rule->least &&
	    (no >= rule->share || either >= rule->factor))
		hint_add(f, HINT_FOLLOWUP_LOW, NULL, "", either,
			 json_pack("{s:I, s:I, s:I}", "n", (json_int_t)c->n,
				   "no", (json_int_t)c->low,
				   "partly", (json_int_t)c->partly));
}

void hints_find(struct arena *mem, const struct hint_version *v,
		struct hint **out, size_t *n)
{
	struct finding f = { .mem = mem, .of = v };
	const struct leaving all = leaving_of(v);

	for (size_t i = 0; i < v->n; i++) {
		if (is_lesson(&v->units[i]))
			lesson_find(&f, &v->units[i], &all);
		questions_find(&f, &v->units[i]);
		reports_find(&f, &v->units[i]);
	}
	applicable_find(&f);
	followup_find(&f);
	*out = f.all;
	*n = f.n;
}
