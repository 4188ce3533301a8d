#include "domain/figure.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/survey.h"

#define FAR 3.0			/* times the median */
#define PLACES_MOST 4096	/* that are told apart in one unit */

/* Numbers that are sorted once, at the end. */
struct series {
	double *all;
	size_t n, room;
};

struct counted {
	size_t people, completed, passed;
	size_t still;		/* in it now: neither done nor away */
	size_t left, after;
	size_t moved;
	struct series times;
	struct series places;	/* of those who left it */
};

struct figures {
	struct arena *mem;
	const struct figure_unit *units;
	struct counted *of;
	size_t n;
	int64_t since, now;
	size_t people, begun, completed, passed, left, moved;
	struct series days;
};

static void series_add(struct arena *mem, struct series *s, double v)
{
	if (s->n == s->room) {
		double *more;

		s->room = s->room ? 2 * s->room : 16;
		more = arena_array(mem, double, s->room);
		if (s->n)
			memcpy(more, s->all, s->n * sizeof(*more));
		s->all = more;
	}
	s->all[s->n++] = v;
}

static int ascending(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void series_sort(const struct series *s)
{
	if (s->n)
		qsort(s->all, s->n, sizeof(*s->all), ascending);
}

/* Of a sorted one: linear between neighbours (Hyndman and Fan 1996, type 7). */
static double quantile(const struct series *s, double q)
{
	const double at = q * (double)(s->n - 1);
	const size_t i = (size_t)at;
	const double part = at - (double)i;

	return i + 1 < s->n ? s->all[i] + part * (s->all[i + 1] - s->all[i])
			    : s->all[s->n - 1];
}

/* ---- Sections ----------------------------------------------------------- */

static bool is_void(const char *name, size_t length)
{
	static const char *const all[] = { "img", "br", "hr", "input", "source",
					   "track", "wbr" };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strlen(all[i]) == length && !strncmp(all[i], name, length))
			return true;
	return false;
}

/* Past the tag that begins at `s`: a > within quotes is none. */
static const char *tag_end(const char *s)
{
	char quote = '\0';

	for (; *s; s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if (*s == '"' || *s == '\'')
			quote = *s;
		else if (*s == '>')
			return s + 1;
	}
	return s;
}

static bool blank(const char *from, const char *to)
{
	for (; from < to; from++)
		if (!isspace((unsigned char)*from))
			return false;
	return true;
}

/* The words of a heading, without tags, the four entities read. */
static const char *heading_words(struct arena *mem, const char *from,
				 const char *to)
{
	static const struct { const char *is, *means; } entities[] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" },
	};
	struct text out = { .mem = mem };

	while (from < to) {
		size_t i = 0;

		if (*from == '<') {
			from = tag_end(from);
			continue;
		}
		while (i < 4 && strncmp(from, entities[i].is,
					strlen(entities[i].is)))
			i++;
		if (i < 4)
			text_puts(&out, entities[i].means);
		else
			text_putf(&out, "%c", *from);
		from += i < 4 ? strlen(entities[i].is) : 1;
	}
	return out.bytes ? text_trim(mem, out.bytes) : "";
}

static void section_add(struct arena *mem, struct figure_section **all,
			size_t *n, size_t block, const char *from)
{
	const char *to = strstr(from, "</h2");
	struct figure_section *more;

	if (!to)
		return;
	/* Twenty are many: doubled from there. */
	if (*n == 0 || (*n >= 16 && !(*n & (*n - 1)))) {
		more = arena_array(mem, struct figure_section,
				   *n ? 2 * *n : 16);
		if (*n)
			memcpy(more, *all, *n * sizeof(*more));
		*all = more;
	}
	(*all)[(*n)++] = (struct figure_section){
		block, heading_words(mem, from, to) };
}

void figure_sections(struct arena *mem, const char *html,
		     struct figure_section **out, size_t *n)
{
	size_t depth = 0, block = 0;

	*out = NULL;
	*n = 0;
	while (*html) {
		const char *tag = strchr(html, '<'), *name, *end;
		size_t length;

		if (depth == 0 && !blank(html, tag ? tag
						  : html + strlen(html)))
			block++;
		if (!tag)
			return;
		end = tag_end(tag);
		name = tag + 1;
		length = strcspn(name, " \t\n/>");
		html = end;
		if (*name == '!')
			continue;
		if (*name == '/') {
			depth -= depth > 0;
			continue;
		}
		if (depth == 0)
			block++;
		if (depth == 0 && length == 2 && !strncmp(name, "h2", 2))
			section_add(mem, out, n, block, end);
		if (!is_void(name, length) && end[-2] != '/')
			depth++;
	}
}

/* ---- Where somebody stopped ---------------------------------------------- */

