#include "lti/telling.h"

#include <stdlib.h>
#include <string.h>

#define FACTS_MOST 16

static const struct {
	const char *name;
	struct phrase words, todo;
} whys[] = {
#define LTI_WHY(name, id, en, do_id, do_en) \
	{ name, { { id, en } }, { { do_id, do_en } } },
#include "lti/why.def"
#undef LTI_WHY
};

static const struct phrase status_words = { {
	"jawabannya berstatus HTTP {status}",
	"it answers with HTTP status {status}" } };

/* -1: it is none of them. Before the words of curl stands a colon. */
static int why_find(const char *why)
{
	const size_t n = strcspn(why, ":");

	for (size_t i = 0; i < sizeof(whys) / sizeof(*whys); i++)
		if (strlen(whys[i].name) == n &&
		    strncmp(whys[i].name, why, n) == 0)
			return (int)i;
	return -1;
}

const char *lti_why(struct arena *mem, const struct fetch_answer *a)
{
	if (a->fault)
		return arena_format(mem, "%s%s%s", fetch_fault_name(a->fault),
				    *a->why ? ": " : "", a->why);
	return a->status == 200 ? ""
		: arena_format(mem, "status %ld", a->status);
}

/* What curl says is for who mends it; that nothing was asked says enough. */
static bool curl_helps(const char *name)
{
	return strcmp(name, "private") && strcmp(name, "url") &&
	       strcmp(name, "time");
}

const char *lti_why_told(struct arena *mem, enum lang lang, const char *why)
{
	const int i = why_find(why);
	const char *more;

	if (i < 0)
		return text_starts(why, "status ")
			? text_fill(mem, status_words.in[lang],
				(const struct text_value[]){
					{ "status", why + strlen("status ") },
					{ NULL, NULL } })
			: why;
	more = strstr(why, ": ");
	return more && curl_helps(whys[i].name)
		? arena_format(mem, "%s (%s)", whys[i].words.in[lang], more + 2)
		: whys[i].words.in[lang];
}

const struct phrase *lti_why_todo(const char *why)
{
	const int i = why_find(why);

	return i >= 0 && *whys[i].todo.in[0] ? &whys[i].todo : NULL;
}

const struct phrase *lti_url_fault(const char *url, const struct reach *reach)
{
	static const struct phrase rule = { {
		"Tulis alamat lengkap yang diawali https://.",
		"Write a whole address that begins with https://." } };
	static const struct phrase inside = { {
		"Alamat ini di jaringan dalam, yang tidak ditanyai Balai. Bila memang jaringan Anda, minta pengelola server menyebutnya dengan --lti-network, misalnya 10.20.0.0/16.",
		"This address is in an internal network, which Balai does not ask. If it is your own, ask who runs the server to name it by --lti-network, such as 10.20.0.0/16." } };

	switch (fetch_url_look(url, reach)) {
	case FETCH_FINE:
		return NULL;
	case FETCH_PRIVATE:
		return &inside;
	default:
		return &rule;
	}
}

/* ---- Faults -------------------------------------------------------------- */

/* Of these `why` is what came of a request. */
static bool asked(enum lti_fault fault)
{
	return fault == LTI_keys_away || fault == LTI_tool_keys_away;
}

static const char *why_of(enum lti_fault fault, const json_t *facts)
{
	const char *why = json_string_value(json_object_get(facts, "why"));

	return asked(fault) && why ? why : "";
}

/* Its texts and numbers, for the sentences' {names}. */
static const struct text_value *values_of(struct arena *mem, enum lang lang,
					  enum lti_fault fault,
					  const json_t *facts)
{
	struct text_value *v = arena_array(mem, struct text_value,
					   FACTS_MOST + 1);
	const json_t *one;
	const char *name;
	size_t n = 0;

	json_object_foreach((json_t *)(uintptr_t)facts, name, one) {
		if (n == FACTS_MOST)
			break;
		if (json_is_string(one))
			v[n++] = (struct text_value){ name,
				asked(fault) && strcmp(name, "why") == 0
				? lti_why_told(mem, lang,
					       json_string_value(one))
				: json_string_value(one) };
		else if (json_is_integer(one))
			v[n++] = (struct text_value){ name,
				arena_format(mem, "%" JSON_INTEGER_FORMAT,
					     json_integer_value(one)) };
	}
	v[n] = (struct text_value){ NULL, NULL };
	return v;
}

const char *lti_fault_told(struct arena *mem, enum lang lang,
			   enum lti_fault fault, const json_t *facts)
{
	return fault == LTI_OK ? ""
		: text_fill(mem, lti_fault_words(fault)->in[lang],
			    values_of(mem, lang, fault, facts));
}

const char *lti_fault_todo(struct arena *mem, enum lang lang,
			   enum lti_fault fault, const json_t *facts)
{
	const struct phrase *own = lti_why_todo(why_of(fault, facts));

	if (own)
		return own->in[lang];
	return fault == LTI_OK ? ""
		: text_fill(mem, lti_fault_advice(fault)->in[lang],
			    values_of(mem, lang, fault, facts));
}
