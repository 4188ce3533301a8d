#include "domain/question_statistics.h"

#include "domain/survey.h"

const char *const statistics_flag_names[] = {
	"easy", "hard", "weak", "negative", "idleChoice", "strongChoice", NULL
};

#define EASY 0.95
#define HARD 0.2
#define WEAK 0.1
#define CHOSEN_SHARE 0.05
/* Wrong choices that could be the strong one, a question. */
#define LURES 3

/*
 * Sums of squares about the mean, one value after the other (Welford 1962): a
 * difference of two large sums would lose what is small.
 */
struct spread {
	size_t n;
	double mean, squares;
};

static void spread_add(struct spread *s, double v)
{
	const double before = v - s->mean;

	s->n++;
	s->mean += before / (double)s->n;
	s->squares += before * (v - s->mean);
}

static double variance(const struct spread *s)
{
	return s->n ? s->squares / (double)s->n : NAN;
}

static double mean(const struct spread *s)
{
	return s->n ? s->mean : NAN;
}

/* ---- Times ----------------------------------------------------------------- */

/*
 * Counted in boxes: exact below 256 ms, above in 128 boxes for each doubling, so
 * that the middle of a box is within 0.4 % of all that is in it.
 */
#define TIME_BITS 31
#define TIME_BOXES (256 + (TIME_BITS - 8) * 128)

struct times {
	size_t n;
	uint32_t *boxes;	/* NULL: none yet */
};

static size_t time_box(int64_t ms)
{
	const int64_t most = ((int64_t)1 << TIME_BITS) - 1;
	size_t doubled = 0, v = (size_t)(ms < most ? ms : most);

	for (; v >= 256; v >>= 1)
		doubled++;
	return doubled ? 256 + (doubled - 1) * 128 + (v - 128) : v;
}

static int64_t time_of_box(size_t box)
{
	const size_t doubled = box < 256 ? 0 : 1 + (box - 256) / 128;

	if (!doubled)
		return (int64_t)box;
	return ((int64_t)(128 + (box - 256) % 128) << doubled) +
	       ((int64_t)1 << (doubled - 1));
}

static void times_add(struct arena *mem, struct times *t, int64_t ms)
{
	if (ms <= 0)
		return;
	if (!t->boxes)
		t->boxes = arena_array(mem, uint32_t, TIME_BOXES);
	t->boxes[time_box(ms)]++;
	t->n++;
}

/* The box of the value that has `rank` others before it. */
static size_t box_of_rank(const uint32_t *boxes, size_t rank)
{
	size_t box = 0, seen = boxes[0];

	while (seen <= rank)
		seen += boxes[++box];
	return box;
}

static int64_t times_median(const struct times *t)
{
	int64_t a, b;

	if (!t->n)
		return 0;
	a = time_of_box(box_of_rank(t->boxes, (t->n - 1) / 2));
	b = time_of_box(box_of_rank(t->boxes, t->n / 2));
	return a + (b - a) / 2;
}

/* ---- What is counted --------------------------------------------------------- */

#define TOTALS 1001		/* in thousandths */
#define PERCENTS 101

struct choice {
	struct spread total, rest;
	uint32_t by_total[PERCENTS];
};

struct asked_question {
	struct spread item;		/* fractions */
	struct spread worth;		/* points */
	struct spread paired, rest;	/* fractions and rests, of who had both */
	double together;
	size_t empty;
	struct times times;
	uint32_t by_total[PERCENTS];
	size_t nchoices;
	uint32_t right;
	struct choice *choices;
	struct choice good;		/* who chose a right one */
};

struct statistics {
	struct arena *mem;
	struct asked_question **questions;
	size_t k, room;
	size_t n;			/* sittings */
	struct spread totals, points;
	struct times times;
	uint32_t by_total[TOTALS];
	bool partial;			/* some answer is neither right nor wrong */
	bool waits;			/* some is in the totals alone */
};

struct statistics *statistics_begin(struct arena *mem)
{
	struct statistics *s = arena_new(mem, struct statistics);

	s->mem = mem;
	return s;
}

static void questions_grow(struct statistics *s)
{
	struct asked_question **more;

	if (s->k < s->room)
		return;
	s->room = s->room ? 2 * s->room : 16;
	more = arena_array(s->mem, struct asked_question *, s->room);
	for (size_t i = 0; i < s->k; i++)
		more[i] = s->questions[i];
	s->questions = more;
}

size_t statistics_ask(struct statistics *s, size_t nchoices, uint32_t right)
{
	struct asked_question *q = arena_new(s->mem, struct asked_question);

	questions_grow(s);
	q->nchoices = nchoices < STATISTICS_CHOICES ? nchoices
						    : STATISTICS_CHOICES;
	q->right = right;
	q->choices = arena_array(s->mem, struct choice, q->nchoices + 1);
	s->questions[s->k] = q;
	return s->k++;
}

static size_t box_of(double share, size_t boxes)
{
	return (size_t)(share * (double)(boxes - 1) + 0.5);
}

