/*
 * What our pages may frame besides packages: the origins of the tools that are
 * registered and on. Every page says so, and none waits for the database
 * because of it: the list is kept in memory and read again after five seconds,
 * since a server beside this one may have changed it, or when it was changed
 * here.
 */
#ifndef LTI_FRAMES_H
#define LTI_FRAMES_H

#include "http/http.h"

struct lti_frames;

struct lti_frames *lti_frames_new(void);
void lti_frames_free(struct lti_frames *);	/* NULL is nothing */

/*
 * Origins for frame-src, space-separated, in the request's arena; "" for none.
 * Without the database it is what was last known. Hold no read.
 */
const char *lti_frames_get(struct request *);

/* After a write that changed a tool (rq->after): the next page knows. */
void lti_frames_forget(struct request *);

/*
 * The origins of `n` addresses, each once. A list that would make the head too
 * long for what stands before us (LTI_FRAMES_MOST; nginx takes 4 kB in all)
 * is "https:", and "http:" besides where `loopback`: our pages frame only what
 * the player was told to.
 */
#define LTI_FRAMES_MOST 2000
const char *lti_frames_list(struct arena *, const char *const urls[], size_t n,
			    bool loopback);

#endif
