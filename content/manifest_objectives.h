/*
 * An activity's objectives and their maps to shared ones: <imsss:objectives>,
 * and the scores and progress that <adlseq:objectives> of SCORM 2004's 4th
 * edition maps besides. Not for those outside content/.
 */
#ifndef CONTENT_MANIFEST_OBJECTIVES_H
#define CONTENT_MANIFEST_OBJECTIVES_H

#include "manifest.h"

/*
 * "objectives" of manifest_sequencing.h, the primary one first; a new reference.
 * An element of `seq` stands for the whole of the one in `shared`; either may be
 * NULL. Counts its looks in m->nsteps and ends early at MANIFEST_STEPS_MAX.
 */
json_t *objectives_read(struct manifest *, const xmlNode *seq,
			const xmlNode *shared);

#endif
