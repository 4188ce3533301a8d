/*
 * A large authority's database.
 *
 *	bench-fill FILE PEOPLE
 *
 * Into a database that a server has made: so many people more, of whom each has
 * begun ten modules, as has everybody who was there; so ten rows of progress a
 * person.
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
	" saved_at FROM run WHERE unit_id LIKE '01hunit%%';";

int main(int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct db *db;

	if (argc != 3)
		return 2;
	if (db_open(arena_format(&mem, "sqlite:%s", argv[1]), &catalogue, &mem,
		    &db) ||
	    db_script(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
			  "BEGIN") ||
	    db_script(db, arena_format(&mem, sql, atol(argv[2]))) ||
	    db_script(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")) {
		fprintf(stderr, "bench-fill: %s\n", fail_reason());
		return 1;
	}
	db_close(db);
	arena_end(&mem);
	return 0;
}
