/* What the night writes down of agencies that show their figures to everybody. */
#include "jobs/public_figures.h"

#include <jansson.h>

#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "store/overview.h"
#include "store/queries.h"

#define DAY INT64_C(86400000)
#define NOW INT64_C(1800000000000)	/* 2027-01-15 in Jakarta */

static struct config config = { .url = "" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;
static const struct nightly_part part[] = {
	{ "public", public_figures_piece },
};

static enum err script(struct db *db, void *context)
{
	return db_script(db, context);
}

static void run(const char *sql)
{
	check_int(pool_write(server.pool, &mem, script, (void *)sql),
		  OK);
}

/* `n` people of the agency, the first `done` of whom completed its module. */
static void people(const char *agency, int n, int done)
{
	for (int i = 0; i < n; i++)
		run(arena_format(&mem,
			"INSERT INTO person (id, agency_id, name, login, search,"
			" must_set_password, epoch, created_at)"
			" VALUES ('%s%d', '%s', 'P', '%s%d', 'p', 0, 0, 1);"
			"INSERT INTO attempt (id, person_id, module_id,"
			" version_id, number, units_done, completion, success,"
			" activity, started_at, last_at)"
			" VALUES ('%s%d', '%s%d', 'm%s', 'v%s', 1, 0, '%s',"
			" 'unknown', '', 1, 1);"
			"INSERT INTO jp_entry (id, person_id, agency_id, kind,"
			" year, day, first_day, jp, source, source_id, title,"
			" organiser, form, competency, training_kind, evidence,"
			" reason, once, at)"
			" VALUES ('%s%d', '%s%d', '%s', 'pns', 2027,"
			" '2027-01-02', '2027-01-02', 450, 'manual', 'x', 't',"
			" 'o', 'f', 'technical', 1, 'e', '', '%s%d', 1);",
			agency, i, agency, agency, i,
			agency, i, agency, i, agency, agency,
			i < done ? "completed" : "incomplete",
			agency, i, agency, i, agency, agency, i));
}

static void agency(const char *id, int open)
{
	run(arena_format(&mem,
		"INSERT INTO agency (id, name, kind, help, created_at,"
		" figures_public) VALUES ('%s', '%s', 'agency', '', 1, %d);"
		"INSERT INTO module (id, agency_id, title, description, state,"
		" version_id, allow_popups, allow_hosts, created_at,"
		" updated_at) VALUES ('m%s', '%s', 'M', '', 'published',"
		" 'v%s', 0, '', 1, 1);"
		"INSERT INTO version (id, module_id, number, standard, title,"
		" bytes, files, units, tree, report, digest, created_at)"
		" VALUES ('v%s', 'm%s', 1, 'balai', 'M', 1, 1, 1, '', '', '%s',"
		" 1);"
		"INSERT INTO unit (id, version_id, position, ident, title,"
		" kind, href, bytes, launch)"
		" VALUES ('u%s', 'v%s', 1, 'survey', 'S', 'survey', '', 0,"
		" '{}');", id, id, open, id, id, id, id, id, id, id, id));
}

static const char *told(const char *id)
{
	const char *out = "none";
	struct public_figure *all;
	struct db *db;
	size_t n;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(public_figure_list(db, &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].id, id) == 0)
			out = all[i].figures ? all[i].figures : "not counted";
	pool_read_end(server.pool, db);
	return out;
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	agency("few", 1);
	people("few", 4, 4);
	agency("many", 1);
	people("many", 23, 16);
	agency("shut", 0);
	people("shut", 23, 16);
	run("INSERT INTO ballot_block (id, source, source_id, size, tally)"
	    " VALUES ('b', 'unit', 'umany', 6,"
	    " '{\"applicable\":{\"4\":4,\"5\":2}}');");
	TEST("those who show their figures are counted at night, others not") {
		check_int(nightly_parts(&server, part, 1, NOW), OK);
		check_str(told("many"), "{\"modules\":1,\"learners\":20,"
			  "\"completion\":70,\"year\":2027,\"earners\":20,"
			  "\"jp\":100,\"answers\":5,\"applicable\":4.3}");
		check_str(told("shut"), "none");
		run("UPDATE agency SET figures_public = 1 WHERE id = 'shut'");
		check_str(told("shut"), "not counted");
	}
	TEST("nothing of fewer than five people is written down") {
		check_str(told("few"), "{\"modules\":1,\"learners\":null,"
			  "\"completion\":null,\"year\":2027,\"earners\":null,"
			  "\"jp\":null,\"answers\":null,\"applicable\":null}");
	}
	TEST("what happens in between shows after the next night alone") {
		run("UPDATE attempt SET completion = 'completed'"
		    " WHERE module_id = 'mmany'");
		check_int(nightly_parts(&server, part, 1, NOW + 1000), OK);
		check(strstr(told("many"), "\"completion\":70"));
		check_int(nightly_parts(&server, part, 1, NOW + DAY), OK);
		check(strstr(told("many"), "\"completion\":100"));
		check(strstr(told("shut"), "\"completion\":70"));
	}
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
