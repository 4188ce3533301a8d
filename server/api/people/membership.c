#include "api/people/membership.h"

#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "base/ident.h"
#include "domain/day.h"
#include "routes.h"
#include "store/membership.h"
#include "store/org.h"
#include "store/person_event.h"

#define EVENTS_MOST 200
#define SUPERVISIONS_MOST 50

static json_t *named(const char *id, const char *name)
{
	return id ? json_pack("{s:s, s:s}", "id", id, "name", name)
		  : json_null();
}

static json_t *stay_json(const struct membership *m)
{
	return json_pack("{s:s, s:o, s:o, s:s, s:s?}", "id", m->id,
			 "unit", named(m->unit_id, m->unit_name),
			 "job", named(m->job_id, m->job_name),
			 "from", m->from_day, "until", m->until_day);
}

static json_t *units_json(const struct org_unit *units, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, named(units[i].id, units[i].name));
	return list;
}

static json_t *stays_json(const struct membership *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, stay_json(&all[i]));
	return list;
}

enum err membership_json(struct request *rq, const struct person *p,
			 json_t *json)
{
	struct membership *all, none = { .id = NULL };
	const struct membership *now;
	struct org_unit *units;
	size_t n, nunits;
	enum err e;

	if ((e = memberships_of(rq->db, p->id, &all, &n)) ||
	    (e = supervisions_of(rq->db, p->id, &units, &nunits)))
		return e;
	now = n && !all[0].until_day ? &all[0] : &none;
	json_object_set_new(json, "unit", named(now->unit_id, now->unit_name));
	json_object_set_new(json, "job", named(now->job_id, now->job_name));
	json_object_set_new(json, "memberships", stays_json(all, n));
	json_object_set_new(json, "supervisions", units_json(units, nunits));
	return OK;
}

static const struct phrase
	no_unit = { {
		"Pilih unit yang masih terbuka di instansi orang ini.",
		"Choose an open unit of this person's agency." } },
	no_job = { {
		"Pilih jabatan yang masih terbuka di instansi orang ini.",
		"Choose an open job of this person's agency." } },
	no_day = { {
		"Tulis tanggal seperti 2027-01-31.",
		"Write a day such as 2027-01-31." } },
	future = { {
		"Perpindahan dicatat paling cepat pada harinya. Pilih hari ini atau sebelumnya.",
		"A move is written down on its day at the earliest. Choose today or before." } },
	early = { {
		"Sudah tercatat di unit lain sesudah tanggal itu. Pilih tanggal yang lebih baru.",
		"Another unit is written down after that day already. Choose a later day." } };

/* Whom: the unit and the job of the body, open and of the person's agency. */
static enum err place_read(struct request *rq, const struct person *p,
			   struct membership *want)
{
	struct org_unit unit;
	struct job job;
	enum err e;

	if ((e = field_text(rq, "unit", 64, &want->unit_id)) ||
	    (e = field_text(rq, "job", 64, &want->job_id)))
		return e;
	if (want->unit_id) {
		e = org_unit_by_id(rq->db, want->unit_id, &unit);
		if (e == ERR_NOT_FOUND || (!e && (unit.closed_at ||
		    strcmp(unit.agency_id, p->agency_id))))
			return field_bad(rq, "unit", &no_unit);
		if (e)
			return e;
		want->unit_name = unit.name;
	}
	if (!want->job_id)
		return OK;
	e = job_by_id(rq->db, want->job_id, &job);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || !want->unit_id || job.closed_at ||
	    (job.agency_id && strcmp(job.agency_id, p->agency_id)))
		return field_bad(rq, "job", &no_job);
	want->job_name = job.name;
	return OK;
}

static enum err day_read(struct request *rq, const char **out)
{
	char *today = arena_alloc(rq->mem, DAY_SIZE);
	enum err e = field_text(rq, "from", 20, out);

	if (e || *out)
		return e;
	day_at(rq->now, ZONE_WIB, today);
	*out = today;
	return OK;
}

/* "Unit A, Analis", "" without a unit. */
static const char *place_words(struct request *rq, const struct membership *m)
{
	if (!m->unit_id)
		return "";
	return m->job_name ? arena_format(rq->mem, "%s, %s", m->unit_name,
					  m->job_name) : m->unit_name;
}

