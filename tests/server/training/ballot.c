/*
 * No answer can be joined to a person: not by what is told, whenever and in
 * whichever groups, nor by the rows of the database.
 *
 * A seeded stream of people answers, nights pass, and after each step all that
 * is told and all that is stored is looked at. Each person writes a word that
 * nobody else does, so a block's members are known here, and here alone.
 */
#include "training/ballot.h"

#include <ctype.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#include "check.h"
#include "databases.h"
#include "db/dump.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "store/queries.h"
#include "store/survey.h"

#define PEOPLE 120
#define UNITS 5
#define BATCHES 2
#define VERSIONS 2
#define DAY INT64_C(86400000)
#define NOW INT64_C(1800000000000)
#define FIGURES 4000
#ifdef BALAI_SANITIZED	/* looks for faults of memory, not of chance */
#define STREAMS 1
#else
#define STREAMS 3
#endif
#define WORD "rahasia"
#define ASIDE "tambahan"	/* to the question that may be left empty */

#define FORM "{\"questions\":[{\"id\":\"s\",\"kind\":\"scale\",\"text\":" \
	"\"Jelas?\",\"needed\":true},{\"id\":\"t\",\"kind\":\"text\",\"text\":" \
	"\"Apa?\",\"needed\":true},{\"id\":\"o\",\"kind\":\"text\",\"text\":" \
	"\"Lagi?\",\"needed\":false}]}"

static struct arena mem;
static struct pool *pool;
static const struct database *database;

/* ---- Chance, the same each time -------------------------------------------- */

static uint64_t seed;

static unsigned chance(unsigned below)
{
	seed = seed * UINT64_C(6364136223846793005) +
	       UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % below;
}

/* ---- Who there is ---------------------------------------------------------- */

struct someone {
	char id[8], word[24], aside[24];	/* "" : they left that empty */
	int unit, batch, version, scale;	/* -1: none */
	bool answered;
};

static struct someone people[PEOPLE];
static unsigned willing;	/* of ten, how many leave nothing empty */
static const char *const versions[VERSIONS] = { "v1", "v2" };

static enum err script(struct db *db, void *sql)
{
	return db_script(db, sql);
}

static void change(const char *sql)
{
	check_int(pool_write(pool, &mem, script, (void *)sql), OK);
}

static void survey_begin(void)
{
	change("INSERT INTO survey (id, agency_id, title, about, purpose,"
	       " anonymous, state, revision, created_at, updated_at) VALUES"
	       " ('s', 'a', 'Survei', '', 'needs', 1, 'open', 1, 0, 0)");
	for (int v = 0; v < VERSIONS; v++)
		change(arena_format(&mem, "INSERT INTO survey_version (id,"
			" survey_id, number, form, created_at) VALUES ('%s',"
			" 's', %d, '" FORM "', 0)", versions[v], v + 1));
}

static void places_begin(void)
{
	change("INSERT INTO agency (id, name, kind, help, created_at)"
	       " VALUES ('a', 'Instansi', 'agency', '', 0)");
	change("INSERT INTO programme (id, agency_id, title, purpose, methods,"
	       " about, mode, state, least_optional, jp, paper, competency,"
	       " training_kind, revision, created_at, updated_at) VALUES ('g',"
	       " 'a', 'Loket', '', '', '', 'online', 'published', 0, 0, '',"
	       " 'technical', 3, 1, 0, 0)");
	for (int i = 0; i < UNITS; i++)
		change(arena_format(&mem, "INSERT INTO org_unit (id, agency_id,"
			" name, created_at) VALUES ('u%d', 'a', 'Seksi', 0)",
			i));
	for (int i = 0; i < BATCHES; i++)
		change(arena_format(&mem, "INSERT INTO batch (id, programme_id,"
			" agency_id, name, starts_at, ends_at, self_enrol,"
			" state, enrolled, begun, completed, created_at,"
			" updated_at) VALUES ('b%d', 'g', 'a', '1', 0, 1, 0,"
			" 'open', 0, 0, 0, 0, 0)", i));
}

