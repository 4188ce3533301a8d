#include "http/fetch.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/text.h"
#include "check.h"
#include "http/header.h"
#include "http/reach.h"
#include "peer.h"

static struct arena mem = ARENA_INIT;
static struct peer peer;
static const struct reach trial = { .loopback = true };

/* The address as a resolver gives it. */
static struct sockaddr_storage address(const char *text)
{
	struct sockaddr_storage out = { 0 };
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		memcpy(&out, &four, sizeof(four));
	else if (inet_pton(AF_INET6, text, &six.sin6_addr) == 1)
		memcpy(&out, &six, sizeof(six));
	else
		check(false);
	return out;
}

static void classes(void)
{
	static const struct {
		const char *address;
		bool public, loopback;
	} cases[] = {
		{ "8.8.8.8", true, false },
		{ "103.28.12.1", true, false },
		{ "0.0.0.0", false, false },
		{ "0.1.2.3", false, false },
		{ "9.255.255.255", true, false },
		{ "10.0.0.1", false, false },
		{ "10.255.255.255", false, false },
		{ "11.0.0.0", true, false },
		{ "100.63.255.255", true, false },
		{ "100.64.0.1", false, false },
		{ "100.127.255.255", false, false },
		{ "100.128.0.0", true, false },
		{ "127.0.0.1", false, true },
		{ "127.255.0.9", false, true },
		{ "128.0.0.0", true, false },
		{ "169.254.169.254", false, false },
		{ "172.15.255.255", true, false },
		{ "172.16.0.1", false, false },
		{ "172.31.255.255", false, false },
		{ "172.32.0.0", true, false },
		{ "192.0.0.8", false, false },
		{ "192.0.2.1", false, false },
		{ "192.0.3.1", true, false },
		{ "192.88.99.1", false, false },
		{ "192.168.1.1", false, false },
		{ "192.169.0.1", true, false },
		{ "198.18.0.1", false, false },
		{ "198.19.255.255", false, false },
		{ "198.20.0.0", true, false },
		{ "198.51.100.7", false, false },
		{ "203.0.113.7", false, false },
		{ "223.255.255.255", true, false },
		{ "224.0.0.1", false, false },
		{ "240.0.0.1", false, false },
		{ "255.255.255.255", false, false },
		{ "2606:4700:4700::1111", true, false },
		{ "2001:4860:4860::8888", true, false },
		{ "2400::1", true, false },
		{ "::", false, false },
		{ "::1", false, true },
		{ "::2", false, false },
		{ "::127.0.0.1", false, false },
		{ "::ffff:127.0.0.1", false, false },
		{ "::ffff:10.0.0.1", false, false },
		{ "::ffff:8.8.8.8", false, false },
		{ "64:ff9b::7f00:1", false, false },
		{ "64:ff9b::808:808", false, false },
		{ "64:ff9b:1::1", false, false },
		{ "100::1", false, false },
		{ "2001::1", false, false },
		{ "2001:1ff::1", false, false },
		{ "2001:200::1", true, false },
		{ "2001:db8::1", false, false },
		{ "2002:7f00:1::", false, false },
		{ "2002:808:808::1", false, false },
		{ "3fff:0:1::", false, false },
		{ "3fff:1000::1", true, false },
		{ "4000::1", false, false },
		{ "fc00::1", false, false },
		{ "fd12:3456::1", false, false },
		{ "fe80::1", false, false },
		{ "fec0::1", false, false },
		{ "ff02::1", false, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sockaddr_storage a = address(cases[i].address);
		const struct sockaddr *at = (struct sockaddr *)&a;

		if (reach_public(at) != cases[i].public ||
		    reach_loopback(at) != cases[i].loopback)
			printf("# %s\n", cases[i].address);
		check_int(reach_public(at), cases[i].public);
		check_int(reach_loopback(at), cases[i].loopback);
	}
}

static void no_family(void)
{
	const struct sockaddr at = { .sa_family = AF_UNIX };

	check(!reach_public(&at));
	check(!reach_loopback(&at));
}

static void urls(void)
{
	static const struct {
		const char *url;
		bool fits, near;	/* near: with the switch */
	} cases[] = {
		{ "https://lms.example.go.id/jwks", true, true },
		{ "https://lms.example:8443/a?b=c&d=%20", true, true },
		{ "HTTPS://LMS.example/", true, true },
		{ "https://8.8.8.8/", true, true },
		{ "https://[2606:4700::1]/", true, true },
		{ "http://lms.example/", false, false },
		{ "http://8.8.8.8/", false, false },
		{ "http://127.0.0.1:8080/", false, true },
		{ "https://127.0.0.1/", false, true },
		{ "http://localhost:3000/x", false, true },
		{ "http://a.localhost:3000/x", false, true },
		{ "http://[::1]:3000/x", false, true },
		{ "http://localhost.example/", false, false },
		{ "https://localhost./", false, false },
		{ "http://2130706433/", false, true },
		{ "https://0x7f.1/", false, true },
		{ "https://10.0.0.1/", false, false },
		{ "https://169.254.169.254/latest/meta-data", false, false },
		{ "https://[fe80::1]/", false, false },
		{ "https://[fe80::1%25eth0]/", false, false },
		{ "https://[::ffff:127.0.0.1]/", false, false },
		{ "https://us@evil.example/", false, false },
		{ "https://us:er@evil.example/", false, false },
		{ "https://lms.example/#x", false, false },
		{ "https://lms.example\\@evil.example/", false, false },
		{ "https://lms .example/", false, false },
		{ "https://lms.example/a b", false, false },
		{ "https://lms.example/\r\nX: y", false, false },
		{ "https://l%6ds.example/", true, true },
		{ "https://lms%2eexample%00/", false, false },
		{ "https://bücher.example/", false, false },
		{ "https:///etc/passwd", true, true },	/* host "etc" */
		{ "https://", false, false },
		{ "https://.example/", false, false },
		{ "https://lms.example:99999/", false, false },
		{ "file:///etc/passwd", false, false },
		{ "ftp://lms.example/", false, false },
		{ "gopher://127.0.0.1/", false, false },
		{ "javascript:alert(1)", false, false },
		{ "//lms.example/", false, false },
		{ "lms.example", false, false },
		{ "", false, false },
	};
	char *long_url = arena_alloc(&mem, 2100);

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const bool fits = fetch_url_fits(cases[i].url, NULL);
		const bool near = fetch_url_fits(cases[i].url, &trial);

		if (fits != cases[i].fits || near != cases[i].near)
			printf("# %s\n", cases[i].url);
		check_int(fits, cases[i].fits);
		check_int(near, cases[i].near);
	}
	memset(long_url, 'a', 2049);
	memcpy(long_url, "https://a/", 10);
	check(!fetch_url_fits(long_url, NULL));
	long_url[2048] = '\0';
	check(fetch_url_fits(long_url, NULL));
}

