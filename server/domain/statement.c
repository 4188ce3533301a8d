#include "domain/statement.h"

#include <ctype.h>
#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Where the checking stands, so that a fault can be named. */
struct check {
	struct arena *mem;
	const char *path;		/* of the value looked at; "" the whole */
	const char *wrong;		/* the first that did not fit */
};

typedef bool rule(struct check *, json_t *);

struct field {
	const char *name;
	rule *rule;
	bool needed;
};

static bool no(struct check *c)
{
	if (!c->wrong)
		c->wrong = *c->path ? c->path : "statement";
	return false;
}

/* Apply a rule to a part, whose name is put behind the path meanwhile. */
static bool part(struct check *c, const char *name, rule *r, json_t *value)
{
	const char *before = c->path;
	bool good;

	c->path = *before ? arena_format(c->mem, "%s.%s", before, name) : name;
	good = r(c, value) || no(c);
	c->path = before;
	return good;
}

static const struct field *field_of(const struct field *fields, const char *key)
{
	for (const struct field *f = fields; f->name; f++)
		if (strcmp(f->name, key) == 0)
			return f;
	return NULL;
}

/* An object with these fields and no others. */
static bool fields_fit(struct check *c, json_t *json,
		       const struct field *fields)
{
	const char *key;
	json_t *value;

	if (!json_is_object(json))
		return no(c);
	for (const struct field *f = fields; f->name; f++)
		if (f->needed && !json_object_get(json, f->name))
			return part(c, f->name, f->rule, NULL);
	json_object_foreach(json, key, value) {
		const struct field *f = field_of(fields, key);

		if (!f) {
			c->path = arena_format(c->mem, "%s%s%.40s", c->path,
					       *c->path ? "." : "", key);
			return no(c);
		}
		if (!part(c, key, f->rule, value))
			return false;
	}
	return true;
}

static bool each(struct check *c, json_t *list, rule *r)
{
	json_t *value;
	size_t i;

	if (!json_is_array(list))
		return no(c);
	json_array_foreach(list, i, value)
		if (!r(c, value))
			return no(c);
	return true;
}

static const char *text_of(json_t *json)
{
	return json_string_value(json);
}

/* ---- Values ------------------------------------------------------------ */

static bool is_text(struct check *c, json_t *json)
{
	(void)c;
	return json_is_string(json);
}

static bool is_boolean(struct check *c, json_t *json)
{
	(void)c;
	return json_is_boolean(json);
}

static bool is_count(struct check *c, json_t *json)
{
	(void)c;
	return json_is_integer(json) && json_integer_value(json) >= 0;
}

static bool hex(const char *s, size_t n)
{
	return s && strlen(s) == n && strspn(s, "0123456789abcdefABCDEF") == n;
}

bool uuid_valid(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-yxxx-xxxxxxxxxxxx";

	if (!s || strlen(s) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i]; i++) {
		if (form[i] == '-' ? s[i] != '-'
				   : !isxdigit((unsigned char)s[i]))
			return false;
		if (form[i] == 'y' && !strchr("89abAB", s[i]))
			return false;
	}
	return true;
}

static bool is_uuid(struct check *c, json_t *json)
{
	(void)c;
	return uuid_valid(text_of(json));
}

bool iri_valid(const char *s)
{
	size_t n;

	if (!s || !isalpha((unsigned char)*s) || strlen(s) > 2048)
		return false;
	n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		      "0123456789+-.");
	return s[n] == ':' && s[n + 1] &&
	       !strpbrk(s, " \t\r\n<>\"{}|\\^`");
}

static bool is_iri(struct check *c, json_t *json)
{
	(void)c;
	return iri_valid(text_of(json));
}

