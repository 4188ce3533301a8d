/*
 * Does a request that changes something come from our own page?
 *
 * Browsers say it themselves. Sec-Fetch-Site cannot be set by a script; only
 * "same-origin" passes. "same-site" does not, since the packages' port is on
 * our site, nor does "none" (typed, bookmarked): no page of ours changes
 * anything that way. Browsers leave it out over plain http to anything but
 * localhost; then Origin decides, which must be the configured address of the
 * app, or the host that was asked for under the same scheme (or https, where a
 * proxy in front of us ends TLS). "null" is no origin of ours.
 *
 * A request with neither header passes: no browser sends a cross-site POST
 * without Origin, so it comes from a program, and what admits a program is the
 * secret of its session, which no site can read or send from elsewhere (a
 * header of its own needs a preflight, and we answer none).
 */
#ifndef AUTH_ORIGIN_H
#define AUTH_ORIGIN_H

#include "http/http.h"

/*
 * `app_url` is the configured address of the app, or NULL. OK for GET and for
 * the content origin, where no cookie counts, and for routes that other systems'
 * pages post to (FOREIGN); else as above, refused as cross_site.
 */
enum err origin_check(struct request *, const char *app_url);

#endif
