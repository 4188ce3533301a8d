#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "manifest.h"

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

/* Without recursion, since the depth is what is asked. */
static bool too_deep(const xmlNode *root)
{
	const xmlNode *n = root;
	int depth = 1;

	while (n) {
		if (depth > MANIFEST_DEPTH_MAX)
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

static enum err xml_refuse(struct manifest *m, const struct package_file *file,
			   const xmlError *error, bool dtd)
{
	struct fault f = { .code = FAULT_XML_MALFORMED, .file = file->path };

	if (dtd) {
		f.code = FAULT_XML_ENTITIES;
	} else if (error && error->message &&
		   strstr(error->message, "Excessive depth")) {
		f.code = FAULT_XML_TOO_DEEP;
		f.limit = MANIFEST_DEPTH_MAX;
	} else {
		f.name = arena_format(m->mem, "%d", error ? error->line : 1);
	}
	return manifest_refuse(m, f);
}

static enum err parse(struct manifest *m, const struct package_file *file,
		      const char *bytes, size_t size, xmlNode **root)
{
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	bool dtd = false;
	enum err e = OK;
	xmlDoc *doc;

	if (!ctxt)
		abort();
	ctxt->_private = &dtd;
	ctxt->sax->internalSubset = refuse_dtd;
	doc = xmlCtxtReadMemory(ctxt, bytes, (int)size, NULL, NULL,
				XML_PARSE_NONET | XML_PARSE_NOERROR |
				XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	*root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (dtd || !*root) {
		e = xml_refuse(m, file, xmlCtxtGetLastError(ctxt), dtd);
		xmlFreeDoc(doc);
	} else {
		arena_own(m->mem, doc, doc_done);
	}
	xmlFreeParserCtxt(ctxt);
	return e;
}

enum err xml_read(struct manifest *m, const struct package_file *file,
		  xmlNode **root)
{
	char *bytes;
	size_t size;
	enum err e;

	pthread_once(&once, xmlInitParser);
	if (file->size > MANIFEST_XML_MAX)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_XML_TOO_LARGE, .file = file->path,
			.limit = MANIFEST_XML_MAX });
	if ((e = manifest_bytes(m, file, MANIFEST_XML_MAX, &bytes, &size)) ||
	    (e = parse(m, file, bytes, size, root)))
		return e;
	if (too_deep(*root))
		return manifest_refuse(m, (struct fault){
			.code = FAULT_XML_TOO_DEEP, .file = file->path,
			.limit = MANIFEST_DEPTH_MAX });
	return OK;
}

bool xml_is(const xmlNode *n, const char *name)
{
	return n && n->type == XML_ELEMENT_NODE &&
	       strcasecmp((const char *)n->name, name) == 0;
}

static xmlNode *first_of(xmlNode *n, const char *name)
{
	while (n && !xml_is(n, name))
		n = n->next;
	return n;
}

xmlNode *xml_child(const xmlNode *n, const char *name)
{
	return n ? first_of(n->children, name) : NULL;
}

xmlNode *xml_next(const xmlNode *n, const char *name)
{
	return n ? first_of(n->next, name) : NULL;
}

xmlNode *xml_at(const xmlNode *n, const char *path)
{
	while (n && *path) {
		const size_t size = strcspn(path, "/");
		char name[64];

		if (size >= sizeof(name))
			return NULL;
		memcpy(name, path, size);
		name[size] = '\0';
		n = xml_child(n, name);
		path += size + (path[size] == '/');
	}
	return (xmlNode *)(uintptr_t)n;
}

static const char *owned(struct arena *a, xmlChar *s)
{
	const char *copy = s ? arena_copy(a, s, (size_t)xmlStrlen(s)) : NULL;

	xmlFree(s);
	return copy;
}

/* Identifiers, IRIs and numbers lose the blanks around them, says XML Schema. */
static const char *trimmed(struct arena *a, xmlChar *s)
{
	const char *copy = owned(a, s);

	return copy ? text_trim(a, copy) : NULL;
}

const char *xml_attr(struct arena *a, const xmlNode *n, const char *name)
{
	for (xmlAttr *at = n ? n->properties : NULL; at; at = at->next)
		if (strcasecmp((const char *)at->name, name) == 0)
			return trimmed(a, xmlNodeListGetString(n->doc,
							at->children, 1));
	return NULL;
}

const char *xml_raw(struct arena *a, const xmlNode *n)
{
	const char *s = n ? owned(a, xmlNodeGetContent(n)) : NULL;

	return s ? text_trim(a, s) : "";
}

const char *xml_text(struct arena *a, const xmlNode *n)
{
	const char *from = xml_raw(a, n);
	char *out = arena_alloc(a, strlen(from) + 1), *p = out;

	for (; *from; from++) {
		const bool blank = (unsigned char)*from <= ' ';

		if (!blank)
			*p++ = *from;
		else if (p != out && p[-1] != ' ')
			*p++ = ' ';
	}
	*p = '\0';
	return out;
}

bool xml_bool(const char *s, bool otherwise)
{
	if (s && (strcasecmp(s, "true") == 0 || strcmp(s, "1") == 0))
		return true;
	if (s && (strcasecmp(s, "false") == 0 || strcmp(s, "0") == 0))
		return false;
	return otherwise;
}

/* Not strtod: that reads "0x1p3", "inf", and by the locale. */
bool xml_number(const char *s, double *out)
{
	double value = 0, scale = 1;
	bool minus, digits = false;

	if (!s)
		return false;
	s += strspn(s, " \t\r\n");
	minus = *s == '-';
	s += *s == '-' || *s == '+';
	for (; *s >= '0' && *s <= '9'; s++, digits = true)
		value = value * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++, digits = true) {
			value = value * 10 + (*s - '0');
			scale *= 10;
		}
	s += strspn(s, " \t\r\n");
	if (!digits || *s || !isfinite(value) || !isfinite(scale))
		return false;
	*out = (minus ? -value : value) / scale;
	return true;
}
