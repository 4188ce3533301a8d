/*
 * Moments and durations as ISO 8601 writes them (RFC 3339; xAPI Data 4.4, 4.5).
 */
#ifndef DOMAIN_MOMENT_H
#define DOMAIN_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

/* ISO 8601 with a date and a time; without a zone it is UTC. */
bool moment_read(const char *text, int64_t *ms);

/* The same in microseconds, what is finer left out; it must name its zone. */
bool moment_read_us(const char *text, int64_t *us);

/* ISO 8601, "P1DT2H3M4.5S" or "P4W"; months of 30 days and years of 365. */
bool duration_read(const char *text, int64_t *ms);

/* "PT12.34S", down to hundredths; `out` takes 32 bytes. */
void duration_write(int64_t ms, char out[static 32]);

#endif
