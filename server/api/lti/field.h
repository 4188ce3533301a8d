/*
 * What the forms of LTI connections ask in the same way, of platforms, tools
 * and invitations. What a body says nothing of stays as it is in `out`; what is
 * NULL there is needed.
 */
#ifndef API_LTI_FIELD_H
#define API_LTI_FIELD_H

#include "http/http.h"

/* "agency": one that there is; the caller's own when none is said. */
enum err lti_agency_read(struct request *, const char **out);

/* "name": 1 to 120 characters on a line. */
enum err lti_name_read(struct request *, const char **out);

/* An address that we may ask or send a browser to (lti/telling.h). One that is
   not `needed` may be "". */
enum err lti_url_read(struct request *, const char *name, bool needed,
		      const char **out);

/* "state": "active" or "off". */
enum err lti_state_read(struct request *, const char **out);

#endif
