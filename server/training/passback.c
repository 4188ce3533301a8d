#include "training/passback.h"

#include <string.h>

#include "store/lti_grade.h"

/* What is not final may be followed by the next thing at once: one telling does. */
#define GATHER_MS 5000

static bool final(const struct lti_told *t)
{
	return strcmp(t->activity, "Completed") == 0;
}

/* Nothing is told of who has only looked at the first page of a link. */
static bool worth(const struct lti_grade *before, const struct lti_told *told)
{
	if (!before->id)
		return strcmp(told->activity, "Initialized") != 0;
	/* It was laid aside while they were no learner there. */
	if (strcmp(before->state, "waiting") == 0 && !before->next_at &&
	    !*before->code)
		return true;
	return !lti_told_same(&before->told, told);
}

static enum err note(struct db *db, const struct lti_told_link *link,
		     const char *person_id, const char *module_id, int64_t now)
{
	struct lti_grade before, grade;
	struct lti_standing standing;
	enum err e;

	if ((e = lti_standing_get(db, person_id, module_id, link->unit_ident,
				  &standing)) ||
	    (e = lti_grade_get(db, link->id, person_id, &before)))
		return e;
	grade = (struct lti_grade){
		.link_id = link->id, .person_id = person_id,
		.at_us = lti_grade_at(now, before.id ? before.at_us : 0),
	};
	lti_grade_tell(&standing, &grade.told);
	if (!worth(&before, &grade.told))
		return OK;
	return lti_grade_put(db, &grade,
			     final(&grade.told) ? now : now + GATHER_MS, now);
}

enum err passback_note(struct db *db, const char *person_id,
		       const char *module_id, int64_t now)
{
	struct lti_told_link *links;
	size_t n;
	enum err e;

	if ((e = lti_told_links(db, person_id, module_id, &links, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = note(db, &links[i], person_id, module_id, now);
	return e;
}

enum err passback_note_person(struct db *db, const char *person_id, int64_t now)
{
	const char **modules;
	size_t n;
	enum err e;

	if ((e = lti_told_modules(db, person_id, &modules, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = passback_note(db, person_id, modules[i], now);
	return e;
}

enum err passback_launched(struct db *db, const char *link_id,
			   const char *person_id, bool changed, int64_t now)
{
	struct lti_told_link link;
	const char *module;
	enum err e;

	if (changed && (e = lti_grade_reopen(db, link_id, now)))
		return e;
	if ((e = lti_told_link_get(db, link_id, person_id, &link, &module)) ||
	    !module)
		return e;
	return note(db, &link, person_id, module, now);
}