static enum err move_answer(struct request *rq, const struct membership *want,
			    const struct membership *before, enum move move)
{
	struct membership none = { .id = NULL };

	switch (move) {
	case MOVE_NO_DAY:
		return field_bad(rq, "from", &no_day);
	case MOVE_FUTURE:
		return field_bad(rq, "from", &future);
	case MOVE_EARLY:
		return field_bad(rq, "from", &early);
	case MOVE_NOTHING:
		return OK;
	case MOVE_BEGIN:
		before = &none;
		break;
	default:
		break;
	}
	return people_note(rq, want->person_id, "membership",
			   arena_format(rq->mem, "%s\n%s\n%s",
					place_words(rq, before),
					place_words(rq, want),
					want->from_day));
}

static enum err respond_place(struct request *rq, struct response *rs,
			      const struct person *p)
{
	json_t *json = request_own_json(rq, json_object());
	enum err e;

	if ((e = membership_json(rq, p, json)))
		return e;
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err membership_put(struct request *rq, struct response *rs)
{
	struct membership want = { .id = NULL }, before;
	char today[DAY_SIZE];
	struct person p;
	enum move move;
	enum err e;

	day_at(rq->now, ZONE_WIT, today);
	if ((e = people_touched(rq, &p)) || (e = place_read(rq, &p, &want)) ||
	    (e = day_read(rq, &want.from_day)))
		return e;
	want.person_id = p.id;
	if ((e = membership_move(rq->db, &want, today, rq->person->id, rq->now,
				 &before, &move)) ||
	    (e = move_answer(rq, &want, &before, move)))
		return e;
	return respond_place(rq, rs, &p);
}

/* ---- Whose people somebody sees -------------------------------------- */

static const struct phrase not_units = { {
	"Kirim paling banyak 50 unit dari instansi orang ini.",
	"Send at most 50 units of this person's agency." } };

static enum err supervision_put(struct request *rq, const struct person *p,
				const char *id, struct text *names)
{
	struct org_unit unit;
	enum err e = id ? org_unit_by_id(rq->db, id, &unit) : ERR_NOT_FOUND;

	if (e == ERR_NOT_FOUND ||
	    (!e && strcmp(unit.agency_id, p->agency_id)))
		return field_bad(rq, "units", &not_units);
	if (e)
		return e;
	text_putf(names, "%s%s", names->size ? ", " : "", unit.name);
	return supervision_add(rq->db, p->id, id);
}

static const char *names_of(struct request *rq, const struct org_unit *units,
			    size_t n)
{
	struct text t = { .mem = rq->mem };

	text_puts(&t, "");
	for (size_t i = 0; i < n; i++)
		text_putf(&t, "%s%s", i ? ", " : "", units[i].name);
	return t.bytes;
}

/* All there are from now on, and what that is called in words. */
static enum err supervisions_write(struct request *rq, const struct person *p,
				   const json_t *list, const char **names)
{
	struct text words = { .mem = rq->mem };
	enum err e = supervisions_clear(rq->db, p->id);

	for (size_t i = 0; i < json_array_size(list) && !e; i++)
		e = supervision_put(rq, p,
				    json_string_value(json_array_get(list, i)),
				    &words);
	*names = words.size ? words.bytes : "";
	return e;
}

enum err supervisions_put(struct request *rq, struct response *rs)
{
	const json_t *list = json_object_get(rq->json, "units");
	struct org_unit *before;
	const char *names;
	struct person p;
	size_t n;
	enum err e;

	if ((e = people_touched(rq, &p)))
		return e;
	if (!json_is_array(list) || json_array_size(list) > SUPERVISIONS_MOST)
		return field_bad(rq, "units", &not_units);
	if ((e = supervisions_of(rq->db, p.id, &before, &n)) ||
	    (e = supervisions_write(rq, &p, list, &names)))
		return e;
	if (strcmp(names, names_of(rq, before, n)) &&
	    (e = people_note(rq, p.id, "supervision",
			     people_change_words(rq, names_of(rq, before, n),
						 names))))
		return e;
	return respond_place(rq, rs, &p);
}

/* ---- What was changed about them ------------------------------------- */

enum err people_events(struct request *rq, struct response *rs)
{
	struct person_event *all;
	struct person p;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = people_asked(rq, &p)) ||
	    (e = person_event_list(rq->db, p.id, EVENTS_MOST, &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s?, s:I}",
			"id", all[i].id, "kind", all[i].kind,
			"words", all[i].words, "by", all[i].by_name,
			"at", (json_int_t)all[i].at));
	return respond_json(rq, rs, 200, json_pack("{s:o}", "events", list));
}
