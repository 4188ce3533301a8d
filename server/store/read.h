/* Values that may be missing, as columns hold them: NULL is none. */
#ifndef STORE_READ_H
#define STORE_READ_H

#include "db/db.h"
#include "domain/progress.h"

static inline struct measure row_measure(const struct rows *r, size_t i,
					 const char *column)
{
	return (struct measure){
		.known = !row_null(r, i, column),
		.value = row_real(r, i, column),
	};
}

static inline struct arg arg_measure(struct measure m)
{
	return m.known ? arg_real(m.value) : arg_null();
}

/* 1, 0 or NULL. */
static inline enum success row_passed(const struct rows *r, size_t i,
				      const char *column)
{
	return row_null(r, i, column) ? SUCCESS_UNKNOWN
	     : row_int(r, i, column) ? SUCCESS_PASSED : SUCCESS_FAILED;
}

static inline struct arg arg_passed(enum success passed)
{
	return passed == SUCCESS_UNKNOWN ? arg_null()
		: arg_int(passed == SUCCESS_PASSED);
}

/* A moment; 0 is none. */
static inline struct arg arg_moment(int64_t at)
{
	return at ? arg_int(at) : arg_null();
}

#endif
