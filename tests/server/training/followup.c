/* One-time links, who is named, and what leaves of the answers. */
#include "training/followup.h"

#include <string.h>

#include "auth/auth.h"
#include "check.h"
#include "databases.h"
#include "db/migrate.h"
#include "store/queries.h"
#include "training/plan.h"

#define DAY INT64_C(86400000)
#define NOW INT64_C(1800000000000)

static struct arena mem = ARENA_INIT;
static struct auth *auth;
static struct db *db;

static void change(const char *sql)
{
	check_int(db_script(db, sql), OK);
}

static void person(const char *id, const char *email)
{
	change(arena_format(&mem,
		"INSERT INTO person (id, agency_id, name, login, email,"
		" search, must_set_password, epoch, created_at) VALUES"
		" ('%s', 'a', 'Orang %s', '%s', %s, '', 0, 1, 0)", id, id, id,
		email));
}

static void plan_add(const char *id, const char *person_id,
		     const char *version, const char *superior)
{
	change(arena_format(&mem,
		"INSERT INTO action_plan (id, person_id, agency_id, home_id,"
		" unit_id, source, source_id, version_id, evidence, choice,"
		" words, by_day, asks, state, superior_name, superior_email,"
		" colleague_name, colleague_email, created_at, updated_at)"
		" VALUES ('%s', '%s', 'a', 'a', NULL, 'module', 'm', %s,"
		" 'e%s', '', '', '', '{}', 'open', '', '%s', '', '', 0, 0)",
		id, person_id, version, id, superior));
	check_int(plan_completed(db, arena_format(&mem, "e%s", id), NOW), OK);
}

static void begin(void)
{
	change("INSERT INTO agency (id, name, kind, help, created_at)"
	       " VALUES ('a', 'Instansi', 'agency', '', 0)");
	change("INSERT INTO org_unit (id, agency_id, parent_id, name,"
	       " created_at) VALUES ('u1', 'a', NULL, 'Dinas', 0),"
	       " ('u2', 'a', 'u1', 'Bidang', 0),"
	       " ('u3', 'a', 'u2', 'Seksi', 0)");
	person("p", "'p@uji.id'");
	person("kepala", "'kepala@uji.id'");
	person("tanpa", "NULL");
	change("INSERT INTO supervision (person_id, unit_id) VALUES"
	       " ('p', 'u3'), ('tanpa', 'u2'), ('kepala', 'u1')");
}

static struct followup one(const char *plan_id, int day,
			   enum followup_role role)
{
	struct followup *all;
	size_t n;

