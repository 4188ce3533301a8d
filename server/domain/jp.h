/*
 * JP (jam pelajaran): which rule applies, whether it holds, what it gives.
 *
 * JP are whole numbers of hundredths. Days are texts, "2027-01-31", which
 * compare as they sort; the day and the year of a moment are those of Jakarta
 * (WIB, UTC+7, which has no summer time) wherever in Indonesia one learned, so
 * that a year ends for everybody of an agency at one moment.
 *
 * A rule names what a thing of its source and form earns from one day to
 * another. An agency's own goes before one of all, the later day before the
 * earlier. Targets and caps are told, and stop nobody (ASN.md 2.3: a PNS is to
 * have at least 20 JP a year, a PPPK at most 24; agencies may ask otherwise).
 */
#ifndef DOMAIN_JP_H
#define DOMAIN_JP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "domain/day.h"

#define JP_ONE 100			/* hundredths of one JP */
#define JP_MOST (999 * JP_ONE)		/* of one thing */
#define JP_FACTOR_MOST 1000		/* ten times what the thing says */

enum jp_needs {
	JP_NEEDS_COMPLETED,	/* all that is required is done */
	JP_NEEDS_PASSED,	/* and it was passed */
	JP_NEEDS_JUDGED,	/* passed where something in it is judged by the
				   server; else completed, and not failed */
	JP_NEEDS_COUNT
};

/* "completed", "passed", "judged", and back; false for another name. */
const char *jp_needs_name(enum jp_needs);
bool jp_needs_named(const char *, enum jp_needs *out);

struct jp_rule {
	const char *id;
	const char *agency_id;		/* NULL: of all */
	const char *source, *form;
	const char *from_day, *until_day;	/* both belong to it */
	enum jp_needs needs;
	bool graded;			/* a pass only by our server's scores */
	int64_t factor;			/* hundredths: 100 is as the thing says */
	int64_t most;			/* of one thing; -1: no bound */
	int64_t renew_months;		/* 0: once for ever */
	const char *paper;		/* "completion", "pass" or "" */
	const char *created_by;		/* a name, NULL: nobody; when listed */
	int64_t created_at, ended_at;	/* ended_at 0: nobody ended it */
};

/* What somebody has reached of a thing. */
struct jp_reached {
	bool completed, passed, failed;
	bool judged;		/* something in it has a pass mark that our server
				   holds it to */
	bool graded;		/* the pass is by our server's scores alone */
};

/* The rule that applies on that day; NULL when none does. Of two that begin on
   one day the one that was made later, by its id. */
const struct jp_rule *jp_rule_for(const struct jp_rule *rules, size_t n,
				  const char *agency_id, const char *source,
				  const char *form, const char *day);

bool jp_holds(const struct jp_rule *, const struct jp_reached *);

/* Of a thing that says `jp` of itself: rounded to a hundredth, half up. */
int64_t jp_amount(const struct jp_rule *, int64_t jp);

/* May it be earned again on `day`, when it was last earned on `last`? */
bool jp_renewed(const struct jp_rule *, const char *last, const char *day);

/* "14", "2,5", "0,25" in Indonesian, with a point in English; -5 is "-0,05". */
#define JP_TEXT_SIZE 32
void jp_text(int64_t jp, enum lang, char out[static JP_TEXT_SIZE]);

struct jp_target {
	const char *id;
	const char *agency_id;		/* NULL: of all */
	const char *kind;		/* "pns" …: what somebody is employed as */
	int64_t from_year;
	int64_t least, most;		/* hundredths; -1: none */
	const char *basis;		/* the regulation, as people are told */
	const char *created_by;		/* as of a rule */
	int64_t created_at;
};

/* NULL when nothing is asked of them. Of two of one year the one made later. */
const struct jp_target *jp_target_for(const struct jp_target *, size_t n,
				      const char *agency_id, const char *kind,
				      int64_t year);

/* How a sum stands to its target. */
enum jp_state { JP_FREE, JP_BELOW, JP_MET, JP_ABOVE };

/* JP_FREE without a target; with a cap alone, JP_MET up to it. */
enum jp_state jp_state_of(const struct jp_target *, int64_t sum);

/* "free", "below", "met", "above" */
const char *jp_state_name(enum jp_state);

/* The names that columns and the wire know. */
bool jp_source_valid(const char *);	/* "module", "event", "programme" */
bool jp_form_valid(const char *);	/* "self-paced" … */
bool jp_competency_valid(const char *);	/* "technical" … */
bool jp_kind_valid(const char *);	/* "pns" … of a person */

/* jenisDiklatId of what Balai itself gives (ASN.md 2.6): self-paced, technical
   3, managerial 5, socio-cultural 6; a webinar 9; a session in a room 4. */
int64_t jp_training_kind(const char *source, const char *form,
			 const char *competency);

#endif
