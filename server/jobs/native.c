#include "jobs/native.h"

#include <stdlib.h>
#include <string.h>

#include "domain/metadata.h"
#include "store/module.h"
#include "store/native.h"
#include "training/competency.h"

/* What module.json says in the words of a module. */
struct said {
	const char *title, *description, *contact, *review_by;
	int64_t jp, minutes;
	enum topic topic;
};

const char *native_about(struct arena *mem, const struct package *p)
{
	char *text = p->about ? json_dumps(p->about, JSON_COMPACT) : NULL;
	const char *out = text ? arena_copy(mem, text, strlen(text)) : "{}";

	free(text);
	return out;
}

static const char *text_of(json_t *about, const char *key)
{
	const char *s = json_string_value(json_object_get(about, key));

	return s ? s : "";
}

/* The ids of the bundled modules are names of topics themselves. */
static enum topic topic_of(json_t *about)
{
	enum topic t = TOPIC_NONE;
	const char *said = text_of(about, "topic");

	topic_named(*said ? said : text_of(about, "id"), &t);
	return t;
}

/* `reviewBy` is added by us: the earliest of the lessons'. */
static struct said said_of(struct arena *mem, json_t *about)
{
	return (struct said){
		.title = text_line(mem, text_of(about, "title"), 200),
		.description = text_line(mem, text_of(about, "description"),
					 500),
		.contact = text_of(about, "contact"),
		.review_by = text_of(about, "reviewBy"),
		.jp = json_integer_value(json_object_get(about, "jp")),
		.minutes = json_integer_value(json_object_get(about,
							      "minutes")),
		.topic = topic_of(about),
	};
}

enum err native_enter(struct db *db, const struct package *p,
		      const struct outline *o, const char *version_id)
{
	enum err e = OK;

	for (size_t i = 0; i < o->nunits && !e; i++)
		if (o->definitions[i])
			e = unit_definition_add(db, o->units[i].id,
						o->definitions[i]);
	for (size_t i = 0; i < p->nsources && !e; i++)
		e = version_source_add(db, version_id, &(struct version_file){
			.path = p->sources[i].path,
			.blob = p->sources[i].blob,
			.size = (int64_t)p->sources[i].size });
	return e;
}

static void put_text(const char **field, const char *before, const char *now)
{
	if (strcmp(*field, before) == 0)
		*field = now;
}

static void put_number(int64_t *field, int64_t before, int64_t now)
{
	if (*field == before)
		*field = now;
}

/* Only what is as the version before had it. */
static void follow(struct module *m, const struct said *before,
		   const struct said *now)
{
	put_text(&m->title, before->title, now->title);
	put_text(&m->description, before->description, now->description);
	put_text(&m->contact, before->contact, now->contact);
	put_text(&m->review_by, before->review_by, now->review_by);
	put_number(&m->jp, before->jp, now->jp);
	put_number(&m->minutes, before->minutes, now->minutes);
	if (m->topic == before->topic)
		m->topic = now->topic;
}

static enum err describe(struct db *db, const struct package *p,
			 struct module *m, json_t *before, int64_t now)
{
	const struct said said = said_of(db_arena(db), p->about);
	struct said was = said_of(db_arena(db), before);

	if (!before) {
		was.title = m->title;
		was.description = m->description;
	}
	follow(m, &was, &said);
	m->picture_alt = m->picture_alt ? m->picture_alt : "";
	m->updated_at = now;
	return module_describe(db, m);
}

/* Those that come with the server are for all agencies. */
static enum err teach(struct db *db, const struct package *p,
		      const struct module *m, int64_t now)
{
	return competency_declare(db, m->id, m->owner_id ? m->agency_id : NULL,
				  json_object_get(p->about, "competencies"),
				  now);
}

static bool declared(const json_t *list, const struct competency_level *c)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(text_of((json_t *)one, "id"), c->of.code) == 0 &&
		    json_integer_value(json_object_get(one, "level")) ==
			    c->level)
			return true;
	return false;
}

/* Does it give what the version before said, and nothing else? */
static enum err untouched(struct db *db, const struct module *m,
			  const json_t *before, bool *out)
{
	const json_t *list = json_object_get(before, "competencies");
	struct competency_level *all;
	size_t n;
	enum err e;

	if ((e = competency_of(db, OF_MODULE, m->id, &all, &n)))
		return e;
	*out = true;
	for (size_t i = 0; i < n; i++)
		*out = *out && declared(list, &all[i]);
	return OK;
}

enum err native_describe(struct db *db, const struct package *p,
			 const char *module_id, int64_t now)
{
	struct module m;
	enum err e;

	if (p->standard != STANDARD_BALAI)
		return OK;
	if ((e = module_set_ident(db, module_id, p->identifier)) ||
	    (e = module_by_id(db, module_id, &m)))
		return e;
	if ((e = describe(db, p, &m, NULL, now)))
		return e;
	return teach(db, p, &m, now);
}

enum err native_follow(struct db *db, const struct package *p,
		       const char *module_id, int64_t now)
{
	const char *about;
	struct module m;
	json_t *before;
	bool follows;
	enum err e;

	if ((e = module_by_id(db, module_id, &m)) || !m.version.id ||
	    (e = version_about(db, m.version.id, &about)))
		return e;
	before = json_loads(about, 0, NULL);
	if (!(e = untouched(db, &m, before, &follows)))
		e = describe(db, p, &m, before, now);
	json_decref(before);
	return e || !follows ? e : teach(db, p, &m, now);
}
