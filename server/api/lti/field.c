#include "api/lti/field.h"

#include <string.h>

#include "api/field.h"
#include "config.h"
#include "domain/person.h"
#include "lti/telling.h"
#include "serve.h"
#include "store/agency.h"

#define AGENCY_MOST 64		/* bytes */
#define NAME_MOST 120		/* characters */
#define URL_MOST 2048		/* bytes */
#define STATE_MOST 16

static const struct phrase agency_rule = { {
	"Instansi itu tidak ada.",
	"There is no such agency." } };
static const struct phrase name_rule = { {
	"Tulis nama, 1 sampai 120 huruf.",
	"Write a name of 1 to 120 characters." } };
static const struct phrase state_rule = { {
	"Pilih active (dipakai) atau off (dimatikan).",
	"Choose active or off." } };

enum err lti_agency_read(struct request *rq, const char **out)
{
	struct agency agency;
	enum err e;

	*out = NULL;
	if ((e = field_text(rq, "agency", AGENCY_MOST, out)))
		return e;
	if (!*out)
		*out = rq->person->agency_id;
	e = agency_by_id(rq->db, *out, &agency);
	return e == ERR_NOT_FOUND ? field_bad(rq, "agency", &agency_rule) : e;
}

/* Whether anything is said that is to be read. */
static bool said(const struct request *rq, const char *name, const char *had)
{
	return !had || json_object_get(rq->json, name);
}

enum err lti_name_read(struct request *rq, const char **out)
{
	enum err e;

	if (!said(rq, "name", *out))
		return OK;
	if ((e = field_text_needed(rq, "name", 4 * NAME_MOST, out)))
		return e;
	*out = text_trim(rq->mem, *out);
	return **out && text_length(*out) <= NAME_MOST && text_plain(*out)
		? OK : field_bad(rq, "name", &name_rule);
}

enum err lti_url_read(struct request *rq, const char *name, bool needed,
		      const char **out)
{
	const struct phrase *fault;
	const char *url = NULL;
	enum err e;

	if (!said(rq, name, *out))
		return OK;
	e = needed ? field_text_needed(rq, name, URL_MOST, &url)
		   : field_text(rq, name, URL_MOST, &url);
	if (e)
		return e;
	*out = url ? url : "";
	fault = **out ? lti_url_fault(*out, &rq->server->config->lti_reach)
		      : NULL;
	return fault ? field_bad(rq, name, fault) : OK;
}

enum err lti_state_read(struct request *rq, const char **out)
{
	const char *state = NULL;
	enum err e;

	if ((e = field_text(rq, "state", STATE_MOST, &state)) || !state)
		return e;
	*out = state;
	return strcmp(state, "active") && strcmp(state, "off")
		? field_bad(rq, "state", &state_rule) : OK;
}
