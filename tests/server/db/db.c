#include <math.h>

#include "base/log.h"
#include "fixture.h"

static struct arena mem = ARENA_INIT;

static void check_values(struct db *db)
{
	static const int64_t numbers[] = { 0, -1, INT64_MAX, INT64_MIN };
	static const double reals[] = { 0.1, -1e300, 5e-324, 3.0 };
	static const char *const texts[] = { "", "'; DROP TABLE entry; --",
		"Kompeténsi \xf0\x9f\x8e\x93 \\ \" %s $1 ?", "1" };
	struct rows r;

	for (size_t i = 0; i < 4; i++) {
		const char *id = arena_format(&mem, "v%zu", i);

		check_int(db_run(db, NULL, ENTRY_ADD,
				 ARGS(arg_text(id), arg_int(numbers[i]),
				      arg_real(reals[i]), arg_text(texts[i]))),
			  OK);
		check_int(db_run(db, &r, ENTRY_GET, ARGS(arg_text(id))), OK);
		check_int(r.count, 1);
		check(row_int(&r, 0, "value") == numbers[i]);
		check(fabs(row_real(&r, 0, "score") - reals[i]) <= 0.0);
		check_str(row_text(&r, 0, "body"), texts[i]);
	}
}

static void check_nulls(struct db *db)
{
	struct rows r;

	check_int(db_run(db, NULL, ENTRY_ADD, ARGS(arg_text("null"), arg_null(),
						   arg_null(), arg_text(NULL))),
		  OK);
	check_int(db_run(db, &r, ENTRY_GET, ARGS(arg_text("null"))), OK);
	check(row_null(&r, 0, "value") && row_null(&r, 0, "score"));
	check(row_text(&r, 0, "body") == NULL);
	check_int(row_int(&r, 0, "value"), 0);
	check(!row_null(&r, 0, "id"));
}

static void check_sums(struct db *db)
{
	struct rows r;

	check_int(entry_add(db, "a", INT64_C(1) << 40, NULL), OK);
	check_int(entry_add(db, "b", 2, NULL), OK);
	check_int(db_run(db, &r, ENTRY_SUM, NO_ARGS), OK);
	check(row_int(&r, 0, "n") == (INT64_C(1) << 40) + 2);
	check(row_real(&r, 0, "n") > 1e12);
}

static void check_refusals(struct db *db)
{
	char *large = malloc(DB_TEXT_MAX + 2);

	memset(large, 'x', DB_TEXT_MAX + 1);
	large[DB_TEXT_MAX + 1] = '\0';
	check_int(entry_add(db, "large", 1, large), ERR_TOO_LARGE);
	large[DB_TEXT_MAX] = '\0';
	check_int(entry_add(db, "large", 1, large), OK);
	free(large);
	check_int(entry_add(db, "latin", 1, "\xe9"), ERR_INVALID);
	check_int(db_run(db, NULL, ENTRY_ADD,
			 ARGS(arg_text("nan"), arg_int(1), arg_real(NAN),
			      arg_null())), ERR_INVALID);
	check_int(db_run(db, NULL, ENTRY_GET, NO_ARGS), ERR_INTERNAL);
	check_int(db_run(db, NULL, 1000, NO_ARGS), ERR_INTERNAL);
	check_int(entry_count(db), 1);
}

static void check_constraints(struct db *db)
{
	check_int(entry_add(db, "twin", 1, NULL), OK);
	check_int(entry_add(db, "twin", 2, NULL), ERR_CONFLICT);
	check(strstr(fail_reason(), "entry_add") != NULL);
	check_int(entry_add(db, "check", 2, "no"), ERR_CONFLICT);
	check_int(db_run(db, NULL, CHILD_ADD,
			 ARGS(arg_text("c"), arg_text("nobody"))), ERR_CONFLICT);
	check_int(entry_value(db, "twin"), 1);
}

static void check_read_only(struct db *db)
{
	check_int(db_begin(db, DB_READ), OK);
	check_int(entry_count(db), 0);
	check_int(entry_add(db, "sly", 1, NULL), ERR_INTERNAL);
	db_rollback(db);
	check_int(db_begin(db, DB_READ), OK);
	check(db_script(db, "DELETE FROM entry") != OK);
	db_rollback(db);
	check_int(db_script(db, "DELETE FROM entry"), OK);
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(entry_add(db, "open", 1, NULL), OK);
	check_int(db_commit(db), OK);
	check_int(entry_count(db), 1);
}

static void check_one_instant(struct db *db, const char *url)
{
	struct db *other;

	check_int(db_open(url, &fixture, &mem, &other), OK);
	check_int(db_begin(db, DB_READ), OK);
	check_int(entry_count(db), 0);
	check_int(entry_add(other, "later", 1, NULL), OK);
	check_int(entry_count(db), 0);
	db_rollback(db);
	check_int(entry_count(db), 1);
	db_close(other);
}

/* An error that was seen and not returned must not be taken for success. */
static void check_hidden_error(struct db *db, bool sqlite)
{
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(entry_add(db, "kept", 1, NULL), OK);
	check_int(entry_add(db, "kept", 1, NULL), ERR_CONFLICT);
	check_int(db_commit(db), sqlite ? OK : ERR_INTERNAL);
	check_int(entry_count(db), sqlite ? 1 : 0);
}

static void check_failed_commit(struct db *db)
{
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(db_begin(db, DB_WRITE), ERR_INTERNAL);
	check_int(db_run(db, NULL, CHILD_ADD,
			 ARGS(arg_text("c"), arg_text("nobody"))), OK);
	check_int(db_commit(db), ERR_CONFLICT);
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(entry_add(db, "next", 1, NULL), OK);
	check_int(db_commit(db), OK);
}

