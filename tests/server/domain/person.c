#include "domain/person.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static enum person_field form(const char *name, const char *login,
			      const char *nip, const char *email)
{
	struct person p = { .name = name, .login = login, .nip = nip,
			    .email = email };

	return person_form(&mem, &p);
}

static void typed(void)
{
	struct person p = { .name = "  Sari Wulandari \n",
			    .login = " Sari.W ",
			    .nip = "19950412 201903 2 004",
			    .email = " Sari@Contoh.GO.ID" };

	check_int(person_form(&mem, &p), PERSON_NONE);
	check_str(p.name, "Sari Wulandari");
	check_str(p.login, "sari.w");
	check_str(p.nip, "199504122019032004");
	check_str(p.email, "sari@contoh.go.id");
}

static void nip_for_login(void)
{
	struct person p = { .name = "Sari", .nip = "199504122019032004" };

	check_int(person_form(&mem, &p), PERSON_NONE);
	check_str(p.login, "199504122019032004");
	check(p.email == NULL);
	check_int(form("Sari", NULL, NULL, NULL), PERSON_LOGIN);
}

static void names(void)
{
	char long_one[130] = "";

	check_int(form(NULL, "sari", NULL, NULL), PERSON_NAME);
	check_int(form("  ", "sari", NULL, NULL), PERSON_NAME);
	check_int(form("Sa\x01ri", "sari", NULL, NULL), PERSON_NAME);
	check_int(form("Sa\xc2\x85ri", "sari", NULL, NULL), PERSON_NAME);
	check_int(form("Sa\xe2\x80\xaeri", "sari", NULL, NULL), PERSON_NAME);
	check_int(form("Sa\xe2\x81\xa7ri", "sari", NULL, NULL), PERSON_NAME);
	check_int(form("O\xe2\x80\x99Neil D\xc3\xa9si", "sari", NULL, NULL),
		  PERSON_NONE);
	memset(long_one, 'a', 120);
	check_int(form(long_one, "sari", NULL, NULL), PERSON_NONE);
	long_one[120] = 'a';
	check_int(form(long_one, "sari", NULL, NULL), PERSON_NAME);
}

static void logins(void)
{
	static const char *const bad[] = { "s", ".sari", "sari-", "sa ri",
		"sari@contoh", "s\xc3\xa1ri", "sari/..", "a\nb",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"199504122019032004", "1995.0412.201903.2.004" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_int(form("Sari", bad[i], NULL, NULL), PERSON_LOGIN);
	check_int(form("Sari", "199504122019032004", "199504122019032005",
		       NULL), PERSON_LOGIN);
	check_int(form("Sari", "199504122019032004", "199504122019032004",
		       NULL), PERSON_NONE);
}

static void emails(void)
{
	static const char *const bad[] = { "sari", "@contoh.id", "sari@",
		"sari@contoh", "a@b@c.id", "sari @contoh.id", "sari@contoh..id",
		"sari@.id", "sari@contoh.id.", "<sari@contoh.id>",
		"sari@con,toh.id" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_int(form("Sari", "sari", NULL, bad[i]), PERSON_EMAIL);
	check_int(form("Sari", "sari", NULL, "sari.w+x@dik.contoh.go.id"),
		  PERSON_NONE);
	check_int(form("Sari", "sari", NULL, ""), PERSON_NONE);
}

int main(void)
{
	TEST("what is typed with blanks and capitals is stored in one form")
		typed();
	TEST("who has a NIP needs no login, who has neither does")
		nip_for_login();
	TEST("a name has letters, and none that hides or turns the others")
		names();
	TEST("a login is plain, and never looks like an e-mail or another's NIP")
		logins();
	TEST("an e-mail is a whole address or nothing")
		emails();
	TEST("each field has a name and a rule in both languages")
		for (enum person_field f = PERSON_NAME; f < PERSON_FIELDS; f++)
			for (int l = 0; l < LANG_COUNT; l++)
				check(*person_label(f)->in[l] &&
				      *person_rule(f)->in[l]);
	TEST("an administrator is every other role, a stranger is none") {
		const struct person admin = { .roles = ROLE_ADMIN };
		const struct person author = { .roles = ROLE_AUTHOR };

		check(person_is(&admin, ROLE_HOST));
		check(person_is(&author, ROLE_AUTHOR));
		check(!person_is(&author, ROLE_HOST));
		check(!person_is(NULL, ROLE_AUTHOR));
	}
	TEST("an organiser sees what leaders see, a leader nothing else") {
		const struct person organiser = { .roles = ROLE_ORGANISER };
		const struct person leader = { .roles = ROLE_LEADER };

		check(person_is(&organiser, ROLE_LEADER));
		check(person_is(&leader, ROLE_LEADER));
		check(!person_is(&leader, ROLE_ORGANISER));
		check(!person_is(&leader, ROLE_HOST));
	}
	TEST("roles have names on the wire, and unknown names are no role") {
		check_str(role_name(ROLE_SUPERVISOR), "supervisor");
		check_int(role_named("admin"), ROLE_ADMIN);
		check_int(role_named(role_name(ROLE_LEADER)), ROLE_LEADER);
		check_int(role_named("root"), 0);
		check_int(role_named("learner"), 0);
	}
	arena_end(&mem);
	return test_end();
}
