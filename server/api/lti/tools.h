/* What the handlers of tools have in common. */
#ifndef API_LTI_TOOLS_H
#define API_LTI_TOOLS_H

#include "http/http.h"
#include "store/lti_tool.h"

/* The tool of the path's {id}, as the caller may see it: organisers those that
   are installed for their agency. Else ERR_NOT_FOUND. */
enum err lti_tool_seen(struct request *, struct lti_tool *out);

#endif
