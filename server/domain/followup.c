#include "domain/followup.h"

#include <string.h>

#include "domain/day.h"
#include "domain/decimal.h"

static const char *const roles[FOLLOWUP_ROLES] = { "learner", "superior",
						   "colleague" };

const char *followup_role_name(enum followup_role role)
{
	return roles[role];
}

bool followup_role_named(const char *name, enum followup_role *out)
{
	for (size_t i = 0; i < FOLLOWUP_ROLES; i++)
		if (strcmp(roles[i], name) == 0) {
			*out = (enum followup_role)i;
			return true;
		}
	return false;
}

const struct followup_kind followup_kinds[FOLLOWUP_KINDS] = {
	{ 30, FOLLOWUP_LEARNER }, { 90, FOLLOWUP_LEARNER },
	{ 90, FOLLOWUP_SUPERIOR }, { 90, FOLLOWUP_COLLEAGUE },
	{ 180, FOLLOWUP_LEARNER }, { 180, FOLLOWUP_SUPERIOR },
};

/* ---- When -------------------------------------------------------------- */

#define EXPIRES_MS (60 * DAY_MS)
#define REMIND_MS (7 * DAY_MS)

int64_t followup_due(int64_t completed_at, int day)
{
	return completed_at + day * DAY_MS;
}

int64_t followup_expires(int64_t due_at)
{
	return due_at + EXPIRES_MS;
}

int64_t followup_next(int64_t at, int64_t letters, int64_t expires_at)
{
	const int64_t next = at + REMIND_MS;

	return letters < FOLLOWUP_LETTERS && next < expires_at ? next : 0;
}

/* ---- What others are asked ---------------------------------------------- */

static const char *text_of(struct arena *mem, const json_t *value)
{
	const char *text = json_string_value(value);

	return text && *text ? arena_copy(mem, text, strlen(text)) : NULL;
}

void followup_asks_read(struct arena *mem, const char *json,
			struct followup_asks *out)
{
	json_t *root = json_loads(json, 0, NULL);
	const json_t *all = json_object_get(root, "superior");

	*out = (struct followup_asks){
		.colleague = text_of(mem, json_array_get(
			json_object_get(root, "colleague"), 0)),
		.indicator = text_of(mem, json_object_get(root, "indicator")),
	};
	for (size_t i = 0; i < json_array_size(all) &&
			   out->nsuperior < FOLLOWUP_STATEMENTS; i++) {
		const char *one = text_of(mem, json_array_get(all, i));

		if (one)
			out->superior[out->nsuperior++] = one;
	}
	out->own = out->nsuperior || out->colleague || out->indicator;
	json_decref(root);
}

bool followup_asked(const struct followup_asks *a,
		    const struct followup_kind *k)
{
	if (k->role == FOLLOWUP_LEARNER || !a->own)
		return true;
	if (k->role == FOLLOWUP_COLLEAGUE)
		return a->colleague != NULL;
	return k->day == 180 ? a->indicator != NULL : a->nsuperior > 0;
}

/* ---- The questions ------------------------------------------------------- */

#define NO_MORE { NULL, { { NULL, NULL } } }

static const struct followup_choice started[] = {
	{ "done", { { "Sudah selesai", "Yes, and it is done" } } },
	{ "partly", { { "Sudah mulai, belum selesai",
			"I have begun, it is not done" } } },
	{ "no", { { "Belum mulai", "Not begun yet" } } },
	NO_MORE
};
static const struct followup_choice applied[] = {
	{ "yes", { { "Ya", "Yes" } } },
	{ "partly", { { "Sebagian", "Partly" } } },
	{ "no", { { "Tidak, atau belum", "No, or not yet" } } },
	NO_MORE
};
static const struct followup_choice seen[] = {
	{ "yes", { { "Ya, saya melihatnya", "Yes, I have seen it" } } },
	{ "partly", { { "Sebagian", "Partly" } } },
	{ "no", { { "Tidak", "No" } } },
	{ "unknown", { { "Saya tidak dapat menilainya", "I cannot tell" } } },
	NO_MORE
};
static const struct followup_choice running[] = {
	{ "yes", { { "Ya, masih berjalan", "Yes, it goes on" } } },
	{ "partly", { { "Sebagian", "Partly" } } },
	{ "no", { { "Tidak lagi", "No longer" } } },
	NO_MORE
};
static const struct followup_choice trend[] = {
	{ "better", { { "Membaik", "Better" } } },
	{ "same", { { "Tetap", "The same" } } },
	{ "worse", { { "Menurun", "Worse" } } },
	{ "unknown", { { "Saya tidak tahu", "I do not know" } } },
	NO_MORE
};

