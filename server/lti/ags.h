/*
 * Assignment and Grade Services 2.0, where we are the platform: line items,
 * scores and results of tools. Rules: domain/lti_ags.h; what a score makes of
 * somebody's learning: training/tool_score.h.
 */
#ifndef LTI_AGS_H
#define LTI_AGS_H

#include "domain/lti_ags.h"
#include "lti/tool_service.h"

#define AGS_ITEM_TYPE "application/vnd.ims.lis.v2.lineitem+json"
#define AGS_ITEMS_TYPE "application/vnd.ims.lis.v2.lineitemcontainer+json"
#define AGS_RESULTS_TYPE "application/vnd.ims.lis.v2.resultcontainer+json"
#define AGS_SCORE_TYPE "application/vnd.ims.lis.v1.score+json"

#define AGS_PAGE 100
#define AGS_PAGE_MOST 500
#define AGS_ITEMS_MOST 1000	/* of one tool in one context */

/* The line item of the path, the tool's own in that context; ERR_NOT_FOUND. */
enum err ags_item(struct request *, const struct tool_service *,
		  struct lti_line_item *out);

/* Its address, which is its id for tools. */
const char *ags_item_url(struct request *, const struct tool_service *,
			 const char *id);

/* Say why, by a problem of its own. */
enum err ags_refuse(struct request *, enum lti_ags_fault, const char *member);

#endif
