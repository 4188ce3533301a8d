/*
 * Tables of numbers about people, so that none of them, nor what is left when
 * some are taken from others, is of fewer than SURVEY_LEAST.
 *
 * Each person stands in one row (a version, say) and one column (a unit).
 * Hiding the small sums of each table is not enough: rows subtracted from
 * columns, or today's from yesterday's, tell of the few between them. So people
 * are put into *blocks* of SURVEY_LEAST and more, in the order in which they
 * came, and every figure of every table is a sum of whole blocks: five of one
 * row and one column are a block as soon as there are five; who has waited
 * CELLS_DAYS without four like them is told with others of the row, else of the
 * column, else of neither. Fewer than five go on waiting.
 *
 * Who comes later changes no block that there is. So the theorem holds for
 * looks at different moments, too, as long as what somebody came with stays.
 */
#ifndef DOMAIN_CELLS_H
#define DOMAIN_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/survey.h"

#define CELLS_DAYS 7
#define CELLS_NONE SIZE_MAX

struct cells_one {
	int64_t at;		/* when they came, in ms */
	const char *key;	/* which of two who came at once is first */
	size_t row, column;
	size_t block;		/* out: its place, or CELLS_NONE: they wait */
};

struct cells_block {
	size_t row, column;	/* CELLS_NONE: not in common */
	size_t n;		/* SURVEY_LEAST and more */
};

/* The blocks there are at a moment, in the order they were made; `block` of
   each of `all`, which may come in any order, is filled in. */
struct cells_block *cells_make(struct arena *, struct cells_one *all, size_t n,
			       int64_t now, size_t *blocks);

/*
 * Which blocks tell of something that `had[i]` of block i's people had, and the
 * others had not: a question that was drawn for some. Blocks of one row are put
 * together, in their order, until SURVEY_LEAST had it, and until nobody or
 * SURVEY_LEAST had it not.
 */
void cells_tell(struct arena *, const struct cells_block *, size_t blocks,
		const size_t *had, bool *told);

#endif
