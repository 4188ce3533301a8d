#include "store/certificate.h"

#include "store/queries.h"

static void read_key(const struct rows *r, size_t i,
		     struct certificate_key *out)
{
	*out = (struct certificate_key){
		.id = row_text(r, i, "id"),
		.public = row_text(r, i, "public"),
		.secret = row_text(r, i, "secret"),
		.created_at = row_int(r, i, "created_at"),
		.ended_at = row_int(r, i, "ended_at"),
	};
}

enum err certificate_key_now(struct db *db, struct certificate_key *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CERTIFICATE_KEY_NOW, NO_ARGS)))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no key for papers yet");
	read_key(&r, 0, out);
	return OK;
}

enum err certificate_key_list(struct db *db, struct certificate_key **out,
			      size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CERTIFICATE_KEY_LIST, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct certificate_key, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_key(&r, i, &(*out)[i]);
	return OK;
}

enum err certificate_key_add(struct db *db, const struct certificate_key *k)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_CERTIFICATE_KEY_ADD,
			ARGS(arg_text(k->id), arg_text(k->public),
			     arg_text(k->secret), arg_int(k->created_at)))))
		return e;
	return db_run(db, NULL, SQL_CERTIFICATE_KEY_END,
		      ARGS(arg_text(k->id), arg_int(k->created_at)));
}

static enum err design_get(struct db *db, unsigned query, const char *id,
			   struct certificate_design *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no design '%s'", id);
	*out = (struct certificate_design){
		.id = row_text(&r, 0, "id"),
		.agency_id = row_text(&r, 0, "agency_id"),
		.design = row_text(&r, 0, "design"),
		.code = row_text(&r, 0, "code"),
		.logo = row_text(&r, 0, "logo"),
		.logo_type = row_text(&r, 0, "logo_type"),
		.logo_at = row_int(&r, 0, "logo_at"),
		.at = row_int(&r, 0, "at"),
	};
	return OK;
}

enum err certificate_design_now(struct db *db, const char *agency_id,
				struct certificate_design *out)
{
	return design_get(db, SQL_CERTIFICATE_DESIGN_NOW, agency_id, out);
}

enum err certificate_design_by_id(struct db *db, const char *id,
				  struct certificate_design *out)
{
	return design_get(db, SQL_CERTIFICATE_DESIGN_BY_ID, id, out);
}

enum err certificate_design_add(struct db *db,
				const struct certificate_design *d,
				const char *by_id)
{
	return db_run(db, NULL, SQL_CERTIFICATE_DESIGN_ADD,
		      ARGS(arg_text(d->id), arg_text(d->agency_id),
			   arg_text(d->design), arg_text(d->code),
			   arg_text(by_id), arg_int(d->at)));
}

enum err certificate_code_taken(struct db *db, const char *code,
				const char *agency_id, bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CERTIFICATE_CODE_TAKEN,
				  ARGS(arg_text(code), arg_text(agency_id)));

	if (!e)
		*out = r.count > 0;
	return e;
}

enum err certificate_series_next(struct db *db, const char *agency_id,
				 const char *kind, int year, int64_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CERTIFICATE_SERIES_NEXT,
				  ARGS(arg_text(agency_id), arg_text(kind),
				       arg_int(year)));

	if (!e)
		*out = row_int(&r, 0, "next") - 1;
	return e;
}

enum err certificate_person(struct db *db, const char *id,
			    struct certificate_person *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CERTIFICATE_PERSON, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no person '%s'", id);
	*out = (struct certificate_person){
		.id = row_text(&r, 0, "id"),
		.name = row_text(&r, 0, "name"),
		.nip = row_text(&r, 0, "nip"),
		.guest = row_int(&r, 0, "guest"),
		.agency = row_text(&r, 0, "agency_name"),
		.job = row_text(&r, 0, "job"),
		.unit = row_text(&r, 0, "unit"),
	};
	if (out->guest)
		out->agency = row_text(&r, 0, "claimed_agency");
	return OK;
}

enum err certificate_add(struct db *db, const struct certificate *c,
			 const char *once, bool *taken)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CERTIFICATE_ADD,
		ARGS(arg_text(c->id), arg_text(c->number), arg_text(c->kind),
		     arg_text(c->person_id), arg_text(c->agency_id),
		     arg_text(c->design_id), arg_text(c->source),
		     arg_text(c->source_id), arg_text(c->evidence),
		     arg_text(c->facts), arg_text(c->seal),
		     arg_text(c->key_id), arg_int(c->issued_at),
		     arg_text(c->replaces), arg_text(once)));

	if (!e)
		*taken = r.count == 0;
	return e;
}

