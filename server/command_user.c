/*
 * `balai user …`: people, by the command line.
 */
#include <stdio.h>
#include <string.h>

#include "auth/account.h"
#include "auth/auth.h"
#include "base/clock.h"
#include "command.h"
#include "db/pool.h"
#include "parts.h"
#include "store/activation.h"
#include "words.h"

#define LIST_PAGE 500

struct order {
	struct server *server;
	struct person person;
	const char *password;
	const struct phrase *why;	/* what did not fit */
	char token[SECRET_SIZE];
};

static enum err add(struct db *db, void *context)
{
	struct order *o = context;

	o->why = NULL;
	return account_add(db, o->server->auth->passwords, &o->person,
			   o->password, clock_now(), &o->why);
}

static enum err find(struct db *db, struct order *o, struct person *out)
{
	char nip[19];

	return person_by_login(db, login_form(db_arena(db), o->person.login),
			       nip_parse(o->person.login, nip) ? nip : NULL,
			       out);
}

static enum err make_link(struct db *db, void *context)
{
	struct order *o = context;
	struct person person;
	enum err e;

	if ((e = find(db, o, &person)))
		return e;
	return account_link(db, person.id, clock_now(), o->token);
}

/* Sessions and tokens end; a running server notices within seconds. */
static enum err set_password(struct db *db, void *context)
{
	struct order *o = context;
	char *hash = arena_alloc(db_arena(db), PASSWORD_HASH_SIZE);
	struct person p;
	enum err e;

	o->why = NULL;
	if ((e = find(db, o, &p)))
		return e;
	if (password_weak(o->password, &p)) {
		o->why = person_rule(PERSON_PASSWORD);
		return fail(ERR_INVALID, "%s", o->why->in[LANG_EN]);
	}
	if ((e = password_hash(o->server->auth->passwords, o->password,
			       hash)) ||
	    (e = person_set_password(db, p.id, hash, true)) ||
	    (e = signin_link_end(db, p.id)) ||
	    (e = activation_end(db, p.id)))
		return e;
	return session_end_all(db, p.id, NULL, clock_now());
}

/* The last administrator stays; then nothing of this is written. */
static enum err disable(struct db *db, void *context)
{
	struct order *o = context;
	struct person p;
	size_t n;
	enum err e;

	o->why = NULL;
	if ((e = find(db, o, &p)) || p.disabled_at ||
	    (e = person_set_disabled(db, p.id, clock_now())) ||
	    (e = session_end_all(db, p.id, NULL, clock_now())) ||
	    !(p.roles & ROLE_ADMIN) || (e = person_count_admins(db, &n)))
		return e;
	if (n)
		return OK;
	o->why = &problem_of(P_last_admin)->detail;
	return fail(ERR_INVALID, "%s", o->why->in[LANG_EN]);
}

static enum err read_password(struct arena *mem, const char **out)
{
	char line[PASSWORD_MAX + 2];

	if (!fgets(line, sizeof(line), stdin))
		return fail(ERR_INVALID, "no password on standard input");
	line[strcspn(line, "\r\n")] = '\0';
	*out = arena_copy(mem, line, strlen(line));
	return OK;
}

/* The value behind argv[i], which moves on; NULL when there is none. */
static const char *value_after(int argc, char **argv, int *i)
{
	return *i + 1 < argc ? argv[++*i] : NULL;
}

static bool set_role(struct order *o, const char *name)
{
	if (!role_named(name) && strcmp(name, "learner"))
		return false;
	o->person.roles |= (unsigned)role_named(name);
	return true;
}

/* False when there is no such option, or it does not take this value. */
static bool set_option(struct order *o, const char *name, const char *value)
{
	const struct { const char *name; const char **to; } texts[] = {
		{ "--name", &o->person.name }, { "--nip", &o->person.nip },
		{ "--email", &o->person.email },
	};

	if (!value)
		return false;
	if (strcmp(name, "--role") == 0)
		return set_role(o, value);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (strcmp(name, texts[i].name) == 0) {
			*texts[i].to = value;
			return true;
		}
	return false;
}

/* NULL, or the argument that nobody understands. */
static const char *read_arguments(struct order *o, int argc, char **argv,
				  bool *from_stdin)
{
	for (int i = 1; i < argc; i++) {
		const char *name = argv[i];

		if (strcmp(name, "--password-stdin") == 0)
			*from_stdin = true;
		else if (name[0] != '-' && !o->person.login)
			o->person.login = name;
		else if (name[0] != '-' ||
			 !set_option(o, name, value_after(argc, argv, &i)))
			return name;
	}
	return o->person.login ? NULL : "user add LOGIN";
}

