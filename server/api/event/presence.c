/*
 * Codes for attendance: the host shows one, people type it or open it by its QR
 * code, and each is counted once for each check.
 */
#include "api/event/presence.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/event/event.h"
#include "api/event/live.h"
#include "api/field.h"
#include "api/qr.h"
#include "auth/auth.h"
#include "base/ident.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/live.h"
#include "store/seat.h"
#include "training/presence.h"

#define MINUTE_MS (INT64_C(60) * 1000)
#define CHECK_MINUTES_MOST 60
#define PLANNED_MOST 10
#define MARKS_MOST 20000
#define LATEST 8		/* names on the desk */
#define QUESTIONS_MOST 500

void presence_after(struct request *rq)
{
	live_changed(rq->server->live, rq->prepared);
	job_wake(rq->server, JOB_adjourner);
}

/* ---- A code that somebody gives ----------------------------------------------- */

struct given {
	const char *event_id;	/* first: see presence_after */
	struct presence_check_row check;
	int64_t shown;
	const char *origin;
};

static void given_after(struct request *rq)
{
	const struct given *g = rq->prepared;

	live_changed(rq->server->live, g->event_id);
}

/* The event of the path, or of the body by its short code. */
static enum err given_event(struct request *rq, struct event *ev)
{
	const char *id = request_param(rq, "id");
	char code[SHORT_CODE_SIZE];
	const char *typed;
	enum err e;

	if (!*id) {
		if ((e = field_text_needed(rq, "event", 40, &typed)))
			return e;
		if (!short_code_form(typed, code))
			return fail(ERR_NOT_FOUND, "not a short code");
		if ((e = presence_event_by_code(rq->db, code, &id)))
			return e;
	}
	return event_by_id(rq->db, id, ev);
}

static bool door_open(const struct event *ev, int64_t now)
{
	return ev->state == EVENT_PUBLISHED &&
	       now >= ev->starts_at - PRESENCE_BEFORE_MS &&
	       now < ev->ends_at + PRESENCE_AFTER_MS;
}

static struct presence_check_row door_of(const struct event *ev)
{
	return (struct presence_check_row){
		.number = PRESENCE_DOOR,
		.opens_at = ev->starts_at - PRESENCE_BEFORE_MS,
		.closes_at = ev->ends_at + PRESENCE_AFTER_MS,
	};
}

static bool check_open(const struct presence_check_row *c, int64_t now)
{
	return c->moment && c->opens_at <= now && now < c->closes_at;
}

/* Of which check is it the code, now? The best answer of all checks. */
static enum err code_look(struct request *rq, const struct event *ev,
			  const char *code, struct given *g,
			  enum presence_answer *out)
{
	struct presence_check_row *all;
	size_t n;
	enum err e;

	if ((e = presence_check_list(rq->db, ev->id, &all, &n)))
		return e;
	g->check = door_of(ev);
	*out = presence_check(ev->secret, PRESENCE_DOOR, code, rq->now,
			      &g->shown);
	for (size_t i = 0; i < n && *out == PRESENCE_WRONG; i++) {
		if (!all[i].moment || all[i].opens_at > rq->now)
			continue;
		g->check = all[i];
		*out = presence_check(ev->secret, all[i].number, code, rq->now,
				      &g->shown);
		if (*out == PRESENCE_GOOD && !check_open(&all[i], rq->now))
			*out = PRESENCE_LATE;
	}
	return OK;
}

/* Other for each event, so that nobody is followed from one to the next. */
static const char *origin_of(struct request *rq, const struct event *ev)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(hash) + 1];

	crypto_generichash(hash, sizeof(hash),
			   (const unsigned char *)rq->address,
			   strlen(rq->address),
			   (const unsigned char *)ev->secret,
			   strlen(ev->secret) < crypto_generichash_KEYBYTES_MAX
			   ? strlen(ev->secret)
			   : crypto_generichash_KEYBYTES_MAX);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return arena_copy(rq->mem, hex, strlen(hex));
}

