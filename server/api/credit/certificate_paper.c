/*
 * The words of a paper, from its facts. They are Indonesian unless it is asked
 * for in English; the other language's heading stands below the first.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/credit/certificate.h"

#define BASE64 sodium_base64_VARIANT_ORIGINAL

#define P(id, en) { { id, en } }

static const struct phrase
	w_number = P("Nomor", "Number"),
	w_given = P("diberikan kepada", "is given to"),
	w_claim = P("Nama dan identitas menurut keterangan peserta sendiri",
		    "Name and identity as the participant stated them"),
	w_seal = P("Segel verifikasi", "Verification seal"),
	w_check = P("Pindai dengan kamera ponsel, lalu bandingkan yang tampil "
		    "dengan yang tercetak di sini. Atau ketik alamat di bawah "
		    "dan tempel kodenya.",
		    "Scan it with a phone's camera, then compare what it shows "
		    "with what is printed here. Or type the address below and "
		    "paste the code."),
	w_back = P("Lampiran", "Annex"),
	w_back_words = P("{kind} nomor {number} atas nama {name}",
			 "{kind} number {number}, {name}"),
	w_subject = P("Mata pelajaran", "Subject"),
	w_jp = P("JP", "JP"),
	w_total = P("Jumlah", "Total"),
	w_organiser = P("Penyelenggara", "Organiser"),
	w_date = P("Tanggal", "Date"),
	w_place = P("Tempat", "Place"),
	w_form = P("Bentuk", "Form"),
	w_competency = P("Kompetensi", "Competency"),
	w_version = P("Versi modul", "Version of the module"),
	w_identity = P("NIP", "NIP"),
	w_issued = P("Diterbitkan", "Issued"),
	w_hours = P("{jp} JP (jam pelajaran)", "{jp} JP (lesson hours)"),
	w_foot_jp = P("Satu jam pelajaran (JP) adalah 45 menit. ",
		      "One lesson hour (JP) is 45 minutes. "),
	w_foot_seal = P("Segel verifikasi menunjukkan bahwa isi surat ini tidak "
			"berubah sejak diterbitkan; segel bukan tanda tangan "
			"elektronik tersertifikasi.",
			"The seal shows that nothing here has changed since it "
			"was issued; it is not a certified electronic "
			"signature."),
	w_foot_attendance = P("Surat ini menyatakan kehadiran, bukan "
			      "kelulusan. ",
			      "It states attendance, not a pass. "),
	w_foot_completion = P("Surat ini menyatakan bahwa kegiatan diselesaikan "
			      "sampai akhir. ",
			      "It states that all of it was completed. "),
	w_foot_pass = P("Surat ini menyatakan lulus menurut syarat "
			"penyelenggara. ",
			"It states a pass by the organiser's rules. ");

static const struct {
	const char *kind;
	const struct phrase *foot;
	struct phrase has;
} kinds[] = {
	{ "attendance", &w_foot_attendance, P("telah mengikuti", "attended") },
	{ "completion", &w_foot_completion,
	  P("telah menyelesaikan", "has completed") },
	{ "pass", &w_foot_pass, P("telah lulus", "has passed") },
};

static const struct {
	const char *name;
	struct phrase words;
} names[] = {
	{ "form:self-paced", P("Belajar mandiri", "Self-paced") },
	{ "form:webinar", P("Webinar", "Webinar") },
	{ "form:in-person", P("Tatap muka", "In person") },
	{ "form:blended", P("Kombinasi", "Blended") },
	{ "competency:technical", P("Teknis", "Technical") },
	{ "competency:managerial", P("Manajerial", "Managerial") },
	{ "competency:social", P("Sosial kultural", "Socio-cultural") },
};

static const char *name_of(struct arena *mem, const char *group,
			   const char *name, enum lang lang)
{
	const char *whole = arena_format(mem, "%s:%s", group, name);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].name, whole) == 0)
			return names[i].words.in[lang];
	return "";
}

const char *fact_text(const json_t *facts, const char *key)
{
	const char *text = json_string_value(json_object_get(facts, key));

	return text ? text : "";
}

int64_t fact_int(const json_t *facts, const char *key)
{
	return json_integer_value(json_object_get(facts, key));
}

struct words {
	struct arena *mem;
	enum lang lang;
	const json_t *facts;
	const struct paper_design *design;
};

/* What is said, with ", " between. */
static const char *joined(struct arena *mem, const char *const *list, size_t n)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (size_t i = 0; i < n; i++)
		if (*list[i])
			text_putf(&out, "%s%s", out.size ? ", " : "", list[i]);
	return out.bytes;
}

