#include "auth/session.h"

#include "auth/account.h"
#include "auth/auth.h"
#include "databases.h"
#include "domain/launch_scope.h"
#include "visit.h"

#define HOUR (3600 * INT64_C(1000))

/* Rows of a connection, a link and a launch, as lti/ would make them. */
enum { PLATFORM_ADD, MODULE_ADD, LINK_ADD, DEPLOYMENT_ADD, LAUNCH_ADD,
       CHOICE_ADD, TURN, ROWS };

static const struct query rows[ROWS] = {
	[PLATFORM_ADD] = { "platform_add",
		"INSERT INTO lti_platform (id, agency_id, name, issuer,"
		" client_id, auth_url, token_url, token_audience, jwks_url,"
		" family, state, deployments, anonymous, revision, created_at,"
		" updated_at) VALUES ('platform', $1, 'U', 'https://u', 'c',"
		" 'a', 't', '', 'j', '', 'active', 'ask', 0, 1, 1, 1)", 1 },
	[MODULE_ADD] = { "module_row",
		"INSERT INTO module (id, agency_id, owner_id, title,"
		" description, state, allow_popups, allow_hosts, created_at,"
		" updated_at) VALUES ('module', $1, $2, 'M', '', 'published',"
		" 0, '', 1, 1)", 2 },
	[LINK_ADD] = { "link_add",
		"INSERT INTO lti_link (id, platform_id, deployment,"
		" resource_link, module_id, unit_ident, title, line_item,"
		" line_items, scopes, most, created_at, updated_at)"
		" VALUES ('link', 'platform', 'd', 'r', 'module', '', '', '',"
		" '', '', 0, 1, 1)", 0 },
	[DEPLOYMENT_ADD] = { "deployment_row",
		"INSERT INTO lti_deployment (platform_id, deployment, state,"
		" created_at) VALUES ('platform', 'd', 'active', 1)", 0 },
	[LAUNCH_ADD] = { "launch_row",
		"INSERT INTO lti_launch (id, platform_id, link_id, person_id,"
		" kind, role, return_url, settings, embed, locale,"
		" created_at)"
		" VALUES ('launch', 'platform', 'link', $1, 'link',"
		" 'instructor', '', '{}', 'https://u', '', 1)", 1 },
	[CHOICE_ADD] = { "choice_row",
		"INSERT INTO lti_launch (id, platform_id, person_id,"
		" kind, role, return_url, settings, embed, locale,"
		" created_at)"
		" VALUES ('choice', 'platform', $1, 'choice',"
		" 'instructor', 'https://u/back', '{}', 'https://u', '', 1)", 1 },
	[TURN] = { "turn", "UPDATE lti_platform SET state = $1", 1 },
};
static const struct catalogue made = { rows, ROWS, NULL, 0 };

static const unsigned char key[TOKEN_KEY_SIZE] = { 5 };
static const char *url;
static struct auth *auth;
static char person_id[IDENT_SIZE], agency_id[IDENT_SIZE];
static struct session_keys launched, choosing, own;

static void row(unsigned query, const char *a, const char *b)
{
	const struct arg both[] = { arg_text(a), arg_text(b) };
	struct arena mem = { 0 };
	struct db *db;

	if (db_open(url, &made, &mem, &db) || db_begin(db, DB_WRITE) ||
	    db_run(db, NULL, query, both, rows[query].nargs) || db_commit(db))
		visit_stop_(rows[query].name);
	db_close(db);
	arena_end(&mem);
}

