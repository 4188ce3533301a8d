#include "domain/survey.h"

#include <stdlib.h>
#include <string.h>

static const struct survey_choice difficulties[] = {
	{ "easy", "" }, { "right", "" }, { "hard", "" },
};
static const struct survey_choice times[] = {
	{ "less", "" }, { "fits", "" }, { "more", "" },
};

#define ASKED(name, what, must) \
	{ .id = (name), .kind = (what), .needed = (must), .text = "", \
	  .help = "", .low = "", .high = "" }
#define CHOSEN(name, from) \
	{ .id = (name), .kind = SURVEY_CHOICE, .needed = true, .text = "", \
	  .help = "", .low = "", .high = "", .choices = (from), .nchoices = 3 }

static const struct survey_question standard[] = {
	ASKED("applicable", SURVEY_SCALE, true),
	ASKED("examples", SURVEY_SCALE, true),
	CHOSEN("difficulty", difficulties),
	CHOSEN("time", times),
	ASKED("opened", SURVEY_SCALE, true),
	ASKED("helped", SURVEY_LESSON, false),
	ASKED("improve", SURVEY_LESSON, false),
	ASKED("improveHow", SURVEY_TEXT, false),
	ASKED("topics", SURVEY_TEXT, false),
};

const struct survey_form survey_standard = {
	standard, sizeof(standard) / sizeof(*standard)
};

static const char *const kinds[SURVEY_KINDS] = {
	"scale", "choice", "choices", "lesson", "text"
};

const char *survey_kind_name(enum survey_kind kind)
{
	return kinds[kind];
}

static bool has_choices(enum survey_kind kind)
{
	return kind == SURVEY_CHOICE || kind == SURVEY_CHOICES;
}

/* ---- A form ------------------------------------------------------------ */

static const struct phrase
	no_form = { {
		"Survei berisi 1 sampai 40 pertanyaan.",
		"A survey has 1 to 40 questions." } },
	no_id = { {
		"Setiap pertanyaan dan pilihan perlu tanda pengenal sendiri: 1 sampai 24 huruf, angka, - atau _.",
		"Every question and choice needs an id of its own: 1 to 24 letters, digits, - or _." } },
	no_kind = { {
		"Pilih jenis pertanyaan: skala, satu pilihan, beberapa pilihan, atau teks.",
		"Choose the kind of question: a scale, one choice, several choices, or text." } },
	no_text = { {
		"Tulis pertanyaannya, paling banyak 300 huruf.",
		"Write the question, of 300 characters at most." } },
	no_help = { {
		"Keterangan pertanyaan paling banyak 500 huruf.",
		"The help of a question has 500 characters at most." } },
	no_label = { {
		"Keterangan ujung skala paling banyak 60 huruf.",
		"What the ends of a scale mean has 60 characters at most." } },
	no_choices = { {
		"Tulis 2 sampai 12 pilihan, masing-masing paling banyak 160 huruf.",
		"Write 2 to 12 choices, each of 160 characters at most." } };

static bool id_good(const char *id)
{
	const size_t n = id ? strlen(id) : 0;

	return n >= 1 && n <= SURVEY_ID_MOST &&
	       strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			  "0123456789_-") == n;
}

/* In one line; NULL when it is too long, or no text. */
static const char *words_read(struct arena *mem, const json_t *json,
			      const char *name, size_t most)
{
	const json_t *value = json_object_get(json, name);
	const char *text = json_string_value(value);

	if (!value || json_is_null(value))
		return "";
	if (!text || json_string_length(value) != strlen(text) ||
	    text_length(text) > most)
		return NULL;
	return text_line(mem, text, most);
}

static bool kind_named(const char *name, enum survey_kind *out)
{
	for (size_t i = 0; name && i < SURVEY_KINDS; i++)
		if (strcmp(kinds[i], name) == 0) {
			*out = (enum survey_kind)i;
			return true;
		}
	return false;
}

static const struct phrase *choices_read(struct arena *mem, const json_t *list,
					 struct survey_question *out)
{
	const size_t n = json_array_size(list);
	struct survey_choice *all;

	if (n < SURVEY_CHOICES_LEAST || n > SURVEY_CHOICES_MOST)
		return &no_choices;
	all = arena_array(mem, struct survey_choice, n);
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(list, i);

		all[i].id = json_string_value(json_object_get(one, "id"));
		all[i].text = words_read(mem, one, "text", SURVEY_CHOICE_MOST);
		if (!id_good(all[i].id))
			return &no_id;
		if (!all[i].text || !*all[i].text)
			return &no_choices;
		all[i].id = arena_format(mem, "%s", all[i].id);
		for (size_t k = 0; k < i; k++)
			if (strcmp(all[k].id, all[i].id) == 0)
				return &no_id;
	}
	out->choices = all;
	out->nchoices = n;
	return NULL;
}

