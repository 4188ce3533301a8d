/*
 * The life of a sitting: it begins with a paper, is answered, ends once, and
 * what came of it becomes the unit's progress.
 *
 * Its grading is in sitting_grade.h. Everything runs inside a write.
 */
#ifndef PLAY_SITTING_H
#define PLAY_SITTING_H

#include "domain/attempt.h"
#include "domain/module.h"
#include "domain/sitting.h"
#include "http/http.h"
#include "play/asked.h"

/* An answer that was given in time may be on its way for so long. */
#define SITTING_GRACE_MS 5000

/* More is a script, and would fill the disk: of one person at one unit. */
#define SITTINGS_MOST 200

/* Should it end, since its time is over? */
bool sitting_over(const struct sitting *, int64_t now);

/*
 * The person's open sitting of the unit, or a new one (`begun`). One whose time
 * is over ends first, and so does one of another attempt. Refused as quiz_used, quiz_shut, or quiz_thin where a bank
 * has too few questions.
 */
enum err sitting_enter(struct request *, const struct attempt *,
		       const struct unit *, struct sitting *out, bool *begun);

/*
 * Grade what there is and close it, by its deadline at the latest; then say
 * anew what the unit and the attempt amount to. One that is closed is graded
 * anew, and keeps what people gave.
 */
enum err sitting_finish(struct db *, struct sitting *, int64_t now);

/* What the marks amount to, when a person has given one. */
enum err sitting_add_up(struct db *, struct sitting *, int64_t now);

/*
 * After a sitting was graded or marked anew: where its score is lower now, and
 * what the person reached would not be a pass any more, what was earned by it is
 * in doubt. `why` as of ledger_doubt_attempt().
 */
enum err sitting_doubt(struct db *, const struct sitting *was,
		       const struct sitting *is, const char *why, int64_t now);

/*
 * The unit's progress from the person's sittings, by the quiz's rule. Who has
 * passed stays passed; the score is what it is now.
 */
enum err sitting_settle(struct db *, const char *attempt_id,
			const char *ident, int64_t now);

/*
 * Where there is nothing left to begin, an attempt begun anew has what was
 * reached before.
 */
enum err sitting_carry(struct db *, const struct attempt *,
		       const struct unit *, int64_t now);

/* What this person is given besides at the unit. */
enum err sitting_leave(struct db *, const struct attempt *, const char *ident,
		       struct quiz_leave *out);

#endif
