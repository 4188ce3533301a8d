/*
 * Papers: issued when they are earned, mended by a new one, taken back. Who
 * holds one is told (training/notice.h), but of what they did themselves.
 *
 * All of it inside a write transaction, which may run again. A paper never
 * changes: a mended name makes another, with the next number, that takes the
 * place of the first; both facts are in the public list of what is not good.
 */
#ifndef TRAINING_CERTIFICATE_H
#define TRAINING_CERTIFICATE_H

#include "store/certificate.h"

struct certificate_subject {
	const char *title;
	int64_t jp;			/* hundredths; 0: not said */
};

struct certificate_order {
	const char *person_id;
	const char *agency_id;		/* whose paper it is */
	const char *kind;		/* "attendance", "completion", "pass" */
	const char *source;		/* "module", "event", "programme" */
	const char *source_id;
	const char *title;
	const char *evidence;		/* id of an attempt, seat, enrolment */
	const char *place;		/* where it was held; "" or NULL */
	int64_t jp;			/* hundredths; 0: it has none */
	int64_t first_at, last_at;	/* ms; 0: now */
	const struct certificate_subject *subjects;	/* of the back page */
	size_t nsubjects;
	int renewal;			/* 0: the first time */
	/* May be left out. */
	int64_t version;		/* of the module; 0: of none */
	int minutes_east;		/* of its days; 0: WIB, 420 */
	const char *competency;		/* "technical" …; NULL: not said */
	const char *form;		/* "self-paced", "webinar" …; NULL */
};

/*
 * Once for one person, kind, thing and renewal: when it was issued before, that
 * one (or the one that has taken its place), with fresh false.
 */
enum err certificate_issue(struct db *, const struct certificate_order *,
			   int64_t now, struct certificate *out);

/*
 * Another paper in place of `id`, of the same facts with the person's name,
 * NIP, job and unit as they are now, and the agency's design of now. `by_id`
 * and `why` are kept ("" for the person's own doing). ERR_CONFLICT when it is
 * not good any more.
 */
enum err certificate_reissue(struct db *, const char *id, const char *by_id,
			     const char *why, int64_t now,
			     struct certificate *out);

/* Would a new one say another name or NIP? */
enum err certificate_outdated(struct db *, const struct certificate *,
			      bool *out);

/* ERR_CONFLICT when it is not good any more. */
enum err certificate_revoke(struct db *, const char *id, const char *by_id,
			    const char *why, int64_t now);

#endif
