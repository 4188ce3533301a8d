/* The night forgets letters and notices, a bounded number at once. */
#include "jobs/letters_keep.h"

#include "databases.h"
#include "store/mail.h"
#include "store/notice.h"
#include "visit.h"

#define NOW VISIT_NOW
#define MANY 2100	/* more than go at once */

static struct server server;

/* Letter 0 and occasion "baru" were at the last moment that is kept. */
static enum err enter(struct db *db, void *context)
{
	const int64_t sent = NOW - LETTERS_SENT_MS;
	const int64_t told = NOW - LETTERS_NOTICE_MS;
	enum err e;

	(void)context;
	for (int i = 0; i < MANY; i++) {
		const char *id = arena_format(db_arena(db), "%d", i);

		if ((e = mail_add(db, &(struct mail){
				.id = id, .kind = "followup",
				.recipient = "ani@contoh.go.id",
				.subject = "s", .body = "b",
				.created_at = 1 })) ||
		    (e = mail_sent(db, id, i ? sent - 1 : sent)))
			return e;
	}
	if ((e = reminder_put(db, "lama", "x", true, told - 1)))
		return e;
	return reminder_put(db, "baru", "x", true, told);
}

static enum err look(struct db *db, void *context)
{
	struct mail_counts n;
	const char *reached;
	bool done;

	(void)context;
	check_int(mail_count(db, &n), OK);
	check_int(n.sent, 1);
	check_int(reminder_get(db, "lama", &reached, &done), OK);
	check_str(reached, "");
	check_int(reminder_get(db, "baru", &reached, &done), OK);
	check_str(reached, "x");
	return OK;
}

static void forgotten(void)
{
	static const struct nightly_part part[] = {
		{ "letters", letters_keep_piece },
	};
	struct arena mem = ARENA_INIT;

	check_int(pool_write(server.pool, &mem, enter, NULL), OK);
	check_int(nightly_parts(&server, part, 1, NOW), OK);
	check_int(server_read(&server, &mem, look, NULL), OK);
	arena_end(&mem);
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	TEST("letters and notices go by night after their time, however many")
		forgotten();
	pool_close(server.pool);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
