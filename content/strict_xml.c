#include "strict_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | \
		 XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES)

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

/* What libxml2 says besides of a text's encoding would go to stderr. */
static void quiet(void *context, const char *message, ...)
{
	(void)context;
	(void)message;
}

static void doc_done(void *doc)
{
	xmlFreeDoc(doc);
}

/* Without recursion, since the depth is what is asked. */
static bool too_deep(const xmlNode *root)
{
	const xmlNode *n = root;
	int depth = 1;

	while (n) {
		if (depth > STRICT_XML_DEPTH_MOST)
			return true;
		if (n->type == XML_ELEMENT_NODE && n->children) {
			n = n->children;
			depth++;
			continue;
		}
		while (n && n != root && !n->next) {
			n = n->parent;
			depth--;
		}
		n = n && n != root ? n->next : NULL;
	}
	return false;
}

/* libxml2 has a bound of its own, above ours, and says so in words only. */
static enum strict_xml fault_of(const xmlNode *root, const xmlError *error,
				bool dtd)
{
	if (dtd)
		return STRICT_XML_ENTITIES;
	if (root)
		return too_deep(root) ? STRICT_XML_DEEP : STRICT_XML_FINE;
	return error && error->message &&
	       strstr(error->message, "Excessive depth")
		? STRICT_XML_DEEP : STRICT_XML_MALFORMED;
}

enum strict_xml strict_xml_parse(struct arena *mem, const char *bytes,
				 size_t size, xmlNode **root, size_t *line)
{
	enum strict_xml fault;
	const xmlError *error;
	xmlParserCtxt *ctxt;
	bool dtd = false;
	xmlDoc *doc;

	pthread_once(&once, xmlInitParser);
	xmlSetGenericErrorFunc(NULL, quiet);	/* of this thread */
	if (!(ctxt = xmlNewParserCtxt()))
		abort();
	ctxt->_private = &dtd;
	ctxt->sax->internalSubset = refuse_dtd;
	doc = xmlCtxtReadMemory(ctxt, bytes, (int)size, NULL, NULL, OPTIONS);
	*root = doc ? xmlDocGetRootElement(doc) : NULL;
	error = xmlCtxtGetLastError(ctxt);
	*line = error && error->line > 0 ? (size_t)error->line : 1;
	fault = fault_of(*root, error, dtd);
	if (fault) {
		xmlFreeDoc(doc);
		*root = NULL;
	} else {
		arena_own(mem, doc, doc_done);
	}
	xmlFreeParserCtxt(ctxt);
	return fault;
}
