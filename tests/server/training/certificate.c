#include "training/certificate.h"

#include <pthread.h>
#include <sodium.h>

#include "auth/auth.h"
#include "base/ident.h"
#include "databases.h"
#include "db/pool.h"
#include "domain/certificate.h"
#include "store/agency.h"
#include "store/person.h"
#include "store/notice.h"
#include "training/certificate_key.h"
#include "visit.h"

#define DB (v.rq.db)
/* 22 November 2026 */
#define NOW INT64_C(1795305600000)

static struct visit v;

static void people(void)
{
	const struct agency agencies[] = {
		{ .id = "one", .name = "BKPSDM Kota Mataram",
		  .kind = "agency", .help = "", .created_at = 1 },
		{ .id = "two", .name = "BKPSDM Kabupaten Malang",
		  .kind = "agency", .help = "", .created_at = 2 },
	};
	struct person p = {
		.id = "siti", .agency_id = "one", .name = "Siti Nurhaliza",
		.login = "siti", .nip = "199001012015031001", .created_at = 1,
	};
	const char *clash;

	for (int i = 0; i < 2; i++)
		check_int(agency_add(DB, &agencies[i]), OK);
	check_int(person_add(DB, &p, &clash), OK);
}

static struct certificate_order order(const char *thing)
{
	static const struct certificate_subject subjects[] = {
		{ "Mendengarkan", 200 }, { "Menjawab", 300 },
	};

	return (struct certificate_order){
		.person_id = "siti", .agency_id = "one", .kind = "completion",
		.source = "module", .source_id = thing,
		.title = "Pelayanan Publik", .evidence = "attempt",
		.jp = 500, .first_at = NOW - 86400000, .last_at = NOW,
		.subjects = subjects, .nsubjects = 2, .version = 3,
	};
}

static struct certificate issue(struct certificate_order o)
{
	struct certificate c = { 0 };

	check_int(certificate_issue(DB, &o, NOW, &c), OK);
	return c;
}

static void issued(void)
{
	struct certificate c = issue(order("m1")), again = issue(order("m1"));
	struct certificate_order o = order("m1");

	check_str(c.number, "0001/SERT/BKPSDM-KM/XI/2026");
	check(c.fresh && !again.fresh);
	check_str(again.id, c.id);
	check(strstr(c.facts, "\"name\":\"Siti Nurhaliza\"") != NULL);
	check(strstr(c.facts, "\"firstDay\":20778") != NULL);
	o.renewal = 1;
	check_str(issue(o).number, "0002/SERT/BKPSDM-KM/XI/2026");
	o.kind = "attendance";
	check_str(issue(o).number, "0001/SK/BKPSDM-KM/XI/2026");
}

static void renumbered(void)
{
	struct certificate_order o = order("of two");

	o.agency_id = "two";
	check_str(issue(o).number, "0001/SERT/BKPSDM-KM2/XI/2026");
}

static bool seal_good(const struct certificate *c, struct seal_facts *out)
{
	unsigned char bytes[SEAL_FACTS_MOST + 64], public[32];
	struct text whole = { .mem = &v.mem };
	struct certificate_key *keys;
	size_t n, nkeys, size;

	check_int(sodium_base642bin(bytes, sizeof(bytes), c->seal,
				    strlen(c->seal), NULL, &n, NULL,
				    sodium_base64_VARIANT_URLSAFE_NO_PADDING),
		  0);
	check_int(certificate_key_list(DB, &keys, &nkeys), OK);
	for (size_t i = 0; i < nkeys; i++) {
		if (strcmp(keys[i].id, c->key_id))
			continue;
		check_int(sodium_base642bin(public, sizeof(public),
					    keys[i].public,
					    strlen(keys[i].public), NULL, &size,
					    NULL,
					    sodium_base64_VARIANT_ORIGINAL), 0);
	}
	text_puts(&whole, SEAL_FACTS_PREFIX);
	text_put(&whole, (char *)bytes, n - 64);
	return !crypto_sign_verify_detached(bytes + n - 64,
					    (unsigned char *)whole.bytes,
					    whole.size, public) &&
	       seal_facts_read(&v.mem, bytes, n - 64, out);
}

static void sealed(void)
{
	struct certificate c = issue(order("m1"));
	struct certificate_key before, after;
	struct seal_facts f;

	check(seal_good(&c, &f));
	check_str(f.number, c.number);
	check_str(f.name, "Siti Nurhaliza");
	check_str(f.agency, "BKPSDM Kota Mataram");
	check_int(f.nip_first, 1990);
	check_int(f.nip_last, 1001);
	check_int(f.jp, 500);
	check_int(f.version, 3);
	check_int(f.last_day - f.first_day, 1);
	check_int(certificate_key_now(DB, &before), OK);
	check_int(certificate_key_turn(DB, NOW + 1), OK);
	check_int(certificate_key_now(DB, &after), OK);
	check(strcmp(before.id, after.id) != 0);
	check(seal_good(&c, &f));
	c = issue(order("m2"));
	check_str(c.key_id, after.id);
	check(seal_good(&c, &f));
}

