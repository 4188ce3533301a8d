/*
 * Where tools send people back to (launch_presentation.return_url, LTI 1.3),
 * with a message for them and one for the log. Anybody can make such an address,
 * so it says nothing in our name and leads nowhere but to a page of ours.
 */
#include <string.h>

#include "http/form.h"
#include "lti/page.h"
#include "routes.h"
#include "serve.h"
#include "store/session.h"

#define FORM_MOST (64 << 10)
#define WORDS_MOST 2000		/* characters */
#define PATH_MOST 200

/* A page of the app's: /modul/ID, /pelatihan/ID. */
static bool path_ours(const char *path)
{
	static const char kept[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/";

	return path && path[0] == '/' && path[1] != '/' &&
	       strlen(path) <= PATH_MOST && !path[strspn(path, kept)];
}

static const char *words_of(const struct request *rq, struct request *as,
			    const char *name)
{
	const char *text = form_value(as, name);

	return text ? text_line(rq->mem, text, WORDS_MOST) : "";
}

/* A launched page (/l/ID) stands in another system's frame, and this within. */
static enum err framers_of(struct request *rq, const char *to,
			   const char **out)
{
	struct launch_page page;
	enum err e;

	*out = "'self'";
	if (strncmp(to, "/l/", 3))
		return OK;
	if ((e = serve_read(rq)))
		return e;
	e = launch_page(rq->db, to + 3, &page);
	if (!e)
		*out = arena_format(rq->mem, "'self' %s", page.embed);
	serve_read_end(rq);
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err lti_return_show(struct request *rq, struct response *rs)
{
	struct request said = *rq;
	struct request address = *rq;
	const char *to, *framers;
	enum err e;

	if (rq->method == POST && (e = form_check(rq, FORM_MOST)))
		return e;
	address.body = rq->query;
	if (rq->method == GET)
		said.body = rq->query;
	to = form_value(&address, "to");
	if (!path_ours(to))
		to = "/";
	if ((e = framers_of(rq, to, &framers)))
		return e;
	return lti_page_return(rq, rs, &(struct lti_words){
		.message = words_of(rq, &said, "lti_msg"),
		.error = words_of(rq, &said, "lti_errormsg"),
		.log = words_of(rq, &said, "lti_log"),
		.error_log = words_of(rq, &said, "lti_errorlog"),
		.back = to, .framers = framers,
	});
}
