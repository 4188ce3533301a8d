#include "extract.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/HTMLparser.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "media.h"
#include "native.h"
#include "worker.h"

#define DEPTH 512
#define HTML_MS 3000
#define HTML_STEP 4096
#define PDF_MS 30000

static bool type_is(const char *type, const char *name)
{
	const size_t n = strlen(name);

	return strncmp(type, name, n) == 0 && strchr("; ", type[n]);
}

static bool is_text(const char *type)
{
	return type_is(type, "text/plain") || type_is(type, "text/markdown");
}

bool extract_possible(const char *type)
{
	return media_page(type) || is_text(type) ||
	       type_is(type, "text/vtt") ||
	       type_is(type, NATIVE_LESSON_TYPE) ||
	       type_is(type, "application/pdf");
}

/* Up to `most` more bytes, and a NUL; false when the text is full. */
static bool put(struct text *out, size_t from, const char *bytes, size_t size)
{
	const size_t room = EXTRACT_TEXT_MOST - (out->size - from);

	text_put(out, bytes, size < room ? size : room);
	return size < room;
}

struct page {
	struct text *out;
	size_t from;
	unsigned depth, hidden;	/* hidden: depth of what is not shown; 0: none */
	xmlParserCtxt *parser;
};

static bool is_hidden(const char *name)
{
	static const char *const names[] = {
		"script", "style", "noscript", "template", "svg", "object"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void element_begin(void *context, const xmlChar *name,
			  const xmlChar **attributes)
{
	struct page *p = context;

	(void)attributes;
	if (++p->depth > DEPTH)
		xmlStopParser(p->parser);
	else if (!p->hidden && is_hidden((const char *)name))
		p->hidden = p->depth;
	put(p->out, p->from, " ", 1);
}

static void element_end(void *context, const xmlChar *name)
{
	struct page *p = context;

	(void)name;
	if (p->hidden == p->depth)
		p->hidden = 0;
	if (p->depth)
		p->depth--;
	put(p->out, p->from, " ", 1);
}

static void characters(void *context, const xmlChar *text, int size)
{
	struct page *p = context;

	if (!p->hidden &&
	    !put(p->out, p->from, (const char *)text, (size_t)size))
		xmlStopParser(p->parser);
}

/*
 * In small steps with a look at the clock between them, since unmatched end
 * tags make libxml2 walk its whole stack for each.
 */
static void page_parse(xmlParserCtxt *parser, const char *bytes, size_t size)
{
	const int64_t end = clock_steady() + HTML_MS;

	for (size_t i = 0, n; i < size && clock_steady() < end; i += n) {
		n = size - i < HTML_STEP ? size - i : HTML_STEP;
		htmlParseChunk(parser, bytes + i, (int)n, 0);
		if (parser->disableSAX)
			return;
	}
	htmlParseChunk(parser, NULL, 0, 1);
}

/* What is not UTF-8 at its place becomes a blank; a cut-off end too. */
static void text_mend(char *bytes, size_t size)
{
	size_t i = 0, n;

	while (i < size) {
		for (n = 4; n && !(i + n <= size && text_utf8(bytes + i, n));)
			n--;
		if (!n)
			bytes[i++] = ' ';
		i += n;
	}
}

/* A page that is UTF-8 is read as such, whatever it says or does not say. */
void extract_html(const char *bytes, size_t size, struct text *out)
{
	const bool utf8 = text_utf8(bytes, size);
	struct page page = { .out = out, .from = out->size };
	htmlSAXHandler sax = {
		.startElement = element_begin, .endElement = element_end,
		.characters = characters, .ignorableWhitespace = characters,
	};

	page.parser = htmlCreatePushParserCtxt(&sax, &page, NULL, 0, NULL,
		utf8 ? XML_CHAR_ENCODING_UTF8 : XML_CHAR_ENCODING_NONE);
	if (!page.parser)
		return;
	htmlCtxtUseOptions(page.parser, HTML_PARSE_RECOVER |
			   HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			   HTML_PARSE_NONET |
			   (utf8 ? HTML_PARSE_IGNORE_ENC : 0));
	page_parse(page.parser, bytes, size);
	if (page.parser->myDoc)
		xmlFreeDoc(page.parser->myDoc);
	htmlFreeParserCtxt(page.parser);
	put(out, page.from, " ", 1);
	/* libxml2 hands on what it cannot recode, and the last may be cut. */
	text_mend(out->bytes + page.from, out->size - page.from);
}

/* A tag within a word does not part it; a named character does. */
static void cue_line(const char *line, size_t size, struct text *out,
		     size_t from)
{
	size_t i = 0, end;

	while (i < size) {
		for (end = i; end < size && line[end] != '<' &&
			      line[end] != '&';)
			end++;
		put(out, from, line + i, end - i);
		if ((i = end) == size)
			break;
		while (end < size && line[end] != (line[i] == '<' ? '>' : ';'))
			end++;
		if (line[i] == '&')
			put(out, from, " ", 1);
		i = end < size ? end + 1 : i + 1;
	}
	put(out, from, " ", 1);
}

void extract_captions(const char *bytes, size_t size, struct text *out)
{
	const size_t from = out->size;
	bool said = false;	/* behind the time of a cue, to a blank line */
	size_t n;

	for (size_t i = 0; i < size; i += n) {
		const char *line = bytes + i, *end = memchr(line, '\n', size - i);
		size_t length;

		n = end ? (size_t)(end - line) + 1 : size - i;
		length = n - (end ? 1 : 0);
		if (length && line[length - 1] == '\r')
			length--;
		if (!length)
			said = false;
		else if (memmem(line, length, "-->", 3))
			said = true;
		else if (said)
			cue_line(line, length, out, from);
	}
	text_puts(out, " ");
	text_mend(out->bytes + from, out->size - from);
}

/* Of a lesson of ours its page: not the questions, and not their keys. */
static void extract_lesson(const char *bytes, size_t size, struct text *out)
{
	json_t *lesson = json_loadb(bytes, size, 0, NULL);
	json_t *html = json_object_get(lesson, "html");

	if (json_is_string(html))
		extract_html(json_string_value(html), json_string_length(html),
			     out);
	json_decref(lesson);
}

static void extract_file(int fd, const char *type, struct text *out)
{
	struct arena mem = ARENA_INIT;
	char *bytes = arena_alloc(&mem, EXTRACT_FILE_MOST + 1);
	const size_t from = out->size;
	size_t size;

	/* Of a file that fails, the words so far. */
	(void)disk_read(fd, bytes, EXTRACT_FILE_MOST, &size);
	if (media_page(type)) {
		extract_html(bytes, size, out);
	} else if (type_is(type, NATIVE_LESSON_TYPE)) {
		extract_lesson(bytes, size, out);
	} else if (type_is(type, "text/vtt")) {
		extract_captions(bytes, size, out);
	} else {
		put(out, from, bytes, size);
		text_puts(out, " ");
		text_mend(out->bytes + from, out->size - from);
	}
	arena_end(&mem);
}

/* What the worker says until it ends, is silent too long or says too much. */
static void pipe_read(int fd, struct text *out)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	const int64_t end = clock_steady() + PDF_MS;
	const size_t from = out->size;
	char some[16384];
	int64_t left;
	ssize_t n = 1;

	while (n && (left = end - clock_steady()) > 0) {
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(fd, some, sizeof(some));
		if (n > 0 && !put(out, from, some, (size_t)n))
			break;
		if (n < 0 && errno != EINTR)
			break;
	}
	text_puts(out, " ");
	text_mend(out->bytes + from, out->size - from);
}

static enum err extract_pdf(int fd, const char *exe, struct text *out)
{
	const size_t from = out->size;
	int ends[2];
	enum err e;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		return fail(ERR_INTERNAL, "pipe: %s", strerror(errno));
	e = worker_start("text-worker", fd, ends[1], exe, &pid);
	close(ends[1]);
	if (!e) {
		pipe_read(ends[0], out);
		if (worker_end(pid) == EXTRACT_UNAVAILABLE && out->size == from + 1)
			e = fail(ERR_UNSUPPORTED, "no pdftotext shut in here");
	}
	close(ends[0]);
	return e;
}

enum err extract_blob(const struct blob_store *store, const char *name,
		      const char *type, const char *exe, struct text *out)
{
	enum err e;
	int fd;

	if (!extract_possible(type))
		return OK;
	if ((e = blob_open(store, name, BLOB_PLAIN, &fd, NULL)))
		return e;
	if (type_is(type, "application/pdf"))
		e = extract_pdf(fd, exe, out);
	else
		extract_file(fd, type, out);
	close(fd);
	return e;
}
