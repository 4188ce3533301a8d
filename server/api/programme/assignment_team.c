/*
 * The teams of an assignment in a batch: an organiser makes them, or has those
 * who are in none divided evenly by chance.
 */
#include <sodium.h>
#include <string.h>

#include "api/field.h"
#include "api/programme/assignment.h"
#include "routes.h"
#include "serve.h"

static const struct phrase list_rule = { {
	"Paling banyak 200 kelompok, masing-masing dengan nama paling banyak 80 huruf.",
	"At most 200 teams, each with a name of 80 characters at most." } };
static const struct phrase people_rule = { {
	"Setiap anggota adalah peserta angkatan ini, dan hanya dalam satu kelompok.",
	"Each member takes part in this batch, and is in one team only." } };
static const struct phrase size_rule = { {
	"Banyaknya orang dalam satu kelompok 2 sampai 50.",
	"From 2 to 50 people in a team." } };

struct teams {
	struct part part;
	struct team *all;
	size_t n;
	struct team_member *people;
	size_t npeople;
};

static enum err teams_read(struct request *rq, struct teams *t)
{
	const struct part *p = &t->part;
	enum err e;

	if ((e = part_read(rq, STEP_ASSIGNMENT, &t->part)))
		return e;
	if (!p->organiser)
		return fail(ERR_NOT_FOUND, "not theirs to see");
	if ((e = team_list(rq->db, p->batch.id, p->step->id, &t->all, &t->n)))
		return e;
	return team_everybody(rq->db, p->batch.id, p->step->id, &t->people,
			      &t->npeople);
}

static enum err teams_respond(struct request *rq, struct response *rs)
{
	json_t *list = json_array(), *people = json_array();
	struct teams t;
	enum err e;

	request_own_json(rq, list);
	request_own_json(rq, people);
	if ((e = teams_read(rq, &t)))
		return e;
	for (size_t i = 0; i < t.n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"id", t.all[i].id, "name", t.all[i].name,
			"handed", t.all[i].handed));
	for (size_t i = 0; i < t.npeople; i++)
		json_array_append_new(people, json_pack("{s:s, s:s, s:s?}",
			"id", t.people[i].person_id, "name", t.people[i].name,
			"team", t.people[i].team_id));
	return respond_json(rq, rs, 200, json_pack("{s:o, s:s, s:O, s:O}",
		"batch", batch_json(&t.part.batch),
		"title", t.part.step->title, "teams", list,
		"people", people));
}

enum err teams_show(struct request *rq, struct response *rs)
{
	return teams_respond(rq, rs);
}

static struct team_member *person_find(const struct teams *t, const char *id)
{
	for (size_t i = 0; i < t->npeople; i++)
		if (strcmp(t->people[i].person_id, id) == 0)
			return &t->people[i];
	return NULL;
}

static const struct team *team_find(const struct teams *t, const char *id)
{
	for (size_t i = 0; id && i < t->n; i++)
		if (strcmp(t->all[i].id, id) == 0)
			return &t->all[i];
	return NULL;
}

/* One team of the body. `taken` are the people that others before have. */
struct wanted {
	struct team team;
	const char **people;
	size_t n;
};

static enum err wanted_read(struct request *rq, const struct teams *t,
			    const json_t *json, bool *taken,
			    struct wanted *out)
{
	const char *id = json_string_value(json_object_get(json, "id"));
	const char *name = json_string_value(json_object_get(json, "name"));
	const json_t *list = json_object_get(json, "members"), *one;
	size_t i;

	name = name ? text_line(rq->mem, name, TEAM_NAME_MOST) : "";
	if (!*name || (id && !team_find(t, id)) ||
	    json_array_size(list) > t->npeople)
		return field_bad(rq, "teams", *name ? &people_rule
						    : &list_rule);
	*out = (struct wanted){ .team = { .id = id, .name = name } };
	out->people = arena_array(rq->mem, const char *,
				  json_array_size(list));
	json_array_foreach(list, i, one) {
		const char *who = json_string_value(one);
		const struct team_member *p = who ? person_find(t, who) : NULL;

		if (!p || taken[p - t->people])
			return field_bad(rq, "teams", &people_rule);
		taken[p - t->people] = true;
		out->people[out->n++] = p->person_id;
	}
	return OK;
}

