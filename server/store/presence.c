#include "store/presence.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"

static const char *const sources[] = { "code", "host", "file" };

static enum presence_source source_named(const char *name)
{
	for (int i = 0; i < 3; i++)
		if (strcmp(sources[i], name) == 0)
			return (enum presence_source)i;
	return PRESENCE_BY_HOST;
}

static struct arg arg_moment(int64_t at)
{
	return at ? arg_int(at) : arg_null();
}

enum err presence_check_add(struct db *db, const char *event_id,
			    const struct presence_check_row *c,
			    const char *by_id, int64_t now)
{
	return db_run(db, NULL, SQL_PRESENCE_CHECK_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(event_id),
			   arg_text(c->moment ? "moment" : "door"),
			   arg_int(c->number), arg_int(c->opens_at),
			   arg_int(c->closes_at), arg_text(by_id)));
}

enum err presence_check_list(struct db *db, const char *event_id,
			     struct presence_check_row **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_CHECK_LIST,
			ARGS(arg_text(event_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_check_row, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct presence_check_row){
			.id = row_text(&r, i, "id"),
			.moment = !strcmp(row_text(&r, i, "kind"), "moment"),
			.number = (int)row_int(&r, i, "number"),
			.opens_at = row_int(&r, i, "opens_at"),
			.closes_at = row_int(&r, i, "closes_at"),
		};
	return OK;
}

enum err presence_check_close(struct db *db, const char *event_id, int number,
			      int64_t now)
{
	return db_run(db, NULL, SQL_PRESENCE_CHECK_CLOSE,
		      ARGS(arg_text(event_id), arg_int(number), arg_int(now)));
}

enum err presence_add(struct db *db, const char *event_id,
		      const char *person_id, struct presence_entry *p,
		      int64_t now, bool *added)
{
	const bool counts = p->row.source != PRESENCE_BY_CODE;
	struct rows r;
	enum err e;

	p->row.id = ident_make(db_arena(db), now);
	p->row.at = now;
	if ((e = db_run(db, &r, SQL_PRESENCE_ADD,
			ARGS(arg_text(p->row.id), arg_text(event_id),
			     arg_text(person_id),
			     arg_text(sources[p->row.source]),
			     arg_text(p->row.check_id),
			     counts ? arg_int(p->row.minutes) : arg_null(),
			     arg_moment(p->row.from), arg_moment(p->row.until),
			     arg_moment(p->shown_at), arg_text(p->once),
			     arg_text(p->row.undoes), arg_text(p->reason),
			     arg_text(p->by_id), arg_int(now),
			     arg_text(p->origin ? p->origin : "")))))
		return e;
	*added = r.count > 0;
	return OK;
}

enum err presence_of_person(struct db *db, const char *event_id,
			    const char *person_id,
			    struct presence_entry **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_OF_PERSON,
			ARGS(arg_text(event_id), arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_entry, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct presence_entry){
			.row = {
				.id = row_text(&r, i, "id"),
				.undoes = row_text(&r, i, "undoes"),
				.source = source_named(
					row_text(&r, i, "source")),
				.check_id = row_text(&r, i, "check_id"),
				.minutes = row_int(&r, i, "minutes"),
				.from = row_int(&r, i, "from_at"),
				.until = row_int(&r, i, "until_at"),
				.at = row_int(&r, i, "at"),
			},
			.reason = row_text(&r, i, "reason"),
			.by_name = row_text(&r, i, "by_name"),
			.check = row_null(&r, i, "number") ? -1
				 : (int)row_int(&r, i, "number"),
		};
	return OK;
}

enum err presence_corrections(struct db *db, const char *event_id, size_t most,
			      struct presence_entry **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_CORRECTIONS,
			ARGS(arg_text(event_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_entry, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct presence_entry){
			.row = {
				.id = row_text(&r, i, "id"),
				.undoes = row_text(&r, i, "undoes"),
				.source = source_named(
					row_text(&r, i, "source")),
				.minutes = row_int(&r, i, "minutes"),
				.at = row_int(&r, i, "at"),
			},
			.person_id = row_text(&r, i, "person_id"),
			.name = row_text(&r, i, "name"),
			.reason = row_text(&r, i, "reason"),
			.by_name = row_text(&r, i, "by_name"),
			.check = -1,
		};
	return OK;
}

enum err presence_marks(struct db *db, const char *event_id, size_t most,
			struct presence_mark **out, const char ***names,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_MARKS,
			ARGS(arg_text(event_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_mark, r.count);
	*names = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++) {
		(*names)[i] = row_text(&r, i, "name");
		(*out)[i] = (struct presence_mark){
			.at = row_int(&r, i, "at"),
			.shown = row_int(&r, i, "shown_at"),
			.check = (int)row_int(&r, i, "number"),
			.origin = row_text(&r, i, "origin"),
		};
	}
	return OK;
}

enum err presence_of_file(struct db *db, const char *event_id,
			  const char *file_id, int64_t from, int64_t until,
			  struct presence_made **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_OF_FILE,
			ARGS(arg_text(event_id), arg_text(file_id),
			     arg_text(arena_format(db_arena(db), "file/%s/",
						   file_id)),
			     arg_int(from), arg_int(until)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_made, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct presence_made){
			row_text(&r, i, "id"), row_text(&r, i, "person_id") };
	return OK;
}

enum err presence_rule_get(struct db *db, const char *event_id,
			   struct presence_rule *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_RULE, ARGS(arg_text(event_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no event '%s'", event_id);
	*out = (struct presence_rule){
		.percent = row_int(&r, 0, "least_percent"),
		.checks = row_int(&r, 0, "least_checks"),
		.both = row_int(&r, 0, "least_both") != 0,
		.minutes = (row_int(&r, 0, "ends_at") -
			    row_int(&r, 0, "starts_at")) / 60000,
	};
	return OK;
}

enum err presence_rule_put(struct db *db, const char *event_id,
			   const struct presence_rule *rule, int64_t now)
{
	return db_run(db, NULL, SQL_PRESENCE_RULE_PUT,
		      ARGS(arg_text(event_id), arg_int(rule->percent),
			   arg_int(rule->checks), arg_int(rule->both),
			   arg_int(now)));
}

static struct presence_sum sum_read(const struct rows *r, size_t i)
{
	return (struct presence_sum){
		.minutes_known = !row_null(r, i, "minutes"),
		.minutes = row_int(r, i, "minutes"),
		.checks = row_int(r, i, "checks"),
		.host_word = row_null(r, i, "host_word")
			     ? -1 : (int)row_int(r, i, "host_word"),
		.present = row_int(r, i, "present") != 0,
	};
}

enum err presence_seats(struct db *db, const char *event_id, size_t most,
			struct presence_seat **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_SEATS,
			ARGS(arg_text(event_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_seat, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct presence_seat){
			.person_id = row_text(&r, i, "person_id"),
			.name = row_text(&r, i, "name"),
			.agency = row_text(&r, i, "agency"),
			.email = row_text(&r, i, "email"),
			.nip = row_text(&r, i, "nip"),
			.guest = row_int(&r, i, "guest") != 0,
			.registered_at = row_int(&r, i, "registered_at"),
			.joined_at = row_int(&r, i, "joined_at"),
			.survey_at = row_int(&r, i, "survey_at"),
			.sum = sum_read(&r, i),
		};
	return OK;
}

enum err presence_seat_put(struct db *db, const char *event_id,
			   const char *person_id, const struct presence_sum *s)
{
	return db_run(db, NULL, SQL_PRESENCE_SEAT_PUT,
		      ARGS(arg_text(event_id), arg_text(person_id),
			   arg_int(s->present),
			   s->minutes_known ? arg_int(s->minutes) : arg_null(),
			   arg_int(s->checks),
			   s->host_word < 0 ? arg_null()
					    : arg_int(s->host_word)));
}

enum err presence_seat_piece(struct db *db, const char *event_id,
			     const char *after, size_t most,
			     struct presence_seat **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_SEAT_PIECE,
			ARGS(arg_text(event_id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct presence_seat, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct presence_seat){
			.person_id = row_text(&r, i, "person_id"),
			.sum = sum_read(&r, i),
		};
	return OK;
}

enum err presence_seat_present(struct db *db, const char *event_id,
			       const char *person_id, bool present)
{
	return db_run(db, NULL, SQL_PRESENCE_SEAT_PRESENT,
		      ARGS(arg_text(event_id), arg_text(person_id),
			   arg_int(present)));
}

enum err presence_due(struct db *db, int64_t now, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_DUE, ARGS(arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "id");
	return OK;
}

enum err presence_settled(struct db *db, const char *event_id)
{
	return db_run(db, NULL, SQL_PRESENCE_SETTLED, ARGS(arg_text(event_id)));
}

enum err presence_event_by_code(struct db *db, const char *code,
				const char **event_id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PRESENCE_EVENT_BY_CODE,
			ARGS(arg_text(code)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no event of that code");
	*event_id = row_text(&r, 0, "id");
	return OK;
}