static void people_begin(void)
{
	for (int i = 0; i < PEOPLE; i++) {
		struct someone *p = &people[i];

		*p = (struct someone){
			.unit = (int)chance(UNITS + 1) - 1,
			.batch = (int)chance(BATCHES + 1) - 1,
			.version = chance(4) == 0,
			.scale = 1 + (int)chance(5),
		};
		snprintf(p->id, sizeof(p->id), "p%03d", i);
		snprintf(p->word, sizeof(p->word), WORD "%03d.", i);
		if (chance(10) < willing)
			snprintf(p->aside, sizeof(p->aside), ASIDE "%03d.", i);
		change(arena_format(&mem, "INSERT INTO person (id, agency_id,"
			" name, login, search, must_set_password, epoch,"
			" created_at) VALUES ('%s', 'a', 'Orang', 'orang%d',"
			" '', 0, 1, 0)", p->id, i));
	}
}

/* ---- An answer ------------------------------------------------------------- */

struct sending {
	const struct someone *who;
	int64_t now;
	bool fails, first, due;
};

static enum err send_work(struct db *db, void *context)
{
	struct sending *s = context;
	struct arena *arena = db_arena(db);
	json_t *answers = json_pack("{s:i, s:s, s:s}", "s", s->who->scale, "t",
				    s->who->word, "o", s->who->aside);
	enum err e;

	s->due = false;
	e = survey_ticket_take(db, "s", s->who->id, &s->first);
	if (!e && s->first)
		e = ballot_cast(db, &(struct ballot){
			.source = "survey",
			.source_id = versions[s->who->version],
			.batch_id = s->who->batch < 0 ? NULL
				: arena_format(arena, "b%d", s->who->batch),
			.unit_id = s->who->unit < 0 ? NULL
				: arena_format(arena, "u%d", s->who->unit),
			.answers = answers,
		}, s->now, &s->due);
	json_decref(answers);
	return !e && s->fails ? fail(ERR_INTERNAL, "on purpose") : e;
}

struct telling {
	const char *version;
	int64_t now;
};

static enum err tell_work(struct db *db, void *context)
{
	const struct telling *t = context;

	return ballot_tell(db, "survey", t->version, t->now);
}

/* The whole night's work at once. */
static enum err sweep_work(struct db *db, void *context)
{
	const int64_t now = *(int64_t *)context;
	struct ballot_box boxes[BALLOT_SWEEP];
	const char *reached = "";
	bool more = true;
	enum err e = OK;
	size_t n;

	while (more && !e) {
		e = ballot_sweep_find(db, &reached, now, boxes, &n, &more);
		for (size_t i = 0; !e && i < n; i++)
			e = ballot_sweep_box(db, &boxes[i], now);
	}
	return e;
}

static void send(struct someone *who, int64_t now)
{
	struct sending s = { .who = who, .now = now };

	check_int(pool_write(pool, &mem, send_work, &s), OK);
	who->answered = true;
	if (s.due)
		check_int(pool_write(pool, &mem, tell_work, &(struct telling){
			versions[who->version], now }), OK);
}

/* ---- What is told ---------------------------------------------------------- */

/* A set of people. */
struct set {
	uint64_t bits[(PEOPLE + 63) / 64];
};
#define SET_WORDS (sizeof(struct set) / sizeof(uint64_t))

