/*
 * Modules of our own format as packages. Not for those outside content/.
 */
#ifndef CONTENT_NATIVE_PACKAGE_H
#define CONTENT_NATIVE_PACKAGE_H

#include "manifest.h"

/* Is there a module.json at the top that speaks of a format of ours? */
bool native_here(struct manifest *);

/*
 * Fill in m->out. The lessons' pages become blobs of the batch, which is
 * m->batch. MODULE_FAULTY with all its details, MODULE_NEWER, or what the blobs
 * say.
 */
enum err native_package(struct manifest *, struct blob_batch *);

#endif