/* RFC 5646, its shape: parts of 1 to 8 letters and digits, letters first. */
static bool language_valid(const char *s)
{
	size_t n = s ? strspn(s, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;

	if (n < 1 || n > 8 || strlen(s) > 64)
		return false;
	for (s += n; *s; s += n) {
		if (*s++ != '-')
			return false;
		n = 0;
		while (isalnum((unsigned char)s[n]))
			n++;
		if (n < 1 || n > 8)
			return false;
	}
	return true;
}

static bool is_language(struct check *c, json_t *json)
{
	(void)c;
	return language_valid(text_of(json));
}

static bool is_language_map(struct check *c, json_t *json)
{
	const char *key;
	json_t *value;

	if (!json_is_object(json))
		return false;
	json_object_foreach(json, key, value)
		if (!language_valid(key) || !json_is_string(value))
			return no(c);
	return true;
}

static bool is_extensions(struct check *c, json_t *json)
{
	const char *key;
	json_t *value;

	if (!json_is_object(json))
		return false;
	json_object_foreach(json, key, value)
		if (!iri_valid(key))
			return no(c);
	return true;
}

/* ---- Time -------------------------------------------------------------- */

/* `n` digits at *s, which moves on; -1 when they are not there. */
static int digits(const char **s, int n)
{
	int value = 0;

	while (n--) {
		if (!isdigit((unsigned char)**s))
			return -1;
		value = value * 10 + (*(*s)++ - '0');
	}
	return value;
}

static bool one(const char **s, const char *of)
{
	return **s && strchr(of, **s) && *(*s)++;
}

/* Days since 1970 of the proleptic Gregorian calendar. */
static int64_t day_number(int64_t y, int m, int d)
{
	y -= m <= 2;
	const int64_t era = (y >= 0 ? y : y - 399) / 400;
	const int64_t of_era = y - era * 400;
	const int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

/* "Z", "+07:00", "+0700", "+07" or nothing; -00:00 says nothing (RFC 3339). */
static bool zone_read(const char *s, int *minutes)
{
	const char *at = s;
	int h, m = 0;

	*minutes = 0;
	if (!*s || ((*s == 'Z' || *s == 'z') && !s[1]))
		return true;
	if (!one(&at, "+-") || (h = digits(&at, 2)) < 0 || h > 23)
		return false;
	if (*at == ':')
		at++;
	if (*at && ((m = digits(&at, 2)) < 0 || m > 59 || *at))
		return false;
	*minutes = (h * 60 + m) * (*s == '-' ? -1 : 1);
	return *s == '+' || *minutes;
}

static int days_in(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
				    31 };
	const bool leap = (y % 4 == 0 && y % 100) || y % 400 == 0;

	return days[m - 1] + (m == 2 && leap);
}

bool moment_read(const char *s, int64_t *ms)
{
	int y, mo, d, h, mi, sec, zone, scale = 100;
	int64_t fraction = 0;

	if (!s || (y = digits(&s, 4)) < 0 || !one(&s, "-") ||
	    (mo = digits(&s, 2)) < 1 || mo > 12 || !one(&s, "-") ||
	    (d = digits(&s, 2)) < 1 || d > days_in(y, mo) || !one(&s, "Tt") ||
	    (h = digits(&s, 2)) < 0 || h > 23 || !one(&s, ":") ||
	    (mi = digits(&s, 2)) < 0 || mi > 59 || !one(&s, ":") ||
	    (sec = digits(&s, 2)) < 0 || sec > 60)
		return false;
	if (one(&s, ".,")) {
		if (!isdigit((unsigned char)*s))
			return false;
		for (; isdigit((unsigned char)*s); s++, scale /= 10)
			fraction += (*s - '0') * scale;
	}
	if (!zone_read(s, &zone))
		return false;
	*ms = ((day_number(y, mo, d) * 24 + h) * 60 + mi - zone) * 60000 +
	      sec * 1000 + fraction;
	return true;
}

static bool is_moment(struct check *c, json_t *json)
{
	int64_t ms;

	(void)c;
	return moment_read(text_of(json), &ms);
}

/* A number at *s, perhaps with a fraction; its unit's letter behind it. */
static bool amount(const char **s, double *value, char *unit, bool *fraction)
{
	const char *at = *s;

	*value = 0;
	if (!isdigit((unsigned char)*at))
		return false;
	for (; isdigit((unsigned char)*at); at++)
		*value = *value * 10 + (*at - '0');
	*fraction = *at == '.' || *at == ',';
	if (*fraction) {
		double part = 0.1;

		if (!isdigit((unsigned char)*++at))
			return false;
		for (; isdigit((unsigned char)*at); at++, part /= 10)
			*value += (*at - '0') * part;
	}
	*unit = *at;
	*s = *at ? at + 1 : at;
	return *unit != '\0';
}

bool duration_read(const char *s, int64_t *ms)
{
	static const char dates[] = "YMWD", times[] = "HMS";
	static const double date_ms[] = { 365 * 864e5, 30 * 864e5, 7 * 864e5,
					  864e5 };
	static const double time_ms[] = { 36e5, 6e4, 1e3 };
	const double most = 1e15;
	const char *left = dates, *at;
	bool any = false, fraction = false;
	double sum = 0, value;
	char unit;

	if (!s || *s++ != 'P' || strlen(s) > 64)
		return false;
	while (*s) {
		const bool clock = left >= times && left <= times + 3;

		if (*s == 'T' && !clock) {
			left = times;
			s++;
			any = false;
			continue;
		}
		if (fraction || !amount(&s, &value, &unit, &fraction) ||
		    !(at = strchr(left, unit)))
			return false;
		sum += value * (clock ? time_ms[at - times]
				      : date_ms[at - dates]);
		left = at + 1;
		any = true;
	}
	if (!any || !(sum < most))
		return false;
	*ms = (int64_t)llround(sum);
	return true;
}

void duration_write(int64_t ms, char out[static 32])
{
	if (ms < 0)
		ms = 0;
	snprintf(out, 32, "PT%lld.%02lldS", (long long)(ms / 1000),
		 (long long)(ms % 1000 / 10));
}

static bool is_duration(struct check *c, json_t *json)
{
	int64_t ms;

	(void)c;
	return duration_read(text_of(json), &ms);
}

/* ---- Actors ------------------------------------------------------------ */

static bool is_mbox(struct check *c, json_t *json)
{
	const char *s = text_of(json);

	(void)c;
	return s && text_starts(s, "mailto:") && iri_valid(s) &&
	       strchr(s + 8, '@') && strrchr(s, '@')[1];
}

static bool is_sha1(struct check *c, json_t *json)
{
	(void)c;
	return hex(text_of(json), 40);
}

static bool is_account(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "homePage", is_iri, true }, { "name", is_text, true },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static const char *const identifiers[] = {
	"mbox", "mbox_sha1sum", "openid", "account"
};

static size_t identified(json_t *json)
{
	size_t n = 0;

	for (size_t i = 0; i < 4; i++)
		n += json_object_get(json, identifiers[i]) != NULL;
	return n;
}

static bool named(json_t *json, const char *type)
{
	const char *said = text_of(json_object_get(json, "objectType"));

	return said && strcmp(said, type) == 0;
}

static bool is_agent(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, false }, { "name", is_text, false },
		{ "mbox", is_mbox, false }, { "mbox_sha1sum", is_sha1, false },
		{ "openid", is_iri, false }, { "account", is_account, false },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields) && identified(json) == 1 &&
	       (!json_object_get(json, "objectType") || named(json, "Agent"));
}

