/*
 * The tables of an agency's figures for its leaders as files, made of the same
 * JSON as the page, so that both say the same.
 */
#include <stdio.h>
#include <string.h>

#include "api/field.h"
#include "api/figures/overview.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"

struct column {
	struct phrase title;
	enum sheet_type type;
	const char *key;	/* of the row */
};

struct table {
	const char *name, *key, *file;
	size_t columns;
	struct column column[8];
};

/* What the page shows as tables; cells are the JSON's. */
static const struct table tables[] = {
	{ "people", "kinds", "pegawai.csv", 5, {
		{ { { "Jenis pegawai", "Employee kind" } }, SHEET_TEXT,
		  "kind" },
		{ { { "Pegawai", "People" } }, SHEET_NUMBER, "people" },
		{ { { "Punya JP", "Have JP" } }, SHEET_NUMBER, "learning" },
		{ { { "Mencapai target", "Reached the target" } },
		  SHEET_NUMBER, "reached" },
		{ { { "Jumlah JP", "JP together" } }, SHEET_NUMBER, "jp" } } },
	{ "programmes", "programmes", "pelatihan.csv", 7, {
		{ { { "Pelatihan", "Programme" } }, SHEET_TEXT, "title" },
		{ { { "Angkatan", "Batches" } }, SHEET_NUMBER, "batches" },
		{ { { "Sudah selesai", "Ended" } }, SHEET_NUMBER, "ended" },
		{ { { "Tempat", "Seats" } }, SHEET_NUMBER, "seats" },
		{ { { "Peserta", "Enrolled" } }, SHEET_NUMBER, "enrolled" },
		{ { { "Mulai", "Begun" } }, SHEET_NUMBER, "begun" },
		{ { { "Lulus semua langkah", "Completed" } }, SHEET_NUMBER,
		  "completed" } } },
	{ "gains", "gains", "kenaikan-nilai.csv", 5, {
		{ { { "Modul", "Module" } }, SHEET_TEXT, "title" },
		{ { { "Orang", "People" } }, SHEET_NUMBER, "gain.people" },
		{ { { "Pretes (%)", "Pretest (%)" } }, SHEET_NUMBER,
		  "gain.before" },
		{ { { "Kuis (%)", "Quiz (%)" } }, SHEET_NUMBER, "gain.after" },
		{ { { "Kenaikan (poin)", "Gain (points)" } }, SHEET_NUMBER,
		  "gain.change" } } },
	{ "followups", "followups", "tindak-lanjut.csv", 4, {
		{ { { "Hari", "Day" } }, SHEET_NUMBER, "day" },
		{ { { "Siapa", "Who" } }, SHEET_TEXT, "role" },
		{ { { "Ditanya", "Asked" } }, SHEET_NUMBER, "asked" },
		{ { { "Menjawab", "Answered" } }, SHEET_NUMBER,
		  "answered" } } },
	{ "indicators", "indicators", "indikator.csv", 5, {
		{ { { "Pelatihan", "Programme" } }, SHEET_TEXT, "programme" },
		{ { { "Indikator", "Indicator" } }, SHEET_TEXT, "name" },
		{ { { "Satuan", "Measure" } }, SHEET_TEXT, "measure" },
		{ { { "Sebelum", "Before" } }, SHEET_NUMBER, "before" },
		{ { { "Sesudah", "After" } }, SHEET_NUMBER, "after" } } },
	{ "needs", "needs.list", "kebutuhan.csv", 3, {
		{ { { "Kebutuhan", "Need" } }, SHEET_TEXT, "title" },
		{ { { "Unit kerja", "Unit" } }, SHEET_TEXT, "unit" },
		{ { { "Pendukung, sedikitnya", "Supporters, at least" } },
		  SHEET_NUMBER, "supporters" } } },
};
#define TABLES (sizeof(tables) / sizeof(*tables))

/* What stands for a word of ours in the file's language. */
static const struct { const char *name; struct phrase words; } values[] = {
	{ "pns", { { "PNS", "PNS" } } }, { "cpns", { { "CPNS", "CPNS" } } },
	{ "pppk", { { "PPPK", "PPPK" } } },
	{ "pppk-part", { { "PPPK paruh waktu", "PPPK part-time" } } },
	{ "other", { { "Lainnya", "Other" } } },
	{ "", { { "Belum diisi", "Not said" } } },
	{ "few", { { "Jenis lain bersama", "Other kinds together" } } },
	{ "learner", { { "Peserta", "Learner" } } },
	{ "superior", { { "Atasan", "Superior" } } },
	{ "colleague", { { "Rekan", "Colleague" } } },
};

static const char *word_of(struct request *rq, const char *key,
			   const char *text)
{
	if (strcmp(key, "kind") && strcmp(key, "role"))
		return text;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (strcmp(values[i].name, text) == 0)
			return values[i].words.in[rq->lang];
	return text;
}

/* "gain.before" is a step down. */
static const json_t *inside(const json_t *of, const char *path)
{
	const char *dot = strchr(path, '.');
	char first[32];

	if (!dot)
		return json_object_get(of, path);
	snprintf(first, sizeof(first), "%.*s", (int)(dot - path), path);
	return inside(json_object_get(of, first), dot + 1);
}

/* JP are hundredths, scores shares of 1. */
static double scaled(const char *key, double value)
{
	return strcmp(key, "jp") == 0 ? value / 100
	     : strncmp(key, "gain.", 5) == 0 && strcmp(key, "gain.people")
		? value * 100 : value;
}

static void cell_put(struct request *rq, struct sheet *s,
		     const struct column *c, const json_t *row)
{
	const json_t *value = inside(row, c->key);

	if (json_is_number(value))
		sheet_number(s, scaled(c->key, json_number_value(value)));
	else if (json_is_string(value))
		sheet_text(s, word_of(rq, c->key, json_string_value(value)));
	else
		sheet_none(s);
}

static enum err table_respond(struct request *rq, struct response *rs,
			      const struct table *t, const json_t *all)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	const json_t *rows = inside(all, t->key), *row;
	size_t i;

	for (i = 0; i < t->columns; i++)
		sheet_column(&s, t->column[i].title.in[rq->lang],
			     t->column[i].type);
	sheet_begin(&s);
	json_array_foreach(rows, i, row) {
		for (size_t k = 0; k < t->columns; k++)
			cell_put(rq, &s, &t->column[k], row);
		sheet_row(&s);
	}
	return respond_sheet(rq, rs, &s, t->file);
}

enum err overview_csv(struct request *rq, struct response *rs)
{
	static const struct phrase not_table = { {
		"Pilih people, programmes, gains, followups, indicators, atau needs.",
		"Choose people, programmes, gains, followups, indicators or needs." } };
	const char *name = query_text(rq, "table"), *text;
	const struct table *t = tables;
	enum err e;

	while (t < tables + TABLES && strcmp(t->name, name))
		t++;
	if (t == tables + TABLES)
		return field_bad(rq, "table", &not_table);
	if ((e = overview_text(rq, &text)))
		return e;
	return table_respond(rq, rs, t, request_own_json(rq,
				json_loads(text, 0, NULL)));
}
