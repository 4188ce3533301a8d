/* What pages of LTI connections are told, of platforms and tools alike. */
#ifndef API_LTI_WIRE_H
#define API_LTI_WIRE_H

#include "http/http.h"
#include "lti/event.h"

/* What happened and what to do, in the caller's language, with the facts filled
   in: {code, sentence, advice}; for LTI_OK both are "". */
json_t *lti_fault_json(struct request *, enum lti_fault, const json_t *facts);

/* A handler before it: what strangers did until now is told as well. */
enum err lti_events_look(struct request *, struct response *);

/*
 * {"events": [{id kind code sentence advice facts request at}]} of a connection,
 * the newest first, at most 200; "" is who is not registered.
 */
enum err respond_lti_events(struct request *, struct response *,
			    const char *connection_id);

#endif
