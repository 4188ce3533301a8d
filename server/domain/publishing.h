/*
 * How a version reaches learners, and how it is taken from them: who publishes
 * alone, who approves, whom a new version moves, what a withdrawal stops.
 */
#ifndef DOMAIN_PUBLISHING_H
#define DOMAIN_PUBLISHING_H

#include "domain/module.h"

/* What publishing depends on at the agency of a module. */
struct house {
	bool partner;		/* a university or a vendor */
	bool approval;		/* the agency wants a second person */
	const char *own_id;	/* the agency whose installation this is */
};

enum publish_way {
	PUBLISH_NEVER,
	PUBLISH_ALONE,		/* one click */
	PUBLISH_ASKING		/* somebody else approves it first */
};

/*
 * Who may not change the module never publishes it. A partner's module is
 * published by the installation's own agency alone; where an agency wants a
 * second person, everybody asks, administrators too.
 */
enum publish_way publish_way(const struct module *, const struct house *,
			     const struct person *);

enum wish_state { WISH_WAITING, WISH_APPROVED, WISH_RETURNED, WISH_RECALLED };

/* An author asks that a version be published, or that a published module be
   described otherwise. */
struct wish {
	const char *id;
	const char *module_id, *version_id;
	int64_t number;			/* of the version */
	const char *changes;		/* of the description instead: JSON; "" */
	const char *picture;		/* that is among them, a blob; NULL */
	const char *picture_type;
	int64_t picture_bytes;
	bool minor;
	const char *words;		/* what the author says of it; "" */
	const char *changed, *why;	/* of a version, for learners; "" */
	const char *revisions;		/* tasks that it closes: JSON, a list of ids */
	enum wish_state state;
	const char *asked_by, *asked_name;
	int64_t asked_at;
	const char *decided_by, *decided_name;	/* NULL while it waits */
	const char *answer;		/* what was said to it; "" */
	int64_t decided_at;
};

/* "waiting", "approved", "returned", "recalled", and back. */
const char *wish_state_name(enum wish_state);
bool wish_state_named(const char *, enum wish_state *out);

/*
 * May this person approve or return it? Never the one who asked: an author of
 * the module's agency or an administrator; of a partner's module only those of
 * the installation's own agency.
 */
bool wish_decidable(const struct module *, const struct house *,
		    const char *asked_by, const struct person *);

/* Drafts are published, what is published is closed, and both ways back. */
bool module_state_follows(enum module_state from, enum module_state to);

/* Who withdrew it, and administrators. */
bool withdrawal_liftable(const struct module *, const struct person *);

/*
 * Is a version stopped by its module's withdrawal? One that was made later is
 * not what was withdrawn: those who prepare it may look at it.
 */
bool version_stopped(int64_t withdrawn_at, int64_t version_created_at);

/* The same units, by ident and kind, in whatever order. */
bool units_same(const struct unit *, size_t n, const struct unit *, size_t m);

/* A version, and the one it was published as a minor change of; NULL: of none. */
struct version_link {
	const char *id, *follows;
};

/* Do minor changes alone lead from one version to the other? Not from itself. */
bool version_leads(const struct version_link *, size_t n, const char *from,
		   const char *to);

#endif
