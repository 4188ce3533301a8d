/*
 * What is asked while an event goes on, and answered after it. Results live in
 * the handle's arena.
 */
#ifndef STORE_LIVE_H
#define STORE_LIVE_H

#include "db/db.h"

struct live_question {
	const char *id, *person_id, *name;
	const char *words;
	int64_t votes, at;
	int64_t answered_at, hidden_at;		/* 0: not */
};

/* Most votes first. */
enum err live_questions(struct db *, const char *event_id, size_t most,
			struct live_question **out, size_t *n);

/* ERR_NOT_FOUND when it is none of that event. */
enum err live_question_by_id(struct db *, const char *event_id, const char *id,
			     struct live_question *out);

/* How many there are, and how many of a person wait for an answer. */
enum err live_question_count(struct db *, const char *event_id,
			     const char *person_id, int64_t *all,
			     int64_t *waiting);

/* `id` and `at` are filled in. */
enum err live_question_add(struct db *, const char *event_id,
			   struct live_question *, int64_t now);

/* answered_at and hidden_at as in the struct. */
enum err live_question_mark(struct db *, const struct live_question *);

/* A vote is given, or taken back; once, however often it is said. */
enum err live_vote(struct db *, const char *question_id, const char *person_id,
		   bool give, bool *changed);

/* The questions of an event that a person has voted for. */
enum err live_votes_of(struct db *, const char *event_id,
		       const char *person_id, const char ***out, size_t *n);

/* Who is registered, in no order. */
enum err live_seats(struct db *, const char *event_id, size_t most,
		    const char ***out, size_t *n);

/* How many were seen so far. */
enum err live_present(struct db *, const char *event_id, int64_t *out);

/* That this person has answered; `first` is false when they had before, or hold
   no seat. */
enum err live_survey_mark(struct db *, const char *event_id,
			  const char *person_id, int64_t now, bool *first);

#endif
