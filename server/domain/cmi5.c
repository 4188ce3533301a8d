#include "domain/cmi5.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "domain/moment.h"

static const char *const move_ons[] = {
	[MOVE_ON_NOT_APPLICABLE] = "NotApplicable",
	[MOVE_ON_COMPLETED] = "Completed",
	[MOVE_ON_PASSED] = "Passed",
	[MOVE_ON_COMPLETED_AND_PASSED] = "CompletedAndPassed",
	[MOVE_ON_COMPLETED_OR_PASSED] = "CompletedOrPassed",
};

enum move_on move_on_named(const char *name)
{
	for (size_t i = 0; name && i < sizeof(move_ons) / sizeof(*move_ons); i++)
		if (strcmp(move_ons[i], name) == 0)
			return (enum move_on)i;
	return MOVE_ON_NOT_APPLICABLE;
}

static const char *move_on_name(enum move_on m)
{
	return move_ons[m];
}

/* A waived unit has met its criteria, whatever they are (9.3.9, minutes of
   2022-03-04). */
bool au_satisfied(enum move_on m, const struct au *au)
{
	if (au->waived)
		return true;
	switch (m) {
	case MOVE_ON_COMPLETED:
		return au->completed;
	case MOVE_ON_PASSED:
		return au->passed;
	case MOVE_ON_COMPLETED_AND_PASSED:
		return au->completed && au->passed;
	case MOVE_ON_COMPLETED_OR_PASSED:
		return au->completed || au->passed;
	default:
		return true;
	}
}

bool au_review(enum move_on m, bool has_mastery, const struct au *au)
{
	if (!au_satisfied(m, au))
		return false;
	return au->passed || (au->completed && !has_mastery);
}

bool au_waivable(const struct au *au, bool done)
{
	return !au->waived && !done;
}

bool waive_reason_valid(const char *reason)
{
	static const char *const reasons[] = {
		"Tested Out", "Equivalent AU", "Equivalent Outside Activity",
		"Administrative",
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (strcmp(reasons[i], reason) == 0)
			return true;
	return false;
}

/* ---- What a unit says -------------------------------------------------- */

static const char *text_of(json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

/* Is an activity of that id in a list of contextActivities, or the one? */
static bool listed(json_t *context, const char *list, const char *id)
{
	json_t *all = json_object_get(context, "contextActivities");
	json_t *some = json_object_get(all, list), *one;
	const char *found = text_of(some, "id");
	size_t i;

	if (found)
		return strcmp(found, id) == 0;
	json_array_foreach(some, i, one) {
		found = text_of(one, "id");
		if (found && strcmp(found, id) == 0)
			return true;
	}
	return false;
}

static json_t *context_of(const struct statement *s)
{
	return json_object_get(s->json, "context");
}

static json_t *extension(const struct statement *s, const char *name)
{
	json_t *all = json_object_get(context_of(s), "extensions");
	char iri[128];

	snprintf(iri, sizeof(iri), CMI5_EXTENSION "%s", name);
	return json_object_get(all, iri);
}

bool cmi5_defined(const struct statement *s)
{
	return listed(context_of(s), "category", CMI5_CATEGORY);
}

enum said { SAID_OTHER, SAID_INITIALIZED, SAID_COMPLETED, SAID_PASSED,
	    SAID_FAILED, SAID_TERMINATED };

static enum said said(const struct statement *s)
{
	static const char *const verbs[] = {
		[SAID_INITIALIZED] = VERB_ADL "initialized",
		[SAID_COMPLETED] = VERB_ADL "completed",
		[SAID_PASSED] = VERB_ADL "passed",
		[SAID_FAILED] = VERB_ADL "failed",
		[SAID_TERMINATED] = VERB_ADL "terminated",
	};

	for (size_t i = 1; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i], s->verb) == 0)
			return (enum said)i;
	return SAID_OTHER;
}

/* What every statement of a unit bears, cmi5's own or not (9.6). */
static const char *context_fault(const struct statement *s,
				 const struct au_launch *l)
{
	const char *session = json_string_value(extension(s, "sessionid"));

	if (!s->registration || strcmp(s->registration, l->registration))
		return "context.registration is not that of the launch (9.6.1)";
	if (!session || strcmp(session, l->session))
		return "the session id is not that of the launch (9.6.3.1)";
	return NULL;
}

