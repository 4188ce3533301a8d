/*
 * The document resources of xAPI: state, and the profiles of activities and
 * agents (Communication 2.3 to 2.6).
 *
 * Any bytes of any type up to 1 MB. State and agent profiles are the learner's
 * own, within the module but for cmi5's preferences; an activity's profile is
 * the module's. ETags are as xAPI asks: the SHA-1 of the content.
 */
#ifndef XAPI_DOCUMENTS_H
#define XAPI_DOCUMENTS_H

#include "http/http.h"

handler document_check, document_show, document_put_one, document_merge,
	document_remove;

#define DOCUMENTS_MOST 1000	/* of a person in a module, or of a module */
#define DOCUMENT_NAMES 2000	/* in one list */

#endif
