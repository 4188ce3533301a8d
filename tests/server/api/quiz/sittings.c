/*
 * Quizzes as a learner's page and those responsible for them see them, with a
 * clock that the test moves: each request goes through serve, on both engines.
 */

#include "auth/account.h"
#include "auth/auth.h"
#include "base/ident.h"
#include "config.h"
#include "crowd.h"
#include "databases.h"
#include "db/pool.h"
#include "domain/person.h"
#include "jobs/jobs.h"
#include "play/regrade.h"
#include "play/sitting.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/native.h"
#include "store/person.h"
#include "store/sitting.h"
#include "visit.h"

#define MINUTE INT64_C(60000)

/* A browser, and what the person in it has open. */
struct browser {
	const char *login;
	char cookie[80], secret[80], id[IDENT_SIZE];
	char attempt[IDENT_SIZE], run[IDENT_SIZE], sitting[IDENT_SIZE];
	int64_t sequence;
};

static struct server server;
static struct arena mem = ARENA_INIT;
static struct browser sari, author, admin, budi, tono;
static int64_t now;
static struct visit v;		/* the last request and its answer */
static json_t *json;		/* of the answer */
static char module[IDENT_SIZE];

static int call(struct browser *b, enum method method, const char *path,
		json_t *body)
{
	static struct arena before;
	const char *query = strchr(path, '?');
	const char *cookie = NULL, *secret;
	char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;

	json_decref(body);
	arena_end(&before);
	before = v.mem;
	visit_bare(&v);
	if (text)
		arena_own(&v.mem, text, free);
	v.rq.server = &server;
	v.rq.method = method;
	v.rq.now = now;
	v.rq.lang = LANG_EN;
	v.rq.path = arena_copy(&v.mem, path, strcspn(path, "?"));
	v.rq.query = query ? query + 1 : "";
	v.rq.body = text;
	v.rq.body_size = text ? strlen(text) : 0;
	visit_header(&v, "Sec-Fetch-Site", "same-origin");
	visit_header(&v, "Host", "localhost:8080");
	visit_header(&v, "Cookie", arena_format(&v.mem, "balai_session=%s",
						b->cookie));
	if (*b->secret)
		visit_header(&v, "X-Balai-Session", b->secret);
	serve(&v.rq, &v.rs);
	json = v.rs.json;
	if (!json && v.rs.bytes)
		json = request_own_json(&v.rq, json_loadb(v.rs.bytes,
							  v.rs.size, 0, NULL));
	if ((cookie = visit_set_cookie(&v, "balai_session")))
		snprintf(b->cookie, sizeof(b->cookie), "%s", cookie);
	secret = json_string_value(json_object_get(json, "secret"));
	if (secret)
		snprintf(b->secret, sizeof(b->secret), "%s", secret);
	return v.rs.status;
}

/* A value of the last answer, by its names: "result", "scaled". */
static json_t *at(const char *name)
{
	char path[200], *rest = path, *one;
	json_t *here = json;

	snprintf(path, sizeof(path), "%s", name);
	while (here && (one = strsep(&rest, ".")))
		here = json_is_array(here)
			? json_array_get(here, (size_t)atoi(one))
			: json_object_get(here, one);
	return here;
}

static const char *text_at(const char *name)
{
	const char *text = json_string_value(at(name));

	return text ? text : "";
}

static int percent(const char *name)
{
	return json_is_number(at(name))
		? (int)(json_number_value(at(name)) * 100 + 0.5) : -1;
}

static const char *fmt(const char *format, const char *a, const char *b)
{
	return arena_format(&mem, format, a, b);
}

static void copy(char to[static IDENT_SIZE], const char *from)
{
	snprintf(to, IDENT_SIZE, "%s", from);
}

static void sign_in(struct browser *b, const char *login)
{
	b->login = login;
	check_int(call(b, POST, "/api/v1/session", json_pack("{s:s, s:s}",
		"login", login, "password", ACCOUNT_DEMO_PASSWORD)), 200);
	copy(b->id, text_at("person.id"));
}

/* The module */

static const char *const quiz_words =
	"{'id':'%s','title':'Kuis','kind':'%s','questions':["
	"{'id':'A','type':'single','text':'Ibu kota?','feedback':"
	"{'right':'Benar sekali.','wrong':'RAHASIA-A'},'choices':["
	"{'text':'Bandung'},{'text':'Jakarta','right':true},{'text':'Solo'}]},"
	"{'id':'B','type':'numeric','text':'6 x 12?','answer':72,'points':2,"
	"'feedback':{'right':'Ya.','wrong':'RAHASIA-B'}}%s]%s}";