static int tell(struct arena *mem, const struct order *o, enum err e)
{
	const enum lang lang = words_lang();

	if (e == ERR_CONFLICT && o->why)
		fail(e, "%s", words_fill(mem, W_user_taken,
					 VALUES({ "field", o->why->in[lang] })));
	else if (e == ERR_INVALID && o->why)
		fail(e, "%s", o->why->in[lang]);
	else if (e == ERR_NOT_FOUND)
		fail(e, "%s", words_fill(mem, W_user_unknown,
					 VALUES({ "login", o->person.login })));
	return failed();
}

static int user_add(struct arena *mem, struct server *server, int argc,
		    char **argv)
{
	struct order o = { .server = server };
	bool from_stdin = false;
	const char *wrong = read_arguments(&o, argc, argv, &from_stdin);
	enum err e = OK;

	if (wrong)
		return wrong_usage(wrong);
	if (!o.person.name)
		o.person.name = o.person.login;
	if ((from_stdin && (e = read_password(mem, &o.password))) ||
	    (e = pool_write(server->pool, mem, add, &o)))
		return tell(mem, &o, e);
	fputs(words_fill(mem, W_user_added,
			 VALUES({ "login", o.person.login })), stdout);
	return 0;
}

static int user_link(struct arena *mem, struct server *server, int argc,
		     char **argv)
{
	struct order o = { .server = server };
	const char *url = config_app_origin(server->config, mem, NULL, false);
	enum err e;

	if (argc != 2)
		return wrong_usage("user link LOGIN");
	o.person.login = argv[1];
	if ((e = pool_write(server->pool, mem, make_link, &o)))
		return tell(mem, &o, e);
	fputs(words_fill(mem, W_user_link, VALUES({ "link",
		arena_format(mem, "%s" ACCOUNT_LINK_PATH "%s", url, o.token) })),
	      stdout);
	return 0;
}

/* Tabs between the fields and none in them: a name holds no control. */
static void print_person(const struct person *p)
{
	printf("%s\t%s\t%s\t%s\t", p->login, p->name, p->agency_name,
	       person_state_name(person_state(p)));
	for (unsigned bit = 1; bit < ROLES_END; bit <<= 1)
		if (p->roles & bit)
			printf("%s,", role_name((enum role)bit));
	puts("learner");
}

static enum err print_people(struct db *db, const char *role)
{
	const struct person_filter filter = { .like = "%", .role = role };
	struct person *people;
	size_t from = 0, n;
	enum err e;

	do {
		e = person_page(db, &filter, from, LIST_PAGE, &people, &n);
		for (size_t i = 0; !e && i < n; i++)
			print_person(&people[i]);
		from += n;
	} while (!e && n == LIST_PAGE);
	return e;
}

static int user_list(struct arena *mem, struct server *server, int argc,
		     char **argv)
{
	const char *role = "";
	struct db *db;
	enum err e;

	if (argc == 3 && strcmp(argv[1], "--role") == 0 && role_named(argv[2]))
		role = argv[2];
	else if (argc != 1)
		return wrong_usage("user list [--role ROLE]");
	if ((e = pool_read(server->pool, mem, &db)))
		return failed();
	e = print_people(db, role);
	pool_read_end(server->pool, db);
	return e ? failed() : 0;
}

static int user_password(struct arena *mem, struct server *server, int argc,
			 char **argv)
{
	struct order o = { .server = server };
	bool from_stdin = false;
	const char *wrong = read_arguments(&o, argc, argv, &from_stdin);
	enum err e;

	if (wrong || !from_stdin)
		return wrong_usage("user password LOGIN --password-stdin");
	if ((e = read_password(mem, &o.password)) ||
	    (e = pool_write(server->pool, mem, set_password, &o)))
		return tell(mem, &o, e);
	fputs(words_fill(mem, W_user_password,
			 VALUES({ "login", o.person.login })), stdout);
	return 0;
}

static int user_disable(struct arena *mem, struct server *server, int argc,
			char **argv)
{
	struct order o = { .server = server };
	enum err e;

	if (argc != 2 || argv[1][0] == '-')
		return wrong_usage("user disable LOGIN");
	o.person.login = argv[1];
	if ((e = pool_write(server->pool, mem, disable, &o)))
		return tell(mem, &o, e);
	fputs(words_fill(mem, W_user_disabled,
			 VALUES({ "login", o.person.login })), stdout);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(struct arena *, struct server *, int argc, char **argv);
} orders[] = {
	{ "add", user_add }, { "link", user_link }, { "list", user_list },
	{ "password", user_password }, { "disable", user_disable },
};

#define ORDERS (sizeof(orders) / sizeof(*orders))

int command_user(const struct config *config, int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct server server;
	size_t i = 0;
	int code;

	while (argc && i < ORDERS && strcmp(orders[i].name, argv[0]))
		i++;
	if (!argc || i == ORDERS)
		return wrong_usage("user add, link, list, password, disable");
	code = parts_open(config, &server)
		? failed() : orders[i].run(&mem, &server, argc, argv);
	parts_close(&server);
	arena_end(&mem);
	return code;
}
