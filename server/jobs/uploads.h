/*
 * Files that arrive in pieces: one writer each, room for all, and an end to
 * those that nobody goes on with.
 *
 * The bytes lie in DATA/uploads under the upload's id, which is also the id of
 * the import it becomes: nothing is moved when it is complete.
 */
#ifndef JOBS_UPLOADS_H
#define JOBS_UPLOADS_H

#include "serve.h"

struct uploads;

/* Starts the thread that sweeps, at once and then every hour. */
enum err uploads_open(struct server *, struct uploads **out);
void uploads_close(struct uploads *);

/* Only one may write to an upload or end it; false: another one does now. */
bool uploads_lock(struct uploads *, const char *id);
void uploads_unlock(struct uploads *, const char *id);

/*
 * Is there room for `bytes` more besides what was `promised` to others? Opened,
 * a file needs as much again, and the disk keeps a reserve for everything else.
 */
bool uploads_room(const struct server *, int64_t promised, int64_t bytes);

#endif