static const char *identity(const struct words *w)
{
	const char *nip = fact_text(w->facts, "nip");

	return strlen(nip) == 18
		? arena_format(w->mem, "NIP %.8s %.6s %.1s %.3s", nip, nip + 8,
			       nip + 14, nip + 15) : "";
}

static const char *hours(const struct words *w)
{
	const int64_t jp = fact_int(w->facts, "jp");

	return jp ? text_fill(w->mem, w_hours.in[w->lang],
			      (struct text_value[]){
				{ "jp", paper_jp(w->mem, jp, w->lang) },
				{ NULL, NULL } }) : "";
}

static const char *days(const struct words *w)
{
	return paper_dates(w->mem, fact_int(w->facts, "firstDay"),
			   fact_int(w->facts, "lastDay"), w->lang);
}

static const char *issued_day(const struct words *w)
{
	const int64_t day = paper_day(fact_int(w->facts, "issuedAt"),
				      PAPER_MINUTES_EAST);

	return paper_dates(w->mem, day, day, w->lang);
}

static void front(const struct words *w, struct paper *out)
{
	const struct paper_kind *kind =
		paper_kind_named(fact_text(w->facts, "kind"));
	const char *unit = fact_text(w->facts, "unit");
	const char *who[] = { fact_text(w->facts, "job"), unit,
			      fact_text(w->facts, "from") };
	const char *when[] = { days(w), fact_text(w->facts, "place"),
			       hours(w) };
	const char *dated[] = { w->design->place, issued_day(w) };

	out->heading = kind->title.in[w->lang];
	out->english = kind->title.in[w->lang == LANG_ID ? LANG_EN : LANG_ID];
	out->subtitle = w->design->subtitle;
	out->number = arena_format(w->mem, "%s %s", w_number.in[w->lang],
				   fact_text(w->facts, "number"));
	out->given = w_given.in[w->lang];
	out->name = fact_text(w->facts, "name");
	out->identity = identity(w);
	out->who = joined(w->mem, who, 3);
	out->claim = json_is_true(json_object_get(w->facts, "claimed"))
		? w_claim.in[w->lang] : "";
	for (size_t i = 0; i < 3; i++)
		if (strcmp(kinds[i].kind, kind->name) == 0)
			out->has = kinds[i].has.in[w->lang];
	out->title = fact_text(w->facts, "title");
	out->when = joined(w->mem, when, 3);
	out->dated = joined(w->mem, dated, 2);
	out->signer_title = w->design->signer_title;
	out->signer = w->design->signer;
	out->signer_line = w->design->signer_line;
}

static void fact_put(struct paper_pair *list, size_t *n,
		     const struct phrase *label, enum lang lang,
		     const char *value)
{
	if (*value)
		list[(*n)++] = (struct paper_pair){ label->in[lang], value };
}

#define FACTS_MOST 8

