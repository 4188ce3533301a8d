#include "play/asked.h"

#include <stdlib.h>
#include <string.h>

#include "markdown.h"
#include "native_text.h"
#include "store/bank.h"
#include "store/fix.h"
#include "store/native.h"
#include "store/sitting.h"

static void json_done(void *json)
{
	json_decref(json);
}

json_t *json_kept(struct db *db, json_t *json)
{
	if (json)
		arena_own(db_arena(db), json, json_done);
	return json;
}

enum err json_stored(struct db *db, const char *text, json_t **out)
{
	*out = json_kept(db, json_loads(text, JSON_DECODE_ANY, NULL));
	return *out ? OK : fail(ERR_INTERNAL, "a row that is not JSON");
}

const char *json_text(struct db *db, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);

	if (!text)
		abort();
	arena_own(db_arena(db), text, free);
	return text;
}

/* `with` is what the module says of its {{names}}, or NULL. */
static const char *html_make(void *with, struct arena *mem,
			     const char *markdown)
{
	const struct native_text how = { .tokens = with, .line = true };
	struct text out = { .mem = mem };

	if (native_text_html(mem, &how, markdown, strlen(markdown), &out)) {
		out = (struct text){ .mem = mem };
		markdown_escape(&out, markdown, strlen(markdown));
	}
	return out.bytes ? out.bytes : "";
}

static enum err html_read(struct db *db, struct asked *out)
{
	json_t *about;
	const char *text;
	enum err e;

	if ((e = sitting_about(db, out->unit_id, &text)) ||
	    (e = json_stored(db, text ? text : "{}", &about)))
		return e;
	out->html = (struct question_html){
		html_make, json_object_get(about, "tokens") };
	return OK;
}

static bool own_source(const char *source)
{
	return strcmp(source, "unit") == 0;
}

/* In the place of the question that it corrects. */
static enum err correct(struct db *db, struct asked *a,
			const struct quiz_fix *fix)
{
	json_t *list = json_object_get(a->definition, "questions");
	json_t *question, *after;
	size_t i;
	enum err e;

	if (!own_source(fix->source))
		return OK;
	if ((e = json_stored(db, fix->after, &after)))
		return e;
	json_array_foreach(list, i, question)
		if (!strcmp(question_id(question), fix->question))
			json_array_set(list, i, after);
	return OK;
}

enum err asked_read(struct db *db, const char *unit_id, bool branching,
		    struct asked *out)
{
	const char *text;
	enum err e;

	*out = (struct asked){ .unit_id = unit_id };
	if ((e = unit_definition_get(db, unit_id, &text)))
		return e;
	if (!text)
		return fail(ERR_NOT_FOUND, "unit %s asks nothing", unit_id);
	if ((e = json_stored(db, text, &out->definition)) ||
	    (e = html_read(db, out)))
		return e;
	if (branching) {
		out->rules = (struct quiz_rules){
			.kind = QUIZ_QUIZ, .keep = KEEP_BEST,
			.feedback = FEEDBACK_END, .pass_mark = -1,
		};
		return OK;
	}
	quiz_rules_read(out->definition, &out->rules);
	if ((e = fix_of_unit(db, unit_id, &out->fixes, &out->nfixes)))
		return e;
	for (size_t i = 0; i < out->nfixes && !e; i++)
		e = correct(db, out, &out->fixes[i]);
	return e;
}

static json_t *own_question(const struct asked *a, const char *id)
{
	json_t *question;
	size_t i;

	json_array_foreach(json_object_get(a->definition, "questions"), i,
			   question)
		if (!strcmp(question_id(question), id))
			return question;
	return NULL;
}

/* "bank:QUESTION:VERSION": as it was drawn, or as it was corrected since. */
static enum err banked(struct db *db, const struct asked *a,
		       const char *source, json_t **out)
{
	const char *version = strrchr(source, ':');
	const char *after = NULL;
	enum err e;

	*out = NULL;
	for (size_t i = 0; i < a->nfixes; i++)
		if (strcmp(a->fixes[i].source, source) == 0)
			after = a->fixes[i].after;
	if (after)
		return json_stored(db, after, out);
	if (!text_starts(source, "bank:"))
		return OK;
	e = bank_version_question(db, version + 1, out);
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err asked_known(struct db *db, const struct asked *a,
		     const char *question, const char *source, json_t **out)
{
	if (!own_source(source))
		return banked(db, a, source, out);
	*out = own_question(a, question);
	return OK;
}

enum err asked_question(struct db *db, const struct asked *a,
			const struct paper_question *p, json_t **out)
{
	const enum err e = asked_known(db, a, p->id, p->from, out);

	return e || *out ? e : fail(ERR_INTERNAL, "no question %s of %s",
				    p->id, p->from);
}

static enum err banked_whole(void *db, const char *from, json_t **out)
{
	return bank_version_question(db, strrchr(from, ':') + 1, out);
}

bool asked_drawn(const struct asked *a)
{
	return json_array_size(json_object_get(a->definition, "draw")) > 0;
}

/* What a bank has now, each question with the version that is drawn: of
   thousands a few are read. */
static enum err bank_read(struct db *db, const char *agency_id,
			  const char *bank, struct paper_pool *out)
{
	json_t *list = json_kept(db, json_array());
	struct bank_drawn *all;
	const char **from;
	size_t n;
	enum err e;

	if ((e = bank_pool(db, agency_id, bank, &all, &n)))
		return e;
	from = arena_array(db_arena(db), const char *, n);
	for (size_t i = 0; i < n; i++) {
		json_array_append(list, all[i].brief);
		from[i] = all[i].from;
	}
	*out = (struct paper_pool){ bank, list, from, banked_whole, db };
	return OK;
}

static bool pool_known(const struct paper_pool *pools, size_t n,
		       const char *bank)
{
	for (size_t i = 0; i < n; i++)
		if (pools[i].bank && strcmp(pools[i].bank, bank) == 0)
			return true;
	return false;
}

enum err asked_draw(struct db *db, const struct asked *a,
		    const char *agency_id, const char *seed,
		    struct paper *out)
{
	const json_t *draws = json_object_get(a->definition, "draw"), *draw;
	struct paper_pool *pools = arena_array(db_arena(db),
		struct paper_pool, 1 + json_array_size(draws));
	size_t n = 0, i;
	enum err e;

	pools[n++].questions = json_object_get(a->definition, "questions");
	json_array_foreach(draws, i, draw) {
		const char *bank = json_string_value(
			json_object_get(draw, "bank"));

		if (!bank || pool_known(pools, n, bank))
			continue;
		if ((e = bank_read(db, agency_id, bank, &pools[n++])))
			return e;
	}
	return paper_draw(db_arena(db), a->definition, pools, n, seed, out);
}
