#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/http.h"
#include "words.h"

#define NUMBER_MOST 500000000	/* four times that is an int, still */
#define PORT_MOST   65535

enum kind { TEXT, NUMBER, PORT, FLAG };

static const struct option {
	const char *field;
	enum kind kind;
	const char *otherwise, *takes;
	struct phrase help;
	size_t at;
} options[] = {
#define OPTION(field, kind, otherwise, takes, id, en) \
	{ #field, kind, otherwise, takes, { { id, en } }, \
	  offsetof(struct config, field) },
#include "options.def"
#undef OPTION
};
#define OPTIONS (sizeof(options) / sizeof(*options))

static void spell(const char *field, char *out, size_t size, char dash,
		  int (*letter)(int))
{
	size_t i;

	for (i = 0; field[i] && i + 1 < size; i++)
		out[i] = field[i] == '_' ? dash : (char)letter(field[i]);
	out[i] = '\0';
}

/* "--content-port" */
static const char *flag_of(struct arena *mem, const struct option *o)
{
	char flag[64];

	spell(o->field, flag, sizeof(flag), '-', tolower);
	return arena_format(mem, "--%s", flag);
}

static enum err number_set(struct arena *mem, int64_t *at,
			   const struct option *o, const char *value)
{
	const int64_t most = o->kind == PORT ? PORT_MOST : NUMBER_MOST;
	char *end;

	errno = 0;
	*at = strtoll(value, &end, 10);
	if (!errno && !*end && end != value && *at >= 0 && *at <= most)
		return OK;
	return fail(ERR_INVALID, "%s", words_fill(mem, W_option_number, VALUES(
		{ "option", flag_of(mem, o) }, { "value", value },
		{ "most", arena_format(mem, "%" PRId64, most) })));
}

static enum err option_set(struct arena *mem, struct config *c,
			   const struct option *o, const char *value)
{
	char *at = (char *)c + o->at;

	if (o->kind == TEXT)
		*(const char **)at = value;
	else if (o->kind == FLAG)
		*(bool *)at = *value && strcmp(value, "0") != 0;
	else
		return number_set(mem, (int64_t *)at, o, value);
	return OK;
}

static enum err from_environment(struct arena *mem, struct config *c)
{
	enum err e;

	for (size_t i = 0; i < OPTIONS; i++) {
		char name[64] = "BALAI_";
		const char *value;

		spell(options[i].field, name + 6, sizeof(name) - 6, '_',
		      toupper);
		value = getenv(name);
		if ((e = option_set(mem, c, &options[i],
				    value ? value : options[i].otherwise)))
			return e;
	}
	return OK;
}

static const struct option *option_named(const char *name, size_t size)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		char spelled[64];

		spell(options[i].field, spelled, sizeof(spelled), '-', tolower);
		if (strlen(spelled) == size && !memcmp(spelled, name, size))
			return &options[i];
	}
	return NULL;
}

/* How many of argv[i…] were an option of ours: 0, 1 or 2. */
static enum err one_option(struct arena *mem, struct config *c, int argc,
			   char **argv, int i, int *taken)
{
	const char *name = argv[i] + 2, *equals = strchr(name, '=');
	const size_t size = equals ? (size_t)(equals - name) : strlen(name);
	const struct option *o = option_named(name, size);

	*taken = 0;
	if (!o)
		return OK;
	*taken = 1;
	c->url_typed = c->url_typed || !strcmp(o->field, "url");
	if (o->kind == FLAG && !equals)
		return option_set(mem, c, o, "1");
	if (equals)
		return option_set(mem, c, o, equals + 1);
	if (i + 1 == argc)
		return fail(ERR_INVALID, "%s", words_fill(mem, W_option_empty,
			VALUES({ "option", argv[i] }, { "takes", o->takes })));
	*taken = 2;
	return option_set(mem, c, o, argv[i + 1]);
}

static enum err from_arguments(struct arena *mem, struct config *c, int *argc,
			       char **argv)
{
	int left = 0, taken;
	enum err e;

	for (int i = 0; i < *argc; i += taken ? taken : 1) {
		taken = 0;
		if (strncmp(argv[i], "--", 2) == 0 &&
		    (e = one_option(mem, c, *argc, argv, i, &taken)))
			return e;
		if (!taken)
			argv[left++] = argv[i];
	}
	*argc = left;
	return OK;
}

/* Without a trailing slash. */
static const char *tidy_url(struct arena *mem, const char *url)
{
	size_t n = strlen(url);

	while (n && url[n - 1] == '/')
		n--;
	return arena_copy(mem, url, n);
}

