/*
 * What a lesson's {{name}} stands for where its reader works, so that a module
 * need not be copied to name another agency's complaints desk.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "base/text.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/native.h"

#define VALUE_MOST 200		/* characters */
#define MODULES_MOST 20		/* named at one token */

static const struct phrase value_rule = { {
	"Tulis satu baris, paling banyak 200 huruf.",
	"Write one line of 200 characters at most." } };
static const struct phrase name_rule = { {
	"Tidak ada modul yang memakai sebutan ini.",
	"No module uses this name." } };
static const struct phrase tokens_rule = { {
	"Kirim objek berisi nama dan isinya.",
	"Send an object of names and what they stand for." } };

/* The agency of the path; authors have their own alone. */
static enum err agency_ours(struct request *rq, struct agency *out)
{
	const char *id = request_param(rq, "id");

	if (!person_is(rq->person, ROLE_ADMIN) &&
	    strcmp(rq->person->agency_id, id))
		return fail(ERR_NOT_FOUND, "another agency");
	return agency_by_id(rq->db, id, out);
}

static json_t *token_new(const char *label, const char *otherwise)
{
	return json_pack("{s:s, s:s, s:n, s:[], s:i}",
			 "label", label, "otherwise", otherwise, "value",
			 "modules", "uses", 0);
}

/* The first module that has it says what it is called. */
static void uses_add(json_t *all, const struct token_module *m, json_t *tokens)
{
	const char *name;
	json_t *said;

	json_object_foreach(tokens, name, said) {
		const char *label = json_string_value(
			json_object_get(said, "label"));
		const char *otherwise = json_string_value(
			json_object_get(said, "otherwise"));
		json_t *token = json_object_get(all, name), *modules;

		if (!token) {
			token = token_new(label ? label : name,
					  otherwise ? otherwise : "");
			json_object_set_new(all, name, token);
		}
		modules = json_object_get(token, "modules");
		json_object_set_new(token, "uses", json_integer(1 +
			json_integer_value(json_object_get(token, "uses"))));
		if (json_array_size(modules) < MODULES_MOST)
			json_array_append_new(modules, json_pack("{s:s, s:s}",
				"id", m->id, "title", m->title));
	}
}

/* {name: token}, of all that is used or said. */
static enum err tokens_read(struct request *rq, const char *agency,
			    json_t **out)
{
	json_t *all = request_own_json(rq, json_object());
	struct agency_token *said;
	struct token_module *modules;
	size_t n, nsaid;
	enum err e;

	if ((e = token_modules(rq->db, agency, &modules, &n)) ||
	    (e = agency_token_list(rq->db, agency, &said, &nsaid)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *about = json_loads(modules[i].about, 0, NULL);

		uses_add(all, &modules[i], json_object_get(about, "tokens"));
		json_decref(about);
	}
	for (size_t i = 0; i < nsaid; i++) {
		if (!json_object_get(all, said[i].name))
			json_object_set_new(all, said[i].name,
					    token_new(said[i].name, ""));
		json_object_set_new(json_object_get(all, said[i].name),
				    "value", json_string(said[i].value));
	}
	*out = all;
	return OK;
}

static enum err tokens_respond(struct request *rq, struct response *rs,
			       const struct agency *a)
{
	json_t *list = request_own_json(rq, json_array()), *all, *token;
	const char *name;
	enum err e;

	if ((e = tokens_read(rq, a->id, &all)))
		return e;
	json_object_foreach(all, name, token) {
		json_object_set_new(token, "name", json_string(name));
		json_array_append(list, token);
	}
	return respond_json(rq, rs, 200, json_pack("{s:{s:s, s:s}, s:O}",
		"agency", "id", a->id, "name", a->name, "tokens", list));
}

enum err agency_tokens_show(struct request *rq, struct response *rs)
{
	struct agency a;
	enum err e;

	if ((e = agency_ours(rq, &a)))
		return e;
	return tokens_respond(rq, rs, &a);
}

static enum err token_set(struct request *rq, const struct agency *a,
			  json_t *known, const char *name, json_t *value)
{
	struct agency_token t = { .name = name };

	if (!json_object_get(known, name))
		return field_bad(rq, name, &name_rule);
	if (!json_is_null(value) && !json_is_string(value))
		return field_bad(rq, name, &value_rule);
	t.value = json_is_string(value)
		? text_trim(rq->mem, json_string_value(value)) : "";
	if (!*t.value)
		return agency_token_remove(rq->db, a->id, name);
	if (!text_plain(t.value) || text_length(t.value) > VALUE_MOST)
		return field_bad(rq, name, &value_rule);
	return agency_token_put(rq->db, a->id, &t);
}

enum err agency_tokens_set(struct request *rq, struct response *rs)
{
	json_t *given = json_object_get(rq->json, "tokens"), *known, *value;
	const char *name;
	struct agency a;
	enum err e;

	if ((e = agency_ours(rq, &a)) ||
	    (e = tokens_read(rq, a.id, &known)))
		return e;
	if (!json_is_object(given) ||
	    json_object_size(given) > AGENCY_TOKENS_MOST)
		return field_bad(rq, "tokens", &tokens_rule);
	json_object_foreach(given, name, value)
		if ((e = token_set(rq, &a, known, name, value)))
			return e;
	return tokens_respond(rq, rs, &a);
}
