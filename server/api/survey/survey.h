/*
 * What all surveys share: a module's (api/survey/survey.c), an event's
 * (api/survey/event.c), and those that organisers write (manage.c, mine.c).
 */
#ifndef API_SURVEY_SURVEY_H
#define API_SURVEY_SURVEY_H

#include "domain/survey.h"
#include "http/http.h"
#include "store/survey.h"
#include "training/ballot.h"

/*
 * The member "answers" of the body, which fits the form; else refused, naming
 * the question.
 */
enum err survey_answers_read(struct request *, const struct survey_form *,
			     const struct survey_lesson *, size_t nlessons,
			     const json_t **out);

/*
 * Cast an anonymous answer of the caller, with the unit they work in and the
 * batch in which they meet what is asked about (`kind` "module", "event",
 * "survey", and its id). It is told after the commit, if it is to be.
 */
enum err survey_cast(struct request *, const char *source,
		     const char *source_id, const char *kind, const char *ref,
		     const json_t *answers);

/* One version of a survey, as results show it. */
struct survey_told {
	const char *source, *source_id;	/* of ballots; NULL: it bears names */
	const char *id;			/* of the version, as told */
	int64_t number;
	const char *title;		/* NULL: it has none of its own */
	const struct survey_form *form;
};

/*
 * Add to the list {"id","number","form","answers","waiting","lines","units",
 * "batches"}: sums of whole blocks alone. Units and batches are those of the
 * caller's own agency.
 */
enum err survey_told_add(struct request *, const struct survey_told *,
			 json_t *list);

/* {"least":5,"versions":list}; takes no reference. */
enum err survey_told_respond(struct request *, struct response *,
			     json_t *list);

/* The survey of the path ({id}), if the caller acts for its agency; else
   ERR_NOT_FOUND. */
enum err survey_mine(struct request *, struct survey *out);

/* "draft", "open", "closed": as it is now, its time of closing kept. */
const char *survey_state(const struct survey *, int64_t now);

/* All versions, the newest first, or the one of ?version= (its number). */
enum err survey_told_of(struct request *, const struct survey *,
			json_t **out);

#endif