static bool is_members(struct check *c, json_t *json)
{
	return each(c, json, is_agent);
}

static bool is_group(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "name", is_text, false },
		{ "mbox", is_mbox, false }, { "mbox_sha1sum", is_sha1, false },
		{ "openid", is_iri, false }, { "account", is_account, false },
		{ "member", is_members, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "Group") &&
	       (identified(json) == 1 ||
		(identified(json) == 0 &&
		 json_array_size(json_object_get(json, "member")) > 0));
}

static bool is_actor(struct check *c, json_t *json)
{
	return named(json, "Group") ? is_group(c, json) : is_agent(c, json);
}

bool statement_agent(json_t *json)
{
	struct arena mem = ARENA_INIT;
	struct check c = { .mem = &mem, .path = "" };
	const bool good = is_actor(&c, json) && identified(json) == 1;

	arena_end(&mem);
	return good;
}

const char *agent_name(struct arena *mem, json_t *agent)
{
	json_t *account = json_object_get(agent, "account");

	for (size_t i = 0; i < 3; i++) {
		const char *s = text_of(json_object_get(agent, identifiers[i]));

		if (s)
			return arena_format(mem, "%s %s", identifiers[i], s);
	}
	return !account ? NULL : arena_format(mem, "account %s %s",
		text_of(json_object_get(account, "homePage")),
		text_of(json_object_get(account, "name")));
}

