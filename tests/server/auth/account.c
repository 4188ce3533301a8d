#include "auth/account.h"

#include "databases.h"
#include "visit.h"

static struct passwords *passwords;
static struct visit v;

#define DB (v.rq.db)
#define LIKE(x) (&(struct person_filter){ .like = x })

static enum err add(struct person p, const char *password, const char **why)
{
	const struct phrase *phrase = NULL;
	const enum err e = account_add(DB, passwords, &p, password, VISIT_NOW,
				       &phrase);

	*why = phrase ? phrase->in[LANG_EN] : NULL;
	return e;
}

static void added(void)
{
	struct person p = { .name = "Sari", .login = "Sari",
			    .nip = "19960412 201903 2 004",
			    .roles = ROLE_AUTHOR };
	const char *why;
	bool good = false;

	check_int(add(p, "kuda-terbang-di-awan", &why), OK);
	check_int(person_by_login(DB, "sari", NULL, &p), OK);
	check_str(p.nip, "199604122019032004");
	check_int(p.roles, ROLE_AUTHOR);
	check_str(p.agency_name, "Instansi");
	check(!p.must_set_password);
	check_int(password_verify(passwords, STANDING_QUIET, p.password,
				  "kuda-terbang-di-awan", &good), OK);
	check(good);
}

static void refused(void)
{
	const char *why;

	check_int(add((struct person){ .name = "B", .login = "b@c" }, NULL,
		      &why), ERR_INVALID);
	check(why && strstr(why, "small letters"));
	check_int(add((struct person){ .name = "Budi", .login = "budi" },
		      "password123", &why), ERR_INVALID);
	check(why && strstr(why, "at least 10"));
	check_int(add((struct person){ .name = "Sari 2", .login = "sari" },
		      NULL, &why), ERR_CONFLICT);
	check_str(why, "login name");
}

/* The person whom a link lets in, in the visit's arena; NULL when nobody. */
static const char *link_opens(const char *token, int64_t now)
{
	char hash[SECRET_HASH_SIZE];
	const char *id = NULL;

	check(secret_hash(token, hash));
	check_int(signin_link_use(DB, hash, now, &id), OK);
	return id;
}

static void first_admin(void)
{
	char token[SECRET_SIZE], again[SECRET_SIZE];
	struct person admin;

	check_int(account_first_admin(DB, VISIT_NOW, token), OK);
	check_int(strlen(token), SECRET_SIZE - 1);
	check_int(person_by_login(DB, "admin", NULL, &admin), OK);
	check_int(admin.roles, ROLE_ADMIN);
	check(admin.must_set_password && !admin.password);
	check_int(account_first_admin(DB, VISIT_NOW, again), OK);
	check_str(link_opens(token, VISIT_NOW), NULL);
	check_str(link_opens(again, VISIT_NOW + ACCOUNT_LINK_MS), NULL);
	check_str(link_opens(again, VISIT_NOW + ACCOUNT_LINK_MS - 1), admin.id);
}

static void locked_out(void)
{
	char token[SECRET_SIZE];
	struct person admin;

	check_int(person_by_login(DB, "admin", NULL, &admin), OK);
	check_int(person_set_password(DB, admin.id, "hash", false), OK);
	check_int(account_first_admin(DB, VISIT_NOW, token), OK);
	check_str(token, "");
	check_int(person_set_disabled(DB, admin.id, 5), OK);
	check_int(person_set_roles(DB, admin.id, ROLE_HOST), OK);
	check_int(account_first_admin(DB, VISIT_NOW, token), OK);
	check_str(link_opens(token, VISIT_NOW), admin.id);
	check_int(person_by_id(DB, admin.id, &admin), OK);
	check_int(admin.roles, ROLE_ADMIN | ROLE_HOST);
	check_int(admin.disabled_at, 0);
}

static void demo(void)
{
	unsigned roles = 0;
	size_t before, after;
	struct person p;

	check_int(account_demo(DB, passwords, VISIT_NOW), OK);
	check_int(person_count(DB, LIKE("%"), &before), OK);
	check_int(account_demo(DB, passwords, VISIT_NOW), OK);
	check_int(person_count(DB, LIKE("%"), &after), OK);
	check_int(after, before);
	for (const struct account_demo *d = account_demo_people; d->login; d++) {
		check_int(person_by_login(DB, d->login, NULL, &p), OK);
		check(!p.must_set_password);
		roles |= d->roles;
	}
	check_int(roles, ROLES_END - 1);
	check(!password_weak(ACCOUNT_DEMO_PASSWORD, NULL));
}

static void play(const struct database *d)
{
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	TEST("the first start gives a link for admin, good once, for a day, until the next")
		first_admin();
	TEST("and again when no administrator can sign in any more, only then")
		locked_out();
	TEST("a person is added as typed, into the installation's agency")
		added();
	TEST("what does not fit is refused in a sentence, what is taken by its name")
		refused();
	TEST("a demonstration has one person of each role, made once")
		demo();
	visit_end(&v);
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	const size_t n = databases_make(dbs);

	if (passwords_open(&passwords))
		return 1;
	for (size_t i = 0; i < n; i++)
		play(&dbs[i]);
	passwords_close(passwords);
	databases_drop(dbs, n);
	return test_end();
}
