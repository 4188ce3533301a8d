/*
 * A learner opens a unit: POST /api/v1/modules/{id}/launches.
 *
 * Goes on with the attempt there is, on the version it began with, or begins
 * one; each launch is a run of its own with a token of its own.
 */
#ifndef PLAY_LAUNCH_H
#define PLAY_LAUNCH_H

#include "http/http.h"

handler launch_add;

#endif