struct unit_spec {
	const char *ident, *kind, *quiz, *rules;
	bool essay;
};

static const char essay[] =
	",{'id':'E','type':'essay','text':'Tulis.','feedback':{'right':'x',"
	"'wrong':'y'},'rubric':[{'text':'Isi','points':2},"
	"{'text':'Bahasa','points':1}]}";

static const struct unit_spec specs[] = {
	{ "quiz:kuis", "quiz", "quiz", ",'passMark':60,'attempts':2", 0 },
	{ "quiz:jam", "quiz", "quiz", ",'timeMinutes':10", 0 },
	{ "quiz:uraian", "quiz", "quiz", ",'passMark':50", true },
	{ "quiz:pretes", "quiz", "pretest", "", 0 },
	{ "quiz:cek", "quiz", "quiz", ",'feedback':'once'", 0 },
	{ "quiz:diam", "quiz", "quiz", ",'feedback':'never'", 0 },
	{ "quiz:tutup", "quiz", "quiz",
	  ",'feedback':'closed','closesAt':'2027-01-31'", 0 },
	{ "quiz:akhir", "quiz", "quiz", ",'keep':'last','passMark':60", 0 },
	{ "quiz:rata", "quiz", "quiz", ",'keep':'average'", 0 },
};
#define NSPECS (sizeof(specs) / sizeof(*specs))

static char *quoted(char *text)
{
	for (char *s = text; *s; s++)
		if (*s == '\'')
			*s = '"';
	return text;
}

static enum err unit_make(struct db *db, const char *version, size_t i)
{
	const struct unit_spec *s = &specs[i];
	const struct unit u = {
		.id = ident_make(&mem, now), .version_id = version,
		.position = (int64_t)i, .ident = s->ident, .title = s->ident,
		.kind = s->kind, .href = "", .launch = "{}",
	};
	enum err e;

	if ((e = unit_add(db, &u)))
		return e;
	return unit_definition_add(db, u.id, quoted(arena_format(&mem,
		quiz_words, s->ident + 5, s->quiz, s->essay ? essay : "",
		s->rules)));
}

static enum err module_make(struct db *db, void *context)
{
	const char *agency = context;
	struct version ver = {
		.id = ident_make(&mem, now), .module_id = module,
		.standard = "balai", .title = "Uji", .units = NSPECS,
		.tree = "{}", .report = "{}", .digest = "", .created_at = now,
	};
	const struct module m = {
		.id = module, .agency_id = agency, .title = "Uji",
		.description = "", .created_at = now,
	};
	enum err e;

	if ((e = module_add(db, &m)) || (e = version_add(db, &ver)))
		return e;
	for (size_t i = 0; i < NSPECS; i++)
		if ((e = unit_make(db, ver.id, i)))
			return e;
	return module_publish(db, module, ver.id, now);
}

static void publish(const char *agency)
{
	copy(module, ident_make(&mem, now));
	check_int(pool_write(server.pool, &mem, module_make, (void *)agency),
		  OK);
}

/* What a learner's page does */

static void launch(struct browser *b, const char *unit, bool restart)
{
	check_int(call(b, POST, fmt("/api/v1/modules/%s/launches", module, ""),
		       json_pack("{s:s, s:b}", "unit", unit, "restart",
				 restart)), 201);
	copy(b->attempt, text_at("attempt"));
	copy(b->run, text_at("run"));
	b->sequence = 0;
}

static int begin(struct browser *b, const char *unit)
{
	const int status = call(b, POST, "/api/v1/sittings", json_pack(
		"{s:s, s:s}", "attempt", b->attempt, "unit", unit));

	if (status < 300)
		copy(b->sitting, text_at("id"));
	return status;
}

static int look(struct browser *b)
{
	return call(b, GET, fmt("/api/v1/sittings/%s", b->sitting, ""), NULL);
}

static int quiz(struct browser *b, const char *unit)
{
	return call(b, GET, fmt("/api/v1/attempts/%s/units/%s/quiz",
				b->attempt, unit), NULL);
}

/* The displayed id of the choice with that text. */
static const char *choice(const char *word)
{
	json_t *questions = at("questions"), *q, *c;
	size_t i, j;

	json_array_foreach(questions, i, q)
		json_array_foreach(json_object_get(q, "choices"), j, c)
			if (strstr(json_string_value(
					json_object_get(c, "html")), word))
				return arena_format(&mem, "%s",
					json_string_value(
						json_object_get(c, "id")));
	return "none";
}

