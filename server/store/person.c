#include "store/person.h"

#include "base/text.h"
#include "store/queries.h"

static void person_read(const struct rows *r, size_t i, struct person *out)
{
	*out = (struct person){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.name = row_text(r, i, "name"),
		.login = row_text(r, i, "login"),
		.nip = row_text(r, i, "nip"),
		.email = row_text(r, i, "email"),
		.password = row_text(r, i, "password"),
		.must_set_password = row_int(r, i, "must_set_password"),
		.epoch = row_int(r, i, "epoch"),
		.disabled_at = row_int(r, i, "disabled_at"),
		.created_at = row_int(r, i, "created_at"),
		.roles = (unsigned)row_int(r, i, "roles"),
		.kind = row_text(r, i, "kind"),
		.guest = row_int(r, i, "guest"),
		.privacy = row_int(r, i, "privacy"),
	};
}

static enum err person_first(const struct rows *r, struct person *out)
{
	if (r->count == 0)
		return fail(ERR_NOT_FOUND, "no such person");
	person_read(r, 0, out);
	return OK;
}

enum err person_by_id(struct db *db, const char *id, struct person *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PERSON_BY_ID, ARGS(arg_text(id)))))
		return e;
	return person_first(&r, out);
}

enum err person_by_login(struct db *db, const char *login, const char *nip,
			 struct person *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PERSON_BY_LOGIN,
			ARGS(arg_text(login), arg_text(nip)))))
		return e;
	return person_first(&r, out);
}

/* Of a list: with the unit and the job. */
static void listed_read(const struct rows *r, size_t i, struct person *out)
{
	person_read(r, i, out);
	out->unit_id = row_text(r, i, "unit_id");
	out->unit_name = row_text(r, i, "unit_name");
	out->job_id = row_text(r, i, "job_id");
	out->job_name = row_text(r, i, "job_name");
}

#define FILTER_MOST 9

static bool given(const char *text)
{
	return text && *text;
}

/* Its arguments as the queries of a list have them: as many as it takes. */
static size_t filter_args(const struct person_filter *f,
			  struct arg out[static FILTER_MOST])
{
	const char *const texts[] = { f->like, f->role, f->state, f->kind,
				      f->job_id, f->agency_id, f->unit_id };
	const size_t n = given(f->unit_id) ? 7 : given(f->agency_id) ? 6 : 5;

	for (size_t i = 0; i < n; i++)
		out[i] = arg_text(texts[i] ? texts[i] : "");
	return n;
}

enum err person_page(struct db *db, const struct person_filter *f, size_t from,
		     size_t most, struct person **out, size_t *n)
{
	struct arg args[FILTER_MOST];
	size_t nargs = filter_args(f, args);
	struct rows r;
	enum err e;

	args[nargs++] = arg_int((int64_t)most);
	args[nargs++] = arg_int((int64_t)from);
	if ((e = db_run(db, &r, given(f->unit_id) ? SQL_PERSON_PAGE_UNIT
			: given(f->agency_id) ? SQL_PERSON_PAGE_AGENCY
					: SQL_PERSON_PAGE, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct person, r.count);
	for (size_t i = 0; i < r.count; i++)
		listed_read(&r, i, &(*out)[i]);
	return OK;
}

static enum err count_read(enum err e, const struct rows *r, size_t *out)
{
	if (!e)
		*out = (size_t)row_int(r, 0, "n");
	return e;
}

enum err person_count(struct db *db, const struct person_filter *f, size_t *out)
{
	struct arg args[FILTER_MOST];
	const size_t nargs = filter_args(f, args);
	struct rows r;

	return count_read(db_run(db, &r, given(f->unit_id) ? SQL_PERSON_COUNT_UNIT
				 : given(f->agency_id) ? SQL_PERSON_COUNT_AGENCY
						 : SQL_PERSON_COUNT,
				 args, nargs), &r, out);
}

static const char *search_of(struct db *db, const struct person *p)
{
	return text_lower(db_arena(db),
			  arena_format(db_arena(db), "%s %s %s", p->name,
				       p->login, p->email ? p->email : ""));
}

static enum err clash_find(struct db *db, const struct person *p,
			   const char **clash)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PERSON_CLASH,
			ARGS(arg_text(p->login), arg_text(p->nip),
			     arg_text(p->email), arg_text(p->id)))))
		return e;
	*clash = r.count ? row_text(&r, 0, "field") : NULL;
	return OK;
}

