/* Modules of our own format: module.json, lessons, quizzes, cases. */
#include "manifest.h"
