#include "server.h"

#include <ftw.h>
#include <unistd.h>

#include "auth/auth.h"
#include "config.h"
#include "crowd.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "http/mail.h"
#include "lti/frames.h"
#include "play/packages.h"
#include "serve.h"
#include "shelf.h"
#include "store/agency.h"
#include "store/attempt.h"
#include "store/au.h"
#include "store/mail.h"
#include "store/module.h"
#include "store/person.h"
#include "store/queries.h"
#include "store/session.h"

/* ---- The database: one connection, and nothing stays ------------------- */

static struct db *db;
static bool open;		/* a transaction is: all that a request does */
static bool busy;		/* somebody has it */

enum err __wrap_pool_write(struct pool *, struct arena *mem, pool_work *work,
			   void *context);
enum err __wrap_pool_read(struct pool *, struct arena *mem, struct db **out);
void __wrap_pool_read_end(struct pool *, struct db *);
void __wrap_pool_count(struct pool *, struct pool_counts *out);
enum err __wrap_auth_guess(struct auth *, struct request *,
			   const struct guess *, const char *hash,
			   const char *password, bool *good);
enum err __wrap_password_hash(struct passwords *, const char *password,
			      char out[static PASSWORD_HASH_SIZE]);
enum err __wrap_mail_send(const struct mail_server *, const struct letter *);

/* Who asks while they have it would wait for themselves. */
static void db_take(struct arena *mem)
{
	must(!busy);
	busy = true;
	db_lend(db, mem);
	if (!open)
		must(!db_begin(db, DB_WRITE));
	open = true;
}

void fuzz_undo(void)
{
	must(!busy);
	if (open)
		db_rollback(db);
	open = false;
}

enum err __wrap_pool_write(struct pool *pool, struct arena *mem,
			   pool_work *work, void *context)
{
	enum err e;

	(void)pool;
	db_take(mem);
	e = work(db, context);
	busy = false;
	if (e)
		fuzz_undo();
	return e;
}

enum err __wrap_pool_read(struct pool *pool, struct arena *mem, struct db **out)
{
	(void)pool;
	db_take(mem);
	*out = db;
	return OK;
}

void __wrap_pool_read_end(struct pool *pool, struct db *ended)
{
	(void)pool;
	must(busy && ended == db);
	busy = false;
}

void __wrap_pool_count(struct pool *pool, struct pool_counts *out)
{
	(void)pool;
	*out = (struct pool_counts){ .writes = 0 };
}

enum err __wrap_auth_guess(struct auth *auth, struct request *rq,
			   const struct guess *guess, const char *hash,
			   const char *password, bool *good)
{
	(void)auth;
	(void)rq;
	(void)guess;
	must(!busy);
	*good = hash && *password == 'a';
	return OK;
}

enum err __wrap_password_hash(struct passwords *passwords, const char *password,
			      char out[static PASSWORD_HASH_SIZE])
{
	(void)passwords;
	must(!busy && fuzz_utf8(password, 4096));
	strcpy(out, "$argon2id$");
	return OK;
}

enum err __wrap_mail_send(const struct mail_server *server,
			  const struct letter *letter)
{
	(void)server;
	must(fuzz_utf8(letter->to, 254) && !strpbrk(letter->to, "\r\n<> "));
	return OK;
}

/* ---- What there is ------------------------------------------------------ */

static void rows_people(void)
{
	const char *clash;

	must(!agency_add(db, &(struct agency){ .id = FUZZ_AGENCY,
		.name = "Balai", .kind = "agency", .help = "" }));
	must(!person_add(db, &(struct person){ .id = FUZZ_PERSON,
		.agency_id = FUZZ_AGENCY, .name = "Sari", .login = "sari",
		.password = "$argon2id$", .epoch = 1, .roles = ROLE_ADMIN,
		.email = "sari@contoh.go.id" }, &clash));
	must(!person_set_roles(db, FUZZ_PERSON, ROLE_ADMIN));
	must(!person_add(db, &(struct person){ .id = FUZZ_OTHER,
		.agency_id = FUZZ_AGENCY, .name = "Dewi", .login = "dewi",
		.epoch = 1 }, &clash));
	must(!session_add(db, &(struct session){ .id = FUZZ_SESSION,
		.person_id = FUZZ_PERSON, .cookie_hash = "c",
		.secret_hash = "s", .expires_at = FUZZ_NOW + 86400000,
		.user_agent = "", .address = "", .embed = "" }));
	must(!mail_setting_put(db, &(struct mail_setting){
		.host = "127.0.0.1", .port = 25, .security = "none",
		.login = "", .sender = "belajar@contoh.go.id" }));
}

