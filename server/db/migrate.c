#include "db/migrate.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/driver.h"

enum { STEP_LIST, STEP_ADD, STEP_QUERIES };

static const struct query queries[STEP_QUERIES] = {
	[STEP_LIST] = { "migration_list",
		"SELECT number, name FROM migration ORDER BY number", 0 },
	[STEP_ADD] = { "migration_add",
		"INSERT INTO migration (number, name, applied_at)"
		" VALUES ($1, $2, $3)", 3 },
};

static const char table[] =
	"CREATE TABLE IF NOT EXISTS migration ("
	"number INTEGER PRIMARY KEY, name TEXT NOT NULL,"
	" applied_at BIGINT NOT NULL)";

/* The schema's steps, and this program's own queries to keep account of them. */
struct journey {
	struct db *db;
	const struct catalogue *steps;
	const struct migration *now;	/* the step that is being taken */
	int from, to;			/* steps there were; the last taken */
	bool copied;
};

/* How many steps were taken; all of them must be ours. */
static enum err steps_taken(struct journey *j, size_t *out)
{
	const struct migration *known = j->steps->migrations;
	struct rows r;
	enum err e;

	if ((e = db_run(j->db, &r, STEP_LIST, NO_ARGS)))
		return e;
	for (size_t i = 0; i < r.count; i++) {
		int64_t number = row_int(&r, i, "number");
		const char *name = row_text(&r, i, "name");

		if (i >= j->steps->nmigrations || number != known[i].number ||
		    strcmp(name, known[i].name))
			return fail(ERR_CONFLICT, "the database has step %lld "
				    "(%s), which this program does not know: a "
				    "newer Balai wrote it",
				    (long long)number, name);
	}
	*out = r.count;
	return OK;
}

/* Once a journey, and only of what was already worth keeping. */
static enum err keep_copy(struct journey *j, size_t taken, int next)
{
	const struct db_driver *driver = j->db->driver;
	enum err e;

	/* A journey that begins with nothing has nothing to keep. */
	j->copied = j->copied || !taken;
	if (j->copied || !driver->copy)
		return OK;
	if ((e = driver->copy(j->db, arena_format(j->db->mem, ".before-%04d",
						  next))))
		return e;
	j->copied = true;
	return OK;
}

static enum err take_step(struct journey *j, const struct migration *m)
{
	struct db *db = j->db;
	enum err e;

	j->now = m;
	if ((e = db_script(db, m->sql)) ||
	    (e = db_run(db, NULL, STEP_ADD,
			ARGS(arg_int(m->number), arg_text(m->name),
			     arg_int(clock_now())))) ||
	    (db->driver->sound && (e = db->driver->sound(db))) ||
	    (e = db_commit(db)))
		return e;
	log_event(LOG_DEBUG, "database.step", LOG_INT("number", m->number),
		  LOG_TEXT("name", m->name));
	j->from = j->to ? j->from : m->number - 1;
	j->to = m->number;
	j->now = NULL;
	return OK;
}

/* One step, or none when there is none left: then `*more` becomes false. */
static enum err next_step(struct journey *j, bool *more)
{
	struct db *db = j->db;
	size_t taken = 0;
	enum err e;

	if ((e = db->driver->begin_step(db)))
		return e;
	db->begun = true;
	if ((e = db_script(db, table)) || (e = steps_taken(j, &taken)))
		return e;
	if (taken == j->steps->nmigrations) {
		*more = false;
		return db_commit(db);
	}
	if ((e = keep_copy(j, taken, j->steps->migrations[taken].number)))
		return e;
	return take_step(j, &j->steps->migrations[taken]);
}

/* A first start takes them all: one line for the journey, not one for each. */
static void tell(const struct journey *j)
{
	if (j->to)
		log_event(LOG_INFO, "database.steps", LOG_INT("from", j->from),
			  LOG_INT("to", j->to));
	if (j->now)
		log_event(LOG_ERROR, "database.step.failed",
			  LOG_INT("number", j->now->number),
			  LOG_TEXT("name", j->now->name),
			  LOG_TEXT("reason", fail_reason()));
}

enum err db_migrate(const char *url, const struct catalogue *steps)
{
	const struct catalogue own = { queries, STEP_QUERIES, NULL, 0 };
	struct arena mem = ARENA_INIT;
	struct journey j = { .steps = steps };
	bool more = true;
	enum err e;

	if ((e = db_open(url, &own, &mem, &j.db)))
		return e;
	while (more && !(e = next_step(&j, &more)))
		;
	tell(&j);
	if (e)
		db_rollback(j.db);
	db_close(j.db);
	arena_end(&mem);
	return e;
}