static void origins(void)
{
	check_str(fetch_origin(&mem, "HTTPS://LMS.Example:443/Path?q"),
		  "https://lms.example");
	check_str(fetch_origin(&mem, "https://lms.example:8443"),
		  "https://lms.example:8443");
	check_str(fetch_origin(&mem, "http://127.0.0.1:80/"),
		  "http://127.0.0.1");
	check_str(fetch_origin(&mem, "http://[::1]:81/"), "http://[::1]:81");
	check_str(fetch_origin(&mem, "javascript:alert(1)"), NULL);
	check_str(fetch_origin(&mem, "https://a@b/"), NULL);
}

static struct fetch_answer ask_with(struct fetch f)
{
	struct fetch_answer out;

	f.url = f.url ? f.url
		: arena_format(&mem, "http://127.0.0.1:%d/keys", peer.port);
	fetch_send(&mem, &f, &out);
	return out;
}

static struct fetch_answer ask(void)
{
	return ask_with((struct fetch){ .reach = &trial });
}

static void answers(void)
{
	struct fetch_answer a;

	peer_says(&peer, "200 OK", "Cache-Control:  max-age=60 \r\nX-A: b\r\n",
		  "{\"a\":1}");
	a = ask();
	check_int(a.fault, FETCH_FINE);
	check_int(a.status, 200);
	check_str(a.body, "{\"a\":1}");
	check_int(a.size, 7);
	check_str(header_find(&mem, a.headers, "cache-control"), "max-age=60");
	check_str(header_find(&mem, a.headers, "X-A"), "b");
	check_str(header_find(&mem, a.headers, "X-B"), NULL);
	check(strstr(peer.asked, "GET /keys HTTP/1.1\r\n"));
	check(!strstr(peer.asked, "Content-Type"));
	peer_says(&peer, "500 Oh", "", "no");
	a = ask();
	check_int(a.fault, FETCH_FINE);
	check_int(a.status, 500);
}

