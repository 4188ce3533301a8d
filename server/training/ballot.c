#include "training/ballot.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/log.h"
#include "store/survey.h"
#include "training/ballot_key.h"

#define BLOCKS_MOST 20000	/* that are added up */
#define LOOK_BOXES 50		/* in one read */
#define ADOPT_MOST 1000		/* old answers in one transaction */

/* ---- Chance -------------------------------------------------------------- */

/* An id that has no time in it. */
static const char *id_by_chance(struct arena *mem)
{
	unsigned char bytes[IDENT_BYTES];
	char *id = arena_alloc(mem, IDENT_SIZE);

	randombytes_buf(bytes, sizeof(bytes));
	ident_unpack(bytes, id);
	return id;
}

/* A place for each of n, in no order. */
static size_t *shuffled(struct arena *mem, size_t n)
{
	size_t *out = arena_array(mem, size_t, n + 1);

	for (size_t i = 0; i < n; i++) {
		const size_t k = randombytes_uniform((uint32_t)i + 1);

		out[i] = out[k];
		out[k] = i;
	}
	return out;
}

/* ---- A box --------------------------------------------------------------- */

struct box {
	const char *source, *source_id;
	json_t *list;			/* [{"b","u","d","a"}], the arena's */
	/* {question: {"n": how many of those people did not answer it, up to
	   SURVEY_LEAST; "a": [what others did]}} */
	json_t *parts;
	struct ballot_waiting *all;
	size_t n, bytes;
};

static void json_done(void *json)
{
	json_decref(json);
}

static json_t *owned(struct arena *mem, json_t *json)
{
	arena_own(mem, json, json_done);
	return json;
}

static const char *box_name(struct arena *mem, const struct box *box)
{
	return arena_format(mem, "%s %s", box->source, box->source_id);
}

static void box_look(struct arena *mem, struct box *box)
{
	box->n = json_array_size(box->list);
	box->all = arena_array(mem, struct ballot_waiting, box->n + 1);
	for (size_t i = 0; i < box->n; i++) {
		const json_t *one = json_array_get(box->list, i);

		box->all[i] = (struct ballot_waiting){
			.batch_id = json_string_value(json_object_get(one,
								      "b")),
			.unit_id = json_string_value(json_object_get(one, "u")),
			.day = json_integer_value(json_object_get(one, "d")),
		};
	}
}

/* Before there were parts it was the list alone. */
static void box_parse(struct arena *mem, struct box *box, const char *text)
{
	json_t *all = owned(mem, json_loads(text, 0, NULL));

	box->list = json_is_array(all) ? all : json_object_get(all, "list");
	box->parts = json_object_get(all, "parts");
	if (!box->list)
		box->list = owned(mem, json_array());
	if (!box->parts)
		box->parts = owned(mem, json_object());
	box_look(mem, box);
}

static enum err box_open(struct db *db, const char *source,
			 const char *source_id, struct box *box)
{
	struct arena *mem = db_arena(db);
	const char *sealed, *text = "[]";
	enum err e;

	*box = (struct box){ .source = source, .source_id = source_id };
	if ((e = ballot_box_get(db, source, source_id, &sealed)))
		return e;
	if (*sealed && !(text = ballot_unseal(mem, box_name(mem, box),
					      sealed))) {
		log_event(LOG_WARN, "ballot.box.lost",
			  LOG_TEXT("source", source),
			  LOG_TEXT("id", source_id));
		text = "[]";
	}
	box_parse(mem, box, text);
	return OK;
}

/* The size of the list alone says when the box is full: telling parts does not
   wait for that. */
static enum err box_seal(struct db *db, struct box *box, const json_t *list)
{
	struct arena *mem = db_arena(db);
	char *text = json_dumps(list, JSON_COMPACT);
	char *parts = json_dumps(box->parts, JSON_COMPACT);
	enum err e;

	if (!text || !parts) {
		free(text);
		free(parts);
		return fail(ERR_INTERNAL, "a box as JSON");
	}
	box->bytes = strlen(text);
	e = ballot_box_put(db, box->source, box->source_id, ballot_seal(mem,
		box_name(mem, box), arena_format(mem,
			"{\"list\":%s,\"parts\":%s}", text, parts)));
	sodium_memzero(text, strlen(text));
	sodium_memzero(parts, strlen(parts));
	free(text);
	free(parts);
	return e;
}