static json_t *given(json_t *response, int64_t when)
{
	return json_pack("{s:o, s:I, s:I}", "response", response, "at",
			 (json_int_t)when, "ms", (json_int_t)5000);
}

static json_t *single(const char *id)
{
	return json_pack("{s:s}", "choice", id);
}

static json_t *typed(const char *text)
{
	return json_pack("{s:s}", "text", text);
}

/* Takes the reference to `responses`. */
static int save(struct browser *b, json_t *responses, bool end)
{
	b->sequence++;
	return call(b, POST, "/api/v1/saves", json_pack(
		"{s:s, s:s, s:s, s:I, s:I, s:s, s:o, s:s, s:b, s:I, s:{}}",
		"kind", "answers", "attempt", b->attempt, "run", b->run,
		"sequence", (json_int_t)b->sequence, "at", (json_int_t)now,
		"sitting", b->sitting, "responses", responses, "place", "B",
		"end", end, "sessionTimeMs",
		(json_int_t)(1000 * b->sequence), "cmi"));
}

static void begin_at(struct browser *b, const char *unit)
{
	launch(b, unit, false);
	check_int(begin(b, unit), 201);
}

/* Right or wrong on A and B, handed in. */
static void sit(struct browser *b, const char *unit, bool a, bool n)
{
	begin_at(b, unit);
	check_int(save(b, json_pack("{s:o, s:o}",
		"A", given(single(choice(a ? "Jakarta" : "Solo")), now),
		"B", given(typed(n ? "72" : "71"), now)), true), 200);
}

static json_t *progress(struct browser *b, const char *unit)
{
	json_t *one;
	size_t i;

	check_int(call(b, GET, "/api/v1/me/progress", NULL), 200);
	json_array_foreach(json, i, one)
		if (!strcmp(json_string_value(json_object_get(
				json_object_get(one, "unit"), "key")), unit) &&
		    !strcmp(json_string_value(json_object_get(one, "attempt")),
			    b->attempt))
			return one;
	return NULL;
}

