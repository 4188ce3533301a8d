/* Letters that wait, are sent by one of several, and are forgotten in time. */
#include "store/mail.h"

#include "databases.h"
#include "store/agency.h"
#include "store/person.h"
#include "visit.h"

#define DB (v.rq.db)
#define DAY (86400 * INT64_C(1000))

static struct visit v;
static const struct mail_error why = { "away", "nobody there" };

static void people(void)
{
	const struct agency agency = { .id = "agency", .name = "Balai",
				       .kind = "agency", .help = "" };
	const struct person p = { .id = "person", .agency_id = "agency",
				  .name = "Sari", .login = "sari" };
	const char *clash;

	check_int(agency_add(DB, &agency), OK);
	check_int(person_add(DB, &p, &clash), OK);
}

static const char *letter(const char *id, int64_t at)
{
	check_int(mail_add(DB, &(struct mail){
		.id = id, .person_id = "person", .kind = "reset",
		.recipient = "sari@contoh.go.id", .subject = "s", .body = "b",
		.created_at = at }), OK);
	return id;
}

static size_t due(int64_t now)
{
	struct mail *all;
	size_t n = 99;

	check_int(mail_due(DB, now, &all, &n), OK);
	return n;
}

static bool claimed(const char *id, int64_t now)
{
	bool done = false;

	check_int(mail_claim(DB, id, now, now + 1000, &done), OK);
	return done;
}

static struct mail_counts counts(void)
{
	struct mail_counts n;

	check_int(mail_count(DB, &n), OK);
	return n;
}

static void waiting(void)
{
	TEST("a letter is sent by one, until whose time is over") {
		letter("a", 100);
		check_int(due(99), 0);
		check_int(due(100), 1);
		check(claimed("a", 100));
		check(!claimed("a", 100));
		check_int(due(100), 0);
		check_int(due(1100), 1);
		check(claimed("a", 1100));
	}
	TEST("one that waits for a later try is hurried, not one being sent") {
		letter("b", 100);
		check_int(mail_again(DB, "b", 90000, &why), OK);
		check_int(due(1200), 0);
		check_int(mail_hurry(DB, 1200), OK);
		check_int(due(1200), 1);
		check_int(mail_again(DB, "a", 95000, &why), OK);
		check_int(mail_hurry(DB, 1300), OK);
		check_int(due(1300), 2);
		check_str(counts().last.fault, "away");
		check_str(counts().last.said, "nobody there");
	}
	TEST("once sent there is no error any more, and nothing to hurry") {
		check_int(mail_sent(DB, "a", 2000), OK);
		check_int(mail_sent(DB, "b", 2000), OK);
		check_int(mail_hurry(DB, 9000), OK);
		check_int(due(INT64_C(1) << 40), 0);
		check(!claimed("a", 9000));
		check_int(counts().sent, 2);
		check(!counts().last.said);
	}
}

static void forgetting(void)
{
	TEST("sent letters are forgotten after their time, waiting ones never") {
		letter("c", 3000);
		check_int(mail_sweep(DB, 2000, 100 * DAY, 0), OK);
		check_int(counts().sent, 2);
		check_int(mail_sweep(DB, 2001, 100 * DAY, 0), OK);
		check_int(counts().sent, 0);
		check_int(counts().waiting, 1);
	}
	TEST("of those given up the newest stay, however old they are") {
		for (int i = 0; i < 5; i++) {
			const char *id = arena_format(&v.mem, "d%d", i);

			check_int(mail_given_up(DB, letter(id, DAY * i), &why),
				  OK);
		}
		check_int(mail_sweep(DB, 0, DAY * 4, 2), OK);
		check_int(counts().failed, 2);
		check_int(mail_sweep(DB, 0, DAY * 50, 2), OK);
		check_int(counts().failed, 2);
		check_str(counts().last.said, "nobody there");
		check_int(counts().waiting, 1);
	}
}

static void play(const struct database *db)
{
	visit_migrate(db->url);
	visit_begin(&v, db->url);
	people();
	waiting();
	forgetting();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
