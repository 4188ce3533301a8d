/* All rows out of one engine and into the other. */
#include "db/dump.h"

#include "base/log.h"
#include "base/text.h"
#include "fixture.h"

static struct arena mem = ARENA_INIT;
static const char *const nothing[] = { NULL };

/* What was dumped, and how far it has been read. */
struct copy {
	struct text text;
	const char *at;
	bool meddled;
	struct db *other;	/* writes while the dump goes on */
};

static enum err put(void *context, const char *line, size_t size)
{
	struct copy *c = context;

	if (c->other && !c->meddled && text_starts(line, "{\"table\""))
		c->meddled = !entry_add(c->other, "late", 9, "x");
	text_put(&c->text, line, size);
	text_puts(&c->text, "\n");
	return OK;
}

static enum err next(void *context, const char **line)
{
	struct copy *c = context;
	const size_t n = strcspn(c->at, "\n");

	*line = *c->at ? arena_copy(&mem, c->at, n) : NULL;
	c->at += n + (c->at[n] == '\n');
	return OK;
}

static struct db *open_one(const char *url)
{
	struct db *db = NULL;

	check_int(db_open(url, &fixture, &mem, &db), OK);
	return db;
}

static void fill(struct db *db)
{
	char id[16];

	for (int i = 0; i < 100; i++) {
		snprintf(id, sizeof(id), "e%d", i);
		check_int(entry_add(db, id, i, "baris \"satu\"\n\tdua — é"), OK);
	}
	check_int(db_run(db, NULL, ENTRY_ADD, ARGS(arg_text("real"),
		arg_int(INT64_MIN), arg_real(0.1), arg_null())), OK);
	check_int(db_run(db, NULL, ENTRY_ADD, ARGS(arg_text("whole"),
		arg_null(), arg_real(2.0), arg_text(""))), OK);
	check_int(db_run(db, NULL, CHILD_ADD,
			 ARGS(arg_text("c"), arg_text("e7"))), OK);
}

static struct copy dump(const char *url, bool meddle)
{
	struct copy c = { .text = { .mem = &mem } };
	struct db *db = open_one(url);
	uint64_t rows;

	c.other = meddle ? open_one(url) : NULL;
	check_int(db_begin(db, DB_READ), OK);
	check_int(db_dump(db, put, &c, &rows), OK);
	db_rollback(db);
	check_int(rows, 103);
	check_int(c.meddled, meddle);
	db_close(c.other);
	db_close(db);
	c.at = c.text.bytes;
	return c;
}

static void same(const char *url)
{
	struct db *db = open_one(url);
	struct rows r;

	check_int(db_run(db, &r, ENTRY_COUNT, NO_ARGS), OK);
	check_int(row_int(&r, 0, "n"), 102);
	check_int(db_run(db, &r, ENTRY_GET, ARGS(arg_text("real"))), OK);
	check_int(row_int(&r, 0, "value"), INT64_MIN);
	check(row_real(&r, 0, "score") == 0.1);
	check(row_null(&r, 0, "body"));
	check_int(db_run(db, &r, ENTRY_GET, ARGS(arg_text("whole"))), OK);
	check(row_null(&r, 0, "value"));
	check(row_real(&r, 0, "score") == 2.0);
	check_str(row_text(&r, 0, "body"), "");
	check_int(db_run(db, &r, ENTRY_GET, ARGS(arg_text("e42"))), OK);
	check_str(row_text(&r, 0, "body"), "baris \"satu\"\n\tdua — é");
	check_int(db_run(db, NULL, CHILD_ADD,
			 ARGS(arg_text("d"), arg_text("nowhere"))),
		  ERR_CONFLICT);
	db_close(db);
}

static enum err load(const char *url, struct copy c)
{
	return db_load(url, &fixture, nothing, next, &c);
}

/* The text of a copy with a part of it replaced, or cut off from there on. */
static struct copy with(struct copy c, const char *part, const char *instead)
{
	const char *found = strstr(c.text.bytes, part);
	struct text text = { .mem = &mem };

	check(found != NULL);
	text_put(&text, c.text.bytes, (size_t)(found - c.text.bytes));
	if (instead) {
		text_puts(&text, instead);
		text_puts(&text, found + strlen(part));
	}
	return (struct copy){ .text = text, .at = text.bytes };
}

static void refused(const struct database *to, struct copy c, enum err as)
{
	check_int(load(to->url, c), as);
	database_clear(to);
}

static void between(const struct database *from, const struct database *to)
{
	struct copy c;
	bool empty = false;
	struct db *db;

	check_int(db_migrate(from->url, &fixture), OK);
	db = open_one(from->url);
	fill(db);
	db_close(db);
	TEST("what is written while rows are read is not among them") {
		c = dump(from->url, true);
		check(!strstr(c.text.bytes, "\"late\""));
	}
	database_clear(to);
	TEST("an engine takes in what an engine gave, to the last bit") {
		check_int(db_empty(to->url, &empty), OK);
		check(empty);
		check_int(load(to->url, c), OK);
		check_int(db_empty(to->url, &empty), OK);
		check(!empty);
		same(to->url);
	}
	TEST("a second time leaves the same rows, not twice as many") {
		check_int(load(to->url, c), OK);
		same(to->url);
	}
	database_clear(to);
	TEST("a copy that ends early, or lost a row, or is no copy is refused") {
		refused(to, with(c, "{\"rows\"", NULL), ERR_INVALID);
		refused(to, with(c, "[\"e5\",", "{\"x\":1}\n[\"e5\","),
			ERR_INVALID);
		refused(to, with(c, "{\"rows\":103}", "{\"rows\":104}"),
			ERR_INVALID);
		refused(to, with(c, "\"format\":1", "\"format\":2"),
			ERR_INVALID);
		refused(to, with(c, "\"entry\"", "\"entry; DROP\""),
			ERR_INVALID);
	}
	TEST("one of a newer Balai is refused, and says so") {
		refused(to, with(c, "[\"begin\"]", "[\"begin\",\"more\"]"),
			ERR_CONFLICT);
		check(strstr(fail_reason(), "newer") != NULL);
	}
	TEST("a reference to nowhere is refused") {
		refused(to, with(c, "\"c\",\"e7\"", "\"c\",\"e700\""),
			to->sqlite ? ERR_INTERNAL : ERR_CONFLICT);
	}
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	size_t n = databases_make(dbs);

	log_least(LOG_ERROR);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (i != j) {
				printf("# %s to %s\n",
				       dbs[i].sqlite ? "SQLite" : "PostgreSQL",
				       dbs[j].sqlite ? "SQLite" : "PostgreSQL");
				between(&dbs[i], &dbs[j]);
				database_clear(&dbs[i]);
				database_clear(&dbs[j]);
			}
	if (n == 1) {
		struct database more[DATABASES_MAX];
		const char *list = getenv("BALAI_TEST_DATABASES");

		if (list)
			unsetenv("BALAI_TEST_DATABASES");
		between(&dbs[0], &more[databases_make(more) - 1]);
		databases_drop(more, 1);
	}
	databases_drop(dbs, n);
	arena_end(&mem);
	return test_end();
}
