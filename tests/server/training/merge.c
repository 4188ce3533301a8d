/*
 * Two accounts become one: what becomes of every column that names a person. The
 * schema itself says which those are.
 */
#include "training/merge.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/ident.h"
#include "check.h"
#include "databases.h"
#include "db/migrate.h"
#include "store/agency.h"
#include "store/person.h"
#include "store/personal.h"
#include "store/queries.h"

#define NOW INT64_C(1800000000000)
#define FROM "00000000000000000000000001"
#define TO   "00000000000000000000000002"

static struct arena mem = ARENA_INIT;

/* An empty database with an agency and two people, closed again. */
static void database_fill(struct database *d)
{
	const struct agency agency = { .id = "g", .name = "Dinas",
				       .kind = "agency", .help = "",
				       .created_at = NOW };
	struct person p = { .id = FROM, .agency_id = "g", .name = "Siti",
			    .login = "siti", .created_at = NOW,
			    .nip = "199504122019032004", .kind = "" };
	const char *clash;
	struct db *db;

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(db_open(d->url, &catalogue, &mem, &db), OK);
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(agency_add(db, &agency), OK);
	check_int(person_add(db, &p, &clash), OK);
	p.id = TO;
	p.login = "aminah";
	p.nip = NULL;
	check_int(person_add(db, &p, &clash), OK);
	check_int(db_commit(db), OK);
	db_close(db);
}

static const struct personal *known(const char *table, const char *column)
{
	for (size_t i = 0; i < npersonal_columns; i++)
		if (strcmp(personal_columns[i].table, table) == 0 &&
		    strcmp(personal_columns[i].column, column) == 0)
			return &personal_columns[i];
	return NULL;
}

static sqlite3_stmt *asked(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL)) {
		printf("# %s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
	return s;
}

static const char columns_sql[] =
	"SELECT m.name, f.\"from\" FROM sqlite_master m,"
	" pragma_foreign_key_list(m.name) f"
	" WHERE m.type = 'table' AND f.\"table\" = 'person'"
	" UNION SELECT m.name, c.name FROM sqlite_master m,"
	" pragma_table_info(m.name) c"
	" WHERE m.type = 'table' AND c.name = 'person_id'";

static void all_known(sqlite3 *db)
{
	sqlite3_stmt *s = asked(db, columns_sql);
	size_t n = 0;

	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(s, 0);
		const char *column = (const char *)sqlite3_column_text(s, 1);

		n++;
		if (known(table, column))
			continue;
		printf("# %s.%s names a person, and store/personal.c has no"
		       " rule for it\n", table, column);
		check(false && "a column without a rule");
	}
	sqlite3_finalize(s);
	check_int(n, npersonal_columns);
	for (size_t i = 0; i < npersonal_columns; i++)
		check(!personal_columns[i].part ==
		      !!personal_columns[i].left_out);
}

static void parts_named(void)
{
	for (size_t i = 0; i < npersonal_columns; i++) {
		const char *part = personal_columns[i].part;
		bool found = !part;

		for (size_t k = 0; k < npersonal_parts && !found; k++)
			found = strcmp(personal_parts[k].name, part) == 0;
		check(found);
	}
}

/*
 * A row of that table: the column names `person`, what must not be NULL has some
 * value of its type, each other than in any other row.
 */
static void row_put(sqlite3 *db, const char *table, const char *column,
		    const char *person)
{
	static int turn;
	char sql[8192], names[4000] = "", values[4000] = "";
	char *query = sqlite3_mprintf("SELECT name, type, \"notnull\", pk"
		" FROM pragma_table_info(%Q)", table);
	sqlite3_stmt *s = asked(db, query);

	turn++;
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		const bool text = strcmp((const char *)
			sqlite3_column_text(s, 1), "TEXT") == 0;
		char value[64];

		if (strcmp(name, column) == 0)
			snprintf(value, sizeof(value), "'%s'", person);
		else if (!sqlite3_column_int(s, 2) && !sqlite3_column_int(s, 3))
			continue;
		else
			snprintf(value, sizeof(value), text ? "'x%d'" : "%d",
				 turn);
		snprintf(names + strlen(names), sizeof(names) - strlen(names),
			 "%s\"%s\"", *names ? ", " : "", name);
		snprintf(values + strlen(values),
			 sizeof(values) - strlen(values), "%s%s",
			 *values ? ", " : "", value);
	}
	sqlite3_finalize(s);
	sqlite3_free(query);
	snprintf(sql, sizeof(sql), "INSERT INTO \"%s\" (%s) VALUES (%s)",
		 table, names, values);
	s = asked(db, sql);
	if (sqlite3_step(s) != SQLITE_DONE)
		printf("# %s: %s\n", sql, sqlite3_errmsg(db));
	check(sqlite3_changes(db) == 1);
	sqlite3_finalize(s);
}

