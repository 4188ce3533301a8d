/*
 * What a function that can fail returns.
 *
 * OK is zero, so calls chain with ||, and a check reads `if (e)`.
 * The code says what the caller can do about it. The reason is for the log; it
 * is written where the failure is first seen, by fail(), into the slot that
 * failure_into() named for this thread. A request is worked on by more than one
 * thread (its worker, then the writer), so the slot belongs to the request and
 * travels with it; a thread that named none has one of its own.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
	OK = 0,
	ERR_INVALID,		/* the input does not make sense */
	ERR_ANONYMOUS,		/* nobody is signed in */
	ERR_FORBIDDEN,		/* somebody is, and may not */
	ERR_NOT_FOUND,
	ERR_CONFLICT,		/* a constraint or a newer version says no */
	ERR_TOO_LARGE,		/* over a limit that is stated somewhere */
	ERR_UNSUPPORTED,	/* a form we do not read */
	ERR_TOO_MANY,		/* too often; later it is welcome again */
	ERR_FULL,		/* no room on the disk; nothing was lost */
	ERR_BUSY,		/* the same call may succeed at once */
	ERR_STORAGE,		/* the disk fails; what was acknowledged is safe */
	ERR_INTERNAL,		/* ours: a bug, a broken peer */
	ERR_COUNT
};

#define FAILURE_SIZE 512

struct failure {
	char reason[FAILURE_SIZE];
};

/*
 * From here on fail() on this thread writes to `slot`, which must outlive its
 * use; NULL goes back to the thread's own. Returns the slot used before.
 */
struct failure *failure_into(struct failure *slot);

/* Record why in this thread's slot and return `code`: `return fail(...)`. */
#define fail(code, ...) fail_at(__FILE__, __LINE__, (code), __VA_ARGS__)
enum err fail_at(const char *file, int line, enum err code,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The reason last recorded in this thread's slot; "" when there is none. */
const char *fail_reason(void);

#endif
