#include "training/demo.h"

#include <string.h>

#include "auth/account.h"
#include "domain/day.h"
#include "store/agency.h"
#include "store/event.h"
#include "store/indicator.h"
#include "store/module.h"
#include "store/person.h"
#include "store/like.h"
#include "training/enrolment.h"

#define MODULES_MOST 4
#define HOUR_MS (3600 * INT64_C(1000))

struct demo {
	struct agency agency;
	const char *owner_id;
	struct programme programme;
	struct step steps[MODULES_MOST + 1];
	size_t n;
	struct batch batch;
	int64_t now;
};

/* Midnight in WIB, of the day that is `days` from today. */
static int64_t midnight(int64_t now, int64_t days)
{
	const int64_t east = 7 * HOUR_MS;

	return (now + east) / DAY_MS * DAY_MS - east + days * DAY_MS;
}

static enum err steps_choose(struct db *db, struct demo *d)
{
	const char **ids;
	struct module *all;
	size_t n;
	enum err e;

	if ((e = step_modules(db, d->agency.id, MODULES_MOST, &ids, &n)) ||
	    (e = module_some(db, ids, n, &all)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if (i < 2)
			d->programme.jp += 100 * all[i].jp;
		d->steps[d->n++] = (struct step){
			.kind = STEP_MODULE, .title = all[i].title,
			.about = "", .required = i < 2, .after = STEP_FREE,
			.due_days = i < 2 ? 7 * (int64_t)(i + 1) : 0,
			.module_id = ids[i], .unit_ident = "", .setting = "",
		};
	}
	if (n)
		d->steps[d->n++] = (struct step){
			.kind = STEP_EVENT, .title = "Webinar tanya jawab",
			.about = "Bawa satu pertanyaan dari pekerjaan Anda.",
			.required = true, .after = STEP_FREE,
			.unit_ident = "", .setting = "",
		};
	return OK;
}

static enum err programme_make(struct db *db, struct demo *d)
{
	enum err e;

	d->programme.agency_id = d->agency.id;
	d->programme.owner_id = d->owner_id;
	d->programme.title = "Orientasi ASN";
	d->programme.purpose =
		"Peserta mengenal dasar pekerjaannya sebagai ASN.";
	d->programme.methods = "Belajar mandiri, lalu satu webinar.";
	d->programme.about = "";
	d->programme.mode = "online";
	d->programme.state = "published";
	d->programme.paper = "completion";
	d->programme.competency = "technical";
	d->programme.created_at = d->now;
	if ((e = programme_add(db, &d->programme)))
		return e;
	return step_replace(db, d->programme.id, d->steps, d->n, d->now);
}

static enum err webinar_make(struct db *db, const struct demo *d,
			     struct event *out)
{
	enum err e;

	*out = (struct event){
		.agency_id = d->agency.id, .owner_id = d->owner_id,
		.title = "Webinar tanya jawab orientasi ASN",
		.about = "Tanya jawab tentang modul pelatihan orientasi.",
		.place = "", .join_url = "https://meet.example.org/balai",
		.starts_at = midnight(d->now, 1) + 9 * HOUR_MS,
		.ends_at = midnight(d->now, 1) + 11 * HOUR_MS,
		.audience = "public", .least_percent = 70,
		.paper = "attendance", .competency = "technical",
	};
	if ((e = event_add(db, out, d->now)))
		return e;
	out->state = EVENT_PUBLISHED;
	return event_turn(db, out, d->now);
}

static enum err batch_make(struct db *db, struct demo *d)
{
	struct event webinar;
	enum err e;

	d->batch = (struct batch){
		.programme_id = d->programme.id, .agency_id = d->agency.id,
		.name = "Angkatan I", .created_by = d->owner_id,
		.starts_at = midnight(d->now, 0),
		.ends_at = midnight(d->now, 30) - 60 * INT64_C(1000),
		.self_enrol = true, .created_at = d->now,
	};
	if ((e = batch_add(db, &d->batch)) ||
	    (e = batch_by_id(db, d->batch.id, &d->batch)) ||
	    (e = webinar_make(db, d, &webinar)))
		return e;
	return enrolment_set_event(db, d->batch.id, d->steps[d->n - 1].id,
				   webinar.id);
}

/* A figure of the service that it is for, as it is before. */
static enum err indicator_make(struct db *db, const struct demo *d)
{
	struct indicator made = {
		.agency_id = d->agency.id, .programme_id = d->programme.id,
		.name = "Lama pegawai baru didampingi sampai melayani sendiri",
		.measure = "hari", .better = INDICATOR_LOWER,
		.created_by = d->owner_id, .created_at = d->now,
	};
	char day[DAY_SIZE];
	enum err e = indicator_add(db, &made);

	day_at(d->now, ZONE_WIB, day);
	return e ? e : indicator_value_add(db, &(struct indicator_value){
		.indicator_id = made.id, .phase = INDICATOR_BEFORE, .day = day,
		.value = 21, .origin = "Rekaan untuk peragaan",
		.by_id = d->owner_id, .at = d->now });
}

static enum err people_enrol(struct db *db, struct demo *d)
{
	enum err e = OK;

	for (const struct account_demo *who = account_demo_people;
	     who->login && !e; who++) {
		struct enrolment en = { .how = "person", .by_id = d->owner_id };
		struct person p;

		if (who->roles & (ROLE_ORGANISER | ROLE_LEADER | ROLE_ADMIN))
			continue;
		e = person_by_login(db, who->login, NULL, &p);
		if (e == ERR_NOT_FOUND) {	/* a NIP of somebody real */
			e = OK;
			continue;
		}
		en.person_id = p.id;
		if (e || (e = enrolment_begin(db, &d->batch, &en, d->now)) ||
		    (en.id && (e = enrolment_settle(db, en.id, d->now))))
			return e;
	}
	return e;
}

enum err demo_programme(struct db *db, int64_t now)
{
	struct demo d = { .now = now };
	struct person owner;
	size_t there;
	enum err e;

	if ((e = agency_first(db, &d.agency)) ||
	    (e = programme_count(db, &(struct programme_filter){
		.agency_id = d.agency.id, .state = "",
		.like = like_containing(db_arena(db), "") }, &there)) || there)
		return e;
	e = person_by_login(db, "penyelenggara", NULL, &owner);
	if (e == ERR_NOT_FOUND)
		return OK;
	d.owner_id = owner.id;
	if (e || (e = steps_choose(db, &d)) || !d.n)
		return e;
	if ((e = programme_make(db, &d)) || (e = batch_make(db, &d)) ||
	    (e = indicator_make(db, &d)))
		return e;
	return people_enrol(db, &d);
}
