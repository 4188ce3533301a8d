/*
 * How long a recording is, by what its own container says: MP3 (Xing, Info or
 * VBRI, else its rate), WAV, Ogg (Opus, Vorbis, Speex), FLAC, AAC in ADTS.
 *
 * Hostile like everything from outside: bounded reads, and no size is believed
 * beyond the end of the file.
 */
#ifndef CONTENT_SOUND_H
#define CONTENT_SOUND_H

/*
 * In seconds; 0 when it is not said, or `type` (audio/mpeg, audio/wav,
 * audio/ogg, video/ogg, audio/flac, audio/aac) is another one. The offset of
 * `fd` stays.
 */
double sound_seconds(int fd, const char *type);

#endif
