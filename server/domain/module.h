/*
 * What a course module is, and who sees and changes it.
 */
#ifndef DOMAIN_MODULE_H
#define DOMAIN_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/person.h"

enum topic {
	TOPIC_NONE,			/* nobody has said yet */
	TOPIC_IT,
	TOPIC_PUBLIC_SERVICE,
	TOPIC_LEADERSHIP,
	TOPIC_FINANCE,
	TOPIC_OTHER,
	TOPIC_COUNT
};

enum module_state { MODULE_DRAFT, MODULE_PUBLISHED, MODULE_CLOSED };

/* One immutable package. */
struct version {
	const char *id;
	const char *module_id;
	int64_t number;			/* 1 and up, within the module */
	const char *standard;		/* "scorm12", …: see package.h */
	const char *title;
	int64_t bytes;			/* of all files */
	int64_t files, units;
	const char *tree;		/* JSON: outline and activity tree */
	const char *report;		/* JSON: what the import had to say */
	const char *digest;		/* of all paths and blobs, in hex */
	const char *about;		/* JSON: store/native.h; NULL: nothing */
	const char *created_by;		/* NULL: the command line */
	int64_t created_at;
};

struct module {
	const char *id;
	const char *agency_id, *agency_name;
	const char *owner_id, *owner_name;	/* NULL: nobody any more */
	const char *title, *description;
	enum topic topic;
	int64_t jp, minutes;		/* 0: not said */
	const char *contact, *legal_basis;	/* "": not said */
	const char *review_by;		/* "2027-01-31" or "" */
	const char *picture;		/* a blob; NULL: none */
	const char *picture_type, *picture_alt;
	int64_t picture_bytes;
	enum module_state state;
	int64_t withdrawn_at;		/* 0: is not; nobody opens it then */
	const char *withdrawn_by;	/* NULL: the command line */
	const char *withdrawn_why;	/* as learners are told */
	bool allow_popups;
	const char *allow_hosts;	/* origins, with spaces between them */
	bool shared;			/* with every agency */
	int64_t created_at, updated_at;
	struct version version;		/* id NULL: none yet; without the texts */
};

struct version_file {
	const char *path;
	const char *blob;
	int64_t size;
	const char *media_type;
};

/* What can be launched in a version. */
struct unit {
	const char *id;
	const char *version_id;
	int64_t position;
	const char *ident;		/* the manifest's */
	const char *title;
	const char *kind;		/* "sco", "asset", "au", "page", "file", "link",
					   "lesson", "quiz", "case" …: package.h */
	const char *href;		/* below the version's root, or a URL */
	int64_t bytes;
	const char *launch;		/* JSON for the run-time */
	bool optional;			/* the attempt does not wait for it */
	bool unscored;			/* its score does not count */
};

/* Is it a quiz or a case, which are answered in sittings? Is it a case? */
bool unit_sat(const struct unit *);
bool unit_branching(const struct unit *);

/* May units of that kind have a score? */
bool unit_gives_score(const struct unit *);

/* "draft", "published", "closed", and back; false for another name. */
const char *module_state_name(enum module_state);
bool module_state_named(const char *, enum module_state *out);

/* Authors of its agency and administrators. */
bool module_editable(const struct module *, const struct person *);

/*
 * Those who have begun see it after it was closed or withdrawn as well.
 * `reached`: it is shared with their agency, or with them (store/share.h); its
 * own agency's people and what everybody may see need no such word.
 */
bool module_visible(const struct module *, const struct person *, bool begun,
		    bool reached);

/*
 * May an attempt begin now? Editors try drafts out; nobody begins what was
 * withdrawn.
 */
bool module_startable(const struct module *, const struct person *);

#define HOSTS_MOST 20

/*
 * May this stand in a package's policy: an https origin, perhaps with a port,
 * perhaps "*." before a name of at least two parts; nothing else.
 */
bool module_host_fits(const char *origin);

#endif