static void begin(void)
{
	const struct person sari = { .name = "Sari", .login = "sari",
				     .email = "sari@u.id",
				     .roles = ROLE_ADMIN | ROLE_AUTHOR };
	const struct phrase *why;
	struct person got;
	struct visit v;

	visit_begin(&v, url);
	check_int(account_add(v.rq.db, NULL, &sari, NULL, VISIT_NOW, &why), OK);
	check_int(person_by_login(v.rq.db, "sari", NULL, &got), OK);
	memcpy(person_id, got.id, IDENT_SIZE);
	memcpy(agency_id, got.agency_id, IDENT_SIZE);
	visit_end(&v);
	row(PLATFORM_ADD, agency_id, NULL);
	row(MODULE_ADD, agency_id, person_id);
	row(LINK_ADD, NULL, NULL);
	row(DEPLOYMENT_ADD, NULL, NULL);
	row(LAUNCH_ADD, person_id, NULL);
	row(CHOICE_ADD, person_id, NULL);
	visit_begin(&v, url);
	check_int(session_start(&v.rq, person_id, &own), OK);
	check_int(session_launch_start(&v.rq, person_id, "launch", "https://u",
				       &launched), OK);
	check_int(session_launch_start(&v.rq, person_id, "choice", "https://u",
				       &choosing), OK);
	visit_end(&v);
}

static void come(struct visit *v, const char *cookie, const char *secret,
		 int64_t now)
{
	visit_begin(v, url);
	v->rq.now = now;
	if (cookie)
		visit_header(v, "Cookie", arena_format(&v->mem,
			     "balai_session=%s", cookie));
	visit_header(v, "X-Balai-Session", secret);
	check_int(auth_admit(auth, &v->rq, v->rq.db, NULL), OK);
}

/* The session's id, or NULL. */
static const char *found(const char *cookie, const char *secret, int64_t now)
{
	static char id[IDENT_SIZE];
	struct visit v;

	come(&v, cookie, secret, now);
	snprintf(id, sizeof(id), "%s", v.rq.session ? v.rq.session : "");
	visit_end(&v);
	return *id ? id : NULL;
}

static void by_secret(void)
{
	check_str(found(NULL, launched.secret, VISIT_NOW), launched.id);
	check_str(found(own.cookie, launched.secret, VISIT_NOW), launched.id);
	check_str(found(own.cookie, own.secret, VISIT_NOW), own.id);
	check_str(found(NULL, own.secret, VISIT_NOW), NULL);
	check_str(found(NULL, launched.cookie, VISIT_NOW), NULL);
}

static void scope(void)
{
	struct visit v;

	come(&v, NULL, launched.secret, VISIT_NOW);
	check(v.rq.launch != NULL);
	check_str(v.rq.launch->id, "launch");
	check_str(v.rq.launch->link_id, "link");
	check(launch_teaches(v.rq.launch));
	check_int(access_module(&v.rq, "module"), OK);
	check_int(access_module(&v.rq, "another"), ERR_NOT_FOUND);
	check_str(v.rq.embed, "https://u");
	visit_end(&v);
	come(&v, NULL, choosing.secret, VISIT_NOW);
	check_int(v.rq.launch->kind, LAUNCH_CHOICE);
	check_int(access_module(&v.rq, "module"), ERR_NOT_FOUND);
	visit_end(&v);
	come(&v, own.cookie, own.secret, VISIT_NOW);
	check(v.rq.launch == NULL && v.rq.embed == NULL);
	check_int(access_module(&v.rq, "another"), OK);
	visit_end(&v);
}

static void narrow(void)
{
	struct visit v;

	come(&v, NULL, launched.secret, VISIT_NOW);
	check_str(v.rq.person->id, person_id);
	check_str(v.rq.person->name, "Sari");
	check_int(v.rq.person->roles, 0);
	check_str(v.rq.person->email, NULL);
	check_str(v.rq.person->login, "");
	check(v.rq.person->guest);
	visit_end(&v);
	come(&v, own.cookie, own.secret, VISIT_NOW);
	check_str(v.rq.person->email, "sari@u.id");
	visit_end(&v);
}

/* What a route of that access makes of the launch; `known`: the person stays. */
static enum err passes(enum access access, bool *known)
{
	const struct route route = { .access = access, .name = "none/x" };
	struct visit v;
	enum err e;