/* Where a session stands decides what may come (7.1, 9.3). */
static const char *order_fault(const struct statement *s, enum said verb,
			       const struct au_session *now_of, int64_t now)
{
	if (now_of->abandoned_at)
		return "the session was abandoned (9.3.6)";
	if (now_of->terminated_at && verb == SAID_TERMINATED)
		return "the session was terminated already (9.3)";
	if (now_of->terminated_at &&
	    (now - now_of->terminated_at > CMI5_GRACE_MS || !s->timed ||
	     s->at > now_of->last_at))
		return "the session was terminated (9.3.8)";
	if (!now_of->initialized_at && verb != SAID_INITIALIZED)
		return "the first statement is to be initialized (9.3.2)";
	if (now_of->initialized_at && verb == SAID_INITIALIZED)
		return "the session was initialized already (9.3.2)";
	return NULL;
}

static const char *score_fault(const struct statement *s, enum said verb,
			       const struct au_launch *l)
{
	const struct score *score = &s->score;
	json_t *mastery = extension(s, "masteryscore");

	if (!s->scored)
		return NULL;
	if (verb != SAID_PASSED && verb != SAID_FAILED)
		return "only passed and failed have a score (9.5.1)";
	if (score->raw.known && (!score->min.known || !score->max.known))
		return "a raw score needs min and max (9.5.1)";
	if (!score->scaled.known)
		return NULL;
	if (score->scaled.value < 0)
		return "the scaled score is below 0 (9.5.1)";
	if (!l->mastery.known)
		return NULL;
	if (!json_is_number(mastery) ||
	    json_number_value(mastery) != l->mastery.value)
		return "the masteryScore of the launch is missing (9.6.3.2)";
	if (verb == SAID_PASSED && score->scaled.value < l->mastery.value)
		return "passed with less than the masteryScore (9.3.4)";
	if (verb == SAID_FAILED && score->scaled.value >= l->mastery.value)
		return "failed with the masteryScore or more (9.3.5)";
	return NULL;
}

static const char *result_fault(const struct statement *s, enum said verb,
				const struct au_launch *l)
{
	const bool judged = s->succeeded || s->failed;
	const bool moves = judged || s->said_completion;

	if (s->succeeded != (verb == SAID_PASSED) ||
	    s->failed != (verb == SAID_FAILED))
		return "result.success does not fit the verb (9.5.2)";
	if (s->said_completion != (verb == SAID_COMPLETED) ||
	    s->completed != s->said_completion)
		return "result.completion does not fit the verb (9.5.3)";
	if (!s->lasted && verb != SAID_INITIALIZED)
		return "result.duration is missing (9.5.4.1)";
	if (moves != listed(context_of(s), "category", CMI5_MOVEON))
		return "the moveOn category does not fit the result (9.6.2.2)";
	return score_fault(s, verb, l);
}

static const char *repeat_fault(enum said verb, const struct au_session *in,
				const struct au *au)
{
	if (verb == SAID_COMPLETED && (in->completed || au->completed))
		return "completed was said already (9.3.3)";
	if (verb == SAID_PASSED && (in->passed || au->passed))
		return "passed was said already (9.3.4)";
	if (verb == SAID_FAILED && (in->passed || au->passed))
		return "failed after passed (9.3)";
	if ((verb == SAID_PASSED || verb == SAID_FAILED) &&
	    (in->failed || in->passed))
		return "passed or failed was said in this session (9.3)";
	return NULL;
}

static const char *defined_fault(const struct statement *s, enum said verb,
				 const struct au_launch *l,
				 const struct au_session *in,
				 const struct au *au)
{
	const char *fault;

	if (verb == SAID_OTHER)
		return "a verb that is not the unit's to use (9.3)";
	if (!s->activity || strcmp(s->activity, l->activity))
		return "the object is not the launched activity (9.4)";
	if (!s->id)
		return "the id is missing (9.1)";
	if (!s->timed)
		return "the timestamp is missing (9.7)";
	if (!listed(context_of(s), "grouping", l->publisher))
		return "the publisher's id is not in grouping (9.6.2.3)";
	if (l->review && verb != SAID_INITIALIZED && verb != SAID_TERMINATED)
		return "launched to review: nothing is recorded (10.2.2)";
	if ((fault = repeat_fault(verb, in, au)))
		return fault;
	return result_fault(s, verb, l);
}

