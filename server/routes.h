/* The table of routes, made from routes.def. */
#ifndef ROUTES_H
#define ROUTES_H

#include <stdio.h>

#include "http/http.h"

#define ROUTE(origin, method, pattern, access, body, prepare, run, summary) \
	handler prepare; handler run;
#include "routes.def"
#undef ROUTE

extern const struct route routes[];
extern const size_t nroutes;

/* "GET", "anyone", … as they stand in the table, in the table's own letters. */
const char *access_name(enum access);

/* One route a line, for `balai routes`. */
void routes_print(FILE *);

#endif
