/*
 * XML of strangers, as all of it is read here: no DTD and so no entity of its
 * own, no network, not deep.
 */
#ifndef STRICT_XML_H
#define STRICT_XML_H

#include <libxml/tree.h>

#include "base/arena.h"

#define STRICT_XML_DEPTH_MOST 100	/* elements inside elements */
#define STRICT_XML_ATTRIBUTES_MOST 500	/* of an element, with its namespaces */

enum strict_xml {
	STRICT_XML_FINE,
	STRICT_XML_MALFORMED,	/* or too many attributes, or a rare encoding */
	STRICT_XML_ENTITIES,	/* a DTD, with or without any */
	STRICT_XML_DEEP
};

/*
 * The root element; the document lives in the arena. `line` is where the fault
 * is, from 1, where that is known, else 1; `root` is NULL then. `size` is at
 * most INT_MAX.
 */
enum strict_xml strict_xml_parse(struct arena *, const char *bytes, size_t size,
				 xmlNode **root, size_t *line);

#endif
