#include "store/membership.h"

#include "base/ident.h"
#include "store/queries.h"

static void membership_read(const struct rows *r, size_t i,
			    struct membership *out)
{
	*out = (struct membership){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_name = row_text(r, i, "unit_name"),
		.job_id = row_text(r, i, "job_id"),
		.job_name = row_text(r, i, "job_name"),
		.from_day = row_text(r, i, "from_day"),
		.until_day = row_text(r, i, "until_day"),
	};
}

enum err memberships_of(struct db *db, const char *person_id,
			struct membership **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MEMBERSHIPS_OF, ARGS(arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct membership, r.count);
	for (size_t i = 0; i < r.count; i++)
		membership_read(&r, i, &(*out)[i]);
	return OK;
}

enum err membership_add(struct db *db, const struct membership *m,
			const char *by_id, int64_t now)
{
	return db_run(db, NULL, SQL_MEMBERSHIP_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(m->person_id), arg_text(m->unit_id),
			   arg_text(m->job_id), arg_text(m->from_day),
			   arg_text(by_id), arg_int(now)));
}

static enum err membership_end(struct db *db, const char *id, const char *day)
{
	return db_run(db, NULL, SQL_MEMBERSHIP_END,
		      ARGS(arg_text(id), arg_text(day)));
}

static enum err move_write(struct db *db, enum move move, const char *id,
			   const struct membership *want, const char *by_id,
			   int64_t now)
{
	enum err e;

	switch (move) {
	case MOVE_BEGIN:
		return membership_add(db, want, by_id, now);
	case MOVE_CHANGE:
		if ((e = membership_end(db, id, want->from_day)))
			return e;
		return membership_add(db, want, by_id, now);
	case MOVE_CORRECT:
		return db_run(db, NULL, SQL_MEMBERSHIP_CORRECT,
			      ARGS(arg_text(id), arg_text(want->unit_id),
				   arg_text(want->job_id)));
	case MOVE_END:
		return membership_end(db, id, want->from_day);
	case MOVE_UNDO:
		return db_run(db, NULL, SQL_MEMBERSHIP_UNDO,
			      ARGS(arg_text(id)));
	case MOVE_NOTHING:
	case MOVE_NO_DAY:
	case MOVE_FUTURE:
	case MOVE_EARLY:
		break;
	}
	return OK;
}

enum err membership_move(struct db *db, const struct membership *want,
			 const char *today, const char *by_id, int64_t now,
			 struct membership *before, enum move *out)
{
	struct rows r;
	enum err e;

	*before = (struct membership){ .id = NULL };
	if ((e = db_run(db, &r, SQL_MEMBERSHIP_LAST,
			ARGS(arg_text(want->person_id)))))
		return e;
	if (r.count)
		membership_read(&r, 0, before);
	*out = move_weigh(r.count ? before : NULL, want->unit_id, want->job_id,
			  want->from_day, today);
	return move_write(db, *out, before->id, want, by_id, now);
}