enum how { HOW_SECTION, HOW_PAGE, HOW_MINUTE, HOW_PERCENT };

static enum how how_of(const struct figure_unit *u)
{
	if (u->nsections)
		return HOW_SECTION;
	if (strcmp(u->kind, "pdf") == 0)
		return HOW_PAGE;
	return strcmp(u->kind, "video") == 0 || strcmp(u->kind, "audio") == 0
		? HOW_MINUTE : HOW_PERCENT;
}

/* A number and nothing else; NAN. */
static double number_of(const char *text)
{
	char *end;
	double v;

	if (!text || !isdigit((unsigned char)*text))
		return NAN;
	v = strtod(text, &end);
	return *end == '\0' && v < 1e6 ? v : NAN;
}

static double section_of(const struct figure_unit *u, double block)
{
	size_t i = 0;

	while (i < u->nsections && (double)u->sections[i].block <= block)
		i++;
	return (double)i;
}

/* Tens of percent; all of it is the last ten. */
static double tenth(double part)
{
	return part >= 0 && part <= 1 ? fmin(9, floor(part * 10)) * 10 : NAN;
}

/* NAN: it cannot be told. What packages of others say as their location means
   nothing to us, so theirs is how far they say one is. */
static double place_of(const struct figure_unit *u,
		       const struct figure_part *p)
{
	const double at = number_of(p->location);

	switch (how_of(u)) {
	case HOW_SECTION:
		return isnan(at) ? NAN : section_of(u, floor(at));
	case HOW_PAGE:
		return at;
	case HOW_MINUTE:
		return floor(at / 60);
	default:
		return strcmp(u->kind, "page") == 0 && !isnan(at)
			? tenth(at) : tenth(p->measure);
	}
}

/* The value that occurs most often in a sorted series, and how often. */
static double most_frequent(const struct series *s, size_t *count)
{
	double best = NAN;

	*count = 0;
	for (size_t i = 0, from = 0; i < s->n; i++) {
		if (s->all[i] > s->all[from])
			from = i;
		if (i - from + 1 > *count) {
			*count = i - from + 1;
			best = s->all[from];
		}
	}
	return best;
}

static json_t *where_json(const struct figure_unit *u, const struct counted *c)
{
	static const char *const names[] = { "section", "page", "minute",
					     "percent" };
	size_t n, at;
	double place;
	json_t *out;

	series_sort(&c->places);
	place = most_frequent(&c->places, &n);
	if (n < SURVEY_LEAST || 2 * n < c->left)
		return NULL;
	at = (size_t)place;
	out = json_pack("{s:s, s:I, s:I}", "how", names[how_of(u)],
			"at", (json_int_t)at, "n", (json_int_t)n);
	if (how_of(u) != HOW_SECTION)
		return out;
	json_object_set_new(out, "of", json_integer((json_int_t)u->nsections));
	if (at)
		json_object_set_new(out, "heading",
				    json_string(u->sections[at - 1].title));
	return out;
}

/* ---- Counting ------------------------------------------------------------- */

struct figures *figures_begin(struct arena *mem,
			      const struct figure_unit *units, size_t n,
			      int64_t since, int64_t now)
{
	struct figures *f = arena_new(mem, struct figures);

	*f = (struct figures){ .mem = mem, .units = units, .n = n,
			       .since = since, .now = now,
			       .of = arena_array(mem, struct counted, n) };
	for (size_t i = 0; i < n; i++)
		f->of[i] = (struct counted){ .people = 0 };
	return f;
}

static void part_add(struct figures *f, const struct figure_part *p)
{
	struct counted *c = &f->of[p->unit];

	c->people++;
	c->completed += p->completed;
	c->passed += p->passed;
	if (p->completed && p->time_ms > 0)
		series_add(f->mem, &c->times, (double)p->time_ms);
}

/* Where the attempt stands, if it is not done. */
static void stand_add(struct figures *f, const struct figure_attempt *a,
		      const struct figure_part *p)
{
	struct counted *c = &f->of[a->at];
	const bool away = !a->later && f->now - a->last_at >= FIGURE_AWAY_MS;
	double place;

	f->left += away;
	if (p && p->completed) {
		c->after += away;
		return;
	}
	if (!away) {
		c->still += !a->later;
		return;
	}
	c->left++;
	place = p ? place_of(&f->units[a->at], p) : NAN;
	if (!isnan(place) && place < PLACES_MOST)
		series_add(f->mem, &c->places, place);
}

/* Of the unit that it stands in, or of the whole: it went on, or is away now. */
static bool attempt_moved(const struct figures *f,
			  const struct figure_attempt *a, int64_t since)
{
	return a->last_at > since ||
	       (!a->completed && a->last_at > since - FIGURE_AWAY_MS &&
		a->last_at <= f->now - FIGURE_AWAY_MS);
}

