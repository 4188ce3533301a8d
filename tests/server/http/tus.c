#include "http/tus.h"

#include "check.h"

static struct arena mem;

static const char *number(const char *text)
{
	int64_t n;

	return tus_number(text, &n) ? "refused"
		: arena_format(&mem, "%lld", (long long)n);
}

/* "key=value key=value" of what a header says. */
static const char *metadata(const char *text)
{
	struct text out = { .mem = &mem };
	struct tus_metadata m;

	if (tus_metadata(&mem, text, &m))
		return "refused";
	text_puts(&out, "");
	for (size_t i = 0; i < m.n; i++)
		text_putf(&out, "%s%s=%s", i ? " " : "", m.pairs[i].key,
			  m.pairs[i].value);
	return out.bytes;
}

static const char *header(const struct header *headers, size_t n)
{
	const struct request rq = { .headers = headers, .nheaders = n };
	const char *out;

	return tus_header(&rq, "Upload-Offset", &out) ? "refused"
		: out ? out : "none";
}

int main(void)
{
	TEST("a number is digits, and few enough to be counted with") {
		check_str(number("0"), "0");
		check_str(number("00012"), "12");
		check_str(number("999999999999999"), "999999999999999");
		check_str(number("9999999999999999"), "refused");
		check_str(number(""), "refused");
		check_str(number(NULL), "refused");
		check_str(number("-1"), "refused");
		check_str(number("+1"), "refused");
		check_str(number(" 1"), "refused");
		check_str(number("1 "), "refused");
		check_str(number("1e3"), "refused");
		check_str(number("0x1"), "refused");
		check_str(number("1,2"), "refused");
	}
	TEST("a header that stands there twice counts for nothing") {
		const struct header h[] = {
			{ "upload-offset", "1" }, { "Host", "a" },
			{ "Upload-Offset", "2" }
		};

		check_str(header(h, 0), "none");
		check_str(header(h, 2), "1");
		check_str(header(h, 3), "refused");
	}
	TEST("metadata are keys, most with a value in base64") {
		check_str(metadata(NULL), "");
		check_str(metadata(""), "");
		check_str(metadata("filename a3Vyc3VzLnppcA=="),
			  "filename=kursus.zip");
		check_str(metadata("filename YQ==,module Yg==, draft"),
			  "filename=a module=b draft=");
		check_str(metadata("filename "), "filename=");
	}
	TEST("what is not to the letter of the protocol is refused") {
		check_str(metadata(","), "refused");
		check_str(metadata("a YQ==,"), "refused");
		check_str(metadata("a YQ==,,b"), "refused");
		check_str(metadata("a  YQ=="), "refused");
		check_str(metadata("a YQ"), "refused");
		check_str(metadata("a Y Q=="), "refused");
		check_str(metadata("a YQ== b"), "refused");
		check_str(metadata("a\tYQ=="), "refused");
		check_str(metadata("a=YQ=="), "refused");
		check_str(metadata("a YQ==,a Yg=="), "refused");
		check_str(metadata("nama berkas YQ=="), "refused");
	}
	TEST("a value is text that can be shown") {
		check_str(metadata("a AA=="), "refused");	/* NUL */
		check_str(metadata("a Cg=="), "refused");	/* line feed */
		check_str(metadata("a /w=="), "refused");	/* not UTF-8 */
	}
	TEST("there is an end to pairs and to bytes") {
		char *long_one = arena_alloc(&mem, TUS_METADATA_MOST + 2);

		memset(long_one, 'a', TUS_METADATA_MOST + 1);
		check_str(metadata(long_one), "refused");
		check_str(metadata("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p"),
			  "a= b= c= d= e= f= g= h= i= j= k= l= m= n= o= p=");
		check_str(metadata("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q"),
			  "refused");
	}
	TEST("a moment is written as HTTP writes dates") {
		check_str(tus_date(&mem, 784111777000),
			  "Sun, 06 Nov 1994 08:49:37 GMT");
	}
	arena_end(&mem);
	return test_end();
}
