/*
 * Quizzes and cases as learners see them. What may be told of a sitting is
 * decided in one place: sitting_telling().
 */
#ifndef API_QUIZ_SITTING_H
#define API_QUIZ_SITTING_H

#include "domain/attempt.h"
#include "domain/module.h"
#include "domain/sitting.h"
#include "http/http.h"
#include "play/asked.h"

/* A sitting with all that its page is made of. */
struct seat {
	struct sitting sitting;
	struct attempt attempt;
	struct asked asked;
	struct quiz_leave leave;
	struct quiz_telling telling;
	struct paper paper;		/* of a quiz */
	json_t *kept;			/* responses as they are stored */
	struct sitting_mark *marks;	/* when it has ended */
	size_t nmarks;
};

/* Read it for its own learner; ERR_NOT_FOUND for everybody else. */
enum err seat_read(struct request *, const char *id, struct seat *out);

/* The same for who was found to be allowed to read that person's; its telling
   is that person's. */
enum err seat_read_of(struct request *, const char *id, const char *person_id,
		      struct seat *out);

/*
 * The rule by which keys, feedback and scores leave: the quiz's, and nothing of
 * what came of a sitting before it is written down that the learner sees it.
 */
void sitting_telling(const struct asked *, const struct quiz_leave *,
		     const struct sitting *, int64_t now,
		     struct quiz_telling *out);

/* Sitting of the wire; a new reference. */
enum err seat_json(struct request *, const struct seat *, json_t **out);

/* Feedback of one question, which the telling must allow; a new reference. */
enum err feedback_json(struct request *, const struct seat *,
		       const struct paper_question *,
		       const struct sitting_mark *, json_t **out);

#endif
