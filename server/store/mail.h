/*
 * How mail leaves, letters that wait to leave, and requests for new passwords.
 * Passwords and letters are sealed by the caller (auth/seal.h). Results live in
 * the handle's arena.
 */
#ifndef STORE_MAIL_H
#define STORE_MAIL_H

#include "db/db.h"

struct mail_setting {
	const char *host;
	int64_t port;
	const char *security;	/* "none", "starttls", "tls" */
	const char *login;	/* "": the server asks for none */
	const char *password;	/* sealed, or NULL */
	const char *sender;	/* an e-mail address */
	int64_t verified_at;	/* 0: not tried as it is set now */
};

/* ERR_NOT_FOUND when mail is not set up. */
enum err mail_setting_get(struct db *, struct mail_setting *out);

/* verified_at becomes 0. */
enum err mail_setting_put(struct db *, const struct mail_setting *);
enum err mail_setting_remove(struct db *);
enum err mail_setting_verified(struct db *, int64_t now);

struct mail {
	const char *id;
	const char *person_id;	/* NULL: of nobody who has an account */
	const char *kind;	/* "activation", "followup" …; when adding only */
	const char *recipient;
	const char *subject;
	const char *body;	/* sealed */
	int64_t tries;
	int64_t next_at;
	int64_t created_at;
};

/* To be sent from created_at on. */
enum err mail_add(struct db *, const struct mail *);

/* Those whose time has come, at most 20. */
enum err mail_due(struct db *, int64_t now, struct mail **out, size_t *n);

/* Ours to send until `until`; `done` is false when another was first. */
enum err mail_claim(struct db *, const char *id, int64_t now, int64_t until,
		    bool *done);

enum err mail_sent(struct db *, const char *id, int64_t now);

/* Why a try failed: a word of ours, and what was said. */
struct mail_error {
	const char *fault;
	const char *said;
};
enum err mail_again(struct db *, const char *id, int64_t at,
		    const struct mail_error *);
enum err mail_given_up(struct db *, const char *id, const struct mail_error *);

/* All that waits for a later try is tried at the next look. */
enum err mail_hurry(struct db *, int64_t now);

/*
 * Forget letters sent before `sent`, and those given up that were made before
 * `failed`, but for the newest `kept` of these: 2,000 of each at once. Of the
 * first mail_sweep_due says whether there are any.
 */
enum err mail_sweep_due(struct db *, int64_t sent, bool *out);
enum err mail_sweep(struct db *, int64_t sent, int64_t failed, size_t kept);

/* How many of a kind were made for this person since then. */
enum err mail_recent(struct db *, const char *person_id, const char *kind,
		     int64_t since, size_t *out);

struct mail_counts {
	int64_t waiting, sent, failed;
	struct mail_error last;	/* said NULL: there was none */
};
enum err mail_count(struct db *, struct mail_counts *out);

struct password_request {
	const char *id;
	const char *login;	/* as typed, in login_form() */
	int64_t lang;
	int64_t created_at;
};

enum err password_request_add(struct db *, const struct password_request *);

/* The oldest, at most 20. */
enum err password_requests(struct db *, struct password_request **out,
			   size_t *n);
enum err password_request_remove(struct db *, const char *id);

#endif
