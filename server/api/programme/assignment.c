/*
 * Assignments as those see them who hand something in: a person, or a team of
 * which each member writes in the one draft.
 *
 * A draft says which revision of it was seen: who saves over another's is told
 * who was there. Files come and go by themselves and change no revision.
 */
#include "api/programme/assignment.h"

#include <stdlib.h>
#include <string.h>

#include "api/attachment.h"
#include "api/field.h"
#include "api/wire.h"
#include "domain/lti_place.h"
#include "domain/material.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"

static const struct phrase long_rule = { {
	"Paling banyak 20.000 huruf. Yang lebih panjang dapat dilampirkan sebagai berkas.",
	"20,000 characters at most. What is longer can come as a file." } };
static const struct phrase file_rule = { {
	"Berkas paling banyak 20 MB: PDF, PowerPoint, Word, Excel, OpenDocument, gambar, suara, teks, atau ZIP.",
	"A file has 20 MB at most: PDF, PowerPoint, Word, Excel, OpenDocument, picture, sound, text or ZIP." } };

static const struct phrase faults[SETTING_FAULTS] = {
	[SETTING_FITS] = { { "Baik.", "Fine." } },
	[SETTING_SHAPE] = { {
		"Ketentuan langkah ini tidak dikenal.",
		"What this step asks for is not understood." } },
	[SETTING_BRIEF] = { {
		"Petunjuk paling banyak 8.000 huruf.",
		"The brief has 8,000 characters at most." } },
	[SETTING_RUBRIC] = { {
		"Rubrik memuat paling banyak 20 baris.",
		"A rubric has 20 lines at most." } },
	[SETTING_LINE] = { {
		"Baris rubrik ke-{line}: tulis apa yang dinilai, paling banyak 500 huruf.",
		"Line {line} of the rubric: write what is looked at, in 500 characters at most." } },
	[SETTING_POINTS] = { {
		"Baris rubrik ke-{line}: nilai tertinggi adalah 0,5 sampai 1.000, kelipatan 0,5.",
		"Line {line} of the rubric: it gives 0.5 to 1,000 points, in halves." } },
	[SETTING_FILES] = { {
		"Banyaknya berkas 0 sampai 5.", "From 0 to 5 files." } },
	[SETTING_PASS] = { {
		"Batas lulus 0 sampai 100 persen, dan memerlukan rubrik.",
		"What passes is 0 to 100 per cent, and needs a rubric." } },
	[SETTING_POSTS] = { {
		"Banyaknya tulisan 1 sampai 20.", "From 1 to 20 posts." } },
};

/* Of a tool: the first thing that is wrong with its place. */
static enum err place_fits(struct request *rq, const json_t *setting,
			   const char **why)
{
	struct definition_faults found = { .mem = rq->mem };

	lti_place_check(&found, NULL, (json_t *)setting, LTI_PLACE_STEP);
	*why = found.n ? definition_message(rq->mem, &found.list[0], rq->lang)
		       : "";
	return found.n ? ERR_INVALID : OK;
}

enum err setting_check(struct request *rq, enum step_kind kind,
		       const json_t *setting, const char **why)
{
	enum setting_fault fault = SETTING_FITS;
	struct assignment a;
	struct discussion d;
	size_t at = 0;

	if (kind == STEP_TOOL)
		return place_fits(rq, setting, why);
	if (kind == STEP_ASSIGNMENT)
		fault = assignment_read(setting, &a, &at);
	else if (kind == STEP_DISCUSSION)
		fault = discussion_read(setting, &d);
	*why = text_fill(rq->mem, faults[fault].in[rq->lang], VALUES(
		{ "line", arena_format(rq->mem, "%zu", at + 1) }));
	return fault ? ERR_INVALID : OK;
}

/* ---- What is asked, and what is there ------------------------------------ */

struct handed {
	struct part part;
	struct assignment of;
	struct team team;		/* id NULL: none, or alone */
	struct submission *all;		/* the newest first */
	size_t n;
};

static struct submission *draft_of(const struct handed *h)
{
	return h->n && h->all[0].state == SUBMISSION_DRAFT ? h->all : NULL;
}

static enum err handed_read(struct request *rq, struct handed *out)
{
	struct part *p = &out->part;
	size_t at;
	enum err e;

	*out = (struct handed){ .n = 0 };
	if ((e = part_read(rq, STEP_ASSIGNMENT, p)))
		return e;
	if (assignment_read(part_setting(rq, p), &out->of, &at))
		return fail(ERR_INTERNAL, "the setting of '%s'", p->step->id);
	if (!p->member)
		return OK;
	if (out->of.team &&
	    (e = team_of_person(rq->db, p->batch.id, p->step->id,
				rq->person->id, &out->team)))
		return e;
	if (out->of.team && !out->team.id)
		return OK;
	return submission_list(rq->db, p->batch.id, p->step->id,
			       rq->person->id, out->team.id, &out->all,
			       &out->n);
}

