/*
 * By what rules JP are earned, what is asked of people, and SIASN's kinds of
 * training. Rules and targets are added and ended, never changed in place.
 */
#include <string.h>

#include "api/credit/jp.h"
#include "api/field.h"
#include "api/scope.h"
#include "base/ident.h"
#include "domain/day.h"
#include "domain/person.h"
#include "routes.h"
#include "training/ledger.h"

#define BASIS_MOST 300

static const struct phrase
	value_rule = { { "Pilih salah satu nilai yang tersedia.",
			 "Choose one of the values there are." } },
	form_rule = { { "Bentuk ini tidak ada pada asal itu.",
			"That source has no such form." } },
	day_rule = { { "Tulis hari sebagai 2027-01-31; hari terakhir tidak sebelum hari pertama.",
		       "Write a day as 2027-01-31; the last one not before the first." } },
	end_rule = { { "Hari terakhir paling cepat kemarin, dan tidak sebelum aturan ini mulai.",
		       "The last day is yesterday at the earliest, and not before the rule begins." } },
	bound_rule = { { "Isi paling sedikit, paling banyak, atau keduanya; yang paling sedikit tidak melebihi yang paling banyak.",
			 "Say a least, a most, or both; the least is not more than the most." } };

/* ---- Rules ------------------------------------------------------------- */

static bool for_all(const struct request *rq, const char *agency_id)
{
	return !agency_id && !person_is(rq->person, ROLE_ADMIN);
}

static json_t *rule_json(const struct request *rq, const struct jp_rule *r)
{
	return json_pack(
		"{s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:b, s:I, s:o, s:I, s:s,"
		" s:s?, s:I, s:o, s:b}",
		"id", r->id, "general", !r->agency_id, "source", r->source,
		"form", r->form, "from", r->from_day, "until", r->until_day,
		"needs", jp_needs_name(r->needs), "graded", r->graded,
		"factor", (json_int_t)r->factor,
		"most", r->most < 0 ? json_null() : json_integer(r->most),
		"renewMonths", (json_int_t)r->renew_months, "paper", r->paper,
		"by", r->created_by, "at", (json_int_t)r->created_at,
		"endedAt", r->ended_at ? json_integer(r->ended_at)
				       : json_null(),
		"mine", !for_all(rq, r->agency_id));
}

enum err jp_rule_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const char *agency;
	struct jp_rule *rules;
	char today[DAY_SIZE];
	size_t n;
	enum err e;

	if ((e = jp_agency(rq, &agency)) ||
	    (e = jp_rule_list(rq->db, agency, &rules, &n)))
		return e;
	day_at(rq->now, ZONE_WIB, today);
	for (size_t i = 0; i < n; i++) {
		const struct jp_rule *now = jp_rule_for(rules, n, agency,
			rules[i].source, rules[i].form, today);
		json_t *json = rule_json(rq, &rules[i]);

		json_object_set_new(json, "applies",
				    json_boolean(now == &rules[i]));
		json_array_append_new(list, json);
	}
	return respond_json(rq, rs, 200, json_pack("{s:s, s:O}", "today", today,
						   "rules", list));
}

static bool fits(const char *source, const char *form)
{
	if (strcmp(source, "module") == 0)
		return strcmp(form, "self-paced") == 0;
	if (strcmp(source, "event") == 0)
		return strcmp(form, "webinar") == 0 ||
		       strcmp(form, "in-person") == 0;
	return strcmp(form, "webinar") != 0;
}

static enum err whose_read(struct request *rq, const char **out)
{
	bool general = false;
	enum err e;

	if ((e = field_bool(rq, "general", &general)))
		return e;
	if (!general)
		return jp_agency(rq, out);
	*out = NULL;
	return person_is(rq->person, ROLE_ADMIN)
		? OK : fail(ERR_FORBIDDEN, "a rule for all agencies");
}

static enum err thing_read(struct request *rq, struct jp_rule *r)
{
	enum err e;

	if ((e = field_text_needed(rq, "source", 20, &r->source)) ||
	    (e = field_text_needed(rq, "form", 20, &r->form)))
		return e;
	if (!jp_source_valid(r->source))
		return field_bad(rq, "source", &value_rule);
	return jp_form_valid(r->form) && fits(r->source, r->form)
		? OK : field_bad(rq, "form", &form_rule);
}

static enum err days_read(struct request *rq, struct jp_rule *r)
{
	enum err e;

	if ((e = field_text_needed(rq, "from", 16, &r->from_day)) ||
	    (e = field_text(rq, "until", 16, &r->until_day)))
		return e;
	if (!r->until_day || !*r->until_day)
		r->until_day = "9999-12-31";
	if (!day_valid(r->from_day))
		return field_bad(rq, "from", &day_rule);
	return day_valid(r->until_day) &&
	       strcmp(r->from_day, r->until_day) <= 0
		? OK : field_bad(rq, "until", &day_rule);
}

static enum err gives_read(struct request *rq, struct jp_rule *r)
{
	const char *needs, *paper;
	enum err e;

	r->factor = 100;
	r->most = -1;
	if ((e = field_text_needed(rq, "needs", 20, &needs)) ||
	    (e = field_bool(rq, "graded", &r->graded)) ||
	    (e = field_number(rq, "factor", 0, JP_FACTOR_MOST, &r->factor)) ||
	    (e = field_number(rq, "most", 0, JP_MOST, &r->most)) ||
	    (e = field_number(rq, "renewMonths", 0, 600, &r->renew_months)) ||
	    (e = field_text(rq, "paper", 20, &paper)))
		return e;
	r->paper = paper ? paper : "";
	if (!jp_needs_named(needs, &r->needs))
		return field_bad(rq, "needs", &value_rule);
	if (strcmp(r->source, "module"))
		r->paper = "";
	return !*r->paper || !strcmp(r->paper, "completion") ||
	       !strcmp(r->paper, "pass")
		? OK : field_bad(rq, "paper", &value_rule);
}