static void check_lending(struct db *db)
{
	struct arena brief = ARENA_INIT;
	struct rows kept, gone;

	check_int(entry_add(db, "a", 7, "text"), OK);
	check_int(db_run(db, &kept, ENTRY_GET, ARGS(arg_text("a"))), OK);
	check(db_lend(db, &brief) == &mem);
	check_int(db_run(db, &gone, ENTRY_GET, ARGS(arg_text("a"))), OK);
	check(db_lend(db, &mem) == &brief);
	arena_end(&brief);
	check_str(row_text(&kept, 0, "body"), "text");
}

static void check_unfit(const char *url)
{
	static const struct query bad[] = {
		{ "good", "SELECT id FROM entry", 0 },
		{ "bad", "SELECT idd FROM entry", 0 },
	};
	const struct catalogue c = { bad, 2, NULL, 0 };
	struct db *db;

	check_int(db_open(url, &c, &mem, &db), OK);
	check_int(db_check(db), ERR_INTERNAL);
	check(strstr(fail_reason(), "bad") != NULL);
	db_close(db);
}

static void check_settings(const char *url)
{
	static const struct query asked[] = {
		{ "synchronous", "PRAGMA synchronous", 0 },
		{ "foreign_keys", "PRAGMA foreign_keys", 0 },
		{ "trusted_schema", "PRAGMA trusted_schema", 0 },
		{ "wal_autocheckpoint", "PRAGMA wal_autocheckpoint", 0 },
		{ "mmap_size", "PRAGMA mmap_size", 0 },
		{ "journal_mode", "PRAGMA journal_mode", 0 },
	};
	static const int64_t wanted[] = { 2, 1, 0, 0, 0 };
	const struct catalogue c = { asked, 6, NULL, 0 };
	struct rows r;
	struct db *db;

	check_int(db_open(url, &c, &mem, &db), OK);
	for (unsigned i = 0; i < 5; i++) {
		check_int(db_run(db, &r, i, NO_ARGS), OK);
		if (r.count)
			check_int(r.cells[0].i, wanted[i]);
	}
	check_int(db_run(db, &r, 5, NO_ARGS), OK);
	check_str(row_text(&r, 0, "journal_mode"), "wal");
	db_close(db);
}

/* Ends the session that holds the lock, as a restart would. */
static void cut_line(const char *url)
{
	static const char kill_others[] =
		"SELECT pg_terminate_backend(l.pid) FROM pg_locks l"
		" WHERE l.locktype = 'advisory' AND l.objid = 4711"
		" AND l.pid <> pg_backend_pid()";
	struct db *other;

	check_int(db_open(url, &fixture, &mem, &other), OK);
	check_int(db_script(other, kill_others), OK);
	db_close(other);
	usleep(50000);
}

/* An advisory lock is how the other session knows which is ours. */
static void check_reconnect(struct db *db, const char *url)
{
	static const char here_i_am[] = "SELECT pg_advisory_lock(4711)";

	check_int(db_script(db, here_i_am), OK);
	cut_line(url);
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(entry_add(db, "after", 1, NULL), OK);
	check_int(db_commit(db), OK);

	check_int(db_script(db, here_i_am), OK);
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(entry_add(db, "lost", 1, NULL), OK);
	cut_line(url);
	check_int(entry_add(db, "lost too", 1, NULL), ERR_BUSY);
	check_int(entry_add(db, "nor this", 1, NULL), ERR_BUSY);
	check_int(db_commit(db), ERR_INTERNAL);
	db_rollback(db);
	check_int(entry_count(db), 1);
}

static void check_engine(const struct database *d)
{
	struct db *db = fixture_open(d->url, &mem);

#define FRESH check_int(db_script(db, "DELETE FROM entry"), OK)
	printf("# %s\n", d->sqlite ? "SQLite" : "PostgreSQL");
	TEST("what is written is read as it was") { check_values(db); }
	TEST("NULL comes back as NULL") { check_nulls(db); }
	TEST("a sum of integers is an integer") { FRESH; check_sums(db); }
	TEST("what one engine would refuse is refused for both") {
		FRESH;
		check_refusals(db);
	}
	TEST("a constraint that says no is a conflict") {
		FRESH;
		check_constraints(db);
	}
	TEST("a read cannot write") { FRESH; check_read_only(db); }
	TEST("a read sees one instant") { FRESH; check_one_instant(db, d->url); }
	TEST("an error that nobody returned does not pass for success") {
		FRESH;
		check_hidden_error(db, d->sqlite);
	}
	TEST("a commit that fails has undone everything") {
		FRESH;
		check_failed_commit(db);
	}
	TEST("rows live as long as the arena lent") { FRESH; check_lending(db); }
	TEST("a query that does not fit the schema is found at start") {
		check_unfit(d->url);
	}
	if (d->sqlite) {
		TEST("SQLite syncs every commit and follows references") {
			check_settings(d->url);
		}
	} else {
		TEST("a lost connection comes back, a lost transaction does not") {
			FRESH;
			check_reconnect(db, d->url);
		}
	}
	db_close(db);
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	size_t n = databases_make(dbs);
	struct db *db;

	log_least(LOG_ERROR);
	for (size_t i = 0; i < n; i++)
		check_engine(&dbs[i]);
	TEST("an address of no engine is refused, its password unsaid") {
		check_int(db_open("mysql://u:secret@h/db", &fixture, &mem, &db),
			  ERR_INVALID);
		check(!strstr(fail_reason(), "secret"));
	}
	databases_drop(dbs, n);
	arena_end(&mem);
	return test_end();
}
