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
#include "words.h"

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

static enum err make_link(struct db *db, void *context)
{
	struct order *o = context;
	struct person person;
	enum err e;

	if ((e = person_by_login(db, o->person.login, NULL, &person)))
		return e;
	return account_link(db, person.id, clock_now(), o->token);
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

int command_user(const struct config *config, int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct server server;
	int code;

	if (argc < 2 || (strcmp(argv[0], "add") && strcmp(argv[0], "link")))
		return wrong_usage("user add LOGIN, user link LOGIN");
	if (parts_open(config, &server))
		code = failed();
	else if (strcmp(argv[0], "add") == 0)
		code = user_add(&mem, &server, argc, argv);
	else
		code = user_link(&mem, &server, argc, argv);
	parts_close(&server);
	arena_end(&mem);
	return code;
}
