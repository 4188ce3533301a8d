#include "domain/person.h"

#include <string.h>

static const struct { enum role role; const char *name; } names[] = {
	{ ROLE_AUTHOR, "author" },
	{ ROLE_HOST, "host" },
	{ ROLE_ORGANISER, "organiser" },
	{ ROLE_SUPERVISOR, "supervisor" },
	{ ROLE_LEADER, "leader" },
	{ ROLE_ADMIN, "admin" },
};
#define NAMES (sizeof(names) / sizeof(*names))

const char *role_name(enum role role)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].role == role)
			return names[i].name;
	return "learner";
}

enum role role_named(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].role;
	return 0;
}

static const char *const states[] = {
	[PERSON_ACTIVE] = "active",
	[PERSON_WAITING] = "waiting",
	[PERSON_DISABLED] = "disabled",
};

enum person_state person_state(const struct person *p)
{
	return p->disabled_at ? PERSON_DISABLED
	     : p->password ? PERSON_ACTIVE : PERSON_WAITING;
}

const char *person_state_name(enum person_state state)
{
	return states[state];
}

bool person_is(const struct person *p, enum role role)
{
	const unsigned more = role == ROLE_HOST || role == ROLE_LEADER
		? ROLE_ORGANISER : 0;

	return p && (p->roles & ((unsigned)role | more | ROLE_ADMIN));
}

bool person_kind_known(const char *kind)
{
	static const char *const kinds[] = {
		"", "pns", "cpns", "pppk", "pppk-part", "other",
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

const char *login_form(struct arena *mem, const char *typed)
{
	return text_lower(mem, text_trim(mem, typed));
}

static bool letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool login_fits(const char *login, const char *nip)
{
	const size_t n = strlen(login);

	if (n < 2 || n > 64 || !letter_or_digit(login[0]) ||
	    !letter_or_digit(login[n - 1]))
		return false;
	for (const char *s = login; *s; s++)
		if (!letter_or_digit(*s) && !strchr("._-", *s))
			return false;
	/* Digits with dots and dashes between them are typed for a NIP, too. */
	if (nip_parse(login, (char[19]){ 0 }))
		return nip && strcmp(login, nip) == 0;
	return true;
}

static bool email_fits(const char *email)
{
	const char *at = strchr(email, '@');

	if (!at || at == email || at - email > 64 || strchr(at + 1, '@') ||
	    strlen(email) > 254)
		return false;
	for (const char *s = email; *s; s++)
		if ((unsigned char)*s <= ' ' || strchr("\"(),:;<>[\\]\x7f", *s))
			return false;
	return at[1] != '.' && strchr(at, '.') && !text_ends(email, ".") &&
	       !strstr(at, "..");
}

static bool name_fits(const char *name)
{
	return *name && text_plain(name) && text_length(name) <= 120;
}

static const char *trimmed(struct arena *mem, const char *text)
{
	text = text ? text_trim(mem, text) : "";
	return *text ? text : NULL;
}

enum person_field person_form(struct arena *mem, struct person *p)
{
	const char *name = trimmed(mem, p->name);
	const char *login = trimmed(mem, p->login);
	const char *nip = trimmed(mem, p->nip);
	const char *email = trimmed(mem, p->email);
	char *digits = arena_alloc(mem, 19);

	if (!name || !name_fits(name))
		return PERSON_NAME;
	if (nip && !nip_parse(nip, digits))
		return PERSON_NIP;
	p->name = name;
	p->nip = nip ? digits : NULL;
	p->login = login ? text_lower(mem, login) : p->nip;
	if (!p->login || !login_fits(p->login, p->nip))
		return PERSON_LOGIN;
	p->email = email ? text_lower(mem, email) : NULL;
	return p->email && !email_fits(p->email) ? PERSON_EMAIL : PERSON_NONE;
}

static const char *const members[PERSON_FIELDS] = {
	[PERSON_NONE] = "",
	[PERSON_NAME] = "name",
	[PERSON_LOGIN] = "login",
	[PERSON_NIP] = "nip",
	[PERSON_EMAIL] = "email",
	[PERSON_ROLES] = "roles",
	[PERSON_PASSWORD] = "password",
	[PERSON_AGENCY] = "agency",
	[PERSON_KIND] = "kind",
};

const char *person_member(enum person_field field)
{
	return members[field];
}

static const struct { struct phrase label, rule; } fields[PERSON_FIELDS] = {
	[PERSON_NONE] = { { { "", "" } }, { { "", "" } } },
	[PERSON_KIND] = {
		{ { "Jenis pegawai", "employee kind" } },
		{ { "Jenis yang ada: pns, cpns, pppk, pppk-part, other, atau kosong.",
		    "The kinds are: pns, cpns, pppk, pppk-part, other, or none." } } },
	[PERSON_AGENCY] = {
		{ { "Instansi", "agency" } },
		{ { "Pilih instansi atau mitra dari daftar.",
		    "Choose an agency or partner from the list." } } },
	[PERSON_NAME] = {
		{ { "Nama", "name" } },
		{ { "Tulis nama lengkap, 1 sampai 120 huruf.",
		    "Write the full name, 1 to 120 characters." } } },
	[PERSON_LOGIN] = {
		{ { "Nama masuk", "login name" } },
		{ { "Pakai 2 sampai 64 huruf kecil, angka, titik, garis bawah, atau tanda hubung; awali dan akhiri dengan huruf atau angka.",
		    "Use 2 to 64 small letters, digits, dots, underscores or hyphens; begin and end with a letter or digit." } } },
	[PERSON_NIP] = {
		{ { "NIP", "NIP" } },
		{ { "NIP terdiri atas 18 angka.", "A NIP has 18 digits." } } },
	[PERSON_EMAIL] = {
		{ { "Email", "e-mail" } },
		{ { "Tulis alamat email lengkap, misalnya sari@contoh.go.id.",
		    "Write the whole e-mail address, such as sari@example.go.id." } } },
	[PERSON_ROLES] = {
		{ { "Peran", "roles" } },
		{ { "Peran yang ada: learner, author, host, organiser, supervisor, leader, admin.",
		    "The roles are: learner, author, host, organiser, supervisor, leader, admin." } } },
	[PERSON_PASSWORD] = {
		{ { "Kata sandi", "password" } },
		{ { "Pakai sedikitnya 10 huruf atau angka, bukan nama masuk dan bukan kata sandi yang umum.",
		    "Use at least 10 characters, not the login and not a common password." } } },
};

const struct phrase *person_label(enum person_field field)
{
	return &fields[field].label;
}

const struct phrase *person_rule(enum person_field field)
{
	return &fields[field].rule;
}