static void set_add(struct set *s, int i)
{
	s->bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static bool set_has(const struct set *s, int i)
{
	return s->bits[i / 64] >> (i % 64) & 1;
}

static int set_less(const struct set *a, const struct set *b)
{
	int n = 0;

	for (size_t i = 0; i < SET_WORDS; i++)
		n += __builtin_popcountll(a->bits[i] & ~b->bits[i]);
	return n;
}

static struct set set_or(struct set a, const struct set *b)
{
	for (size_t i = 0; i < SET_WORDS; i++)
		a.bits[i] |= b->bits[i];
	return a;
}

static const struct set nobody;

/* Of whom figures were told: once each. */
struct figures {
	struct set all[FIGURES];
	size_t n;
};
static struct figures figures, asides;	/* of all, of that one question */

static void figure_add(struct figures *f, const struct set *s)
{
	for (size_t i = 0; i < f->n; i++)
		if (memcmp(&f->all[i], s, sizeof(*s)) == 0)
			return;
	check(f->n < FIGURES);
	if (f->n < FIGURES)
		f->all[f->n++] = *s;
}

/* The tables of now: who is in which block. */
struct block {
	struct ballot_block row;
	struct set members, asides;
	size_t version;
};

static struct block blocks[PEOPLE];
static size_t nblocks;

static int member(const char *words)
{
	return text_starts(words, WORD) ? atoi(words + strlen(WORD))
		: text_starts(words, ASIDE) ? atoi(words + strlen(ASIDE)) : -1;
}

/* Read by a query of the test alone: the store never tells whose block a text
   is of. */
enum { Q_TEXTS, Q_PLACES, Q_XMIN, Q_TICKETS, Q_ASIDES, NQUERIES };

#define ASIDES { "asides", "SELECT id, block_id, words FROM ballot_text" \
	" WHERE question = 'o'", 0 }

static const struct query sqlite_queries[NQUERIES] = {
	{ "texts", "SELECT id, block_id, words FROM ballot_text"
	  " WHERE question = 't'", 0 },
	{ "places", "SELECT block_id, words FROM ballot_text"
	  " WHERE question = 't' ORDER BY rowid", 0 },
	{ "xmin", "SELECT 0 AS n", 0 },
	{ "tickets", "SELECT count(*) AS n FROM survey_ticket", 0 },
	ASIDES,
};
static const struct query postgres_queries[NQUERIES] = {
	{ "texts", "SELECT id, block_id, words FROM ballot_text"
	  " WHERE question = 't'", 0 },
	{ "places", "SELECT block_id, words FROM ballot_text"
	  " WHERE question = 't' ORDER BY ctid", 0 },
	/* How many tickets were written by the transaction of a block or a text,
	   where that is some and few. */
	{ "xmin", "SELECT count(*) AS n FROM (SELECT t.xmin FROM survey_ticket t"
	  " JOIN (SELECT DISTINCT CAST(xmin AS TEXT) AS x FROM ballot_block"
	  " UNION SELECT DISTINCT CAST(xmin AS TEXT) FROM ballot_text) b"
	  " ON b.x = CAST(t.xmin AS TEXT) GROUP BY t.xmin"
	  " HAVING count(*) < 5) few", 0 },
	{ "tickets", "SELECT count(*) AS n FROM survey_ticket", 0 },
	ASIDES,
};

static struct db *side_open(void)
{
	static struct catalogue own;
	struct db *db = NULL;

	own = (struct catalogue){
		.queries = database->sqlite ? sqlite_queries : postgres_queries,
		.nqueries = NQUERIES,
	};
	check_int(db_open(database->url, &own, &mem, &db), OK);
	return db;
}

static struct set *told_in(struct block *b, unsigned query)
{
	return query == Q_ASIDES ? &b->asides : &b->members;
}

static void members_read(struct db *side, unsigned query)
{
	struct rows r;

	check_int(db_begin(side, DB_READ), OK);
	check_int(db_run(side, &r, query, NO_ARGS), OK);
	for (size_t i = 0; i < r.count; i++) {
		const int who = member(row_text(&r, i, "words"));

		for (size_t k = 0; k < nblocks; k++)
			if (strcmp(blocks[k].row.id,
				   row_text(&r, i, "block_id")) == 0) {
				struct set *of = told_in(&blocks[k], query);

				check(who >= 0 && !set_has(of, who));
				set_add(of, who);
			}
	}
	db_rollback(side);
}

