/*
 * Where people work. What was stays known: a move ends one row and adds another
 * (domain/membership.h says when).
 */
#ifndef STORE_MEMBERSHIP_H
#define STORE_MEMBERSHIP_H

#include "db/db.h"
#include "domain/membership.h"

/* All there were, the latest first. */
enum err memberships_of(struct db *, const char *person_id,
			struct membership **out, size_t *n);

/*
 * Whoever `want` names is in its unit (NULL: in none) and job from its from_day
 * on. Nothing is written where `out` is MOVE_NOTHING or a refusal; `before` is
 * the latest there was, or has no unit. The unit must be of the person's agency
 * and open: the caller has looked. `by_id` NULL is the command line.
 */
enum err membership_move(struct db *, const struct membership *want,
			 const char *today, const char *by_id, int64_t now,
			 struct membership *before, enum move *out);

/* One that begins, of somebody who has none that goes on. */
enum err membership_add(struct db *, const struct membership *,
			const char *by_id, int64_t now);

#endif
