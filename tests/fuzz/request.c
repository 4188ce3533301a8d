/*
 * A whole request to a server with people and modules, from its route to its
 * answer, as an administrator or by a token:
 *
 *	METHOD TARGET \n (NAME: VALUE \n)* \n BODY
 *
 * Targets on the content origin begin with "@". Every body of JSON becomes a
 * struct here, and then rows; what is answered must be sayable.
 */
#include <unistd.h>

#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "server.h"

#define HEADERS_MOST 32

static void head_cut(struct request *rq, struct header *headers, char **rest)
{
	static const char *const methods[] = {
		"GET", "POST", "PUT", "PATCH", "DELETE"
	};
	char *line = fuzz_line(rest), *target = line + strcspn(line, " ");

	target += *target ? (*target = '\0', 1) : 0;
	rq->method = METHOD_COUNT;
	for (int i = 0; i < METHOD_COUNT; i++)
		if (strcmp(line, methods[i]) == 0)
			rq->method = (enum method)i;
	rq->origin = *target == '@' ? CONTENT : APP;
	target += *target == '@';
	rq->query = strchr(target, '?') ? strchr(target, '?') + 1 : "";
	target[strcspn(target, "?")] = '\0';
	rq->path = path_decode(rq->mem, target);
	rq->headers = headers;
	while (**rest && rq->nheaders < HEADERS_MOST &&
	       *(line = fuzz_line(rest))) {
		char *value = line + strcspn(line, ":");

		value += *value ? (*value = '\0', 1) : 0;
		value += strspn(value, " \t");
		if (text_utf8(value, strlen(value)))
			headers[rq->nheaders++] = (struct header){ line, value };
	}
	rq->lang = lang_of(request_header(rq, "Accept-Language"));
}

/* Files and streams need a disk: their names and lengths are read elsewhere. */
static bool routed(struct request *rq)
{
	const char *allow;

	return rq->path && !route_find(routes, nroutes, rq, &allow) &&
	       rq->route->body != FILE_BODY && rq->route->body != STREAM;
}

static void answer_check(const struct response *rs, const char *why)
{
	char *text;

	must(rs->status >= 200 && rs->status < 600);
	if (rs->status == 500)
		fprintf(stderr, "%s\n", why);
	must(rs->status != 500);	/* ours, whoever asks */
	must(rs->nheaders <= RESPONSE_HEADERS);
	if (rs->json) {
		text = json_dumps(rs->json, JSON_COMPACT | JSON_ENCODE_ANY);
		must(text != NULL);
		free(text);
	}
	if (rs->file >= 0)
		close(rs->file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct person admin = {
		.id = FUZZ_PERSON, .agency_id = FUZZ_AGENCY, .name = "Sari",
		.agency_name = "Balai", .login = "sari", .roles = ROLE_ADMIN,
		.password = "$argon2id$", .epoch = 1,
	};
	struct arena mem = ARENA_INIT;
	struct header headers[HEADERS_MOST];
	struct request rq = { .mem = &mem, .id = "fuzz", .now = FUZZ_NOW,
			      .address = "203.0.113.7" };
	struct response rs = RESPONSE_INIT;
	char *rest;

	fuzz_begin();
	rq.server = fuzz_server();
	rest = fuzz_tokens(&mem, fuzz_text(&mem, bytes, size));
	head_cut(&rq, headers, &rest);
	rq.body = rest;
	rq.body_size = strlen(rest);
	if (routed(&rq)) {
		if (rq.origin == APP && rq.route->access != ANYONE) {
			rq.person = &admin;
			rq.session = FUZZ_SESSION;
		}
		serve_body(&rq, &rs);
		answer_check(&rs, rq.failure.reason);
		fuzz_undo();
	}
	arena_end(&mem);
	return 0;
}