static const struct phrase *question_read(struct arena *mem, const json_t *json,
					  struct survey_question *out)
{
	*out = (struct survey_question){
		.id = json_string_value(json_object_get(json, "id")),
		.needed = json_is_true(json_object_get(json, "needed")),
		.text = words_read(mem, json, "text", SURVEY_QUESTION_MOST),
		.help = words_read(mem, json, "help", SURVEY_HELP_MOST),
		.low = words_read(mem, json, "low", SURVEY_LABEL_MOST),
		.high = words_read(mem, json, "high", SURVEY_LABEL_MOST),
	};
	if (!id_good(out->id))
		return &no_id;
	out->id = arena_format(mem, "%s", out->id);
	if (!kind_named(json_string_value(json_object_get(json, "kind")),
			&out->kind) || out->kind == SURVEY_LESSON)
		return &no_kind;
	if (!out->text || !*out->text)
		return &no_text;
	if (!out->help)
		return &no_help;
	if (!out->low || !out->high)
		return &no_label;
	return has_choices(out->kind)
		? choices_read(mem, json_object_get(json, "choices"), out)
		: NULL;
}

static const struct survey_question *asked(const struct survey_form *f,
					   const char *id)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->questions[i].id, id) == 0)
			return &f->questions[i];
	return NULL;
}

bool survey_form_read(struct arena *mem, const json_t *json,
		      struct survey_form *out, struct survey_fault *fault)
{
	const json_t *list = json_object_get(json, "questions");
	const size_t n = json_array_size(list);
	struct survey_question *all;

	*out = (struct survey_form){ .n = 0 };
	*fault = (struct survey_fault){ "", &no_form };
	if (n < 1 || n > SURVEY_QUESTIONS_MOST)
		return false;
	all = arena_array(mem, struct survey_question, n);
	for (size_t i = 0; i < n; i++) {
		fault->why = question_read(mem, json_array_get(list, i),
					   &all[i]);
		fault->at = arena_format(mem, "%zu", i + 1);
		if (!fault->why && asked(&(struct survey_form){ all, i },
					 all[i].id))
			fault->why = &no_id;
		if (fault->why)
			return false;
	}
	*out = (struct survey_form){ all, n };
	*fault = (struct survey_fault){ "", NULL };
	return true;
}

void survey_form_parse(struct arena *mem, const char *text,
		       struct survey_form *out)
{
	json_t *json = json_loads(text, 0, NULL);
	struct survey_fault fault;

	survey_form_read(mem, json, out, &fault);
	json_decref(json);
}

static json_t *choices_json(const struct survey_question *q)
{
	json_t *list = json_array();

	for (size_t i = 0; i < q->nchoices; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}",
			"id", q->choices[i].id, "text", q->choices[i].text));
	return list;
}

json_t *survey_form_json(const struct survey_form *f)
{
	json_t *list = json_array();

	for (size_t i = 0; i < f->n; i++) {
		const struct survey_question *q = &f->questions[i];

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:b, s:s, s:s, s:o}",
			"id", q->id, "kind", kinds[q->kind], "text", q->text,
			"help", q->help, "needed", q->needed, "low", q->low,
			"high", q->high, "choices", choices_json(q)));
	}
	return json_pack("{s:o}", "questions", list);
}

const char *survey_form_text(struct arena *mem, const struct survey_form *f)
{
	json_t *json = survey_form_json(f);
	char *text = json_dumps(json, JSON_COMPACT);
	const char *kept = text ? arena_copy(mem, text, strlen(text)) : "{}";

	free(text);
	json_decref(json);
	return kept;
}

const char *survey_form_breaks(const struct survey_form *before,
			       const struct survey_form *after)
{
	for (size_t i = 0; i < after->n; i++) {
		const struct survey_question *q = &after->questions[i];
		const struct survey_question *old = asked(before, q->id);

		if (old && old->kind != q->kind)
			return q->id;
	}
	return NULL;
}

/* ---- Answers ----------------------------------------------------------- */

static bool blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

static bool given(const json_t *answer)
{
	return answer && !json_is_null(answer) &&
	       !(json_is_string(answer) && blank(json_string_value(answer))) &&
	       !(json_is_array(answer) && !json_array_size(answer));
}

static bool chosen(const struct survey_question *q, const char *answer)
{
	for (size_t i = 0; i < q->nchoices; i++)
		if (strcmp(q->choices[i].id, answer) == 0)
			return true;
	return false;
}

/* Each once. */
static bool all_chosen(const struct survey_question *q, const json_t *answers)
{
	const size_t n = json_array_size(answers);

	if (!json_is_array(answers) || n > q->nchoices)
		return false;
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(answers, i);

		if (!json_is_string(one) || !chosen(q, json_string_value(one)))
			return false;
		for (size_t k = 0; k < i; k++)
			if (json_equal(one, json_array_get(answers, k)))
				return false;
	}
	return true;
}

static bool lesson_of(const struct survey_lesson *lessons, size_t n,
		      const char *answer)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(lessons[i].ident, answer) == 0)
			return true;
	return false;
}

