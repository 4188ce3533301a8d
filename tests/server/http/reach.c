/*
 * Networks that an operator names (--lti-network): which may be named, what of
 * them is let through, and what a name leads to that a resolver answers.
 */
#include "http/reach.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>

#include "base/text.h"
#include "check.h"
#include "http/fetch.h"
#include "peer.h"

static struct arena mem = ARENA_INIT;
static struct peer peer;

/* ---- The network, as curl sees it ---------------------------------------- */

/* Names of .test, and what a resolver says. Connections to 10.20.0.5 go to the
   peer; whatever else is connected to is written down. */
static const struct {
	const char *host, *first, *second;
} names[] = {
	{ "in.test", "10.20.0.5", NULL },
	{ "out.test", "10.21.0.5", NULL },
	{ "both.test", "169.254.169.254", "10.20.0.5" },
	{ "neither.test", "127.0.0.1", "10.21.0.5" },
	{ "mapped.test", "::ffff:10.20.0.5", NULL },
};
static char reached[256];

static struct addrinfo *info_of(const char *text, const char *port)
{
	struct addrinfo *out = calloc(1, sizeof(*out));
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	const in_port_t at = htons((in_port_t)atoi(port ? port : "0"));

	out->ai_socktype = SOCK_STREAM;
	out->ai_protocol = IPPROTO_TCP;
	out->ai_addr = calloc(1, sizeof(struct sockaddr_storage));
	if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
		four.sin_port = at;
		out->ai_family = AF_INET;
		out->ai_addrlen = sizeof(four);
		memcpy(out->ai_addr, &four, sizeof(four));
	} else {
		inet_pton(AF_INET6, text, &six.sin6_addr);
		six.sin6_port = at;
		out->ai_family = AF_INET6;
		out->ai_addrlen = sizeof(six);
		memcpy(out->ai_addr, &six, sizeof(six));
	}
	return out;
}

int getaddrinfo(const char *restrict host, const char *restrict port,
		const struct addrinfo *restrict hints,
		struct addrinfo **restrict out)
{
	(void)hints;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (host && strcmp(host, names[i].host) == 0) {
			*out = info_of(names[i].first, port);
			if (names[i].second)
				(*out)->ai_next = info_of(names[i].second,
							  port);
			return 0;
		}
	return EAI_NONAME;
}

void freeaddrinfo(struct addrinfo *list)
{
	while (list) {
		struct addrinfo *next = list->ai_next;

		free(list->ai_addr);
		free(list);
		list = next;
	}
}

int connect(int fd, __CONST_SOCKADDR_ARG to, socklen_t size)
{
	int (*really)(int, __CONST_SOCKADDR_ARG, socklen_t) = NULL;
	struct sockaddr_in four = { .sin_family = AF_INET };
	char text[INET_ADDRSTRLEN] = "?";

	memcpy(&four, to.__sockaddr__, size < sizeof(four) ? size
							   : sizeof(four));
	if (four.sin_family == AF_INET)
		inet_ntop(AF_INET, &four.sin_addr, text, sizeof(text));
	if (*reached)
		strncat(reached, " ", sizeof(reached) - strlen(reached) - 1);
	strncat(reached, text, sizeof(reached) - strlen(reached) - 1);
	if (strcmp(text, "10.20.0.5") == 0) {
		four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		four.sin_port = htons((in_port_t)peer.port);
		to.__sockaddr__ = (struct sockaddr *)&four;
	}
	*(void **)&really = dlsym(RTLD_NEXT, "connect");
	return really(fd, to, size);
}

/* ---- What may be named --------------------------------------------------- */