/* One sentence for each way in which it does not count. */
static enum err code_judge(struct request *rq, const struct event *ev,
			   const char *code, struct given *g)
{
	enum presence_answer answer;
	struct seat seat;
	enum err e;

	if ((e = serve_read(rq)) ||
	    (e = seat_get(rq->db, ev->id, rq->person->id, &seat)) ||
	    (e = code_look(rq, ev, code, g, &answer)))
		return e;
	if (answer == PRESENCE_WRONG)
		return refuse(rq, P_presence_wrong, NO_VALUES);
	if (seat.state != SEAT_REGISTERED)
		return refuse(rq, P_presence_unregistered,
			      VALUES({ "title", ev->title }));
	if (answer == PRESENCE_LATE)
		return refuse(rq, P_presence_late, NO_VALUES);
	if (!door_open(ev, rq->now))
		return refuse(rq, P_presence_shut, NO_VALUES);
	g->event_id = arena_copy(rq->mem, ev->id, strlen(ev->id));
	g->origin = origin_of(rq, ev);
	return OK;
}

/* Who tries codes is slowed like who tries passwords; being late costs nothing. */
static enum err code_guess(struct request *rq, const struct event *ev,
			   const char *code, struct given *g)
{
	struct throttle *brake = rq->server->auth->throttle;
	const struct guess guess = {
		.account = arena_format(rq->mem, "presence:%s",
					rq->person->id),
		.address = rq->address,
	};
	int64_t wait;
	enum err e;

	serve_read_end(rq);
	wait = throttle_ask(brake, &guess, rq->now);
	if (wait)
		return refuse(rq, P_presence_slowed, VALUES({ "seconds",
			arena_format(rq->mem, "%lld",
				     (long long)(wait + 999) / 1000) }));
	e = code_judge(rq, ev, code, g);
	if (!e)
		throttle_good(brake, &guess, rq->now);
	else if (rq->problem == problem_of(P_presence_wrong))
		throttle_bad(brake, &guess, rq->now);
	else
		throttle_undo(brake, &guess, rq->now);
	return e;
}

enum err presence_look(struct request *rq, struct response *rs)
{
	struct given *g = arena_new(rq->mem, struct given);
	char code[PRESENCE_CODE_SIZE];
	const char *typed;
	struct event ev;
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "code", 40, &typed)) ||
	    (e = serve_read(rq)) || (e = given_event(rq, &ev)))
		return e;
	if (ev.state == EVENT_DRAFT)
		return fail(ERR_NOT_FOUND, "a draft");
	if (!presence_typed(typed, code))
		return refuse(rq, P_presence_wrong, NO_VALUES);
	if ((e = code_guess(rq, &ev, code, g)))
		return e;
	rq->prepared = g;
	return OK;
}

/* The door has a row from the first code on. */
static enum err check_row(struct request *rq, struct given *g)
{
	struct presence_check_row *all;
	size_t n;
	enum err e;

	if (g->check.id)
		return OK;
	if ((e = presence_check_add(rq->db, g->event_id, &g->check, NULL,
				    rq->now)) ||
	    (e = presence_check_list(rq->db, g->event_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (all[i].number == PRESENCE_DOOR)
			g->check.id = all[i].id;
	return g->check.id ? OK : fail(ERR_INTERNAL, "no door");
}

enum err presence_give(struct request *rq, struct response *rs)
{
	struct given g = *(struct given *)rq->prepared;
	struct presence_entry entry = { .row.source = PRESENCE_BY_CODE };
	struct presence_sum sum;
	struct seat seat;
	bool added;
	enum err e;

	if ((e = seat_get(rq->db, g.event_id, rq->person->id, &seat)) ||
	    (e = check_row(rq, &g)))
		return e;
	if (seat.state != SEAT_REGISTERED)
		return fail(ERR_FORBIDDEN, "gave the seat back");
	entry.row.check_id = g.check.id;
	entry.shown_at = g.shown;
	entry.origin = g.origin;
	entry.reason = "";
	entry.once = arena_format(rq->mem, "code/%s/%s", g.check.id,
				  rq->person->id);
	if ((e = presence_add(rq->db, g.event_id, rq->person->id, &entry,
			      rq->now, &added)) ||
	    (e = presence_recount(rq->db, g.event_id, rq->person->id, rq->now,
				  &sum)))
		return e;
	rq->after = given_after;
	return respond_json(rq, rs, added ? 201 : 200, json_pack(
		"{s:s, s:b, s:i, s:I, s:b, s:I}", "event", g.event_id,
		"again", !added, "check", g.check.number,
		"checks", (json_int_t)sum.checks, "present", sum.present,
		"at", (json_int_t)rq->now));
}

/* ---- What the host shows --------------------------------------------------------- */

static json_t *code_json(struct request *rq, const struct event *ev, int check,
			 int64_t step)
{
	char code[PRESENCE_CODE_SIZE];
	const int64_t from = presence_step_from(step);
	const char *href;

	presence_code(ev->secret, check, step, code);
	href = arena_format(rq->mem, "%s/p/%s#%s", app_address(rq), ev->code,
			    code);
	return json_pack("{s:s, s:I, s:I, s:s, s:o}", "code", code,
			 "from", (json_int_t)from,
			 "until", (json_int_t)(from + PRESENCE_STEP_MS),
			 "href", href, "qr", qr_json(rq->mem, href));
}

static json_t *check_json(const struct presence_check_row *c)
{
	return json_pack("{s:i, s:b, s:I, s:I}", "number", c->number,
			 "moment", c->moment,
			 "opensAt", (json_int_t)c->opens_at,
			 "closesAt", (json_int_t)c->closes_at);
}

static enum err shown_check(struct request *rq, const struct event *ev,
			    struct presence_check_row *out)
{
	struct presence_check_row *all;
	size_t n;
	enum err e;

	if ((e = presence_check_list(rq->db, ev->id, &all, &n)))
		return e;
	*out = door_of(ev);
	for (size_t i = 0; i < n; i++)
		if (check_open(&all[i], rq->now))
			*out = all[i];
	return OK;
}

enum err presence_code_show(struct request *rq, struct response *rs)
{
	const int64_t step = presence_step(rq->now);
	struct presence_check_row check;
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) || (e = shown_check(rq, &ev, &check)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:b, s:o, s:o, s:o, s:I}",
		"open", door_open(&ev, rq->now), "check", check_json(&check),
		"code", code_json(rq, &ev, check.number, step),
		"next", code_json(rq, &ev, check.number, step + 1),
		"now", (json_int_t)rq->now));
}

