/*
 * What people need to learn: proposed, looked for and supported by anybody with
 * an account, in their own agency.
 */
#include "api/need/need.h"

#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "api/scope.h"
#include "domain/metadata.h"
#include "domain/near.h"
#include "routes.h"
#include "store/agency.h"
#include "store/like.h"
#include "store/membership.h"
#include "store/org.h"

#define HOUR_MS (INT64_C(3600) * 1000)
#define QUERY_MOST 200		/* bytes of the words looked for */

static const struct phrase
	too_long = { {
		"Teks ini terlalu panjang.", "This text is too long." } },
	topic_rule = { {
		"Pilih salah satu bidang yang ada.",
		"Choose one of the fields there are." } },
	unit_rule = { {
		"Pilih unit kerja yang ada di instansi ini.",
		"Choose a unit of this agency." } },
	job_rule = { {
		"Pilih jabatan yang ada di instansi ini.",
		"Choose a job of this agency." } },
	state_rule = { {
		"Pilih open, planned, answered, declined, merged, atau gap.",
		"Choose open, planned, answered, declined, merged or gap." } },
	same_rule = { {
		"Topik ini sudah diusulkan. Dukung usulan yang sudah ada.",
		"This topic was proposed already. Support the one there is." } };

/* ---- What was said ------------------------------------------------------ */

enum err need_text(struct request *rq, const char *name, size_t most, bool line,
		   const char **out)
{
	const char *text;
	enum err e;

	if ((e = field_text(rq, name, 4 * most + 64, &text)) || !text)
		return e;
	text = line ? text_line(rq->mem, text, 4 * most + 64)
		    : text_trim(rq->mem, text);
	if (text_length(text) > most)
		return field_bad(rq, name, &too_long);
	*out = text;
	return OK;
}

enum err need_topic(struct request *rq, const char **out)
{
	enum topic topic;
	const char *text;
	enum err e;

	if ((e = field_text(rq, "topic", 64, &text)) || !text)
		return e;
	if (!topic_named(text, &topic))
		return field_bad(rq, "topic", &topic_rule);
	*out = topic_name(topic);
	return OK;
}

/* The text of that member, "" for null; NULL when it is not there. */
static enum err id_read(struct request *rq, const char *name, const char **out)
{
	enum err e;

	if ((e = field_text(rq, name, 64, out)))
		return e;
	if (!*out && json_object_get(rq->json, name))
		*out = "";
	return OK;
}

enum err need_unit(struct request *rq, const char *agency_id, const char **id,
		   const char **name)
{
	struct org_unit unit;
	const char *asked;
	enum err e;

	if ((e = id_read(rq, "unit", &asked)) || !asked)
		return e;
	if (!*asked) {
		*id = *name = NULL;
		return OK;
	}
	if (*id && strcmp(*id, asked) == 0)
		return OK;
	e = org_unit_by_id(rq->db, asked, &unit);
	if (e == ERR_NOT_FOUND ||
	    (!e && (strcmp(unit.agency_id, agency_id) || unit.closed_at)))
		return field_bad(rq, "unit", &unit_rule);
	if (e)
		return e;
	*id = unit.id;
	*name = unit.name;
	return OK;
}

enum err need_job(struct request *rq, const char *agency_id, const char **id,
		  const char **name)
{
	const char *asked;
	struct job job;
	enum err e;

	if ((e = id_read(rq, "job", &asked)) || !asked)
		return e;
	if (!*asked) {
		*id = *name = NULL;
		return OK;
	}
	if (*id && strcmp(*id, asked) == 0)
		return OK;
	e = job_by_id(rq->db, asked, &job);
	if (e == ERR_NOT_FOUND ||
	    (!e && ((job.agency_id && strcmp(job.agency_id, agency_id)) ||
		    job.closed_at)))
		return field_bad(rq, "job", &job_rule);
	if (e)
		return e;
	*id = job.id;
	*name = job.name;
	return OK;
}

/* ---- Looking ------------------------------------------------------------ */