static void back_facts(const struct words *w, struct paper *out)
{
	struct paper_pair *list = arena_array(w->mem, struct paper_pair,
					      FACTS_MOST);
	const int64_t version = fact_int(w->facts, "version");
	const char *nip = identity(w);

	out->facts = list;
	fact_put(list, &out->nfacts, &w_identity, w->lang,
		 *nip ? nip + strlen("NIP ") : "");
	fact_put(list, &out->nfacts, &w_organiser, w->lang,
		 fact_text(w->facts, "agency"));
	fact_put(list, &out->nfacts, &w_date, w->lang, days(w));
	fact_put(list, &out->nfacts, &w_place, w->lang,
		 fact_text(w->facts, "place"));
	fact_put(list, &out->nfacts, &w_form, w->lang,
		 name_of(w->mem, "form", fact_text(w->facts, "form"), w->lang));
	fact_put(list, &out->nfacts, &w_competency, w->lang,
		 name_of(w->mem, "competency",
			 fact_text(w->facts, "competency"), w->lang));
	fact_put(list, &out->nfacts, &w_version, w->lang,
		 version ? arena_format(w->mem, "%" PRId64, version) : "");
	fact_put(list, &out->nfacts, &w_issued, w->lang, issued_day(w));
}

static const char *jp_or_none(const struct words *w, int64_t jp)
{
	return jp ? paper_jp(w->mem, jp, w->lang) : "";
}

/* A thing that names no subjects is the one that it is. */
static void back_subjects(const struct words *w, struct paper *out)
{
	const json_t *all = json_object_get(w->facts, "subjects");
	const size_t n = json_array_size(all);
	struct paper_pair *list = arena_array(w->mem, struct paper_pair,
					      n ? n : 1);

	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(all, i);

		list[i] = (struct paper_pair){
			fact_text(one, "title"),
			jp_or_none(w, fact_int(one, "jp"))
		};
	}
	if (!n)
		list[0] = (struct paper_pair){
			out->title, jp_or_none(w, fact_int(w->facts, "jp"))
		};
	out->subjects = list;
	out->nsubjects = n ? n : 1;
	out->total = jp_or_none(w, fact_int(w->facts, "jp"));
}

static void back(const struct words *w, struct paper *out)
{
	struct text foot = { .mem = w->mem };

	out->back_heading = w_back.in[w->lang];
	out->back_words = text_fill(w->mem, w_back_words.in[w->lang],
		(struct text_value[]){
			{ "kind", out->heading },
			{ "number", fact_text(w->facts, "number") },
			{ "name", out->name },
			{ NULL, NULL } });
	back_facts(w, out);
	out->subject_label = w_subject.in[w->lang];
	out->amount_label = w_jp.in[w->lang];
	out->total_label = w_total.in[w->lang];
	back_subjects(w, out);
	for (size_t i = 0; i < 3; i++)
		if (strcmp(kinds[i].kind, fact_text(w->facts, "kind")) == 0)
			text_puts(&foot, kinds[i].foot->in[w->lang]);
	if (*out->total)
		text_puts(&foot, w_foot_jp.in[w->lang]);
	text_puts(&foot, w_foot_seal.in[w->lang]);
	out->foot = foot.bytes;
}

void certificate_paper(struct arena *mem, const json_t *facts,
		       const struct paper_design *design, const char *origin,
		       const char *link, enum lang lang, struct paper *out)
{
	const struct words w = { mem, lang, facts, design };
	const char *host = strstr(origin, "://");

	*out = (struct paper){
		.lang = lang_name(lang),
		.accent = (unsigned)strtoul(design->accent + 1, NULL, 16),
		.agency = fact_text(facts, "agency"),
		.has = "",
		.link = link,
		.seal_heading = w_seal.in[lang],
		.seal_words = w_check.in[lang],
		.seal_address = arena_format(mem, "%s/s",
					     host ? host + 3 : origin),
		.made_at = fact_int(facts, "issuedAt"),
	};
	front(&w, out);
	back(&w, out);
}

void certificate_logo(struct arena *mem, const struct certificate_design *row,
		      struct paper *out)
{
	const size_t room = strlen(row->logo) / 4 * 3 + 1;
	unsigned char *bytes = arena_alloc(mem, room);

	if (!*row->logo ||
	    sodium_base642bin(bytes, room, row->logo, strlen(row->logo), NULL,
			      &out->logo_size, NULL, BASE64))
		return;
	out->logo = bytes;
	out->logo_png = strcmp(row->logo_type, "image/png") == 0;
}
