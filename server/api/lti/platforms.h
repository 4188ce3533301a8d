/* Platforms on the wire, for those who add one and those who change it. */
#ifndef API_LTI_PLATFORMS_H
#define API_LTI_PLATFORMS_H

#include "http/http.h"
#include "store/lti_platform.h"

/*
 * What the body says of a platform but who it is (issuer, client, state): what it
 * says nothing of stays as it is in `p`, and what is NULL there is needed.
 */
enum err lti_platform_read(struct request *, struct lti_platform *p);

enum err respond_lti_platform(struct request *, struct response *, int status,
			      const char *id);

#endif
