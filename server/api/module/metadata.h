/* What authors say of a module: on the wire, and its picture. */
#ifndef API_MODULE_METADATA_H
#define API_MODULE_METADATA_H

#include "domain/module.h"
#include "http/http.h"

/* Adds it to the JSON of a module. */
void metadata_json(struct request *, const struct module *, json_t *json);

/*
 * Members of the body replace what is in `m`; null takes away. `any` tells
 * whether there was one. What does not fit is refused as field_invalid.
 */
enum err metadata_merge(struct request *, struct module *m, bool *any);

#endif