static const char *of(json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static int scaled(json_t *p)
{
	json_t *s = json_object_get(json_object_get(p, "score"), "scaled");

	return json_is_number(s) ? (int)(json_number_value(s) * 100 + 0.5) : -1;
}

static bool tells(const char *words)
{
	char *text = json_dumps(json, JSON_COMPACT);
	const bool does = strstr(text, words);

	free(text);
	return does;
}

/* The tests */

static void goes_on(void)
{
	launch(&sari, "quiz:kuis", false);
	check_int(quiz(&sari, "quiz:kuis"), 200);
	check_str(text_at("kind"), "quiz");
	check_int(json_integer_value(at("questions")), 2);
	check_int((int)json_number_value(at("points")), 3);
	check_int(json_integer_value(at("left")), 2);
	check(json_is_true(at("mayBegin")));
	check_int(begin(&sari, "quiz:kuis"), 201);
	check_str(text_at("state"), "open");
	check_int(json_array_size(at("questions")), 2);
	check_int(begin(&sari, "quiz:kuis"), 200);
	check_str(text_at("id"), sari.sitting);
	check_int(json_integer_value(at("number")), 1);
	check_str(of(progress(&sari, "quiz:kuis"), "completion"),
		  "incomplete");
	check_int(quiz(&sari, "quiz:kuis"), 200);
	check_str(text_at("open"), sari.sitting);
	check_str(text_at("whyNot"), "open");
}

static void not_theirs(void)
{
	check_int(call(&budi, GET, fmt("/api/v1/sittings/%s", sari.sitting,
				       ""), NULL), 404);
	check_int(call(&budi, POST, "/api/v1/sittings", json_pack(
		"{s:s, s:s}", "attempt", sari.attempt, "unit", "quiz:kuis")),
		404);
	check_int(call(&budi, GET, fmt("/api/v1/attempts/%s/units/%s/quiz",
				       sari.attempt, "quiz:kuis"), NULL), 404);
	check_int(call(&sari, POST, "/api/v1/sittings", json_pack(
		"{s:s, s:s}", "attempt", sari.attempt, "unit", "quiz:tidak")),
		404);
}

static void two_devices(void)
{
	struct browser phone = sari;
	const char *right, *wrong;

	check_int(look(&sari), 200);
	right = choice("Jakarta");
	wrong = choice("Solo");
	now += MINUTE;
	check_int(save(&sari, json_pack("{s:o}", "A",
		given(single(wrong), now - 2000)), false), 200);
	check(json_is_true(at("accepted")));
	launch(&phone, "quiz:kuis", false);
	now += MINUTE;
	check_int(save(&phone, json_pack("{s:o, s:o}",
		"A", given(single(right), now - 1000),
		"B", given(typed("70"), now - 500)), false), 200);
	/* The first page sends once more all that was given on it. */
	check_int(save(&sari, json_pack("{s:o, s:o}",
		"A", given(single(wrong), now - MINUTE - 2000),
		"B", given(typed("72"), now - 400)), false), 200);
	check_int(look(&phone), 200);
	check_str(text_at("responses.A.response.choice"), right);
	check_str(text_at("responses.B.response.text"), "72");
	check_str(text_at("place"), "B");
	check(!tells("RAHASIA"));
	check(!tells("\"key\""));
	check(!tells("Benar sekali"));
}

static void sent_again(void)
{
	json_t *old = given(single(choice("Solo")), now);

	sari.sequence = 0;
	check_int(save(&sari, json_pack("{s:o}", "A", old), true), 200);
	check(json_is_true(at("duplicate")));
	check_int(look(&sari), 200);
	check_str(text_at("state"), "open");
	sari.sequence = 10;
}

static void odd_answers(void)
{
	check_int(save(&sari, json_pack("{s:s, s:o, s:{s:i}, s:o}",
		"A", "bukan", "Z", given(typed("1"), now), "B", "at", 1,
		"E", given(json_null(), now)), false), 200);
	check(json_is_false(at("accepted")));
	check_int(look(&sari), 200);
	check_str(text_at("responses.B.response.text"), "72");
	/* What the server grades is not claimed by a page. */
	check_int(call(&sari, POST, "/api/v1/saves", json_pack(
		"{s:s, s:s, s:s, s:I, s:i, s:{}, s:s, s:s, s:{s:i}}",
		"kind", "cmi", "attempt", sari.attempt, "run", sari.run,
		"sequence", (json_int_t)50, "sessionTimeMs", 0, "cmi",
		"completion", "completed", "success", "passed",
		"score", "scaled", 1)), 422);
	check_str(text_at("code"), "item_invalid");
}

static void handed_in(void)
{
	json_t *p;

	check_int(save(&sari, json_object(), true), 200);
	p = progress(&sari, "quiz:kuis");
	check_str(of(p, "source"), "server");
	check_str(of(p, "completion"), "completed");
	check_str(of(p, "success"), "passed");
	check_int(scaled(p), 100);
	check_int(json_integer_value(json_object_get(
		json_object_get(p, "score"), "raw")), 0);
	check_int(look(&sari), 200);
	check_str(text_at("state"), "graded");
	check_int(percent("result.scaled"), 100);
	check(json_is_true(at("result.passed")));
	check_str(text_at("result.questions.A.state"), "right");
	check(tells("Benar sekali"));
	check(tells("\"key\""));
	check_int(save(&sari, json_pack("{s:o}", "B",
		given(typed("1"), now - 1)), false), 200);
	check_str(text_at("reason"), "ended");
	check_int(look(&sari), 200);
	check_int(percent("result.scaled"), 100);
}

static void limited(void)
{
	sit(&budi, "quiz:kuis", false, false);
	check_str(of(progress(&budi, "quiz:kuis"), "completion"),
		  "incomplete");
	check_str(of(progress(&budi, "quiz:kuis"), "success"), "failed");
	sit(&budi, "quiz:kuis", true, false);
	check_int(scaled(progress(&budi, "quiz:kuis")), 33);
	check_int(begin(&budi, "quiz:kuis"), 409);
	check_str(text_at("code"), "quiz_used");
	check_int(quiz(&budi, "quiz:kuis"), 200);
	check_int(json_integer_value(at("left")), 0);
	check_str(text_at("whyNot"), "used");
	/* Nor by beginning the module anew, which has what was reached. */
	launch(&budi, "quiz:kuis", true);
	check_int(begin(&budi, "quiz:kuis"), 409);
	check_int(scaled(progress(&budi, "quiz:kuis")), 33);
}

static int give_leave(struct browser *who, const struct browser *to,
		      const char *unit, int minutes, int attempts)
{
	return call(who, PUT, fmt("/api/v1/modules/%s/leave/%s", module,
				  to->id), json_pack(
		"{s:s, s:i, s:i, s:s}", "unit", unit, "extraMinutes", minutes,
		"extraAttempts", attempts, "reason", "Listrik padam"));
}

static void one_more(void)
{
	check_int(give_leave(&budi, &budi, "quiz:kuis", 0, 1), 403);
	check_int(give_leave(&author, &budi, "quiz:tidak", 0, 1), 404);
	check_int(give_leave(&author, &budi, "quiz:kuis", 0, 1), 200);
	check_int(give_leave(&author, &budi, "quiz:kuis", 0, 1), 200);
	check_int(call(&author, GET, fmt("/api/v1/modules/%s/leave", module,
					 ""), NULL), 200);
	check_int(json_array_size(at("leave")), 1);
	check_str(text_at("leave.0.reason"), "Listrik padam");
	check_int(begin(&budi, "quiz:kuis"), 201);
	check_int(json_integer_value(at("number")), 3);
	check_int(begin(&budi, "quiz:kuis"), 200);
}

static void in_time(void)
{
	const int64_t began = now;

	begin_at(&sari, "quiz:jam");
	check_int(json_integer_value(at("deadline")), began + 10 * MINUTE);
	/* No line: what was given in time arrives when it is over. */
	now = began + 12 * MINUTE;
	check_int(save(&sari, json_pack("{s:o, s:o}",
		"A", given(single(choice("Jakarta")), began + 9 * MINUTE),
		"B", given(typed("72"), began + 11 * MINUTE)), false), 200);
	check(json_is_false(at("accepted")));
	check_str(text_at("reason"), "late");
	check_int(look(&sari), 200);
	check_str(text_at("state"), "graded");
	check_int(json_integer_value(at("endedAt")), began + 10 * MINUTE);
	check_int(json_integer_value(at("late")), 2 * MINUTE);
	check_int(percent("result.scaled"), 33);
	/* Now it was seen, and what comes could be copied. */
	check_int(save(&sari, json_pack("{s:o}", "B",
		given(typed("72"), began + 9 * MINUTE)), false), 200);
	check_str(text_at("reason"), "ended");
	check_int(look(&sari), 200);
	check_int(percent("result.scaled"), 33);
}

static enum err end_now(struct db *db, void *context)
{
	struct sitting s;
	enum err e = sitting_by_id(db, context, &s);

	return e ? e : sitting_finish(db, &s, now);
}

static void after_the_round(void)
{
	const int64_t began = now;
	const char *right;

	begin_at(&budi, "quiz:jam");
	right = choice("Jakarta");
	now = began + 30 * MINUTE;
	check_int(pool_write(server.pool, &mem, end_now, budi.sitting), OK);
	check_int(scaled(progress(&budi, "quiz:jam")), 0);
	check_int(save(&budi, json_pack("{s:o}", "A",
		given(single(right), began + MINUTE)), false), 200);
	check(json_is_true(at("accepted")));
	check_int(scaled(progress(&budi, "quiz:jam")), 33);
	/* Once: the score that stands in the record tells what to change. */
	check_int(save(&budi, json_pack("{s:o}", "B",
		given(typed("72"), began + MINUTE)), false), 200);
	check_str(text_at("reason"), "ended");
	check_int(scaled(progress(&budi, "quiz:jam")), 33);
}

static void more_time(void)
{
	const int64_t began = now;

	begin_at(&tono, "quiz:jam");
	check_int(give_leave(&author, &tono, "quiz:jam", 5, 0), 200);
	check_int(look(&tono), 200);
	check_int(json_integer_value(at("deadline")), began + 15 * MINUTE);
	now = began + 14 * MINUTE;
	check_int(save(&tono, json_pack("{s:o}", "B",
		given(typed("72"), now)), false), 200);
	check(json_is_true(at("accepted")));
	now = began + 15 * MINUTE + SITTING_GRACE_MS;
	check_int(look(&tono), 200);
	check_str(text_at("state"), "open");
	now += 1;
	check_int(look(&tono), 200);
	check_str(text_at("state"), "graded");
	check_int(percent("result.scaled"), 67);
	/* Nothing was late, but it was seen. */
	check_int(save(&tono, json_pack("{s:o}", "A",
		given(single("1"), began + MINUTE)), false), 200);
	check_str(text_at("reason"), "ended");
}

static void kept(void)
{
	sit(&sari, "quiz:akhir", true, true);
	check_int(scaled(progress(&sari, "quiz:akhir")), 100);
	sit(&sari, "quiz:akhir", true, false);
	check_int(scaled(progress(&sari, "quiz:akhir")), 33);
	check_str(of(progress(&sari, "quiz:akhir"), "success"), "passed");
	sit(&sari, "quiz:rata", true, true);
	sit(&sari, "quiz:rata", true, false);
	check_int(scaled(progress(&sari, "quiz:rata")), 67);
}

static void pretest(void)
{
	json_t *p;

	sit(&sari, "quiz:pretes", true, true);
	p = progress(&sari, "quiz:pretes");
	check_str(of(p, "completion"), "completed");
	check_str(of(p, "success"), "unknown");
	check_int(scaled(p), -1);
	check_int(quiz(&sari, "quiz:pretes"), 200);
	check(json_is_false(at("sittings.0.counts")));
	check(json_is_null(at("kept")));
}

static int check_one(struct browser *b, const char *question, json_t *response)
{
	return call(b, POST, fmt("/api/v1/sittings/%s/check", b->sitting, ""),
		    json_pack("{s:s, s:o}", "question", question, "response",
			      response));
}

static void at_once(void)
{
	const char *right, *wrong;

	begin_at(&sari, "quiz:cek");
	right = choice("Jakarta");
	wrong = choice("Solo");
	check_int(check_one(&sari, "Z", typed("1")), 404);
	check_int(check_one(&sari, "A", single(wrong)), 200);
	check_str(text_at("state"), "wrong");
	check_str(text_at("key.choice"), right);
	check(tells("RAHASIA-A"));
	/* The answer is locked; asked again it tells the same. */
	check_int(check_one(&sari, "A", single(right)), 200);
	check_str(text_at("state"), "wrong");
	check_int(save(&sari, json_pack("{s:o, s:o}",
		"A", given(single(right), now + 1),
		"B", given(typed("71"), now)), false), 200);
	check_str(text_at("reason"), "locked");
	check_int(look(&sari), 200);
	check_str(text_at("checked.A.state"), "wrong");
	check(!at("checked.B"));
	check(!tells("RAHASIA-B"));
	check_int(save(&sari, json_object(), true), 200);
	check_int(look(&sari), 200);
	check_int(percent("result.scaled"), 0);
	check(tells("RAHASIA-B"));
}

static void never(void)
{
	begin_at(&sari, "quiz:diam");
	check_int(check_one(&sari, "A", single("1")), 409);
	check_str(text_at("code"), "check_refused");
	check_int(save(&sari, json_pack("{s:o}", "B",
		given(typed("71"), now)), true), 200);
	check_int(look(&sari), 200);
	check_int(percent("result.scaled"), 0);
	check(!at("result.questions"));
	check(!tells("RAHASIA"));
	check(!tells("\"key\""));
}

static void when_closed(void)
{
	sit(&sari, "quiz:tutup", false, true);
	check_int(look(&sari), 200);
	check_int(percent("result.scaled"), 67);
	check(!tells("RAHASIA"));
	now = INT64_C(1801414800000);	/* 2027-02-01 in WIB */
	sign_in(&sari, "peserta");
	check_int(look(&sari), 200);
	check(tells("RAHASIA-A"));
	launch(&sari, "quiz:tutup", false);
	check_int(begin(&sari, "quiz:tutup"), 409);
	check_str(text_at("code"), "quiz_shut");
}

static int give_marks(struct browser *who, int64_t revision, json_t *points)
{
	return call(who, PUT, fmt("/api/v1/sittings/%s/marks/%s",
				  sari.sitting, "E"), json_pack(
		"{s:o, s:s, s:I}", "points", points, "comment", "Baik.",
		"revision", (json_int_t)revision));
}

static void marked(void)
{
	begin_at(&sari, "quiz:uraian");
	check_int(save(&sari, json_pack("{s:o, s:o}",
		"B", given(typed("72"), now),
		"E", given(typed("Sebuah uraian."), now)), true), 200);
	check_int(look(&sari), 200);
	check_str(text_at("state"), "waiting");
	check(json_is_null(at("result.scaled")));
	check_str(of(progress(&sari, "quiz:uraian"), "completion"),
		  "incomplete");
	check_int(call(&sari, GET, "/api/v1/marking", NULL), 403);
	check_int(call(&author, GET, "/api/v1/marking", NULL), 200);
	check_int(json_integer_value(at("total")), 1);
	check_str(text_at("waiting.0.question"), "E");
	check_int(call(&author, GET, fmt("/api/v1/marking/%s/%s", sari.sitting,
					 "E"), NULL), 200);
	check_str(text_at("response.text"), "Sebuah uraian.");
	check_int(json_array_size(at("question.rubric")), 2);
	check(!tells(sari.id));
	check_int(give_marks(&author, 0, json_pack("[i]", 2)), 422);
	check_int(give_marks(&author, 0, json_pack("[i, i]", 3, 0)), 422);
	check_int(give_marks(&author, 0, json_pack("[i, f]", 2, 0.5)), 200);
	check_int(json_integer_value(at("revision")), 1);
	check_int(give_marks(&author, 0, json_pack("[i, f]", 2, 0.5)), 200);
	check_int(give_marks(&admin, 0, json_pack("[i, i]", 0, 0)), 412);
	check_str(text_at("code"), "mark_changed");
	check_int(call(&author, GET, "/api/v1/marking", NULL), 200);
	check_int(json_integer_value(at("total")), 0);
	check_int(scaled(progress(&sari, "quiz:uraian")), 75);
	check_int(look(&sari), 200);
	check_str(text_at("result.questions.E.comment"), "Baik.");
	check_int(call(&author, PUT, fmt("/api/v1/sittings/%s/marks/%s",
		sari.sitting, "B"), json_pack("{s:[i], s:i}", "points", 2,
					      "revision", 0)), 409);
}

static json_t *question_of(const char *id)
{
	json_t *one;
	size_t i;

	check_int(call(&author, GET, fmt(
		"/api/v1/modules/%s/questions?unit=%s", module, "quiz:kuis"),
		NULL), 200);
	json_array_foreach(at("questions"), i, one)
		if (!strcmp(of(one, "id"), id))
			return json_deep_copy(one);
	return NULL;
}

static int fix(struct browser *who, const char *question, json_t *definition)
{
	return call(who, POST, fmt("/api/v1/modules/%s/fixes", module, ""),
		    json_pack("{s:s, s:s, s:o, s:s}", "unit", "quiz:kuis",
			      "question", question, "definition", definition,
			      "reason", "Kuncinya keliru"));
}

static enum err regrade_rest(struct db *db, void *more)
{
	struct quiz_fix one;
	enum err e;

	if ((e = fix_going(db, &one)))
		return e;
	*(bool *)more = one.id != NULL;
	return one.id ? regrade_some(db, &one, now) : OK;
}

/* As the sitter does it: on a slow machine a correction takes several pieces. */
static void regraded(void)
{
	for (bool more = true; more;)
		check_int(pool_write(server.pool, &mem, regrade_rest, &more),
			  OK);
}

static void corrected(void)
{
	json_t *b = question_of("B"), *a = question_of("A");

	json_object_set_new(b, "answer", json_integer(71));
	check_int(fix(&sari, "B", json_deep_copy(b)), 403);
	json_array_remove(json_object_get(a, "choices"), 0);
	check_int(fix(&author, "A", a), 409);
	check_str(text_at("code"), "fix_shape");
	check_int(fix(&author, "B", json_pack("{s:s}", "id", "B")), 422);
	check_str(text_at("code"), "question_invalid");
	check_int(fix(&author, "B", json_deep_copy(b)), 201);
	regraded();
	check_int(fix(&author, "B", b), 201);
	check(json_is_true(at("done")));
	/* Sari fell from 3 to 1; Budi rose from 0 to 2 and from 1 to 3. */
	check_int(json_array_size(at("changed")), 3);
	check_int(call(&author, GET, fmt("/api/v1/modules/%s/fixes", module,
					 ""), NULL), 200);
	check_int(json_array_size(at("fixes")), 1);
	check_str(text_at("fixes.0.reason"), "Kuncinya keliru");
	check_int((int)json_number_value(at("fixes.0.before.answer")), 72);
	check_int((int)json_number_value(at("fixes.0.after.answer")), 71);
	check(json_is_true(at("fixes.0.changed.0.before.passed")));
	check(json_is_false(at("fixes.0.changed.0.after.passed")));
	check_int(scaled(progress(&budi, "quiz:kuis")), 100);
	check_str(of(progress(&budi, "quiz:kuis"), "success"), "passed");
}

static void stays_passed(void)
{
	launch(&sari, "quiz:kuis", false);
	check_int(scaled(progress(&sari, "quiz:kuis")), 33);
	check_str(of(progress(&sari, "quiz:kuis"), "success"), "passed");
	check_str(of(progress(&sari, "quiz:kuis"), "completion"),
		  "completed");
	check_int(begin(&sari, "quiz:kuis"), 201);
	check_int(save(&sari, json_pack("{s:o}", "B",
		given(typed("71"), now)), true), 200);
	check_int(scaled(progress(&sari, "quiz:kuis")), 67);
}

static enum err long_over(struct db *db, void *id)
{
	return db_script(db, fmt("UPDATE sitting SET began_at = 1,"
				 " deadline = 2 WHERE id = '%s'", id, ""));
}

static bool graded(const char *id)
{
	struct arena temp = ARENA_INIT;
	struct sitting s = { .state = SITTING_OPEN };
	struct db *db;

	if (pool_read(server.pool, &temp, &db) || sitting_by_id(db, id, &s))
		visit_stop_("the sitting");
	pool_read_end(server.pool, db);
	arena_end(&temp);
	return s.state == SITTING_GRADED && s.ended_at == 2;
}

static void ended_behind(void)
{
	struct rounds rounds = { .lock = PTHREAD_MUTEX_INITIALIZER };

	begin_at(&tono, "quiz:rata");
	check_int(save(&tono, json_pack("{s:o}", "B",
		given(typed("72"), now)), false), 200);
	check_int(pool_write(server.pool, &mem, long_over, tono.sitting), OK);
	sitter_job(&server, &rounds);
	check(graded(tono.sitting));
	check_int(scaled(progress(&tono, "quiz:rata")), 67);
}

static void previewed(void)
{
	check_int(call(&author, GET, fmt("/api/v1/modules/%s/versions", module,
					 ""), NULL), 200);
	check_int(call(&author, POST, fmt("/api/v1/modules/%s/launches",
					  module, ""), json_pack(
		"{s:s, s:s}", "unit", "quiz:uraian", "version",
		text_at("versions.0.id"))), 201);
	copy(author.attempt, text_at("attempt"));
	copy(author.run, text_at("run"));
	check_int(begin(&author, "quiz:uraian"), 201);
	check_int(save(&author, json_pack("{s:o}", "E",
		given(typed("Coba."), now)), true), 200);
	check_int(call(&author, GET, "/api/v1/marking", NULL), 200);
	check_int(json_integer_value(at("total")), 0);
	check_int(json_array_size(at("waiting")), 0);
}

static enum err people(struct db *db, void *key)
{
	enum err e;

	if ((e = auth_key(db, key)))
		return e;
	return account_demo(db, server.auth->passwords, VISIT_NOW);
}

static void begin_all(void)
{
	sign_in(&sari, "peserta");
	publish(text_at("person.agency.id"));
	sign_in(&author, "penulis");
	sign_in(&admin, "admin");
	sign_in(&budi, "penyelenggara");
	sign_in(&tono, "atasan");
}

static void play(const struct database *d, const struct config *config)
{
	const struct pool_options options = { .readers = 4, .waiting = 16 };
	unsigned char key[TOKEN_KEY_SIZE] = { 1 };

	now = VISIT_NOW;
	sari = author = admin = budi = tono = (struct browser){ .login = "" };
	visit_migrate(d->url);
	server = (struct server){ .config = config, .crowd = crowd_new(4, 8) };
	if (auth_open(key, &server.auth) ||
	    pool_open(d->url, &catalogue, &options, &server.pool) ||
	    pool_write(server.pool, &mem, people, key))
		visit_stop_("a server for the test");
	begin_all();
	TEST("a sitting begins once, whichever device asks, and goes on")
		goes_on();
	TEST("somebody else's is not there, nor a quiz that is not")
		not_theirs();
	TEST("answers of two devices are put together by when they were given")
		two_devices();
	TEST("an item sent again changes nothing")
		sent_again();
	TEST("what is no answer is passed over, and no page claims a score")
		odd_answers();
	TEST("handed in it is graded, told of, and takes nothing more")
		handed_in();
	TEST("there are as many sittings as the quiz allows, also after starting over")
		limited();
	TEST("who is responsible gives one more, with a reason, once")
		one_more();
	TEST("what was answered in time counts though it comes later, until it is seen")
		in_time();
	TEST("ended behind their back it takes what was on its way, once")
		after_the_round();
	TEST("more time moves the end of the sitting that is open")
		more_time();
	TEST("the last score, or the mean, is kept where the quiz says so")
		kept();
	TEST("a pretest is done, and counts for nothing")
		pretest();
	TEST("where it is told at once, a checked answer is locked")
		at_once();
	TEST("where it is never told, no key and no words leave")
		never();
	TEST("an essay waits for its marker, who sees nothing of the learner")
		marked();
	TEST("a corrected key grades anew, and tells whose score changed")
		corrected();
	TEST("who had passed has passed, with the score that it is now")
		stays_passed();
	TEST("a sitting whose time is over ends though nobody looks at it")
		ended_behind();
	TEST("who only looks at a version answers, and it counts nowhere")
		previewed();
	TEST("where it is told after the closing, not before")
		when_closed();
	pool_close(server.pool);
	auth_close(server.auth);
	crowd_free(server.crowd);
}

int main(void)
{
	static const struct config config = {
		.url = "", .content_pattern = "http://localhost:8081",
	};
	struct database dbs[DATABASES_MAX];
	const size_t n = databases_make(dbs);

	for (size_t i = 0; i < n; i++)
		play(&dbs[i], &config);
	databases_drop(dbs, n);
	arena_end(&v.mem);
	arena_end(&mem);
	return test_end();
}
