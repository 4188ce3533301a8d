#include <string.h>

#include "domain/decimal.h"
#include "questions/table.h"

static const struct {
	const char *name;
	enum column column;
} headings[] = {
	{ "jenis", TYPE }, { "jenis soal", TYPE }, { "type", TYPE },
	{ "soal", TEXT }, { "pertanyaan", TEXT }, { "question", TEXT },
	{ "text", TEXT }, { "kunci", KEY }, { "kunci jawaban", KEY },
	{ "jawaban", KEY }, { "key", KEY }, { "answer", KEY },
	{ "nilai", POINTS }, { "skor", POINTS }, { "bobot", POINTS },
	{ "points", POINTS }, { "score", POINTS }, { "tag", TAG },
	{ "tags", TAG }, { "topik", TAG }, { "topic", TAG },
	{ "umpan balik benar", RIGHT }, { "feedback right", RIGHT },
	{ "feedback correct", RIGHT }, { "umpan balik salah", WRONG },
	{ "feedback wrong", WRONG }, { "toleransi", TOLERANCE },
	{ "tolerance", TOLERANCE }, { "dasar", BASIS },
	{ "dasar hukum", BASIS }, { "basis", BASIS }, { "kode", IDENT },
	{ "id", IDENT }, { "code", IDENT },
};

static const char *const choice_words[] = { "pilihan ", "opsi ", "choice ",
					    "option ", "" };

static const char *cell_of(struct arena *mem, const json_t *row, size_t i)
{
	const char *s = json_string_value(json_array_get(row, i));

	return s ? text_trim(mem, reading_clean(mem, s)) : "";
}

static int column_named(struct arena *mem, const char *heading)
{
	const char *s = text_lower(mem, text_line(mem, heading, 60));

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
		if (strcmp(s, headings[i].name) == 0)
			return (int)headings[i].column;
	for (size_t i = 0; i < 5; i++) {
		const size_t n = strlen(choice_words[i]);

		if (text_starts(s, choice_words[i]) && strlen(s) == n + 1 &&
		    s[n] >= 'a' && s[n] < 'a' + LETTERS)
			return CHOICE + s[n] - 'a';
	}
	return -1;
}

static bool headings_read(struct table *t, const json_t *row)
{
	for (int c = 0; c < COLUMNS; c++)
		t->places[c] = -1;
	for (size_t i = 0; i < json_array_size(row) && i < ROWS_COLUMNS_MOST;
	     i++) {
		const char *heading = cell_of(t->r->mem, row, i);
		const int column = column_named(t->r->mem, heading);

		if (column >= 0 && t->places[column] < 0)
			t->places[column] = (int)i;
		else if (*heading)
			reading_warn(t->r, NOTE_COLUMN_UNKNOWN, heading);
	}
	return t->places[TYPE] >= 0 && t->places[TEXT] >= 0 &&
	       t->places[KEY] >= 0;
}

static void row_take(struct table *t, const json_t *row)
{
	t->nchoices = 0;
	for (int c = 0; c < COLUMNS; c++)
		t->cells[c] = t->places[c] < 0 ? ""
			: cell_of(t->r->mem, row, (size_t)t->places[c]);
	for (int i = 0; i < LETTERS; i++)
		if (*t->cells[CHOICE + i]) {
			t->letters[t->nchoices] = (char)('A' + i);
			t->choices[t->nchoices++] = t->cells[CHOICE + i];
		}
	t->letters[t->nchoices] = '\0';
}

static bool row_empty(const struct table *t)
{
	for (int c = 0; c < COLUMNS; c++)
		if (*t->cells[c])
			return false;
	return true;
}

static void around(struct table *t)
{
	json_t *tags = table_parts(t->r->mem, t->cells[TAG], ",;");
	json_t *basis = table_parts(t->r->mem, t->cells[BASIS], ";\n"), *one;
	double points;
	size_t i;

	if (*t->cells[POINTS]) {
		if (!number_read(t->cells[POINTS], NULL, &points) ||
		    points <= 0)
			found_refuse(t->r, NOTE_ROW_POINTS, t->cells[POINTS]);
		else if (points != 1)
			json_object_set_new(t->q, "points",
					    number_json(points));
	}
	json_array_foreach(tags, i, one)
		found_tag(t->r, t->q, json_string_value(one));
	json_decref(tags);
	if (json_array_size(basis))
		json_object_set(t->q, "basis", basis);
	json_decref(basis);
	found_feedback(t->r, t->q, "right", markdown_of_plain(t->r, t->cells[RIGHT]));
	found_feedback(t->r, t->q, "wrong", markdown_of_plain(t->r, t->cells[WRONG]));
}

static void row_read(struct table *t, size_t line)
{
	const char *type = text_lower(t->r->mem, text_line(
		t->r->mem, t->cells[TYPE], 60));
	const struct table_kind *kind = table_kind(type);

	t->q = found_begin(t->r, line, kind ? kind->type : "");
	found_call(t->r, t->cells[TEXT]);
	t->r->ident = *t->cells[IDENT] ? t->cells[IDENT] : NULL;
	if (!kind) {
		found_refuse(t->r, NOTE_ROW_TYPE, t->cells[TYPE]);
		return;
	}
	if (!*t->cells[TEXT])
		found_refuse(t->r, NOTE_ROW_TEXT, NULL);
	found_text(t->r, t->q, markdown_of_plain(t->r, t->cells[TEXT]));
	around(t);
	kind->read(t);
	found_end(t->r, t->q);
}

void rows_take(struct reading *r, const json_t *rows)
{
	struct table t = { .r = r };
	bool headed = false;
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		if (r->full)
			return;
		r->line = i + 1;
		if (!headed) {
			size_t c = 0;

			while (c < json_array_size(row) &&
			       !*cell_of(r->mem, row, c))
				c++;
			if (c == json_array_size(row))
				continue;
			headed = headings_read(&t, row);
			if (!headed) {
				reading_refuse(r, i + 1, NOTE_ROW_HEADINGS,
					       NULL);
				return;
			}
			continue;
		}
		row_take(&t, row);
		if (!row_empty(&t))
			row_read(&t, i + 1);
	}
}
