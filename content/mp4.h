/*
 * What an MP4 file says of itself (ISO/IEC 14496-12), read from its boxes.
 *
 * Hostile like everything from outside: depth, count and every size are
 * bounded, and nothing is believed but what lies inside its parent.
 */
#ifndef CONTENT_MP4_H
#define CONTENT_MP4_H

#include <stdbool.h>
#include <stdint.h>

struct mp4 {
	bool index_last;	/* moov behind mdat: plays only when all is there */
	bool video, audio;
	char video_codec[5];	/* "avc1"; "" */
	char audio_codec[8];	/* "mp4a": AAC; else "mp3", "mp4a.DD"; "" */
	double seconds;		/* 0 when it is not said */
	uint32_t width, height;
	uint64_t bytes;		/* of the file */
};

/* False when it has no index, for instance because its end is missing. The
   offset of `fd` stays. */
bool mp4_read(int fd, struct mp4 *out);

#endif