/* With a slash at each end. */
static const char *tidy_prefix(struct arena *mem, const char *prefix)
{
	size_t n;

	prefix += strspn(prefix, "/");
	n = strlen(prefix);
	while (n && prefix[n - 1] == '/')
		n--;
	return n ? arena_format(mem, "/%.*s/", (int)n, prefix) : "";
}

static bool web_url(const char *url)
{
	return !*url || ((text_starts(url, "http://") ||
			  text_starts(url, "https://")) &&
			 !strpbrk(url, " \"'\\<>?#"));
}

enum err config_read(struct arena *mem, int *argc, char **argv,
		     struct config *out)
{
	const char *bad;
	enum err e;

	*out = (struct config){ .data = NULL };
	if ((e = from_environment(mem, out)) ||
	    (e = from_arguments(mem, out, argc, argv)))
		return e;
	if (!web_url(out->url) || !web_url(out->content_url))
		return fail(ERR_INVALID, "%s",
			    words_fill(mem, W_option_url, NO_VALUES));
	if (*out->clock && !clock_read(out->clock, &out->clock_at))
		return fail(ERR_INVALID, "%s",
			    words_fill(mem, W_option_clock, NO_VALUES));
	out->lti_reach.loopback = out->lti_loopback;
	if (!reach_read(mem, out->lti_network, &out->lti_reach, &bad))
		return fail(ERR_INVALID, "%s", words_fill(mem,
			W_option_network, VALUES({ "value", bad })));
	out->url = tidy_url(mem, out->url);
	out->accel_redirect = tidy_prefix(mem, out->accel_redirect);
	out->content_url = tidy_url(mem, out->content_url);
	out->database_url = *out->database ? out->database
		: arena_format(mem, "sqlite:%s/balai.db", out->data);
	out->content_pattern = *out->content_url ? out->content_url
		: arena_format(mem, "http://{module}.localhost:%" PRId64,
			       out->content_port);
	out->content_per_module = strstr(out->content_pattern, "{module}");
	return OK;
}

void config_help(FILE *f, enum lang lang)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *o = &options[i];
		char flag[64], left[80];

		spell(o->field, flag, sizeof(flag), '-', tolower);
		snprintf(left, sizeof(left), "--%s %s", flag, o->takes);
		fprintf(f, "  %-*s %s", 24 + (int)(strlen(left) -
						    text_length(left)),
			left, o->help.in[lang]);
		if (*o->otherwise)
			fprintf(f, " (%s)", o->otherwise);
		fputc('\n', f);
	}
}

/* postgres:… may hold a password: only what stands before it is shown. */
static const char *shown(const char *value)
{
	return text_starts(value, "postgres:") ? "postgres:…" : value;
}

void config_print(FILE *f, const struct config *c)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		const char *at = (const char *)c + options[i].at;

		fprintf(f, "%s=", options[i].field);
		if (options[i].kind == TEXT)
			fprintf(f, "%s\n", shown(*(const char *const *)at));
		else if (options[i].kind == FLAG)
			fprintf(f, "%d\n", *(const bool *)at);
		else
			fprintf(f, "%" PRId64 "\n", *(const int64_t *)at);
	}
}

/* "example.go.id" of "example.go.id:8080"; an IPv6 address keeps its brackets. */
static size_t host_size(const char *host)
{
	const char *bracket = *host == '[' ? strchr(host, ']') : NULL;

	return bracket ? (size_t)(bracket - host) + 1 : strcspn(host, ":");
}

/* "localhost" and "{module}.localhost" are one machine to every browser. */
static bool is_localhost(const char *host)
{
	static const char name[] = "localhost";
	const size_t n = host_size(host), m = sizeof(name) - 1;

	return n >= m && strncmp(host + n - m, name, m) == 0 &&
	       (n == m || host[n - m - 1] == '.');
}

const char *config_content_origin(const struct config *c, struct arena *mem,
				  const char *module, const char *host,
				  bool https)
{
	if (!*c->content_url && host && !is_localhost(host))
		return arena_format(mem, "%s://%.*s:%" PRId64,
				    https ? "https" : "http",
				    (int)host_size(host), host,
				    c->content_port);
	return text_fill(mem, c->content_pattern,
			 (const struct text_value[]){ { "module", module },
						      { NULL, NULL } });
}

/* The content's own host may be {module}.localhost: the app is on localhost. */
const char *config_app_origin(const struct config *c, struct arena *mem,
			      const char *host, bool https)
{
	if (*c->url)
		return c->url;
	if (!host || is_localhost(host))
		host = "localhost";
	return arena_format(mem, "%s://%.*s:%" PRId64, https ? "https" : "http",
			    (int)host_size(host), host, c->port);
}
