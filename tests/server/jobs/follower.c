/* Who gets which letters of an action plan in 200 days, whatever happens. */
#include "jobs/follower.h"

#include <string.h>

#include "auth/auth.h"
#include "auth/seal.h"
#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "store/mail.h"
#include "store/queries.h"
#include "training/followup.h"
#include "training/plan.h"

#define DAY INT64_C(86400000)
#define HOUR (DAY / 24)
#define NOW INT64_C(1800000000000)
#define DAYS 200
#define PLANS 60		/* more than are written to in one piece */
#define LETTERS_MOST 2000

static struct config config = { .url = "https://balai.uji" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;
static const char *database_url;
static uint32_t seed;

static uint32_t chance(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

/* ---- What is there --------------------------------------------------------- */

static enum err script(struct db *db, void *sql)
{
	return db_script(db, sql);
}

static void change(const char *sql)
{
	check_int(pool_write(server.pool, &mem, script, (void *)sql), OK);
}

static void pool_begin(void)
{
	const struct pool_options options = { 2, 10 };

	check_int(pool_open(database_url, &catalogue, &options, &server.pool),
		  OK);
}

static void restart(void)
{
	pool_close(server.pool);
	pool_begin();
}

static void begin(void)
{
	change("INSERT INTO agency (id, name, kind, help, created_at)"
	       " VALUES ('a', 'Instansi', 'agency', '', 0)");
	change("INSERT INTO mail_server (id, host, port, security, login,"
	       " sender) VALUES (1, 'localhost', 25, 'none', '',"
	       " 'balai@uji.id')");
}

static enum err complete(struct db *db, void *evidence)
{
	return plan_completed(db, evidence, NOW);
}

/* Its follow-ups are there as of NOW: of a learner with an address, a superior
   and a colleague. */
static void plan_add(const char *id)
{
	change(arena_format(&mem,
		"INSERT INTO person (id, agency_id, name, login, email,"
		" search, must_set_password, epoch, created_at) VALUES"
		" ('o%s', 'a', 'Orang %s', 'o%s', 'l%s@uji.id', '', 0, 1, 0)",
		id, id, id, id));
	change(arena_format(&mem,
		"INSERT INTO action_plan (id, person_id, agency_id, home_id,"
		" source, source_id, evidence, choice, words, by_day, asks,"
		" state, superior_name, superior_email, colleague_name,"
		" colleague_email, created_at, updated_at) VALUES ('%s',"
		" 'o%s', 'a', 'a', 'module', 'm', 'e%s', 'Uji', '', '', '{}',"
		" 'open', 'Atasan', 's%s@uji.id', 'Rekan', 'c%s@uji.id', 0,"
		" 0)", id, id, id, id, id));
	check_int(pool_write(server.pool, &mem, complete,
			     arena_format(&mem, "e%s", id)), OK);
}

/* ---- Letters ----------------------------------------------------------------- */

/* One that was written: the link in it, to whom, when. */
static struct posted {
	char token[FOLLOWUP_TOKEN_SIZE];
	const char *to;
	int64_t at;
} posted[LETTERS_MOST];
static size_t nposted;

static void collect(const struct mail *m)
{
	const char *text = seal_open(server.auth->seal_key, &mem, m->body);
	const char *link = strstr(text, "https://balai.uji/t/");
	struct posted *p = &posted[nposted++];

	check(link != NULL);
	check((m->person_id != NULL) == (*m->recipient == 'l'));
	memcpy(p->token, link + strlen("https://balai.uji/t/"),
	       FOLLOWUP_TOKEN_SIZE - 1);
	p->to = m->recipient;
	p->at = m->created_at;
}

static struct mail *due;
static size_t ndue;

static enum err take(struct db *db, void *unused)
{
	enum err e = mail_due(db, NOW + 1000 * DAY, &due, &ndue);

	(void)unused;
	for (size_t i = 0; i < ndue && !e; i++)
		e = mail_sent(db, due[i].id, NOW);
	return e;
}

/* The round of that moment, and what it wrote. */
static void round_at(int64_t now)
{
	check_int(follower_round(&server, now), OK);
	do {
		check_int(pool_write(server.pool, &mem, take, NULL), OK);
		for (size_t i = 0; i < ndue && nposted < LETTERS_MOST; i++)
			collect(&due[i]);
	} while (ndue);
}

/* "30 37 44": the days on which that address got letters. */
static const char *days_of(const char *to)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	for (size_t i = 0; i < nposted; i++)
		if (strcmp(posted[i].to, to) == 0)
			text_putf(&out, "%s%lld", out.size ? " " : "",
				  (long long)((posted[i].at - NOW) / DAY));
	return out.bytes;
}

/* ---- What people do ----------------------------------------------------------- */

struct deed {
	const char *plan_id;
	int day;
	enum followup_role role;
	int64_t now;
	const char *address;		/* to be named */
	const char *state;
	bool refuse;
	bool done;
};

static enum err deed_run(struct db *db, void *context)
{
	struct deed *d = context;
	enum plan_refusal refusal;
	enum followup_role of;
	struct followup *all;
	struct plan p, after;
	size_t n;
	enum err e;

