/*
 * What people were told, and of which occasions all concerned were. Results
 * live in the handle's arena.
 */
#ifndef STORE_NOTICE_H
#define STORE_NOTICE_H

#include "db/db.h"

struct notice {
	const char *id;
	const char *person_id;
	const char *kind;	/* one of domain/notice.def */
	const char *detail;	/* JSON: notice_detail() */
	const char *href;	/* the page it leads to: "/kegiatan/…" */
	int64_t at, seen_at;	/* 0: not yet */
	bool by_mail;
	const char *once;	/* of person and occasion */
	/* Of letters only; NULL: no address is known. */
	const char *email, *name;
	bool guest;		/* who signs in by a link of that epoch alone */
	int64_t guest_epoch;
};

/* Does nothing when that `once` is known; the id is made here. */
enum err notice_add(struct db *, const struct notice *);

/* The newest first. */
enum err notice_page(struct db *, const char *person_id, size_t from,
		     size_t most, struct notice **out, size_t *n);
enum err notice_unseen(struct db *, const char *person_id, size_t *out);

/* All until that moment have been seen. */
enum err notice_see(struct db *, const char *person_id, int64_t until,
		    int64_t now);

/* Those that are to become letters, and that one became one or cannot. */
enum err notice_letters(struct db *, size_t most, struct notice **out,
			size_t *n);
enum err notice_lettered(struct db *, const char *id);

/* Forget what people were told before then, and how far its occasions were told
   of: 2,000 of each at once, as long as some are due. */
enum err notice_sweep_due(struct db *, int64_t before, bool *out);
enum err notice_sweep(struct db *, int64_t before);

/* How far an occasion was told of; "" and false when it is new. */
enum err reminder_get(struct db *, const char *occasion, const char **reached,
		      bool *done);
enum err reminder_put(struct db *, const char *occasion, const char *reached,
		      bool done, int64_t now);

/* Occasions of needs of which not all are told, and how far that is. */
enum err reminder_needs(struct db *, const char ***occasions,
			const char ***reached, size_t *n);

/* What begins, or is due, in the time after `from` until `until`. */
struct remind {
	const char *id, *programme_id, *title, *zone;
	int64_t starts_at, ends_at;
};
enum err remind_events(struct db *, int64_t from, int64_t until,
		       struct remind **out, size_t *n);
enum err remind_batches(struct db *, int64_t from, int64_t until,
			struct remind **out, size_t *n);

/* Who is to be told, behind that id (of a person, or of an enrolment). */
struct reminded {
	const char *id, *person_id, *step;
	bool begun;
};
enum err remind_seats(struct db *, const char *event_id, const char *after,
		      size_t most, struct reminded **out, size_t *n);
enum err remind_enrolments(struct db *, const struct remind *,
			   const char *after, size_t most,
			   struct reminded **out, size_t *n);

#endif
