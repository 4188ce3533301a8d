/* That two nights compared tell of five people and more, as rows of versions and
   units do. */
#include "jobs/figures.h"

#include "base/text.h"
#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "domain/day.h"
#include "store/figure.h"
#include "store/queries.h"

#define NOW INT64_C(1800000000000)
#define NIGHT(n) (NOW + (n) * DAY_MS)

static struct config config = { .url = "" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;
static const struct nightly_part part[] = { { "figures", figures_piece } };

static enum err script(struct db *db, void *context)
{
	return db_script(db, context);
}

static void run(const char *sql)
{
	check_int(pool_write(server.pool, &mem, script, (void *)sql), OK);
}

static void begin(void)
{
	run("INSERT INTO agency (id, name, kind, help, created_at)"
	    " VALUES ('a', 'A', 'agency', '', 1);"
	    "INSERT INTO module (id, agency_id, title, description, state,"
	    " version_id, allow_popups, allow_hosts, created_at, updated_at)"
	    " VALUES ('m', 'a', 'M', '', 'published', 'v', 0, '', 1, 1);"
	    "INSERT INTO version (id, module_id, number, standard, title,"
	    " bytes, files, units, tree, report, digest, created_at)"
	    " VALUES ('v', 'm', 1, 'scorm', 'M', 1, 1, 2, '', '', 'd', 1);"
	    "INSERT INTO unit (id, version_id, position, ident, title, kind,"
	    " href, bytes, launch) VALUES"
	    " ('u1', 'v', 1, 'satu', 'S', 'sco', '', 0, '{}'),"
	    " ('u2', 'v', 2, 'dua', 'D', 'sco', '', 0, '{}')");
}

static void person(int i)
{
	run(arena_format(&mem,
		"INSERT INTO person (id, agency_id, name, login, search,"
		" must_set_password, epoch, created_at)"
		" VALUES ('p%d', 'a', 'P', 'p%d', 'p', 0, 0, 1);"
		"INSERT INTO attempt (id, person_id, module_id, version_id,"
		" number, units_done, completion, success, activity,"
		" started_at, last_at) VALUES ('t%d', 'p%d', 'm', 'v', 1, 0,"
		" 'incomplete', 'unknown', '', 1, 1);"
		"INSERT INTO run (attempt_id, id, unit_id, started_at,"
		" sequence, time_ms, ended) VALUES ('t%d', 'r%d1', 'u1', 1, 1,"
		" 0, 0), ('t%d', 'r%d2', 'u2', 1, 1, 0, 0)", i, i, i, i, i, i,
		i, i));
}

/* So much of a unit, at that moment. */
static void learn(int i, int unit, const char *completion, int64_t at)
{
	run(arena_format(&mem,
		"UPDATE attempt SET last_at = %lld, unit_id = 'u%d'"
		" WHERE id = 't%d';"
		"DELETE FROM progress WHERE attempt_id = 't%d'"
		" AND unit_id = 'u%d';"
		"INSERT INTO progress (attempt_id, unit_id, run_id, completion,"
		" success, time_ms, source, saved_at) VALUES ('t%d', 'u%d',"
		" 'r%d%d', '%s', 'unknown', 60000, 'package', %lld)",
		(long long)at, unit, i, i, unit, i, unit, i, unit, completion,
		(long long)at));
}

static const char *counts(const char *text, int64_t at, const char *of)
{
	json_t *json = text ? json_loads(text, 0, NULL) : NULL;
	const char *out = json ? arena_format(&mem, "%s %d/%d on %d; ", of,
		(int)json_integer_value(json_object_get(json, "completed")),
		(int)json_integer_value(json_object_get(json, "people")),
		(int)((at - NOW) / DAY_MS)) : "";

	json_decref(json);
	return out;
}

/* What is told after the night: who completed, of how many, and since when. */
static const char *told(int night)
{
	struct text out = { .mem = &mem };
	struct version_figure *versions;
	struct unit_figure *units;
	struct db *db;
	size_t n;

	text_puts(&out, "");
	check_int(nightly_parts(&server, part, 1, NIGHT(night)), OK);
	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(version_figure_list(db, "m", 9, &versions, &n), OK);
	text_puts(&out, counts(versions[0].figures, versions[0].at, "all"));
	check_int(unit_figure_list(db, "v", &units, &n), OK);
	for (size_t i = 0; i < n; i++)
		text_puts(&out, counts(units[i].figures, units[i].at,
				       units[i].ident));
	pool_read_end(server.pool, db);
	return out.bytes;
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	begin();
	for (int i = 0; i < 7; i++) {
		if (i == 4)
			TEST("of four nothing is told")
				check_str(told(0), "");
		person(i);
		learn(i, 1, "incomplete", NIGHT(i < 4 ? 0 : 1) - 1);
	}
	TEST("with three more all seven are") {
		check_str(told(1), "all 0/7 on 1; satu 0/7 on 1; ");
	}
	learn(0, 1, "completed", NIGHT(2) - 1);
	TEST("when one goes on, the next night tells nothing of that") {
		check_str(told(2), "all 0/7 on 1; satu 0/7 on 1; ");
	}
	for (int i = 1; i < 4; i++)
		learn(i, 1, "completed", NIGHT(3) - 1);
	TEST("nor when it is four in two nights") {
		check_str(told(3), "all 0/7 on 1; satu 0/7 on 1; ");
	}
	learn(4, 2, "completed", NIGHT(4) - 1);
	TEST("the fifth brings the others along; of the unit they were four") {
		check_str(told(4), "all 0/7 on 4; satu 0/7 on 1; ");
	}
	TEST("a night without anybody changes nothing") {
		check_str(told(5), "all 0/7 on 4; satu 0/7 on 1; ");
	}
	for (int i = 1; i < 6; i++)
		learn(i, 2, "completed", NIGHT(6) - 1);
	TEST("a unit that five opened by now is told, and no other with it") {
		check_str(told(6),
			  "all 0/7 on 6; satu 0/7 on 1; dua 5/5 on 6; ");
	}
	TEST("who is away for two weeks has moved, too: five of them tell") {
		check_str(told(25),
			  "all 0/7 on 25; satu 4/7 on 25; dua 5/5 on 25; ");
	}
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