const char *cmi5_fault(const struct statement *s, const struct au_launch *l,
		       const struct au_session *in, const struct au *au,
		       int64_t now)
{
	const bool defined = cmi5_defined(s);
	const enum said verb = defined ? said(s) : SAID_OTHER;
	const char *fault;

	if (s->voids)
		return "a unit voids nothing (6.3)";
	if ((fault = context_fault(s, l)) ||
	    (fault = order_fault(s, verb, in, now)))
		return fault;
	return defined ? defined_fault(s, verb, l, in, au) : NULL;
}

void cmi5_count(const struct statement *s, struct au_session *in,
		struct au *au, int64_t now)
{
	const enum said verb = cmi5_defined(s) ? said(s) : SAID_OTHER;

	if (s->timed && s->at > in->last_at)
		in->last_at = s->at;
	if (verb == SAID_INITIALIZED)
		in->initialized_at = now;
	if (verb == SAID_TERMINATED)
		in->terminated_at = now;
	in->completed = in->completed || verb == SAID_COMPLETED;
	in->passed = in->passed || verb == SAID_PASSED;
	in->failed = in->failed || verb == SAID_FAILED;
	au->completed = au->completed || verb == SAID_COMPLETED;
	au->passed = au->passed || verb == SAID_PASSED;
}

/* Statements are timed by the learner's clock, which may be anywhere. */
int64_t cmi5_lasted(const struct au_session *in, int64_t now)
{
	const int64_t ms = in->last_at - in->launched_at;
	const int64_t most = now - in->launched_at;

	return ms < 0 ? 0 : ms < most ? ms : most;
}

struct measure cmi5_progress(const struct statement *s)
{
	json_t *result = json_object_get(s->json, "result");
	json_t *said_so = json_object_get(json_object_get(result, "extensions"),
					  CMI5_PROGRESS);
	const double value = json_number_value(said_so);

	if (!json_is_number(said_so) || value < 0 || value > 100)
		return (struct measure){ false, 0 };
	return (struct measure){ true, value / 100 };
}

/* ---- What we say ------------------------------------------------------- */

static json_t *verb_json(const char *base, const char *name)
{
	char iri[96];

	snprintf(iri, sizeof(iri), "%s%s", base, name);
	return json_pack("{s:s, s:{s:s}}", "id", iri, "display", "en", name);
}

static json_t *extensions_json(const char *session)
{
	return json_pack("{s:s}", CMI5_EXTENSION "sessionid", session);
}

static json_t *context_json(const char *registration, const char *publisher,
			    json_t *extensions)
{
	return json_pack("{s:s, s:{s:[{s:s}], s:[{s:s}]}, s:o}",
			 "registration", registration,
			 "contextActivities", "category", "id", CMI5_CATEGORY,
			 "grouping", "id", publisher,
			 "extensions", extensions);
}

static json_t *statement_json(const char *id, json_t *actor, json_t *verb,
			      json_t *object, json_t *context, int64_t now)
{
	char at[CLOCK_TEXT_SIZE];

	clock_text(now, at);
	return json_pack("{s:s, s:O, s:o, s:o, s:o, s:s}", "id", id,
			 "actor", actor, "verb", verb, "object", object,
			 "context", context, "timestamp", at);
}

static const char *mode_name(const struct au_launch *l)
{
	return l->review ? "Review" : "Normal";
}

json_t *cmi5_launched(const char *id, json_t *actor, const struct au_launch *l,
		      int64_t now)
{
	json_t *more = extensions_json(l->session);

	json_object_set_new(more, CMI5_EXTENSION "launchmode",
			    json_string(mode_name(l)));
	json_object_set_new(more, CMI5_EXTENSION "launchurl",
			    json_string(l->launch_url));
	json_object_set_new(more, CMI5_EXTENSION "moveon",
			    json_string(move_on_name(l->move_on)));
	if (l->mastery.known)
		json_object_set_new(more, CMI5_EXTENSION "masteryscore",
				    json_real(l->mastery.value));
	if (l->parameters)
		json_object_set_new(more, CMI5_EXTENSION "launchparameters",
				    json_string(l->parameters));
	return statement_json(id, actor, verb_json(VERB_ADL, "launched"),
			      json_pack("{s:s}", "id", l->activity),
			      context_json(l->registration, l->publisher, more),
			      now);
}