static void blocks_read(struct db *db, struct db *side)
{
	struct ballot_block *all;
	size_t n;

	memset(blocks, 0, sizeof(blocks));
	nblocks = 0;
	for (size_t v = 0; v < VERSIONS; v++) {
		check_int(ballot_blocks_of(db, &(struct ballot_box){ "survey",
					versions[v] }, PEOPLE, &all, &n), OK);
		for (size_t i = 0; i < n && nblocks < PEOPLE; i++)
			blocks[nblocks++] = (struct block){
				.row = all[i], .version = v };
	}
	members_read(side, Q_TEXTS);
	members_read(side, Q_ASIDES);
}

/* Each in exactly one, of their own kind; none of fewer than five. */
static void blocks_check(void)
{
	struct set seen = nobody;

	for (size_t k = 0; k < nblocks; k++) {
		const struct block *b = &blocks[k];

		/* A part's people are counted in blocks. */
		check(b->row.size >= SURVEY_LEAST ||
		      (!b->row.size && !b->row.unit_id && !b->row.batch_id));
		check_int(set_less(&b->members, &nobody), b->row.size);
		check_int(set_less(&b->members, &seen), b->row.size);
		seen = set_or(seen, &b->members);
		for (int i = 0; i < PEOPLE; i++) {
			const struct someone *p = &people[i];

			if (!set_has(&b->members, i))
				continue;
			check(p->answered);
			check_int(p->version, b->version);
			check(!b->row.unit_id ||
			      atoi(b->row.unit_id + 1) == p->unit);
			check(!b->row.batch_id ||
			      atoi(b->row.batch_id + 1) == p->batch);
		}
	}
}

/* What somebody answered of their own will is told once, when they are. */
static void asides_check(void)
{
	struct set seen = nobody, told = nobody;

	for (size_t k = 0; k < nblocks; k++)
		told = set_or(told, &blocks[k].members);
	for (size_t k = 0; k < nblocks; k++) {
		const struct set *of = &blocks[k].asides;
		const int n = set_less(of, &nobody);

		check(!n || n >= SURVEY_LEAST);
		check_int(set_less(of, &seen), n);
		check_int(set_less(of, &told), 0);
		seen = set_or(seen, of);
	}
	for (int i = 0; i < PEOPLE; i++)
		check(!set_has(&seen, i) || *people[i].aside);
}

static void told_and_waiting(struct db *db)
{
	size_t waits, told = 0, answered = 0;

	for (size_t v = 0; v < VERSIONS; v++) {
		check_int(ballot_waits(db, "survey", versions[v], &waits), OK);
		told += waits;
	}
	for (size_t k = 0; k < nblocks; k++)
		told += (size_t)blocks[k].row.size;
	for (int i = 0; i < PEOPLE; i++)
		answered += people[i].answered;
	check_int(told, answered);
}

static const char *group_of(const struct block *b, enum ballot_by by)
{
	return by == BALLOT_WHOLE ? "" : by == BALLOT_UNIT ? b->row.unit_id
							   : b->row.batch_id;
}

/* What a sum should say, by its members. */
static void sum_check(const struct ballot_sum *sum, const struct set *of,
		      const struct set *aside)
{
	const int rest = set_less(of, aside);

	json_int_t scale[6] = { 0 };

	check_int(sum->answers, set_less(of, &nobody));
	check(!sum->answers || sum->answers >= SURVEY_LEAST);
	for (int i = 0; i < PEOPLE; i++)
		if (set_has(of, i))
			scale[people[i].scale]++;
	for (int k = 1; k <= 5; k++)
		check_int(json_integer_value(json_object_get(
			json_object_get(sum->tally, "s"),
			arena_format(&mem, "%d", k))), scale[k]);
	check_int(json_integer_value(json_object_get(json_object_get(sum->tally,
		"o"), "")), set_less(aside, &nobody));
	/* Nor does what the two have, one less the other, point at a few. */
	check(!rest || rest >= SURVEY_LEAST);
	figure_add(&figures, of);
	figure_add(&asides, aside);
}

