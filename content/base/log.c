#include "base/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

#define LINE_SIZE 4096
#define TAIL_SIZE 8	/* room kept for what closes the line */
#define HELD_SIZE 65536
#define HELD_MS   10

struct line {
	char bytes[LINE_SIZE];
	size_t used;
};

static atomic_int least = LOG_INFO;

/* Lines that wait for others to be written with them. */
static pthread_mutex_t held_lock = PTHREAD_MUTEX_INITIALIZER;
static char held[HELD_SIZE];
static size_t nheld;
static int holders;
static int64_t written_at;	/* by clock_steady */

void log_least(enum log_level level)
{
	atomic_store(&least, (int)level);
}

static void put(struct line *l, const char *s, size_t n)
{
	if (n > LINE_SIZE - TAIL_SIZE - l->used)
		n = LINE_SIZE - TAIL_SIZE - l->used;
	memcpy(l->bytes + l->used, s, n);
	l->used += n;
}

static bool plain(unsigned char c)
{
	return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
}

static void put_escape(struct line *l, unsigned char c)
{
	char escape[8];

	if (c == '"' || c == '\\')
		put(l, (const char[]){ '\\', (char)c }, 2);
	else
		put(l, escape, (size_t)snprintf(escape, sizeof(escape),
						"\\u%04x", c));
}

static void put_quoted(struct line *l, const char *s)
{
	const size_t end = LINE_SIZE - TAIL_SIZE - 8;

	put(l, "\"", 1);
	while (*s && l->used < end) {
		size_t n = 0;

		while (n < end - l->used && plain((unsigned char)s[n]))
			n++;
		put(l, s, n);
		s += n;
		if (*s && l->used < end)
			put_escape(l, (unsigned char)*s++);
	}
	put(l, "\"", 1);
}

static void put_number(struct line *l, int64_t n)
{
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + left % 10);
	while (left /= 10);
	if (n < 0)
		put(l, "-", 1);
	put(l, digits + at, sizeof(digits) - at);
}

/* What of a time stays the same for a second is kept, for each thread. */
static void put_time(struct line *l, int64_t now)
{
	static _Thread_local char text[CLOCK_TEXT_SIZE];
	static _Thread_local int64_t second = -1;
	const int64_t ms = now % 1000;

	if (now / 1000 != second) {
		clock_text(now, text);
		second = now / 1000;
	}
	for (int i = 0, unit = 100; i < 3; i++, unit /= 10)
		text[strlen("2026-01-31T00:00:00.") + (size_t)i] =
			(char)('0' + ms / unit % 10);
	put_quoted(l, text);
}

static void put_field(struct line *l, const struct log_field *f)
{
	put(l, ",", 1);
	put_quoted(l, f->key);
	put(l, ":", 1);
	if (f->text)
		put_quoted(l, f->text);
	else
		put_number(l, f->number);
}

static void line_make(struct line *l, enum log_level level, const char *event,
		      const struct log_field *fields)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };

	put(l, "{\"at\":", 6);
	put_time(l, clock_now());
	put_field(l, &LOG_TEXT("level", names[level]));
	put_field(l, &LOG_TEXT("event", event));
	for (const struct log_field *f = fields; f->key; f++)
		if (l->used < LINE_SIZE - 128)
			put_field(l, f);
	put(l, "}\n", 2);
}

/* With the lock held. */
static void write_held(int64_t now)
{
	const size_t n = nheld;

	nheld = 0;
	written_at = now;
	if (n && write(STDERR_FILENO, held, n) < 0)
		return;		/* there is nowhere left to say so */
}

void log_line(enum log_level level, const char *event,
	      const struct log_field *fields)
{
	struct line l;
	int64_t now;

	if ((int)level < atomic_load(&least))
		return;
	l.used = 0;
	line_make(&l, level, event, fields);
	now = clock_steady();
	pthread_mutex_lock(&held_lock);
	if (nheld + l.used > HELD_SIZE)
		write_held(now);
	memcpy(held + nheld, l.bytes, l.used);
	nheld += l.used;
	if (!holders || level > LOG_INFO || now - written_at >= HELD_MS)
		write_held(now);
	pthread_mutex_unlock(&held_lock);
}

void log_hold(bool yes)
{
	pthread_mutex_lock(&held_lock);
	holders += yes ? 1 : -1;
	write_held(clock_steady());
	pthread_mutex_unlock(&held_lock);
}

void log_flush(void)
{
	pthread_mutex_lock(&held_lock);
	if (nheld)
		write_held(clock_steady());
	pthread_mutex_unlock(&held_lock);
}
