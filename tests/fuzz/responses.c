/*
 * What pages of several devices say was answered, put together: the input is the
 * "responses" of items, one a line, in the order in which they come.
 */
#include <string.h>

#include "domain/responses.h"
#include "fuzz.h"
#include "serve.h"

#define BEGAN 1000
#define UNTIL 5000
#define NOW   9000
#define LINES 32

static const char *const questions[] = { "A", "B", "C" };
static const char paper[] = "{\"seed\":\"s\",\"questions\":[{\"id\":\"A\"},"
	"{\"id\":\"B\"},{\"id\":\"C\"}]}";

static int64_t number(const json_t *entry, const char *name)
{
	return json_integer_value(json_object_get(entry, name));
}

static void kept_check(json_t *kept)
{
	const char *question;
	json_t *entry;

	json_object_foreach(kept, question, entry) {
		must(!question[1] && strchr("ABC", question[0]));
		must(json_object_get(entry, "response") != NULL);
		must(number(entry, "at") >= BEGAN);
		must(number(entry, "at") <= UNTIL);
		must(number(entry, "ms") >= 0);
	}
}

static void merge(json_t *kept, json_t *given)
{
	struct responses_merge m = { .paper = paper, .began_at = BEGAN,
				     .until = UNTIL, .now = NOW };

	responses_merge(kept, given, &m);
	must(m.changed == (m.late_ms == NOW - UNTIL));
	kept_check(kept);
	/* The same again changes nothing. */
	responses_merge(kept, given, &m);
	must(!m.changed);
}

/* What was told of stays as it was, whatever comes. */
static void locked_check(json_t *given, json_t *kept)
{
	struct responses_merge m = { .paper = paper, .began_at = BEGAN,
				     .now = NOW };
	json_t *copy = json_deep_copy(kept), *before;

	response_lock(copy, "A", NULL, BEGAN);
	before = json_deep_copy(json_object_get(copy, "A"));
	responses_merge(copy, given, &m);
	must(json_equal(json_object_get(copy, "A"), before));
	must(response_checked(copy, "A"));
	json_decref(before);
	json_decref(copy);
}

/* Of each question: was every moment named once only? */
static bool moments_differ(json_t **lines, size_t n, const char *question)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			const json_t *a = json_object_get(lines[i], question);
			const json_t *b = json_object_get(lines[j], question);
			const int64_t at = number(a, "at");

			if (a && b && (at == number(b, "at") || at <= BEGAN ||
				       number(b, "at") <= BEGAN))
				return false;
		}
	return true;
}

/* The order in which they come does not matter. */
static void order_check(json_t **lines, size_t n, json_t *kept)
{
	json_t *back = json_object();

	for (size_t i = n; i-- > 0;)
		merge(back, lines[i]);
	for (size_t i = 0; i < 3; i++) {
		const char *id = questions[i];

		if (moments_differ(lines, n, id))
			must(response_of(kept, id) == NULL
				? response_of(back, id) == NULL
				: json_equal(response_of(kept, id),
					     response_of(back, id)));
	}
	json_decref(back);
}

static void path_check(json_t *given)
{
	struct responses_merge m = { .now = NOW };
	json_t *none = json_array(), *kept = path_merge(none, given, &m);

	must(json_is_array(kept));
	if (m.changed) {
		must(kept == given);
		must(path_merge(given, none, &m) == given && !m.changed);
		must(path_merge(given, given, &m) == given && !m.changed);
	}
	json_decref(none);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	json_t *kept = json_object(), *lines[LINES];
	size_t n = 0;
	char *rest;

	fuzz_begin();
	rest = fuzz_text(&mem, bytes, size);
	while (*rest && n < LINES) {
		json_t *line = json_loads(fuzz_line(&rest), JSON_DECODE_ANY,
					  NULL);

		if (!line)
			continue;
		path_check(line);
		(void)responses_clean(line);
		merge(kept, line);
		locked_check(line, kept);
		lines[n++] = line;
	}
	order_check(lines, n, kept);
	for (size_t i = 0; i < n; i++)
		json_decref(lines[i]);
	json_decref(kept);
	arena_end(&mem);
	return 0;
}