static bool fits(const struct survey_question *q, const json_t *answer,
		 const struct survey_lesson *lessons, size_t nlessons)
{
	const char *text = json_string_value(answer);

	switch (q->kind) {
	case SURVEY_SCALE:
		return json_is_integer(answer) &&
		       json_integer_value(answer) >= 1 &&
		       json_integer_value(answer) <= SURVEY_SCALE_MOST;
	case SURVEY_CHOICE:
		return text && chosen(q, text);
	case SURVEY_CHOICES:
		return all_chosen(q, answer);
	case SURVEY_LESSON:
		return text && lesson_of(lessons, nlessons, text);
	case SURVEY_TEXT:
		return text && json_string_length(answer) <= SURVEY_TEXT_MOST &&
		       strlen(text) == json_string_length(answer);
	case SURVEY_KINDS:
		break;
	}
	return false;
}

const char *survey_wrong(const struct survey_form *f, const json_t *answers,
			 const struct survey_lesson *lessons, size_t nlessons)
{
	void *at;

	for (size_t i = 0; i < f->n; i++) {
		const struct survey_question *q = &f->questions[i];
		const json_t *answer = json_object_get(answers, q->id);

		if (given(answer) ? !fits(q, answer, lessons, nlessons)
				  : q->needed)
			return q->id;
	}
	for (at = json_object_iter((json_t *)answers); at;
	     at = json_object_iter_next((json_t *)answers, at))
		if (!asked(f, json_object_iter_key(at)))
			return "";
	return NULL;
}

/* ---- Counting ---------------------------------------------------------- */

static void add(json_t *counts, const char *key, json_int_t n)
{
	json_object_set_new(counts, key, json_integer(n +
		json_integer_value(json_object_get(counts, key))));
}

static json_t *counts_of(json_t *tally, const char *id)
{
	json_t *counts = json_object_get(tally, id);

	if (!counts) {
		counts = json_object();
		json_object_set_new(tally, id, counts);
	}
	return counts;
}

static void count(const struct survey_question *q, const json_t *answer,
		  json_t *counts)
{
	const char number[2] = { (char)('0' + json_integer_value(answer)),
				 '\0' };

	add(counts, "", 1);
	if (q->kind == SURVEY_SCALE)
		add(counts, number, 1);
	else if (q->kind == SURVEY_CHOICE || q->kind == SURVEY_LESSON)
		add(counts, json_string_value(answer), 1);
	for (size_t i = 0; i < json_array_size(answer); i++)
		add(counts, json_string_value(json_array_get(answer, i)), 1);
}

void survey_count(const struct survey_form *f, const json_t *answers,
		  json_t *tally)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct survey_question *q = &f->questions[i];
		const json_t *answer = json_object_get(answers, q->id);

		if (given(answer))
			count(q, answer, counts_of(tally, q->id));
	}
}

bool survey_given(const json_t *answers, const char *id)
{
	return given(json_object_get(answers, id));
}

void survey_tally_add(json_t *to, const json_t *from)
{
	const char *id, *key;
	json_t *counts, *n;

	json_object_foreach((json_t *)from, id, counts)
		json_object_foreach(counts, key, n)
			add(counts_of(to, id), key, json_integer_value(n));
}

const char *survey_text_of(const json_t *answers, const char *id)
{
	const json_t *answer = json_object_get(answers, id);

	return given(answer) ? json_string_value(answer) : NULL;
}

/* ---- Telling ----------------------------------------------------------- */

static json_t *counts_told(const json_t *counts)
{
	json_t *told = json_copy((json_t *)counts);

	json_object_del(told, "");
	return told;
}

void survey_scale_add(const json_t *tally, const char *id,
		      struct survey_scale *to)
{
	const json_t *counts = json_object_get(tally, id);

	for (int mark = 1; mark <= SURVEY_SCALE_MOST; mark++) {
		const char key[] = { (char)('0' + mark), '\0' };
		const json_int_t n = json_integer_value(
			json_object_get(counts, key));

		to->n += n;
		to->sum += n * mark;
	}
}

static json_t *mean_told(const json_t *tally, const char *id)
{
	struct survey_scale scale = { 0, 0 };

	survey_scale_add(tally, id, &scale);
	return scale.n ? json_real((double)scale.sum / (double)scale.n)
		       : json_null();
}

static json_t *line(const struct survey_question *q, const json_t *tally,
		    const json_t *texts, size_t least)
{
	const json_t *counts = json_object_get(tally, q->id);
	const json_t *words = json_object_get(texts, q->id);
	const json_int_t n = json_integer_value(json_object_get(counts, ""));
	json_t *out = json_pack("{s:s, s:s, s:n, s:n, s:n}", "id", q->id,
				"kind", kinds[q->kind], "answers", "counts",
				"mean");

	if (n < (json_int_t)least || n < 1)
		return out;
	json_object_set_new(out, "answers", json_integer(n));
	if (q->kind == SURVEY_TEXT)
		json_object_set(out, "texts", words ? (json_t *)words : NULL);
	else
		json_object_set_new(out, "counts", counts_told(counts));
	if (q->kind == SURVEY_SCALE)
		json_object_set_new(out, "mean", mean_told(tally, q->id));
	return out;
}

json_t *survey_lines(const struct survey_form *f, const json_t *tally,
		     const json_t *texts, size_t least)
{
	json_t *out = json_array();

	for (size_t i = 0; out && i < f->n; i++)
		json_array_append_new(out, line(&f->questions[i], tally, texts,
						least));
	return out;
}
