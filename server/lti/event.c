#include "lti/event.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "http/http.h"
#include "store/lti_event.h"

static const char *const codes[] = {
	[LTI_OK] = "ok",
#define LTI_FAULT(code, ...) [LTI_##code] = #code,
#include "lti/faults.def"
#undef LTI_FAULT
};

static const struct phrase words[] = {
	[LTI_OK] = { { "Berhasil.", "It worked." } },
#define LTI_FAULT(code, id, en, ...) [LTI_##code] = { { id, en } },
#include "lti/faults.def"
#undef LTI_FAULT
};

static const struct phrase advice[] = {
	[LTI_OK] = { { "", "" } },
#define LTI_FAULT(code, id, en, do_id, do_en) \
	[LTI_##code] = { { do_id, do_en } },
#include "lti/faults.def"
#undef LTI_FAULT
};

enum err lti_event_add(struct db *db, const struct lti_event *v)
{
	char *facts = v->facts ? json_dumps(v->facts, JSON_COMPACT) : NULL;
	struct lti_event_row row = {
		.connection_id = v->connection_id,
		.kind = v->kind,
		.code = lti_fault_code(v->fault),
		.facts = facts ? facts : "{}",
		.request = v->request,
		.at = v->at,
		.mark = "",
		.times = 1,
	};
	const enum err e = lti_event_put(db, &row);

	free(facts);
	return e;
}

const char *lti_fault_code(enum lti_fault fault)
{
	return codes[fault];
}

enum lti_fault lti_fault_of(const char *code)
{
	for (int i = 0; i < LTI_FAULTS; i++)
		if (strcmp(codes[i], code) == 0)
			return (enum lti_fault)i;
	return LTI_OK;
}

const struct phrase *lti_fault_words(enum lti_fault fault)
{
	return &words[fault];
}

const struct phrase *lti_fault_advice(enum lti_fault fault)
{
	return &advice[fault];
}