static void read_certificate(const struct rows *r, size_t i,
			     struct certificate *out)
{
	*out = (struct certificate){
		.id = row_text(r, i, "id"),
		.number = row_text(r, i, "number"),
		.kind = row_text(r, i, "kind"),
		.person_id = row_text(r, i, "person_id"),
		.person_name = row_text(r, i, "person_name"),
		.agency_id = row_text(r, i, "agency_id"),
		.design_id = row_text(r, i, "design_id"),
		.source = row_text(r, i, "source"),
		.source_id = row_text(r, i, "source_id"),
		.evidence = row_text(r, i, "evidence"),
		.facts = row_text(r, i, "facts"),
		.seal = row_text(r, i, "seal"),
		.key_id = row_text(r, i, "key_id"),
		.issued_at = row_int(r, i, "issued_at"),
		.replaces = row_text(r, i, "replaces"),
		.replaced_by = row_text(r, i, "replaced_by"),
		.replaced_number = row_text(r, i, "replaced_number"),
		.revoked_at = row_int(r, i, "revoked_at"),
		.revoked_why = row_text(r, i, "revoked_why"),
		.signed_at = row_int(r, i, "signed_at"),
		.signed_bytes = row_int(r, i, "signed_bytes"),
	};
}

static enum err certificates(struct db *db, unsigned query,
			     const struct arg *args, size_t nargs,
			     struct certificate **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct certificate, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_certificate(&r, i, &(*out)[i]);
	return OK;
}

static enum err certificate_get(struct db *db, unsigned query, const char *key,
				struct certificate *out)
{
	struct certificate *all;
	size_t n;
	enum err e;

	if ((e = certificates(db, query, ARGS(arg_text(key)), &all, &n)))
		return e;
	if (n == 0)
		return fail(ERR_NOT_FOUND, "no certificate '%s'", key);
	*out = all[0];
	return OK;
}

enum err certificate_by_id(struct db *db, const char *id,
			   struct certificate *out)
{
	return certificate_get(db, SQL_CERTIFICATE_BY_ID, id, out);
}

enum err certificate_by_once(struct db *db, const char *once,
			     struct certificate *out)
{
	return certificate_get(db, SQL_CERTIFICATE_BY_ONCE, once, out);
}

enum err certificate_of_person(struct db *db, const char *person_id,
			       struct certificate **out, size_t *n)
{
	return certificates(db, SQL_CERTIFICATE_OF_PERSON,
			    ARGS(arg_text(person_id)), out, n);
}

enum err certificate_page(struct db *db, const struct certificate_filter *f,
			  size_t from, size_t most, struct certificate **out,
			  size_t *n)
{
	return certificates(db, SQL_CERTIFICATE_PAGE,
			    ARGS(arg_text(f->agency_id), arg_int(f->from),
				 arg_int(f->until), arg_text(f->kind),
				 arg_text(f->state), arg_text(f->like),
				 arg_text(f->source_id),
				 arg_int((int64_t)most),
				 arg_int((int64_t)from)), out, n);
}

enum err certificate_count(struct db *db, const struct certificate_filter *f,
			   size_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CERTIFICATE_COUNT,
		ARGS(arg_text(f->agency_id), arg_int(f->from),
		     arg_int(f->until), arg_text(f->kind), arg_text(f->state),
		     arg_text(f->like), arg_text(f->source_id)));

	if (!e)
		*out = (size_t)row_int(&r, 0, "n");
	return e;
}

enum err certificate_end(struct db *db, const char *id, const char *by_id,
			 const char *why, int64_t now)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_CERTIFICATE_END,
				  ARGS(arg_text(id), arg_int(now),
				       arg_text(by_id), arg_text(why)));

	if (!e && r.count == 0)
		return fail(ERR_CONFLICT, "certificate '%s' is over", id);
	return e;
}

enum err certificate_revoked(struct db *db, struct certificate **out,
			     size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CERTIFICATE_REVOKED, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct certificate, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct certificate){
			.number = row_text(&r, i, "number"),
			.revoked_at = row_int(&r, i, "revoked_at"),
			.replaced_number = row_text(&r, i, "replaced_number"),
		};
	return OK;
}

enum err certificate_signed(struct db *db, const char *certificate_id,
			    struct certificate_signed *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CERTIFICATE_SIGNED_GET,
			ARGS(arg_text(certificate_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "nobody has signed '%s'",
			    certificate_id);
	*out = (struct certificate_signed){
		.blob = row_text(&r, 0, "blob"),
		.bytes = row_int(&r, 0, "bytes"),
		.at = row_int(&r, 0, "at"),
	};
	return OK;
}

enum err certificate_signed_put(struct db *db, const char *certificate_id,
				const struct certificate_signed *s,
				const char *by_id)
{
	return db_run(db, NULL, SQL_CERTIFICATE_SIGNED_PUT,
		      ARGS(arg_text(certificate_id), arg_text(s->blob),
			   arg_int(s->bytes), arg_text(by_id),
			   arg_int(s->at)));
}

enum err certificate_signed_drop(struct db *db, const char *certificate_id)
{
	return db_run(db, NULL, SQL_CERTIFICATE_SIGNED_DROP,
		      ARGS(arg_text(certificate_id)));
}
