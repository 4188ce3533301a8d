/*
 * What went wrong between two systems, as a sentence: the words of
 * lti/faults.def with the facts of one event in them. Where a request of ours
 * got no answer that could be used, `why` is kept as it was found ("private:
 * …", "status 404"), and becomes words here, in the language of who reads.
 */
#ifndef LTI_TELLING_H
#define LTI_TELLING_H

#include <jansson.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/fetch.h"
#include "lti/event.h"

/* What happened, and what to do; "" for LTI_OK. `facts` may be NULL. */
const char *lti_fault_told(struct arena *, enum lang, enum lti_fault,
			   const json_t *facts);
const char *lti_fault_todo(struct arena *, enum lang, enum lti_fault,
			   const json_t *facts);

/* "private: curl's words", "status 404", "": what came of a request, to be
   kept. */
const char *lti_why(struct arena *, const struct fetch_answer *);

/* The same in words, a clause; what is none of ours stays as it is. */
const char *lti_why_told(struct arena *, enum lang, const char *why);

/* What to do about just that; NULL when there is nothing particular. */
const struct phrase *lti_why_todo(const char *why);

/* Why an address that somebody types is refused; NULL: it fits. */
const struct phrase *lti_url_fault(const char *url, const struct reach *);

#endif