/* ---- Verb and object --------------------------------------------------- */

static bool is_verb(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "id", is_iri, true }, { "display", is_language_map, false },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_interaction(struct check *c, json_t *json)
{
	static const char *const kinds[] = {
		"true-false", "choice", "fill-in", "long-fill-in", "matching",
		"performance", "sequencing", "likert", "numeric", "other"
	};
	const char *s = text_of(json);

	(void)c;
	for (size_t i = 0; s && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], s) == 0)
			return true;
	return false;
}

static bool is_texts(struct check *c, json_t *json)
{
	return each(c, json, is_text);
}

static bool is_component(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "id", is_text, true },
		{ "description", is_language_map, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_components(struct check *c, json_t *json)
{
	json_t *ids = json_object(), *value;
	bool good = each(c, json, is_component);
	size_t i;

	json_array_foreach(json, i, value) {
		const char *id = text_of(json_object_get(value, "id"));

		good = good && id && !json_object_get(ids, id);
		if (good)
			json_object_set_new(ids, id, json_true());
	}
	json_decref(ids);
	return good;
}

static bool is_definition(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "name", is_language_map, false },
		{ "description", is_language_map, false },
		{ "type", is_iri, false }, { "moreInfo", is_iri, false },
		{ "extensions", is_extensions, false },
		{ "interactionType", is_interaction, false },
		{ "correctResponsesPattern", is_texts, false },
		{ "choices", is_components, false },
		{ "scale", is_components, false },
		{ "source", is_components, false },
		{ "target", is_components, false },
		{ "steps", is_components, false }, { .name = NULL }
	};
	static const char *const parts[] = {
		"correctResponsesPattern", "choices", "scale", "source",
		"target", "steps"
	};

	if (!fields_fit(c, json, fields))
		return false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (json_object_get(json, parts[i]) &&
		    !json_object_get(json, "interactionType"))
			return no(c);
	return true;
}

static bool is_activity(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, false }, { "id", is_iri, true },
		{ "definition", is_definition, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) &&
	       (!json_object_get(json, "objectType") ||
		named(json, "Activity"));
}

static bool is_reference(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "id", is_uuid, true },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "StatementRef");
}

static bool is_plain_object(struct check *c, json_t *json)
{
	if (named(json, "Agent"))
		return is_agent(c, json);
	if (named(json, "Group"))
		return is_group(c, json);
	if (named(json, "StatementRef"))
		return is_reference(c, json);
	return is_activity(c, json);
}

/* ---- Result and context ------------------------------------------------ */

static bool is_number(struct check *c, json_t *json)
{
	(void)c;
	return json_is_number(json) && isfinite(json_number_value(json));
}

static bool is_scaled(struct check *c, json_t *json)
{
	return is_number(c, json) && fabs(json_number_value(json)) <= 1;
}

static struct measure measure_of(json_t *json, const char *name)
{
	json_t *value = json_object_get(json, name);

	return (struct measure){ json_is_number(value),
				 json_number_value(value) };
}

static bool is_score(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "scaled", is_scaled, false }, { "raw", is_number, false },
		{ "min", is_number, false }, { "max", is_number, false },
		{ .name = NULL }
	};
	struct measure raw, min, max;

	if (!fields_fit(c, json, fields))
		return false;
	raw = measure_of(json, "raw");
	min = measure_of(json, "min");
	max = measure_of(json, "max");
	return !((min.known && max.known && min.value >= max.value) ||
		 (raw.known && min.known && raw.value < min.value) ||
		 (raw.known && max.known && raw.value > max.value));
}

