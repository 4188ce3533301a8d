/*
 * The ledger as people read it: entries with what belongs to them, years, sums,
 * targets, and what SIASN asks for. Results live in the handle's arena.
 */
#ifndef STORE_JP_LIST_H
#define STORE_JP_LIST_H

#include "store/jp.h"

/* An entry with the names that go with it; NULL where there is none. */
struct jp_line {
	struct jp_entry entry;
	const char *person_name, *nip;
	const char *siasn;		/* BKN's id of the person; "" */
	const char *unit_name, *by_name;
	const char *certificate_number;
	const char *doubt;		/* why; NULL: nobody doubts it */
	int64_t doubt_at;
	const char *status, *status_words;
	int64_t status_at;
};

/* The newest day first; year 0 is all. */
enum err jp_line_mine(struct db *, const char *person_id, int64_t year,
		      struct jp_line **out, size_t *n);

/* ERR_NOT_FOUND. */
enum err jp_line_one(struct db *, const char *id, struct jp_line *out);

struct jp_filter {
	const char *agency_id;
	int64_t year;
	const char *like;		/* a name or a title: store/like.h */
	const char *source, *form;	/* "": any */
	const char *state;		/* "", "earned" (SIASN knows nothing of it),
					   "verified" …, "reversed", "doubt" */
	const char *person_id;		/* "": anybody */
};

/* `total` is of all pages, and at most this; guests are left out. */
#define JP_COUNT_MOST 10000
enum err jp_line_page(struct db *, const struct jp_filter *, size_t from,
		      size_t most, struct jp_line **out, size_t *n,
		      int64_t *total);

/* Those in doubt in an agency, the newest doubt first. */
enum err jp_line_doubts(struct db *, const char *agency_id, size_t most,
			struct jp_line **out, size_t *n, int64_t *total);

/* In which years a person has entries, the latest first. */
enum err jp_years(struct db *, const char *person_id, int64_t **out,
		  size_t *n);

/* What a person has of a thing; entry_id NULL: nothing. */
struct jp_had {
	const char *entry_id, *day, *certificate_id;
	int64_t jp, year;
};
enum err jp_of_thing(struct db *, const char *person_id, const char *source,
		     const char *source_id, struct jp_had *out);

/* Of all and of the agency. */
enum err jp_target_list(struct db *, const char *agency_id,
			struct jp_target **out, size_t *n);
/* created_by is an id. */
enum err jp_target_add(struct db *, const struct jp_target *);

/* jenisDiklatId of SIASN. */
struct jp_training {
	int64_t id;
	const char *name, *code, *component;
};
enum err jp_training_list(struct db *, struct jp_training **out, size_t *n);
enum err jp_training_put(struct db *, const struct jp_training *);

enum err jp_status_add(struct db *, const char *entry_id, const char *state,
		       const char *words, const char *by_id, int64_t now);

/* BKN's ids of an agency and its place; "" where nobody said. */
enum err jp_siasn_get(struct db *, const char *agency_id, const char **instansi,
		      const char **lokasi);
enum err jp_siasn_put(struct db *, const char *agency_id, const char *instansi,
		      const char *lokasi);

/* `found`: somebody of the agency has that NIP (18 digits). */
enum err jp_person_siasn(struct db *, const char *nip, const char *agency_id,
			 const char *siasn, bool *found);

/* Who took an export with whole NIP along. */
struct jp_look {
	const char *by_name;
	int64_t year, at;
};
enum err jp_look_add(struct db *, const char *agency_id, int64_t year,
		     const char *by_id, int64_t now);
/* The last twenty. */
enum err jp_look_list(struct db *, const char *agency_id,
		      struct jp_look **out, size_t *n);

/* A person's year. */
struct jp_person {
	const char *id, *name, *kind;
	const char *unit_id, *unit_name, *job_name;	/* NULL: none */
	int64_t jp;			/* sum of the year */
	int64_t least, most;		/* asked of them; -1: nothing */
};

struct jp_people {
	const char *agency_id;		/* NULL: the team of `supervisor_id` */
	const char *supervisor_id;
	int64_t year;
	const char *unit_id;		/* "": any */
	const char *like;
	const char *state;		/* "", "below", "above" */
	const struct jp_target *targets;	/* of jp_target_list */
	size_t ntargets;
	const char *target_agency;	/* whose targets count */
};

/* By name. */
enum err jp_person_page(struct db *, const struct jp_people *, size_t from,
			size_t most, struct jp_person **out, size_t *n);

#endif
