/*
 * The parts of a module become its units; completion says which of them are
 * required.
 */
#include <string.h>

#include "domain/lti_place.h"
#include "native_check.h"

static const char *part_pointer(struct native_check *c, size_t i)
{
	return arena_format(c->mem, "/parts/%zu", i);
}

static void missing(struct native_check *c, size_t i,
		    const struct native_sources *all, const char *folder,
		    const char *name, const char *ending)
{
	const char *near = native_source_near(c, all, name);

	native_fault_at(c, &c->module, part_pointer(c, i),
			near ? NATIVE_PART_NEAR : NATIVE_PART_MISSING,
			WORDS_OF(.name = arena_format(c->mem, "%s%s%s", folder,
						      name, ending),
				 .near = near));
}

static struct native_unit *unit_add(struct native_check *c,
				    enum node_kind kind, const char *name,
				    const char *title)
{
	struct native_unit *u = &c->out->units[c->out->nunits++];

	*u = (struct native_unit){
		.kind = kind,
		.ident = arena_format(c->mem, "%s:%s", node_kind_name(kind),
				      name),
		.title = title ? title : name,
	};
	return u;
}

/* The file that the part names, for the first time. */
static struct native_source *source_take(struct native_check *c, size_t i,
					 struct native_sources *all,
					 const char *folder, const char *name,
					 const char *ending)
{
	struct native_source *s = native_source_find(all, name);

	if (!s) {
		missing(c, i, all, folder, name, ending);
		return NULL;
	}
	if (s->used) {
		native_fault_at(c, &c->module, part_pointer(c, i),
				NATIVE_PART_TWICE, WORDS_OF(.name = s->path));
		return NULL;
	}
	s->used = true;
	return s;
}

static const char *title_of(json_t *json)
{
	return json_string_value(json_object_get(json, "title"));
}

static void lesson_part(struct native_check *c, size_t i, const char *name)
{
	struct native_source *s = source_take(c, i, &c->lessons, "lessons/",
					      name, ".md");
	struct native_source *practice = native_source_find(&c->quizzes, name);

	if (!s)
		return;
	if (practice && strcmp(native_quiz_kind(practice), "practice"))
		practice = NULL;
	native_lesson(c, s, practice, unit_add(c, NODE_LESSON, name, NULL));
}

/* Only what it was asked for by the module's name counts for a score. */
static void quiz_part(struct native_check *c, size_t i, const char *name)
{
	struct native_source *s = source_take(c, i, &c->quizzes, "quizzes/",
					      name, ".json");
	struct native_unit *u;

	if (!s)
		return;
	if (strcmp(native_quiz_kind(s), "practice") == 0) {
		native_fault_at(c, &c->module, part_pointer(c, i),
				NATIVE_PART_PRACTICE,
				WORDS_OF(.name = s->path));
		return;
	}
	u = unit_add(c, NODE_QUIZ, name, title_of(s->json));
	u->definition = s->json;
	u->unscored = strcmp(native_quiz_kind(s), "quiz") != 0;
}

/* A case has a score that counts where it can be passed. */
static void case_part(struct native_check *c, size_t i, const char *name)
{
	struct native_source *s = source_take(c, i, &c->cases, "cases/", name,
					      ".json");
	struct native_unit *u;

	if (!s)
		return;
	u = unit_add(c, NODE_CASE, name, title_of(s->json));
	u->definition = s->json;
	u->unscored = !json_is_number(json_object_get(s->json, "passMark"));
}

/* A unit that module.json itself describes; NULL: there is none such. */
static struct native_unit *own_unit(struct native_check *c, size_t i,
				    enum node_kind kind, json_t *json)
{
	const char *id = json_string_value(json_object_get(json, "id"));
	struct native_unit *u;

	if (!id)
		return NULL;
	u = unit_add(c, kind, id, title_of(json));
	u->definition = json;
	u->unscored = true;
	for (struct native_unit *v = c->out->units; v < u; v++)
		if (strcmp(v->ident, u->ident) == 0) {
			native_fault_at(c, &c->module, part_pointer(c, i),
					NATIVE_PART_TWICE,
					WORDS_OF(.name = u->ident));
			c->out->nunits--;
			return NULL;
		}
	return u;
}

static void own_part(struct native_check *c, size_t i, enum node_kind kind,
		     json_t *json)
{
	if (own_unit(c, i, kind, json))
		native_texts(c, &c->module, json);
}