/* A module, its version and unit, an attempt and a run; ids from `first` on. */
static void rows_module(char first, const char *standard, const char *kind,
			const char *launch)
{
	static char ids[10][27];
	static size_t made;
	char *id[5];

	for (size_t i = 0; i < 5; i++) {
		id[i] = ids[made++];
		snprintf(id[i], 27, "%s%c", FUZZ_ID(""), first);
		first = first == '9' ? 'a' : (char)(first + 1);
	}
	must(!module_add(db, &(struct module){ .id = id[0],
		.agency_id = FUZZ_AGENCY, .owner_id = FUZZ_PERSON,
		.title = "Modul", .description = "", .created_at = 1 }));
	must(!version_add(db, &(struct version){ .id = id[1],
		.module_id = id[0], .standard = standard, .title = "Modul",
		.files = 1, .units = 1, .tree = "{\"children\":[]}",
		.report = "{}", .digest = id[1], .created_at = 1 }));
	must(!unit_add(db, &(struct unit){ .id = id[2], .version_id = id[1],
		.ident = "http://p/u", .title = "Unit", .kind = kind,
		.href = "index.html", .launch = launch }));
	must(!version_file_add(db, id[1], &(struct version_file){
		.path = "index.html", .blob = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", .size = 1,
		.media_type = "text/html" }));
	must(!module_publish(db, id[0], id[1], 2));
	must(!attempt_add(db, &(struct attempt){ .id = id[3],
		.person_id = FUZZ_PERSON, .module_id = id[0],
		.version_id = id[1], .number = 1, .unit_id = id[2],
		.activity = "", .started_at = 3, .last_at = 3 }));
	must(!run_add(db, &(struct run){ .id = id[4], .attempt_id = id[3],
		.unit_id = id[2], .person_id = FUZZ_PERSON,
		.module_id = id[0], .version_id = id[1], .started_at = 3 }));
}

static void rows_make(void)
{
	struct arena mem = ARENA_INIT;

	db_lend(db, &mem);
	must(!db_begin(db, DB_WRITE));
	rows_people();
	rows_module('4', "scorm2004-4", "sco", "{\"objectives\":[]}");
	rows_module('9', "cmi5", "au", "{\"moveOn\":\"CompletedOrPassed\","
		    "\"masteryScore\":0.5,\"activity\":\"http://p/u\"}");
	must(!au_run_add(db, &(struct au_run){ .run_id = FUZZ_AU_RUN,
		.attempt_id = FUZZ_ID("c"), .unit_id = FUZZ_ID("b"),
		.registration = "ec531277-b57b-5c15-8d91-d292c5b2b8f7",
		.activity = "http://a", .home = "http://h",
		.session.launched_at = FUZZ_NOW - 1000 }));
	must(!db_commit(db));
	arena_end(&mem);
}

/* ---- The server --------------------------------------------------------- */

static char folder[256];

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void folder_remove(void)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void database_open(void)
{
	const char *tmp = access("/dev/shm", W_OK) ? getenv("TMPDIR")
						   : "/dev/shm";
	char url[300];
	static struct arena mem;

	snprintf(folder, sizeof(folder), "%s/balai-fuzz-XXXXXX",
		 tmp ? tmp : "/tmp");
	must(mkdtemp(folder) != NULL);
	atexit(folder_remove);
	snprintf(url, sizeof(url), "sqlite:%s/fuzz.db", folder);
	must(!db_migrate(url, &catalogue));
	must(!db_open(url, &catalogue, &mem, &db));
}

struct server *fuzz_server(void)
{
	static const unsigned char key[TOKEN_KEY_SIZE] = "of the fuzzer";
	static const struct config config = {
		.url = "https://belajar.contoh.go.id", .web = "",
		.content_url = "", .database_url = "", .port = 8080,
		.content_port = 8081, .address = "127.0.0.1",
		.content_pattern = "https://{module}.konten.contoh.go.id",
		.content_per_module = true, .upload_limit = 2048,
		.data = folder, .trust_proxy = "",
	};
	static struct server server = { .config = &config };
	char blobs[300];

	if (server.auth)
		return &server;
	database_open();
	must(!auth_open(key, &server.auth));
	server.packages = packages_new();
	server.crowd = crowd_new(2, 8);
	snprintf(blobs, sizeof(blobs), "%s/blobs", folder);
	must(!blob_store_open(blobs, &server.blobs));
	server.shelf = shelf_new(&server.blobs);
	server.frames = lti_frames_new();
	rows_make();
	return &server;
}

static const char *token_text(struct arena *mem, enum token_kind kind,
			      const char *subject)
{
	struct token t = { .kind = kind, .epoch = 1,
			   .expires_at = FUZZ_NOW + 3600000 };
	char *text = arena_alloc(mem, TOKEN_SIZE);

	strcpy(t.session, FUZZ_SESSION);
	strcpy(t.subject, subject);
	token_write(fuzz_server()->auth->token_key, &t, text);
	return text;
}

char *fuzz_tokens(struct arena *mem, const char *text)
{
	static const struct {
		const char *name;
		enum token_kind kind;
		const char *subject;
	} tokens[] = {
		{ "TOKEN-RUN", TOKEN_RUN, FUZZ_RUN },
		{ "TOKEN-AU", TOKEN_RUN, FUZZ_AU_RUN },
		{ "TOKEN-FILES", TOKEN_FILES, FUZZ_ID("5") },
		{ "TOKEN-FETCH", TOKEN_FETCH, FUZZ_AU_RUN },
	};
	char *out = arena_copy(mem, text, strlen(text)), *at;

	for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++)
		if ((at = strstr(out, tokens[i].name)))
			out = arena_format(mem, "%.*s%s%s", (int)(at - out),
				out, token_text(mem, tokens[i].kind,
						tokens[i].subject),
				at + strlen(tokens[i].name));
	return out;
}