static void sums_check(struct db *db, enum ballot_by by)
{
	struct ballot_sum *sums;
	size_t n;

	check_int(ballot_sums(db, "survey", versions, VERSIONS, by, &sums, &n),
		  OK);
	for (size_t i = 0; i < n; i++) {
		struct set of = nobody, aside = nobody;

		for (size_t k = 0; k < nblocks; k++)
			if (strcmp(versions[blocks[k].version],
				   sums[i].source_id) == 0 &&
			    group_of(&blocks[k], by) &&
			    strcmp(group_of(&blocks[k], by), sums[i].id) == 0) {
				of = set_or(of, &blocks[k].members);
				aside = set_or(aside, &blocks[k].asides);
			}
		sum_check(&sums[i], &of, &aside);
	}
}

/* Of both versions together, too, as one who adds them up would know. */
static void versions_check(void)
{
	struct set all = nobody;

	for (size_t k = 0; k < nblocks; k++)
		all = set_or(all, &blocks[k].members);
	figure_add(&figures, &all);
}

/* ---- What is stored -------------------------------------------------------- */

struct looking {
	char table[64];
	size_t words;		/* in clear, in ballot_text */
	size_t elsewhere;	/* in clear, anywhere else */
	size_t joined;		/* rows of what is told that say who or when */
};

/* A moment in ms has 13 digits; by chance a key has as many in a row, between
   letters. */
static bool has_moment(const char *line)
{
	size_t n;

	for (; *line; line += n ? n : 1) {
		n = strspn(line, "0123456789");
		if (n >= 12 && !isalpha((unsigned char)line[n]))
			return true;
		if (!n && isalpha((unsigned char)*line))
			n = strspn(line, "abcdefghijklmnopqrstuvwxyz"
					 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	}
	return false;
}

static bool has_person(const char *line)
{
	for (int i = 0; i < PEOPLE; i++)
		if (strstr(line, arena_format(&mem, "\"%s\"", people[i].id)))
			return true;
	return false;
}

static enum err look(void *context, const char *line, size_t size)
{
	struct looking *l = context;
	const bool told = text_starts(l->table, "ballot_");

	(void)size;
	if (text_starts(line, "{\"table\":\"")) {
		snprintf(l->table, sizeof(l->table), "%.*s",
			 (int)strcspn(line + 10, "\""), line + 10);
		return OK;
	}
	l->elsewhere += strstr(line, ASIDE) && strcmp(l->table, "ballot_text");
	if (strstr(line, WORD)) {
		l->words += strcmp(l->table, "ballot_text") == 0;
		l->elsewhere += strcmp(l->table, "ballot_text") != 0;
	}
	/* A box is one text; what looks like a number in it is none. */
	if (told && strcmp(l->table, "ballot_box"))
		l->joined += has_person(line) || has_moment(line);
	return OK;
}

static void rows_check(struct db *db)
{
	struct looking l = { .words = 0 };
	uint64_t rows;
	size_t told = 0;

	check_int(db_dump(db, look, &l, &rows), OK);
	for (size_t k = 0; k < nblocks; k++)
		told += (size_t)blocks[k].row.size;
	check_int(l.words, told);
	check_int(l.elsewhere, 0);
	check_int(l.joined, 0);
}

static void everything_check(struct db *side)
{
	struct db *db;

	check_int(pool_read(pool, &mem, &db), OK);
	blocks_read(db, side);
	blocks_check();
	asides_check();
	told_and_waiting(db);
	sums_check(db, BALLOT_WHOLE);
	sums_check(db, BALLOT_UNIT);
	sums_check(db, BALLOT_BATCH);
	versions_check();
	rows_check(db);
	pool_read_end(pool, db);
}

/* ---- The stream ------------------------------------------------------------ */

static int order[PEOPLE];	/* who came when */

static void order_begin(void)
{
	for (int i = 0; i < PEOPLE; i++)
		order[i] = i;
	for (unsigned i = PEOPLE - 1; i > 0; i--) {
		const unsigned k = chance(i + 1);
		const int kept = order[i];

		order[i] = order[k];
		order[k] = kept;
	}
}

static void stream(struct db *side)
{
	int64_t now = NOW;

	for (int i = 0; i < PEOPLE; i++) {
		send(&people[order[i]], now += 60000);
		everything_check(side);
		if (chance(9))
			continue;
		now += DAY;
		check_int(pool_write(pool, &mem, sweep_work, &now), OK);
		everything_check(side);
	}
	now += 2 * DAY;
	check_int(pool_write(pool, &mem, sweep_work, &now), OK);
	everything_check(side);
}

/* Of any two of them, each is told of nobody the other is not, or of five. */
static size_t few_between(const struct figures *f)
{
	size_t few = 0;

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->n; k++) {
			const int n = set_less(&f->all[i], &f->all[k]);

			few += n > 0 && n < SURVEY_LEAST;
		}
	return few;
}

