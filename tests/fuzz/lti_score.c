/*
 * B03. Scores and line items as tools send them: what is taken can be stored and
 * shown, and is ordered.
 */
#include <math.h>

#include "domain/lti_ags.h"
#include "domain/moment.h"
#include "fuzz.h"
#include "serve.h"

#define NOW INT64_C(1795298400000)

static void number_check(double v)
{
	must(isfinite(v) && v >= 0 && v <= AGS_NUMBER_MOST);
}

static void date_check(const char *text)
{
	int64_t us;

	must(!text || !*text || moment_read_us(text, &us));
}

static void item_check(json_t *json)
{
	const char *member;
	struct lti_item item;

	if (lti_item_read(json, &item, &member))
		return;
	must(fuzz_utf8(item.label, AGS_LABEL_MOST) && *item.label);
	must(!item.tag || fuzz_utf8(item.tag, AGS_IDENT_MOST));
	must(!item.link || fuzz_utf8(item.link, AGS_IDENT_MOST));
	must(!item.their_id || fuzz_utf8(item.their_id, AGS_IDENT_MOST));
	number_check(item.most);
	must(item.most > 0);
	date_check(item.starts_at);
	date_check(item.ends_at);
}

static void standing_check(const struct lti_score *s)
{
	struct lti_standing is, again;
	struct measure scaled;

	lti_score_take(NULL, s, "a", &is);
	must(lti_score_order(&is, s, "a") == LTI_AGAIN);
	must(lti_score_order(&is, s, "b") == LTI_CLASH);
	lti_score_take(&is, s, "a", &again);
	must(is.given.known == again.given.known);
	date_check(is.started_at);
	date_check(is.submitted_at);
	scaled = lti_standing_scaled(&is);
	must(!scaled.known || (isfinite(scaled.value) && scaled.value >= 0));
	must(!scaled.known || lti_standing_reached(&is) == LTI_REACHED_DONE);
}

static void score_check(json_t *json)
{
	const char *member;
	struct lti_score s;

	if (lti_score_read(json, NOW, &s, &member))
		return;
	must(fuzz_utf8(s.user, AGS_IDENT_MOST) && *s.user);
	must(fuzz_utf8(s.words, AGS_WORDS_MOST));
	must(s.at_us <= (NOW + AGS_AHEAD_MS) * 1000);
	must(!s.given.known || s.most > 0);
	number_check(s.given.value);
	number_check(s.most);
	standing_check(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct request rq = { .mem = &mem };
	json_t *json;

	fuzz_begin();
	rq.body = fuzz_text(&mem, bytes, size);
	rq.body_size = size;
	if (!serve_json(&rq, &json)) {
		item_check(json);
		score_check(json);
	}
	arena_end(&mem);
	return 0;
}
