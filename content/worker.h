/*
 * This program started again as a process of its own, to read what strangers
 * made: it gets one descriptor and one pipe, no environment, and shuts itself
 * in before it looks. A forked copy of a process with threads may not allocate,
 * so it is started anew.
 */
#ifndef CONTENT_WORKER_H
#define CONTENT_WORKER_H

#include <sys/types.h>

#include "base/err.h"

/*
 * Start `exe` (NULL: this program) with `name` as its only argument, `in` as
 * descriptor 0 and `out` as 1; 2 is /dev/null. The caller keeps both.
 */
enum err worker_start(const char *name, int in, int out, const char *exe,
		      pid_t *pid);

/*
 * Kill it if it still runs, and wait for its end. What it left with by itself,
 * or -1.
 */
int worker_end(pid_t);

#endif
