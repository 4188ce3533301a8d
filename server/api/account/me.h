/* What somebody does to their own account. */
#ifndef API_ACCOUNT_ME_H
#define API_ACCOUNT_ME_H

#include "http/http.h"

/*
 * Is that the caller's own password? On the worker's thread; refused as
 * password_mismatch, login_slowed or ERR_BUSY. NULL is no password.
 */
enum err me_password_right(struct request *, const char *password);

#endif
