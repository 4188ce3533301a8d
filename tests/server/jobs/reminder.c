/* Whom the time brings a word, and how often. */
#include "jobs/reminder.h"

#include "auth/auth.h"
#include "auth/seal.h"
#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "jobs/asking.h"
#include "store/mail.h"
#include "store/notice.h"
#include "store/queries.h"
#include "training/decided.h"
#include "training/guest.h"

/* How the ids of people begin: with three digits they are idents. */
#define P "0000000000000000000000p"

#define PEOPLE 230	/* more than are told in one write */
#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)
#define NOW INT64_C(1800000000000)

static struct config config = { .url = "" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;

static enum err script(struct db *db, void *sql)
{
	return db_script(db, sql);
}

static void change(const char *sql)
{
	check_int(pool_write(server.pool, &mem, script, (void *)sql), OK);
}

static void person(int i)
{
	change(arena_format(&mem,
		"INSERT INTO person (id, agency_id, name, login, search,"
		" must_set_password, epoch, created_at) VALUES ('" P "%03d', 'a',"
		" 'Orang', 'orang%d', '', 0, 1, 0)", i, i));
	change(arena_format(&mem,
		"INSERT INTO seat (event_id, person_id, state, number,"
		" registered_at, present, checks) VALUES ('e', '" P "%03d', '%s',"
		" %d, 0, 0, 0)", i, i ? "registered" : "waiting", i));
}

static void begin(void)
{
	change("INSERT INTO agency (id, name, kind, help, created_at)"
	       " VALUES ('a', 'Instansi', 'agency', '', 0)");
	change(arena_format(&mem,
		"INSERT INTO event (id, agency_id, code, kind, title, about,"
		" place, join_url, starts_at, ends_at, zone, audience, state,"
		" cancel_why, least_percent, least_checks, jp, paper,"
		" paper_survey, competency, secret, registered, waiting,"
		" numbers, revision, created_at, updated_at)"
		" VALUES ('e', 'a', 'KODE', 'webinar', 'Kas', '', '', '',"
		" %lld, %lld, 'WIT', 'public', 'published', '', 0, 1, 0, '',"
		" 0, 'technical', '', 0, 0, 0, 1, 0, 0)",
		(long long)(NOW + 2 * DAY), (long long)(NOW + 2 * DAY + HOUR)));
	for (int i = 0; i < PEOPLE; i++)
		person(i);
}

static void batch(void)
{
	change("INSERT INTO programme (id, agency_id, title, purpose, methods,"
	       " about, mode, state, least_optional, jp, paper, competency,"
	       " training_kind, revision, created_at, updated_at) VALUES ('g',"
	       " 'a', 'Loket', '', '', '', 'online', 'published', 0, 0, '',"
	       " 'technical', 3, 1, 0, 0)");
	change(arena_format(&mem,
		"INSERT INTO batch (id, programme_id, agency_id, name,"
		" starts_at, ends_at, self_enrol, state, enrolled, begun,"
		" completed, created_at, updated_at) VALUES ('b', 'g', 'a',"
		" '1', 0, %lld, 0, 'open', 3, 1, 1, 0, 0)",
		(long long)(NOW + 20 * DAY)));
	change("INSERT INTO activity (id, programme_id, place, kind, title,"
	       " about, required, unit_ident, must_pass, setting) VALUES"
	       " ('c1', 'g', 1, 'discussion', 'Diskusi', '', 1, '', 0, '')");
	change("INSERT INTO enrolment (id, batch_id, person_id, how, at, state,"
	       " progress, begun_at, due) VALUES"
	       " ('n1', 'b', '" P "001', 'self', 0, 'active', 0, NULL, 0),"
	       " ('n2', 'b', '" P "002', 'self', 0, 'active', 50, 1, 0),"
	       " ('n3', 'b', '" P "003', 'self', 0, 'completed', 100, 1, 0)");
}

/* It asks a unit and those below; p005 has answered it. */
static void survey(void)
{
	change("INSERT INTO org_unit (id, agency_id, parent_id, name,"
	       " created_at) VALUES ('u', 'a', NULL, 'Bidang', 0),"
	       " ('v', 'a', 'u', 'Seksi', 0), ('w', 'a', NULL, 'Lain', 0)");
	for (int i = 0; i < PEOPLE; i++)
		change(arena_format(&mem, "INSERT INTO membership (id,"
			" person_id, unit_id, from_day, created_at) VALUES"
			" ('m%03d', '" P "%03d', '%s', '2026-01-01', 0)", i, i,
			i == 7 ? "w" : i % 2 ? "u" : "v"));
	change("INSERT INTO survey (id, agency_id, title, about, purpose,"
	       " anonymous, state, revision, created_at, updated_at) VALUES"
	       " ('s', 'a', 'Loket', '', 'needs', 1, 'draft', 1, 0, 0)");
	change("INSERT INTO survey_target (survey_id, kind, ref) VALUES"
	       " ('s', 'unit', 'u')");
	change("INSERT INTO survey_ticket (survey_id, person_id) VALUES"
	       " ('s', '" P "005')");
}

/* How many notices of that kind a person has, and the newest of them. */
static size_t told(const char *person_id, const char *kind,
		   const char **detail)
{
	struct notice *all;
	struct db *db;
	size_t n, found = 0;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(notice_page(db, person_id, 0, 100, &all, &n), OK);
	for (size_t i = n; i-- > 0;)
		if (strcmp(all[i].kind, kind) == 0) {
			found++;
			*detail = all[i].detail;
		}
	pool_read_end(server.pool, db);
	return found;
}

static void survey_tests(int64_t now)
{
	const char *detail = "";

	survey();
	TEST("of a survey that is a draft nobody is told") {
		check_int(reminder_round(&server, now), OK);
		check_int(told(P "001", "survey_open", &detail), 0);
	}
	TEST("when it opens each whom it asks is told once, and no one else") {
		change(arena_format(&mem, "UPDATE survey SET state = 'open',"
			" opened_at = %lld", (long long)now));
		for (int k = 0; k < 2; k++)
			check_int(reminder_round(&server, now + k), OK);
		for (int i = 0; i < PEOPLE; i++)
			check_int(told(arena_format(&mem, P "%03d", i),
				       "survey_open", &detail),
				  i != 5 && i != 7);
		check(strstr(detail, "Loket") != NULL);
	}
	TEST("what is open for longer than a week is told of no more") {
		change("DELETE FROM notice");
		change("DELETE FROM reminder");
		check_int(reminder_round(&server, now + 8 * DAY), OK);
		check_int(told(P "001", "survey_open", &detail), 0);
	}
}

/* Another unit is asked, too, as an organiser's change has it. */
static enum err widen(struct db *db, void *now)
{
	enum err e = db_script(db,
		"INSERT INTO survey_target (survey_id, kind, ref)"
		" VALUES ('s', 'unit', 'w');"
		"UPDATE survey SET revision = revision + 1");