static uint32_t by_chance(void *unused)
{
	(void)unused;
	return randombytes_random();
}

static enum err moment_add(struct request *rq, const struct event *ev,
			   int number, int64_t opens_at, int64_t minutes)
{
	return presence_check_add(rq->db, ev->id, &(struct presence_check_row){
		.moment = true, .number = number, .opens_at = opens_at,
		.closes_at = opens_at + minutes * MINUTE_MS },
		rq->person->id, rq->now);
}

/* Now, or `planned` of them somewhere in what is left of the session. */
enum err presence_open(struct request *rq, struct response *rs)
{
	int64_t minutes = 3, planned = 0, at[PLANNED_MOST];
	struct presence_check_row *all;
	struct event ev;
	size_t n, made = 1;
	int number;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = field_number(rq, "minutes", 1, CHECK_MINUTES_MOST,
			      &minutes)) ||
	    (e = field_number(rq, "planned", 0, PLANNED_MOST, &planned)) ||
	    (e = presence_check_list(rq->db, ev.id, &all, &n)))
		return e;
	if (ev.state != EVENT_PUBLISHED || (!planned && !door_open(&ev, rq->now)))
		return refuse(rq, P_presence_shut, NO_VALUES);
	number = n ? all[n - 1].number + 1 : 1;
	at[0] = rq->now;
	if (planned)
		made = presence_plan(ev.starts_at > rq->now ? ev.starts_at
							    : rq->now,
				     ev.ends_at, (int)minutes,
				     (size_t)planned, by_chance, NULL, at);
	if (!made || number + (int)made > PRESENCE_CHECKS_MOST + 1)
		return refuse(rq, P_presence_checks, NO_VALUES);
	for (size_t i = 0; i < made; i++)
		if ((e = moment_add(rq, &ev, number + (int)i, at[i], minutes)))
			return e;
	rq->prepared = (void *)ev.id;
	rq->after = presence_after;
	return respond_json(rq, rs, 201, json_pack("{s:I, s:i}", "made",
						   (json_int_t)made, "number",
						   number));
}

enum err presence_close(struct request *rq, struct response *rs)
{
	const int number = atoi(request_param(rq, "number"));
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = presence_check_close(rq->db, ev.id, number, rq->now)))
		return e;
	rq->prepared = (void *)ev.id;
	rq->after = presence_after;
	return respond_empty(rs, 204);
}

/* ---- The desk ---------------------------------------------------------------------- */

