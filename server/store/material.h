/*
 * What is linked to an event before, during and after it. Results live in the
 * handle's arena.
 */
#ifndef STORE_MATERIAL_H
#define STORE_MATERIAL_H

#include "db/db.h"
#include "domain/event.h"

struct material {
	const char *id;
	const char *event_id;
	int64_t place;			/* 1 and up, within the event */
	enum phase phase;
	const char *kind;		/* module unit file link recording */
	const char *title;
	const char *module_id;		/* NULL: of none */
	const char *module_title;	/* as it is called now; NULL */
	bool module_published;
	const char *unit_ident;		/* "": the module as a whole */
	const char *url;		/* "": none */
	const char *blob;		/* NULL: no file */
	const char *file_name, *media_type;
	int64_t bytes;
	bool open;			/* for who is not registered, too */
};

enum err material_list(struct db *, const char *event_id,
		       struct material **out, size_t *n);

/* Of that event; ERR_NOT_FOUND. */
enum err material_by_id(struct db *, const char *event_id, const char *id,
			struct material *out);

/* At the end; id and place are made here. */
enum err material_add(struct db *, struct material *, int64_t now);

/* Place, phase, title, url and open as in the struct. */
enum err material_change(struct db *, const struct material *);

/* To that place of the list, 1 and up; past its end: last. All are numbered from
   1 then. */
enum err material_move(struct db *, const char *event_id, const char *id,
		       int64_t place);
enum err material_remove(struct db *, const char *event_id, const char *id);

#endif
