#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/log.h"
#include "fixture.h"

static struct arena mem = ARENA_INIT;

static const struct migration steps[] = {
	{ 1, "begin", "CREATE TABLE entry (id TEXT PRIMARY KEY, value BIGINT,"
		      " score DOUBLE PRECISION, body TEXT);"
		      "CREATE TABLE child (id TEXT PRIMARY KEY, entry_id TEXT"
		      " NOT NULL REFERENCES entry (id) ON DELETE CASCADE);"
		      "INSERT INTO entry (id, value) VALUES ('a', 1);"
		      "INSERT INTO child (id, entry_id) VALUES ('c', 'a');" },
	{ 2, "more", "UPDATE entry SET value = value + 1;" },
	{ 3, "most", "UPDATE entry SET value = value * 10;" },
};

static struct catalogue first(size_t n)
{
	return (struct catalogue){ fixture_queries, FIXTURE_QUERIES, steps, n };
}

static int64_t value_in(const char *url)
{
	struct db *db;
	int64_t value;

	if (db_open(url, &fixture, &mem, &db))
		return -2;
	value = entry_value(db, "a");
	db_close(db);
	return value;
}

static enum err migrate(const char *url, size_t n)
{
	const struct catalogue c = first(n);

	return db_migrate(url, &c);
}

static void check_newer(const char *url)
{
	static const struct migration other[] = {
		{ 1, "begin", "SELECT 1" }, { 2, "else", "SELECT 1" },
		{ 3, "most", "SELECT 1" },
	};
	const struct catalogue c = { fixture_queries, FIXTURE_QUERIES, other, 3 };

	check_int(migrate(url, 3), OK);
	check_int(migrate(url, 2), ERR_CONFLICT);
	check(strstr(fail_reason(), "step 3 (most)") != NULL);
	check(strstr(fail_reason(), "newer") != NULL);
	check_int(db_migrate(url, &c), ERR_CONFLICT);
	check_int(value_in(url), 20);
}

static void check_failing_step(const char *url)
{
	const struct migration bad[] = { steps[0], { 2, "more",
		"UPDATE entry SET value = 99; UPDATE nothing SET x = 1;" } };
	const struct catalogue c = { fixture_queries, FIXTURE_QUERIES, bad, 2 };

	check_int(db_migrate(url, &c), ERR_INTERNAL);
	check_int(value_in(url), 1);
	check_int(migrate(url, 2), OK);
	check_int(value_in(url), 2);
}

/* Waits at the pipe, so that all begin in the same moment. */
static pid_t migrate_when_told(const char *url, const int gate[2])
{
	pid_t child = fork();
	char c;

	if (child)
		return child;
	close(gate[1]);
	_exit(read(gate[0], &c, 1) || migrate(url, 3) != OK);
}

static void check_all_at_once(const struct database *d)
{
	pid_t children[8];
	int gate[2], status;

	database_clear(d);
	check_int(pipe(gate), 0);
	for (size_t i = 0; i < 8; i++)
		children[i] = migrate_when_told(d->url, gate);
	close(gate[0]);
	close(gate[1]);
	for (size_t i = 0; i < 8; i++) {
		check(waitpid(children[i], &status, 0) == children[i]);
		check_int(status, 0);
	}
	check_int(value_in(d->url), 20);
}

static void check_copy(const struct database *d)
{
	const char *copy = arena_format(&mem, "%s.before-0002", d->path);
	const char *copy_url = arena_format(&mem, "sqlite:%s", copy);
	struct stat st;

	check_int(migrate(d->url, 1), OK);
	check(access(copy, F_OK) != 0);
	check(access(arena_format(&mem, "%s.before-0001", d->path), F_OK) != 0);
	check_int(chmod(d->path, 0600), 0);
	check_int(migrate(d->url, 3), OK);
	check_int(stat(copy, &st), 0);
	check_int(st.st_mode & 0777, 0600);
	check_int(value_in(copy_url), 1);
	check_int(migrate(copy_url, 3), OK);
	check_int(value_in(copy_url), 20);
}

static void check_copy_kept(const struct database *d)
{
	const char *copy = arena_format(&mem, "%s.before-0002", d->path);
	struct stat st;
	int fd;

	unlink(copy);
	fd = open(copy, O_CREAT | O_EXCL | O_WRONLY, 0600);
	check(fd >= 0);
	check_int(write(fd, "mine", 4), 4);
	close(fd);
	check_int(migrate(d->url, 1), OK);
	check_int(migrate(d->url, 2), OK);
	check_int(stat(copy, &st), 0);
	check_int(st.st_size, 4);
}

static void check_no_room_for_copy(const struct database *d)
{
	const char *copy = arena_format(&mem, "%s.before-0002", d->path);
	const char *part = arena_format(&mem, "%s.part", copy);

	unlink(copy);
	check_int(migrate(d->url, 1), OK);
	check_int(mkdir(part, 0700), 0);
	check_int(migrate(d->url, 2), ERR_INTERNAL);
	check_int(value_in(d->url), 1);
	check_int(rmdir(part), 0);
}

