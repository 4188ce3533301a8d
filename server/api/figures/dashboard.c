/*
 * An agency's figures for its organisers. Counting goes through all of its
 * people and JP, so what was counted is told for a minute, with its moment.
 */
#include "api/figures/dashboard.h"

#include <string.h>

#include "api/credit/jp.h"
#include "api/figures/kept.h"
#include "domain/day.h"
#include "routes.h"
#include "serve.h"
#include "store/home.h"

/* ---- The figures --------------------------------------------------------- */

static const char *const kinds[BOARD_KINDS] = {
	"pns", "cpns", "pppk", "pppk-part", "other",
};

/* What is asked of each kind; nobody has reached what nobody asks. */
static enum err least_of(struct request *rq, const char *agency_id,
			 int64_t year, int64_t out[static BOARD_KINDS])
{
	struct jp_target *all;
	size_t n;
	enum err e;

	if ((e = jp_target_list(rq->db, agency_id, &all, &n)))
		return e;
	for (size_t i = 0; i < BOARD_KINDS; i++) {
		const struct jp_target *t = jp_target_for(all, n, agency_id,
							  kinds[i], year);

		out[i] = t && t->least > 0 ? t->least : INT64_MAX;
	}
	return OK;
}

static bool asked(const int64_t *least, const char *kind)
{
	for (size_t i = 0; i < BOARD_KINDS; i++)
		if (strcmp(kinds[i], kind) == 0)
			return least[i] != INT64_MAX;
	return least[BOARD_KINDS - 1] != INT64_MAX;
}

enum err dashboard_people(struct request *rq, const char *agency_id,
			  int64_t year, json_t *list)
{
	int64_t least[BOARD_KINDS];
	struct board_kind *all;
	size_t n;
	enum err e;

	if ((e = least_of(rq, agency_id, year, least)) ||
	    (e = board_people(rq->db, agency_id, year, least, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:I, s:I, s:o, s:I}", "kind", all[i].kind,
			"people", (json_int_t)all[i].people,
			"learning", (json_int_t)all[i].learning,
			"reached", asked(least, all[i].kind)
				? json_integer((json_int_t)all[i].reached)
				: json_null(),
			"jp", (json_int_t)all[i].jp));
	return OK;
}

static enum err months_json(struct request *rq, const char *agency_id,
			    int64_t year, json_t *list)
{
	struct board_month *all;
	size_t n;
	enum err e;

	if ((e = board_months(rq->db, agency_id, year, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:I, s:I, s:I}",
			"month", (json_int_t)all[i].month,
			"jp", (json_int_t)all[i].jp,
			"entries", (json_int_t)all[i].entries));
	return OK;
}

static json_t *batch_json(const struct board_batch *b)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:I}", "id", b->id,
			 "name", b->name, "title", b->title,
			 "endsAt", (json_int_t)b->ends_at,
			 "enrolled", (json_int_t)b->enrolled,
			 "begun", (json_int_t)b->begun,
			 "completed", (json_int_t)b->completed);
}

static enum err batches_json(struct request *rq, const char *agency_id,
			     json_t *out)
{
	json_t *list = json_array();
	struct board_batch sum, *all;
	int64_t open;
	size_t n;
	enum err e;

	json_object_set_new(out, "attention", list);
	if ((e = board_batches(rq->db, agency_id, rq->now, &sum, &open)) ||
	    (e = board_attention(rq->db, agency_id, rq->now, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, batch_json(&all[i]));
	json_object_set_new(out, "batches", json_pack("{s:I, s:I, s:I, s:I}",
		"open", (json_int_t)open,
		"enrolled", (json_int_t)sum.enrolled,
		"begun", (json_int_t)sum.begun,
		"completed", (json_int_t)sum.completed));
	return OK;
}

static enum err events_json(struct request *rq, const char *agency_id,
			    json_t *list)
{
	struct board_event *all;
	size_t n;
	enum err e;

	if ((e = board_events(rq->db, agency_id, rq->now, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I}",
			"id", all[i].id, "title", all[i].title,
			"zone", all[i].zone,
			"startsAt", (json_int_t)all[i].starts_at,
			"endsAt", (json_int_t)all[i].ends_at,
			"registered", (json_int_t)all[i].registered,
			"waiting", (json_int_t)all[i].waiting,
			"capacity", (json_int_t)all[i].capacity));
	return OK;
}

static enum err counts_json(struct request *rq, const char *agency_id,
			    int64_t year, json_t *out)
{
	struct board_counts c;
	enum err e = board_counts(rq->db, agency_id, year_begin(year), &c);

	if (e)
		return e;
	json_object_set_new(out, "certificates",
			    json_integer((json_int_t)c.certificates));
	json_object_set_new(out, "doubts", json_integer((json_int_t)c.doubts));
	json_object_set_new(out, "handed", json_integer((json_int_t)c.handed));
	json_object_set_new(out, "unplaced",
			    json_integer((json_int_t)c.unplaced));
	return OK;
}

static enum err board_count(struct request *rq, const char *agency_id,
			    int64_t year, json_t **out)
{
	json_t *all = request_own_json(rq, json_object());
	json_t *people = json_array(), *months = json_array();
	json_t *events = json_array();
	enum err e;

	*out = all;
	json_object_set_new(all, "at", json_integer((json_int_t)rq->now));
	json_object_set_new(all, "year", json_integer((json_int_t)year));
	json_object_set_new(all, "people", people);
	json_object_set_new(all, "months", months);
	json_object_set_new(all, "events", events);
	if ((e = dashboard_people(rq, agency_id, year, people)) ||
	    (e = months_json(rq, agency_id, year, months)) ||
	    (e = events_json(rq, agency_id, events)) ||
	    (e = batches_json(rq, agency_id, all)))
		return e;
	return counts_json(rq, agency_id, year, all);
}

/* On the worker's thread: counting takes long where there are many people. */
enum err dashboard_show(struct request *rq, struct response *rs)
{
	const char *agency_id, *text;
	int64_t year;
	json_t *all;
	enum err e;

	if ((e = serve_read(rq)) || (e = jp_agency(rq, &agency_id)) ||
	    (e = jp_year_asked(rq, &year)))
		return e;
	text = kept_text(rq, "dashboard", agency_id, year);
	if (!text && ((e = board_count(rq, agency_id, year, &all)) ||
		      (e = kept_put(rq, "dashboard", agency_id, year, all,
				    &text))))
		return e;
	return kept_respond(rs, text);
}
