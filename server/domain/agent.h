/* Agents and groups (xAPI Data 2.4.2): which JSON is one, and one name for each. */
#ifndef DOMAIN_AGENT_H
#define DOMAIN_AGENT_H

#include "domain/shape.h"

rule is_agent, is_group, is_actor;

/* Check the value of an `agent` parameter: an Agent or an identified Group. */
bool statement_agent(json_t *json);

/*
 * One text for each agent, however it is written: the inverse functional
 * identifier with its kind before it. NULL for an anonymous group.
 */
const char *agent_name(struct arena *mem, json_t *agent);

#endif
