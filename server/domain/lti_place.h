/*
 * A place of ours that leads to a tool of somebody else (LTI 1.3): a unit of a
 * module, or a step of a programme. It names the tool by its address; which
 * registered tool that is, is found when somebody opens it (lti/resource.h).
 *
 * In module.json of a module, and with the same keys as the setting of a step:
 *	{"id": "lab", "title": "…", "url": "https://alat.example/lab/3",
 *	 "custom": {"name": "value"}, "client": "…",
 *	 "lineItem": {"scoreMaximum": 100, "label", "resourceId", "tag"} | false,
 *	 "window": false, "passMark": 70}
 *
 * The column that counts has 100 points when nothing is said, and there is none
 * for `false` or null: then opening it is all there is to do.
 */
#ifndef DOMAIN_LTI_PLACE_H
#define DOMAIN_LTI_PLACE_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/definition.h"
#include "domain/progress.h"

#define LTI_PLACE_URL_MOST 2000		/* characters */
#define LTI_PLACE_CUSTOM_MOST 50		/* names */
#define LTI_PLACE_CUSTOM_NAME_MOST 100	/* characters */
#define LTI_PLACE_CUSTOM_VALUE_MOST 1000
#define LTI_PLACE_POINTS 100		/* where nothing is said */
#define LTI_PLACE_POINTS_LEAST 0.01
#define LTI_PLACE_POINTS_MOST 1e6

/* Of a unit of a module, which has an id besides; of a step of a programme,
   whose title may be left out, since the step has one. */
enum lti_place_kind { LTI_PLACE_UNIT, LTI_PLACE_STEP };

/*
 * Everything that is wrong with it, told at its place. False when it is no
 * object at all.
 */
bool lti_place_check(struct definition_faults *, const struct spot *, json_t *,
		 enum lti_place_kind);

struct lti_place {
	const char *title;		/* "" */
	const char *url;
	const char *client;		/* its client_id; "": whose address fits */
	const json_t *custom;		/* {name: text}; NULL */
	bool window;			/* in a window of its own */
	bool scored;			/* it has a column that counts */
	double most;			/* of it: its points */
	const char *label, *resource_id, *tag;	/* of it; "" */
	struct measure pass_mark;	/* percent */
};

/* From what was checked before; texts belong to the JSON. */
void lti_place_read(const json_t *, struct lti_place *out);

/*
 * https, without a name before the host, blanks or controls; or http of this
 * very machine, which only works where the server allows it (--lti-loopback).
 */
bool lti_place_url_fits(const char *);

/*
 * "https://alat.example:8443" of such an address, lower case, without a usual
 * port; NULL: it is none.
 */
const char *lti_place_origin(struct arena *, const char *url);

/* Add it to a list with blanks between, unless it is there, or there is
   none. */
void lti_place_origin_add(struct text *list, const char *url);

#endif
