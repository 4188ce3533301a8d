/*
 * Papers: their kinds, their numbers, and what an agency says of their looks.
 *
 * Three papers, never mixed up: a *surat keterangan* says that somebody was
 * there, a *sertifikat* that they finished, a *surat keterangan lulus* that they
 * passed. None is called an STTP, which is LAN's.
 */
#ifndef DOMAIN_CERTIFICATE_H
#define DOMAIN_CERTIFICATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "domain/seal_facts.h"

/* What is printed as its heading, in Indonesian and English. */
struct paper_kind {
	const char *name;	/* "attendance", on the wire */
	const char *code;	/* "SK", in numbers */
	enum seal_kind seal;
	struct phrase title;
};

/* NULL for an unknown one. */
const struct paper_kind *paper_kind_named(const char *name);

/* Papers are dated in western Indonesia unless the thing says otherwise. */
#define PAPER_MINUTES_EAST 420

/* Since 1970-01-01, where local time is so far east of UTC. */
int64_t paper_day(int64_t ms, int minutes_east);

struct paper_date {
	int year, month, day;
};
struct paper_date paper_date(int64_t day);

/*
 * "21 November 2026", "20–21 November 2026", "30 November – 2 Desember 2026".
 */
const char *paper_dates(struct arena *, int64_t first_day, int64_t last_day,
			enum lang);

/* "5", "2,5": hundredths as people write them. */
const char *paper_jp(struct arena *, int64_t hundredths, enum lang);

/*
 * A number's pattern: {n} or {nnnn} (padded with zeros), {kode} the agency's,
 * {jenis}, {bulan} 11, {bulan romawi} XI, {tahun} 2026. It must have the first
 * two, {jenis} and {tahun}, so that no two papers have one number; besides
 * them letters, digits, blanks and - . / are good, 60 characters in all.
 */
#define PAPER_PATTERN "{nnnn}/{jenis}/{kode}/{bulan romawi}/{tahun}"
bool paper_pattern_good(const char *pattern);
const char *paper_number(struct arena *, const char *pattern, int64_t n,
			 const char *code, const struct paper_kind *,
			 int64_t day);

/* 2 to 16 of A-Z 0-9 and - between them. */
bool paper_code_good(const char *code);

/* One for an agency that has said none, of its name: "BKPSDM-KM". */
const char *paper_code_of(struct arena *, const char *agency_name);

struct paper_design {
	const char *pattern, *code;
	const char *accent;		/* "#0f5c7a" */
	const char *subtitle;		/* below the heading; "" for none */
	const char *place;		/* where it is signed; "" for none */
	const char *signer, *signer_title, *signer_line; /* "" for none */
};

/* What a design begins as; its code is paper_code_of the agency. */
extern const struct paper_design paper_design_plain;

enum paper_field {
	PAPER_NONE,
	PAPER_PATTERN_FIELD,
	PAPER_CODE,
	PAPER_ACCENT,		/* less than 4.5:1 on white, or no colour */
	PAPER_TEXT		/* `member` says which is too long */
};

/*
 * Members of `json` over what `out` has already; unknown ones are passed over.
 * The first that is not good, with its name on the wire.
 */
enum paper_field paper_design_read(struct arena *, const json_t *json,
				   struct paper_design *out,
				   const char **member);
json_t *paper_design_json(const struct paper_design *);

/* "#rrggbb" in lower case that white beside it keeps 4.5:1 (WCAG 2.2 1.4.3). */
bool paper_accent_good(const char *accent);

#endif