enum err person_add(struct db *db, const struct person *p, const char **clash)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PERSON_ADD,
			ARGS(arg_text(p->id), arg_text(p->agency_id),
			     arg_text(p->name), arg_text(p->login),
			     arg_text(p->nip), arg_text(p->email),
			     arg_text(search_of(db, p)), arg_text(p->password),
			     arg_int(p->must_set_password),
			     arg_int(p->created_at),
			     arg_text(p->kind ? p->kind : "")))))
		return e;
	if (r.count == 0)
		return clash_find(db, p, clash);
	*clash = NULL;
	return person_set_roles(db, p->id, p->roles);
}

enum err person_change(struct db *db, const struct person *p,
		       const char **clash)
{
	enum err e;

	if ((e = clash_find(db, p, clash)) || *clash)
		return e;
	return db_run(db, NULL, SQL_PERSON_CHANGE,
		      ARGS(arg_text(p->id), arg_text(p->name),
			   arg_text(p->nip), arg_text(p->email),
			   arg_text(search_of(db, p)),
			   arg_text(p->agency_id),
			   arg_text(p->kind ? p->kind : ""),
			   arg_text(p->login)));
}

enum err person_set_roles(struct db *db, const char *id, unsigned roles)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_PERSON_ROLES_CLEAR, ARGS(arg_text(id)))))
		return e;
	for (unsigned bit = 1; bit < ROLES_END && !e; bit <<= 1)
		if (roles & bit)
			e = db_run(db, NULL, SQL_PERSON_ROLE_ADD,
				   ARGS(arg_text(id),
					arg_text(role_name((enum role)bit))));
	return e;
}

enum err person_set_password(struct db *db, const char *id, const char *hash,
			     bool must_set)
{
	return db_run(db, NULL, SQL_PERSON_SET_PASSWORD,
		      ARGS(arg_text(id), arg_text(hash), arg_int(must_set)));
}

enum err person_must_set_password(struct db *db, const char *id)
{
	return db_run(db, NULL, SQL_PERSON_MUST_SET_PASSWORD,
		      ARGS(arg_text(id)));
}

enum err privacy_accept(struct db *db, const char *person_id, int64_t version,
			int64_t now)
{
	return db_run(db, NULL, SQL_PRIVACY_ACCEPT,
		      ARGS(arg_text(person_id), arg_int(version),
			   arg_int(now)));
}

enum err person_set_disabled(struct db *db, const char *id, int64_t at)
{
	return db_run(db, NULL, SQL_PERSON_SET_DISABLED,
		      ARGS(arg_text(id), at ? arg_int(at) : arg_null()));
}

enum err person_count_admins(struct db *db, size_t *out)
{
	struct rows r;

	return count_read(db_run(db, &r, SQL_PERSON_COUNT_ADMINS, NO_ARGS), &r,
			  out);
}

enum err signin_link_add(struct db *db, const char *hash, const char *person_id,
			 int64_t now, int64_t expires_at)
{
	return db_run(db, NULL, SQL_SIGNIN_LINK_ADD,
		      ARGS(arg_text(hash), arg_text(person_id), arg_int(now),
			   arg_int(expires_at)));
}

enum err signin_link_use(struct db *db, const char *hash, int64_t now,
			 const char **person_id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SIGNIN_LINK_USE,
			ARGS(arg_text(hash), arg_int(now)))))
		return e;
	*person_id = r.count ? row_text(&r, 0, "person_id") : NULL;
	return OK;
}

enum err signin_link_end(struct db *db, const char *person_id)
{
	return db_run(db, NULL, SQL_SIGNIN_LINK_END, ARGS(arg_text(person_id)));
}

enum err signin_link_forget(struct db *db, int64_t expired_before)
{
	return db_run(db, NULL, SQL_SIGNIN_LINK_FORGET,
		      ARGS(arg_int(expired_before)));
}
