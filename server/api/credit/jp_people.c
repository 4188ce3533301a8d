/*
 * Entries in doubt, and how people's years stand: of an agency for its
 * organisers, of their units for supervisors.
 */
#include <string.h>

#include "api/credit/jp.h"
#include "api/field.h"
#include "api/scope.h"
#include "domain/person.h"
#include "routes.h"
#include "store/like.h"
#include "training/ledger.h"

#define DOUBTS_MOST 200

static const struct phrase state_rule = { {
	"Pilih salah satu nilai yang tersedia.",
	"Choose one of the values there are." } };

enum err jp_doubt_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const char *agency;
	struct jp_line *lines;
	int64_t total;
	size_t n;
	enum err e;

	if ((e = jp_agency(rq, &agency)) ||
	    (e = jp_line_doubts(rq->db, agency, DOUBTS_MOST, &lines, &n,
				&total)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, jp_line_json(rq, &lines[i], true));
	return respond_json(rq, rs, 200, json_pack("{s:I, s:O}", "total",
						   (json_int_t)total,
						   "entries", list));
}

/* It stands; to take it back is jp_reverse's. */
enum err jp_doubt_keep(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id");
	struct jp_entry entry;
	enum err e;

	if ((e = jp_entry_by_id(rq->db, id, &entry)) ||
	    (e = agency_scope_hidden(rq, entry.agency_id)) ||
	    (e = jp_doubt_settle(rq->db, id, rq->person->id, rq->now)))
		return e;
	return respond_empty(rs, 204);
}

static json_t *person_json(const struct jp_people *f, const struct jp_person *p)
{
	const struct jp_target *t = jp_target_for(f->targets, f->ntargets,
						  f->target_agency, p->kind,
						  f->year);

	return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:s?, s:I, s:o, s:s}",
			 "id", p->id, "name", p->name, "kind", p->kind,
			 "unitId", p->unit_id, "unit", p->unit_name,
			 "job", p->job_name, "jp", (json_int_t)p->jp,
			 "target", jp_target_json(t),
			 "state", jp_state_name(jp_state_of(t, p->jp)));
}

/* Organisers see their agency unless they ask for their own team; who neither
   organises nor supervises sees nobody. */
static enum err whose(struct request *rq, struct jp_people *f)
{
	const bool organises = person_is(rq->person, ROLE_ORGANISER);
	const bool team = *query_text(rq, "team") != '\0';

	f->target_agency = rq->person->agency_id;
	f->supervisor_id = person_is(rq->person, ROLE_SUPERVISOR)
		? rq->person->id : "";
	if (organises && !team) {
		const enum err e = jp_agency(rq, &f->agency_id);

		f->target_agency = f->agency_id;
		return e;
	}
	return OK;
}

enum err jp_people(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct jp_people f = {
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.unit_id = query_text(rq, "unit"),
		.state = query_text(rq, "state"),
	};
	struct jp_target *targets;
	struct jp_person *people;
	int64_t page;
	size_t n;
	enum err e;

	if (*f.state && strcmp(f.state, "below") && strcmp(f.state, "above"))
		return field_bad(rq, "state", &state_rule);
	if ((e = whose(rq, &f)) || (e = jp_year_asked(rq, &f.year)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = jp_target_list(rq->db, f.target_agency, &targets,
				&f.ntargets)))
		return e;
	f.targets = targets;
	if ((e = jp_person_page(rq->db, &f, (size_t)(page - 1) * JP_PAGE,
				JP_PAGE + 1, &people, &n)))
		return e;
	for (size_t i = 0; i < n && i < JP_PAGE; i++)
		json_array_append_new(list, person_json(&f, &people[i]));
	return respond_json(rq, rs, 200, json_pack("{s:I, s:I, s:b, s:O}",
		"year", (json_int_t)f.year, "page", (json_int_t)page,
		"more", n > JP_PAGE, "people", list));
}
