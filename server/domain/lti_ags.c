#include "domain/lti_ags.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "domain/decimal.h"
#include "domain/moment.h"

/* ---- Members ----------------------------------------------------------- */

/* NULL when it is absent or null; `wrong` when it is no text. */
static const char *text_of(json_t *json, const char *name, bool *wrong)
{
	json_t *value = json_object_get(json, name);

	*wrong = value && !json_is_null(value) && !json_is_string(value);
	return json_string_value(value);
}

/* Is there a sign in it? Blanks of Unicode are none. */
static bool blank(const char *s)
{
	static const char *const blanks[] = { "\xc2\xa0", "\xe3\x80\x80",
		"\xe2\x80\x8b", "\xe2\x80\x83", "\xef\xbb\xbf" };

	while (*s) {
		size_t n = (unsigned char)*s <= ' ' || *s == 0x7f;

		for (size_t i = 0; !n && i < sizeof(blanks) / sizeof(*blanks);
		     i++)
			if (strncmp(s, blanks[i], strlen(blanks[i])) == 0)
				n = strlen(blanks[i]);
		if (!n)
			return false;
		s += n;
	}
	return true;
}

/* "" when it is not said. */
static enum lti_ags_fault date_of(json_t *json, const char *name,
				  const char **out, int64_t *us)
{
	bool wrong;
	const char *text = text_of(json, name, &wrong);

	*out = text && *text ? text : "";
	*us = 0;
	if (wrong)
		return AGS_DATE;
	if (strlen(*out) > AGS_IDENT_MOST)
		return AGS_LONG;
	return !**out || moment_read_us(*out, us) ? AGS_FITS : AGS_DATE;
}

static enum lti_ags_fault ident_of(json_t *json, const char *name,
				   const char **out)
{
	bool wrong;

	*out = text_of(json, name, &wrong);
	if (wrong)
		return AGS_IDENT;
	return *out && strlen(*out) > AGS_IDENT_MOST ? AGS_LONG : AGS_FITS;
}

/* A number that is finite and within what is kept. */
static bool number_of(json_t *value, double *out)
{
	*out = json_number_value(value);
	return json_is_number(value) && isfinite(*out) &&
	       fabs(*out) <= AGS_NUMBER_MOST;
}

/* ---- Line items -------------------------------------------------------- */

static enum lti_ags_fault label_of(json_t *json, const char **out)
{
	bool wrong;

	*out = text_of(json, "label", &wrong);
	if (wrong || !*out || blank(*out))
		return AGS_LABEL;
	return strlen(*out) > AGS_LABEL_MOST ? AGS_LONG : AGS_FITS;
}

static enum lti_ags_fault most_of(json_t *json, double *out)
{
	return number_of(json_object_get(json, "scoreMaximum"), out) &&
	       *out >= AGS_MAXIMUM_LEAST ? AGS_FITS : AGS_MAXIMUM;
}

enum lti_ags_fault lti_item_read(json_t *json, struct lti_item *out,
				 const char **member)
{
	enum lti_ags_fault f;
	int64_t starts, ends;

	*out = (struct lti_item){ .label = NULL };
	*member = "";
	if (!json_is_object(json))
		return AGS_SHAPE;
	if ((f = label_of(json, &out->label)))
		return *member = "label", f;
	if ((f = most_of(json, &out->most)))
		return *member = "scoreMaximum", f;
	if ((f = ident_of(json, "resourceLinkId", &out->link)))
		return *member = "resourceLinkId", f;
	if ((f = ident_of(json, "resourceId", &out->their_id)))
		return *member = "resourceId", f;
	if ((f = ident_of(json, "tag", &out->tag)))
		return *member = "tag", f;
	if ((f = date_of(json, "startDateTime", &out->starts_at, &starts)))
		return *member = "startDateTime", f;
	if (!(f = date_of(json, "endDateTime", &out->ends_at, &ends)) &&
	    *out->starts_at && *out->ends_at && ends < starts)
		f = AGS_DATE;
	if (f)
		*member = "endDateTime";
	return f;
}

/* ---- Scores ------------------------------------------------------------ */

static const char *const activities[] = { "Initialized", "Started",
	"InProgress", "Submitted", "Completed" };
static const char *const gradings[] = { "NotReady", "Failed", "Pending",
	"PendingManual", "FullyGraded" };

const char *lti_activity_name(enum lti_activity a)
{
	return activities[a];
}

bool lti_activity_named(const char *name, enum lti_activity *out)
{
	for (int i = 0; name && i < LTI_ACTIVITIES; i++)
		if (strcmp(name, activities[i]) == 0) {
			*out = (enum lti_activity)i;
			return true;
		}
	return false;
}

const char *lti_grading_name(enum lti_grading g)
{
	return gradings[g];
}

bool lti_grading_named(const char *name, enum lti_grading *out)
{
	for (int i = 0; name && i < LTI_GRADINGS; i++)
		if (strcmp(name, gradings[i]) == 0) {
			*out = (enum lti_grading)i;
			return true;
		}
	return false;
}

static enum lti_ags_fault user_of(json_t *json, struct lti_score *out)
{
	bool wrong;

	out->user = text_of(json, "userId", &wrong);
	if (wrong || !out->user || !*out->user)
		return AGS_USER;
	return strlen(out->user) > AGS_IDENT_MOST ? AGS_LONG : AGS_FITS;
}

static enum lti_ags_fault timestamp_of(json_t *json, int64_t now,
				       struct lti_score *out)
{
	bool wrong;
	const char *text = text_of(json, "timestamp", &wrong);

