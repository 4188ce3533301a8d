/* What may be chosen for a course of another system. Results live in the handle's
   arena. */
#ifndef STORE_LTI_CHOICE_H
#define STORE_LTI_CHOICE_H

#include "db/db.h"

struct lti_offer {
	const char *id, *title, *description, *version_id;
};

/* Published modules that an agency may see, whose title is `like`, by title. */
enum err lti_offer_page(struct db *, const char *agency_id, const char *like,
			size_t most, size_t after, struct lti_offer **out,
			size_t *n, int64_t *total);

#endif
