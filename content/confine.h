/*
 * Shutting a program of others in before it reads what strangers made: which
 * files it may open (Landlock, Linux 5.13), which calls it may make (seccomp),
 * how much it may use. For the processes of worker.h, after which they become
 * that program.
 */
#ifndef CONTENT_CONFINE_H
#define CONTENT_CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>

bool confine_limit(int what, rlim_t most);

/* `path`, or when that is NULL the descriptor `fd` as it is. */
struct confine_file {
	const char *path;
	int fd;
	enum { CONFINE_READ, CONFINE_RUN, CONFINE_WRITE } may;
};

/*
 * Of all files only the system's programs and libraries, and these. What is
 * not there is passed over. False: the kernel cannot.
 */
bool confine_files(const struct confine_file *, size_t n);

/*
 * Of all calls only what a program that reads, computes and writes makes, with
 * threads or without; everything else answers EPERM. No network, no other
 * process, no name in a folder is made or removed.
 */
bool confine_calls(bool threads);

/* No core, no new privileges, nobody looks in. First of all. */
bool confine_begin(void);

#endif