bool submission_passed(const struct assignment *a, const struct submission *s)
{
	return s->state == SUBMISSION_MARKED &&
	       (!s->points.known ||
		100 * s->points.value >= a->pass * s->most.value);
}

/* Why nothing can be handed in; P_COUNT when it can. */
static enum problem_code refusal(struct request *rq, const struct handed *h)
{
	static const enum problem_code codes[] = {
		[HANDING_FITS] = P_COUNT,
		[HANDING_WAITS] = P_submission_waits,
		[HANDING_MARKED] = P_submission_marked,
		[HANDING_LATE] = P_submission_late,
		[HANDING_OFTEN] = P_submission_often,
	};
	const struct part *p = &h->part;
	const struct submission *draft = draft_of(h);
	const size_t past = draft != NULL;
	struct handing_in in = {
		.times = (int64_t)(h->n - past),
		.due_at = step_due(p->step, p->batch.starts_at,
				   p->batch.ends_at, p->enrolment.until),
	};

	if (strcmp(p->batch.state, "open"))
		return P_batch_over;
	if (step_state(p->steps, p->at) == STEP_IS_LOCKED)
		return P_step_locked;
	if (h->of.team && !h->team.id)
		return P_team_missing;
	if (h->n > past) {
		in.last = h->all[past].state;
		in.passed = submission_passed(&h->of, &h->all[past]);
	}
	return codes[handing_check(&h->of, &in, rq->now)];
}

/* For a member who may write now. */
static enum err writable(struct request *rq, const struct handed *h)
{
	enum problem_code why;
	enum err e;

	if ((e = part_open(rq, &h->part)))
		return e;
	why = refusal(rq, h);
	return why == P_COUNT ? OK : refuse(rq, why, NO_VALUES);
}

static enum err files_json(struct request *rq, const char *submission_id,
			   json_t **out)
{
	struct submission_file *all;
	size_t n;
	enum err e;

	if ((e = submission_files(rq->db, submission_id, &all, &n)))
		return e;
	*out = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(*out, json_pack("{s:I, s:s, s:I}",
			"place", (json_int_t)all[i].place,
			"name", all[i].name,
			"bytes", (json_int_t)all[i].bytes));
	return OK;
}

enum err submission_json(struct request *rq, const struct assignment *a,
			 const struct submission *s, json_t **out)
{
	json_t *files, *marks = s->marks ? json_loads(s->marks, 0, NULL) : NULL;
	enum err e;

	if ((e = files_json(rq, s->id, &files)))
		return e;
	*out = json_pack("{s:s, s:I, s:s, s:s, s:I, s:I, s:o, s:s, s:o, s:o,"
			 " s:o, s:o, s:s, s:s?, s:o, s:b}",
			 "id", s->id, "number", (json_int_t)s->number,
			 "state", submission_state_name(s->state),
			 "words", s->words,
			 "revision", (json_int_t)s->revision,
			 "updatedAt", (json_int_t)s->updated_at,
			 "handedAt", number_or_null(s->handed_at),
			 "by", s->by_name, "files", files,
			 "marks", marks ? marks : json_null(),
			 "points", measure_or_null(s->points),
			 "most", measure_or_null(s->most),
			 "comment", s->comment, "marker", s->marker_name,
			 "markedAt", number_or_null(s->marked_at),
			 "passed", submission_passed(a, s));
	return OK;
}

enum err assignment_tell(struct request *rq, const struct assignment *a,
			 json_t *to)
{
	json_t *rubric = json_array();
	const char *html;
	enum err e;

	for (size_t i = 0; i < a->n; i++)
		json_array_append_new(rubric, json_pack("{s:s, s:f}",
			"text", a->rubric[i].text,
			"points", a->rubric[i].points));
	json_object_set_new(to, "rubric", rubric);
	if ((e = brief_html(rq, a->brief, &html)))
		return e;
	json_object_set_new(to, "briefHtml", json_string(html));
	json_object_set_new(to, "most", json_real(a->most));
	json_object_set_new(to, "pass", json_real(a->pass));
	json_object_set_new(to, "team", json_boolean(a->team));
	json_object_set_new(to, "late", json_boolean(a->late));
	json_object_set_new(to, "files", json_integer((json_int_t)a->files));
	return OK;
}

