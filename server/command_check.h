/*
 * The parts of `balai check`. Each says what it finds on stdout, in the language
 * of the terminal, and what can be done about it.
 */
#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

#include "config.h"

/*
 * Everything that lies in the data folder and the database: 0 when all is as it
 * was stored, else 1. Beside a running server too. Nothing is changed, but that
 * a database of an older step is brought to the newest, as by any command.
 */
int check_data(const struct config *);

struct check_url {
	const char *ca;			/* certificates to trust; NULL */
	const char *const *connect_to;	/* as struct probe has it; NULL */
};

/* The server at config->url as others see it: 1 when something is wrong. */
int check_url(const struct config *, const struct check_url *);

#endif
