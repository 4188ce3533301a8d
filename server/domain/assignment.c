#include "domain/assignment.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

/* Text of several lines. */
static bool words_fit(const json_t *text, size_t least, size_t most)
{
	const char *s = json_string_value(text);

	return s && text_length(s) >= least && text_length(s) <= most;
}

static bool known(const json_t *setting, const char *const *names)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)setting, key, value) {
		const char *const *name = names;

		while (*name && strcmp(*name, key))
			name++;
		if (!*name)
			return false;
	}
	return true;
}

/* The member, NULL when it is absent or null. */
static const json_t *member(const json_t *setting, const char *name)
{
	const json_t *value = json_object_get(setting, name);

	return json_is_null(value) ? NULL : value;
}

/* Absent is false. */
static bool truth_fits(const json_t *setting, const char *name, bool *out)
{
	const json_t *value = member(setting, name);

	*out = json_is_true(value);
	return !value || json_is_boolean(value);
}

/* `out` keeps its value when it is absent. */
static bool count_fits(const json_t *setting, const char *name, int64_t least,
		       int64_t most, int64_t *out)
{
	const json_t *value = member(setting, name);

	if (!value)
		return true;
	if (!json_is_integer(value))
		return false;
	*out = json_integer_value(value);
	return *out >= least && *out <= most;
}

static bool halves(double x)
{
	return isfinite(x) && 2 * x == floor(2 * x);
}

static bool brief_fits(const json_t *setting, const char **out)
{
	const json_t *brief = member(setting, "brief");

	*out = brief ? json_string_value(brief) : "";
	return !brief || words_fit(brief, 0, BRIEF_MOST);
}

static enum setting_fault line_read(const json_t *line, struct rubric_line *out)
{
	static const char *const names[] = { "text", "points", NULL };
	const json_t *text = json_object_get(line, "text");
	const json_t *points = json_object_get(line, "points");

	if (!json_is_object(line) || !known(line, names) ||
	    !words_fit(text, 1, RUBRIC_TEXT_MOST) ||
	    strspn(json_string_value(text), " \t\r\n") ==
	    strlen(json_string_value(text)))
		return SETTING_LINE;
	*out = (struct rubric_line){ json_string_value(text),
				     json_number_value(points) };
	return json_is_number(points) && halves(out->points) &&
	       out->points > 0 && out->points <= RUBRIC_POINTS_MOST
		? SETTING_FITS : SETTING_POINTS;
}

static enum setting_fault rubric_read(const json_t *setting,
				      struct assignment *out, size_t *at)
{
	const json_t *list = member(setting, "rubric"), *line;
	enum setting_fault fault;
	size_t i;

	if (!list)
		return SETTING_FITS;
	if (!json_is_array(list) || json_array_size(list) > RUBRIC_MOST)
		return SETTING_RUBRIC;
	json_array_foreach(list, i, line) {
		*at = i;
		if ((fault = line_read(line, &out->rubric[out->n])))
			return fault;
		out->most += out->rubric[out->n++].points;
	}
	return SETTING_FITS;
}

enum setting_fault assignment_read(const json_t *setting,
				   struct assignment *out, size_t *at)
{
	static const char *const names[] = { "brief", "rubric", "team", "files",
					     "late", "pass", NULL };
	enum setting_fault fault;
	int64_t pass = 0;

	*at = 0;
	*out = (struct assignment){ .brief = "",
				    .files = SUBMISSION_FILES_MOST };
	if (!setting || json_is_null(setting))
		return SETTING_FITS;
	if (!json_is_object(setting) || !known(setting, names) ||
	    !truth_fits(setting, "team", &out->team) ||
	    !truth_fits(setting, "late", &out->late))
		return SETTING_SHAPE;
	if (!brief_fits(setting, &out->brief))
		return SETTING_BRIEF;
	if ((fault = rubric_read(setting, out, at)))
		return fault;
	if (!count_fits(setting, "files", 0, SUBMISSION_FILES_MOST,
			&out->files))
		return SETTING_FILES;
	/* Without points there is nothing to reach. */
	if (!count_fits(setting, "pass", 0, 100, &pass) || (pass && !out->n))
		return SETTING_PASS;
	out->pass = (double)pass;
	return SETTING_FITS;
}

enum setting_fault discussion_read(const json_t *setting,
				   struct discussion *out)
{
	static const char *const names[] = { "brief", "posts", NULL };

	*out = (struct discussion){ "", 1 };
	if (!setting || json_is_null(setting))
		return SETTING_FITS;
	if (!json_is_object(setting) || !known(setting, names))
		return SETTING_SHAPE;
	if (!brief_fits(setting, &out->brief))
		return SETTING_BRIEF;
	return count_fits(setting, "posts", 1, POSTS_WANTED_MOST, &out->posts)
		? SETTING_FITS : SETTING_POSTS;
}

static const char *const states[] = {
	[SUBMISSION_NONE] = "none", [SUBMISSION_DRAFT] = "draft",
	[SUBMISSION_HANDED] = "handed", [SUBMISSION_RETURNED] = "returned",
	[SUBMISSION_MARKED] = "marked",
};

const char *submission_state_name(enum submission_state state)
{
	return states[state];
}

enum submission_state submission_state_named(const char *name)
{
	for (size_t i = SUBMISSION_DRAFT; i <= SUBMISSION_MARKED; i++)
		if (strcmp(name, states[i]) == 0)
			return (enum submission_state)i;
	return SUBMISSION_NONE;
}

enum handing handing_check(const struct assignment *a,
			   const struct handing_in *h, int64_t now)
{
	if (h->last == SUBMISSION_HANDED)
		return HANDING_WAITS;
	if (h->last == SUBMISSION_MARKED && h->passed)
		return HANDING_MARKED;
	if (h->times >= SUBMISSION_TIMES_MOST)
		return HANDING_OFTEN;
	if (h->last == SUBMISSION_NONE && !a->late && now > h->due_at)
		return HANDING_LATE;
	return HANDING_FITS;
}

bool marks_weigh(const struct assignment *a, const double *points, size_t n,
		 struct marked *out)
{
	*out = (struct marked){ .passed = true };
	if (n != a->n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!halves(points[i]) || points[i] < 0 ||
		    points[i] > a->rubric[i].points)
			return false;
		out->points += points[i];
	}
	if (!n)
		return true;
	out->scaled = (struct measure){ true, out->points / a->most };
	/* Halves are exact, so 60 % of 10 is reached by 6. */
	out->passed = 100 * out->points >= a->pass * a->most;
	return true;
}

size_t teams_needed(size_t people, size_t size)
{
	return size ? (people + size - 1) / size : 0;
}

size_t team_share(size_t people, size_t teams, size_t i)
{
	return people / teams + (i < people % teams);
}

bool post_mendable(int64_t at, int64_t now)
{
	return now - at <= POST_MENDED_MS;
}
