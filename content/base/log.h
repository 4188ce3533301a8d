/*
 * The log: one JSON object a line on stderr.
 *
 * A line has the time, a level, an event (a short fixed name to search for) and
 * fields. Never a password, a token, a NIP or an address of a person: log ids.
 * Values are escaped here, so nothing from outside can forge a line.
 *
 *	log_event(LOG_INFO, "import.done", LOG_TEXT("module", id),
 *		  LOG_INT("files", n));
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
	const char *key;
	const char *text;	/* NULL: the number counts */
	int64_t number;
};

/* NULL is "". A function, since clang warns of a literal used as a yes or no. */
static inline const char *log_text(const char *s)
{
	return s ? s : "";
}

#define LOG_TEXT(k, v) ((struct log_field){ (k), log_text(v), 0 })
#define LOG_INT(k, v)  ((struct log_field){ (k), NULL, (int64_t)(v) })

#define log_event(level, ...) log_event_(level, __VA_ARGS__, LOG_TEXT(NULL, ""))
#define log_event_(level, event, ...) \
	log_line(level, event, (const struct log_field[]){ __VA_ARGS__ })

/* `fields` ends with one whose key is NULL. A line has 4 kB at most, and is
   written whole. */
void log_line(enum log_level, const char *event,
	      const struct log_field *fields);

/*
 * A write(2) for each line costs a busy server more than its making. Held, the
 * lines of INFO and below that come within 10 ms of the last write wait for the
 * next one, and whoever holds calls log_flush() a few times a second. The order
 * stays; what is worse than INFO waits for nothing. Holding counts; to let go
 * writes what is held.
 */
void log_hold(bool);
void log_flush(void);

/* Lines below this level are dropped; LOG_INFO at start. */
void log_least(enum log_level);

#endif