/* Without those that are told. */
static enum err box_shut(struct db *db, struct box *box)
{
	struct arena *mem = db_arena(db);
	const size_t *order = shuffled(mem, box->n);
	json_t *list = owned(mem, json_array());

	for (size_t i = 0; i < box->n; i++)
		if (!box->all[order[i]].told)
			json_array_append(list, json_array_get(box->list,
							       order[i]));
	return box_seal(db, box, list);
}

static json_t *text_or_none(const char *text)
{
	return text ? json_string(text) : json_null();
}

static void box_put(struct arena *mem, struct box *box, const struct ballot *b,
		    int64_t now)
{
	json_array_append_new(box->list, json_pack("{s:o, s:o, s:I, s:O}",
		"b", text_or_none(b->batch_id), "u", text_or_none(b->unit_id),
		"d", (json_int_t)ballot_day(now), "a", b->answers));
	box_look(mem, box);
}

enum err ballot_cast(struct db *db, const struct ballot *b, int64_t now,
		     bool *due)
{
	struct box box;
	enum err e;

	if ((e = box_open(db, b->source, b->source_id, &box)))
		return e;
	box_put(db_arena(db), &box, b, now);
	if ((e = box_shut(db, &box)))
		return e;
	*due = ballot_due(box.all, box.n, box.bytes);
	return OK;
}

enum err ballot_waits(struct db *db, const char *source, const char *source_id,
		      size_t *out)
{
	struct box box;
	const enum err e = box_open(db, source, source_id, &box);

	*out = e ? 0 : box.n;
	return e;
}

/* ---- Blocks -------------------------------------------------------------- */

struct words {
	const char *question, *text;
};

static size_t words_of(const struct survey_form *f, const json_t *answers,
		       struct words *out)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct survey_question *q = &f->questions[i];
		const char *text = q->kind == SURVEY_TEXT
			? survey_text_of(answers, q->id) : NULL;

		if (text)
			out[n++] = (struct words){ q->id, text };
	}
	return n;
}

/* Not even what one person wrote to two questions lies together. */
static enum err words_tell(struct db *db, const char *block_id,
			   const struct words *all, size_t n)
{
	struct arena *mem = db_arena(db);
	const size_t *order = shuffled(mem, n);
	enum err e = OK;

	for (size_t i = 0; i < n && !e; i++)
		e = ballot_text_add(db, id_by_chance(mem), block_id,
				    all[order[i]].question, all[order[i]].text);
	return e;
}

/* What was answered, counted as the form says; `size` of a part is 0. */
static enum err block_put(struct db *db, const struct ballot_block *as,
			  const struct survey_form *form,
			  json_t *const *answers, size_t n, size_t size)
{
	struct arena *mem = db_arena(db);
	json_t *tally = owned(mem, json_object());
	struct words *words = arena_array(mem, struct words, n * form->n + 1);
	struct ballot_block block = *as;
	size_t nwords = 0;
	char *text;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		survey_count(form, answers[i], tally);
		nwords += words_of(form, answers[i], words + nwords);
	}
	if (!(text = json_dumps(tally, JSON_COMPACT | JSON_SORT_KEYS)))
		return fail(ERR_INTERNAL, "a tally as JSON");
	arena_own(mem, text, free);
	block.id = id_by_chance(mem);
	block.size = (int64_t)size;
	block.tally = text;
	if ((e = ballot_block_add(db, &block)))
		return e;
	return words_tell(db, block.id, words, nwords);
}

/* ---- Parts --------------------------------------------------------------- */

static json_t *part_of(struct box *box, const char *question)
{
	json_t *part = json_object_get(box->parts, question);

	if (!part) {
		part = json_pack("{s:i, s:[]}", "n", 0, "a");
		json_object_set_new(box->parts, question, part);
	}
	return part;
}

/* What was answered to that question leaves the answers, and waits. */
static void part_take(struct box *box, const char *question,
		      json_t *const *answers, size_t n)
{
	json_t *part = part_of(box, question);
	json_t *list = json_object_get(part, "a");
	json_int_t lacked = json_integer_value(json_object_get(part, "n"));

	for (size_t i = 0; i < n; i++) {
		if (survey_given(answers[i], question))
			json_array_append(list, json_object_get(answers[i],
								question));
		else if (lacked < SURVEY_LEAST)
			lacked++;
		json_object_del(answers[i], question);
	}
	json_object_set_new(part, "n", json_integer(lacked));
}