static const struct followup_question
	ask_started = { "started", FOLLOWUP_CHOICE, NULL, { {
		"Apakah Anda sudah memulai rencana ini?",
		"Have you begun with this plan?" } }, started },
	ask_obstacle = { "words", FOLLOWUP_TEXT, NULL, { {
		"Adakah hambatan? (boleh dikosongkan)",
		"Is anything in the way? (may be left empty)" } }, NULL },
	ask_applied = { "applied", FOLLOWUP_CHOICE, NULL, { {
		"Menurut Anda sendiri, apakah rencana ini sudah diterapkan?",
		"By your own judgement: has this plan been put to work?" } },
		applied },
	ask_evidence = { "words", FOLLOWUP_TEXT, NULL, { {
		"Apa buktinya? Satu kalimat (boleh dikosongkan)",
		"What shows it? One sentence (may be left empty)" } }, NULL },
	ask_running = { "running", FOLLOWUP_CHOICE, NULL, { {
		"Apakah yang Anda mulai masih berjalan?",
		"Does what you began still go on?" } }, running },
	ask_why = { "words", FOLLOWUP_TEXT, NULL, { {
		"Apa yang membuatnya berjalan, atau berhenti? (boleh dikosongkan)",
		"What keeps it going, or made it stop? (may be left empty)" } },
		NULL },
	ask_confirmed = { "statement1", FOLLOWUP_CHOICE, NULL, { {
		"Rencana ini sudah diterapkan dalam pekerjaannya.",
		"This plan has been put to work." } }, applied },
	ask_sentence = { "words", FOLLOWUP_TEXT, NULL, { {
		"Satu kalimat dari Anda (boleh dikosongkan)",
		"One sentence from you (may be left empty)" } }, NULL },
	ask_seen = { "statement1", FOLLOWUP_CHOICE, NULL, { {
		"Saya melihat perubahan dalam pekerjaannya sesuai rencana ini.",
		"I have seen a change in their work, as this plan says." } },
		seen },
	ask_trend = { "indicator", FOLLOWUP_CHOICE, NULL, { {
		"Angka layanan yang terkait rencana ini, misalnya lama layanan, panjang antrean, atau kepuasan: bagaimana perubahannya?",
		"A figure of the service that this plan is about, such as processing time, queue or satisfaction: how has it changed?" } },
		trend },
	ask_before = { "before", FOLLOWUP_NUMBER, NULL, { {
		"Angka sebelum (boleh dikosongkan)",
		"The figure before (may be left empty)" } }, NULL },
	ask_after = { "after", FOLLOWUP_NUMBER, NULL, { {
		"Angka sesudah (boleh dikosongkan)",
		"The figure after (may be left empty)" } }, NULL };

static size_t of_learner(int day, struct followup_question *out)
{
	out[0] = day == 30 ? ask_started : day == 90 ? ask_applied
						     : ask_running;
	out[1] = day == 30 ? ask_obstacle : day == 90 ? ask_evidence : ask_why;
	return 2;
}

static size_t of_superior(const struct followup_asks *a,
			  struct followup_question *out)
{
	static const char *const ids[FOLLOWUP_STATEMENTS] = {
		"statement1", "statement2", "statement3"
	};
	size_t n = 0;

	if (!a->own)
		out[n++] = ask_confirmed;
	for (size_t i = 0; i < a->nsuperior; i++)
		out[n++] = (struct followup_question){
			.id = ids[i], .kind = FOLLOWUP_CHOICE,
			.own = a->superior[i], .choices = applied,
		};
	out[n++] = ask_sentence;
	return n;
}

static size_t of_indicator(const struct followup_asks *a,
			   struct followup_question *out)
{
	out[0] = ask_trend;
	out[0].own = a->indicator;
	out[1] = ask_before;
	out[2] = ask_after;
	out[3] = ask_sentence;
	return 4;
}

