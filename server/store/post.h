/*
 * The discussion of a batch: posts, and answers to them. Results live in the
 * handle's arena.
 */
#ifndef STORE_POST_H
#define STORE_POST_H

#include "db/db.h"

struct post {
	const char *id;
	const char *activity_id, *batch_id;
	const char *person_id, *person_name;
	const char *parent_id;		/* NULL: it answers no other */
	const char *words;
	int64_t at, changed_at, hidden_at;	/* 0: was not */
	const char *hidden_why;
};

/* Those that answer no other, the newest first. */
enum err post_threads(struct db *, const char *batch_id,
		      const char *activity_id, size_t from, size_t most,
		      struct post **out, size_t *n);

/* The answers to at most SEVERAL_MOST of them, the oldest first. */
enum err post_answers(struct db *, const struct post *threads, size_t nthreads,
		      struct post **out, size_t *n);

/* Of that discussion; ERR_NOT_FOUND. */
enum err post_by_id(struct db *, const char *batch_id, const char *activity_id,
		    const char *id, struct post *out);

/* Its id is made here, `at` is the caller's. */
enum err post_add(struct db *, struct post *);
enum err post_change(struct db *, const char *id, const char *words,
		     int64_t now);

/* `why` "": it is shown again. */
enum err post_hide(struct db *, const char *id, const char *by_id,
		   const char *why, int64_t now);

struct post_counts {
	int64_t posts, threads;
	int64_t own;		/* of that person, without hidden ones */
};

enum err post_counts(struct db *, const char *batch_id,
		     const char *activity_id, const char *person_id,
		     struct post_counts *out);

/* What somebody wrote since then, wherever. */
enum err post_lately(struct db *, const char *person_id, int64_t since,
		     int64_t *out);

/* `revision` 0: nobody has written. */
struct discussion_stand {
	int64_t revision, closed_at;
};

enum err discussion_stand(struct db *, const char *batch_id,
			  const char *activity_id,
			  struct discussion_stand *out);

/* Something changed: whoever asks again gets it. */
enum err discussion_move(struct db *, const char *batch_id,
			 const char *activity_id);

/* `at` 0: open again. Moves it besides. */
enum err discussion_shut(struct db *, const char *batch_id,
			 const char *activity_id, const char *by_id,
			 int64_t at);

#endif
