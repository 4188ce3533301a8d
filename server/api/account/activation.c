/*
 * One-time codes: made by administrators for those who cannot sign in, and
 * used by these, once.
 */
#include <string.h>

#include "address.h"
#include "api/account/session.h"
#include "api/field.h"
#include "api/people/people.h"
#include "api/person.h"
#include "api/qr.h"
#include "auth/activation.h"
#include "auth/auth.h"
#include "auth/device.h"
#include "base/ident.h"
#include "config.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "routes.h"
#include "serve.h"
#include "store/activation.h"
#include "store/person.h"

/* As many as are hashed in a second or so: whoever has more asks again. */
#define PEOPLE_MOST 50

/* A code for one person, before and after it is written down. */
struct made {
	struct person person;
	char code[ACTIVATION_SHOWN_SIZE];
	char hash[PASSWORD_HASH_SIZE];
};

struct making {
	struct made *made;
	size_t n;
	bool mail;		/* to those who have an e-mail */
};

static const struct phrase not_people = { {
	"Kirim 1 sampai 50 id orang.", "Send the ids of 1 to 50 people." } };

static bool named_before(const struct making *m, const char *id)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->made[i].person.id, id) == 0)
			return true;
	return false;
}

/* Who is named twice gets one code: a second would end the first. */
static enum err made_read(struct request *rq, const json_t *id,
			  struct making *m)
{
	const char *text = json_string_value(id);
	enum err e;

	if (!text || !ident_valid(text))
		return field_bad(rq, "people", &not_people);
	if (named_before(m, text))
		return OK;
	if ((e = people_by_id(rq, text, &m->made[m->n].person)) ||
	    (e = people_touchable(rq, &m->made[m->n].person)))
		return e;
	m->n++;
	return OK;
}

/* Codes first, then rows: a hash takes long, and a transaction must not. */
enum err activations_check(struct request *rq, struct response *rs)
{
	struct making *m = arena_new(rq->mem, struct making);
	const json_t *list = json_object_get(rq->json, "people");
	const size_t n = json_array_size(list);
	enum err e;

	(void)rs;
	if ((e = field_bool(rq, "mail", &m->mail)) || (e = serve_read(rq)))
		return e;
	if (!n || n > PEOPLE_MOST)
		return field_bad(rq, "people", &not_people);
	m->made = arena_array(rq->mem, struct made, n);
	for (size_t i = 0; i < n; i++)
		if ((e = made_read(rq, json_array_get(list, i), m)))
			return e;
	serve_read_end(rq);
	for (size_t i = 0; i < m->n && !e; i++) {
		activation_code_new(m->made[i].code);
		e = password_hash(rq->server->auth->passwords, m->made[i].code,
				  m->made[i].hash);
	}
	rq->prepared = m;
	return e;
}

/* The address that is known, else the one by which the administrator came. */
static const char *page_url(struct request *rq, const char *code)
{
	const char *origin;

	if (address_known(rq->server->config, rq->db, &origin) || !origin)
		origin = config_app_origin(rq->server->config, rq->mem,
					   request_header(rq, "Host"),
					   rq->https);
	return arena_format(rq->mem, "%s" ACTIVATION_PATH "%s", origin, code);
}

/* Enough of a login to know one's own slip by. */
static const char *login_masked(struct request *rq, const struct person *p)
{
	char *nip = arena_alloc(rq->mem, NIP_MASKED_SIZE);
	const size_t n = strlen(p->login);

	if (p->nip && strcmp(p->login, p->nip) == 0) {
		nip_mask(p->nip, nip);
		return nip;
	}
	return n < 4 ? arena_format(rq->mem, "%c***", p->login[0])
		     : arena_format(rq->mem, "%.2s***%s", p->login,
				    p->login + n - 1);
}

static json_t *made_json(struct request *rq, const struct made *m,
			 bool mailed)
{
	const char *url = page_url(rq, m->code);

	return json_pack("{s:{s:s, s:s, s:s?}, s:s, s:s, s:s, s:b, s:o}",
			 "person", "id", m->person.id, "name", m->person.name,
			 "email", m->person.email,
			 "loginMasked", login_masked(rq, &m->person),
			 "code", m->code, "url", url, "mailed", mailed,
			 "qr", qr_json(rq->mem, url));
}

static enum err made_write(struct request *rq, const struct made *m, bool *done)
{
	const struct activation a = {
		.person_id = m->person.id,
		.code_hash = m->hash,
		.created_at = rq->now,
		.expires_at = rq->now + ACTIVATION_MS,
	};

	return activation_put(rq->db, &a, rq->person->id, done);
}

static void wake(struct request *rq)
{
	job_wake(rq->server, JOB_mailer);
}

/* Who is disabled gets no code, and is named. */
enum err activations_add(struct request *rq, struct response *rs)
{
	const struct making *m = rq->prepared;
	json_t *codes, *skipped;
	bool possible;
	enum err e = OK;

