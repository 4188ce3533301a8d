/* What both sides of convert.h agree on. Not for others. */
#ifndef CONTENT_CONVERT_LIMITS_H
#define CONTENT_CONVERT_LIMITS_H

#include "convert.h"

#define CONVERT_PROGRAM "/usr/bin/ffmpeg"
#define CONVERT_NO_WORKER 113		/* ffmpeg leaves with others */
#define CONVERT_CPU_SECONDS (4 * 3600)

/* What saves less than a fifth is not worth a choice. */
static inline uint64_t convert_bytes_most(uint64_t original)
{
	return original / 5 * 4;
}

#endif
