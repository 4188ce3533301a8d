/*
 * The app's own address, for what is read elsewhere: letters and slips. Never
 * taken from a request, which could name another's.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <stdbool.h>

#include "config.h"
#include "db/db.h"

/* --url, else what an administrator has set; NULL: not known yet. */
enum err address_known(const struct config *, struct db *, const char **out);

/* "https://belajar.example.go.id", with a port or not, and nothing behind. */
bool address_fits(const char *);

enum err address_set(struct db *, const char *address);

#endif