	if (wrong || !text || strlen(text) > AGS_IDENT_MOST ||
	    !moment_read_us(text, &out->at_us))
		return AGS_TIMESTAMP;
	/* One clock that is ahead would keep all later scores out. */
	return out->at_us > (now + AGS_AHEAD_MS) * 1000 ? AGS_AHEAD : AGS_FITS;
}

/* "77.00000" too: see the header. */
static bool given_of(json_t *value, struct lti_score *out)
{
	const char *text = json_string_value(value);

	if (text) {
		out->quoted = true;
		return number_plain(text, strlen(text), &out->given.value) &&
		       out->given.value <= AGS_NUMBER_MOST;
	}
	return number_of(value, &out->given.value) && out->given.value >= 0;
}

static enum lti_ags_fault points_of(json_t *json, struct lti_score *out,
				    const char **member)
{
	json_t *given = json_object_get(json, "scoreGiven");
	json_t *most = json_object_get(json, "scoreMaximum");

	out->given.known = given && !json_is_null(given);
	*member = "scoreGiven";
	if (out->given.known && !given_of(given, out))
		return AGS_GIVEN;
	*member = "scoreMaximum";
	if (!out->given.known && (!most || json_is_null(most)))
		return AGS_FITS;
	return most_of(json, &out->most);
}

static enum lti_ags_fault words_of(json_t *json, struct lti_score *out)
{
	bool wrong;
	const char *text = text_of(json, "comment", &wrong);

	out->words = text ? text : "";
	if (wrong)
		return AGS_WORDS;
	return strlen(out->words) > AGS_WORDS_MOST ? AGS_LONG : AGS_FITS;
}

static const char *said(const char *text)
{
	return *text ? text : NULL;
}

static enum lti_ags_fault submission_of(json_t *json, struct lti_score *out)
{
	json_t *of = json_object_get(json, "submission");
	int64_t started, submitted;
	enum lti_ags_fault f;

	if (of && !json_is_null(of) && !json_is_object(of))
		return AGS_DATE;
	if ((f = date_of(of, "startedAt", &out->started_at, &started)) ||
	    (f = date_of(of, "submittedAt", &out->submitted_at, &submitted)))
		return f;
	out->started_at = said(out->started_at);
	out->submitted_at = said(out->submitted_at);
	return out->started_at && out->submitted_at && submitted < started
		? AGS_DATE : AGS_FITS;
}

enum lti_ags_fault lti_score_read(json_t *json, int64_t now,
				  struct lti_score *out, const char **member)
{
	bool wrong;
	enum lti_ags_fault f;

	*out = (struct lti_score){ .user = NULL };
	*member = "";
	if (!json_is_object(json))
		return AGS_SHAPE;
	if ((f = user_of(json, out)))
		return *member = "userId", f;
	if ((f = timestamp_of(json, now, out)))
		return *member = "timestamp", f;
	*member = "activityProgress";
	if (!lti_activity_named(text_of(json, *member, &wrong), &out->activity))
		return AGS_ACTIVITY;
	*member = "gradingProgress";
	if (!lti_grading_named(text_of(json, *member, &wrong), &out->grading))
		return AGS_GRADING;
	if ((f = points_of(json, out, member)))
		return f;
	*member = "comment";
	if ((f = words_of(json, out)))
		return f;
	*member = "submission";
	return submission_of(json, out);
}

/* ---- What comes of it --------------------------------------------------- */

enum lti_order lti_score_order(const struct lti_standing *before,
			       const struct lti_score *s, const char *hash)
{
	if (!before || s->at_us > before->at_us)
		return LTI_LATER;
	if (s->at_us < before->at_us)
		return LTI_OLDER;
	return strcmp(before->hash, hash) ? LTI_CLASH : LTI_AGAIN;
}

void lti_score_take(const struct lti_standing *before,
		    const struct lti_score *s, const char *hash,
		    struct lti_standing *out)
{
	*out = (struct lti_standing){
		.at_us = s->at_us, .given = s->given, .most = s->most,
		.activity = s->activity, .grading = s->grading,
		.words = s->words, .hash = hash,
		.started_at = before ? before->started_at : "",
		.submitted_at = before ? before->submitted_at : "",
	};
	if (before)
		out->override = before->override;
	if (s->activity == LTI_INITIALIZED)
		out->started_at = "";
	if (s->activity < LTI_SUBMITTED)
		out->submitted_at = "";
	if (s->started_at)
		out->started_at = s->started_at;
	if (s->submitted_at)
		out->submitted_at = s->submitted_at;
}

struct measure lti_standing_scaled(const struct lti_standing *s)
{
	if (s->override.known)
		return s->override;
	if (s->grading != LTI_FULLY_GRADED || !s->given.known || !(s->most > 0))
		return (struct measure){ false, 0 };
	return (struct measure){ true, s->given.value / s->most };
}

enum lti_reached lti_standing_reached(const struct lti_standing *s)
{
	const bool marking = s->grading == LTI_PENDING ||
			     s->grading == LTI_PENDING_MANUAL;

	if (lti_standing_scaled(s).known)
		return LTI_REACHED_DONE;
	if (s->activity == LTI_COMPLETED && !s->given.known && !marking)
		return s->grading == LTI_FAILED ? LTI_REACHED_BEGUN
						: LTI_REACHED_DONE;
	if (s->activity >= LTI_SUBMITTED)
		return LTI_REACHED_WAITING;
	return s->activity == LTI_INITIALIZED ? LTI_REACHED_NOTHING
					      : LTI_REACHED_BEGUN;
}