	check_int(followup_of_plans(db, &plan_id, 1, &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		if (all[i].kind.day == day && all[i].kind.role == role)
			return all[i];
	check(0);
	return (struct followup){ .id = "" };
}

/* ---- Links ------------------------------------------------------------------ */

static enum err look(const char *token, int64_t now,
		     enum followup_state *state)
{
	struct followup f;
	struct plan p;

	return followup_by_token(db, auth, token, now, &f, &p, state);
}

static void altered(void)
{
	const struct followup f = one("r1", 90, FOLLOWUP_SUPERIOR);
	char token[FOLLOWUP_TOKEN_SIZE];
	enum followup_state state;

	followup_token(auth, &f, token);
	check_int(look(token, NOW, &state), OK);
	check_int(state, FOLLOWUP_OPEN);
	for (size_t i = 0; i < FOLLOWUP_TOKEN_SIZE - 1; i++)
		for (int bit = 0; bit < 8; bit++) {
			token[i] = (char)(token[i] ^ (1 << bit));
			check_int(look(token, NOW, &state), ERR_NOT_FOUND);
			token[i] = (char)(token[i] ^ (1 << bit));
		}
	check_int(look(token, NOW, &state), OK);
	for (size_t i = 0; i < FOLLOWUP_TOKEN_SIZE - 1; i++)
		check_int(look(token + i + 1, NOW, &state), ERR_NOT_FOUND);
	check_int(look("", NOW, &state), ERR_NOT_FOUND);
}

static void states(void)
{
	struct followup f = one("r1", 90, FOLLOWUP_SUPERIOR);
	char token[FOLLOWUP_TOKEN_SIZE];
	enum followup_state state;

	followup_token(auth, &f, token);
	check_int(look(token, f.expires_at - 1, &state), OK);
	check_int(state, FOLLOWUP_OPEN);
	look(token, f.expires_at, &state);
	check_int(state, FOLLOWUP_EXPIRED);
	change("UPDATE action_plan SET state = 'dropped' WHERE id = 'r1'");
	look(token, NOW, &state);
	check_int(state, FOLLOWUP_ENDED);
	change("UPDATE action_plan SET state = 'done' WHERE id = 'r1'");
	change("UPDATE person SET disabled_at = 1 WHERE id = 'p'");
	look(token, NOW, &state);
	check_int(state, FOLLOWUP_ENDED);
	change("UPDATE person SET disabled_at = NULL WHERE id = 'p'");
	f.recipient = "lain@uji.id";
	check_int(followup_set(db, &f), OK);
	check_int(look(token, NOW, &state), OK);
	check_int(state, FOLLOWUP_REPLACED);
}

static void once(void)
{
	const struct followup f = one("r1", 30, FOLLOWUP_LEARNER);
	struct plan p;
	bool done;

	check_int(plan_by_id(db, "r1", &p), OK);
	check_int(followup_take(db, &f, &p, "{\"a\":1}", "yes", NOW, &done),
		  OK);
	check(done);
	check_int(followup_take(db, &f, &p, "{\"a\":2}", "no", NOW, &done),
		  OK);
	check(!done);
	check_str(one("r1", 30, FOLLOWUP_LEARNER).answers, "{\"a\":1}");
}

/* ---- Who is named ------------------------------------------------------------- */

static void superiors(void)
{
	struct plan p;

	plan_add("r1", "p", "NULL", "");
	check_int(plan_by_id(db, "r1", &p), OK);
	check_str(p.superior.email, "");
	change("INSERT INTO membership (id, person_id, unit_id, from_day,"
	       " created_at) VALUES ('k', 'p', 'u3', '2020-01-01', 0)");
	plan_add("r2", "p", "NULL", "");
	check_int(plan_by_id(db, "r2", &p), OK);
	check_str(p.superior.email, "kepala@uji.id");
	check_str(one("r2", 90, FOLLOWUP_SUPERIOR).recipient, "kepala@uji.id");
	check_int(one("r2", 90, FOLLOWUP_SUPERIOR).next_at, NOW + 90 * DAY);
	check_int(one("r2", 90, FOLLOWUP_COLLEAGUE).next_at, 0);
}

static void again(void)
{
	check_int(plan_completed(db, "er2", NOW + DAY), OK);
	check_int(one("r2", 30, FOLLOWUP_LEARNER).due_at, NOW + 30 * DAY);
	check_int(one("r1", 30, FOLLOWUP_LEARNER).next_at, 0);
	check_int(one("r2", 30, FOLLOWUP_LEARNER).next_at, NOW + 30 * DAY);
}

static void not_me(void)
{
	const struct followup f = one("r2", 90, FOLLOWUP_SUPERIOR);
	enum plan_refusal refusal;
	struct plan p, after;
	enum followup_role of;

	check_int(plan_by_id(db, "r2", &p), OK);
	check_int(followup_refuse(db, &f, &p, NOW), OK);
	check_str(one("r2", 180, FOLLOWUP_SUPERIOR).recipient, "");
	check_int(one("r2", 180, FOLLOWUP_SUPERIOR).next_at, 0);
	check_int(plan_by_id(db, "r2", &p), OK);
	after = p;
	after.superior = (struct plan_contact){ "K", "kepala@uji.id" };
	check_int(plan_make(db, &p, &after, false, NOW, &refusal, &of), OK);
	check_int(refusal, PLAN_STOPPED);
	check_int(plan_make(db, &p, &after, true, NOW, &refusal, &of), OK);
	check_int(refusal, PLAN_GOOD);
	plan_add("r3", "p", "NULL", "");
}

/* Each time somebody is named again, a letter goes to them. */
static void officers_end(void)
{
	static const char *const addresses[] = { "satu@uji.id", "dua@uji.id" };
	enum plan_refusal refusal = PLAN_GOOD;
	struct plan p, after;
	enum followup_role of;
	int n = 0;

	while (refusal == PLAN_GOOD && n < 100) {
		check_int(plan_by_id(db, "r2", &p), OK);
		after = p;
		after.superior = (struct plan_contact){ "K",
							addresses[n++ % 2] };
		check_int(plan_make(db, &p, &after, true, NOW, &refusal, &of),
			  OK);
	}
	check_int(refusal, PLAN_TIMES);
	check_int(n, 2 * PLAN_OFFICER_TIMES + 1);
}

/* ---- What leaves ----------------------------------------------------------------- */

static uint32_t seed = 20261122;

static uint32_t chance(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

static int64_t told(const char *version)
{
	const struct followup_scope scope = {
		.source = "module", .source_id = "m", .version_id = version,
	};
	struct followup_told *all;
	int64_t sum = 0;
	size_t n;

	check_int(followup_told(db, &scope, &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		if (all[i].kind.role == FOLLOWUP_SUPERIOR)
			sum += all[i].n;
	return sum;
}

/* Answers come one by one; after each, every difference of two sums that could
   be asked for, at once or before, is of none or of five and more. */
static void fives(void)
{
	static const char *const choices[] = { "yes", "partly", "no" };
	int64_t seen[3] = { 0, 0, 0 };
	char id[12];

	for (int i = 0; i < 40; i++) {
		struct followup f;
		const bool first = chance(2) == 0;
		int64_t now[3];
		bool done;

		snprintf(id, sizeof(id), "t%d", i);
		person(id, "NULL");
		plan_add(id, id, first ? "'v1'" : "'v2'", "s@uji.id");
		f = one(id, 90, FOLLOWUP_SUPERIOR);
		check_int(followup_answered(db, &f, "{}", choices[chance(3)],
					    NOW + i, &done), OK);
		now[0] = told("v1");
		now[1] = told("v2");
		now[2] = told(NULL);
		check_int(now[2], now[0] + now[1]);
		for (int k = 0; k < 3; k++) {
			check(now[k] == seen[k] || now[k] - seen[k] >= 5);
			seen[k] = now[k];
		}
	}
	check(seen[2] >= 30);
}

static void versions(void)
{
	change("INSERT INTO module (id, agency_id, title, description, state,"
	       " allow_popups, allow_hosts, created_at, updated_at)"
	       " VALUES ('m', 'a', 'Modul', '', 'published', 0, '', 0, 0)");
	for (int i = 1; i < 3; i++)
		change(arena_format(&mem,
			"INSERT INTO version (id, module_id, number, standard,"
			" title, bytes, files, units, tree, report, digest,"
			" created_at) VALUES ('v%d', 'm', %d, 'balai', 'M', 0,"
			" 0, 0, '', '', 'd%d', 0)", i, i, i));
}

static void play(const struct database *d)
{
	const unsigned char key[TOKEN_KEY_SIZE] = { 7 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(db_open(d->url, &catalogue, &mem, &db), OK);
	check_int(auth_open(key, &auth), OK);
	begin();
	TEST("the superior is the nearest above who can be written to, and never oneself")
		superiors();
	TEST("completing it again begins nothing anew, and the plan before is asked no more")
		again();
	TEST("a link with any bit turned over, or cut, is none") altered();
	TEST("an answer counts once") once();
	TEST("a link says how it stands: open, expired, ended, replaced")
		states();
	TEST("who says \"that is not me\" is asked no more, and only an officer names them again")
		not_me();
	TEST("an officer, too, names nobody for a plan without end")
		officers_end();
	versions();
	TEST("what is told of answers grows by fives, whole and by version")
		fives();
	auth_close(auth);
	db_close(db);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