enum err need_asked(struct request *rq, struct need *out)
{
	const enum err e = need_by_id(rq->db, request_param(rq, "id"),
				      rq->person->id, out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

enum err need_filter_read(struct request *rq, const char *agency_id,
			  struct need_filter *out)
{
	enum need_state state;

	*out = (struct need_filter){
		.agency_id = agency_id,
		.topic = query_text(rq, "topic"),
		.unit_id = query_text(rq, "unit"),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, arena_copy(rq->mem,
			query_text(rq, "q"),
			strnlen(query_text(rq, "q"), QUERY_MOST))),
		.person_id = rq->person->id,
		.order = !strcmp(query_text(rq, "sort"), "new") ? NEED_NEWEST
			: need_organised(rq, agency_id) ? NEED_SUPPORTED
			: NEED_ROUNDED,
	};
	if (*out->state && strcmp(out->state, "gap") &&
	    !need_state_named(out->state, &state))
		return field_bad(rq, "state", &state_rule);
	return OK;
}

/* Where somebody works now, to propose for their unit or job. */
static enum err place_json(struct request *rq, json_t **out)
{
	struct membership *all;
	size_t n;
	const enum err e = memberships_of(rq->db, rq->person->id, &all, &n);

	*out = json_null();
	if (!e && n && !all[0].until_day)
		*out = json_pack("{s:o, s:o}", "unit",
			need_named_json(all[0].unit_id, all[0].unit_name),
			"job",
			need_named_json(all[0].job_id, all[0].job_name));
	return e;
}

static enum err units_json(struct request *rq, const char *agency_id,
			   json_t **out)
{
	struct need_named *all;
	size_t n;
	const enum err e = need_units(rq->db, agency_id, &all, &n);

	*out = request_own_json(rq, json_array());
	for (size_t i = 0; !e && i < n; i++)
		json_array_append_new(*out, need_named_json(all[i].id,
							    all[i].name));
	return e;
}

enum err need_index(struct request *rq, struct response *rs)
{
	json_t *units, *place;
	struct need_filter filter;
	struct agency agency;
	struct need *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = need_filter_read(rq, agency.id, &filter)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = need_count(rq->db, &filter, &total)) ||
	    (e = need_page(rq->db, &filter, (size_t)(page - 1) * NEED_PAGE,
			   NEED_PAGE, &all, &n)) ||
	    (e = units_json(rq, agency.id, &units)) ||
	    (e = place_json(rq, &place)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:{s:s, s:s}, s:O, s:O, s:o, s:I, s:I, s:I}",
		"agency", "id", agency.id, "name", agency.name,
		"needs", needs_json(rq, all, n), "units", units,
		"place", place, "page", (json_int_t)page,
		"pages", (json_int_t)((total + NEED_PAGE - 1) / NEED_PAGE),
		"total", (json_int_t)total));
}

enum err need_show(struct request *rq, struct response *rs)
{
	struct need n;
	const enum err e = need_asked(rq, &n);

	return e ? e : need_respond(rq, rs, 200, n.id);
}

/* What is near to a title that somebody is about to propose. */
enum err need_near(struct request *rq, struct response *rs)
{
	const char *q = query_text(rq, "title");
	json_t *list = request_own_json(rq, json_array());
	size_t places[NEAR_MOST], n, found;
	struct agency agency;
	const char **titles;
	struct need *all;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = need_titles(rq->db, agency.id, rq->person->id,
			     &all, &n)))
		return e;
	titles = arena_array(rq->mem, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		titles[i] = all[i].title;
	found = near_names(q, titles, n, places);
	for (size_t i = 0; i < found; i++) {
		const struct need *one = &all[places[i]];

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:o, s:b}", "id", one->id,
			"title", one->title,
			"state", need_state_name(one->state),
			"supporters", need_supporters_json(rq, agency.id, one),
			"rounded", !need_organised(rq, agency.id)));
	}
	return respond_json(rq, rs, 200, json_pack("{s:O}", "needs", list));
}

/* ---- Proposing ---------------------------------------------------------- */

/* A script in a browser could fill everybody's list. */
static enum err proposal_braked(struct request *rq)
{
	int64_t recent, waiting;
	enum err e;

	if ((e = need_braked(rq->db, rq->person->id, rq->now - HOUR_MS,
			     &recent, &waiting)))
		return e;
	if (recent >= NEED_HOURLY_MOST || waiting >= NEED_OPEN_MOST)
		return refuse(rq, P_needs_many, NO_VALUES);
	return OK;
}

/* What is still open under the very same words is supported, not said again. */
static enum err same_refused(struct request *rq, const struct need *n)
{
	struct need *all;
	size_t count;
	enum err e;

	if ((e = need_titles(rq->db, n->agency_id, rq->person->id, &all,
			     &count)))
		return e;
	for (size_t i = 0; i < count; i++)
		if (need_supportable(all[i].state) &&
		    org_name_same(all[i].title, n->title))
			return field_bad(rq, "title", &same_rule);
	return OK;
}