	if (m->mail && ((e = letter_possible(rq->server, rq->db, &possible)) ||
			!possible))
		return e ? e : refuse(rq, P_mail_off, NO_VALUES);
	rq->after = wake;
	codes = request_own_json(rq, json_array());
	skipped = request_own_json(rq, json_array());
	for (size_t i = 0; i < m->n; i++) {
		const struct made *one = &m->made[i];
		const bool mailed = m->mail && one->person.email;
		bool done;

		if ((e = made_write(rq, one, &done)) ||
		    (done && mailed &&
		     (e = letter_activation(rq->server, rq->db, rq->lang,
					    &one->person, one->code,
					    rq->now))))
			return e;
		if (done)
			json_array_append_new(codes, made_json(rq, one,
							       mailed));
		else
			json_array_append_new(skipped, json_pack("{s:s, s:s}",
				"id", one->person.id,
				"name", one->person.name));
	}
	return respond_json(rq, rs, 201,
			    json_pack("{s:O, s:O, s:I}", "codes", codes,
				      "skipped", skipped, "expiresAt",
				      (json_int_t)(rq->now + ACTIVATION_MS)));
}

/* ---- And used -------------------------------------------------------- */

/* Begins with what session_open wants. */
struct entering {
	struct signin signin;
	const char *code_hash;
	char password_hash[PASSWORD_HASH_SIZE];
	int64_t privacy;
};

/* Whose login that is, and their code; both stay NULL when there is none. */
static enum err typed_read(struct request *rq, const char *login,
			   const char *nip, const struct person **who,
			   const char **code_hash)
{
	struct person *p = arena_new(rq->mem, struct person);
	struct activation a;
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	e = person_by_login(rq->db, login, nip, p);
	if (!e) {
		*who = p;
		e = activation_of(rq->db, p->id, &a);
	}
	serve_read_end(rq);
	if (!e && !a.used_at && a.expires_at > rq->now && !p->disabled_at)
		*code_hash = a.code_hash;
	return e == ERR_NOT_FOUND ? OK : e;
}

struct typed {
	const char *login, *code, *password;
	char shown[ACTIVATION_SHOWN_SIZE];
};

static enum err typed_fields(struct request *rq, struct typed *t,
			     int64_t *privacy)
{
	enum err e;

	if ((e = field_text_needed(rq, "login", 254, &t->login)) ||
	    (e = field_text_needed(rq, "code", 64, &t->code)) ||
	    (e = field_text(rq, "password", 8 * PASSWORD_MAX, &t->password)) ||
	    (e = field_number(rq, "privacy", 1, PRIVACY_VERSION, privacy)))
		return e;
	if (!*privacy)
		return field_missing(rq, "privacy");
	t->login = login_form(rq->mem, t->login);
	if (!activation_code_form(t->code, t->shown))
		t->shown[0] = '\0';
	/* First by what was typed alone, so that it tells nothing of anybody. */
	if (!t->password ||
	    password_weak(t->password, &(struct person){ .login = t->login,
							 .name = "" }))
		return refuse(rq, P_password_weak, VALUES({ "member",
							    "password" }));
	return OK;
}

/* The same work and words whoever it is, as for a password. */
static enum err code_guess(struct request *rq, const struct typed *t,
			   const struct person **who, const char **code_hash)
{
	struct auth *auth = rq->server->auth;
	char *nip = arena_alloc(rq->mem, 19);
	struct guess guess = { .address = rq->address };
	bool good;
	enum err e;

	if (!nip_parse(t->login, nip))
		nip = NULL;
	if ((e = typed_read(rq, t->login, nip, who, code_hash)))
		return e;
	guess.account = nip ? nip : t->login;
	guess.device = *who ? device_known(auth->device_key, rq, (*who)->id)
			    : NULL;
	if ((e = auth_guess(auth, rq, &guess, *code_hash, t->shown, &good)))
		return e;
	return good ? OK : refuse(rq, P_activation_mismatch, NO_VALUES);
}

enum err activation_check(struct request *rq, struct response *rs)
{
	struct entering *in = arena_new(rq->mem, struct entering);
	const struct person *who = NULL;
	struct typed typed;
	enum err e;

	(void)rs;
	if ((e = typed_fields(rq, &typed, &in->privacy)) ||
	    (e = code_guess(rq, &typed, &who, &in->code_hash)))
		return e;
	if (password_weak(typed.password, who))
		return refuse(rq, P_password_weak, VALUES({ "member",
							    "password" }));
	in->signin = (struct signin){ .person_id = who->id,
				      .epoch = who->epoch };
	rq->prepared = in;
	return password_hash(rq->server->auth->passwords, typed.password,
			     in->password_hash);
}

enum err activation_enter(struct request *rq, struct response *rs)
{
	const struct entering *in = rq->prepared;
	const char *id = in->signin.person_id;
	struct person p;
	bool done;
	enum err e;

	if ((e = person_by_id(rq->db, id, &p)) ||
	    (e = activation_use(rq->db, id, in->code_hash, rq->now, &done)))
		return e;
	if (!done || p.disabled_at || p.epoch != in->signin.epoch)
		return refuse(rq, P_activation_mismatch, NO_VALUES);
	if ((e = privacy_accept(rq->db, id, in->privacy, rq->now)) ||
	    (e = person_set_password(rq->db, id, in->password_hash, false)) ||
	    (e = signin_link_end(rq->db, id)) ||
	    (e = session_end_all(rq->db, id, NULL, rq->now)) ||
	    (e = person_by_id(rq->db, id, &p)))
		return e;
	return session_open(rq, rs, &p);
}
