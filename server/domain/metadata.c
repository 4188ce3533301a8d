#include "domain/metadata.h"

#include <stdlib.h>
#include <string.h>

#include "domain/day.h"

static const struct { const char *name; struct phrase label; } topics[] = {
	[TOPIC_NONE] = { "", { { "", "" } } },
	[TOPIC_IT] = { "it", { { "Teknologi informasi",
				 "Information technology" } } },
	[TOPIC_PUBLIC_SERVICE] = { "public-service", { { "Pelayanan publik",
							 "Public service" } } },
	[TOPIC_LEADERSHIP] = { "leadership", { { "Kepemimpinan",
						 "Leadership" } } },
	[TOPIC_FINANCE] = { "finance", { { "Keuangan", "Finance" } } },
	[TOPIC_OTHER] = { "other", { { "Lainnya", "Other" } } },
};

const char *topic_name(enum topic t)
{
	return topics[t].name;
}

bool topic_named(const char *name, enum topic *out)
{
	for (size_t i = 0; name && i < TOPIC_COUNT; i++) {
		if (strcmp(topics[i].name, name))
			continue;
		*out = (enum topic)i;
		return true;
	}
	return false;
}

const struct phrase *topic_label(enum topic t)
{
	return &topics[t].label;
}

static bool text_fits(struct arena *mem, const char **text, size_t most)
{
	*text = text_trim(mem, *text ? *text : "");
	return text_plain(*text) && text_length(*text) <= most;
}

enum metadata_field metadata_form(struct arena *mem, struct module *m)
{
	const struct {
		enum metadata_field field;
		const char **text;
		size_t most;
	} texts[] = {
		{ METADATA_TITLE, &m->title, 200 },
		{ METADATA_DESCRIPTION, &m->description, 500 },
		{ METADATA_CONTACT, &m->contact, 200 },
		{ METADATA_LEGAL_BASIS, &m->legal_basis, 300 },
		{ METADATA_REVIEW_BY, &m->review_by, 10 },
		{ METADATA_PICTURE_ALT, &m->picture_alt, 200 },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!text_fits(mem, texts[i].text, texts[i].most))
			return texts[i].field;
	if (!*m->title)
		return METADATA_TITLE;
	if (m->jp < 0 || m->jp > 999)
		return METADATA_JP;
	if (m->minutes < 0 || m->minutes > 99999)
		return METADATA_MINUTES;
	return *m->review_by && !day_fits(m->review_by) ? METADATA_REVIEW_BY
							: METADATA_NONE;
}

static const struct { struct phrase label, rule; } fields[METADATA_FIELDS] = {
	[METADATA_NONE] = { { { "", "" } }, { { "", "" } } },
	[METADATA_TITLE] = {
		{ { "Judul", "title" } },
		{ { "Tulis judul, 1 sampai 200 huruf.",
		    "Write a title, 1 to 200 characters." } } },
	[METADATA_DESCRIPTION] = {
		{ { "Ringkasan", "summary" } },
		{ { "Pakai paling banyak 500 huruf.",
		    "Use at most 500 characters." } } },
	[METADATA_TOPIC] = {
		{ { "Bidang", "field" } },
		{ { "Bidang yang ada: it, public-service, leadership, finance, other.",
		    "The fields are: it, public-service, leadership, finance, other." } } },
	[METADATA_JP] = {
		{ { "JP", "JP" } },
		{ { "Tulis bilangan bulat dari 1 sampai 999, atau kosongkan.",
		    "Write a whole number from 1 to 999, or leave it empty." } } },
	[METADATA_MINUTES] = {
		{ { "Lama belajar", "learning time" } },
		{ { "Tulis menit sebagai bilangan bulat dari 1 sampai 99.999, atau kosongkan.",
		    "Write minutes as a whole number from 1 to 99,999, or leave it empty." } } },
	[METADATA_CONTACT] = {
		{ { "Kontak", "contact" } },
		{ { "Pakai paling banyak 200 huruf.",
		    "Use at most 200 characters." } } },
	[METADATA_LEGAL_BASIS] = {
		{ { "Dasar hukum", "legal basis" } },
		{ { "Pakai paling banyak 300 huruf.",
		    "Use at most 300 characters." } } },
	[METADATA_REVIEW_BY] = {
		{ { "Ditinjau lagi sebelum", "review by" } },
		{ { "Tulis tanggal yang ada di kalender, misalnya 2027-01-31.",
		    "Write a day of the calendar, such as 2027-01-31." } } },
	[METADATA_PICTURE_ALT] = {
		{ { "Keterangan gambar", "words for the picture" } },
		{ { "Pakai paling banyak 200 huruf.",
		    "Use at most 200 characters." } } },
};

const struct phrase *metadata_label(enum metadata_field field)
{
	return &fields[field].label;
}

const struct phrase *metadata_rule(enum metadata_field field)
{
	return &fields[field].rule;
}