static json_t *burst_json(const struct presence_burst *b,
			  const struct presence_mark *marks,
			  const char *const *names)
{
	json_t *who = json_array();

	for (size_t i = b->first, told = 0; told < 10 && told < b->n; i++) {
		if (marks[i].at > b->until)
			break;
		if (marks[i].check != b->check || (b->origin &&
		    strcmp(marks[i].origin, b->origin)))
			continue;
		json_array_append_new(who, json_string(names[i]));
		told++;
	}
	return json_pack("{s:s, s:i, s:I, s:I, s:I, s:o}", "why",
			 presence_burst_name(b->why), "check", b->check,
			 "from", (json_int_t)b->from,
			 "until", (json_int_t)b->until,
			 "count", (json_int_t)b->n, "names", who);
}

static enum err bursts_json(struct request *rq, const struct event *ev,
			    const struct presence_check_row *checks,
			    size_t nchecks, json_t *flags, json_t *latest,
			    json_t *counts)
{
	int64_t opened[PRESENCE_CHECKS_MOST + 1] = { 0 };
	size_t given[PRESENCE_CHECKS_MOST + 1] = { 0 };
	struct presence_burst bursts[BURST_MOST];
	struct presence_mark *marks;
	const char **names;
	size_t n, found;
	enum err e;

	if ((e = presence_marks(rq->db, ev->id, MARKS_MOST, &marks, &names,
				&n)))
		return e;
	for (size_t i = 0; i < nchecks; i++)
		if (checks[i].number <= PRESENCE_CHECKS_MOST)
			opened[checks[i].number] = checks[i].opens_at;
	found = presence_bursts(marks, n, opened, PRESENCE_CHECKS_MOST + 1,
				ev->room, bursts);
	for (size_t i = 0; i < found; i++)
		json_array_append_new(flags, burst_json(&bursts[i], marks,
							names));
	for (size_t i = n; i-- > 0 && json_array_size(latest) < LATEST;)
		json_array_append_new(latest, json_pack("{s:s, s:I}", "name",
			names[i], "at", (json_int_t)marks[i].at));
	for (size_t i = 0; i < n; i++)
		if (marks[i].check <= PRESENCE_CHECKS_MOST)
			given[marks[i].check]++;
	for (size_t i = 0; i < nchecks; i++)
		if (checks[i].number <= PRESENCE_CHECKS_MOST) {
			json_t *c = check_json(&checks[i]);

			json_object_set_new(c, "given", json_integer(
				(json_int_t)given[checks[i].number]));
			json_array_append_new(counts, c);
		}
	return OK;
}

static enum err questions_json(struct request *rq, const struct event *ev,
			       json_t *out)
{
	struct live_question *all;
	size_t n;
	enum err e;

	if ((e = live_questions(rq->db, ev->id, QUESTIONS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s, s:s, s:s, s:I, s:I, s:b, s:b}", "id", all[i].id,
			"name", all[i].name, "words", all[i].words,
			"votes", (json_int_t)all[i].votes,
			"at", (json_int_t)all[i].at,
			"answered", all[i].answered_at != 0,
			"hidden", all[i].hidden_at != 0));
	return OK;
}

enum err presence_desk(struct request *rq, struct response *rs)
{
	json_t *flags = request_own_json(rq, json_array());
	json_t *latest = request_own_json(rq, json_array());
	json_t *counts = request_own_json(rq, json_array());
	json_t *questions = request_own_json(rq, json_array());
	struct presence_check_row *checks;
	struct event ev;
	int64_t present;
	size_t n;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = presence_check_list(rq->db, ev.id, &checks, &n)) ||
	    (e = live_present(rq->db, ev.id, &present)) ||
	    (e = bursts_json(rq, &ev, checks, n, flags, latest, counts)) ||
	    (e = questions_json(rq, &ev, questions)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:s, s:s, s:s, s:b, s:b, s:I, s:I, s:s, s:I, s:I, s:O,"
		" s:O, s:O, s:O, s:I}",
		"id", ev.id, "title", ev.title, "shortCode", ev.code,
		"state", event_state_name(ev.state), "room", ev.room,
		"paper", *ev.paper != '\0',
		"startsAt", (json_int_t)ev.starts_at,
		"endsAt", (json_int_t)ev.ends_at,
		"zone", zone_name(ev.zone),
		"present", (json_int_t)present,
		"registered", (json_int_t)ev.registered, "latest", latest,
		"checks", counts, "flags", flags, "questions", questions,
		"now", (json_int_t)rq->now));
}
