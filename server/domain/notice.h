/*
 * What people are told: notice.def, filled in.
 */
#ifndef DOMAIN_NOTICE_H
#define DOMAIN_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/day.h"

enum notice_kind {
#define NOTICE(kind, ...) NOTICE_##kind,
#include "domain/notice.def"
#undef NOTICE
	NOTICE_KINDS
};

/* "event_soon", and back; false for a kind there is not. */
const char *notice_name(enum notice_kind);
bool notice_named(const char *, enum notice_kind *out);

/* One value of a notice: a text, or a moment in ms where `text` is NULL. */
struct notice_value {
	const char *name, *text;
	int64_t at;
};

struct notice_words {
	const char *title, *words;
};

/*
 * Both sentences. `detail` is the JSON that notice_detail made; a value that it
 * lacks leaves its {name} standing.
 */
struct notice_words notice_fill(struct arena *, enum lang, enum notice_kind,
				const char *detail);

/* The values, ended by one without a name, as JSON; moments are to be written
   in that zone. */
const char *notice_detail(struct arena *, enum zone,
			  const struct notice_value *);

/* "Jumat, 27 Nov 2026 pukul 23.59 WITA", "Friday, 27 Nov 2026 at 23:59 WITA". */
const char *notice_moment(struct arena *, enum lang, enum zone, int64_t at);

#endif
