/*
 * Quizzes and cases: the domain knows what is wrong inside of them; here is what
 * only shows with the rest of the module beside them.
 */
#include <stdlib.h>
#include <string.h>

#include "domain/branching.h"
#include "domain/quiz.h"
#include "native_check.h"

const char *native_quiz_kind(const struct native_source *s)
{
	const char *kind = json_string_value(json_object_get(s->json, "kind"));

	return kind ? kind : "";
}

static void own_ident_check(struct native_check *c,
			    const struct native_source *s)
{
	const char *id = json_string_value(json_object_get(s->json, "id"));

	if (id && strcmp(id, s->name))
		native_fault_at(c, s, "/id", NATIVE_IDENT_FILE,
				WORDS_OF(.name = s->name));
}

/* Of the source that has it already, by its number among the quizzes. */
static void ident_take(struct native_check *c, const struct native_source *s,
		       json_t *one, const char *pointer)
{
	const char *id = json_string_value(json_object_get(one, "id"));
	const size_t mine = (size_t)(s - c->quizzes.list);
	size_t other;

	if (!id || path_index_add(c->idents, id, mine))
		return;
	other = path_index_find(c->idents, id);
	/* Twice in one file is what the domain says. */
	if (other != mine)
		native_fault_at(c, s, arena_format(c->mem, "%s/id", pointer),
				NATIVE_IDENT_TWICE, WORDS_OF(.name = id,
				.near = c->quizzes.list[other].path));
}

static bool competency_known(struct native_check *c, const char *id)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(c->module.json, "competencies"), i,
			   one) {
		const char *has = json_string_value(json_object_get(one, "id"));

		if (has && strcmp(has, id) == 0)
			return true;
	}
	return false;
}

static void competencies_check(struct native_check *c,
			       const struct native_source *s, json_t *one,
			       const char *pointer)
{
	json_t *id;
	size_t i;

	json_array_foreach(json_object_get(one, "competencies"), i, id) {
		const char *name = json_string_value(id);

		if (name && !native_full(c) && !competency_known(c, name))
			native_fault_at(c, s, arena_format(c->mem,
					"%s/competencies/%zu", pointer, i),
					NATIVE_COMPETENCY_UNKNOWN,
					WORDS_OF(.name = name));
	}
}

static void question_check_around(struct native_check *c,
				  const struct native_source *s, json_t *one,
				  const char *pointer)
{
	const char *lesson = json_string_value(json_object_get(one, "lesson"));

	ident_take(c, s, one, pointer);
	competencies_check(c, s, one, pointer);
	if (lesson && !native_source_find(&c->lessons, lesson))
		native_fault_at(c, s, arena_format(c->mem, "%s/lesson",
						   pointer),
				NATIVE_LESSON_UNKNOWN,
				WORDS_OF(.name = lesson));
}

static void list_check_around(struct native_check *c,
			      const struct native_source *s, const char *key)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(s->json, key), i, one)
		question_check_around(c, s, one, arena_format(c->mem, "/%s/%zu",
							      key, i));
}

void native_quiz(struct native_check *c, struct native_source *s)
{
	struct definition_faults found = { .mem = c->mem };

	if (!s->json)
		return;
	quiz_check(s->json, &found);
	native_faults_take(c, s, &found);
	own_ident_check(c, s);
	list_check_around(c, s, "questions");
	list_check_around(c, s, "activities");
	native_texts(c, s, s->json);
}

void native_case(struct native_check *c, struct native_source *s)
{
	struct definition_faults found = { .mem = c->mem };

	if (!s->json)
		return;
	case_check(s->json, NULL, &found);
	native_faults_take(c, s, &found);
	own_ident_check(c, s);
	native_texts(c, s, s->json);
}

/* What two questions would have in common: words, without case and signs. */
static const char *gist(struct arena *mem, json_t *question)
{
	const char *s = json_string_value(json_object_get(question, "text"));
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; s && *s; s++)
		if ((unsigned char)*s > ' ' && !strchr(".,:;!?*_\"'", *s))
			text_put(&out, s, 1);
	return text_lower(mem, out.bytes);
}

/* Where the text of each counted question stands: quiz and number in one. */
static struct path_index *counted_texts(struct native_check *c)
{
	struct path_index *all = path_index_new(c->mem);
	json_t *one;
	size_t k;

	for (size_t i = 0; i < c->quizzes.n; i++) {
		const struct native_source *s = &c->quizzes.list[i];

		if (strcmp(native_quiz_kind(s), "quiz"))
			continue;
		json_array_foreach(json_object_get(s->json, "questions"), k,
				   one)
			path_index_add(all, gist(c->mem, one), i << 16 | k);
	}
	return all;
}

static void same_say(struct native_check *c, const struct native_source *s,
		     size_t i, size_t place)
{
	const struct native_source *other = &c->quizzes.list[place >> 16];
	json_t *one = json_array_get(json_object_get(other->json, "questions"),
				     place & 0xffff);
	const char *id = json_string_value(json_object_get(one, "id"));

	native_fault_at(c, s, arena_format(c->mem, "/questions/%zu", i),
			NATIVE_PRACTICE_SAME,
			WORDS_OF(.name = id ? id : "", .near = other->path));
}

void native_practice_compare(struct native_check *c)
{
	const struct path_index *counted = counted_texts(c);
	json_t *one;
	size_t k, place;

	for (size_t i = 0; i < c->quizzes.n; i++) {
		const struct native_source *s = &c->quizzes.list[i];

		if (strcmp(native_quiz_kind(s), "practice"))
			continue;
		json_array_foreach(json_object_get(s->json, "questions"), k,
				   one) {
			place = path_index_find(counted, gist(c->mem, one));
			if (place != PATH_NONE && *gist(c->mem, one))
				same_say(c, s, k, place);
		}
	}
}
