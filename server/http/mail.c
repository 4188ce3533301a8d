#include "http/mail.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
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
	if (*s->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, s->ca);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	if (*s->login) {
		curl_easy_setopt(c, CURLOPT_USERNAME, s->login);
		curl_easy_setopt(c, CURLOPT_PASSWORD, s->password);
	}
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, WHOLE_MS);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
}

static const struct {
	const char *name;
	struct phrase words;
} faults[MAIL_FAULTS] = {
	[MAIL_NO_FAULT] = { "", { { "", "" } } },
	[MAIL_OTHER] = { "other", { {
		"Surat tidak dapat diserahkan.",
		"The letter could not be handed over." } } },
	[MAIL_HOST] = { "host", { {
		"Tidak ada server dengan nama itu. Periksa ejaannya.",
		"There is no server of that name. Check its spelling." } } },
	[MAIL_AWAY] = { "away", { {
		"Tidak ada yang menjawab di porta itu. Periksa porta, atau tunggu server emailnya hidup.",
		"Nobody answers at that port. Check the port, or wait for the mail server." } } },
	[MAIL_SLOW] = { "slow", { {
		"Server tidak menjawab pada waktunya. Porta 465 biasanya perlu TLS sejak awal.",
		"The server does not answer in time. Port 465 usually needs TLS from the start." } } },
	[MAIL_CERTIFICATE] = { "certificate", { {
		"Sertifikat server tidak dipercaya atau bukan untuk nama itu, jadi tidak ada yang dikirim. Untuk CA milik instansi, pakai setelan --mail-ca.",
		"The server's certificate is not trusted or is for another name, so nothing was sent. For a CA of your own there is the setting --mail-ca." } } },
	[MAIL_STARTTLS] = { "starttls", { {
		"Server tidak menawarkan STARTTLS, jadi tidak ada yang dikirim. Pilih keamanan atau porta yang lain.",
		"The server offers no STARTTLS, so nothing was sent. Choose another security or port." } } },
	[MAIL_TLS] = { "tls", { {
		"Sambungan aman tidak jadi. Porta 465 biasanya TLS sejak awal, porta 587 STARTTLS.",
		"The secure connection does not come about. Port 465 is usually TLS from the start, port 587 STARTTLS." } } },
	[MAIL_LOGIN] = { "login", { {
		"Server menolak nama masuk atau kata sandinya. Periksa keduanya.",
		"The server refuses the login or its password. Check both." } } },
	[MAIL_REFUSED] = { "refused", { {
		"Server menolak surat ini.",
		"The server refuses this letter." } } },
};

const char *mail_fault_name(enum mail_fault fault)
{
	return faults[fault].name;
}

enum mail_fault mail_fault_named(const char *name)
{
	for (int i = MAIL_OTHER; i < MAIL_FAULTS; i++)
		if (strcmp(faults[i].name, name) == 0)
			return (enum mail_fault)i;
	return MAIL_OTHER;
}

const struct phrase *mail_fault_words(enum mail_fault fault)
{
	return &faults[fault].words;
}

/* 530 to 538 of RFC 4954: it wants a login, or not this one. */
static bool wants_login(long answer)
{
	return answer == 530 || answer == 534 || answer == 535 || answer == 538;
}

static enum mail_fault fault_of(CURLcode code, long answer)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return MAIL_HOST;
	case CURLE_COULDNT_CONNECT:
		return MAIL_AWAY;
	case CURLE_OPERATION_TIMEDOUT:
		return MAIL_SLOW;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
		return MAIL_CERTIFICATE;
	case CURLE_USE_SSL_FAILED:
		return MAIL_STARTTLS;
	case CURLE_SSL_CONNECT_ERROR:
		return MAIL_TLS;
	case CURLE_LOGIN_DENIED:
		return MAIL_LOGIN;
	default:
		return wants_login(answer) ? MAIL_LOGIN
		     : answer >= 500 ? MAIL_REFUSED : MAIL_OTHER;
	}
}

/*
 * 5yz of RFC 5321 is for good, but what it says of us (our login, our address)
 * is mended by new settings; everything else may be otherwise tomorrow.
 */
static enum err verdict(CURL *c, CURLcode code, const char *said,
			struct mail_outcome *out)
{
	long answer = 0;
	bool lasting;

	if (!code)
		return OK;
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
	out->fault = fault_of(code, answer);
	snprintf(out->said, sizeof(out->said), "%s",
		 *said ? said : curl_easy_strerror(code));
	lasting = out->fault == MAIL_REFUSED && !text_starts(said, "MAIL ");
	return fail(lasting ? ERR_INVALID : ERR_BUSY, "%s (%ld)", out->said,
		    answer);
}

static enum err transfer(CURL *c, struct arena *mem,
			 const struct mail_server *s, const struct letter *l,
			 struct mail_outcome *out)
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
	e = verdict(c, curl_easy_perform(c), said, out);
	curl_slist_free_all(to);
	return e;
}

static void begin(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

enum err mail_send(const struct mail_server *s, const struct letter *l,
		   struct mail_outcome *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct arena mem = ARENA_INIT;
	enum err e;
	CURL *c;

	*out = (struct mail_outcome){ .fault = MAIL_NO_FAULT };
	if (!mail_host_fits(s->host) || !address_fits(s->sender) ||
	    !address_fits(l->to)) {
		out->fault = MAIL_REFUSED;
		return fail(ERR_INVALID, "a host or address does not fit");
	}
	pthread_once(&once, begin);
	if (!(c = curl_easy_init()))
		return fail(ERR_INTERNAL, "no curl handle");
	e = transfer(c, &mem, s, l, out);
	curl_easy_cleanup(c);
	arena_end(&mem);
	return e;
}
