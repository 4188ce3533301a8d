/* Answering any survey: what fits, and how it becomes a ballot. */
#include <string.h>

#include "api/field.h"
#include "api/survey/survey.h"
#include "base/log.h"
#include "domain/person.h"
#include "db/pool.h"
#include "serve.h"

static const struct phrase answer_rule = { {
	"Jawab bagian ini dengan salah satu pilihannya.",
	"Answer this part by one of its choices." } };

enum err survey_answers_read(struct request *rq, const struct survey_form *form,
			     const struct survey_lesson *lessons,
			     size_t nlessons, const json_t **out)
{
	const char *wrong;

	*out = json_object_get(rq->json, "answers");
	if (!json_is_object(*out))
		return field_missing(rq, "answers");
	wrong = survey_wrong(form, *out, lessons, nlessons);
	return wrong ? field_bad(rq, *wrong ? wrong : "answers", &answer_rule)
		     : OK;
}

struct telling {
	const char *source, *source_id;
	int64_t now;
};

static enum err tell(struct db *db, void *context)
{
	const struct telling *t = context;

	return ballot_tell(db, t->source, t->source_id, t->now);
}

/* What fails is told with the next answer, or at night. */
static void ballots_tell(struct request *rq)
{
	if (pool_write(rq->server->pool, rq->mem, tell, rq->prepared))
		log_event(LOG_WARN, "ballot.tell",
			  LOG_TEXT("reason", fail_reason()));
}

enum err survey_cast(struct request *rq, const char *source,
		     const char *source_id, const char *kind, const char *ref,
		     const json_t *answers)
{
	struct ballot b = { .source = source, .source_id = source_id,
			    .answers = answers };
	struct telling *t;
	bool due;
	enum err e;

	if ((e = ballot_unit_of(rq->db, rq->person->id, &b.unit_id)) ||
	    (e = ballot_batch_of(rq->db, rq->person->id, kind, ref,
				 &b.batch_id)) ||
	    (e = ballot_cast(rq->db, &b, rq->now, &due)) || !due)
		return e;
	t = arena_new(rq->mem, struct telling);
	*t = (struct telling){ source, source_id, rq->now };
	rq->prepared = t;
	rq->after = ballots_tell;
	return OK;
}
