#include "auth/account.h"

#include <string.h>

#include "base/ident.h"
#include "store/person_event.h"

enum err account_agency(struct db *db, const char *name, const char *help,
			int64_t now, struct agency *out)
{
	const enum err e = agency_first(db, out);

	if (e != ERR_NOT_FOUND)
		return e;
	*out = (struct agency){
		.id = ident_make(db_arena(db), now),
		.name = name ? name : "Instansi",
		.kind = "agency",
		.help = help ? help : "",
		.created_at = now,
	};
	return agency_add(db, out);
}

/* The number's own rule; without a kind, it says that. */
static const struct phrase *nip_check(struct person *p, int64_t now)
{
	enum nip_fault fault;
	struct nip nip;

	if (!p->nip)
		return NULL;
	if ((fault = nip_read(p->nip, now, &nip)))
		return nip_fault_text(fault);
	if (!p->kind || !*p->kind)
		p->kind = nip_kind_name(&nip);
	return NULL;
}

static enum err account_check(struct db *db, struct person *p,
			      const char *password, int64_t now,
			      const struct phrase **why)
{
	enum person_field field = person_form(db_arena(db), p);

	if (!field && password && password_weak(password, p))
		field = PERSON_PASSWORD;
	*why = field ? person_rule(field) : nip_check(p, now);
	return *why ? fail(ERR_INVALID, "%s", (*why)->in[LANG_EN]) : OK;
}

static enum err account_fill(struct db *db, struct passwords *passwords,
			     struct person *p, const char *password,
			     int64_t now)
{
	char *hash = arena_alloc(db_arena(db), PASSWORD_HASH_SIZE);
	struct agency agency;
	enum err e;

	p->id = ident_make(db_arena(db), now);
	p->created_at = now;
	if (!p->agency_id) {
		if ((e = account_agency(db, NULL, NULL, now, &agency)))
			return e;
		p->agency_id = agency.id;
	}
	if (!password)
		return OK;
	p->password = hash;
	return password_hash(passwords, password, hash);
}

static const struct phrase *label_named(const char *field)
{
	return person_label(strcmp(field, "login") == 0 ? PERSON_LOGIN
			    : strcmp(field, "nip") == 0 ? PERSON_NIP
							: PERSON_EMAIL);
}

enum err account_add(struct db *db, struct passwords *passwords,
		     const struct person *typed, const char *password,
		     int64_t now, const struct phrase **why)
{
	struct person p = *typed;
	const char *clash;
	enum err e;

	if ((e = account_check(db, &p, password, now, why)) ||
	    (e = account_fill(db, passwords, &p, password, now)) ||
	    (e = person_add(db, &p, &clash)))
		return e;
	if (!clash)
		return person_event_add(db, p.id, NULL, "added", "", now);
	*why = label_named(clash);
	return fail(ERR_CONFLICT, "the %s is taken", (*why)->in[LANG_EN]);
}

enum err account_link(struct db *db, const char *person_id, int64_t now,
		      char token[static SECRET_SIZE])
{
	char hash[SECRET_HASH_SIZE];
	enum err e;

	secret_new(token);
	secret_hash(token, hash);
	if ((e = signin_link_end(db, person_id)))
		return e;
	return signin_link_add(db, hash, person_id, now, now + ACCOUNT_LINK_MS);
}

static enum err admin_make(struct db *db, int64_t now, struct person *out)
{
	const char *clash;
	enum err e;

	*out = (struct person){
		.name = "Administrator",
		.login = "admin",
		.must_set_password = true,
		.roles = ROLE_ADMIN,
	};
	if ((e = account_fill(db, NULL, out, NULL, now)))
		return e;
	return person_add(db, out, &clash);
}

static enum err admin_restore(struct db *db, const struct person *p)
{
	enum err e = OK;

	if (p->disabled_at && (e = person_set_disabled(db, p->id, 0)))
		return e;
	return person_set_roles(db, p->id, p->roles | ROLE_ADMIN);
}

enum err account_first_admin(struct db *db, int64_t now,
			     char token[static SECRET_SIZE])
{
	struct person admin;
	size_t n;
	enum err e;

	token[0] = '\0';
	if ((e = person_count_admins(db, &n)) || n)
		return e;
	e = person_by_login(db, "admin", NULL, &admin);
	e = e == ERR_NOT_FOUND ? admin_make(db, now, &admin)
	  : e ? e : admin_restore(db, &admin);
	return e ? e : account_link(db, admin.id, now, token);
}

const struct account_demo account_demo_people[] = {
	{ "peserta", "Sari Wulandari", "199504122019032004", 0 },
	{ "penulis", "Bayu Prasetyo", "198811232014021002", ROLE_AUTHOR },
	{ "penyelenggara", "Ni Luh Ayu Kartika", "199001052015032001",
	  ROLE_ORGANISER },
	{ "pemandu", "Yohanes Tandi Rante", "199208142018011002", ROLE_HOST },
	{ "atasan", "Hasan Basri Lubis", "197906172005011003",
	  ROLE_SUPERVISOR },
	{ "pimpinan", "Dewi Kusumaningtyas", "197205181998032003",
	  ROLE_LEADER },
	{ "admin", "Maria Yosefina Rumbiak", "198507302010012005", ROLE_ADMIN },
	{ NULL, NULL, NULL, 0 }
};

static enum err demo_password(struct db *db, struct passwords *passwords,
			      const char *person_id)
{
	char hash[PASSWORD_HASH_SIZE];
	enum err e = password_hash(passwords, ACCOUNT_DEMO_PASSWORD, hash);

	return e ? e : person_set_password(db, person_id, hash, false);
}

static enum err demo_add(struct db *db, struct passwords *passwords,
			 const struct account_demo *d, int64_t now)
{
	const struct phrase *why;
	struct person p;
	enum err e = person_by_login(db, d->login, NULL, &p);

	if (!e && !p.password)	/* made by an earlier start, never used */
		return demo_password(db, passwords, p.id);
	if (e != ERR_NOT_FOUND)
		return e ? e : privacy_accept(db, p.id, PRIVACY_VERSION, now);
	p = (struct person){ .name = d->name, .login = d->login, .nip = d->nip,
			     .roles = d->roles };
	e = account_add(db, passwords, &p, ACCOUNT_DEMO_PASSWORD, now, &why);
	if (e)
		return e == ERR_CONFLICT ? OK : e;	/* a NIP of somebody real */
	/* Nobody real reads the notice to those who are made up. */
	if ((e = person_by_login(db, d->login, NULL, &p)))
		return e;
	return privacy_accept(db, p.id, PRIVACY_VERSION, now);
}

enum err account_demo(struct db *db, struct passwords *passwords, int64_t now)
{
	struct agency agency;
	enum err e = account_agency(db, "Balai Diklat Contoh",
				    "Ini peragaan: semua orang di sini rekaan.",
				    now, &agency);

	for (const struct account_demo *d = account_demo_people;
	     d->login && !e; d++)
		e = demo_add(db, passwords, d, now);
	return e;
}