static void differences_check(void)
{
	check_int(few_between(&figures), 0);
	check(figures.n > 20);
}

/* Whoever never leaves it empty is in a part or a block but for a few. */
static void asides_told(void)
{
	struct set all = nobody;
	int answered = 0;

	check_int(few_between(&asides), 0);
	for (size_t k = 0; k < nblocks; k++)
		all = set_or(all, &blocks[k].asides);
	for (int i = 0; i < PEOPLE; i++)
		answered += *people[i].aside != '\0';
	check(set_less(&all, &nobody) >= answered - VERSIONS * 14);
}

static int came(int who)
{
	for (int i = 0; i < PEOPLE; i++)
		if (order[i] == who)
			return i;
	return -1;
}

/* Pairs of one block that lie as they came, and all pairs. */
static void order_check(struct db *side, unsigned query, const char *column)
{
	struct rows r;
	int pairs = 0, as_came = 0;

	check_int(db_begin(side, DB_READ), OK);
	check_int(db_run(side, &r, query, NO_ARGS), OK);
	for (size_t i = 0; i < r.count; i++)
		for (size_t k = i + 1; k < r.count; k++) {
			const int a = came(member(row_text(&r, i, "words")));
			const int b = came(member(row_text(&r, k, "words")));
			const int by_id = column ? strcmp(
				row_text(&r, i, column),
				row_text(&r, k, column)) : -1;

			if (strcmp(row_text(&r, i, "block_id"),
				   row_text(&r, k, "block_id")))
				continue;
			pairs++;
			as_came += (by_id < 0) == (a < b);
		}
	db_rollback(side);
	check(pairs > 100);
	check(as_came * 100 > pairs * 30 && as_came * 100 < pairs * 70);
}

static void xmin_check(struct db *side)
{
	struct rows r;

	check_int(db_begin(side, DB_READ), OK);
	check_int(db_run(side, &r, Q_XMIN, NO_ARGS), OK);
	check_int(row_int(&r, 0, "n"), 0);
	db_rollback(side);
}

static void begin(const char *key, uint64_t from)
{
	const struct pool_options options = { 2, 100 };
	bool made;

	seed = from;
	figures.n = asides.n = 0;
	willing = 9 - 3 * (unsigned)(from % 4 - 1);
	check_int(db_migrate(database->url, &catalogue), OK);
	check_int(pool_open(database->url, &catalogue, &options, &pool), OK);
	check_int(ballot_key_open(key, &made), OK);
	places_begin();
	survey_begin();
	people_begin();
	order_begin();
}

static void end(void)
{
	pool_close(pool);
	arena_end(&mem);
	mem = (struct arena)ARENA_INIT;
	database_clear(database);
}

static const char *key_folder(void)
{
	static char dir[200];
	const char *tmp = getenv("TMPDIR");

	snprintf(dir, sizeof(dir), "%s/balai-key-XXXXXX", tmp ? tmp : "/tmp");
	check(mkdtemp(dir) != NULL);
	return dir;
}

static void folder_remove(const char *dir)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/" BALLOT_KEY_FILE, dir);
	unlink(path);
	rmdir(dir);
}