/* Who has handed in together stays together: what they handed in is theirs. */
static bool same_people(const struct teams *t, const struct wanted *w)
{
	size_t n = 0;

	for (size_t i = 0; i < t->npeople; i++)
		n += t->people[i].team_id &&
		     !strcmp(t->people[i].team_id, w->team.id);
	for (size_t i = 0; i < w->n; i++) {
		const char *now = person_find(t, w->people[i])->team_id;

		if (!now || strcmp(now, w->team.id))
			return false;
	}
	return n == w->n;
}

static enum err handed_stay(struct request *rq, const struct teams *t,
			    const struct wanted *wanted, size_t n)
{
	for (size_t i = 0; i < t->n; i++) {
		bool stays = false;

		for (size_t k = 0; k < n && t->all[i].handed; k++)
			if (wanted[k].team.id &&
			    !strcmp(wanted[k].team.id, t->all[i].id))
				stays = same_people(t, &wanted[k]);
		if (t->all[i].handed && !stays)
			return refuse(rq, P_team_handed, VALUES(
				{ "name", t->all[i].name }));
	}
	return OK;
}

static enum err teams_write(struct request *rq, const struct teams *t,
			    struct wanted *wanted, size_t n)
{
	enum err e = OK;

	for (size_t i = 0; i < t->n && !e; i++) {
		bool stays = false;

		for (size_t k = 0; k < n; k++)
			stays |= wanted[k].team.id &&
				 !strcmp(wanted[k].team.id, t->all[i].id);
		if (!stays)
			e = team_drop(rq->db, t->all[i].id);
	}
	for (size_t i = 0; i < n && !e; i++)
		e = team_put(rq->db, t->part.batch.id, t->part.step->id,
			     &wanted[i].team, wanted[i].people, wanted[i].n,
			     rq->now);
	return e;
}

enum err teams_put(struct request *rq, struct response *rs)
{
	const json_t *list = json_object_get(rq->json, "teams");
	const size_t n = json_array_size(list);
	struct wanted *wanted;
	struct teams t;
	bool *taken;
	enum err e;

	if ((e = teams_read(rq, &t)))
		return e;
	if (!json_is_array(list) || n > TEAMS_MOST)
		return field_bad(rq, "teams", &list_rule);
	wanted = arena_array(rq->mem, struct wanted, n);
	taken = arena_array(rq->mem, bool, t.npeople);
	for (size_t i = 0; i < n; i++) {
		if ((e = wanted_read(rq, &t, json_array_get(list, i), taken,
				     &wanted[i])))
			return e;
		for (size_t k = 0; k < i && wanted[i].team.id; k++)
			if (wanted[k].team.id && !strcmp(wanted[k].team.id,
							 wanted[i].team.id))
				return field_bad(rq, "teams", &list_rule);
	}
	if ((e = handed_stay(rq, &t, wanted, n)) ||
	    (e = teams_write(rq, &t, wanted, n)))
		return e;
	return teams_respond(rq, rs);
}

/* Fisher and Yates. */
static void shuffle(const char **people, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		const size_t k = randombytes_uniform((uint32_t)i);
		const char *last = people[i - 1];

		people[i - 1] = people[k];
		people[k] = last;
	}
}

enum err teams_draw(struct request *rq, struct response *rs)
{
	const char **people;
	size_t n = 0, teams, at = 0;
	int64_t size = 0;
	struct teams t;
	enum err e;

	if ((e = teams_read(rq, &t)) ||
	    (e = field_number(rq, "size", 0, INT32_MAX, &size)))
		return e;
	if (size < 2 || size > 50)
		return field_bad(rq, "size", &size_rule);
	people = arena_array(rq->mem, const char *, t.npeople);
	for (size_t i = 0; i < t.npeople; i++)
		if (!t.people[i].team_id)
			people[n++] = t.people[i].person_id;
	shuffle(people, n);
	teams = teams_needed(n, (size_t)size);
	if (t.n + teams > TEAMS_MOST)
		return field_bad(rq, "size", &list_rule);
	for (size_t i = 0; i < teams && !e; i++) {
		const size_t share = team_share(n, teams, i);
		struct team team = { .name = arena_format(rq->mem,
			rq->lang == LANG_EN ? "Team %zu" : "Kelompok %zu",
			t.n + i + 1) };

		e = team_put(rq->db, t.part.batch.id, t.part.step->id, &team,
			     people + at, share, rq->now);
		at += share;
	}
	return e ? e : teams_respond(rq, rs);
}
