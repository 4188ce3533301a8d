#include <string.h>

#include "questions/reading.h"
#include "strict_xml.h"

xmlNode *reading_xml(struct reading *r, const char *bytes, size_t size)
{
	xmlNode *root;
	size_t line;

	switch (strict_xml_parse(r->mem, bytes, size, &root, &line)) {
	case STRICT_XML_FINE:
		break;
	case STRICT_XML_ENTITIES:
		reading_refuse(r, line, NOTE_XML_ENTITIES, NULL);
		break;
	case STRICT_XML_MALFORMED:
	case STRICT_XML_DEEP:
		reading_refuse(r, line, NOTE_XML, NULL);
		break;
	}
	return root;
}

/* Hyphens and capitals apart. */
static bool same_name(const char *own, const char *name)
{
	for (;; own++, name++) {
		own += *own == '-';
		if ((*own | 32) != (*name | 32))
			return false;
		if (!*own || !*name)
			return *own == *name;
	}
}

/* "qti-choice-interaction" of QTI 3 is "choiceInteraction" of QTI 2. */
bool element_is(const xmlNode *n, const char *name)
{
	const char *own;

	if (!n || n->type != XML_ELEMENT_NODE)
		return false;
	own = (const char *)n->name;
	return same_name(strncmp(own, "qti-", 4) ? own : own + 4, name);
}

static xmlNode *first_of(xmlNode *n, const char *name)
{
	while (n && !element_is(n, name))
		n = n->next;
	return n;
}

xmlNode *element_child(const xmlNode *n, const char *name)
{
	return n ? first_of(n->children, name) : NULL;
}

xmlNode *element_next(const xmlNode *n, const char *name)
{
	return n ? first_of(n->next, name) : NULL;
}

static const char *owned(struct reading *r, xmlChar *s)
{
	const char *copy = s ? text_trim(r->mem, (const char *)s) : "";

	xmlFree(s);
	return copy;
}

const char *element_attribute(struct reading *r, const xmlNode *n,
			      const char *name)
{
	for (xmlAttr *at = n ? n->properties : NULL; at; at = at->next)
		if (same_name((const char *)at->name, name))
			return owned(r, xmlNodeListGetString(
				n->doc, at->children, 1));
	return "";
}

const char *element_text(struct reading *r, const xmlNode *n)
{
	return n ? owned(r, xmlNodeGetContent(n)) : "";
}

const xmlNode *element_walk(const xmlNode *top, const xmlNode *at)
{
	do {
		if (at->children && at->type == XML_ELEMENT_NODE) {
			at = at->children;
			continue;
		}
		while (at != top && !at->next)
			at = at->parent;
		at = at == top ? NULL : at->next;
	} while (at && at->type != XML_ELEMENT_NODE);
	return at;
}
