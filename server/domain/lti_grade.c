#include "domain/lti_grade.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "domain/day.h"

#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* ---- What is told --------------------------------------------------------- */

static struct measure share(double value)
{
	return (struct measure){ true, value < 0 ? 0 : value > 1 ? 1 : value };
}

static struct measure score_of(const struct lti_standing *s, bool done)
{
	if (s->scaled.known)
		return share(s->scaled.value);
	if (!done || s->waiting)
		return (struct measure){ .known = false };
	return share(s->success == SUCCESS_FAILED ? 0 : 1);
}

void lti_grade_tell(const struct lti_standing *s, struct lti_told *out)
{
	const bool done = s->begun &&
		(s->completion == COMPLETION_COMPLETED ||
		 s->success == SUCCESS_PASSED);

	*out = (struct lti_told){
		.activity = "Initialized", .grading = "NotReady",
	};
	if (!s->begun || s->completion == COMPLETION_NOT_ATTEMPTED)
		return;
	out->started_at = s->started_at;
	out->scaled = score_of(s, done);
	out->activity = done ? "Completed"
		: s->waiting ? "Submitted"
		: out->scaled.known ? "InProgress" : "Started";
	out->grading = s->waiting ? "PendingManual"
		: done ? "FullyGraded"
		: out->scaled.known ? "Pending" : "NotReady";
	if (done || s->waiting)
		out->submitted_at = s->last_at > s->started_at ? s->last_at
							       : s->started_at;
}

static bool measure_same(struct measure a, struct measure b)
{
	return a.known == b.known &&
	       (!a.known || fabs(a.value - b.value) < 1e-9);
}

bool lti_told_same(const struct lti_told *a, const struct lti_told *b)
{
	return measure_same(a->scaled, b->scaled) &&
	       strcmp(a->activity, b->activity) == 0 &&
	       strcmp(a->grading, b->grading) == 0;
}

int64_t lti_grade_at(int64_t now, int64_t last_us)
{
	return now * 1000 > last_us ? now * 1000 : last_us + 1000;
}

bool lti_result_differs(struct measure is, struct measure known)
{
	return is.known != known.known ||
	       (is.known && fabs(is.value - known.value) > 0.00501);
}

/* ---- When ------------------------------------------------------------------ */

int64_t lti_grade_next(int64_t now, int64_t asked_at, int64_t attempts,
		       int64_t not_before, uint32_t chance)
{
	const int64_t until = asked_at + LTI_GRADE_PATIENCE_MS;
	const int64_t wait = attempts > 6 ? HOUR
		: MINUTE << (attempts > 1 ? attempts - 1 : 0);
	int64_t next;

	if (now >= until)
		return 0;
	if (wait >= HOUR)
		next = now + HOUR - chance % (HOUR / 4);
	else
		next = now + wait - chance % (wait / 4);
	if (next < not_before)
		next = not_before + chance % 1000;
	return next > until ? until : next;
}

/* IMF-fixdate alone: "Sun, 06 Nov 1994 08:49:37 GMT". */
static int64_t http_date(const char *text)
{
	struct tm t = { .tm_isdst = 0 };
	char month[4], zone[4];

	if (strlen(text) != 29 ||
	    sscanf(text + 5, "%2d %3s %4d %2d:%2d:%2d %3s", &t.tm_mday, month,
		   &t.tm_year, &t.tm_hour, &t.tm_min, &t.tm_sec, zone) != 7 ||
	    strcmp(zone, "GMT"))
		return 0;
	while (t.tm_mon < 12 &&
	       strncmp(month_name(t.tm_mon + 1, LANG_EN), month, 3))
		t.tm_mon++;
	if (t.tm_mon == 12 || t.tm_year < 1970)
		return 0;
	t.tm_year -= 1900;
	return (int64_t)timegm(&t) * 1000;
}

int64_t lti_retry_after(const char *text, int64_t now)
{
	int64_t at = 0;

	if (!text || !*text)
		return 0;
	if (strspn(text, "0123456789") == strlen(text)) {
		for (const char *c = text; *c && at < DAY; c++)
			at = at * 10 + (*c - '0');
		at = at < DAY / 1000 ? now + at * 1000 : now + DAY;
	} else {
		at = http_date(text);
	}
	return at <= now ? 0 : at > now + DAY ? now + DAY : at;
}

/* ---- What an answer means ---------------------------------------------------- */

/*
 * What platforms say when they refuse a score, in lower case. Moodle's "Incorrect
 * score received" is also what it says of a user whom it cannot grade
 * (scores.php); Canvas answers 422 with the others.
 */
static const struct { const char *words, *code; } known[] = {
	{ "incorrect score received", "score_or_user" },
	{ "user not found", "user_unknown" },
	{ "user is not", "user_unknown" },
	{ "not a student", "user_unknown" },
	{ "not enrolled", "user_unknown" },
	{ "not a member", "user_unknown" },
	{ "has concluded", "course_closed" },
	{ "course is closed", "course_closed" },
	{ "not available", "course_closed" },
	{ "locked", "course_closed" },
	{ "timestamp", "clock_differs" },
	{ "maximum number of allowed attempts", "attempts_used" },
};

static const char *refusal(const char *said)
{
	struct arena mem = ARENA_INIT;
	const char *words = text_lower(&mem, said ? said : "");
	const char *code = "score_refused";

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strstr(words, known[i].words)) {
			code = known[i].code;
			break;
		}
	arena_end(&mem);
	return code;
}

struct lti_meaning lti_answer_means(long status, const char *said)
{
	if (status >= 200 && status < 300)
		return (struct lti_meaning){ LTI_TAKEN, "", false };
	switch (status) {
	case 401:
		return (struct lti_meaning){ LTI_TOKEN, "token_not_taken", true };
	case 403:
		return (struct lti_meaning){ LTI_ATTENTION, "scope_refused",
					     false };
	case 404:
	case 410:
		return (struct lti_meaning){ LTI_REDISCOVER, "line_item_gone",
					     false };
	case 408:
	case 425:
		return (struct lti_meaning){ LTI_AGAIN, "platform_away", true };
	case 409:
		return (struct lti_meaning){ LTI_NEWER, "newer_there", false };
	case 429:
		return (struct lti_meaning){ LTI_AGAIN, "platform_busy", true };
	default:
		break;
	}
	if (status >= 500)
		return (struct lti_meaning){ LTI_AGAIN, "platform_error",
					     status == 503 };
	if (status >= 400)
		return (struct lti_meaning){ LTI_ATTENTION, refusal(said),
					     false };
	return (struct lti_meaning){ LTI_ATTENTION, "answer_strange", false };
}

/* ---- On the wire -------------------------------------------------------------- */

const char *lti_ags_url(struct arena *mem, const char *url, const char *part)
{
	const size_t path = strcspn(url, "?");
	size_t end = path;

	while (end && url[end - 1] == '/')
		end--;
	return arena_format(mem, "%.*s/%s%s", (int)end, url, part, url + path);
}

const char *lti_resource_id(struct arena *mem, const char *module_id,
			    const char *unit_ident)
{
	return *unit_ident
		? arena_format(mem, "%s/%s", module_id, unit_ident)
		: arena_format(mem, "%s", module_id);
}

const char *lti_timestamp(struct arena *mem, int64_t at_us)
{
	const time_t seconds = (time_t)(at_us / 1000000);
	struct tm t;

	gmtime_r(&seconds, &t);
	return arena_format(mem, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
			    t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
			    t.tm_hour, t.tm_min, t.tm_sec,
			    (int)(at_us / 1000 % 1000));
}
