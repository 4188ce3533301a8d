/*
 * Saved items, and what progress they amount to: the input is a body of JSON, or
 * several, one a line, in the order in which they come.
 */
#include <math.h>

#include "domain/progress.h"
#include "fuzz.h"
#include "serve.h"

static void measure_check(const struct measure *m, double least, double most)
{
	must(!m->known || (isfinite(m->value) && m->value >= least &&
			   m->value <= most));
}

static void progress_check(const struct progress *p)
{
	must(p->completion <= COMPLETION_COMPLETED);
	must(p->success <= SUCCESS_PASSED);
	measure_check(&p->score.scaled, -1, 1);
	measure_check(&p->score.raw, -INFINITY, INFINITY);
	measure_check(&p->score.min, -INFINITY, INFINITY);
	measure_check(&p->score.max, -INFINITY, INFINITY);
	measure_check(&p->measure, 0, 1);
	must(p->time_ms >= 0 && p->time_ms <= INT64_C(1) << 53);
	must(!p->location || fuzz_utf8(p->location, 1 << 20));
	must(completion_named(completion_name(p->completion)) ==
	     p->completion);
	must(success_named(success_name(p->success)) == p->success);
}

static void item_check(const struct item *item)
{
	must(item->sequence >= 1);
	must(fuzz_utf8(item->attempt, 1 << 20) && fuzz_utf8(item->run, 1 << 20));
	must(json_is_object(item->cmi));
	must(json_object_size(item->cmi) <= ITEM_ELEMENTS);
	must(!item->activity || !json_is_null(item->activity));
	progress_check(&item->progress);
	(void)run_resumes("scorm12", item->exit, item->ended);
	(void)run_resumes("scorm2004-4", item->exit, item->ended);
}

/* What was reached stays reached, and the same again changes nothing. */
static void grown_check(const struct progress *before,
			const struct progress *after, const struct item *item)
{
	struct progress again;

	progress_check(after);
	if (before) {
		must(after->time_ms >= before->time_ms);
		must(before->completion != COMPLETION_COMPLETED ||
		     after->completion == COMPLETION_COMPLETED);
		must(before->success != SUCCESS_PASSED ||
		     after->success == SUCCESS_PASSED);
	}
	progress_add(after, item, true, item->progress.time_ms, &again);
	must(again.completion == after->completion);
	must(again.success == after->success);
	must(again.time_ms == after->time_ms);
	must(again.score.scaled.known == after->score.scaled.known);
	must(again.score.scaled.value == after->score.scaled.value);
}

static void outcome_check(const struct progress *p)
{
	const struct outcome_part parts[] = { { .progress = p },
					     { .progress = p } };
	struct outcome outcome;

	outcome_of(parts, 2, 3, &outcome);
	must(outcome.units_done <= 2);
	must(outcome.completion != COMPLETION_COMPLETED);
	measure_check(&outcome.scaled, -1, 1);
	outcome_of(NULL, 0, 0, &outcome);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct progress sum = { .time_ms = 0 };
	bool known = false;
	char *rest;

	fuzz_begin();
	rest = fuzz_text(&mem, bytes, size);
	while (*rest) {
		struct request rq = { .mem = &mem };
		struct progress before = sum;
		struct item item;

		rq.body = fuzz_line(&rest);
		rq.body_size = strlen(rq.body);
		if (serve_json(&rq, &rq.json) || !json_is_object(rq.json) ||
		    item_read(rq.json, &item))
			continue;
		item_check(&item);
		progress_add(known ? &before : NULL, &item, true, 0, &sum);
		grown_check(known ? &before : NULL, &sum, &item);
		outcome_check(&sum);
		known = true;
	}
	arena_end(&mem);
	return 0;
}