/*
 * What stands in it is the tool's, so {{names}} are none of ours. Without a
 * column nothing comes back, and opening it is all.
 */
static void tool_part(struct native_check *c, size_t i, json_t *json)
{
	struct native_unit *u = own_unit(c, i, NODE_TOOL, json);
	struct lti_place place;

	if (!u)
		return;
	lti_place_read(json, &place);
	u->unscored = !place.scored;
}

static void part_take(struct native_check *c, size_t i, json_t *part)
{
	const char *lesson = json_string_value(json_object_get(part, "lesson"));
	const char *quiz = json_string_value(json_object_get(part, "quiz"));
	const char *kase = json_string_value(json_object_get(part, "case"));
	json_t *survey = json_object_get(part, "survey");
	json_t *plan = json_object_get(part, "plan");
	json_t *tool = json_object_get(part, "tool");

	if (lesson)
		lesson_part(c, i, lesson);
	else if (quiz)
		quiz_part(c, i, quiz);
	else if (kase)
		case_part(c, i, kase);
	else if (json_is_object(survey))
		own_part(c, i, NODE_SURVEY, survey);
	else if (json_is_object(plan))
		own_part(c, i, NODE_PLAN, plan);
	else if (json_is_object(tool))
		tool_part(c, i, tool);
}

/* "lessons", "quiz:kuis" and so on; a pretest is named by itself alone. */
static bool required_fits(const struct native_unit *u, const char *word)
{
	static const struct { const char *word; enum node_kind kind; } all[] = {
		{ "lessons", NODE_LESSON }, { "quizzes", NODE_QUIZ },
		{ "cases", NODE_CASE }, { "survey", NODE_SURVEY },
		{ "plan", NODE_PLAN }, { "tools", NODE_TOOL },
	};

	if (strcmp(word, "all") == 0 || strcmp(word, u->ident) == 0)
		return true;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(all[i].word, word) == 0)
			return u->kind == all[i].kind &&
			       (u->kind != NODE_QUIZ || !u->unscored);
	return false;
}

static void required_take(struct native_check *c, size_t i, const char *word)
{
	bool fits = false;

	for (size_t k = 0; k < c->out->nunits; k++)
		if (required_fits(&c->out->units[k], word)) {
			c->out->units[k].optional = false;
			fits = true;
		}
	if (!fits)
		native_fault_at(c, &c->module, arena_format(c->mem,
				"/completion/required/%zu", i),
				NATIVE_COMPLETION, WORDS_OF(.name = word));
}

/* Where nothing is said all of it is required. */
static void completion_take(struct native_check *c)
{
	json_t *list = json_object_get(json_object_get(c->module.json,
						       "completion"),
				       "required"), *word;
	size_t i;

	if (!json_is_array(list))
		return;
	for (i = 0; i < c->out->nunits; i++)
		c->out->units[i].optional = true;
	json_array_foreach(list, i, word)
		if (json_is_string(word) && i < NATIVE_PARTS_MOST)
			required_take(c, i, json_string_value(word));
}

static void unused_say(struct native_check *c, const struct native_sources *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct native_source *s = &all->list[i];

		if (s->used)
			continue;
		if (strcmp(native_quiz_kind(s), "practice"))
			native_fault(c, s->path, 0, NATIVE_FILE_UNUSED, NULL);
		else if (!native_source_find(&c->lessons, s->name))
			native_fault(c, s->path, 0, NATIVE_PRACTICE_ALONE,
				     NULL);
	}
}

void native_parts(struct native_check *c)
{
	json_t *all = json_object_get(c->module.json, "parts"), *part;
	size_t i;

	c->out->units = arena_array(c->mem, struct native_unit,
				    NATIVE_PARTS_MOST);
	c->idents = path_index_new(c->mem);
	for (i = 0; i < c->quizzes.n; i++)
		native_quiz(c, &c->quizzes.list[i]);
	for (i = 0; i < c->cases.n; i++)
		native_case(c, &c->cases.list[i]);
	native_practice_compare(c);
	json_array_foreach(all, i, part)
		if (i < NATIVE_PARTS_MOST)
			part_take(c, i, part);
	if (!c->out->nunits)
		return;
	completion_take(c);
	unused_say(c, &c->lessons);
	unused_say(c, &c->quizzes);
	unused_say(c, &c->cases);
}
