/* An activity and how it is described (xAPI Data 2.4.4.1). */
#ifndef DOMAIN_ACTIVITY_H
#define DOMAIN_ACTIVITY_H

#include "domain/shape.h"

rule is_activity;

#endif
