/* The course structure of cmi5. */
#include "manifest.h"
