#include "play/pretest.h"

#include <string.h>

#include "domain/gain.h"
#include "store/module.h"

/* What is no quiz of our format (any more) has no rules: `kind` is -1. */
struct of {
	const struct unit *unit;
	json_t *definition;
	int kind;
};

static enum err quizzes_read(struct db *db, const struct unit *units, size_t n,
			     struct of *out)
{
	enum err e = OK;

	for (size_t i = 0; i < n; i++) {
		struct asked asked;

		out[i] = (struct of){ &units[i], NULL, -1 };
		if (strcmp(units[i].kind, "quiz"))
			continue;
		if ((e = asked_read(db, units[i].id, false, &asked)) ==
		    ERR_NOT_FOUND)
			continue;
		if (e)
			return e;
		out[i].definition = asked.definition;
		out[i].kind = (int)asked.rules.kind;
	}
	return OK;
}

static bool is_pretest(const struct of *q)
{
	return q->kind == (int)QUIZ_PRETEST;
}

static bool is_quiz(const struct of *q)
{
	return q->kind >= 0 && !is_pretest(q);
}

/* The only one of these, or NULL. */
static const struct of *only(const struct of *all, size_t n,
			     bool (*is)(const struct of *))
{
	const struct of *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (is(&all[i])) {
			if (found)
				return NULL;
			found = &all[i];
		}
	return found;
}

static const struct unit *found_for(const struct of *all, size_t n,
				    const struct of *quiz)
{
	const struct of *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		size_t parallels;

		if (!is_pretest(&all[i]))
			continue;
		parallels = gain_parallels(quiz->definition,
					   all[i].definition, NULL, NULL);
		if (parallels > most) {
			most = parallels;
			best = &all[i];
		}
	}
	if (!best && only(all, n, is_quiz) == quiz)
		best = only(all, n, is_pretest);
	return best ? best->unit : NULL;
}

enum err pretest_list(struct db *db, const struct unit *units, size_t n,
		      const struct unit **out)
{
	struct of *all = arena_array(db_arena(db), struct of, n + 1);
	enum err e;

	if ((e = quizzes_read(db, units, n, all)))
		return e;
	for (size_t i = 0; i < n; i++)
		out[i] = is_quiz(&all[i]) ? found_for(all, n, &all[i]) : NULL;
	return OK;
}

enum err pretest_pair(struct db *db, const char *version_id,
		      const struct unit **pretest, const struct unit **quiz)
{
	const struct unit **pretests;
	struct unit *units;
	size_t n;
	enum err e;

	*pretest = *quiz = NULL;
	if ((e = unit_list(db, version_id, &units, &n)))
		return e;
	pretests = arena_array(db_arena(db), const struct unit *, n + 1);
	if ((e = pretest_list(db, units, n, pretests)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (pretests[i]) {
			*pretest = pretests[i];
			*quiz = &units[i];
		}
	return OK;
}
