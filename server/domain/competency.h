/*
 * What people are able to do: kinds and levels of competencies, and how high
 * somebody stands in one (Permenpan RB 38/2017: technical, managerial and
 * socio-cultural, levels 1 to 5).
 */
#ifndef DOMAIN_COMPETENCY_H
#define DOMAIN_COMPETENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMPETENCY_LEVELS 5
#define COMPETENCY_NAME_MOST 200	/* characters */
#define COMPETENCY_WORDS_MOST 4000	/* bytes */
#define COMPETENCY_CODE_MOST 40

struct competency {
	const char *id;
	const char *agency_id;	/* NULL: of all agencies */
	const char *code;	/* "KI.T1" */
	const char *name, *description;
	const char *kind;	/* "technical", "managerial", "social" */
	int64_t closed_at;	/* 0: is not; it is asked for no more then */
	int64_t created_at;
};

bool competency_kind_fits(const char *);

/* Letters, digits, dots, hyphens; begins and ends with a letter or digit. */
bool competency_code_fits(const char *);

/* One thing by which somebody showed a competency. */
struct competency_shown {
	int64_t level;		/* of an assessor 0 takes it away */
	bool assessed;		/* by a person, else by what was completed */
	int64_t at;
};

/*
 * The level that these amount to, 0 for none, in the order in which they were
 * shown: an assessor's word says it anew, what was completed raises it.
 */
int competency_level(const struct competency_shown *, size_t n);

#endif
