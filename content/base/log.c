#include "base/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

#define LINE_SIZE 4096
#define TAIL_SIZE 8	/* room kept for what closes the line */

struct line {
	char bytes[LINE_SIZE];
	size_t used;
};

static atomic_int least = LOG_INFO;

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

static void put_quoted(struct line *l, const char *s)
{
	put(l, "\"", 1);
	for (; *s && l->used < LINE_SIZE - TAIL_SIZE - 8; s++) {
		const unsigned char c = (unsigned char)*s;
		char escape[8];

		if (c == '"' || c == '\\')
			put(l, (const char[]){ '\\', (char)c }, 2);
		else if (c < 0x20 || c == 0x7f)
			put(l, escape, (size_t)snprintf(escape, sizeof(escape),
							"\\u%04x", c));
		else
			put(l, s, 1);
	}
	put(l, "\"", 1);
}

static void put_field(struct line *l, const struct log_field *f)
{
	char number[24];

	put(l, ",", 1);
	put_quoted(l, f->key);
	put(l, ":", 1);
	if (f->text)
		put_quoted(l, f->text);
	else
		put(l, number, (size_t)snprintf(number, sizeof(number), "%lld",
						(long long)f->number));
}

void log_line(enum log_level level, const char *event,
	      const struct log_field *fields)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	struct line l = { .used = 0 };
	char at[CLOCK_TEXT_SIZE];

	if ((int)level < atomic_load(&least))
		return;
	clock_text(clock_now(), at);
	put(&l, "{\"at\":", 6);
	put_quoted(&l, at);
	put_field(&l, &LOG_TEXT("level", names[level]));
	put_field(&l, &LOG_TEXT("event", event));
	for (const struct log_field *f = fields; f->key; f++)
		if (l.used < LINE_SIZE - 128)
			put_field(&l, f);
	put(&l, "}", 1);
	l.bytes[l.used++] = '\n';
	if (write(STDERR_FILENO, l.bytes, l.used) < 0)
		return;		/* there is nowhere left to say so */
}
