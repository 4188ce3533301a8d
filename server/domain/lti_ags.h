/*
 * What tools may say of columns of marks (line items) and of what somebody
 * reached in them (scores), by Assignment and Grade Services 2.0; and what comes
 * of it.
 *
 * A tool tells scores as it knows them, each with its moment, and they may
 * arrive twice, late or in disorder. The later moment is true: an older one
 * changes nothing, and the same again is no change.
 */
#ifndef DOMAIN_LTI_AGS_H
#define DOMAIN_LTI_AGS_H

#include <jansson.h>

#include "domain/progress.h"

#define AGS_NUMBER_MOST 1e12	/* of any score */
#define AGS_MAXIMUM_LEAST 1e-6	/* of a maximum, so that shares are finite */
#define AGS_LABEL_MOST 1024	/* bytes */
#define AGS_IDENT_MOST 255	/* bytes, of what a tool calls something */
#define AGS_WORDS_MOST 65536	/* bytes, of a comment */
#define AGS_AHEAD_MS (5 * 60 * 1000)	/* that a tool's clock may be ahead */

/* Why something was not taken. */
enum lti_ags_fault {
	AGS_FITS,
	AGS_SHAPE,		/* no object */
	AGS_LABEL,		/* missing or blank */
	AGS_MAXIMUM,		/* scoreMaximum is no number above 0
				   (AGS_MAXIMUM_LEAST) */
	AGS_IDENT,		/* resourceId, tag, resourceLinkId */
	AGS_DATE,		/* no moment with a zone; an end before its start */
	AGS_LONG,		/* more than is kept */
	AGS_USER,		/* userId is missing */
	AGS_TIMESTAMP,		/* missing, or no moment with a zone */
	AGS_AHEAD,		/* a timestamp more than AGS_AHEAD_MS from now */
	AGS_ACTIVITY,		/* activityProgress */
	AGS_GRADING,		/* gradingProgress */
	AGS_GIVEN,		/* scoreGiven: negative, no number, too large */
	AGS_WORDS,		/* comment is no text */
	AGS_FAULTS
};

/* A line item as it was sent. What is text lives as long as the JSON. */
struct lti_item {
	const char *label;
	double most;
	const char *link;		/* NULL: of no place */
	const char *their_id, *tag;	/* NULL: not said */
	const char *starts_at, *ends_at;	/* "": not said */
};

/* `member` names what does not fit; it is "" for AGS_SHAPE. */
enum lti_ags_fault lti_item_read(json_t *, struct lti_item *out,
				 const char **member);

/* In the order in which an activity goes on, and grading. */
enum lti_activity { LTI_INITIALIZED, LTI_STARTED, LTI_IN_PROGRESS,
		    LTI_SUBMITTED, LTI_COMPLETED, LTI_ACTIVITIES };
enum lti_grading { LTI_NOT_READY, LTI_FAILED, LTI_PENDING, LTI_PENDING_MANUAL,
		   LTI_FULLY_GRADED, LTI_GRADINGS };

/* "InProgress", "PendingManual"; exactly so. False for another name. */
const char *lti_activity_name(enum lti_activity);
bool lti_activity_named(const char *, enum lti_activity *out);
const char *lti_grading_name(enum lti_grading);
bool lti_grading_named(const char *, enum lti_grading *out);

/* A score as it was sent. */
struct lti_score {
	const char *user;
	int64_t at_us;
	struct measure given;		/* may be more than `most` */
	double most;			/* 0: without a score */
	enum lti_activity activity;
	enum lti_grading grading;
	const char *words;		/* "": none */
	const char *started_at, *submitted_at;	/* NULL: not said */
	bool quoted;			/* scoreGiven was a number in quotes, as
					   Moodle 4.5 sends it */
};

enum lti_ags_fault lti_score_read(json_t *, int64_t now, struct lti_score *out,
				  const char **member);

/* What is known of somebody in a line item. */
struct lti_standing {
	int64_t at_us;
	struct measure given;
	double most;
	enum lti_activity activity;
	enum lti_grading grading;
	const char *words, *started_at, *submitted_at;	/* "": none */
	const char *hash;		/* of all that was sent */
	struct measure override;	/* what a teacher set instead, of 1 */
};

enum lti_order {
	LTI_LATER,		/* it is true now */
	LTI_AGAIN,		/* the same once more: no change */
	LTI_OLDER,		/* a later one is there */
	LTI_CLASH		/* another one of the same moment is there */
};

enum lti_order lti_score_order(const struct lti_standing *before,
			       const struct lti_score *, const char *hash);

/*
 * What stands there after it. `before` NULL: nothing was there. The score and
 * the words are those of the new one, or none; when it was begun and handed in
 * stays until it is said anew, or begins again.
 */
void lti_score_take(const struct lti_standing *before, const struct lti_score *,
		    const char *hash, struct lti_standing *out);

/* What counts: a teacher's word, else a final score; of 1, and perhaps more. */
struct measure lti_standing_scaled(const struct lti_standing *);

/* How far somebody is by it. */
enum lti_reached {
	LTI_REACHED_NOTHING,	/* not begun */
	LTI_REACHED_BEGUN,
	LTI_REACHED_WAITING,	/* handed in, not marked */
	LTI_REACHED_DONE
};

enum lti_reached lti_standing_reached(const struct lti_standing *);

#endif
