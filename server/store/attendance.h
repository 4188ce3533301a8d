/*
 * Attendance files that were read, line by line, until they are taken. Results
 * live in the handle's arena.
 */
#ifndef STORE_ATTENDANCE_H
#define STORE_ATTENDANCE_H

#include "db/db.h"

struct attendance_file {
	const char *id;
	const char *format;	/* "zoom", "meet", "teams" */
	const char *name, *digest;
	const char *state;	/* "review", "taken", "dropped" */
	const char *by_name;	/* NULL: nobody any more */
	int64_t at;
};

struct attendance_line {
	int64_t place;		/* 0 and up */
	const char *name, *email;
	int64_t minutes;
	int64_t from, until;	/* 0: not known */
	const char *person_id, *person_name;	/* NULL: nobody */
	const char *state;	/* "sure", "likely", "unknown", "confirmed",
				   "refused" */
};

/* `id` and `at` are filled in; it is "dropped" until all its lines are there. */
enum err attendance_file_add(struct db *, const char *event_id,
			     struct attendance_file *, const char *by_id,
			     int64_t now);
enum err attendance_file_turn(struct db *, const char *id, const char *state);

/* ERR_NOT_FOUND. */
enum err attendance_file_by_id(struct db *, const char *event_id,
			       const char *id, struct attendance_file *out);

/* Those not dropped, the newest first. */
enum err attendance_file_list(struct db *, const char *event_id, size_t most,
			      struct attendance_file **out, size_t *n);

enum err attendance_line_add(struct db *, const char *file_id,
			     const struct attendance_line *);

/* From place `from` up to `until`. */
enum err attendance_lines(struct db *, const char *file_id, int64_t from,
			  int64_t until, struct attendance_line **out,
			  size_t *n);

/* ERR_NOT_FOUND. */
enum err attendance_line_set(struct db *, const char *file_id, int64_t place,
			     const char *state, const char *person_id);

#endif