static void choice_add(struct choice *c, double total, double rest)
{
	spread_add(&c->total, total);
	if (!isnan(rest))
		spread_add(&c->rest, rest);
	c->by_total[box_of(total, PERCENTS)]++;
}

static void choices_add(struct asked_question *q, uint32_t chosen,
			double total, double rest)
{
	for (size_t i = 0; i < q->nchoices; i++)
		if (chosen >> i & 1)
			choice_add(&q->choices[i], total, rest);
	if (chosen & q->right)
		choice_add(&q->good, total, rest);
}

static void pair_add(struct asked_question *q, double fraction, double rest)
{
	const double before = fraction - q->paired.mean;

	if (isnan(rest))
		return;
	spread_add(&q->paired, fraction);
	spread_add(&q->rest, rest);
	q->together += before * (rest - q->rest.mean);
}

static void answer_add(struct statistics *s, const struct statistics_answer *a,
		       double points, double most)
{
	struct asked_question *q = s->questions[a->question];
	const double others = most - a->points, total = points / most;
	/* What is left of a difference may be off by a last digit. */
	const double rest = others > 0 ? fmin(fmax((points - a->fraction *
					a->points) / others, 0), 1) : NAN;

	spread_add(&q->item, a->fraction);
	spread_add(&q->worth, a->fraction * a->points);
	pair_add(q, a->fraction, rest);
	q->empty += a->empty;
	times_add(s->mem, &q->times, a->ms);
	q->by_total[box_of(total, PERCENTS)]++;
	choices_add(q, a->chosen, total, rest);
	s->partial = s->partial || (a->fraction != 0 && a->fraction != 1);
}

void statistics_add(struct statistics *s, const struct statistics_answer *a,
		    size_t n)
{
	double points = 0, most = 0;
	int64_t ms = 0;

	for (size_t i = 0; i < n; i++) {
		points += a[i].fraction * a[i].points;
		most += a[i].points;
		ms += a[i].ms;
	}
	if (!(most > 0))
		return;
	points = fmin(points, most);
	for (size_t i = 0; i < n; i++)
		if (a[i].waits)
			s->waits = true;
		else
			answer_add(s, &a[i], points, most);
	s->n++;
	spread_add(&s->totals, points / most);
	spread_add(&s->points, points);
	times_add(s->mem, &s->times, ms);
	s->by_total[box_of(points / most, TOTALS)]++;
}

/* ---- The quiz -------------------------------------------------------------- */

enum trust statistics_trust(size_t n)
{
	return n < STATISTICS_LEAST ? TRUST_NONE
		: n < STATISTICS_SURE ? TRUST_SOME : TRUST_FULL;
}

/* Cronbach 1951; of rights and wrongs the formula 20 of Kuder and Richardson
   1937. */
static double alpha(const struct statistics *s)
{
	const double all = variance(&s->points);
	double parts = 0;
	size_t k = 0;

	for (size_t i = 0; i < s->k; i++) {
		const struct asked_question *q = s->questions[i];

		if (!q->item.n)
			continue;
		if (q->item.n != s->n)
			return NAN;
		parts += variance(&q->worth);
		k++;
	}
	if (s->waits || k < 2 || s->n < 2 ||
	    !(s->points.squares > 1e-12 * (double)s->n))
		return NAN;
	return (double)k / (double)(k - 1) * (1 - parts / all);
}

static double median(const struct statistics *s)
{
	size_t a, b;

	if (!s->n)
		return NAN;
	a = box_of_rank(s->by_total, (s->n - 1) / 2);
	b = box_of_rank(s->by_total, s->n / 2);
	return (double)(a + b) / 2 / (TOTALS - 1);
}

/* 10 % is the second bar's, 100 % the last one's. */
static void bars(const struct statistics *s, size_t *out)
{
	const size_t wide = (TOTALS - 1) / STATISTICS_BARS;

	for (size_t i = 0; i < TOTALS; i++)
		out[i / wide < STATISTICS_BARS ? i / wide
					       : STATISTICS_BARS - 1] +=
			s->by_total[i];
}

void statistics_quiz(const struct statistics *s, struct quiz_numbers *out)
{
	*out = (struct quiz_numbers){
		.n = s->n,
		.mean = mean(&s->totals),
		.deviation = sqrt(variance(&s->totals)),
		.median = median(s),
		.median_ms = times_median(&s->times),
		.alpha = alpha(s),
		.dichotomous = !s->partial,
		.trust = statistics_trust(s->n),
	};
	bars(s, out->bars);
}

/* ---- A question ------------------------------------------------------------ */

/* Pearson's correlation of the question and the rest. */
static double discrimination(const struct asked_question *q)
{
	const double n = (double)q->paired.n;

	/* All the same but for the last digit is all the same. */
	if (q->paired.n < 2 || q->paired.squares <= 1e-12 * n ||
	    q->rest.squares <= 1e-12 * n)
		return NAN;
	return fmin(fmax(q->together / sqrt(q->paired.squares *
					    q->rest.squares), -1), 1);
}

