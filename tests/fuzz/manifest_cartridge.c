/* Common Cartridge, with its links and topics. */
#include "manifest.h"
