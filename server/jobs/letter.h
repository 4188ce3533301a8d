/*
 * The letters we write, each a row of the queue that jobs/mailer.h empties.
 * In a write transaction; `lang` is that of whoever asked for it.
 */
#ifndef JOBS_LETTER_H
#define JOBS_LETTER_H

#include "domain/followup.h"
#include "serve.h"
#include "store/notice.h"
#include "store/person.h"

/* Is mail set up, and is it known which address links begin with? */
enum err letter_possible(const struct server *, struct db *, bool *out);

/* A one-time code and where to type it. The person has an e-mail. */
enum err letter_activation(const struct server *, struct db *, enum lang,
			   const struct person *, const char *code,
			   int64_t now);

/* A code that shows whose address `to` is; the person asked for it. */
enum err letter_proof(const struct server *, struct db *, enum lang,
		      const struct person *, const char *to, const char *code,
		      int64_t now);

/* A link that signs in once and asks for a new password. */
enum err letter_reset(const struct server *, struct db *, enum lang,
		      const struct person *, const char *token, int64_t now);

/* What `of` tells, and a link to its page, to a guest their personal link: by
   its e-mail and name. */
enum err letter_notice(const struct server *, struct db *,
		       const struct notice *of, int64_t now);

/*
 * The link of a follow-up, to whom it asks: in Indonesian, with a few lines in
 * English, since of a stranger no language is known. `again`: it reminds.
 */
struct followup_letter {
	const char *person_id;		/* whose account it is; NULL: a stranger's */
	const char *name, *email;
	enum followup_role role;
	const char *learner, *unit;	/* whose plan; "" for no unit */
	const char *title;
	const char *path;
	int64_t until;
	bool again;
};
enum err letter_followup(const struct server *, struct db *,
			 const struct followup_letter *, int64_t now);

/* A guest's personal link to an event; `when` in words. The person has an
   e-mail: the one that they gave. */
enum err letter_guest(const struct server *, struct db *, enum lang,
		      const struct person *, const char *title,
		      const char *when, const char *path, int64_t now);

#endif
