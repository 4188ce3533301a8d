/*
 * Resumable uploads, tus 1.0 with creation, termination and expiration.
 *
 * An offset is told only of bytes that are on disk and in the row, so a power
 * cut loses at most what came since the last of them and never moves one.
 */
#ifndef API_UPLOAD_H
#define API_UPLOAD_H

#include "http/http.h"

/* Where clients cannot send PATCH or DELETE: a POST that says which it means. */
void upload_method(struct request *);

/* What every answer under /api/v1/uploads says; to OPTIONS, what we can. */
void upload_guard(const struct request *, struct response *);

#endif