size_t followup_questions(const struct followup_asks *a,
			  const struct followup_kind *k,
			  struct followup_question out[FOLLOWUP_QUESTIONS])
{
	if (k->role == FOLLOWUP_LEARNER)
		return of_learner(k->day, out);
	if (k->role == FOLLOWUP_SUPERIOR)
		return k->day == 180 ? of_indicator(a, out)
				     : of_superior(a, out);
	out[0] = ask_seen;
	out[0].own = a->colleague;
	out[1] = ask_sentence;
	return 2;
}

/* ---- The answers --------------------------------------------------------- */

static const char *choice_id(const struct followup_choice *all,
			     const char *text, size_t size)
{
	for (; all->id; all++)
		if (strlen(all->id) == size && !memcmp(all->id, text, size))
			return all->id;
	return NULL;
}

/* Without the controls that a text area can send; its lines stay. */
static const char *words_clean(struct arena *mem, const char *text)
{
	char *out = arena_copy(mem, text, strlen(text));

	for (char *s = out; *s; s++)
		if (((unsigned char)*s < 0x20 && *s != '\n') || *s == 0x7f)
			*s = ' ';
	return text_trim(mem, out);
}

static bool answer_take(struct arena *mem, const struct followup_question *q,
			const char *text, json_t *answers, struct text *gist)
{
	const char *choice;
	double number;

	text = words_clean(mem, text);
	switch (q->kind) {
	case FOLLOWUP_CHOICE:
		choice = choice_id(q->choices, text, strlen(text));
		if (!choice)
			return false;
		text_putf(gist, "%s%s", gist->size ? "," : "", choice);
		json_object_set_new(answers, q->id, json_string(choice));
		return true;
	case FOLLOWUP_TEXT:
		if (text_length(text) > FOLLOWUP_WORDS)
			return false;
		if (*text)
			json_object_set_new(answers, q->id, json_string(text));
		return true;
	case FOLLOWUP_NUMBER:
		if (!*text)
			return true;
		if (!number_read(text, NULL, &number))
			return false;
		json_object_set_new(answers, q->id, json_real(number));
		return true;
	}
	return false;
}

const char *followup_check(struct arena *mem,
			   const struct followup_question *all, size_t n,
			   const json_t *given, json_t **answers,
			   const char **gist)
{
	struct text choices = { .mem = mem };

	*answers = json_object();
	text_puts(&choices, "");
	for (size_t i = 0; i < n; i++) {
		const char *text = json_string_value(
			json_object_get(given, all[i].id));

		if (!answer_take(mem, &all[i], text ? text : "", *answers,
				 &choices)) {
			json_decref(*answers);
			*answers = NULL;
			return all[i].id;
		}
	}
	*gist = choices.bytes;
	return NULL;
}

/* ---- Many answers -------------------------------------------------------- */

static void count_one(json_t *counts, const struct followup_question *q,
		      const char *text, size_t size, int64_t n)
{
	const char *choice = choice_id(q->choices, text, size);
	json_t *of = json_object_get(counts, q->id);

	if (!choice)
		return;
	if (!of) {
		of = json_object();
		for (const struct followup_choice *c = q->choices; c->id; c++)
			json_object_set_new(of, c->id, json_integer(0));
		json_object_set_new(counts, q->id, of);
	}
	json_object_set_new(of, choice, json_integer(
		json_integer_value(json_object_get(of, choice)) +
		(json_int_t)n));
}

const struct followup_asks followup_any = {
	.superior = { "", "", "" }, .nsuperior = FOLLOWUP_STATEMENTS,
	.colleague = "", .indicator = "", .own = true,
};

void followup_count(json_t *counts, const struct followup_kind *k,
		    const char *gist, int64_t n)
{
	struct followup_question all[FOLLOWUP_QUESTIONS];
	const size_t most = followup_questions(&followup_any, k, all);

	for (size_t i = 0; i < most && *gist; i++) {
		const size_t size = strcspn(gist, ",");

		if (all[i].kind == FOLLOWUP_CHOICE)
			count_one(counts, &all[i], gist, size, n);
		gist += size + (gist[size] == ',');
	}
}