	return e ? e : reminder_put(db, survey_occasion(db_arena(db), "s"), "",
				    false, *(int64_t *)now);
}

/* All pieces, where the survey is widened between the two steps of the first. */
static void ask_while_widened(int64_t now)
{
	const struct survey s = { .id = "s", .title = "Loket" };
	struct asking a = asking_begin(&mem, &s, now);
	int pieces = 0;

	for (; asking_more(&a) && pieces < 20; pieces++) {
		check_int(asking_read(&server, &mem, &a), OK);
		if (!pieces)
			check_int(pool_write(server.pool, &mem, widen, &now),
				  OK);
		if (a.reached)
			check_int(pool_write(server.pool, &mem, asking_write,
					     &a), OK);
		check(pieces || a.changed);
	}
	check(pieces < 20);
}

static void meanwhile_tests(int64_t now)
{
	const char *detail = "";

	change(arena_format(&mem, "DELETE FROM notice; DELETE FROM reminder;"
		"UPDATE survey SET opened_at = %lld", (long long)now));
	TEST("who is asked besides, while the first are being told, is told, and all are once") {
		ask_while_widened(now);
		check_int(reminder_round(&server, now + 1), OK);
		for (int i = 0; i < PEOPLE; i++)
			check_int(told(arena_format(&mem, P "%03d", i),
				       "survey_open", &detail), i != 5);
	}
	change("DELETE FROM notice; DELETE FROM reminder;"
	       "UPDATE survey SET state = 'closed'");
}

/* Everybody supports it; p003 proposed it, p004 decided. */
static void need(void)
{
	change("INSERT INTO need (id, agency_id, title, about, topic, cause,"
	       " cause_id, regulation, state, outcome, supporters, created_by,"
	       " created_at, decided_by, updated_at, revision) VALUES ('n',"
	       " 'a', 'Arsip', '', '', 'proposal', '', '', 'declined',"
	       " 'Sudah ada', 230, '" P "003', 0, '" P "004', 0, 2)");
	for (int i = 0; i < PEOPLE; i++)
		change(arena_format(&mem, "INSERT INTO need_support (need_id,"
			" person_id, at) VALUES ('n', '" P "%03d', 0)", i));
}

static enum err decide(struct db *db, void *context)
{
	struct need n;
	enum err e = need_by_id(db, "n", "", &n);

