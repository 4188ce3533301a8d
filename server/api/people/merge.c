/*
 * Two accounts of one person: looked at and made one by an organiser of both, or
 * by an administrator.
 */
#include "training/merge.h"

#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "api/person.h"
#include "api/scope.h"
#include "auth/auth.h"
#include "base/ident.h"
#include "routes.h"
#include "serve.h"
#include "store/person.h"
#include "training/notice.h"

static const struct phrase not_person = { {
	"Sebutkan akun yang dipertahankan.", "Name the account that is kept." } };

struct pair {
	struct person from, to;
};

/* Guests too, who are in no other list. */
static enum err one_read(struct request *rq, const char *id,
			 struct person *out)
{
	enum err e;

	if ((e = person_by_id(rq->db, id, out)) ||
	    (e = agency_scope_hidden(rq, out->agency_id)))
		return e;
	return people_touchable(rq, out);
}

static enum err pair_read(struct request *rq, const char *into,
			  struct pair *out)
{
	enum err e;

	if ((e = one_read(rq, request_param(rq, "id"), &out->from)))
		return e;
	if (!into || !ident_valid(into))
		return field_bad(rq, "into", &not_person);
	if ((e = one_read(rq, into, &out->to)))
		return e;
	if (strcmp(out->from.id, out->to.id) == 0 || out->to.disabled_at ||
	    (out->to.guest && !out->from.guest))
		return refuse(rq, P_not_mergeable, NO_VALUES);
	return OK;
}

static json_t *count_json(const char *what, int64_t n, int64_t both)
{
	return json_pack("{s:s, s:I, s:I}", "what", what, "n", (json_int_t)n,
			 "both", (json_int_t)both);
}

/* What there is none of is not told. */
static json_t *moves_json(const struct merge_preview *v)
{
	const struct {
		const char *what;
		int64_t n, both;
	} all[] = {
		{ "attempts", v->attempts, v->attempts_both },
		{ "sittings", v->sittings, 0 },
		{ "seats", v->seats, v->seats_both },
		{ "enrolments", v->enrolments, v->enrolments_both },
		{ "submissions", v->submissions, 0 },
		{ "jp", v->jp, v->jp_both },
		{ "certificates", v->certificates, v->certificates_both },
		{ "owned", v->owned, 0 },
	};
	json_t *list = json_array();

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i].n)
			json_array_append_new(list,
				count_json(all[i].what, all[i].n,
					   all[i].both));
	return list;
}

enum err merge_show(struct request *rq, struct response *rs)
{
	struct merge_preview v;
	struct pair pair;
	enum err e;

	if ((e = pair_read(rq, request_query(rq, "into"), &pair)) ||
	    (e = merge_preview(rq->db, pair.from.id, pair.to.id, &v)))
		return e;
	return respond_json(rq, rs, 200,
		json_pack("{s:o, s:o, s:o, s:b}", "from",
			  person_json_admin(&pair.from, false), "into",
			  person_json_admin(&pair.to, false), "moves",
			  moves_json(&v), "rolesEnd", v.roles > 0));
}

static void both_changed(struct request *rq)
{
	grant_drop(rq->server->auth->grants, request_param(rq, "id"));
}

/* Asked after the change, in its transaction. */
static enum err admin_left(struct request *rq, const struct person *from)
{
	size_t n;
	enum err e;

	if (!(from->roles & ROLE_ADMIN))
		return OK;
	if ((e = person_count_admins(rq->db, &n)))
		return e;
	return n ? OK : refuse(rq, P_last_admin, NO_VALUES);
}

static enum err told(struct request *rq, const struct pair *pair)
{
	const struct notice_to to = {
		.person_id = pair->to.id, .href = "/saya",
		.occasion = arena_format(rq->mem, "merged:%s", pair->from.id),
	};

	return notice_tell(rq->db, NOTICE_merged, &to,
			   NOTE({ "login", pair->from.login, 0 },
				{ "by", rq->person->name, 0 }), rq->now);
}

enum err merge_run(struct request *rq, struct response *rs)
{
	const char *into;
	struct pair pair;
	enum err e;

	if ((e = field_text(rq, "into", 64, &into)) ||
	    (e = pair_read(rq, into, &pair)))
		return e;
	e = person_merge(rq->db, &(struct merge_order){
		.from = pair.from.id, .to = pair.to.id,
		.by_id = rq->person->id, .kind = "merged" }, rq->now);
	if (e == ERR_CONFLICT)
		return refuse(rq, P_not_mergeable, NO_VALUES);
	if (e || (e = admin_left(rq, &pair.from)) || (e = told(rq, &pair)) ||
	    (e = person_by_id(rq->db, pair.to.id, &pair.to)))
		return e;
	rq->after = both_changed;
	return respond_json(rq, rs, 200, person_json_admin(&pair.to, false));
}
