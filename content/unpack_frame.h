/* What the worker writes into its pipe; not for others. */
#ifndef CONTENT_UNPACK_FRAME_H
#define CONTENT_UNPACK_FRAME_H

#include <stdint.h>

#define FRAME_DATA_MAX  131072
#define FRAME_NAME_MAX  16384

/* FRAME_HELLO has no body: the worker is confined and begins. */
enum frame_kind { FRAME_HELLO = 1, FRAME_ENTRY, FRAME_DATA, FRAME_END };

enum frame_type { TYPE_FILE, TYPE_DIR, TYPE_LINK, TYPE_SPECIAL };

/* Both sides are the same program on the same machine. */
struct frame {
	uint32_t kind;
	uint32_t size;		/* bytes that follow */
};

/* FRAME_ENTRY: this, the name, the target of a link. */
struct frame_entry {
	int64_t size;		/* -1: not known before */
	uint32_t type;
	uint32_t name_size;
	uint32_t link_size;
	uint32_t unused;
};

enum verdict {
	VERDICT_OK,
	VERDICT_UNKNOWN,	/* no archive that we read */
	VERDICT_EMPTY,
	VERDICT_TRUNCATED,
	VERDICT_DAMAGED,
	VERDICT_ENCRYPTED,
	VERDICT_METHOD,
	VERDICT_MEMORY,
	VERDICT_COUNT
};

/* FRAME_END: this and nothing after it. */
struct frame_end {
	uint32_t verdict;
	uint32_t in_entry;	/* it concerns the entry last begun */
	char why[200];		/* for the log */
};

#endif
