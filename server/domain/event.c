#include "domain/event.h"

#include <string.h>

static const char *const states[] = { "draft", "published", "cancelled",
				      "closed" };
static const char *const seats[] = { "", "registered", "waiting",
				     "cancelled" };
static const char *const phases[] = { "before", "during", "after" };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static int place_of(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; name && i < n; i++)
		if (strcmp(name, list[i]) == 0)
			return (int)i;
	return -1;
}

const char *event_state_name(enum event_state s)
{
	return states[s];
}

bool event_state_named(const char *name, enum event_state *out)
{
	const int i = place_of(name, states, COUNT(states));

	if (i >= 0)
		*out = (enum event_state)i;
	return i >= 0;
}

const char *seat_state_name(enum seat_state s)
{
	return seats[s];
}

enum seat_state seat_state_named(const char *name)
{
	const int i = place_of(name, seats, COUNT(seats));

	return i < 0 ? SEAT_NONE : (enum seat_state)i;
}

const char *phase_name(enum phase p)
{
	return phases[p];
}

bool phase_named(const char *name, enum phase *out)
{
	const int i = place_of(name, phases, COUNT(phases));

	if (i >= 0)
		*out = (enum phase)i;
	return i >= 0;
}

bool event_editable(const struct event *ev, const struct person *p)
{
	if (!p || p->guest)
		return false;
	return person_is(p, ROLE_ADMIN) ||
	       (person_is(p, ROLE_HOST) &&
		strcmp(p->agency_id, ev->agency_id) == 0);
}

bool event_visible(const struct event *ev, const struct person *p)
{
	if (event_editable(ev, p))
		return true;
	if (ev->state == EVENT_DRAFT)
		return false;
	if (strcmp(ev->audience, "public") == 0)
		return true;
	return strcmp(ev->audience, "agency") == 0 && p && !p->guest &&
	       strcmp(p->agency_id, ev->agency_id) == 0;
}

bool event_open(const struct event *ev, int64_t now)
{
	return ev->state == EVENT_PUBLISHED && now < ev->ends_at;
}

bool event_join_open(const struct event *ev, int64_t now)
{
	return event_open(ev, now) && now >= ev->starts_at - EVENT_EARLY_MS;
}

int64_t event_vacant(const struct event *ev)
{
	if (!ev->capacity)
		return ev->waiting;
	return ev->registered < ev->capacity ? ev->capacity - ev->registered
					     : 0;
}

/* Nobody passes those who wait. */
enum seat_state event_next_seat(const struct event *ev)
{
	if (!ev->capacity)
		return SEAT_REGISTERED;
	return ev->registered < ev->capacity && ev->waiting == 0
		? SEAT_REGISTERED : SEAT_WAITING;
}

bool material_shown(const struct event *ev, enum phase phase, bool open,
		    enum seat_state seat, int64_t now)
{
	const bool over = ev->state == EVENT_CLOSED || now >= ev->ends_at;

	if (phase != PHASE_BEFORE && ev->state == EVENT_CANCELLED)
		return false;
	switch (phase) {
	case PHASE_BEFORE:
		return open || seat == SEAT_REGISTERED;
	case PHASE_DURING:
		return (open || seat == SEAT_REGISTERED) &&
		       (over || now >= ev->starts_at - EVENT_EARLY_MS);
	case PHASE_AFTER:
		return over && (open || seat == SEAT_REGISTERED ||
				seat == SEAT_WAITING);
	default:
		return false;
	}
}

/* ---- Links ---------------------------------------------------------------- */

static bool host_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static size_t host_length(const char *host)
{
	size_t n = 0;

	while (host_letter(host[n]))
		n++;
	return n;
}

static bool port_fits(const char *s, const char **rest)
{
	size_t n = 0;

	while (n < 6 && s[n] >= '0' && s[n] <= '9')
		n++;
	*rest = s + n;
	return n >= 1 && n <= 5;
}

/* What is behind the host may be anything printable: services differ. */
static bool tail_fits(const char *s)
{
	if (*s && *s != '/' && *s != '?' && *s != '#')
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || strchr("\"<>\\^`{|}\x7f", *s))
			return false;
	return true;
}

bool link_fits(const char *url)
{
	const char *host, *rest;
	size_t n;

	if (!url || strlen(url) > EVENT_URL_MOST || !text_plain(url) ||
	    !text_starts(url, "https://"))
		return false;
	host = url + strlen("https://");
	n = host_length(host);
	if (n < 4 || n > 253 || host[0] == '.' || host[0] == '-' ||
	    host[n - 1] == '.' || !memchr(host, '.', n))
		return false;
	rest = host + n;
	if (*rest == ':' && !port_fits(rest + 1, &rest))
		return false;
	return tail_fits(rest);
}

/* Is the host that name, or one below it? */
static bool host_is(const char *host, size_t n, const char *name)
{
	const size_t m = strlen(name);

	if (n < m || strncmp(host + n - m, name, m))
		return false;
	return n == m || host[n - m - 1] == '.';
}

static const struct {
	const char *host, *service;
} services[] = {
	{ "zoom.us", "zoom" },
	{ "zoom.com", "zoom" },
	{ "zoomgov.com", "zoom" },
	{ "meet.google.com", "meet" },
	{ "teams.microsoft.com", "teams" },
	{ "teams.live.com", "teams" },
	{ "teams.cloud.microsoft", "teams" },
	{ "youtube.com", "youtube" },
	{ "youtu.be", "youtube" },
	{ "meet.jit.si", "jitsi" },
	{ "8x8.vc", "jitsi" },
};

const char *join_service(const char *url)
{
	char host[254];
	size_t n;

	if (!link_fits(url))
		return "other";
	url += strlen("https://");
	n = host_length(url);
	for (size_t i = 0; i < n; i++)
		host[i] = url[i] >= 'A' && url[i] <= 'Z'
			? (char)(url[i] + ('a' - 'A')) : url[i];
	host[n] = '\0';
	for (size_t i = 0; i < COUNT(services); i++)
		if (host_is(host, n, services[i].host))
			return services[i].service;
	if (text_starts(url + n, "/bigbluebutton/") ||
	    text_starts(url + n, "/rooms/") || text_starts(url + n, "/b/") ||
	    text_starts(host, "bbb.") || strstr(host, "bigbluebutton"))
		return "bigbluebutton";
	return text_starts(host, "jitsi.") || strstr(host, ".jitsi.")
		? "jitsi" : "other";
}

bool short_code_form(const char *typed, char out[static SHORT_CODE_SIZE])
{
	size_t n = 0;

	for (; *typed; typed++) {
		char c = *typed;

		if (c == ' ' || c == '-')
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (!strchr(SHORT_CODE_LETTERS, c) || n == SHORT_CODE_LENGTH)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n == SHORT_CODE_LENGTH;
}