json_t *cmi5_abandoned(const char *id, json_t *actor, const struct au_launch *l,
		       const struct au_session *in, int64_t now)
{
	char lasted[32];
	json_t *json;

	duration_write(cmi5_lasted(in, now), lasted);
	json = statement_json(id, actor, verb_json(VERB_ADL2, "abandoned"),
			      json_pack("{s:s}", "id", l->activity),
			      context_json(l->registration, l->publisher,
					   extensions_json(l->session)),
			      now);
	json_object_set_new(json, "result",
			    json_pack("{s:s}", "duration", lasted));
	return json;
}

json_t *cmi5_waived(const char *id, json_t *actor, const struct au_launch *l,
		    const char *reason, int64_t now)
{
	json_t *json = statement_json(id, actor, verb_json(VERB_ADL2, "waived"),
				      json_pack("{s:s}", "id", l->activity),
				      context_json(l->registration,
						   l->publisher,
						   extensions_json(l->session)),
				      now);
	json_t *all = json_object_get(json_object_get(json, "context"),
				      "contextActivities");

	json_array_append_new(json_object_get(all, "category"),
			      json_pack("{s:s}", "id", CMI5_MOVEON));
	json_object_set_new(json, "result",
			    json_pack("{s:b, s:b, s:{s:s}}", "success", 1,
				      "completion", 1, "extensions",
				      CMI5_REASON, reason));
	return json;
}

json_t *cmi5_satisfied(const char *id, json_t *actor, const char *type,
		       const char *object, const char *publisher,
		       const char *registration, const char *session,
		       int64_t now)
{
	char iri[64];

	snprintf(iri, sizeof(iri), "https://w3id.org/xapi/cmi5/activitytype/%s",
		 type);
	return statement_json(id, actor, verb_json(VERB_ADL2, "satisfied"),
			      json_pack("{s:s, s:s, s:{s:s}}",
					"objectType", "Activity", "id", object,
					"definition", "type", iri),
			      context_json(registration, publisher,
					   extensions_json(session)),
			      now);
}

json_t *cmi5_launch_data(const struct au_launch *l)
{
	json_t *data = json_pack("{s:{s:{s:[{s:s}]}, s:o}, s:s, s:s, s:s}",
		"contextTemplate", "contextActivities", "grouping", "id",
		l->publisher, "extensions", extensions_json(l->session),
		"launchMode", mode_name(l), "moveOn", move_on_name(l->move_on),
		"returnURL", l->return_url);

	if (l->mastery.known)
		json_object_set_new(data, "masteryScore",
				    json_real(l->mastery.value));
	if (l->parameters)
		json_object_set_new(data, "launchParameters",
				    json_string(l->parameters));
	return data;
}

/* ---- Blocks ------------------------------------------------------------ */

struct blocks {
	const struct cmi5_unit *units;
	size_t nunits, place;
	struct cmi5_block *list;
	size_t n;
};

enum whole { WHOLE_EMPTY, WHOLE_YES, WHOLE_NO };

static enum whole unit_whole(const struct blocks *b, const char *id)
{
	for (size_t i = 0; i < b->nunits; i++)
		if (strcmp(b->units[i].id, id) == 0)
			return b->units[i].satisfied ? WHOLE_YES : WHOLE_NO;
	return WHOLE_EMPTY;
}

/* The tree is our own, and no deeper than a manifest may be. */
static enum whole walk(struct blocks *b, json_t *node, bool course)
{
	json_t *children = json_object_get(node, "children"), *child;
	const char *unit = text_of(node, "unit");
	const size_t place = b->place++;
	enum whole all = WHOLE_EMPTY;
	size_t i;

	if (unit)
		return unit_whole(b, unit);
	json_array_foreach(children, i, child) {
		const enum whole one = walk(b, child, false);

		if (one != WHOLE_EMPTY && all != WHOLE_NO)
			all = one;
	}
	if (all == WHOLE_YES)
		b->list[b->n++] = (struct cmi5_block){
			.key = text_of(node, "key"), .course = course,
			.place = place,
		};
	return all;
}

static size_t count(json_t *node)
{
	json_t *child;
	size_t i, n = 1;

	json_array_foreach(json_object_get(node, "children"), i, child)
		n += count(child);
	return n;
}

void cmi5_blocks(struct arena *mem, json_t *tree, const struct cmi5_unit *units,
		 size_t nunits, struct cmi5_block **out, size_t *n)
{
	struct blocks b = {
		.units = units, .nunits = nunits,
		.list = arena_array(mem, struct cmi5_block, count(tree)),
	};

	walk(&b, tree, true);
	*out = b.list;
	*n = b.n;
}
