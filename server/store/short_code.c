#include "store/short_code.h"

#include <sodium.h>

#include "domain/event.h"
#include "store/queries.h"

/* 3.4 thousand million codes: a second try is rare, a fifth means a fault. */
#define TRIES 5

static const char *code_make(struct arena *mem)
{
	static const char letters[] = SHORT_CODE_LETTERS;
	char *code = arena_alloc(mem, SHORT_CODE_SIZE);

	for (int i = 0; i < SHORT_CODE_LENGTH; i++)
		code[i] = letters[randombytes_uniform(sizeof(letters) - 1)];
	return code;
}

enum err short_code_of(struct db *db, const char *kind, const char *ref,
		       const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SHORT_CODE_OF,
			ARGS(arg_text(kind), arg_text(ref)))))
		return e;
	*out = r.count ? row_text(&r, 0, "code") : NULL;
	return OK;
}

enum err short_code_for(struct db *db, const char *kind, const char *ref,
			int64_t now, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = short_code_of(db, kind, ref, out)) || *out)
		return e;
	for (int i = 0; i < TRIES; i++) {
		*out = code_make(db_arena(db));
		if ((e = db_run(db, &r, SQL_SHORT_CODE_ADD,
				ARGS(arg_text(*out), arg_text(kind),
				     arg_text(ref), arg_int(now)))))
			return e;
		if (r.count)
			return OK;
	}
	return fail(ERR_INTERNAL, "no free short code");
}

enum err short_code_by(struct db *db, const char *code, struct short_code *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SHORT_CODE_BY, ARGS(arg_text(code)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such short code");
	*out = (struct short_code){
		.code = row_text(&r, 0, "code"),
		.kind = row_text(&r, 0, "kind"),
		.ref = row_text(&r, 0, "ref"),
	};
	return OK;
}