/* Some of them, by chance; the others go on waiting, in no order. */
static enum err part_tell(struct db *db, const struct box *box,
			  const struct survey_form *form, const char *question,
			  json_t *part)
{
	struct arena *mem = db_arena(db);
	const json_t *list = json_object_get(part, "a");
	const size_t had = json_array_size(list);
	const size_t n = ballot_part(had, (size_t)json_integer_value(
		json_object_get(part, "n")));
	json_t **answers = arena_array(mem, json_t *, n + 1);
	const size_t *order = shuffled(mem, had);
	json_t *left = json_array();

	for (size_t i = 0; i < had; i++) {
		json_t *one = json_array_get(list, order[i]);

		if (i < n)
			answers[i] = owned(mem, json_pack("{s:O}", question,
							  one));
		else
			json_array_append(left, one);
	}
	json_object_set_new(part, "a", left);
	return !n ? OK : block_put(db, &(struct ballot_block){
		.source = box->source, .source_id = box->source_id,
	}, form, answers, n, 0);
}

static enum err parts_tell(struct db *db, const struct box *box,
			   const struct survey_form *form)
{
	const char *question;
	json_t *part;
	enum err e = OK;

	json_object_foreach(box->parts, question, part)
		if (!e)
			e = part_tell(db, box, form, question, part);
	return e;
}

/* Of what some left empty, nothing is told with the block. */
static enum err block_tell(struct db *db, struct box *box,
			   const struct ballot_block *as,
			   const struct survey_form *form,
			   json_t *const *answers, size_t n)
{
	struct arena *mem = db_arena(db);
	json_t **kept = arena_array(mem, json_t *, n + 1);

	for (size_t i = 0; i < n; i++)
		kept[i] = owned(mem, json_copy(answers[i]));
	for (size_t q = 0; q < form->n; q++) {
		const char *id = form->questions[q].id;
		size_t had = 0;

		for (size_t i = 0; i < n; i++)
			had += survey_given(kept[i], id);
		if (!ballot_clean(had, n))
			part_take(box, id, kept, n);
	}
	return block_put(db, as, form, kept, n, n);
}

static enum err group_tell(struct db *db, struct box *box,
			   const struct survey_form *form,
			   const struct ballot_group *g)
{
	json_t **answers = arena_array(db_arena(db), json_t *, g->n);

	for (size_t i = 0; i < g->n; i++)
		answers[i] = json_object_get(json_array_get(box->list,
							    g->members[i]),
					     "a");
	return block_tell(db, box, &(struct ballot_block){
		.source = box->source, .source_id = box->source_id,
		.batch_id = g->batch_id, .unit_id = g->unit_id,
	}, form, answers, g->n);
}

/* Its form; the standard one but for 'survey'. */
static enum err form_of(struct db *db, const char *source,
			const char *source_id, struct survey_form *out)
{
	const char *text;
	enum err e;

	*out = survey_standard;
	if (strcmp(source, "survey"))
		return OK;
	if ((e = survey_version_form(db, source_id, &text)))
		return e;
	survey_form_parse(db_arena(db), text, out);
	return OK;
}

static enum err box_tell(struct db *db, struct box *box, enum ballot_way way,
			 int64_t now)
{
	struct arena *mem = db_arena(db);
	struct ballot_group *groups;
	struct survey_form form;
	size_t n, *order;
	enum err e;

	groups = ballot_blocks(mem, box->all, box->n, way, ballot_day(now), &n);
	if (!n)
		return OK;
	if ((e = form_of(db, box->source, box->source_id, &form)))
		return e;
	order = shuffled(mem, n);
	for (size_t i = 0; i < n; i++)
		if ((e = group_tell(db, box, &form, &groups[order[i]])))
			return e;
	if ((e = parts_tell(db, box, &form)))
		return e;
	return box_shut(db, box);
}

enum err ballot_tell(struct db *db, const char *source, const char *source_id,
		     int64_t now)
{
	struct box box;
	size_t bytes = 0;
	char *text;
	enum err e;

	if ((e = box_open(db, source, source_id, &box)))
		return e;
	if ((text = json_dumps(box.list, JSON_COMPACT)))
		bytes = strlen(text);
	free(text);
	return box_tell(db, &box, ballot_full(box.n, bytes) ? BALLOT_ALL
							     : BALLOT_ALIKE,
			now);
}

