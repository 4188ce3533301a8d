/*
 * What people need to learn, as the API shows it. Who proposed a need is told to
 * organisers alone; everybody else reads how many support it, rounded down and
 * not below five (domain/disclosure.h).
 */
#ifndef API_NEED_NEED_H
#define API_NEED_NEED_H

#include "http/http.h"
#include "store/need.h"

#define NEED_PAGE 20
#define NEED_ROWS_MOST 20000	/* of a file */

/* Does the caller see who proposed, findings and drafts of that agency? */
bool need_organised(const struct request *, const char *agency_id);

/*
 * Its supporters, as the caller may know them; null: too few. Who organises reads
 * the number, others that of the others, rounded: were they counted themselves,
 * supporting it and taking that back would show when four others do.
 */
json_t *need_supporters_json(const struct request *, const char *agency_id,
			     const struct need *);

/* One as a list shows it. */
json_t *need_json(const struct request *, const struct need *);
json_t *needs_json(struct request *, const struct need *, size_t n);

/* Of the path ({id}) if it is of an agency that the caller acts for: else as if
   it were not there. */
enum err need_asked(struct request *, struct need *out);

/* Answer it whole, as it is now: with what answers it and what became of it. */
enum err need_respond(struct request *, struct response *, int status,
		      const char *id);

/* What the query wishes, in that agency. */
enum err need_filter_read(struct request *, const char *agency_id,
			  struct need_filter *out);

/*
 * A text of the body, in one line or with lines: `out` stays what it is when it
 * is absent. Refused when it has more than `most` characters.
 */
enum err need_text(struct request *, const char *name, size_t most, bool line,
		   const char **out);
enum err need_topic(struct request *, const char **out);

/* A unit or a job that is open and of the agency; null is of all. */
enum err need_unit(struct request *, const char *agency_id, const char **id,
		   const char **name);
enum err need_job(struct request *, const char *agency_id, const char **id,
		  const char **name);

/* Add it, and write down that it was `kind`: "proposed", "recorded". */
enum err need_begin(struct request *, struct need *, const char *kind,
		    const char *words);

json_t *need_named_json(const char *id, const char *name);

json_t *finding_json(const struct finding *);

#endif
