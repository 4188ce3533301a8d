/* What else xAPI asks of a server: about itself, an agent, an activity. */
#ifndef XAPI_ABOUT_H
#define XAPI_ABOUT_H

#include "http/http.h"

handler xapi_about, xapi_person_check, xapi_person, xapi_activity_check,
	xapi_activity;

#endif