enum err need_begin(struct request *rq, struct need *n, const char *kind,
		    const char *words)
{
	enum err e;

	n->created_by = rq->person->id;
	n->created_at = rq->now;
	if ((e = need_add(rq->db, n)))
		return e;
	return need_note(rq->db, n->id, rq->person->id, kind, words, rq->now);
}

/* Organisers write down too what others need, and why. */
static enum err cause_read(struct request *rq, struct need *n)
{
	const char *cause;
	enum err e;

	if (!need_organised(rq, n->agency_id))
		return OK;
	if ((e = field_text(rq, "cause", 40, &cause)) ||
	    (e = need_text(rq, "regulation", NEED_REGULATION_MOST, true,
			   &n->regulation)))
		return e;
	if (cause && strcmp(cause, "regulation") == 0) {
		n->cause = NEED_OF_REGULATION;
		if (!*n->regulation)
			return field_bad(rq, "regulation",
				need_fault_text(NEED_NO_REGULATION));
	}
	return OK;
}

static enum err proposal_read(struct request *rq, struct need *n)
{
	struct agency agency;
	enum err e;

	if ((e = people_agency(rq, true, &agency)))
		return e;
	*n = (struct need){ .agency_id = agency.id, .title = "", .about = "",
			    .topic = "", .cause_id = "", .regulation = "",
			    .outcome = "" };
	if ((e = need_text(rq, "title", NEED_TITLE_MOST, true, &n->title)))
		return e;
	if (!*n->title)
		return field_missing(rq, "title");
	if ((e = need_text(rq, "about", NEED_ABOUT_MOST, false, &n->about)) ||
	    (e = need_topic(rq, &n->topic)) ||
	    (e = need_unit(rq, agency.id, &n->unit_id, &n->unit_name)) ||
	    (e = need_job(rq, agency.id, &n->job_id, &n->job_name)))
		return e;
	return cause_read(rq, n);
}

enum err need_create(struct request *rq, struct response *rs)
{
	bool changed;
	struct need n;
	enum err e;

	if ((e = proposal_read(rq, &n)) ||
	    (e = same_refused(rq, &n)))
		return e;
	if (n.cause != NEED_OF_PROPOSAL) {
		e = need_begin(rq, &n, "recorded", "");
	} else if (!(e = proposal_braked(rq)) &&
		   !(e = need_begin(rq, &n, "proposed", ""))) {
		e = need_support(rq->db, n.id, rq->person->id, rq->now,
				 &changed);
	}
	return e ? e : need_respond(rq, rs, 201, n.id);
}

/* ---- Supporting --------------------------------------------------------- */

/* Of what was merged meanwhile the one that it is part of now is meant. */
static enum err need_meant(struct request *rq, struct need *out)
{
	enum err e = need_asked(rq, out);

	if (!e && out->state == NEED_MERGED && out->merged_into)
		e = need_by_id(rq->db, out->merged_into, rq->person->id, out);
	return e;
}

enum err need_support_set(struct request *rq, struct response *rs)
{
	bool changed;
	struct need n;
	enum err e;

	if ((e = need_meant(rq, &n)))
		return e;
	if (strcmp(n.agency_id, rq->person->agency_id))
		return fail(ERR_FORBIDDEN, "a need of another agency");
	if (!need_supportable(n.state) && !n.supported)
		return refuse(rq, P_need_decided, NO_VALUES);
	if ((e = need_support(rq->db, n.id, rq->person->id, rq->now,
			      &changed)))
		return e;
	return need_respond(rq, rs, 200, n.id);
}

enum err need_support_end(struct request *rq, struct response *rs)
{
	bool changed;
	struct need n;
	enum err e;

	if ((e = need_meant(rq, &n)) ||
	    (e = need_unsupport(rq->db, n.id, rq->person->id, &changed)))
		return e;
	return need_respond(rq, rs, 200, n.id);
}

/* ---- What a module or a programme answers -------------------------------- */

static enum err answered_respond(struct request *rq, struct response *rs,
				 const char *kind)
{
	struct agency agency;
	struct need *all;
	size_t n;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = need_of_answer(rq->db, kind, request_param(rq, "id"),
				agency.id, rq->person->id, &all, &n)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O}", "needs",
						   needs_json(rq, all, n)));
}

enum err module_needs(struct request *rq, struct response *rs)
{
	return answered_respond(rq, rs, "module");
}

enum err programme_needs(struct request *rq, struct response *rs)
{
	return answered_respond(rq, rs, "programme");
}
