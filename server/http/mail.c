#include "http/mail.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"

#define CONNECT_MS 10000L
#define WHOLE_MS 30000L

/* RFC 2047: an encoded word has 75 characters; 12 are its frame. */
#define WORD_BYTES 45
#define LINE_BYTES 57		/* 76 of base64 */
#define BASE64 sodium_base64_VARIANT_ORIGINAL

bool mail_host_fits(const char *host)
{
	const size_t n = strlen(host);

	return n && n <= 253 && host[0] != '-' &&
	       strspn(host, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == n;
}

static bool address_fits(const char *address)
{
	for (const char *s = address; *s; s++)
		if ((unsigned char)*s <= ' ' || strchr("<>\"\x7f", *s))
			return false;
	return strchr(address, '@') && address[0] != '@';
}

static void put_base64(struct text *out, const char *bytes, size_t size)
{
	const size_t room = sodium_base64_encoded_len(size, BASE64);
	char *text = arena_alloc(out->mem, room);

	text_puts(out, sodium_bin2base64(text, room,
					 (const unsigned char *)bytes, size,
					 BASE64));
}

/* Any text in a header, in words that break between characters. */
static void put_words(struct text *out, const char *s)
{
	while (*s) {
		size_t n = strnlen(s, WORD_BYTES);

		while (s[n] && ((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
		text_puts(out, "=?UTF-8?B?");
		put_base64(out, s, n);
		text_puts(out, s[n] ? "?=\r\n " : "?=");
		s += n;
	}
}

static void put_date(struct text *out, int64_t at)
{
	const time_t seconds = (time_t)(at / 1000);
	char date[64];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S +0000", &tm);
	text_putf(out, "Date: %s\r\n", date);
}

static void put_body(struct text *out, const char *body)
{
	struct text lines = { .mem = out->mem };

	for (const char *s = body; *s; s++)
		text_put(&lines, *s == '\n' ? "\r\n" : s, *s == '\n' ? 2 : 1);
	for (size_t i = 0; i < lines.size; i += LINE_BYTES) {
		const size_t left = lines.size - i;

		put_base64(out, lines.bytes + i,
			   left < LINE_BYTES ? left : LINE_BYTES);
		text_puts(out, "\r\n");
	}
}

/* RFC 5322, with nothing in a header that could begin another. */
static struct text compose(struct arena *mem, const struct mail_server *s,
			   const struct letter *l)
{
	struct text out = { .mem = mem };

	put_date(&out, l->at);
	text_puts(&out, "From: ");
	put_words(&out, s->name);
	text_putf(&out, " <%s>\r\nTo: <%s>\r\nSubject: ", s->sender, l->to);
	put_words(&out, l->subject);
	text_putf(&out, "\r\nMessage-ID: <%s%s>\r\n"
		  "MIME-Version: 1.0\r\n"
		  "Content-Type: text/plain; charset=utf-8\r\n"
		  "Content-Transfer-Encoding: base64\r\n"
		  "Auto-Submitted: auto-generated\r\n\r\n",
		  l->id, strchr(s->sender, '@'));
	put_body(&out, l->text);
	return out;
}

struct reading {
	const char *bytes;
	size_t left;
};

static size_t read_on(char *to, size_t size, size_t n, void *context)
{
	struct reading *r = context;
	const size_t most = size * n, part = r->left < most ? r->left : most;

	memcpy(to, r->bytes, part);
	r->bytes += part;
	r->left -= part;
	return part;
}

static void set_server(CURL *c, struct arena *mem, const struct mail_server *s)
{
	const bool tls = strcmp(s->security, "tls") == 0;
	const bool start = strcmp(s->security, "starttls") == 0;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_URL,
			 arena_format(mem, "smtp%s://%s:%d/balai",
				      tls ? "s" : "", s->host, s->port));
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(tls || start
			 ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	if (*s->login) {
		curl_easy_setopt(c, CURLOPT_USERNAME, s->login);
		curl_easy_setopt(c, CURLOPT_PASSWORD, s->password);
	}
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, WHOLE_MS);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
}

/* 5yz of RFC 5321 is for good; everything else may be otherwise tomorrow. */
static enum err verdict(CURL *c, CURLcode code, const char *said)
{
	long answer = 0;

	if (!code)
		return OK;
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
	return fail(answer >= 500 ? ERR_INVALID : ERR_BUSY, "%s (%ld)",
		    *said ? said : curl_easy_strerror(code), answer);
}

static enum err transfer(CURL *c, struct arena *mem,
			 const struct mail_server *s, const struct letter *l)
{
	const struct text text = compose(mem, s, l);
	struct reading reading = { text.bytes, text.size };
	char said[CURL_ERROR_SIZE] = "";
	struct curl_slist *to = curl_slist_append(NULL,
		arena_format(mem, "<%s>", l->to));
	enum err e;

	set_server(c, mem, s);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
	curl_easy_setopt(c, CURLOPT_MAIL_FROM,
			 arena_format(mem, "<%s>", s->sender));
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, read_on);
	curl_easy_setopt(c, CURLOPT_READDATA, &reading);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	e = verdict(c, curl_easy_perform(c), said);
	curl_slist_free_all(to);
	return e;
}

static void begin(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

enum err mail_send(const struct mail_server *s, const struct letter *l)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct arena mem = ARENA_INIT;
	enum err e;
	CURL *c;

	if (!mail_host_fits(s->host) || !address_fits(s->sender) ||
	    !address_fits(l->to))
		return fail(ERR_INVALID, "a host or address does not fit");
	pthread_once(&once, begin);
	if (!(c = curl_easy_init()))
		return fail(ERR_INTERNAL, "no curl handle");
	e = transfer(c, &mem, s, l);
	curl_easy_cleanup(c);
	arena_end(&mem);
	return e;
}
