#include "store/home.h"

#include <stdlib.h>

#include "store/queries.h"

enum err home_jp(struct db *db, const char *person_id, int64_t year,
		 int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HOME_JP,
			ARGS(arg_text(person_id), arg_int(year)))))
		return e;
	*out = row_int(&r, 0, "jp");
	return OK;
}

enum err home_event(struct db *db, const char *person_id, int64_t now,
		    struct home_event *out)
{
	struct rows r;
	enum err e;

	*out = (struct home_event){ .id = NULL };
	if ((e = db_run(db, &r, SQL_HOME_EVENT,
			ARGS(arg_text(person_id), arg_int(now)))) ||
	    r.count == 0)
		return e;
	*out = (struct home_event){
		.id = row_text(&r, 0, "id"),
		.title = row_text(&r, 0, "title"),
		.kind = row_text(&r, 0, "kind"),
		.place = row_text(&r, 0, "place"),
		.zone = row_text(&r, 0, "zone"),
		.seat = row_text(&r, 0, "state"),
		.starts_at = row_int(&r, 0, "starts_at"),
		.ends_at = row_int(&r, 0, "ends_at"),
	};
	return OK;
}

static enum err count_of(struct db *db, unsigned query, const char *whose,
			 int64_t now, int64_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, query, ARGS(arg_text(whose),
						      arg_int(now)));

	*out = e ? 0 : row_int(&r, 0, "n");
	return e;
}

enum err home_followups(struct db *db, const char *person_id, int64_t now,
			int64_t *out)
{
	return count_of(db, SQL_HOME_FOLLOWUPS, person_id, now, out);
}

enum err home_confirmations(struct db *db, const char *email, int64_t now,
			    int64_t *out)
{
	return count_of(db, SQL_HOME_CONFIRMATIONS, email, now, out);
}

enum err home_team(struct db *db, const char *const *people, size_t n,
		   int64_t now, struct home_standing **out, size_t *found)
{
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_HOME_TEAM,
			     arena_format(db_arena(db), "%lld", (long long)now),
			     people, n)))
		return e;
	*found = r.count;
	*out = arena_array(db_arena(db), struct home_standing, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct home_standing){
			.person_id = row_text(&r, i, "person_id"),
			.going = row_int(&r, i, "going"),
			.waiting = row_int(&r, i, "waiting"),
			.late = row_int(&r, i, "late"),
			.completed = row_int(&r, i, "completed"),
		};
	return OK;
}

enum err board_people(struct db *db, const char *agency_id, int64_t year,
		      const int64_t least[static BOARD_KINDS],
		      struct board_kind **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BOARD_PEOPLE,
			ARGS(arg_text(agency_id), arg_int(year),
			     arg_int(least[0]), arg_int(least[1]),
			     arg_int(least[2]), arg_int(least[3]),
			     arg_int(least[4])))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct board_kind, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct board_kind){
			.kind = row_text(&r, i, "kind"),
			.people = row_int(&r, i, "people"),
			.learning = row_int(&r, i, "learning"),
			.reached = row_int(&r, i, "reached"),
			.jp = row_int(&r, i, "jp"),
		};
	return OK;
}

enum err board_months(struct db *db, const char *agency_id, int64_t year,
		      struct board_month **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BOARD_MONTHS,
			ARGS(arg_text(agency_id), arg_int(year)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct board_month, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct board_month){
			.month = strtol(row_text(&r, i, "month"), NULL, 10),
			.jp = row_int(&r, i, "jp"),
			.entries = row_int(&r, i, "entries"),
		};
	return OK;
}

enum err board_batches(struct db *db, const char *agency_id, int64_t now,
		       struct board_batch *out, int64_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BOARD_BATCHES,
			ARGS(arg_text(agency_id), arg_int(now)))))
		return e;
	*n = row_int(&r, 0, "n");
	*out = (struct board_batch){
		.enrolled = row_int(&r, 0, "enrolled"),
		.begun = row_int(&r, 0, "begun"),
		.completed = row_int(&r, 0, "completed"),
	};
	return OK;
}

enum err board_attention(struct db *db, const char *agency_id, int64_t now,
			 struct board_batch **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BOARD_ATTENTION,
			ARGS(arg_text(agency_id), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct board_batch, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct board_batch){
			.id = row_text(&r, i, "id"),
			.name = row_text(&r, i, "name"),
			.title = row_text(&r, i, "title"),
			.ends_at = row_int(&r, i, "ends_at"),
			.enrolled = row_int(&r, i, "enrolled"),
			.begun = row_int(&r, i, "begun"),
			.completed = row_int(&r, i, "completed"),
		};
	return OK;
}

enum err board_events(struct db *db, const char *agency_id, int64_t now,
		      struct board_event **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BOARD_EVENTS,
			ARGS(arg_text(agency_id), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct board_event, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct board_event){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.zone = row_text(&r, i, "zone"),
			.starts_at = row_int(&r, i, "starts_at"),
			.ends_at = row_int(&r, i, "ends_at"),
			.registered = row_int(&r, i, "registered"),
			.waiting = row_int(&r, i, "waiting"),
			.capacity = row_int(&r, i, "capacity"),
		};
	return OK;
}

enum err board_counts(struct db *db, const char *agency_id, int64_t since,
		      struct board_counts *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BOARD_COUNTS,
			ARGS(arg_text(agency_id), arg_int(since)))))
		return e;
	*out = (struct board_counts){
		.certificates = row_int(&r, 0, "certificates"),
		.doubts = row_int(&r, 0, "doubts"),
		.handed = row_int(&r, 0, "handed"),
		.unplaced = row_int(&r, 0, "unplaced"),
	};
	return OK;
}
