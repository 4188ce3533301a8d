/* What XML of strangers may be. */
#include "strict_xml.h"

#include "base/text.h"
#include "check.h"

static enum strict_xml parse(struct arena *mem, const char *text, size_t *line)
{
	xmlNode *root;
	const enum strict_xml fault = strict_xml_parse(mem, text, strlen(text),
						       &root, line);

	check((root != NULL) == (fault == STRICT_XML_FINE));
	return fault;
}

/* `words` stand in the innermost of `n` elements. */
static enum strict_xml nested(struct arena *mem, size_t n, const char *words)
{
	struct text t = { .mem = mem };
	size_t line;

	for (size_t i = 0; i < n; i++)
		text_puts(&t, "<a>");
	text_puts(&t, words);
	for (size_t i = 0; i < n; i++)
		text_puts(&t, "</a>");
	return parse(mem, t.bytes, &line);
}

/* An element with `n` attributes, behind `before`. */
static enum strict_xml wide(struct arena *mem, const char *before, int n)
{
	struct text t = { .mem = mem };
	size_t line;

	text_putf(&t, "<r>%s<a", before);
	for (int i = 0; i < n; i++)
		text_putf(&t, " a%d='='", i);
	text_puts(&t, "/></r>");
	return parse(mem, t.bytes, &line);
}

int main(void)
{
	struct arena mem = ARENA_INIT;
	size_t line;

	TEST("a document that says nothing but itself is read")
		check_int(parse(&mem, "<?xml version='1.0'?>\n<a b='c'>d</a>",
				&line), STRICT_XML_FINE);
	TEST("what is not well formed is refused with its line") {
		check_int(parse(&mem, "<a>\n<b>\n</a>", &line),
			  STRICT_XML_MALFORMED);
		check_int(line, 3);
		check_int(parse(&mem, "", &line), STRICT_XML_MALFORMED);
		check_int(line, 1);
	}
	TEST("one with a DTD is refused, whatever that declares") {
		check_int(parse(&mem, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
				&line), STRICT_XML_ENTITIES);
		check_int(parse(&mem, "<!DOCTYPE a SYSTEM 'http://127.0.0.1/'>"
				"<a/>", &line), STRICT_XML_ENTITIES);
	}
	TEST("it is as deep as it may be and no deeper, with words and without") {
		check_int(nested(&mem, 100, ""), STRICT_XML_FINE);
		check_int(nested(&mem, 101, ""), STRICT_XML_DEEP);
		check_int(nested(&mem, 101, "words"), STRICT_XML_DEEP);
		check_int(nested(&mem, 1000, "words"), STRICT_XML_DEEP);
	}
	TEST("an element has as many attributes as it may and no more") {
		check_int(wide(&mem, "", 500), STRICT_XML_FINE);
		check_int(wide(&mem, "", 501), STRICT_XML_MALFORMED);
		check_int(wide(&mem, "<!-- <?a -->", 90000),
			  STRICT_XML_MALFORMED);
		check_int(wide(&mem, "<?a <!-- ?>", 90000),
			  STRICT_XML_MALFORMED);
		check_int(wide(&mem, "<b c='>'/><b c=\">'\"/>", 90000),
			  STRICT_XML_MALFORMED);
		check_int(wide(&mem, "<![CDATA[<a \"]]>", 90000),
			  STRICT_XML_MALFORMED);
	}
	TEST("words may hold any number of equals signs") {
		struct text t = { .mem = &mem };

		text_puts(&t, "<a><![CDATA[i<n ");
		for (int i = 0; i < 1000; i++)
			text_puts(&t, "= ");
		text_puts(&t, "]]><!-- <b = = -->= = =</a>");
		check_int(parse(&mem, t.bytes, &line), STRICT_XML_FINE);
	}
	TEST("an encoding that hides attributes is refused") {
		check_int(parse(&mem, "<?xml version='1.0' encoding='UTF-7'?>"
				"<a/>", &line), STRICT_XML_MALFORMED);
		check_int(parse(&mem, "<?xml version='1.0' encoding = 'IBM037'"
				"?><a/>", &line), STRICT_XML_MALFORMED);
		check_int(parse(&mem, arena_format(&mem, "<?xml version='1.0'"
				"%300s encoding='UTF-7'?><a/>", ""), &line),
			  STRICT_XML_MALFORMED);
		check_int(parse(&mem, "<?xml version='1.0' encoding="
				"'iso-8859-1'?><a/>", &line), STRICT_XML_FINE);
	}
	arena_end(&mem);
	return test_end();
}
