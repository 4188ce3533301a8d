/* Folders of pages without a manifest. */
#include "manifest.h"
