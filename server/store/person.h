/*
 * People, their roles, and the links that let them in once.
 *
 * Results live in the handle's arena. Names of login and e-mail come in lower
 * case (domain/person.h makes and checks them).
 */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "db/db.h"
#include "domain/person.h"

enum err person_by_id(struct db *, const char *id, struct person *out);

/*
 * By what was typed: a login or an e-mail in lower case, or (`nip`, else NULL)
 * the 18 digits of a NIP. ERR_NOT_FOUND when it is nobody's.
 */
enum err person_by_login(struct db *, const char *login, const char *nip,
			 struct person *out);

/* Who is looked for; "" or NULL (a `like` of "%") is everybody but guests. */
struct person_filter {
	const char *like;	/* name, login or e-mail: store/like.h makes it */
	const char *agency_id;
	const char *role;	/* "author" … */
	const char *state;	/* person_state_name() */
	const char *kind;	/* "pns" … */
	const char *unit_id;	/* who works there now, or in one below it */
	const char *job_id;	/* who has that job now */
};

/*
 * By name: at most `most` from the `from`th on, each with the unit and the job
 * they have now.
 */
enum err person_page(struct db *, const struct person_filter *, size_t from,
		     size_t most, struct person **out, size_t *n);
enum err person_count(struct db *, const struct person_filter *, size_t *out);

/*
 * With its roles. When login, NIP or e-mail belong to somebody, nothing is
 * added and `clash` names the field ("login", "nip", "email"); else it is NULL.
 * agency_name, epoch, disabled_at and guest are not looked at.
 */
enum err person_add(struct db *, const struct person *, const char **clash);

/* Name, login, NIP, e-mail, kind and agency as they are in the struct; `clash` as above. */
enum err person_change(struct db *, const struct person *, const char **clash);

enum err person_set_roles(struct db *, const char *id, unsigned roles);

/* Both end every token and, by the epoch, whatever was made before. */
enum err person_set_password(struct db *, const char *id, const char *hash,
			     bool must_set);
enum err person_set_disabled(struct db *, const char *id, int64_t at);

/* A new password is asked for; sessions and tokens go on. */
enum err person_must_set_password(struct db *, const char *id);

/* That version of the privacy notice was read; harmless when it was before. */
enum err privacy_accept(struct db *, const char *person_id, int64_t version,
			int64_t now);

/* Administrators who can sign in: enabled, with a password. */
enum err person_count_admins(struct db *, size_t *out);

/* `hash` is of the token; the text itself is never stored. */
enum err signin_link_add(struct db *, const char *hash, const char *person_id,
			 int64_t now, int64_t expires_at);

/* Works once. `person_id` is NULL when the link is used, over or unknown. */
enum err signin_link_use(struct db *, const char *hash, int64_t now,
			 const char **person_id);
enum err signin_link_end(struct db *, const char *person_id);
enum err signin_link_forget(struct db *, int64_t expired_before);

#endif
