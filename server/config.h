/*
 * The settings of one run of the program: options.def, filled in.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "http/reach.h"

#define CONFIG_TEXT   const char *
#define CONFIG_NUMBER int64_t
#define CONFIG_PORT   int64_t
#define CONFIG_FLAG   bool

struct config {
#define OPTION(field, kind, ...) CONFIG_##kind field;
#include "options.def"
#undef OPTION
	/* Made from the above. */
	struct reach lti_reach;		/* --lti-loopback, --lti-network */
	int64_t clock_at;		/* --clock; 0: the machine's own */
	bool url_typed;			/* --url stood on the command line */
	const char *database_url;	/* never empty */
	const char *content_pattern;	/* "http://{module}.localhost:8081" */
	bool content_per_module;	/* the pattern has {module} */
};

/*
 * Read the environment and then `argv`, which loses what was understood: what
 * is left are the subcommand's own arguments, counted in `argc`. ERR_INVALID
 * for a value that is missing or does not fit; fail_reason() is a sentence for
 * who typed it, behind the place.
 */
enum err config_read(struct arena *, int *argc, char **argv,
		     struct config *out);

/* "--port N   the app's port (8080)" for every option. */
void config_help(FILE *, enum lang);

/* Every setting with its value, one a line, secrets in URLs left out. */
void config_print(FILE *, const struct config *);

/*
 * Where one module's packages are served: no trailing slash, no {module} left.
 * `host` is what the browser asked for; unless --content-url says otherwise, a
 * host other than localhost is that of content too, on the content port.
 */
const char *config_content_origin(const struct config *, struct arena *,
				  const char *module, const char *host,
				  bool https);

/*
 * The app's origin as the browser knows it, seen from either listener: --url,
 * else the host of the request on the app's port.
 */
const char *config_app_origin(const struct config *, struct arena *,
			      const char *host, bool https);

#endif