	if ((e = plan_by_id(db, d->plan_id, &p)) ||
	    (e = followup_of_plans(db, &p.id, 1, &all, &n)))
		return e;
	after = p;
	if (d->state)
		after.state = d->state;
	if (d->address)
		after.superior.email = d->address;
	if (d->state || d->address)
		return plan_make(db, &p, &after, false, d->now, &refusal, &of);
	for (size_t i = 0; i < n; i++)
		if (all[i].kind.day == d->day && all[i].kind.role == d->role &&
		    !all[i].answered_at)
			return d->refuse
				? followup_refuse(db, &all[i], &p, d->now)
				: followup_take(db, &all[i], &p, "{}", "yes",
						d->now, &d->done);
	return OK;
}

static void deed(struct deed d)
{
	check_int(pool_write(server.pool, &mem, deed_run, &d), OK);
}

/* ---- A half-year, day by day --------------------------------------------------- */

static void half_year(void)
{
	plan_add("1");
	plan_add("2");
	plan_add("3");
	for (int day = 0; day <= DAYS; day++) {
		const int64_t now = NOW + day * DAY + 1;

		if (day % 13 == 0)
			restart();
		round_at(now);
		round_at(now + HOUR);
		if (day == 33)
			deed((struct deed){ "2", 30, FOLLOWUP_LEARNER, now,
					    NULL, NULL, false, false });
		if (day == 95)
			deed((struct deed){ "2", 90, FOLLOWUP_SUPERIOR, now,
					    NULL, NULL, false, false });
		if (day == 92)
			deed((struct deed){ "2", 90, FOLLOWUP_COLLEAGUE, now,
					    NULL, NULL, true, false });
		if (day == 40 || day == 100)
			deed((struct deed){ "3", 0, FOLLOWUP_LEARNER, now,
					    NULL, day == 40 ? "dropped"
							    : "open",
					    false, false });
	}
	TEST("who never answers gets three letters of each, on their days") {
		check_str(days_of("l1@uji.id"),
			  "30 37 44 90 97 104 180 187 194");
		check_str(days_of("s1@uji.id"), "90 97 104 180 187 194");
		check_str(days_of("c1@uji.id"), "90 97 104");
	}
	TEST("who answers, or is not meant, gets no more of it") {
		check_str(days_of("l2@uji.id"), "30 90 97 104 180 187 194");
		check_str(days_of("s2@uji.id"), "90 180 187 194");
		check_str(days_of("c2@uji.id"), "90");
	}
	TEST("a plan that was given up asks nobody until it is taken up again") {
		check_str(days_of("l3@uji.id"), "30 37 101 108 115 180 187 194");
		check_str(days_of("s3@uji.id"),
			  "101 108 115 180 187 194");
	}
}

/* ---- Anything may happen -------------------------------------------------------- */

/* At most three letters of a link, to one address, a week apart; and of what
   is asked of somebody who is named again one more for each time. */
static void sound(void)
{
	for (size_t i = 0; i < nposted; i++) {
		size_t link = 1, to = 1;

		for (size_t k = 0; k < i; k++) {
			const bool same = !strcmp(posted[k].to, posted[i].to);

			to += same && !memcmp(posted[k].token, posted[i].token,
					      IDENT_SIZE - 1);
			if (strcmp(posted[k].token, posted[i].token))
				continue;
			link++;
			check(same);
			check(posted[i].at - posted[k].at >= 7 * DAY);
		}
		check(link <= FOLLOWUP_LETTERS);
		check(to < FOLLOWUP_LETTERS + PLAN_ADDRESS_TIMES);
	}
}

static void something(const char *plan_id, int64_t now)
{
	static const int of[] = { 30, 90, 180 };
	struct deed d = { .plan_id = plan_id, .now = now,
			  .day = of[chance(3)],
			  .role = (enum followup_role)chance(FOLLOWUP_ROLES),
			  .refuse = chance(4) == 0 };

	if (chance(6) == 0)
		d.state = chance(2) ? "dropped" : "open";
	else if (chance(6) == 0)
		d.address = arena_format(&mem, "s%s.%u@uji.id", plan_id,
					 (unsigned)chance(3));
	deed(d);
}

static void anything(void)
{
	char id[8];

	nposted = 0;
	for (int i = 0; i < PLANS; i++) {
		snprintf(id, sizeof(id), "x%d", i);
		plan_add(id);
	}
	for (int64_t now = NOW; now < NOW + 260 * DAY;
	     now += chance(30) == 0 ? (int64_t)chance(40) * DAY
				    : (int64_t)chance(3 * 24) * HOUR) {
		for (int k = (int)chance(4); k-- > 0;) {
			snprintf(id, sizeof(id), "x%u",
				 (unsigned)chance(PLANS));
			something(id, now);
		}
		if (chance(10) == 0)
			restart();
		round_at(now);
	}
	TEST("whatever is answered, given up, renamed, and however long the server is off, nobody gets two letters where one is due") {
		check(nposted > PLANS);
		check(nposted < LETTERS_MOST);
		sound();
	}
}

/* ---- Without mail ----------------------------------------------------------------- */

static void without_mail(void)
{
	struct db *db;
	struct rows r;

	config.url = "";
	nposted = 0;
	plan_add("z");
	for (int day = 0; day <= DAYS; day += 5)
		round_at(NOW + day * DAY + 1);
	TEST("without mail learners are told in the app, and others wait until it is too late") {
		check_int(nposted, 0);
		check_int(pool_read(server.pool, &mem, &db), OK);
		check_int(db_run(db, &r, SQL_NOTICE_PAGE,
				 ARGS(arg_text("oz"), arg_int(10),
				      arg_int(0))), OK);
		check_int(r.count, 3);
		pool_read_end(server.pool, db);
	}
	config.url = "https://balai.uji";
	round_at(NOW + (DAYS + 1) * DAY);
	TEST("once there is mail again only those are written to who can still answer") {
		check_str(days_of("sz@uji.id"), "201");
		check_str(days_of("cz@uji.id"), "");
	}
}

static void play(const struct database *d)
{
	const unsigned char key[TOKEN_KEY_SIZE] = { 7 };

	database_url = d->url;
	seed = 20261122;
	nposted = 0;
	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(auth_open(key, &server.auth), OK);
	pool_begin();
	begin();
	half_year();
	anything();
	without_mail();
	pool_close(server.pool);
	auth_close(server.auth);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