static void moves_add(struct figures *f, const struct figure_attempt *a)
{
	const int64_t *since = a->at == FIGURE_NOWHERE ? NULL
		: &f->units[a->at].since;
	bool here = since && attempt_moved(f, a, *since);

	f->moved += attempt_moved(f, a, f->since);
	for (size_t i = 0; i < a->n; i++) {
		const size_t unit = a->parts[i].unit;

		f->of[unit].moved += (unit == a->at && here) ||
				     a->parts[i].saved_at >
				     f->units[unit].since;
		here &= unit != a->at;
	}
	if (here)
		f->of[a->at].moved++;
}

bool figures_moved(const struct figures *f)
{
	return f->moved >= SURVEY_LEAST;
}

bool figures_unit_moved(const struct figures *f, size_t unit)
{
	return f->of[unit].moved >= SURVEY_LEAST;
}

void figures_add(struct figures *f, const struct figure_attempt *a)
{
	const struct figure_part *at = NULL;

	moves_add(f, a);
	f->people++;
	f->begun += a->n > 0;
	f->completed += a->completed;
	f->passed += a->passed;
	if (a->completed)
		series_add(f->mem, &f->days,
			   (double)(a->last_at - a->started_at) / DAY_MS);
	for (size_t i = 0; i < a->n; i++) {
		part_add(f, &a->parts[i]);
		if (a->parts[i].unit == a->at)
			at = &a->parts[i];
	}
	if (a->at == FIGURE_NOWHERE)
		return;
	/* Opened, and nothing arrived from it. */
	f->of[a->at].people += !at;
	if (!a->completed)
		stand_add(f, a, at);
}

/* ---- As JSON --------------------------------------------------------------- */

static double rounded(double v)
{
	return round(v * 1000) / 1000;
}

static json_t *share_json(size_t of, size_t n)
{
	return json_pack("{s:I, s:f}", "n", (json_int_t)n, "share",
			 n ? rounded((double)of / (double)n) : 0.0);
}

static json_t *quartiles_json(const struct series *s)
{
	series_sort(s);
	return json_pack("{s:I, s:f, s:f, s:f}", "n", (json_int_t)s->n,
			 "q1", rounded(quantile(s, .25)),
			 "median", rounded(quantile(s, .5)),
			 "q3", rounded(quantile(s, .75)));
}

json_t *figures_version(const struct figures *f)
{
	json_t *out;

	if (f->people < SURVEY_LEAST)
		return NULL;
	out = json_pack("{s:I, s:I, s:I, s:I, s:I}",
			"people", (json_int_t)f->people,
			"begun", (json_int_t)f->begun,
			"completed", (json_int_t)f->completed,
			"passed", (json_int_t)f->passed,
			"left", (json_int_t)f->left);
	if (f->begun >= SURVEY_LEAST)
		json_object_set_new(out, "finish",
				    share_json(f->completed, f->begun));
	if (f->days.n >= SURVEY_LEAST)
		json_object_set_new(out, "days", quartiles_json(&f->days));
	return out;
}

static json_t *left_json(const struct figure_unit *u, const struct counted *c)
{
	const size_t n = c->people - c->still;
	json_t *out = share_json(c->left, n);
	json_t *where = where_json(u, c);

	json_object_set_new(out, "left", json_integer((json_int_t)c->left));
	json_object_set_new(out, "after", json_integer((json_int_t)c->after));
	if (where)
		json_object_set_new(out, "where", where);
	return out;
}

static json_t *time_json(const struct counted *c)
{
	json_t *out = quartiles_json(&c->times);
	const double median = quantile(&c->times, .5);
	size_t slow = 0, fast = 0;

	for (size_t i = 0; i < c->times.n; i++) {
		slow += c->times.all[i] > median * FAR;
		fast += c->times.all[i] < median / FAR;
	}
	json_object_set_new(out, "slow", json_real(rounded(
		(double)slow / (double)c->times.n)));
	json_object_set_new(out, "fast", json_real(rounded(
		(double)fast / (double)c->times.n)));
	return out;
}

json_t *figures_unit(const struct figures *f, size_t unit)
{
	const struct counted *c = &f->of[unit];
	json_t *out;

	if (c->people < SURVEY_LEAST)
		return NULL;
	out = json_pack("{s:I, s:I, s:I, s:o}",
			"people", (json_int_t)c->people,
			"completed", (json_int_t)c->completed,
			"passed", (json_int_t)c->passed,
			"finish", share_json(c->completed, c->people));
	if (c->people - c->still >= SURVEY_LEAST)
		json_object_set_new(out, "left",
				    left_json(&f->units[unit], c));
	if (c->times.n >= SURVEY_LEAST)
		json_object_set_new(out, "time", time_json(c));
	return out;
}