static void one_stream(uint64_t from, const char *key)
{
	struct db *side;

	begin(key, from);
	side = side_open();
	TEST("each answer waits or is in one block, and no row tells whose") {
		stream(side);
	}
	TEST("no two figures of any moments differ by fewer than five people") {
		differences_check();
	}
	TEST("nor do those of a question that some left empty, and few wait") {
		asides_told();
	}
	TEST("neither ids nor places of texts follow the order they came in") {
		order_check(side, Q_TEXTS, "id");
		order_check(side, Q_PLACES, NULL);
	}
	TEST("no transaction wrote what is told and fewer than five tickets") {
		xmin_check(side);
	}
	db_close(side);
	end();
}

/* ---- What fails, and what is raced ------------------------------------------ */

static size_t waits_of(const char *version)
{
	struct db *db;
	size_t n = 0;

	check_int(pool_read(pool, &mem, &db), OK);
	check_int(ballot_waits(db, "survey", version, &n), OK);
	pool_read_end(pool, db);
	return n;
}

static void failing(void)
{
	struct sending s = { .who = &people[0], .now = NOW, .fails = true };
	const char *version = versions[people[0].version];

	TEST("what fails leaves neither a ticket nor an answer") {
		check_int(pool_write(pool, &mem, send_work, &s), ERR_INTERNAL);
		check_int(waits_of(version), 0);
		s.fails = false;
		check_int(pool_write(pool, &mem, send_work, &s), OK);
		check(s.first);
		check_int(waits_of(version), 1);
	}
	TEST("who sends again has answered already") {
		check_int(pool_write(pool, &mem, send_work, &s), OK);
		check(!s.first);
		check_int(waits_of(version), 1);
	}
}

#define SENDERS 4

static void *send_twice(void *context)
{
	struct arena own = ARENA_INIT;
	const int from = *(const int *)context;

	/* Two by two they send for the same people. */
	for (int i = from / 2 * 10; i < from / 2 * 10 + 10; i++) {
		struct sending s = { .who = &people[10 + i], .now = NOW };
		enum err e;

		while ((e = pool_write(pool, &own, send_work, &s)) == ERR_BUSY)
			continue;
		check_int(e, OK);
	}
	arena_end(&own);
	return NULL;
}

static void racing(void)
{
	pthread_t threads[SENDERS];
	int numbers[SENDERS];
	size_t before = waits_of("v1") + waits_of("v2");

	TEST("answers that race each other count once each, and none is lost") {
		for (int i = 0; i < SENDERS; i++) {
			numbers[i] = i;
			check(!pthread_create(&threads[i], NULL, send_twice,
					      &numbers[i]));
		}
		for (int i = 0; i < SENDERS; i++)
			pthread_join(threads[i], NULL);
		check_int(waits_of("v1") + waits_of("v2"), before + 20);
	}
}

/* ---- What is killed --------------------------------------------------------- */

#define KILLS 6

/* Answers and tells until it is ended; it never returns. */
static void child(int from)
{
	const struct pool_options options = { 2, 100 };

	if (pool_open(database->url, &catalogue, &options, &pool))
		_exit(1);
	for (int i = from; ; i = (i + 1) % PEOPLE) {
		struct sending s = { .who = &people[i], .now = NOW };

		if (!pool_write(pool, &mem, send_work, &s) && s.due)
			pool_write(pool, &mem, tell_work, &(struct telling){
				versions[people[i].version], NOW });
	}
}

/* As many answers as tickets, in blocks and boxes. */
static void tickets_check(void)
{
	struct ballot_sum *sums;
	struct db *db;
	size_t n, waits, answers = 0;
	struct rows r;

	check_int(pool_read(pool, &mem, &db), OK);
	check_int(ballot_sums(db, "survey", versions, VERSIONS, BALLOT_WHOLE,
			      &sums, &n), OK);
	for (size_t v = 0; v < VERSIONS; v++) {
		check_int(ballot_waits(db, "survey", versions[v], &waits), OK);
		answers += waits + (size_t)sums[v].answers;
	}
	pool_read_end(pool, db);
	db = side_open();
	check_int(db_begin(db, DB_READ), OK);
	check_int(db_run(db, &r, Q_TICKETS, NO_ARGS), OK);
	check_int(answers, row_int(&r, 0, "n"));
	db_rollback(db);
	db_close(db);
}