/* ---- The night ----------------------------------------------------------- */

/* "survey 01ab…": where the night has come to. */
static struct ballot_box box_reached(struct arena *mem, const char *reached)
{
	const size_t n = strcspn(reached, " ");

	return (struct ballot_box){
		.source = arena_format(mem, "%.*s", (int)n, reached),
		.source_id = reached + n + (reached[n] == ' '),
	};
}

enum err ballot_sweep_box(struct db *db, const struct ballot_box *which,
			  int64_t now)
{
	struct box box;
	enum err e;

	if ((e = box_open(db, which->source, which->source_id, &box)))
		return e;
	return box_tell(db, &box, BALLOT_OLD, now);
}

static enum err box_ripe(struct db *db, const struct ballot_box *which,
			 int64_t now, bool *out)
{
	struct box box;
	size_t n;
	enum err e;

	if ((e = box_open(db, which->source, which->source_id, &box)))
		return e;
	ballot_blocks(db_arena(db), box.all, box.n, BALLOT_OLD,
		      ballot_day(now), &n);
	*out = n > 0;
	return OK;
}

enum err ballot_sweep_find(struct db *db, const char **reached, int64_t now,
			   struct ballot_box out[static BALLOT_SWEEP],
			   size_t *n, bool *more)
{
	struct arena *mem = db_arena(db);
	const struct ballot_box after = box_reached(mem, *reached);
	struct ballot_box *all;
	size_t found, i;
	enum err e;

	*n = 0;
	if ((e = ballot_box_page(db, &after, LOOK_BOXES, &all, &found)))
		return e;
	for (i = 0; i < found && *n < BALLOT_SWEEP; i++) {
		bool ripe;

		if ((e = box_ripe(db, &all[i], now, &ripe)))
			return e;
		if (ripe)
			out[(*n)++] = all[i];
	}
	*more = i < found || found == LOOK_BOXES;
	if (i)
		*reached = arena_format(mem, "%s %s", all[i - 1].source,
					all[i - 1].source_id);
	return OK;
}

/* ---- Sums ---------------------------------------------------------------- */

static const char *block_group(const struct ballot_block *b, enum ballot_by by)
{
	switch (by) {
	case BALLOT_WHOLE:
		return "";
	case BALLOT_UNIT:
		return b->unit_id;
	case BALLOT_BATCH:
		return b->batch_id;
	}
	return NULL;
}

static struct ballot_sum sum_begin(struct arena *mem, const char *source_id,
				   const struct ballot_block *b,
				   enum ballot_by by)
{
	return (struct ballot_sum){
		.source_id = source_id,
		.id = b ? block_group(b, by) : "",
		.name = by == BALLOT_UNIT ? b->unit
			: by == BALLOT_BATCH ? b->batch : "",
		.programme = by == BALLOT_BATCH ? b->programme : "",
		.agency_id = by == BALLOT_UNIT ? b->unit_agency
			: by == BALLOT_BATCH ? b->batch_agency : "",
		.tally = owned(mem, json_object()),
	};
}

static void block_sum(const struct ballot_block *b, struct ballot_sum *sum)
{
	json_t *tally = json_loads(b->tally, 0, NULL);

	survey_tally_add(sum->tally, tally);
	sum->answers += b->size;
	json_decref(tally);
}

/* The sum of that group, from `first` on. */
static struct ballot_sum *sum_of(struct ballot_sum *all, size_t first, size_t n,
				 const char *group)
{
	for (size_t i = first; i < n; i++)
		if (strcmp(all[i].id, group) == 0)
			return &all[i];
	return NULL;
}

static int by_group(const void *a, const void *b)
{
	const struct ballot_block *x = a, *y = b;
	const int unit = strcmp(x->unit_id ? x->unit_id : "",
				y->unit_id ? y->unit_id : "");

	return unit ? unit : strcmp(x->batch_id ? x->batch_id : "",
				    y->batch_id ? y->batch_id : "");
}