/* Of how many questions something is judged. */
static size_t judged(const struct statistics *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->k; i++)
		n += s->questions[i]->item.n >= STATISTICS_LEAST;
	return n;
}

bool statistics_rare(double z, size_t places, size_t questions)
{
	return .5 * erfc(z / sqrt(2)) * (double)places <
	       STATISTICS_CHANCE / (double)questions;
}

/* Student's t as the normal deviate that is as rare (Wallace 1959: of few people
   a t of 3 is nothing much). */
static double deviate(double t, double freedom)
{
	return copysign(sqrt(freedom * log1p(t * t / freedom)) *
			(8 * freedom + 1) / (8 * freedom + 3), t);
}

/* Below 0 by more than chance has it: of a correlation that is none,
   r·√((n − 2) ÷ (1 − r²)) is Student's t. */
static bool is_negative(const struct asked_question *q, double r,
			size_t questions)
{
	const double freedom = (double)q->paired.n - 2;

	/* No comparison holds for NAN; a rounded zero is none. */
	if (!(r < -1e-9) || freedom < 1)
		return false;
	return statistics_rare(deviate(-r * sqrt(freedom /
						 fmax(1 - r * r, 1e-12)),
				       freedom), 1, questions);
}

static unsigned flags_of(const struct question_numbers *q)
{
	unsigned flags = 0;

	if (q->trust == TRUST_NONE)
		return 0;
	if (q->facility > EASY)
		flags |= STATISTICS_EASY;
	if (q->facility < HARD)
		flags |= STATISTICS_HARD;
	/* No comparison holds for NAN. */
	if (q->discrimination < WEAK)
		flags |= STATISTICS_WEAK;
	return flags;
}

/*
 * `some` by the thirds of `all`: those of one total are where the middle one of
 * them stands in the row of all.
 */
static void thirds(const uint32_t *all, size_t n, const uint32_t *some,
		   size_t out[3])
{
	double before = 0;

	for (size_t i = 0; i < PERCENTS; i++) {
		const double place = n ? (before + all[i] / 2.0) / (double)n : 0;

		out[place < 1.0 / 3 ? 0 : place > 2.0 / 3 ? 2 : 1] += some[i];
		before += all[i];
	}
}

void statistics_question(const struct statistics *s, size_t question,
			 struct question_numbers *out)
{
	const struct asked_question *q = s->questions[question];

	*out = (struct question_numbers){
		.n = q->item.n,
		.empty = q->empty,
		.facility = mean(&q->item),
		.discrimination = discrimination(q),
		.median_ms = times_median(&q->times),
		.trust = statistics_trust(q->item.n),
	};
	thirds(q->by_total, q->item.n, q->by_total, out->thirds);
	out->flags = flags_of(out);
	if (out->trust != TRUST_NONE &&
	    is_negative(q, out->discrimination, judged(s)))
		out->flags |= STATISTICS_NEGATIVE;
}

/* ---- Choices --------------------------------------------------------------- */

/* Student's t of two groups of one spread, as a deviate. */
static double lead(const struct spread *wrong, const struct spread *right)
{
	const double a = (double)wrong->n, b = (double)right->n;
	const double freedom = a + b - 2;
	double error, t;

	if (wrong->n < SURVEY_LEAST || right->n < SURVEY_LEAST)
		return NAN;
	error = sqrt((wrong->squares + right->squares) / freedom *
		     (1 / a + 1 / b));
	/* All the same but for the last digit is all the same. */
	t = (wrong->mean - right->mean) / fmax(error, 1e-9);
	return deviate(t, freedom);
}

static unsigned choice_flags(const struct choice_numbers *c, size_t n,
			     size_t questions)
{
	if (!c->n)
		return STATISTICS_IDLE_CHOICE;
	if (!isnan(c->lead) && (double)c->n >= CHOSEN_SHARE * (double)n &&
	    statistics_rare(c->lead, LURES, questions))
		return STATISTICS_STRONG_CHOICE;
	return 0;
}

void statistics_choices(const struct statistics *s, size_t question,
			struct choice_numbers *out,
			struct question_numbers *numbers)
{
	const struct asked_question *q = s->questions[question];
	const size_t questions = judged(s);

	for (size_t i = 0; i < q->nchoices; i++) {
		const struct choice *c = &q->choices[i];

		out[i] = (struct choice_numbers){
			.n = c->total.n,
			.mean_total = mean(&c->total),
			.mean_rest = mean(&c->rest),
			.lead = lead(&c->rest, &q->good.rest),
		};
		thirds(q->by_total, q->item.n, c->by_total, out[i].thirds);
		if (numbers->trust != TRUST_NONE && !(q->right >> i & 1))
			out[i].flags = choice_flags(&out[i], numbers->n,
						    questions);
		numbers->flags |= out[i].flags;
	}
}