static void check_rebuilding(const char *url)
{
	const struct migration rebuilt[] = { steps[0], { 2, "rebuild",
		"CREATE TABLE entry2 (id TEXT PRIMARY KEY, value BIGINT);"
		"INSERT INTO entry2 SELECT id, value FROM entry;"
		"DROP TABLE entry;"
		"ALTER TABLE entry2 RENAME TO entry;" } };
	const struct catalogue c = { fixture_queries, FIXTURE_QUERIES, rebuilt, 2 };
	static const struct query count[] = {
		{ "children", "SELECT count(*) AS n FROM child", 0 } };
	const struct catalogue counting = { count, 1, NULL, 0 };
	struct rows r;
	struct db *db;

	check_int(db_migrate(url, &c), OK);
	check_int(db_open(url, &counting, &mem, &db), OK);
	check_int(db_run(db, &r, 0, NO_ARGS), OK);
	check_int(row_int(&r, 0, "n"), 1);
	db_close(db);
}

static void check_broken_reference(const char *url)
{
	const struct migration bad[] = { steps[0],
		{ 2, "orphans", "DELETE FROM entry;" } };
	const struct catalogue c = { fixture_queries, FIXTURE_QUERIES, bad, 2 };

	check_int(db_migrate(url, &c), ERR_INTERNAL);
	check(strstr(fail_reason(), "1 references") != NULL);
	check_int(value_in(url), 1);
}

/* What is logged of a journey, at `level` and above. */
static const char *said(const char *url, const struct catalogue *c,
			enum log_level level)
{
	char *text = arena_alloc(&mem, 4096);
	FILE *file = tmpfile();
	const int stderr_was = dup(STDERR_FILENO);
	size_t n;

	check(file && stderr_was >= 0);
	check(dup2(fileno(file), STDERR_FILENO) >= 0);
	log_least(level);
	(void)db_migrate(url, c);
	log_least(LOG_ERROR);
	check(dup2(stderr_was, STDERR_FILENO) >= 0);
	close(stderr_was);
	rewind(file);
	n = fread(text, 1, 4095, file);
	text[n] = '\0';
	fclose(file);
	return text;
}

static int lines(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

static void check_told(const char *url)
{
	const struct catalogue one = first(1), all = first(3);
	const char *text;

	text = said(url, &one, LOG_INFO);
	check_int(lines(text), 1);
	check(strstr(text, "\"from\":0,\"to\":1}") != NULL);
	text = said(url, &all, LOG_INFO);
	check_int(lines(text), 1);
	check(strstr(text, "\"event\":\"database.steps\"") != NULL);
	check(strstr(text, "\"from\":1,\"to\":3}") != NULL);
	check_str(said(url, &all, LOG_DEBUG), "");
}

static void check_failure_told(const char *url)
{
	const struct migration bad[] = { steps[0], steps[1], { 3, "most",
		"UPDATE nothing SET x = 1;" } };
	const struct catalogue c = { fixture_queries, FIXTURE_QUERIES, bad, 3 };
	const char *text = said(url, &c, LOG_INFO);

	check_int(lines(text), 2);
	check(strstr(text, "\"from\":0,\"to\":2}") != NULL);
	check(strstr(text, "\"level\":\"error\"") != NULL);
	check(strstr(text, "\"number\":3,\"name\":\"most\",") != NULL);
	check(strstr(text, "nothing") != NULL);
}

static void check_engine(const struct database *d)
{
	printf("# %s\n", d->sqlite ? "SQLite" : "PostgreSQL");
	TEST("a new database gets every step, and a second start none") {
		check_int(migrate(d->url, 2), OK);
		check_int(value_in(d->url), 2);
		check_int(migrate(d->url, 2), OK);
		check_int(value_in(d->url), 2);
		check_int(migrate(d->url, 3), OK);
		check_int(value_in(d->url), 20);
	}
	database_clear(d);
	TEST("a database that a newer program wrote is refused untouched") {
		check_newer(d->url);
	}
	database_clear(d);
	TEST("a step that fails leaves nothing, and those before it stand") {
		check_failing_step(d->url);
	}
	database_clear(d);
	TEST("a journey is one line of the log, from which step to which") {
		check_told(d->url);
	}
	database_clear(d);
	TEST("a step that fails is named in the log, with its reason") {
		check_failure_told(d->url);
	}
	database_clear(d);
	TEST("eight programs starting at once take each step once") {
		for (int round = 0; round < 10; round++)
			check_all_at_once(d);
	}
	database_clear(d);
}

static void check_sqlite(const struct database *d)
{
	TEST("before an upgrade the file is copied as it was") { check_copy(d); }
	database_clear(d);
	TEST("a copy that is there already is kept") { check_copy_kept(d); }
	database_clear(d);
	TEST("no copy, no upgrade") { check_no_room_for_copy(d); }
	database_clear(d);
	TEST("a table can be rebuilt without losing what refers to it") {
		check_rebuilding(d->url);
	}
	database_clear(d);
	TEST("a step that leaves references to nowhere is undone") {
		check_broken_reference(d->url);
	}
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	size_t n = databases_make(dbs);

	log_least(LOG_ERROR);
	for (size_t i = 0; i < n; i++)
		check_engine(&dbs[i]);
	check_sqlite(&dbs[0]);
	databases_drop(dbs, n);
	arena_end(&mem);
	return test_end();
}
