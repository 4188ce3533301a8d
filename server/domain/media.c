#include "domain/media.h"

#include <string.h>

static const char *const states[] = {
	[FORM_WAITING] = "waiting",
	[FORM_DONE] = "done",
	[FORM_NEEDLESS] = "needless",
	[FORM_FAILED] = "failed",
};

const char *form_state_name(enum form_state s)
{
	return states[s];
}

enum form_state form_state_named(const char *name)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (strcmp(states[i], name) == 0)
			return (enum form_state)i;
	return FORM_FAILED;
}

size_t forms_wanted(const char *kind, bool silent, const char *out[2])
{
	const bool video = strcmp(kind, "video") == 0;
	size_t n = 0;

	if (video)
		out[n++] = "240p";
	if ((video && !silent) || strcmp(kind, "audio") == 0)
		out[n++] = "audio";
	return n;
}

bool captions_changeable(const struct module *m, const struct house *h,
			 const struct version *v, bool asked,
			 const struct person *p)
{
	switch (publish_way(m, h, p)) {
	case PUBLISH_ALONE:
		return true;
	case PUBLISH_ASKING:
		return !asked && (m->state == MODULE_DRAFT ||
				  v->number > m->version.number);
	default:
		return false;
	}
}
