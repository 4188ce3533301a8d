#include "store/person.h"

#include "base/ident.h"
#include "databases.h"
#include "store/agency.h"
#include "store/session.h"
#include "store/setting.h"
#include "visit.h"

#define DB (v.rq.db)
#define LIKE(x) (&(struct person_filter){ .like = x })

static struct visit v;

static struct person person_named(const char *login)
{
	return (struct person){
		.id = ident_make(&v.mem, VISIT_NOW),
		.agency_id = "agency",
		.name = arena_format(&v.mem, "Nama %s", login),
		.login = login,
		.must_set_password = true,
		.created_at = VISIT_NOW,
	};
}

static struct person person_made(const char *login, unsigned roles)
{
	struct person p = person_named(login);
	const char *clash = "";

	p.roles = roles;
	check_int(person_add(DB, &p, &clash), OK);
	check(clash == NULL);
	check_int(person_by_id(DB, p.id, &p), OK);
	return p;
}

static void settings(void)
{
	const char *value = "";

	check_int(setting_get(DB, "x", &value), OK);
	check(value == NULL);
	check_int(setting_begin(DB, "x", "first", &value), OK);
	check_str(value, "first");
	check_int(setting_begin(DB, "x", "second", &value), OK);
	check_str(value, "first");
	check_int(setting_put(DB, "x", "third"), OK);
	check_int(setting_get(DB, "x", &value), OK);
	check_str(value, "third");
}

static void agencies(void)
{
	const struct agency first = { .id = "agency", .name = "Balai",
				      .kind = "agency", .help = "",
				      .created_at = 1 };
	struct agency later = first, a;

	check_int(agency_first(DB, &a), ERR_NOT_FOUND);
	check_int(agency_add(DB, &first), OK);
	later.id = "a-later-one";
	later.created_at = 2;
	check_int(agency_add(DB, &later), OK);
	check_int(agency_first(DB, &a), OK);
	check_str(a.id, "agency");
	check_int(agency_change(DB, &(struct agency){ .id = "agency",
		  .name = "Balai Diklat", .kind = "agency", .help = "0800" }), OK);
	check_int(agency_by_id(DB, "agency", &a), OK);
	check_str(a.name, "Balai Diklat");
	check_str(a.help, "0800");
	check_int(agency_by_id(DB, "none", &a), ERR_NOT_FOUND);
}

static void found_by_all(void)
{
	struct person p = person_named("sari"), got;
	const char *clash;

	p.nip = "199504122019032004";
	p.email = "sari@contoh.go.id";
	p.roles = ROLE_AUTHOR | ROLE_ADMIN;
	check_int(person_add(DB, &p, &clash), OK);
	check_int(person_by_login(DB, "sari", NULL, &got), OK);
	check_str(got.id, p.id);
	check_str(got.agency_name, "Balai Diklat");
	check_int(got.roles, ROLE_AUTHOR | ROLE_ADMIN);
	check_int(got.epoch, 1);
	check(got.must_set_password && !got.disabled_at && !got.password);
	check_int(person_by_login(DB, "sari@contoh.go.id", NULL, &got), OK);
	check_int(person_by_login(DB, "x", "199504122019032004", &got), OK);
	check_str(got.id, p.id);
	check_int(person_by_login(DB, "nobody", NULL, &got), ERR_NOT_FOUND);
}

static const char *clash_of(const char *login, const char *nip,
			    const char *email)
{
	struct person p = person_named(login), got;
	const char *clash = NULL;

	p.nip = nip;
	p.email = email;
	check_int(person_add(DB, &p, &clash), OK);
	check_int(person_by_id(DB, p.id, &got), clash ? ERR_NOT_FOUND : OK);
	return clash;
}

static void clashes(void)
{
	check_str(clash_of("sari", NULL, NULL), "login");
	check_str(clash_of("sari2", "199504122019032004", NULL), "nip");
	check_str(clash_of("sari2", NULL, "sari@contoh.go.id"), "email");
	check_str(clash_of("sari2", NULL, NULL), NULL);
	check_str(clash_of("sari3", NULL, NULL), NULL);
}