/* Without a pool of ours, since threads do not come along. */
static void killing(void)
{
	const struct pool_options options = { 2, 100 };

	TEST("killed at any moment it leaves as many answers as tickets") {
		for (int k = 0; k < KILLS; k++) {
			const struct timespec some = {
				.tv_nsec = 5000000 + chance(60) * 1000000L };
			pid_t pid;

			pool_close(pool);
			if ((pid = fork()) == 0)
				child(k * PEOPLE / KILLS);
			nanosleep(&some, NULL);
			kill(pid, SIGKILL);
			waitpid(pid, NULL, 0);
			check_int(pool_open(database->url, &catalogue, &options,
					    &pool), OK);
			tickets_check();
		}
	}
}

static void lost_key(void)
{
	const char *other = key_folder();
	struct sending s = { .who = &people[40], .now = NOW };
	bool made;

	change("DELETE FROM survey_ticket");
	TEST("with another key what waited is lost, and the survey goes on") {
		check_int(ballot_key_open(other, &made), OK);
		check(made);
		check_int(waits_of("v1"), 0);
		check_int(pool_write(pool, &mem, send_work, &s), OK);
		check_int(waits_of(versions[people[40].version]), 1);
		check_int(ballot_key_open(other, &made), OK);
		check(!made);
		check_int(waits_of(versions[people[40].version]), 1);
	}
	folder_remove(other);
}

/* ---- As it was ------------------------------------------------------------- */

static enum err adopt_work(struct db *db, void *more)
{
	return ballot_adopt(db, NOW, more);
}

static void old_begin(void)
{
	change("INSERT INTO event (id, agency_id, code, kind, title, about,"
	       " place, join_url, starts_at, ends_at, zone, audience, state,"
	       " cancel_why, least_percent, least_checks, jp, paper,"
	       " paper_survey, competency, secret, registered, waiting,"
	       " numbers, revision, created_at, updated_at)"
	       " VALUES ('e', 'a', 'KODE', 'webinar', 'Kas', '', '', '', 1, 2,"
	       " 'WIT', 'public', 'published', '', 0, 1, 0, '', 0,"
	       " 'technical', '', 0, 0, 0, 1, 0, 0)");
	for (int i = 0; i < 10; i++)
		change(arena_format(&mem, "INSERT INTO event_answer (id,"
			" event_id, answers, told) VALUES (%d, 'e',"
			" '{\"applicable\":%d,\"topics\":\"%s\"}', %d)", 900 - i,
			1 + i % 5, people[i].word, i < 7));
}

static void adopting(void)
{
	const char *const event = "e";
	struct ballot_sum *sums;
	bool more = true;
	size_t n, waits;
	struct db *db;

	old_begin();
	TEST("answers of an older Balai are told as they were, and wait as they did") {
		while (more)
			check_int(pool_write(pool, &mem, adopt_work, &more),
				  OK);
		check_int(pool_read(pool, &mem, &db), OK);
		check_int(ballot_sums(db, "event", &event, 1, BALLOT_WHOLE,
				      &sums, &n), OK);
		check_int(sums[0].answers, 7);
		check_int(json_integer_value(json_object_get(json_object_get(
			sums[0].tally, "applicable"), "2")), 2);
		check_int(ballot_waits(db, "event", "e", &waits), OK);
		check_int(waits, 3);
		pool_read_end(pool, db);
	}
}

static void play(const struct database *d)
{
	const char *key = key_folder();

	database = d;
	for (uint64_t from = 1; from <= STREAMS; from++)
		one_stream(from, key);
	begin(key, 4);
	failing();
	racing();
	killing();
	adopting();
	lost_key();
	end();
	folder_remove(key);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
