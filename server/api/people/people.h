/*
 * The people that administrators (all) and organisers (of their own agency)
 * look after. Organisers neither change administrators nor make any.
 */
#ifndef API_PEOPLE_PEOPLE_H
#define API_PEOPLE_PEOPLE_H

#include "http/http.h"
#include "store/person.h"

/*
 * The person of the path ({id}), or of `id`. ERR_NOT_FOUND also for guests, and
 * for organisers somebody of another agency.
 */
enum err people_asked(struct request *, struct person *out);
enum err people_by_id(struct request *, const char *id, struct person *out);

/* The same, to change something: refused as admins_only where that is due. */
enum err people_touched(struct request *, struct person *out);
enum err people_touchable(struct request *, const struct person *);

/* What the query of a list asks for, within the caller's scope. */
struct person_filter people_filter(struct request *);

/* Refuse since that field does not fit, or since `clash` is taken. */
enum err people_field_refused(struct request *, enum person_field);

/*
 * The agency that a list or a new row is of: that of ?agency= (of a body's
 * "agency" where `json`), by default the caller's. ERR_FORBIDDEN where they may
 * not act for it, field_invalid where there is none.
 */
struct agency;
enum err people_agency(struct request *, bool json, struct agency *out);

/* Write down what was changed about somebody: store/person_event.h. */
enum err people_note(struct request *, const char *person_id, const char *kind,
		     const char *words);

/* What is odd about the NIP, as [{"code","message"}]; owned by the caller. */
json_t *people_warnings(struct request *, const struct person *);

/* "before\nafter", as the words of a change are written. */
const char *people_change_words(struct request *, const char *before,
				const char *after);

/* And "learner,author,…", as those of roles are. */
const char *people_roles(struct request *, unsigned roles);

#endif