enum err jp_rule_create(struct request *rq, struct response *rs)
{
	struct jp_rule r = { .created_by = rq->person->id,
			     .created_at = rq->now };
	enum err e;

	if ((e = whose_read(rq, &r.agency_id)) || (e = thing_read(rq, &r)) ||
	    (e = days_read(rq, &r)) || (e = gives_read(rq, &r)))
		return e;
	r.id = ident_make(rq->mem, rq->now);
	if ((e = jp_rule_add(rq->db, &r)))
		return e;
	return respond_json(rq, rs, 201, rule_json(rq, &r));
}

enum err jp_rule_stop(struct request *rq, struct response *rs)
{
	char yesterday[DAY_SIZE];
	const char *until;
	struct jp_rule r;
	enum err e;

	if ((e = field_text_needed(rq, "until", 16, &until)) ||
	    (e = jp_rule_by_id(rq->db, request_param(rq, "id"), &r)))
		return e;
	if (for_all(rq, r.agency_id))
		return fail(ERR_FORBIDDEN, "a rule for all agencies");
	if (r.agency_id && (e = agency_scope_hidden(rq, r.agency_id)))
		return e;
	day_at(rq->now - DAY_MS, ZONE_WIB, yesterday);
	if (!day_valid(until) || strcmp(until, yesterday) < 0 ||
	    strcmp(until, r.from_day) < 0)
		return field_bad(rq, "until", &end_rule);
	if ((e = jp_rule_end(rq->db, r.id, until, rq->now)))
		return e;
	r.until_day = until;
	r.ended_at = rq->now;
	return respond_json(rq, rs, 200, rule_json(rq, &r));
}

/* ---- Targets ----------------------------------------------------------- */

static json_t *target_row(const struct request *rq, const struct jp_target *t)
{
	json_t *json = jp_target_json(t);

	json_object_set_new(json, "id", json_string(t->id));
	json_object_set_new(json, "general", json_boolean(!t->agency_id));
	json_object_set_new(json, "kind", json_string(t->kind));
	json_object_set_new(json, "fromYear", json_integer(t->from_year));
	json_object_set_new(json, "by", t->created_by
		? json_string(t->created_by) : json_null());
	json_object_set_new(json, "at", json_integer(t->created_at));
	json_object_set_new(json, "mine",
			    json_boolean(!for_all(rq, t->agency_id)));
	return json;
}

enum err jp_target_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const char *agency;
	struct jp_target *all;
	int64_t year;
	size_t n;
	enum err e;

	if ((e = jp_agency(rq, &agency)) || (e = jp_year_asked(rq, &year)) ||
	    (e = jp_target_list(rq->db, agency, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *json = target_row(rq, &all[i]);

		json_object_set_new(json, "applies", json_boolean(
			jp_target_for(all, n, agency, all[i].kind, year) ==
			&all[i]));
		json_array_append_new(list, json);
	}
	return respond_json(rq, rs, 200, json_pack("{s:I, s:O}", "year",
						   (json_int_t)year, "targets",
						   list));
}

enum err jp_target_create(struct request *rq, struct response *rs)
{
	struct jp_target t = { .least = -1, .most = -1, .from_year = 0,
			       .created_by = rq->person->id,
			       .created_at = rq->now };
	bool none = false;
	enum err e;

	if ((e = whose_read(rq, &t.agency_id)) ||
	    (e = field_text_needed(rq, "kind", 20, &t.kind)) ||
	    (e = field_number(rq, "fromYear", 2000, 2999, &t.from_year)) ||
	    (e = field_bool(rq, "none", &none)) ||
	    (e = field_number(rq, "least", 0, JP_MOST, &t.least)) ||
	    (e = field_number(rq, "most", 0, JP_MOST, &t.most)) ||
	    (e = field_text_needed(rq, "basis", BASIS_MOST, &t.basis)))
		return e;
	if (!jp_kind_valid(t.kind))
		return field_bad(rq, "kind", &value_rule);
	if (t.from_year == 0)
		return field_missing(rq, "fromYear");
	if (none ? t.least >= 0 || t.most >= 0
		 : (t.least < 0 && t.most < 0) ||
		   (t.most >= 0 && t.least > t.most))
		return field_bad(rq, "least", &bound_rule);
	t.id = ident_make(rq->mem, rq->now);
	if ((e = jp_target_add(rq->db, &t)))
		return e;
	return respond_json(rq, rs, 201, target_row(rq, &t));
}

/* ---- SIASN's kinds of training ----------------------------------------- */

enum err jp_kind_put(struct request *rq, struct response *rs)
{
	static const char *const components[] = { "leadership", "functional",
						  "technical", "seminar" };
	struct jp_training *all, k = { .id = 0 };
	bool known = false;
	size_t n;
	enum err e;

	if ((e = jp_training_list(rq->db, &all, &n)) ||
	    (e = field_text_needed(rq, "name", 100, &k.name)) ||
	    (e = field_text_needed(rq, "code", 10, &k.code)) ||
	    (e = field_text_needed(rq, "component", 20, &k.component)) ||
	    (e = field_number(rq, "id", 1, 9999, &k.id)))
		return e;
	for (size_t i = 0; i < 4; i++)
		known = known || strcmp(components[i], k.component) == 0;
	if (!known)
		return field_bad(rq, "component", &value_rule);
	if (k.id == 0)
		return field_missing(rq, "id");
	if ((e = jp_training_put(rq->db, &k)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:s, s:s, s:s}",
		"id", (json_int_t)k.id, "name", k.name, "code", k.code,
		"component", k.component));
}