static void reissued(void)
{
	struct certificate c = issue(order("m3")), next, again;
	struct person p;
	const char *clash;
	bool outdated;

	check_int(certificate_outdated(DB, &c, &outdated), OK);
	check(!outdated);
	check_int(person_by_id(DB, "siti", &p), OK);
	p.name = "Siti Nurhalizah";
	check_int(person_change(DB, &p, &clash), OK);
	check_int(certificate_outdated(DB, &c, &outdated), OK);
	check(outdated);
	check_int(certificate_reissue(DB, c.id, NULL, "", NOW + 5, &next), OK);
	check(strcmp(next.number, c.number) != 0);
	check_str(next.replaces, c.id);
	check(strstr(next.facts, "Siti Nurhalizah") != NULL);
	check(strstr(next.facts, next.number) != NULL);
	check_int(certificate_by_id(DB, c.id, &c), OK);
	check_str(c.replaced_by, next.id);
	check_int(c.revoked_at, NOW + 5);
	check_int(certificate_reissue(DB, c.id, NULL, "", NOW, &again),
		  ERR_CONFLICT);
	/* What was earned once is not issued anew: it is the newest. */
	again = issue(order("m3"));
	check(!again.fresh);
	check_str(again.id, next.id);
}

static void revoked(void)
{
	struct certificate c = issue(order("m4")), *all;
	size_t n;

	check_int(certificate_revoke(DB, c.id, NULL, "salah orang", NOW), OK);
	check_int(certificate_revoke(DB, c.id, NULL, "lagi", NOW),
		  ERR_CONFLICT);
	check_int(certificate_revoked(DB, &all, &n), OK);
	check_int(n, 2);
	check_str(all[0].number, c.number);
	check_str(all[0].replaced_number, "");
	check(*all[1].replaced_number != '\0');
	check(!issue(order("m4")).fresh);
}

static size_t told(const char *kind)
{
	struct notice *all;
	size_t n, found = 0;

	check_int(notice_page(DB, "siti", 0, 100, &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		found += strcmp(all[i].kind, kind) == 0;
	return found;
}

static void notices(void)
{
	const size_t before = told("certificate");
	struct certificate c = issue(order("m5")), next;

	issue(order("m5"));
	check_int(told("certificate"), before + 1);
	/* Their own doing is no news to them; another's is. */
	check_int(certificate_reissue(DB, c.id, "siti", "", NOW, &next), OK);
	check_int(told("certificate"), before + 1);
	check_int(certificate_reissue(DB, next.id, NULL, "x", NOW, &c), OK);
	check_int(told("certificate"), before + 2);
	check_int(told("certificate_revoked"), 1);
	check_int(certificate_revoke(DB, c.id, NULL, "keliru", NOW), OK);
	check_int(told("certificate_revoked"), 2);
}

/* Many at once: each of their numbers once, and none left out. */
#define THREADS 6
#define EACH 12

static struct pool *pool;

struct racer {
	int number;
	int failed;
};

static enum err race_one(struct db *db, void *context)
{
	const int *what = context;
	struct certificate_order o = order("shared");
	struct certificate c;
	char thing[32];
	enum err e;

	o.kind = "pass";
	snprintf(thing, sizeof(thing), "race%d", what[0]);
	if (what[1] % 3)
		o.source_id = thing;
	if ((e = certificate_issue(db, &o, NOW, &c)))
		return e;
	/* Some change their mind after the number was taken. */
	return what[1] % 4 == 3 ? fail(ERR_INVALID, "on purpose") : OK;
}

static void *race(void *context)
{
	struct racer *r = context;

	for (int i = 0; i < EACH; i++) {
		int what[] = { r->number * EACH + i, i };
		struct arena mem = ARENA_INIT;
		enum err e = ERR_BUSY;

		while (e == ERR_BUSY)
			e = pool_write(pool, &mem, race_one, what);
		if (e != (i % 4 == 3 ? ERR_INVALID : OK))
			r->failed++;
		arena_end(&mem);
	}
	return NULL;
}

static void raced(const char *url)
{
	const struct pool_options options = { THREADS, 100 };
	struct racer racers[THREADS];
	pthread_t threads[THREADS];
	struct certificate *all;
	const struct certificate_filter filter = {
		"one", 0, NOW * 2, "pass", "", "%", ""
	};
	size_t n;

	check_int(pool_open(url, &catalogue, &options, &pool), OK);
	for (int i = 0; i < THREADS; i++) {
		racers[i] = (struct racer){ .number = i };
		pthread_create(&threads[i], NULL, race, &racers[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		check_int(racers[i].failed, 0);
	}
	pool_close(pool);
	check_int(certificate_page(DB, &filter, 0, 1000, &all, &n), OK);
	/* Of twelve each: 0 3 6 9 are the shared one, 3 7 11 gave it back. */
	check_int(n, 1 + THREADS * 6);
	for (size_t want = 1; want <= n; want++) {
		size_t found = 0;
		char number[16];

		snprintf(number, sizeof(number), "%04zu/", want);
		for (size_t i = 0; i < n; i++)
			found += text_starts(all[i].number, number);
		check_int(found, 1);
	}
}

static void play(const struct database *d)
{
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	people();
	TEST("a paper has the next number of its agency, kind and year, and is made once")
		issued();
	TEST("two agencies never share a number")
		renumbered();
	TEST("its seal holds under the key that made it, after another took over too")
		sealed();
	TEST("a mended name makes another paper, which takes the first one's place")
		reissued();
	TEST("a revoked paper is on the list, and is not issued again")
		revoked();
	TEST("whoever holds a paper is told of it, but of their own doing")
		notices();
	visit_end(&v);
	visit_begin(&v, d->url);
	visit_end(&v);
	TEST("numbers stay whole when many are issued, and taken back, at once") {
		struct arena mem = ARENA_INIT;

		if (db_open(d->url, &catalogue, &mem, &DB))
			visit_stop_("a handle");
		raced(d->url);
		db_close(DB);
		arena_end(&mem);
	}
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	databases_play(play);
	return test_end();
}