static enum err team_json(struct request *rq, const struct team *team,
			  json_t **out)
{
	json_t *people = json_array();
	struct team_member *all;
	size_t n;
	enum err e;

	*out = json_pack("{s:s, s:s, s:o}", "id", team->id, "name", team->name,
			 "people", people);
	request_own_json(rq, *out);
	if ((e = team_people(rq->db, team->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(people, json_string(all[i].name));
	return OK;
}

static enum err handed_respond(struct request *rq, struct response *rs,
			       const struct handed *h)
{
	const enum problem_code why = h->part.member ? refusal(rq, h)
						     : P_forbidden;
	json_t *json = request_own_json(rq, part_json(&h->part));
	json_t *list = json_array(), *one;
	enum err e;

	json_object_set_new(json, "submissions", list);
	json_object_set_new(json, "refusal", why == P_COUNT ? json_null()
			    : json_string(problem_of(why)->code));
	json_object_set_new(json, "myTeam", json_null());
	if ((e = assignment_tell(rq, &h->of, json)))
		return e;
	if (h->team.id) {
		if ((e = team_json(rq, &h->team, &one)))
			return e;
		json_object_set(json, "myTeam", one);
	}
	for (size_t i = 0; i < h->n; i++) {
		if ((e = submission_json(rq, &h->of, &h->all[i], &one)))
			return e;
		json_array_append_new(list, one);
	}
	return respond_json(rq, rs, 200, json_incref(json));
}

static enum err handed_answer(struct request *rq, struct response *rs)
{
	struct handed h;
	const enum err e = handed_read(rq, &h);

	return e ? e : handed_respond(rq, rs, &h);
}

enum err assignment_show(struct request *rq, struct response *rs)
{
	return handed_answer(rq, rs);
}

/* ---- The draft ------------------------------------------------------------ */

/* Everybody's step who hands in together, alone oneself. */
static enum err members_news(struct request *rq, const struct handed *h,
			     const struct step_news *news)
{
	struct team_member *all;
	size_t n;
	enum err e;

	if (!h->team.id)
		return enrolment_activity_news(rq->db, h->part.enrolment.id,
					       h->part.step->id, news,
					       rq->now);
	e = team_people(rq->db, h->team.id, &all, &n);
	for (size_t i = 0; !e && i < n; i++)
		e = enrolment_activity_news(rq->db, all[i].enrolment_id,
					    h->part.step->id, news, rq->now);
	return e;
}

static enum err draft_begin(struct request *rq, struct handed *h,
			    const char *words, struct submission *out)
{
	const struct step_news news = { .begun = true, .at = rq->now };
	enum err e;

	*out = (struct submission){
		.activity_id = h->part.step->id, .batch_id = h->part.batch.id,
		.person_id = h->team.id ? NULL : rq->person->id,
		.team_id = h->team.id, .number = (int64_t)h->n + 1,
		.by_id = rq->person->id, .words = words,
	};
	if ((e = submission_add(rq->db, out, rq->now)))
		return e;
	return members_news(rq, h, &news);
}

/* Somebody else of the team was there, or oneself on another device. */
static enum err moved(struct request *rq, const struct submission *draft)
{
	return refuse(rq, P_submission_moved, VALUES(
		{ "name", draft ? draft->by_name : rq->person->name }));
}

static enum err draft_put(struct request *rq, struct handed *h,
			  const char *words, int64_t revision)
{
	struct submission *draft = draft_of(h), fresh;

	if (!draft)
		return revision ? moved(rq, NULL)
				: draft_begin(rq, h, words, &fresh);
	if (draft->revision != revision)
		return moved(rq, draft);
	draft->words = words;
	draft->by_id = rq->person->id;
	return submission_write(rq->db, draft, rq->now);
}

enum err submission_draft(struct request *rq, struct response *rs)
{
	const char *words = NULL;
	int64_t revision = 0;
	struct handed h;
	enum err e;

	if ((e = handed_read(rq, &h)) || (e = writable(rq, &h)) ||
	    (e = field_text(rq, "words", 4 * SUBMISSION_WORDS_MOST, &words)) ||
	    (e = field_number(rq, "revision", 0, INT32_MAX, &revision)))
		return e;
	if (!words)
		return field_missing(rq, "words");
	if (text_length(words) > SUBMISSION_WORDS_MOST)
		return field_bad(rq, "words", &long_rule);
	if ((e = draft_put(rq, &h, words, revision)))
		return e;
	return handed_answer(rq, rs);
}

static bool blank(const char *words)
{
	return words[strspn(words, " \t\r\n")] == '\0';
}

enum err submission_hand_in(struct request *rq, struct response *rs)
{
	const struct step_news news = { .begun = true, .waiting = true,
					.at = rq->now };
	struct submission_file *files;
	struct submission *draft;
	int64_t revision = 0;
	struct handed h;
	size_t n;
	enum err e;

	if ((e = handed_read(rq, &h)) || (e = writable(rq, &h)) ||
	    (e = field_number(rq, "revision", 0, INT32_MAX, &revision)))
		return e;
	draft = draft_of(&h);
	if (!draft)
		return refuse(rq, P_submission_empty, NO_VALUES);
	if (draft->revision != revision)
		return moved(rq, draft);
	if ((e = submission_files(rq->db, draft->id, &files, &n)))
		return e;
	if (!n && blank(draft->words))
		return refuse(rq, P_submission_empty, NO_VALUES);
	draft->by_id = rq->person->id;
	if ((e = submission_hand(rq->db, draft, rq->now)) ||
	    (e = members_news(rq, &h, &news)))
		return e;
	return handed_answer(rq, rs);
}

/* ---- Files ---------------------------------------------------------------- */

static enum err file_asked(struct request *rq, struct submission_file *f)
{
	f->name = text_trim(rq->mem, query_text(rq, "name"));
	f->media_type = material_type(f->name);
	f->bytes = rq->body_path ? (int64_t)rq->body_size : 0;
	return material_name_fits(f->name) && f->media_type && f->bytes &&
	       f->bytes <= SUBMISSION_FILE_MOST
		? OK : field_bad(rq, "file", &file_rule);
}

static enum err file_room(struct request *rq, const struct handed *h)
{
	struct submission *draft = draft_of(h);
	struct submission_file *files;
	size_t n = 0;
	enum err e;

	if (draft && (e = submission_files(rq->db, draft->id, &files, &n)))
		return e;
	if ((int64_t)n < h->of.files)
		return OK;
	return refuse(rq, P_submission_files, VALUES(
		{ "most", arena_format(rq->mem, "%d", (int)h->of.files) }));
}

/* Nothing is stored for who may not hand in. */
enum err submission_file_receive(struct request *rq, struct response *rs)
{
	struct submission_file *f = arena_new(rq->mem, struct submission_file);
	char *blob = arena_alloc(rq->mem, BLOB_NAME_SIZE);
	struct handed h;
	enum err e;

	(void)rs;
	rq->prepared = f;
	if ((e = file_asked(rq, f)) || (e = serve_read(rq)) ||
	    (e = handed_read(rq, &h)) || (e = writable(rq, &h)) ||
	    (e = file_room(rq, &h)))
		return e;
	serve_read_end(rq);
	f->blob = blob;
	return body_keep(rq, blob);
}

enum err submission_file_put(struct request *rq, struct response *rs)
{
	const struct submission_file *f = rq->prepared;
	struct submission *draft, fresh;
	struct handed h;
	enum err e;

	if ((e = handed_read(rq, &h)) || (e = writable(rq, &h)) ||
	    (e = file_room(rq, &h)))
		return e;
	draft = draft_of(&h);
	if (!draft) {
		if ((e = draft_begin(rq, &h, "", &fresh)))
			return e;
		draft = &fresh;
	}
	if ((e = submission_file_add(rq->db, draft->id, f)))
		return e;
	return handed_answer(rq, rs);
}

enum err submission_file_drop(struct request *rq, struct response *rs)
{
	struct submission *draft;
	struct handed h;
	enum err e;

	if ((e = handed_read(rq, &h)) || (e = writable(rq, &h)))
		return e;
	draft = draft_of(&h);
	if (draft && (e = submission_file_remove(rq->db, draft->id,
			strtoll(request_param(rq, "place"), NULL, 10))))
		return e;
	return handed_answer(rq, rs);
}

/* Theirs who hand in; what is handed in, also the markers'. */
static enum err file_theirs(struct request *rq, const struct submission *s,
			    bool *out)
{
	struct team team;
	enum err e;

	*out = (s->person_id && !strcmp(s->person_id, rq->person->id)) ||
	       (s->state != SUBMISSION_DRAFT &&
		(person_is(rq->person, ROLE_ADMIN) ||
		 (person_is(rq->person, ROLE_ORGANISER) &&
		  !strcmp(s->agency_id, rq->person->agency_id))));
	if (*out || !s->team_id)
		return OK;
	if ((e = team_of_person(rq->db, s->batch_id, s->activity_id,
				rq->person->id, &team)))
		return e;
	*out = team.id && !strcmp(team.id, s->team_id);
	return OK;
}

enum err submission_file_show(struct request *rq, struct response *rs)
{
	const int64_t place = strtoll(request_param(rq, "place"), NULL, 10);
	struct submission_file *files;
	struct submission s;
	bool theirs;
	size_t n;
	enum err e;

	if ((e = submission_by_id(rq->db, request_param(rq, "id"), &s)) ||
	    (e = file_theirs(rq, &s, &theirs)))
		return e;
	if (!theirs)
		return fail(ERR_NOT_FOUND, "not theirs");
	if ((e = submission_files(rq->db, s.id, &files, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (files[i].place == place)
			return attachment_send(rq, rs, &(struct attachment){
				files[i].blob, files[i].name,
				files[i].media_type, false });
	return fail(ERR_NOT_FOUND, "no such file");
}