static int rows_of(sqlite3 *db, const struct personal *p, const char *person)
{
	char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\""
		" WHERE \"%w\" = %Q", p->table, p->column, person);
	sqlite3_stmt *s = asked(db, sql);
	int n;

	sqlite3_step(s);
	n = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	sqlite3_free(sql);
	return n;
}

static bool own_row(const struct personal *p)
{
	return strcmp(p->table, "person") == 0;
}

/* A row in every table for every such column, whatever it is about. */
static void rows_fill(const char *path)
{
	sqlite3 *db;

	check(sqlite3_open(path, &db) == SQLITE_OK);
	sqlite3_exec(db, "PRAGMA foreign_keys = OFF;"
		     "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
	for (size_t i = 0; i < npersonal_columns; i++)
		if (!own_row(&personal_columns[i]))
			row_put(db, personal_columns[i].table,
				personal_columns[i].column, FROM);
	/* A seat is at an event, and a letter that was not sent yet goes. */
	check(!sqlite3_exec(db, "UPDATE seat SET event_id ="
			    " (SELECT id FROM event), state = 'registered';"
			    "UPDATE event SET state = 'draft', kind = 'room',"
			    " agency_id = 'g', zone = 'WIB', paper = '';"
			    "UPDATE mail SET sent_at = 1", NULL, NULL, NULL));
	sqlite3_close(db);
}

static void rows_look(const char *path)
{
	sqlite3 *db;

	check(sqlite3_open(path, &db) == SQLITE_OK);
	for (size_t i = 0; i < npersonal_columns; i++) {
		const struct personal *p = &personal_columns[i];
		const int from = rows_of(db, p, FROM);
		const int to = rows_of(db, p, TO);
		const bool good = p->merge == PERSONAL_STAYS ? from > 0
			: p->merge == PERSONAL_ENDS ? !from && !to
			: !from && to > 0;

		if (own_row(p) || good)
			continue;
		printf("# %s.%s: %d of the one, %d of the other\n", p->table,
		       p->column, from, to);
		check(false && "a rule that was not kept");
	}
	sqlite3_close(db);
}

static enum err merged(struct db *db, const char *from, const char *to)
{
	return person_merge(db, &(struct merge_order){
		.from = from, .to = to, .by_id = NULL, .kind = "merged" }, NOW);
}

static void all_rules(struct database *d)
{
	struct person p;
	struct db *db;

	rows_fill(d->path);
	check_int(db_open(d->url, &catalogue, &mem, &db), OK);
	check_int(db_begin(db, DB_WRITE), OK);
	check_int(merged(db, FROM, TO), OK);
	check_int(person_by_id(db, TO, &p), OK);
	check_str(p.nip, "199504122019032004");
	check(!p.disabled_at);
	check_int(person_by_id(db, FROM, &p), OK);
	check(p.nip == NULL);
	check_int(p.disabled_at, NOW);
	check_int(merged(db, FROM, TO), ERR_CONFLICT);
	check_int(merged(db, TO, FROM), ERR_CONFLICT);
	check_int(merged(db, TO, TO), ERR_CONFLICT);
	/* Of made-up rows the references lead nowhere: they are kept as is. */
	check_int(db_commit(db), OK);
	db_close(db);
	rows_look(d->path);
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	const size_t n = databases_make(dbs);
	sqlite3 *db;

	database_fill(&dbs[0]);
	TEST("every column that names a person has a rule") {
		check(sqlite3_open(dbs[0].path, &db) == SQLITE_OK);
		all_known(db);
		sqlite3_close(db);
	}
	TEST("a rule names a part of the copy that there is, or says why not")
		parts_named();
	TEST("what was learned moves, acts stay, and what lets in ends")
		all_rules(&dbs[0]);
	databases_drop(dbs, n);
	arena_end(&mem);
	return test_end();
}
