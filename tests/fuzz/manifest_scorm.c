/* SCORM 1.2 and 2004, with their sequencing. */
#include "manifest.h"
