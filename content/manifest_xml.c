#include <libxml/tree.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "manifest.h"
#include "strict_xml.h"

enum err xml_read(struct manifest *m, const struct package_file *file,
		  xmlNode **root)
{
	struct fault f = { .file = file->path };
	size_t size, line;
	char *bytes;
	enum err e;

	if (file->size > MANIFEST_XML_MAX)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_XML_TOO_LARGE, .file = file->path,
			.limit = MANIFEST_XML_MAX });
	if ((e = manifest_bytes(m, file, MANIFEST_XML_MAX, &bytes, &size)))
		return e;
	switch (strict_xml_parse(m->mem, bytes, size, root, &line)) {
	case STRICT_XML_FINE:
		return OK;
	case STRICT_XML_ENTITIES:
		f.code = FAULT_XML_ENTITIES;
		break;
	case STRICT_XML_DEEP:
		f.code = FAULT_XML_TOO_DEEP;
		f.limit = STRICT_XML_DEPTH_MOST;
		break;
	case STRICT_XML_MALFORMED:
		f.code = FAULT_XML_MALFORMED;
		f.name = arena_format(m->mem, "%zu", line);
		break;
	}
	return manifest_refuse(m, f);
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
