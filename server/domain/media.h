/*
 * What a single video or recording has besides its file: captions and smaller
 * forms.
 */
#ifndef DOMAIN_MEDIA_H
#define DOMAIN_MEDIA_H

#include "domain/publishing.h"

/* How often a form is begun before it is given up, a crash each time. */
#define FORM_TRIES 3

struct caption_line {
	const char *lang;		/* "id", "en-gb" */
	const char *path;		/* below the version's root */
	const char *blob;
	int64_t size, cues;
	int64_t at;
};

enum form_state { FORM_WAITING, FORM_DONE, FORM_NEEDLESS, FORM_FAILED };

/* "waiting", "done", "needless", "failed". */
const char *form_state_name(enum form_state);
enum form_state form_state_named(const char *);

struct media_form {
	const char *unit_id;
	const char *name;		/* "240p", "audio" */
	enum form_state state;
	const char *reason;		/* of FORM_FAILED: "damaged", "slow",
					   "crashed"; else "" */
	int64_t tries;
	const char *path;		/* below the version's root; NULL */
	const char *blob;		/* NULL: not done */
	int64_t size;
	const char *type;
	int64_t at;
};

/*
 * Which forms are worth a try: "240p" and "audio" of a video, "audio" of a
 * recording; nothing of silence. How many; other kinds of units have none.
 */
size_t forms_wanted(const char *kind, bool silent, const char *out[2]);

/*
 * May the captions of this version be changed by this person? They are words
 * that learners read. So who publishes alone may always; who has to ask may
 * until the version is published, or while nobody is looking at it.
 */
bool captions_changeable(const struct module *, const struct house *,
			 const struct version *, bool asked,
			 const struct person *);

#endif
