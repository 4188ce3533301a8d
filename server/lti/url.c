#include "lti/url.h"

#include "address.h"
#include "config.h"
#include "serve.h"

const char *lti_base(struct request *rq)
{
	const struct config *c = rq->server->config;
	const char *known = NULL;

	if ((*c->url || !c->lti_loopback) &&
	    !address_known(c, rq->db, &known) && known)
		return known;
	return config_app_origin(c, rq->mem, request_header(rq, "Host"),
				 rq->https);
}
