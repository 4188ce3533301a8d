/*
 * What the handlers of papers share.
 */
#ifndef API_CREDIT_CERTIFICATE_H
#define API_CREDIT_CERTIFICATE_H

#include "domain/certificate.h"
#include "drawing/paper.h"
#include "http/http.h"
#include "store/certificate.h"

/* "https://host" that a QR code leads to: the installation's own address where
   it is known, else where this request came from. Within a read. */
enum err certificate_origin(struct request *, const char **out);

/* A JSON text of ours; the request's arena owns it. */
enum err certificate_parse(struct request *, const char *text, json_t **out);

/* On the wire. `origin` of the link in its seal; facts are those of it. */
json_t *certificate_json(struct request *, const struct certificate *,
			 const json_t *facts, const char *origin);

/* "good", "replaced", "revoked". */
const char *certificate_state(const struct certificate *);

/* A member of facts; "" and 0 when it is not there. */
const char *fact_text(const json_t *facts, const char *key);
int64_t fact_int(const json_t *facts, const char *key);

/* All that is printed, in words; `design` of the agency, `link` of the seal. */
void certificate_paper(struct arena *, const json_t *facts,
		       const struct paper_design *design, const char *origin,
		       const char *link, enum lang, struct paper *out);

/* Give it the logo of its row: base64 in, bytes in the arena. */
void certificate_logo(struct arena *, const struct certificate_design *,
		      struct paper *out);

/* One that the caller may act on as its agency's; else as if it were not. */
enum err certificate_managed(struct request *, const char *id,
			     struct certificate *out);

/* On the wire, with the public halves only. */
json_t *certificate_keys(const struct certificate_key *, size_t n);

/* A reason of the body, 3 to 300 characters. */
enum err certificate_reason(struct request *, const char **out);

#endif
