/* What the night counts between pretests and quizzes. */
#include "jobs/gains.h"

#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "store/overview.h"
#include "store/queries.h"

#define DAY INT64_C(86400000)
#define NOW INT64_C(1800000000000)

static struct config config = { .url = "" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;
static const struct nightly_part part[] = { { "gains", gains_piece } };

static enum err script(struct db *db, void *context)
{
	return db_script(db, context);
}

static void run(const char *sql)
{
	check_int(pool_write(server.pool, &mem, script, (void *)sql), OK);
}

static void unit(const char *module, int place, const char *kind)
{
	run(arena_format(&mem,
		"INSERT INTO unit (id, version_id, position, ident, title,"
		" kind, href, bytes, launch) VALUES ('%s%s', 'v%s', %d,"
		" 'quiz:%s', 'S', 'quiz', '', 0, '{}');"
		"INSERT INTO unit_definition (unit_id, definition) VALUES"
		" ('%s%s', '{\"id\":\"%s\",\"kind\":\"%s\","
		"\"questions\":[]}');", module, kind, module, place, kind,
		module, kind, kind, kind));
}

static void module(const char *id)
{
	run(arena_format(&mem,
		"INSERT INTO module (id, agency_id, title, description, state,"
		" version_id, allow_popups, allow_hosts, created_at,"
		" updated_at) VALUES ('%s', 'a', 'M', '', 'published',"
		" 'v%s', 0, '', 1, 1);"
		"INSERT INTO version (id, module_id, number, standard, title,"
		" bytes, files, units, tree, report, digest, created_at)"
		" VALUES ('v%s', '%s', 1, 'balai', 'M', 1, 1, 1, '', '', '%s',"
		" 1);", id, id, id, id, id));
	unit(id, 1, "pretest");
	unit(id, 2, "quiz");
}

/* `kind` sat by somebody at some time, as they scored. */
static void sat(const char *who, const char *of, const char *kind,
		int began, double scaled, const char *state)
{
	run(arena_format(&mem,
		"INSERT INTO sitting (id, attempt_id, unit_id, unit_ident,"
		" person_id, module_id, number, kind, state, preview, paper,"
		" responses, began_at, ended_at, late_ms, scaled)"
		" VALUES ('%s%s', '%s', '%s%s', 'quiz:%s', '%s', '%s', 1,"
		" 'quiz', '%s', 0, '', '', %d, %d, 0, %f);", who, kind, who,
		of, kind, kind, who, of, state, began, began + 1, scaled));
}

static void person(const char *of, int i, double before, double after)
{
	const char *who = arena_format(&mem, "%s%d", of, i);

	run(arena_format(&mem,
		"INSERT INTO person (id, agency_id, name, login, search,"
		" must_set_password, epoch, created_at)"
		" VALUES ('%s', 'a', 'P', '%s', 'p', 0, 0, 1);"
		"INSERT INTO attempt (id, person_id, module_id, version_id,"
		" number, units_done, completion, success, activity,"
		" started_at, last_at) VALUES ('%s', '%s', '%s', 'v%s', 1, 0,"
		" 'completed', 'unknown', '', 1, 1);", who, who, who, who, of,
		of));
	sat(who, of, "pretest", 10, before, "graded");
	sat(who, of, "quiz", 20, after, "graded");
}

static const char *told(void)
{
	struct text out = { .mem = &mem };
	struct overview_gain *all;
	struct db *db;
	size_t n;

	text_puts(&out, "");
	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(overview_gains(db, "a", &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		text_putf(&out, "%s:%d %.2f %.2f;", all[i].module_id,
			  (int)all[i].people, all[i].before, all[i].after);
	pool_read_end(server.pool, db);
	return out.bytes;
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	run("INSERT INTO agency (id, name, kind, help, created_at)"
	    " VALUES ('a', 'A', 'agency', '', 1)");
	module("few");
	module("many");
	for (int i = 0; i < 6; i++)
		person("many", i, 0.4, i < 3 ? 0.8 : 0.7);
	for (int i = 0; i < 4; i++)
		person("few", i, 0, 1);
	/* Of six the sixth waits for four others. */
	TEST("a gain is of those who sat both, and never of fewer than five") {
		check_int(nightly_parts(&server, part, 1, NOW), OK);
		check_str(told(), "many:5 0.40 0.76;");
	}
	TEST("a quiz that was begun before the pretest was over counts for none") {
		run("UPDATE sitting SET began_at = 5 WHERE id = 'many0quiz'");
		run("UPDATE sitting SET state = 'waiting'"
		    " WHERE id = 'many1quiz'");
		check_int(nightly_parts(&server, part, 1, NOW + DAY), OK);
		check_str(told(), "");
	}
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
