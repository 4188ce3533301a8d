/*
 * A demonstration's programme, so that who tries Balai sees one under way: the
 * modules that are there, a webinar tomorrow, and the demonstration's people.
 */
#ifndef TRAINING_DEMO_H
#define TRAINING_DEMO_H

#include "store/programme.h"

/*
 * Once: nothing happens where the first agency has a programme, whoever made
 * it, or while no module of it is published.
 */
enum err demo_programme(struct db *, int64_t now);

#endif
