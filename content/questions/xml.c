#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "questions/reading.h"

#define DEPTH_MOST 100

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* A document that declares anything is not read on: no entity is ever made. */
static void refuse_dtd(void *context, const xmlChar *name,
		       const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *ctxt = context;

	(void)name;
	(void)external;
	(void)system;
	*(bool *)ctxt->_private = true;
	xmlStopParser(ctxt);
}

static void doc_done(void *doc)
{
	xmlFreeDoc(doc);
}

static bool too_deep(const xmlNode *top)
{
	for (const xmlNode *n = top; n; n = element_walk(top, n)) {
		int depth = 0;

		if (n->children)
			continue;
		for (const xmlNode *up = n; up && depth <= DEPTH_MOST;
		     up = up->parent)
			depth++;
		if (depth > DEPTH_MOST)
			return true;
	}
	return false;
}

xmlNode *reading_xml(struct reading *r, const char *bytes, size_t size)
{
	xmlParserCtxt *ctxt;
	const xmlError *error;
	bool dtd = false;
	xmlNode *root;
	xmlDoc *doc;

	pthread_once(&once, xmlInitParser);
	if (!(ctxt = xmlNewParserCtxt()))
		abort();
	ctxt->_private = &dtd;
	ctxt->sax->internalSubset = refuse_dtd;
	doc = xmlCtxtReadMemory(ctxt, bytes, (int)size, NULL, NULL,
				XML_PARSE_NONET | XML_PARSE_NOERROR |
				XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
				XML_PARSE_BIG_LINES);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	error = xmlCtxtGetLastError(ctxt);
	if (dtd || !root || too_deep(root)) {
		reading_refuse(r, error && error->line > 0
			       ? (size_t)error->line : 1,
			       dtd ? NOTE_XML_ENTITIES : NOTE_XML, NULL);
		xmlFreeDoc(doc);
		root = NULL;
	} else {
		arena_own(r->mem, doc, doc_done);
	}
	xmlFreeParserCtxt(ctxt);
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
