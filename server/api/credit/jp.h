/*
 * The JP ledger on the wire. JP are hundredths everywhere: 250 is 2.5 JP.
 */
#ifndef API_CREDIT_JP_H
#define API_CREDIT_JP_H

#include "http/http.h"
#include "store/jp_list.h"

/* Of ?agency=, by default the caller's own: administrators any, organisers
   theirs. */
enum err jp_agency(struct request *, const char **out);

/* Of ?year=, by default the one that it is in Jakarta. */
enum err jp_year_asked(struct request *, int64_t *out);

/* `person`: with whose it is (their NIP masked). */
json_t *jp_line_json(struct request *, const struct jp_line *, bool person);

/* {"least","most","basis"}, null where nothing is asked. */
json_t *jp_target_json(const struct jp_target *);

json_t *jp_training_json(const struct jp_training *, size_t n);

#define JP_PAGE 50		/* rows of a list */
#define JP_FILE_MOST 20000	/* rows of a file */

/* What a file calls it in the caller's language; another name is itself. */
const char *jp_word(struct request *, const char *name);

#endif
