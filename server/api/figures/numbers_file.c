/*
 * The numbers about questions as a file for Excel: a line for each question.
 */
#include <math.h>
#include <string.h>

#include "api/figures/numbers.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"

#define CHOICES_MOST 20		/* of a question of the format */

enum column { QUESTION, SOURCE, VERSIONS, TEXT, N, FACILITY, DISCRIMINATION,
	      SECONDS, EMPTY, KEY, FLAGS, COLUMNS };

static const struct {
	struct phrase title;
	enum sheet_type type;
} columns[COLUMNS] = {
	[QUESTION] = { { { "Soal", "Question" } }, SHEET_TEXT },
	[SOURCE] = { { { "Asal", "From" } }, SHEET_TEXT },
	[VERSIONS] = { { { "Versi", "Version" } }, SHEET_TEXT },
	[TEXT] = { { { "Isi soal", "Text" } }, SHEET_TEXT },
	[N] = { { { "Percobaan", "Tries" } }, SHEET_NUMBER },
	[FACILITY] = { { { "Rata-rata benar (%)", "Mean right (%)" } },
		       SHEET_NUMBER },
	[DISCRIMINATION] = { { { "Daya beda", "Discrimination" } },
			     SHEET_NUMBER },
	[SECONDS] = { { { "Waktu tengah (detik)", "Median time (seconds)" } },
		      SHEET_NUMBER },
	[EMPTY] = { { { "Dikosongkan", "Left empty" } }, SHEET_NUMBER },
	[KEY] = { { { "Kunci", "Key" } }, SHEET_TEXT },
	[FLAGS] = { { { "Perlu dilihat", "Needs a look" } }, SHEET_TEXT },
};

static const struct phrase
	choice = { { "Memilih {letter}", "Chose {letter}" } },
	bank = { { "bank soal", "question bank" } },
	unit = { { "kuis", "quiz" } },
	yes = { { "Benar", "True" } },
	no = { { "Salah", "False" } },
	flags[] = {
		{ { "terlalu mudah", "too easy" } },
		{ { "terlalu sulit", "too hard" } },
		{ { "daya beda rendah", "low discrimination" } },
		{ { "daya beda negatif", "negative discrimination" } },
		{ { "ada pilihan yang tidak dipilih",
		    "a choice that nobody takes" } },
		{ { "peserta kuat memilih pilihan salah",
		    "the strong take a wrong choice" } },
	};

struct file {
	struct request *rq;
	struct numbers all;
	struct sheet sheet;
	size_t nchoices;	/* columns for them */
};

static const char *say(const struct file *f, const struct phrase *p)
{
	return p->in[f->rq->lang];
}

static void head_put(struct file *f)
{
	for (size_t i = 0; i < COLUMNS; i++)
		sheet_column(&f->sheet, say(f, &columns[i].title),
			     columns[i].type);
	for (size_t i = 0; i < f->nchoices; i++)
		sheet_column(&f->sheet, text_fill(f->rq->mem, say(f, &choice),
			VALUES({ "letter", arena_format(f->rq->mem, "%c",
				(int)('A' + i)) })), SHEET_NUMBER);
	sheet_begin(&f->sheet);
}

static void real_put(struct file *f, double v)
{
	if (isnan(v))
		sheet_none(&f->sheet);
	else
		sheet_number(&f->sheet, v);
}

static void listed(struct text *t, const char *word)
{
	text_putf(t, "%s%s", t->size ? ", " : "", word);
}

static const char *versions_text(struct file *f,
				 const struct numbers_question *q)
{
	struct text t = { .mem = f->rq->mem };
	json_t *one;
	size_t i;

	json_array_foreach(q->versions, i, one)
		listed(&t, arena_format(f->rq->mem, "%lld",
					(long long)json_integer_value(one)));
	return t.bytes;
}

/* "A, C"; of true and false the word. */
static const char *key_text(struct file *f, const struct numbers_question *q)
{
	struct text t = { .mem = f->rq->mem };

	if (q->definition &&
	    question_type_of(q->definition) == QUESTION_TRUE_FALSE)
		return say(f, q->right & 1 ? &yes : &no);
	for (size_t i = 0; i < q->nchoices; i++)
		if (q->right >> i & 1)
			listed(&t, arena_format(f->rq->mem, "%c",
						(int)('A' + i)));
	return t.bytes;
}

static const char *flags_text(struct file *f, unsigned set)
{
	struct text t = { .mem = f->rq->mem };

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (set >> i & 1)
			listed(&t, say(f, &flags[i]));
	return t.bytes;
}

static void told_put(struct file *f, const struct numbers_question *q,
		     const struct question_numbers *n)
{
	real_put(f, 100 * n->facility);
	real_put(f, n->discrimination);
	real_put(f, n->median_ms ? (double)n->median_ms / 1000 : NAN);
	sheet_number(&f->sheet, (double)n->empty);
	sheet_text(&f->sheet, key_text(f, q));
	sheet_text(&f->sheet, flags_text(f, n->flags));
}

static void withheld_put(struct file *f, const struct numbers_question *q)
{
	for (int i = 0; i < 4; i++)
		sheet_none(&f->sheet);
	sheet_text(&f->sheet, key_text(f, q));
	sheet_text(&f->sheet, NULL);
}

static void line_put(struct file *f, const struct numbers_question *q)
{
	const bool told = numbers_told(&f->all, q);
	struct question_numbers n;
	struct choice_numbers *choices;

	numbers_of(f->rq, &f->all, q, &n, &choices);
	sheet_text(&f->sheet, q->ident);
	sheet_text(&f->sheet, say(f, strcmp(q->source, "unit") ? &bank
							       : &unit));
	sheet_text(&f->sheet, versions_text(f, q));
	sheet_text(&f->sheet, json_string_value(
		json_object_get(q->definition, "text")));
	sheet_number(&f->sheet, (double)n.n);
	if (told)
		told_put(f, q, &n);
	else
		withheld_put(f, q);
	for (size_t i = 0; i < f->nchoices; i++)
		real_put(f, told && i < q->nchoices ? (double)choices[i].n
						    : NAN);
	sheet_row(&f->sheet);
}

enum err numbers_csv(struct request *rq, struct response *rs)
{
	struct file f = { .rq = rq, .sheet = { .form = SHEET_CSV,
					       .out.mem = rq->mem } };
	enum err e;

	if ((e = numbers_read(rq, &f.all)))
		return e;
	for (size_t i = 0; i < f.all.n; i++)
		if (f.all.questions[i].nchoices > f.nchoices)
			f.nchoices = f.all.questions[i].nchoices;
	if (f.nchoices > CHOICES_MOST)
		f.nchoices = CHOICES_MOST;
	head_put(&f);
	for (size_t i = 0; i < f.all.n; i++)
		line_put(&f, &f.all.questions[i]);
	return respond_sheet(rq, rs, &f.sheet, "angka-soal.csv");
}
