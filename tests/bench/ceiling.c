/*
 * What can be had at most, over this HTTP and on this machine?
 *
 *	bench-ceiling			prints its port and answers until killed
 *
 * A listener as the server has, behind which nothing is done: a GET is answered
 * with 10,000 bytes of memory, and a POST, once its body is read, with what a
 * save is answered. What the server does less than this is its own work.
 */
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "http/listener.h"

static char file[10000];

static bool admit(void *context, struct request *rq, struct response *rs,
		  struct body_rule *body)
{
	(void)context, (void)rs;
	body->kind = rq->method == GET ? NONE : BYTES;
	return true;
}

static void answer(void *context, struct request *rq, struct response *rs)
{
	static const char saved[] =
		"{\"attempt\":\"01m80d39p49ysyxy654xjqjxj0\","
		"\"run\":\"01m80d39p49ysyxy654xjqjxj1\",\"sequence\":1,"
		"\"savedAt\":1800000000000,\"duplicate\":false}";
	const bool get = rq->method == GET;

	(void)context;
	rs->status = 200;
	rs->type = get ? "image/jpeg" : "application/json";
	rs->bytes = get ? file : saved;
	rs->size = get ? sizeof(file) : strlen(saved);
}

int main(void)
{
	const struct listener_options options = {
		.origin = CONTENT, .address = "127.0.0.1", .accept = admit,
	};
	struct listener *l;

	log_least(LOG_ERROR);
	if (listener_start(&options, answer, NULL, &l)) {
		fprintf(stderr, "bench-ceiling: %s\n", fail_reason());
		return 1;
	}
	printf("%d\n", listener_port(l));
	fflush(stdout);
	for (;;)
		pause();
}