	return e ? e : decided_tell(db, &n, *(int64_t *)context);
}

static size_t told_all(const char *kind)
{
	const char *detail = "";
	size_t n = 0;

	for (int i = 0; i < PEOPLE; i++)
		n += told(arena_format(&mem, P "%03d", i), kind, &detail);
	return n;
}

static void need_tests(int64_t now)
{
	const char *detail = "";

	need();
	TEST("a decision tells a hundred at once, and who proposed it") {
		change("UPDATE need SET created_by = '" P "229'");
		check_int(pool_write(server.pool, &mem, decide, &now), OK);
		check_int(told_all("need_declined"), DECIDED_PIECE + 1);
		check_int(told(P "229", "need_declined", &detail), 1);
	}
	TEST("and the others by and by, each once, but not who decided it") {
		for (int k = 0; k < 2; k++)
			check_int(reminder_round(&server, now + k), OK);
		check_int(told_all("need_declined"), PEOPLE - 1);
		check_int(told(P "004", "need_declined", &detail), 0);
		check(strstr(detail, "Sudah ada") != NULL);
	}
	TEST("of what is decided anew meanwhile the last is told, else nothing") {
		change("DELETE FROM notice");
		change("UPDATE need SET state = 'planned', revision = 3");
		check_int(pool_write(server.pool, &mem, decide, &now), OK);
		change("UPDATE need SET state = 'answered', revision = 12");
		check_int(pool_write(server.pool, &mem, decide, &now), OK);
		check_int(reminder_round(&server, now), OK);
		check_int(told_all("need_planned"), DECIDED_PIECE + 1);
		check_int(told_all("need_answered"), PEOPLE - 1);
		change("UPDATE need SET state = 'declined', revision = 20");
		check_int(pool_write(server.pool, &mem, decide, &now), OK);
		change("UPDATE need SET state = 'open', revision = 21");
		check_int(reminder_round(&server, now), OK);
		check_int(told_all("need_declined"), DECIDED_PIECE + 1);
	}
	change("DELETE FROM notice");
	change("DELETE FROM reminder");
}

/* From now on there is mail; one has an account, the other is a guest. */
static void mail_begin(void)
{
	const unsigned char key[TOKEN_KEY_SIZE] = { 7 };

	check_int(auth_open(key, &server.auth), OK);
	config.url = "https://balai.uji";
	change("INSERT INTO mail_server (id, host, port, security, login,"
	       " sender) VALUES (1, 'localhost', 25, 'none', '',"
	       " 'balai@uji.id')");
	change("UPDATE person SET email = 'p001@uji.id' WHERE id = '" P "001'");
	change("UPDATE person SET guest = 1 WHERE id = '" P "002'");
	change("INSERT INTO guest (person_id, email, agency, epoch, once,"
	       " origin, created_at)"
	       " VALUES ('" P "002', 'p002@uji.id', 'Dinas', 3, 'o', 'x', 0)");
}

static const char *guest_link(const char *person_id, int64_t epoch)
{
	const struct guest g = { .person_id = person_id, .epoch = epoch };
	char token[GUEST_TOKEN_SIZE];

	guest_token(server.auth, &g, token);
	return arena_format(&mem, "https://balai.uji/hadir#%s", token);
}

/* The text of the letter that waits for that address; "" without one. */
static const char *letter(const char *to)
{
	const char *text = "";
	struct mail *all;
	struct db *db;
	size_t n;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(mail_due(db, NOW + 100 * DAY, &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].recipient, to) == 0)
			text = seal_open(server.auth->seal_key, &mem,
					 all[i].body);
	pool_read_end(server.pool, db);
	return text;
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };
	const char *detail = "";

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	begin();
	TEST("nobody is told of an event before the day before it") {
		check_int(reminder_round(&server, NOW), OK);
		check_int(told(P "001", "event_soon", &detail), 0);
	}
	TEST("a day before, each who is registered is told, and none who waits") {
		check_int(reminder_round(&server, NOW + DAY + 1), OK);
		for (int i = 0; i < PEOPLE; i++)
			check_int(told(arena_format(&mem, P "%03d", i),
				       "event_soon", &detail), i > 0);
		check(strstr(detail, "\"WIT\"") != NULL);
	}
	TEST("looking again tells nobody twice") {
		check_int(reminder_round(&server, NOW + DAY + HOUR), OK);
		check_int(told(P "001", "event_soon", &detail), 1);
	}
	TEST("an hour before they are told once more") {
		check_int(reminder_round(&server, NOW + 2 * DAY - HOUR + 1),
			  OK);
		check_int(told(P "229", "event_soon", &detail), 2);
	}
	mail_begin();
	TEST("a guest's letter has their personal link, anybody else's the page") {
		check_int(reminder_round(&server, NOW + 2 * DAY - HOUR + 2),
			  OK);
		check(strstr(letter("p001@uji.id"),
			     "https://balai.uji/kegiatan/e\n") != NULL);
		check(strstr(letter("p002@uji.id"), guest_link(P "002", 3))
		      != NULL);
		check(!strstr(letter("p002@uji.id"), "/kegiatan/e"));
	}
	batch();
	TEST("a week before the end of a batch who has not begun hears that, the others what is open, and who is done nothing") {
		check_int(reminder_round(&server, NOW + 13 * DAY + 1), OK);
		check_int(told(P "001", "not_begun", &detail), 1);
		check_int(told(P "002", "deadline", &detail), 1);
		check(strstr(detail, "Diskusi") != NULL);
		check_int(told(P "003", "not_begun", &detail) +
			  told(P "003", "deadline", &detail), 0);
	}
	TEST("three days and one day before, once each") {
		for (int i = 0; i < 3; i++) {
			check_int(reminder_round(&server,
						 NOW + 17 * DAY + 1 + i), OK);
			check_int(reminder_round(&server,
						 NOW + 19 * DAY + 1 + i), OK);
		}
		check_int(told(P "002", "deadline", &detail), 3);
	}
	TEST("a batch whose end is put off is told of by its new one") {
		change(arena_format(&mem, "UPDATE batch SET ends_at = %lld",
				    (long long)(NOW + 40 * DAY)));
		check_int(reminder_round(&server, NOW + 36 * DAY), OK);
		check_int(told(P "002", "deadline", &detail), 4);
	}
	survey_tests(NOW + 50 * DAY);
	meanwhile_tests(NOW + 50 * DAY);
	need_tests(NOW + 50 * DAY);
	config.url = "";
	auth_close(server.auth);
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