static enum err source_sums(struct db *db, const struct ballot_box *of,
			    enum ballot_by by, struct ballot_sum **all,
			    size_t *n)
{
	struct arena *mem = db_arena(db);
	struct ballot_block *blocks;
	struct ballot_sum *out, *last;
	const size_t first = *n;
	size_t k;
	enum err e;

	if ((e = ballot_blocks_of(db, of, BLOCKS_MOST, &blocks, &k)))
		return e;
	out = arena_array(mem, struct ballot_sum, first + k + 1);
	if (first)
		memcpy(out, *all, first * sizeof(*out));
	if (by == BALLOT_WHOLE)
		out[(*n)++] = sum_begin(mem, of->source_id, NULL, by);
	/* Those of a group come together: the last one is looked at first. */
	qsort(blocks, k, sizeof(*blocks), by_group);
	for (size_t i = 0; i < k; i++) {
		const char *group = block_group(&blocks[i], by);

		if (!group)
			continue;
		last = *n > first ? sum_of(out, *n - 1, *n, group) : NULL;
		if (!last && !(last = sum_of(out, first, *n, group))) {
			last = &out[(*n)++];
			*last = sum_begin(mem, of->source_id, &blocks[i], by);
		}
		block_sum(&blocks[i], last);
	}
	*all = out;
	return OK;
}

enum err ballot_sums(struct db *db, const char *source,
		     const char *const *source_ids, size_t nsources,
		     enum ballot_by by, struct ballot_sum **out, size_t *n)
{
	enum err e = OK;

	*out = NULL;
	*n = 0;
	for (size_t i = 0; i < nsources && !e; i++)
		e = source_sums(db, &(struct ballot_box){ source,
							  source_ids[i] },
				by, out, n);
	return e;
}

enum err ballot_texts(struct db *db, const char *source, const char *source_id,
		      size_t most, json_t **out)
{
	struct ballot_text *all;
	size_t n;
	enum err e;

	if ((e = ballot_texts_of(db, &(struct ballot_box){ source, source_id },
				 most, &all, &n)))
		return e;
	*out = owned(db_arena(db), json_object());
	for (size_t i = 0; i < n; i++) {
		json_t *list = json_object_get(*out, all[i].question);

		if (!list) {
			list = json_array();
			json_object_set_new(*out, all[i].question, list);
		}
		json_array_append_new(list, json_string(all[i].words));
	}
	return OK;
}

/* ---- As it was ----------------------------------------------------------- */

static enum err old_tell(struct db *db, const struct ballot_old *old,
			 json_t *const *answers, size_t n)
{
	struct box box;
	enum err e;

	if ((e = box_open(db, old->source, old->source_id, &box)) ||
	    (e = block_tell(db, &box, &(struct ballot_block){
		.source = old->source, .source_id = old->source_id,
	    }, &survey_standard, answers, n)) ||
	    (e = parts_tell(db, &box, &survey_standard)))
		return e;
	return box_shut(db, &box);
}

static enum err old_wait(struct db *db, const struct ballot_old *old,
			 json_t *const *answers, size_t n, int64_t now)
{
	struct box box;
	enum err e;

	if ((e = box_open(db, old->source, old->source_id, &box)))
		return e;
	for (size_t i = 0; i < n; i++)
		box_put(db_arena(db), &box, &(struct ballot){
			.answers = answers[i] }, now);
	return box_shut(db, &box);
}

/*
 * Fewer than SURVEY_LEAST are not left over of what is told already: the figures
 * of before and after would differ by them.
 */
enum err ballot_adopt(struct db *db, int64_t now, bool *more)
{
	struct arena *mem = db_arena(db);
	struct ballot_old old;
	json_t **answers;
	size_t n;
	enum err e;

	*more = false;
	if ((e = ballot_old_some(db, ADOPT_MOST + SURVEY_LEAST, &old)) ||
	    !old.n)
		return e;
	n = old.n < ADOPT_MOST + SURVEY_LEAST ? old.n : ADOPT_MOST;
	answers = arena_array(mem, json_t *, n);
	for (size_t i = 0; i < n; i++)
		answers[i] = owned(mem, json_loads(old.answers[i], 0, NULL));
	*more = true;
	e = old.told && n >= SURVEY_LEAST ? old_tell(db, &old, answers, n)
					  : old_wait(db, &old, answers, n, now);
	return e ? e : ballot_old_drop(db, &old, n);
}