	come(&v, NULL, launched.secret, VISIT_NOW);
	v.rq.route = &route;
	e = access_check(&v.rq);
	*known = v.rq.person && v.rq.launch;
	if (e)
		check_str(v.rq.problem->code, "launch_only");
	visit_end(&v);
	return e;
}

static void routes_of_launch(void)
{
	static const enum access shut[] = {
		GUEST, LEARNER, AUTHOR, HOST, ORGANISER, SUPERVISOR, LEADER,
		ADMIN,
	};
	bool known;

	check_int(passes(PLAYER, &known), OK);
	check(known);
	check_int(passes(RUN, &known), OK);
	check(known);
	check_int(passes(ANYONE, &known), OK);
	check(!known);
	check_int(passes(FOREIGN, &known), OK);
	check(!known);
	for (size_t i = 0; i < sizeof(shut) / sizeof(*shut); i++)
		check_int(passes(shut[i], &known), ERR_FORBIDDEN);
}

static void touch(int64_t now)
{
	struct visit v;

	visit_begin(&v, url);
	check_int(session_touch(v.rq.db, launched.id, true, now), OK);
	visit_end(&v);
}

static void lives(void)
{
	int64_t now = VISIT_NOW + 4 * HOUR - 1;

	check_str(found(NULL, launched.secret, now), launched.id);
	check_str(found(NULL, launched.secret, now + 1), NULL);
	touch(VISIT_NOW + HOUR);
	check_str(found(NULL, launched.secret, VISIT_NOW + 5 * HOUR), NULL);
	for (; now < VISIT_NOW + 12 * HOUR; now += 4 * HOUR - 1)
		touch(now);
	check_str(found(NULL, launched.secret, VISIT_NOW + 12 * HOUR - 1),
		  launched.id);
	check_str(found(NULL, launched.secret, VISIT_NOW + 12 * HOUR), NULL);
}

static void page(void)
{
	struct launch_page p;
	struct visit v;

	visit_begin(&v, url);
	check_int(launch_page(v.rq.db, "choice", &p), OK);
	check_str(p.embed, "https://u");
	check(p.choosing);
	check_int(launch_page(v.rq.db, "launch", &p), OK);
	check(!p.choosing);
	check_int(launch_page(v.rq.db, "nothing", &p), ERR_NOT_FOUND);
	visit_end(&v);
}

static void turned_off(void)
{
	row(TURN, "off", NULL);
	check_str(found(NULL, launched.secret, VISIT_NOW), NULL);
	check_str(found(own.cookie, own.secret, VISIT_NOW), own.id);
	row(TURN, "active", NULL);
	check_str(found(NULL, launched.secret, VISIT_NOW), launched.id);
}

static void ended(void)
{
	struct visit v;

	visit_begin(&v, url);
	check_int(session_end(v.rq.db, launched.id, person_id, VISIT_NOW), OK);
	visit_end(&v);
	check_str(found(NULL, launched.secret, VISIT_NOW), NULL);
}

static void play(const struct database *d)
{
	url = d->url;
	visit_migrate(url);
	begin();
	TEST("a launch's session is found by its secret alone, beside any other")
		by_secret();
	TEST("it opens its link's module, and a choice opens none")
		scope();
	TEST("of an account it has neither roles nor what the account tells")
		narrow();
	TEST("it passes what the player asks for; elsewhere it is a visitor or shut out")
		routes_of_launch();
	TEST("its page tells who may frame it, and whether it is a choice")
		page();
	TEST("a connection that is turned off takes its sessions along")
		turned_off();
	TEST("it lives four hours from its last use, and twelve at most")
		lives();
	TEST("ended it is nobody's")
		ended();
}

int main(void)
{
	if (auth_open(key, &auth))
		return 1;
	databases_play(play);
	auth_close(auth);
	return test_end();
}
