/*
 * A large authority's database.
 *
 *	bench-fill FILE PEOPLE
 *
 * Into a database that a server has made: so many people more, of whom each has
 * begun ten modules, as has everybody who was there; so ten rows of progress a
 * person. All are of the one agency: in 400 units, in a batch of each of three of
 * its programmes (PEOPLE / 50 of them, of five steps and 150 people each), with
 * two seats in its webinars, five JP records and five notices. Half have begun
 * their batches, a quarter completed them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "db/db.h"
#include "store/queries.h"

#define N(n) "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n" \
	     " WHERE i < " n ") "

static const char sql[] =
	N("10")
	"INSERT INTO module (id, agency_id, title, description, state, version_id,"
	" allow_popups, allow_hosts, created_at, updated_at)"
	" SELECT printf('01hmodule%%017d', i), (SELECT min(id) FROM agency),"
	" 'Modul ukur ' || i, '', 'closed', printf('01hversion%%016d', i), 0, '',"
	" i, i FROM n;"
	N("10")
	"INSERT INTO version (id, module_id, number, standard, title, bytes, files,"
	" units, tree, report, digest, created_at)"
	" SELECT printf('01hversion%%016d', i), printf('01hmodule%%017d', i), 1,"
	" 'html', 'Modul ukur ' || i, 1, 0, 1, '{\"children\":[]}', '{}', '', i"
	" FROM n;"
	N("10")
	"INSERT INTO unit (id, version_id, position, ident, title, kind, href,"
	" bytes, launch)"
	" SELECT printf('01hunit%%019d', i), printf('01hversion%%016d', i), 0, 'u',"
	" 'Satu', 'asset', 'index.html', 1, '{}' FROM n;"
	N("%ld")
	"INSERT INTO person (id, agency_id, name, login, search,"
	" must_set_password, epoch, created_at)"
	" SELECT printf('01hperson%%017d', i), (SELECT min(id) FROM agency),"
	" 'Pegawai ' || i, 'pegawai' || i, 'pegawai ' || i, 0, 0, i FROM n;"
	"INSERT INTO attempt (id, person_id, module_id, version_id, number,"
	" units_done, completion, success, activity, started_at, last_at)"
	" SELECT p.id || '-' || m.created_at, p.id, m.id, m.version_id, 1, 0,"
	" 'incomplete', 'unknown', '', m.created_at, m.created_at"
	" FROM person p CROSS JOIN module m WHERE m.id LIKE '01hmodule%%';"
	"INSERT INTO run (id, attempt_id, unit_id, started_at, sequence, saved_at,"
	" time_ms, ended)"
	" SELECT a.id, a.id, u.id, a.started_at, 1, a.started_at, 1000, 0"
	" FROM attempt a JOIN unit u ON u.version_id = a.version_id"
	" WHERE a.version_id LIKE '01hversion%%';"
	"INSERT INTO progress (attempt_id, unit_id, run_id, completion, success,"
	" time_ms, source, saved_at)"
	" SELECT id, unit_id, id, 'incomplete', 'unknown', 1000, 'package',"
	" saved_at FROM run WHERE unit_id LIKE '01hunit%%';"
	N("400")
	"INSERT INTO org_unit (id, agency_id, parent_id, name, created_at)"
	" SELECT printf('01hunitorg%%016d', i), (SELECT min(id) FROM agency),"
	" CASE WHEN i > 20 THEN printf('01hunitorg%%016d', i %% 20 + 1) END,"
	" 'Bidang ' || i, 0 FROM n;"
	"INSERT INTO membership (id, person_id, unit_id, from_day, created_at)"
	" SELECT 'm' || id, id, printf('01hunitorg%%016d', created_at %% 400 + 1),"
	" '2026-01-01', 0 FROM person WHERE id LIKE '01hperson%%';"
	"UPDATE person SET kind = CASE created_at %% 3 WHEN 0 THEN 'pppk'"
	" ELSE 'pns' END WHERE id LIKE '01hperson%%';";

/* The same for each PEOPLE / 50: programmes, their batches, webinars. */
static const char trained[] =
	N("%ld")
	"INSERT INTO programme (id, agency_id, title, purpose, methods, about,"
	" mode, state, least_optional, jp, paper, competency, training_kind,"
	" revision, created_at, updated_at)"
	" SELECT printf('01hprogramme%%014d', i), (SELECT min(id) FROM agency),"
	" 'Pelatihan ukur ' || i, 'Mengukur', '', '', 'online', 'published', 0,"
	" 500, 'completion', 'technical', 3, 1, i, i FROM n;"
	"INSERT INTO activity (id, programme_id, place, kind, title, about,"
	" required, module_id, unit_ident, must_pass, setting)"
	" SELECT p.id || '-' || m.created_at, p.id, m.created_at, 'module',"
	" m.title, '', 1, m.id, '', 0, '' FROM programme p"
	" CROSS JOIN module m WHERE p.id LIKE '01hprogramme%%'"
	" AND m.id LIKE '01hmodule%%' AND m.created_at <= 5;"
	"INSERT INTO batch (id, programme_id, agency_id, name, starts_at, ends_at,"
	" self_enrol, state, enrolled, begun, completed, created_at, updated_at)"
	" SELECT 'b' || id, id, agency_id, 'Angkatan 1', 1790000000000,"
	" 1810000000000 + created_at, 0, 'open', 150, 75, 38, 0, 0"
	" FROM programme WHERE id LIKE '01hprogramme%%';"
	"INSERT INTO enrolment (id, batch_id, person_id, unit_id, how, at, state,"
	" progress, begun_at, completed_at, due)"
	" SELECT 'e' || k.k || p.id,"
	" printf('b01hprogramme%%014d', (p.created_at * 3 + k.k) %% %ld + 1),"
	" p.id, printf('01hunitorg%%016d', p.created_at %% 400 + 1), 'unit', 0,"
	" CASE WHEN p.created_at %% 4 THEN 'active' ELSE 'completed' END,"
	" CASE WHEN p.created_at %% 4 = 0 THEN 100"
	" WHEN p.created_at %% 2 THEN 0 ELSE 40 END,"
	" CASE WHEN p.created_at %% 2 = 0 THEN 1 END,"
	" CASE WHEN p.created_at %% 4 = 0 THEN 1795000000000 END, 0"
	" FROM person p CROSS JOIN (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2) k"
	" WHERE p.id LIKE '01hperson%%' OR p.login IN ('peserta', 'atasan');"
	"INSERT INTO activity_state (enrolment_id, activity_id, state, share,"
	" at)"
	" SELECT e.id, a.id, 'done', 1000, 1 FROM enrolment e"
	" JOIN batch b ON b.id = e.batch_id"
	" JOIN activity a ON a.programme_id = b.programme_id"
	" WHERE e.begun_at IS NOT NULL"
	" AND (e.state = 'completed' OR a.place <= 2);"
	N("%ld")
	"INSERT INTO event (id, agency_id, code, kind, title, about, place,"
	" join_url, starts_at, ends_at, zone, audience, state, cancel_why,"
	" least_percent, least_checks, jp, paper, paper_survey, competency,"
	" secret, registered, waiting, numbers, revision, created_at, updated_at)"
	" SELECT printf('01hevent%%018d', i), (SELECT min(id) FROM agency),"
	" printf('ukur%%06d', i), 'webinar', 'Webinar ukur ' || i, '', '', '',"
	" 1790000000000 + i * 86400000, 1790000000000 + i * 86400000 + 7200000,"
	" 'WIB', 'public', 'published', '', 0, 1, 200, '', 0, 'technical', '',"
	" 100, 0, 100, 1, 0, 0 FROM n;"
	"INSERT INTO seat (event_id, person_id, state, number, registered_at,"
	" present, checks)"
	" SELECT printf('01hevent%%018d', (p.created_at * 2 + k.k) %% %ld + 1),"
	" p.id, 'registered', p.created_at, 0, p.created_at %% 2, 1"
	" FROM person p CROSS JOIN (SELECT 0 AS k UNION SELECT 1) k"
	" WHERE p.id LIKE '01hperson%%' OR p.login IN ('peserta', 'atasan');"
	"INSERT INTO jp_entry (id, person_id, agency_id, unit_id, kind, year, day,"
	" first_day, jp, source, source_id, title, organiser, form, competency,"
	" training_kind, evidence, reason, at, once)"
	" SELECT 'j' || k.created_at || p.id, p.id, p.agency_id, NULL, p.kind,"
	" 2026, '2026-06-01', '2026-05-01', 400, 'module', k.id, k.title,"
	" 'Instansi', 'self-paced', 'technical', 3, '', '', 0,"
	" 'ukur' || k.created_at || p.id FROM person p CROSS JOIN module k"
	" WHERE k.id LIKE '01hmodule%%' AND k.created_at <= 5"
	" AND (p.id LIKE '01hperson%%' OR p.login IN ('peserta', 'atasan'));"
	"INSERT INTO notice (id, person_id, kind, detail, href, at, by_mail, once)"
	" SELECT 'n' || k.created_at || p.id, p.id, 'programme_done',"
	" '{\"title\":\"Ukur\"}', '/pelatihan', k.created_at, 0,"
	" 'ukur' || k.created_at || p.id FROM person p CROSS JOIN module k"
	" WHERE k.id LIKE '01hmodule%%' AND k.created_at <= 5"
	" AND (p.id LIKE '01hperson%%' OR p.login IN ('peserta', 'atasan'));";

int main(int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	long people, some;

	if (argc != 3)
		return 2;
	people = atol(argv[2]);
	some = people / 50 + 1;
	if (db_open(arena_format(&mem, "sqlite:%s", argv[1]), &catalogue, &mem,
		    &db) ||
	    db_script(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
			  "BEGIN") ||
	    db_script(db, arena_format(&mem, sql, people)) ||
	    db_script(db, arena_format(&mem, trained, some, some, some,
				       some)) ||
	    db_script(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")) {
		fprintf(stderr, "bench-fill: %s\n", fail_reason());
		return 1;
	}
	db_close(db);
	arena_end(&mem);
	return 0;
}
