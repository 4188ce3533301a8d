/* The tincan.xml of Tin Can. */
#include "manifest.h"