static void posts(void)
{
	static const char *const headers[] = {
		"Authorization: Bearer x", "Content-Type: a/b", NULL };
	struct fetch f = { .reach = &trial, .method = "PUT",
			   .headers = headers, .body = "a\0b",
			   .body_size = 3 };

	peer_says(&peer, "204 No Content", "", "");
	check_int(ask_with(f).status, 204);
	check(strstr(peer.asked, "PUT /keys HTTP/1.1\r\n"));
	check(strstr(peer.asked, "Authorization: Bearer x\r\n"));
	check(strstr(peer.asked, "Content-Type: a/b\r\n"));
	check(strstr(peer.asked, "Content-Length: 3\r\n"));
	check(!strstr(peer.asked, "Expect"));
	f.method = NULL;
	f.headers = NULL;
	check_int(ask_with(f).status, 204);
	check(strstr(peer.asked, "POST /keys HTTP/1.1\r\n"));
}

static void forged_headers(void)
{
	static const char *const bad[] = { "A: b\r\nHost: c", "A: b\n", "none" };
	const int before = peer.count;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const char *const headers[] = { bad[i], NULL };

		check_int(ask_with((struct fetch){ .reach = &trial,
			.headers = headers }).fault, FETCH_OTHER);
	}
	check_int(peer.count, before);
}

static void large(void)
{
	struct fetch f = { .reach = &trial, .most = 1000 };
	char *body = arena_alloc(&mem, 1002), *head;

	memset(body, 'x', 1000);
	peer_says(&peer, "200 OK", "", body);
	check_int(ask_with(f).size, 1000);
	body[1000] = 'x';
	peer_says(&peer, "200 OK", "", body);
	check_int(ask_with(f).fault, FETCH_LARGE);
	check_str(ask_with(f).body, "");
	head = arena_format(&mem, "HTTP/1.1 200 OK\r\n\r\n%s", body);
	peer_raw(&peer, head, strlen(head));
	check_int(ask_with(f).fault, FETCH_LARGE);
}