static void changed(void)
{
	struct person p;
	const char *clash;

	check_int(person_by_login(DB, "sari2", NULL, &p), OK);
	p.name = "Sari Kedua";
	p.email = "sari@contoh.go.id";
	check_int(person_change(DB, &p, &clash), OK);
	check_str(clash, "email");
	p.email = "kedua@contoh.go.id";
	check_int(person_change(DB, &p, &clash), OK);
	check(clash == NULL);
	check_int(person_change(DB, &p, &clash), OK);
	check(clash == NULL);
	check_int(person_by_login(DB, "kedua@contoh.go.id", NULL, &p), OK);
	check_str(p.name, "Sari Kedua");
	check_int(person_by_login(DB, "sari3", NULL, &p), OK);
	p.name = "Sari 100%";
	check_int(person_change(DB, &p, &clash), OK);
}

static void pages(void)
{
	struct person *people;
	size_t n;

	check_int(person_count(DB, LIKE("%sari%"), &n), OK);
	check_int(n, 3);
	check_int(person_page(DB, LIKE("%kedua@%"), 0, 20, &people, &n), OK);
	check_int(n, 1);
	check_str(people[0].login, "sari2");
	check_int(person_page(DB, LIKE("%"), 1, 1, &people, &n), OK);
	check_int(n, 1);
	check_int(person_page(DB, LIKE("%!%%"), 0, 20, &people, &n), OK);
	check_int(n, 1);
	check_str(people[0].login, "sari3");
	check_int(person_count(DB, LIKE("%!%%"), &n), OK);
	check_int(n, 1);
}

static void epochs(void)
{
	struct person p = person_made("bayu", 0);

	check_int(person_set_password(DB, p.id, "hash", false), OK);
	check_int(person_by_id(DB, p.id, &p), OK);
	check_int(p.epoch, 2);
	check_str(p.password, "hash");
	check(!p.must_set_password);
	check_int(person_set_disabled(DB, p.id, 77), OK);
	check_int(person_by_id(DB, p.id, &p), OK);
	check_int(p.epoch, 3);
	check_int(p.disabled_at, 77);
	check_int(person_set_roles(DB, p.id, ROLE_HOST), OK);
	check_int(person_set_roles(DB, p.id, ROLE_SUPERVISOR), OK);
	check_int(person_by_id(DB, p.id, &p), OK);
	check_int(p.roles, ROLE_SUPERVISOR);
	check_int(p.epoch, 3);
}

static void admins(void)
{
	const struct person p = person_made("maria", ROLE_ADMIN);
	size_t n;

	check_int(person_count_admins(DB, &n), OK);
	check_int(n, 0);
	check_int(person_set_password(DB, p.id, "hash", false), OK);
	check_int(person_count_admins(DB, &n), OK);
	check_int(n, 1);
	check_int(person_set_disabled(DB, p.id, 5), OK);
	check_int(person_count_admins(DB, &n), OK);
	check_int(n, 0);
}

static const char *used(const char *hash, int64_t now)
{
	const char *person_id = "";

	check_int(signin_link_use(DB, hash, now, &person_id), OK);
	return person_id;
}

static void links(void)
{
	const struct person p = person_made("hasan", 0);

	check_int(signin_link_add(DB, "h1", p.id, 10, 100), OK);
	check_int(signin_link_add(DB, "h2", p.id, 10, 100), OK);
	check_int(signin_link_add(DB, "h3", p.id, 10, 100), OK);
	check_str(used("h0", 50), NULL);
	check_str(used("h1", 50), p.id);
	check_str(used("h1", 51), NULL);
	check_str(used("h2", 100), NULL);
	check_int(signin_link_forget(DB, 101), OK);
	check_str(used("h3", 50), NULL);
	check_int(signin_link_add(DB, "h4", p.id, 10, 100), OK);
	check_int(signin_link_end(DB, p.id), OK);
	check_str(used("h4", 50), NULL);
}