static bool is_result(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "score", is_score, false }, { "success", is_boolean, false },
		{ "completion", is_boolean, false },
		{ "response", is_text, false },
		{ "duration", is_duration, false },
		{ "extensions", is_extensions, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_activities(struct check *c, json_t *json)
{
	return json_is_array(json) ? each(c, json, is_activity)
				   : is_activity(c, json);
}

static bool is_context_activities(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "parent", is_activities, false },
		{ "grouping", is_activities, false },
		{ "category", is_activities, false },
		{ "other", is_activities, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_iris(struct check *c, json_t *json)
{
	return json_array_size(json) > 0 && each(c, json, is_iri);
}

/* xAPI 2.0: other agents and groups, each with what part they have. */
static bool is_context_agent(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "agent", is_agent, true },
		{ "relevantTypes", is_iris, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "contextAgent");
}

static bool is_context_agents(struct check *c, json_t *json)
{
	return each(c, json, is_context_agent);
}

static bool is_context_group(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "group", is_group, true },
		{ "relevantTypes", is_iris, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "contextGroup");
}

static bool is_context_groups(struct check *c, json_t *json)
{
	return each(c, json, is_context_group);
}

static bool is_context(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "registration", is_uuid, false },
		{ "instructor", is_actor, false }, { "team", is_group, false },
		{ "contextActivities", is_context_activities, false },
		{ "contextAgents", is_context_agents, false },
		{ "contextGroups", is_context_groups, false },
		{ "revision", is_text, false }, { "platform", is_text, false },
		{ "language", is_language, false },
		{ "statement", is_reference, false },
		{ "extensions", is_extensions, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_media_type(struct check *c, json_t *json)
{
	const char *s = text_of(json);

	(void)c;
	return s && strchr(s, '/') && strlen(s) < 256;
}

static bool is_sha2(struct check *c, json_t *json)
{
	(void)c;
	return hex(text_of(json), 64);
}

/* Its bytes stand elsewhere: we take none ourselves, so that is needed. */
static bool is_attachment(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "usageType", is_iri, true },
		{ "display", is_language_map, true },
		{ "description", is_language_map, false },
		{ "contentType", is_media_type, true },
		{ "length", is_count, true }, { "sha2", is_sha2, true },
		{ "fileUrl", is_iri, true }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_attachments(struct check *c, json_t *json)
{
	return each(c, json, is_attachment);
}

/* ---- Statements -------------------------------------------------------- */

/* Revision and platform belong to what is done with an activity. */
static bool context_fits(struct check *c, json_t *json)
{
	json_t *object = json_object_get(json, "object");
	json_t *context = json_object_get(json, "context");

	if (!json_object_get(context, "revision") &&
	    !json_object_get(context, "platform"))
		return true;
	c->path = "context.revision";
	return !json_object_get(object, "objectType") ||
	       named(object, "Activity") || no(c);
}

static bool is_substatement(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "actor", is_actor, true },
		{ "verb", is_verb, true }, { "object", is_plain_object, true },
		{ "result", is_result, false },
		{ "context", is_context, false },
		{ "timestamp", is_moment, false },
		{ "attachments", is_attachments, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && context_fits(c, json);
}

static bool is_object(struct check *c, json_t *json)
{
	return named(json, "SubStatement") ? is_substatement(c, json)
					   : is_plain_object(c, json);
}

static bool is_version(struct check *c, json_t *json)
{
	const char *s = text_of(json);

	(void)c;
	return s && (strcmp(s, "1.0") == 0 || text_starts(s, "1.0.") ||
		     strcmp(s, "2.0.0") == 0);
}

static const char *lower_of(struct arena *mem, const char *s)
{
	return s ? text_lower(mem, s) : NULL;
}

static void result_take(json_t *result, struct statement *out)
{
	json_t *score = json_object_get(result, "score");
	json_t *success = json_object_get(result, "success");
	json_t *completion = json_object_get(result, "completion");

	out->scored = score != NULL;
	out->score = (struct score){
		.scaled = measure_of(score, "scaled"),
		.raw = measure_of(score, "raw"),
		.min = measure_of(score, "min"),
		.max = measure_of(score, "max"),
	};
	out->succeeded = json_is_true(success);
	out->failed = json_is_false(success);
	out->completed = json_is_true(completion);
	out->said_completion = completion != NULL;
	out->lasted = duration_read(text_of(json_object_get(result,
							    "duration")),
				    &out->duration_ms);
}

static void take(struct arena *mem, json_t *json, struct statement *out)
{
	json_t *object = json_object_get(json, "object");
	json_t *context = json_object_get(json, "context");
	const bool reference = named(object, "StatementRef");

	*out = (struct statement){
		.json = json,
		.id = lower_of(mem, text_of(json_object_get(json, "id"))),
		.verb = text_of(json_object_get(json_object_get(json, "verb"),
						"id")),
		.registration = lower_of(mem, text_of(
			json_object_get(context, "registration"))),
	};
	if (!json_object_get(object, "objectType") || named(object, "Activity"))
		out->activity = text_of(json_object_get(object, "id"));
	if (reference && strcmp(out->verb, VERB_VOIDED) == 0)
		out->voids = lower_of(mem, text_of(json_object_get(object,
								   "id")));
	out->timed = moment_read(text_of(json_object_get(json, "timestamp")),
				 &out->at);
	result_take(json_object_get(json, "result"), out);
}

const char *statement_read(struct arena *mem, json_t *json,
			   struct statement *out)
{
	static const struct field fields[] = {
		{ "id", is_uuid, false }, { "actor", is_actor, true },
		{ "verb", is_verb, true }, { "object", is_object, true },
		{ "result", is_result, false },
		{ "context", is_context, false },
		{ "timestamp", is_moment, false },
		{ "stored", is_moment, false },
		{ "authority", is_actor, false },
		{ "version", is_version, false },
		{ "attachments", is_attachments, false }, { .name = NULL }
	};
	struct check c = { .mem = mem, .path = "" };

	if (!fields_fit(&c, json, fields) || !context_fits(&c, json))
		return c.wrong ? c.wrong : "statement";
	take(mem, json, out);
	if (strcmp(out->verb, VERB_VOIDED) == 0 && !out->voids)
		return "object";
	return NULL;
}

/* ---- Names ------------------------------------------------------------- */

struct names {
	struct arena *mem;
	struct statement_name *list;
	size_t n, room;
};

static void name_add(struct names *to, unsigned kind, const char *name,
		     bool near)
{
	if (!name || to->n > STATEMENT_NAMES_MOST)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (to->list[i].kind == kind &&
		    strcmp(to->list[i].name, name) == 0) {
			to->list[i].near = to->list[i].near || near;
			return;
		}
	if (to->n == to->room) {
		const size_t room = to->room ? 2 * to->room : 16;
		struct statement_name *list =
			arena_array(to->mem, struct statement_name, room);

		if (to->n)
			memcpy(list, to->list, to->n * sizeof(*list));
		to->list = list;
		to->room = room;
	}
	to->list[to->n++] = (struct statement_name){ kind, name, near };
}

/* An agent or a group, and who is in it. */
static void name_actor(struct names *to, json_t *actor, bool near)
{
	json_t *member;
	size_t i;

	if (!actor)
		return;
	name_add(to, NAME_AGENT, agent_name(to->mem, actor), near);
	json_array_foreach(json_object_get(actor, "member"), i, member)
		name_add(to, NAME_AGENT, agent_name(to->mem, member), near);
}

static void name_activities(struct names *to, json_t *some)
{
	json_t *one;
	size_t i;

	name_add(to, NAME_ACTIVITY, text_of(json_object_get(some, "id")), false);
	json_array_foreach(some, i, one)
		name_add(to, NAME_ACTIVITY, text_of(json_object_get(one, "id")),
			 false);
}

static void name_context(struct names *to, json_t *context)
{
	json_t *all = json_object_get(context, "contextActivities"), *some;
	const char *key;
	size_t i;

	json_object_foreach(all, key, some)
		name_activities(to, some);
	name_actor(to, json_object_get(context, "instructor"), false);
	name_actor(to, json_object_get(context, "team"), false);
	json_array_foreach(json_object_get(context, "contextAgents"), i, some)
		name_actor(to, json_object_get(some, "agent"), false);
	json_array_foreach(json_object_get(context, "contextGroups"), i, some)
		name_actor(to, json_object_get(some, "group"), false);
}

static void name_object(struct names *to, json_t *object, bool near)
{
	if (named(object, "Agent") || named(object, "Group"))
		name_actor(to, object, near);
	else if (!named(object, "StatementRef"))
		name_add(to, NAME_ACTIVITY,
			 text_of(json_object_get(object, "id")), near);
}

void statement_names(struct arena *mem, json_t *json,
		     struct statement_name **out, size_t *n)
{
	json_t *object = json_object_get(json, "object");
	struct names to = { .mem = mem };

	name_actor(&to, json_object_get(json, "actor"), true);
	name_object(&to, object, true);
	if (named(object, "SubStatement")) {
		name_actor(&to, json_object_get(object, "actor"), false);
		name_object(&to, json_object_get(object, "object"), false);
		name_context(&to, json_object_get(object, "context"));
	}
	name_context(&to, json_object_get(json, "context"));
	name_actor(&to, json_object_get(json, "authority"), false);
	*out = to.list;
	*n = to.n;
}

/* ---- Sameness ---------------------------------------------------------- */

static void without_definition(json_t *activity)
{
	json_object_del(activity, "definition");
	if (named(activity, "Activity"))
		json_object_del(activity, "objectType");
}

/* One activity and a list of one are the same thing. */
static void plain_context(json_t *context)
{
	json_t *all = json_object_get(context, "contextActivities"), *some, *one;
	const char *key;
	size_t i;
	void *next;

	json_object_foreach_safe(all, next, key, some) {
		if (json_is_object(some))
			json_object_set_new(all, key, json_pack("[O]", some));
		json_array_foreach(json_object_get(all, key), i, one)
			without_definition(one);
	}
}

static void plain(json_t *json)
{
	json_t *object = json_object_get(json, "object");
	json_t *actor = json_object_get(json, "actor");

	if (named(actor, "Agent"))
		json_object_del(actor, "objectType");
	json_object_del(json_object_get(json, "verb"), "display");
	plain_context(json_object_get(json, "context"));
	without_definition(object);
}

const char *statement_digest(struct arena *mem, json_t *json)
{
	static const char *const given[] = {
		"id", "stored", "authority", "version", "timestamp"
	};
	json_t *copy = json_deep_copy(json);
	unsigned char hash[32];
	char *text, *out = arena_alloc(mem, 2 * sizeof(hash) + 1);

	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++)
		json_object_del(copy, given[i]);
	plain(copy);
	if (named(json_object_get(copy, "object"), "SubStatement"))
		plain(json_object_get(copy, "object"));
	text = json_dumps(copy, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(copy);
	if (!text)
		return NULL;
	arena_own(mem, text, free);
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), NULL, 0);
	return sodium_bin2hex(out, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}

void uuid_named(const char *kind, const char *name, char out[static UUID_SIZE])
{
	crypto_generichash_state state;
	unsigned char h[16];

	crypto_generichash_init(&state, NULL, 0, sizeof(h));
	crypto_generichash_update(&state, (const unsigned char *)kind,
				  strlen(kind) + 1);
	crypto_generichash_update(&state, (const unsigned char *)name,
				  strlen(name));
	crypto_generichash_final(&state, h, sizeof(h));
	h[6] = (unsigned char)((h[6] & 0x0f) | 0x50);
	h[8] = (unsigned char)((h[8] & 0x3f) | 0x80);
	snprintf(out, UUID_SIZE, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
		 "%02x%02x%02x%02x%02x%02x", h[0], h[1], h[2], h[3], h[4], h[5],
		 h[6], h[7], h[8], h[9], h[10], h[11], h[12], h[13], h[14],
		 h[15]);
}
