/*
 * Letters leave in the background: at once when there is one, and again after a
 * minute, five, half an hour … when the mail server does not take it; after
 * MAILER_TRIES it is given up. Several nodes on one database share the work.
 *
 * What was sent or given up is forgotten by jobs/letters_keep.h.
 *
 * Requests for new passwords are looked at here too, not in the call that made
 * them, so that neither its answer nor its time tells who has an account.
 */
#ifndef JOBS_MAILER_H
#define JOBS_MAILER_H

#include "http/mail.h"
#include "serve.h"
#include "store/mail.h"

#define MAILER_TRIES 8

/* At most so many links in so long for one person, whoever asks. */
#define MAILER_RESETS 3
#define MAILER_RESETS_MS (15 * 60 * INT64_C(1000))

/* The setting as mail_send wants it, its password opened; texts in `mem`. */
enum err mailer_server(const struct server *, struct db *, struct arena *mem,
		       struct mail_server *out);

/* How long to wait after so many tries, in ms. */
int64_t mailer_pause(int64_t tries);

#endif
