#include "strict_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* Those in which "=" is the byte that it is in ASCII. */
static bool plain_encoding(const char *name)
{
	static const char *const known[] = { "utf-8", "utf8", "utf-16",
		"utf16", "iso-8859-", "us-ascii", "ascii", "windows-125",
		"cp125", "latin", "gb2312", "gbk", "gb18030", "big5",
		"shift_jis", "euc-" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strncasecmp(name, known[i], strlen(known[i])) == 0)
			return true;
	return false;
}

/* What <?xml … encoding="…"?> says, if anything. */
static bool declared_plain(const char *bytes, size_t size)
{
	static const char ebcdic[] = { 0x4c, 0x6f, (char)0xa7, (char)0x94 };
	char head[256];
	const size_t n = size < sizeof(head) - 1 ? size : sizeof(head) - 1;
	char *at;

	if (n >= 4 && memcmp(bytes, ebcdic, 4) == 0)
		return false;
	memcpy(head, bytes, n);
	head[n] = '\0';
	if (!(at = strstr(head, "<?xml")))
		return true;
	if (!(at = strstr(at, "?>")))
		return false;
	*at = '\0';
	if (!(at = strstr(head, "encoding")))
		return true;
	at += strlen("encoding");
	return plain_encoding(at + strspn(at, " \t\r\n=\"'"));
}

/* Behind a comment, CDATA or an instruction that begins there; else there. */
static const char *over_words(const char *at, const char *end)
{
	static const struct {
		const char *from, *to;
	} pairs[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" },
		      { "<?", "?>" } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const size_t n = strlen(pairs[i].from);
		const char *to;

		if ((size_t)(end - at) < n || memcmp(at, pairs[i].from, n))
			continue;
		to = memmem(at + n, (size_t)(end - at) - n, pairs[i].to,
			    strlen(pairs[i].to));
		return to ? to + strlen(pairs[i].to) : end;
	}
	return at;
}

/* How many "=" stand outside values in the tag there; `end` is behind it. */
static size_t attributes(const char **at, const char *end)
{
	char quote = 0;
	size_t n = 0;

	for (++*at; *at < end && **at != '<' && (quote || **at != '>'); ++*at) {
		const char c = **at;

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else
			n += c == '=';
	}
	return n;
}

/*
 * libxml2 compares each attribute with all before it: 90,000 took it minutes.
 * UTF-16, where a comment may seem to begin in the middle of letters, is read
 * without knowing any.
 */
static bool few_attributes(const char *bytes, size_t size, size_t *line)
{
	const char *at = bytes, *end = bytes + size, *to;
	const bool wide = memchr(bytes, 0, size);

	while ((at = memchr(at, '<', (size_t)(end - at)))) {
		if (!wide && (to = over_words(at, end)) != at) {
			at = to;
			continue;
		}
		to = at;
		if (attributes(&to, end) > STRICT_XML_ATTRIBUTES_MOST) {
			*line = 1;
			while (at-- > bytes)
				*line += *at == '\n';
			return false;
		}
		at = to;
	}
	return true;
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

	*root = NULL;
	*line = 1;
	if (!declared_plain(bytes, size) || !few_attributes(bytes, size, line))
		return STRICT_XML_MALFORMED;
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