static void named(void)
{
	static const struct {
		const char *text;
		int n;			/* of networks; -1: refused */
		const char *bad;
	} cases[] = {
		{ "", 0, NULL },
		{ " , ", 0, NULL },
		{ "10.20.0.0/16", 1, NULL },
		{ "10.0.0.0/8,192.168.0.0/16 fd12:3456::/48", 3, NULL },
		{ "172.16.0.0/12, 100.64.0.0/10, fc00::/7", 3, NULL },
		{ "192.168.7.9", 1, NULL },
		{ "192.168.7.9/32,fd12::1", 2, NULL },
		{ "10.20.0.1/16", -1, "10.20.0.1/16" },
		{ "10.20.0.0/33", -1, "10.20.0.0/33" },
		{ "10.20.0.0/", -1, "10.20.0.0/" },
		{ "10.20.0.0/-1", -1, "10.20.0.0/-1" },
		{ "10.20.0.0/16/8", -1, "10.20.0.0/16/8" },
		{ "10.20.0.0/0x10", -1, "10.20.0.0/0x10" },
		{ "10.20/16", -1, "10.20/16" },
		{ "10.0.0.0/7", -1, "10.0.0.0/7" },
		{ "intern", -1, "intern" },
		{ "10.20.0.0/16,intern", -1, "intern" },
		{ "0.0.0.0/0", -1, "0.0.0.0/0" },
		{ "127.0.0.0/8", -1, "127.0.0.0/8" },
		{ "127.0.0.1", -1, "127.0.0.1" },
		{ "169.254.0.0/16", -1, "169.254.0.0/16" },
		{ "169.254.169.254", -1, "169.254.169.254" },
		{ "8.8.8.0/24", -1, "8.8.8.0/24" },
		{ "224.0.0.0/4", -1, "224.0.0.0/4" },
		{ "::/0", -1, "::/0" },
		{ "::1", -1, "::1" },
		{ "fe80::/10", -1, "fe80::/10" },
		{ "::ffff:10.20.0.0/112", -1, "::ffff:10.20.0.0/112" },
		{ "fd12::1/48", -1, "fd12::1/48" },
		{ "fd12::/129", -1, "fd12::/129" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct reach out = { .loopback = true };
		const char *bad = NULL;
		const bool good = reach_read(&mem, cases[i].text, &out, &bad);

		if (good != (cases[i].n >= 0))
			printf("# \"%s\"\n", cases[i].text);
		check_int(good, cases[i].n >= 0);
		check(out.loopback);
		if (good)
			check_int(out.n, cases[i].n);
		else
			check_str(bad, cases[i].bad);
	}
}

/* ---- What is let through ------------------------------------------------- */

static struct reach reach_of(const char *text)
{
	struct reach out = { 0 };
	const char *bad;

	check(reach_read(&mem, text, &out, &bad));
	return out;
}

static void let_through(void)
{
	static const struct {
		const char *address;
		bool may;
	} cases[] = {
		{ "8.8.8.8", true },
		{ "2606:4700::1", true },
		{ "10.20.0.0", true },
		{ "10.20.255.255", true },
		{ "10.19.255.255", false },
		{ "10.21.0.0", false },
		{ "192.168.1.1", false },
		{ "192.168.7.9", true },
		{ "192.168.7.8", false },
		{ "100.64.0.1", true },
		{ "100.100.100.200", false },
		{ "100.100.100.201", true },
		{ "127.0.0.1", false },
		{ "169.254.169.254", false },
		{ "0.0.0.0", false },
		{ "224.0.0.1", false },
		{ "fd12:3456::1", true },
		{ "fd12:3457::1", false },
		{ "fd00:ec2::254", false },
		{ "fd00:ec3::254", true },
		{ "fe80::1", false },
		{ "::1", false },
		{ "::ffff:10.20.0.1", false },
		{ "::10.20.0.1", false },
		{ "64:ff9b::a14:1", false },
		{ "2002:a14:1::", false },
	};
	const struct reach reach = reach_of("10.20.0.0/16 192.168.7.9 "
		"100.64.0.0/10 fd12:3456::/48 fd00::/16");

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct addrinfo *at = info_of(cases[i].address, NULL);

		if (reach_may(&reach, at->ai_addr) != cases[i].may)
			printf("# %s\n", cases[i].address);
		check_int(reach_may(&reach, at->ai_addr), cases[i].may);
		check_int(reach_may(NULL, at->ai_addr),
			  reach_public(at->ai_addr));
		freeaddrinfo(at);
	}
}

static void addresses(void)
{
	const struct reach reach = reach_of("10.20.0.0/16 fd12:3456::/48");
	static const struct {
		const char *url;
		enum fetch_fault fault;
	} cases[] = {
		{ "https://10.20.3.4/jwks", FETCH_FINE },
		{ "https://[fd12:3456::7]:8443/jwks", FETCH_FINE },
		{ "https://lms.example/", FETCH_FINE },
		{ "http://10.20.3.4/jwks", FETCH_URL },
		{ "http://lms.example/", FETCH_URL },
		{ "https://10.21.3.4/", FETCH_PRIVATE },
		{ "https://[::ffff:10.20.3.4]/", FETCH_PRIVATE },
		{ "https://127.0.0.1/", FETCH_PRIVATE },
		{ "https://localhost/", FETCH_PRIVATE },
		{ "https://169.254.169.254/", FETCH_PRIVATE },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (fetch_url_look(cases[i].url, &reach) != cases[i].fault)
			printf("# %s\n", cases[i].url);
		check_int(fetch_url_look(cases[i].url, &reach),
			  cases[i].fault);
	}
}

/* The peer speaks no TLS: who gets as far has connected. */
static enum fetch_fault ask(const char *host, const struct reach *reach)
{
	struct fetch_answer out;

	*reached = '\0';
	fetch_send(&mem, &(struct fetch){
		.url = arena_format(&mem, "https://%s:8443/", host),
		.reach = reach }, &out);
	return out.fault;
}

static void resolved(void)
{
	const struct reach reach = reach_of("10.20.0.0/16");

	check_int(ask("in.test", &reach), FETCH_TLS);
	check_str(reached, "10.20.0.5");
	check_int(ask("both.test", &reach), FETCH_TLS);
	check_str(reached, "10.20.0.5");
	check_int(ask("in.test", NULL), FETCH_PRIVATE);
	check_int(ask("out.test", &reach), FETCH_PRIVATE);
	check_int(ask("neither.test", &reach), FETCH_PRIVATE);
	check_int(ask("mapped.test", &reach), FETCH_PRIVATE);
	check_str(reached, "");
}

int main(void)
{
	peer_begin(&peer);
	peer_says(&peer, "200 OK", "", "plain");
	TEST("networks that are private and routed may be named, others not")
		named();
	TEST("what lies in them is let through, but what no setting opens")
		let_through();
	TEST("an address that is written out is judged so, and stays https")
		addresses();
	TEST("of the addresses of a name only those are connected to")
		resolved();
	peer_end(&peer);
	arena_end(&mem);
	return test_end();
}