static void large_head(void)
{
	struct text t = { .mem = &mem };

	for (int i = 0; i < 1000; i++)
		text_putf(&t, "X-%d: %050d\r\n", i, i);
	peer_says(&peer, "200 OK", t.bytes, "");
	check_int(ask().fault, FETCH_LARGE);
	t.size = 0;
	for (int i = 0; i < 3000; i++)
		text_puts(&t, "HTTP/1.1 103 Early\r\n\r\n");
	text_puts(&t, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	peer_raw(&peer, t.bytes, t.size);
	check_int(ask().fault, FETCH_LARGE);
}

static void odd_answers(void)
{
	static const char early[] = "HTTP/1.1 103 Early\r\nX-A: no\r\n\r\n"
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-B: b\r\n\r\nhi";
	struct fetch_answer a;

	peer_raw(&peer, early, strlen(early));
	a = ask();
	check_str(a.body, "hi");
	check_str(header_find(&mem, a.headers, "X-A"), NULL);
	check_str(header_find(&mem, a.headers, "X-B"), "b");
	peer_raw(&peer, "hello", 5);
	check(ask().fault != FETCH_FINE);
	peer_raw(&peer, "", 0);
	check_int(ask().fault, FETCH_OTHER);
	peer_says(&peer, "200 OK", "Content-Encoding: gzip\r\n", "x");
	check_str(ask().body, "x");
}

static void redirects(void)
{
	const int before = peer.count;
	struct fetch_answer a;

	peer_says(&peer, "302 Found", arena_format(&mem,
		"Location: http://127.0.0.1:%d/else\r\n", peer.port), "");
	a = ask();
	check_int(a.fault, FETCH_FINE);
	check_int(a.status, 302);
	check_int(peer.count, before + 1);
}

static void slow(void)
{
	struct fetch f = { .reach = &trial, .time_ms = 400 };
	const int64_t begun = clock_steady();

	peer_says(&peer, "200 OK", "", "some words");
	peer.pause_ms = 50;
	check_int(ask_with(f).fault, FETCH_TIME);
	peer.pause_ms = 0;
	peer.wait_ms = 600;
	check_int(ask_with(f).fault, FETCH_TIME);
	peer.wait_ms = 0;
	check(clock_steady() - begun < 10000);
}

static void private(void)
{
	const int before = peer.count;
	struct fetch f = { 0 };

	check_int(ask_with(f).fault, FETCH_URL);
	f.url = arena_format(&mem, "https://127.0.0.1:%d/", peer.port);
	check_int(ask_with(f).fault, FETCH_PRIVATE);
	f.url = "https://192.168.3.4/";
	check_int(ask_with(f).fault, FETCH_PRIVATE);
	f.url = "https://[::1]/";
	check_int(ask_with(f).fault, FETCH_PRIVATE);
	check_int(peer.count, before);
}

/* The name of this machine leads to an address of its own: 127.0.1.1 perhaps, or
   a public one, where nobody listens at that port, or to none. */
static void names(void)
{
	char name[256] = "";
	struct fetch f = { 0 };
	enum fetch_fault fault;

	gethostname(name, sizeof(name) - 1);
	f.url = arena_format(&mem, "https://%s:%d/", name, peer.port);
	fault = ask_with(f).fault;
	if (fault != FETCH_PRIVATE)
		printf("# %s: %s\n", f.url, fetch_fault_name(fault));
	check(fault == FETCH_PRIVATE || fault == FETCH_NAME ||
	      fault == FETCH_CONNECT);
	f.url = "https://no-such-name.invalid/";
	check_int(ask_with(f).fault, FETCH_NAME);
}

static void no_tls(void)
{
	struct fetch f = { .reach = &trial };

	peer_says(&peer, "200 OK", "", "plain");
	f.url = arena_format(&mem, "https://127.0.0.1:%d/", peer.port);
	check_int(ask_with(f).fault, FETCH_TLS);
	f.url = "http://127.0.0.1:1/";
	check_int(ask_with(f).fault, FETCH_CONNECT);
}

/* openssl's own server with a certificate for `localhost` that is good for so
   many days. */
struct tls {
	char folder[64], ca[80];
	int port;
	pid_t pid;
};

static int free_port(void)
{
	struct peer p;

	peer_begin(&p);
	peer_end(&p);
	return p.port;
}

static void tls_serve(const struct tls *t)
{
	char port[16];

	snprintf(port, sizeof(port), "%d", t->port);
	if (chdir(t->folder) || !freopen("/dev/null", "w", stdout) ||
	    !freopen("/dev/null", "r", stdin) ||
	    !freopen("/dev/null", "w", stderr))
		_exit(1);
	execlp("openssl", "openssl", "s_server", "-www", "-accept", port,
	       "-cert", "cert.pem", "-key", "key.pem", (char *)NULL);
	_exit(1);
}

static bool tls_begin(struct tls *t, int days)
{
	*t = (struct tls){ .folder = "/tmp/balai-fetch-XXXXXX",
			   .port = free_port() };
	if (!mkdtemp(t->folder))
		return false;
	snprintf(t->ca, sizeof(t->ca), "%s/cert.pem", t->folder);
	if (system(arena_format(&mem, "cd %s && openssl req -new -newkey "
		"rsa:2048 -nodes -keyout key.pem -subj /CN=localhost -addext "
		"subjectAltName=DNS:localhost -out it.csr 2>/dev/null && "
		"openssl x509 -req -in it.csr -signkey key.pem "
		"-copy_extensions copy -days %d -out cert.pem 2>/dev/null",
		t->folder, days)))
		return false;
	if (!(t->pid = fork()))
		tls_serve(t);
	return t->pid > 0;
}

static void tls_end(struct tls *t)
{
	if (t->pid > 0) {
		kill(t->pid, SIGTERM);
		waitpid(t->pid, NULL, 0);
	}
	if (system(arena_format(&mem, "rm -rf %s", t->folder)))
		printf("# %s is left\n", t->folder);
}

static enum fetch_fault tls_ask(const struct tls *t, const char *host,
				const char *ca)
{
	struct fetch f = { .reach = &trial, .ca = ca };
	enum fetch_fault fault = FETCH_CONNECT;

	f.url = arena_format(&mem, "https://%s:%d/", host, t->port);
	for (int i = 0; i < 300 && fault == FETCH_CONNECT; i++) {
		fault = ask_with(f).fault;
		if (fault == FETCH_CONNECT)
			usleep(100000);
	}
	return fault;
}

static void certificates(void)
{
	struct tls t;

	check(tls_begin(&t, 2));
	check_int(tls_ask(&t, "localhost", t.ca), FETCH_FINE);
	check_int(tls_ask(&t, "localhost", NULL), FETCH_TLS);
	check_int(tls_ask(&t, "127.0.0.1", t.ca), FETCH_TLS);
	check_int(tls_ask(&t, "a.localhost", t.ca), FETCH_TLS);
	tls_end(&t);
	check(tls_begin(&t, -1));
	check_int(tls_ask(&t, "localhost", t.ca), FETCH_TLS);
	tls_end(&t);
}

static void proxies(void)
{
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
	peer_says(&peer, "200 OK", "", "x");
	check_int(ask().fault, FETCH_FINE);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	peer_begin(&peer);
	TEST("T53 only addresses out in the internet are public")
		classes();
	TEST("an address of another family is nobody's")
		no_family();
	TEST("T53 an address may be asked that is https, with a host and no more")
		urls();
	TEST("an origin is written in one way")
		origins();
	TEST("an answer comes with its status, headers and body")
		answers();
	TEST("a body is sent with the method and the headers given")
		posts();
	TEST("a header that is two is not sent")
		forged_headers();
	TEST("T44 an answer larger than allowed is broken off")
		large();
	TEST("T44 so are heads without end")
		large_head();
	TEST("early heads are passed over, and what is no HTTP is a fault")
		odd_answers();
	TEST("T44 a redirect is an answer and is not followed")
		redirects();
	TEST("T44 who answers a byte at a time is not waited for")
		slow();
	TEST("T53 this machine is not asked without the switch")
		private();
	TEST("T53 nor by a name that leads to it")
		names();
	TEST("T44 without TLS, or without a server, there is no answer")
		no_tls();
	TEST("T44 a certificate counts by its chain, its name and its time")
		certificates();
	TEST("no proxy is asked")
		proxies();
	peer_end(&peer);
	arena_end(&mem);
	return test_end();
}
