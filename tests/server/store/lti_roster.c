/* A roster of 20,000, on both engines: whole, in pages that stay short. */
#include "store/lti_roster.h"

#include "base/clock.h"
#include "databases.h"
#include "visit.h"

#define DB (v.rq.db)
#define PEOPLE 20000
#define PAGE 200

static struct visit v;

static const struct lti_scope of_module = {
	.tool_id = "t", .deployment_id = "d", .context_kind = "module",
	.context_id = "m" };
static const struct lti_scope of_guests = {
	.tool_id = "t", .deployment_id = "e", .context_kind = "module",
	.context_id = "m" };
static const struct lti_scope of_batch = {
	.tool_id = "t", .deployment_id = "", .context_kind = "batch",
	.context_id = "b" };

#define COUNTED(into, what) \
	"INSERT INTO " into " WITH RECURSIVE n (i) AS (SELECT 100000 UNION ALL" \
	" SELECT i + 1 FROM n WHERE i < 119999) SELECT " what " FROM n;"

static void script(const char *sql)
{
	check_int(db_script(DB, sql), OK);
}

static void people(void)
{
	script("INSERT INTO agency (id, name, kind, help, created_at)"
	       " VALUES ('a', 'Instansi', 'agency', '', 0),"
	       " ('z', 'Tamu', 'agency', '', 0);"
	       COUNTED("person (id, agency_id, name, login, search,"
		       " must_set_password, epoch, created_at)",
		       "'p' || i, CASE WHEN i % 100 = 7 THEN 'z' ELSE 'a' END,"
		       " 'Orang', 'o' || i, '', 0, 1, 0"));
	script("INSERT INTO lti_tool (id, agency_id, name, client_id, login_url,"
	       " target_url, choice_url, jwks_url, jwk, scopes, send_name,"
	       " send_email, custom, state, revision, created_at, updated_at)"
	       " VALUES ('t', 'a', 'Alat', 'c', '', '', '', '', '', '', 0, 0,"
	       " '{}', 'active', 1, 0, 0);"
	       "INSERT INTO lti_tool_deployment (id, tool_id, agency_id, state,"
	       " created_at) VALUES ('d', 't', 'a', 'active', 0),"
	       " ('e', 't', 'z', 'active', 0);"
	       COUNTED("lti_subject (tool_id, person_id, sub, created_at)",
		       "'t', 'p' || i, 's' || i, 0"));
}

static void places(void)
{
	script("INSERT INTO module (id, agency_id, owner_id, title, description,"
	       " state, allow_popups, allow_hosts, created_at, updated_at)"
	       " VALUES ('m', 'a', 'p119999', 'M', '', 'published', 0, '', 1,"
	       " 1);"
	       "INSERT INTO version (id, module_id, number, standard, title,"
	       " bytes, files, units, tree, report, digest, created_at)"
	       " VALUES ('v', 'm', 1, 'balai', 'M', 1, 1, 1, '', '', 'd', 1);"
	       COUNTED("attempt (id, person_id, module_id, version_id, number,"
		       " units_done, completion, success, activity, started_at,"
		       " last_at)", "'x' || i, 'p' || i, 'm', 'v', 1, 0,"
		       " 'incomplete', 'unknown', '', 0, 0"));
	script("INSERT INTO programme (id, agency_id, title, purpose, methods,"
	       " about, mode, state, least_optional, jp, paper, competency,"
	       " training_kind, revision, created_at, updated_at) VALUES ('g',"
	       " 'a', 'Loket', '', '', '', 'online', 'published', 0, 0, '',"
	       " 'technical', 3, 1, 0, 0);"
	       "INSERT INTO batch (id, programme_id, agency_id, name, starts_at,"
	       " ends_at, self_enrol, state, enrolled, begun, completed,"
	       " created_at, updated_at) VALUES ('b', 'g', 'a', '1', 0, 1, 0,"
	       " 'open', 0, 0, 0, 0, 0);"
	       COUNTED("enrolment (id, batch_id, person_id, how, at, state,"
		       " progress, due)", "'e' || i, 'b', 'p' || i, 'person',"
		       " 0, 'active', 0, 0"));
}

/* How many there are in all pages; `longest` in ms. */
static size_t read_all(const struct lti_scope *s, const char *role,
		       int64_t *longest)
{
	struct lti_roster_member *all;
	const char *after = "";
	size_t n = PAGE, total = 0;

	*longest = 0;
	while (n == PAGE && total <= PEOPLE) {
		const int64_t before = clock_steady();

		check_int(lti_roster_page(DB, s, after, role, PAGE, &all, &n),
			  OK);
		if (clock_steady() - before > *longest)
			*longest = clock_steady() - before;
		total += n;
		/* In order, so nobody is there twice. */
		for (size_t i = 0; i < n; i++) {
			check(strcmp(after, all[i].sub) < 0);
			after = all[i].sub;
		}
	}
	return total;
}

static void play(const struct database *d)
{
	int64_t longest;

	visit_migrate(d->url);
	visit_begin(&v, d->url);
	people();
	places();
	visit_end(&v);
	visit_begin(&v, d->url);
	TEST("P33 a module of 20,000 is told whole, by short pages") {
		check_int(read_all(&of_module, "", &longest), PEOPLE);
		check(longest < 2000);
		printf("# the longest page took %d ms\n", (int)longest);
		check_int(read_all(&of_module, "learner", &longest), PEOPLE);
	}
	TEST("P33 who looks after it is found among them") {
		check_int(read_all(&of_module, "instructor", &longest), 1);
		printf("# which took %d ms\n", (int)longest);
	}
	TEST("P33 a guest agency's deployment is told of its own 200") {
		check_int(read_all(&of_guests, "", &longest), PEOPLE / 100);
		check(longest < 2000);
		printf("# the longest page took %d ms\n", (int)longest);
	}
	TEST("P33 so is a batch of 20,000") {
		check_int(read_all(&of_batch, "", &longest), PEOPLE);
		check(longest < 2000);
		printf("# the longest page took %d ms\n", (int)longest);
	}
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
