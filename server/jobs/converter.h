/*
 * The smaller forms of videos and recordings, made in the background by
 * content/convert.h: one at a time, the oldest wish first.
 *
 * A form waits in its row until it is done, so a stop of the server, or its
 * death, costs nothing but beginning again; what dies FORM_TRIES times over one
 * form gives that up. Where ffmpeg is not installed they wait, and are made
 * when it is.
 */
#ifndef JOBS_CONVERTER_H
#define JOBS_CONVERTER_H

#include "serve.h"

struct converter;

enum err converter_open(struct server *, struct converter **out);

/* What is being made is stopped, and begun again at the next start. */
void converter_close(struct converter *);

/* There may be something to make; committed. NULL: there is no converter. */
void converter_wake(struct converter *);

/* Is this being made at this moment? */
bool converter_makes(struct converter *, const char *unit_id,
		     const char *name);

#endif