static struct session session_made(const char *person_id, const char *cookie)
{
	const struct session s = {
		.id = ident_make(&v.mem, VISIT_NOW), .person_id = person_id,
		.cookie_hash = cookie, .secret_hash = "secret",
		.created_at = 1000, .expires_at = 2000, .user_agent = "test",
		.address = "203.0.113.7", .embed = "",
	};

	check_int(session_add(DB, &s), OK);
	return s;
}

static void sessions(void)
{
	const struct person p = person_made("ayu", 0);
	const struct session a = session_made(p.id, "c1");
	const struct session b = session_made(p.id, "c2");
	struct session *list, s;
	size_t n;

	check_int(session_by_cookie(DB, "c1", &s), OK);
	check_str(s.id, a.id);
	check_int(s.seen_at, 1000);
	check_int(session_seen(DB, a.id, 1500, 3000, 1800), OK);
	check_int(session_by_cookie(DB, "c1", &s), OK);
	check_int(s.seen_at, 1500);
	check_int(s.expires_at, 2800);
	check_int(session_list(DB, p.id, 1600, &list, &n), OK);
	check_int(n, 2);
	check_str(list[0].id, a.id);
	check_int(session_list(DB, p.id, 2000, &list, &n), OK);
	check_int(n, 1);
	check_int(session_rekey(DB, b.id, "c3", "new"), OK);
	check_int(session_by_cookie(DB, "c2", &s), ERR_NOT_FOUND);
	check_int(session_by_cookie(DB, "c3", &s), OK);
	check_str(s.secret_hash, "new");
	check_int(session_seen(DB, b.id, 2500, 9000, 90000), OK);
	check_int(session_by_cookie(DB, "c3", &s), OK);
	check_int(s.expires_at, 2000);
}

static void ends(void)
{
	const struct person p = person_made("made", 0);
	const struct person other = person_made("putu", 0);
	const struct session a = session_made(p.id, "d1");
	const struct session b = session_made(p.id, "d2");
	struct session_grant g;

	check_int(session_end(DB, a.id, other.id, 1500), ERR_NOT_FOUND);
	check_int(session_grant(DB, a.id, &g), OK);
	check(g.alive);
	check_str(g.person_id, p.id);
	check_int(session_end(DB, a.id, p.id, 1500), OK);
	check_int(session_end(DB, a.id, p.id, 1500), ERR_NOT_FOUND);
	check_int(session_rekey(DB, a.id, "d9", "x"), ERR_NOT_FOUND);
	check_int(session_grant(DB, a.id, &g), OK);
	check(!g.alive);
	check_int(session_end_all(DB, p.id, b.id, 1500), OK);
	check_int(session_grant(DB, b.id, &g), OK);
	check(g.alive);
	check_int(person_set_disabled(DB, p.id, 7), OK);
	check_int(session_grant(DB, b.id, &g), OK);
	check(!g.alive);
	check_int(g.epoch, 2);
	check_int(session_end_all(DB, p.id, NULL, 1500), OK);
	check_int(session_forget(DB, 2001), OK);
	check_int(session_grant(DB, b.id, &g), ERR_NOT_FOUND);
}

static void play(const struct database *d)
{
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	TEST("a setting is begun once and may be put again")
		settings();
	TEST("the first agency is the installation's own")
		agencies();
	TEST("a person is found by login, e-mail and NIP, with all roles")
		found_by_all();
	TEST("who wants another's login, NIP or e-mail is told which, and nothing is added")
		clashes();
	TEST("a change keeps one's own and may not take another's")
		changed();
	TEST("people are found by part of name, login or e-mail, page by page")
		pages();
	TEST("a password and a disabling end what was made before, roles do not")
		epochs();
	TEST("an administrator counts who is enabled and has a password")
		admins();
	TEST("a sign-in link works once, in time, and until a newer one")
		links();
	TEST("a session lives on by use, within its longest life, and not again")
		sessions();
	TEST("a session is ended by its person only, and disabling ends its tokens")
		ends();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
