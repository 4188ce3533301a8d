#include "extract.h"

#include "base/clock.h"
#include "check.h"

static struct arena mem = ARENA_INIT;

static const char *words_of(const char *html)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	extract_html(html, strlen(html), &out);
	return text_line(&mem, out.bytes, 200);
}

static const char *said(const char *captions)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	extract_captions(captions, strlen(captions), &out);
	return text_line(&mem, out.bytes, 200);
}

/* `n` times the same, with a word before it. */
static struct text many(const char *piece, size_t n)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "<p>awal ");
	while (n--)
		text_puts(&out, piece);
	return out;
}

static void hostile(const char *open, const char *close)
{
	struct text html = many(open, 300000), end = many(close, 300000);
	struct text out = { .mem = &mem };
	const int64_t begun = clock_steady();

	text_puts(&html, end.bytes);
	text_puts(&out, "");
	extract_html(html.bytes, html.size, &out);
	check(strstr(out.bytes, "awal") != NULL);
	check(clock_steady() - begun < 20000);
	check(out.size <= EXTRACT_TEXT_MOST + 16);
}

int main(void)
{
	TEST("words between tags are kept, what is not shown is left out") {
		check_str(words_of("<p>satu<b>dua</b><br>tiga"), "satu dua tiga");
		check_str(words_of("a<script>b</script><style>c</style>d"
				   "<!-- e --><template>f</template>"), "a d");
		check_str(words_of("<p>caf\xc3\xa9 &amp; &eacute;"), "café & é");
		check_str(words_of("<meta charset=iso-8859-1><p>caf\xe9"), "café");
		check_str(words_of(""), "");
		check_str(words_of("<<<>>&&&#0;"), words_of("<<<>>&&&#0;"));
	}
	TEST("a page that nests, closes or goes on without end is cut off") {
		hostile("<b>", "</x>");
		hostile("<div>", "");
		hostile("kata ", "kata ");
		hostile("<table><tr>", "</p>");
	}
	TEST("of captions what is said is read, and nothing else") {
		check_str(said("WEBVTT judul\nX: y\n\nNOTE catatan\n\nSTYLE\n"
			       "::cue { gaya }\n\nnama\n"
			       "00:01.000 --> 00:02.000 line:0\n"
			       "<v Ibu Sari>Selamat <b>pa</b>gi\n- para pegawai\n\n"
			       "nama lain\r\n00:03.000 --> 00:04.000\r\n"
			       "satu&nbsp;dua\r\n\r\n00:05.000 --> 00:06.000"),
			  "Selamat pagi - para pegawai satu dua");
		check_str(said("WEBVTT\n\n00:01.000 --> 00:02.000\n3 < 4 & 5"),
			  "3 4 5");
		check_str(said("00:01.000 --> 00:02.000\nj\xff" "a"), "j a");
		check_str(said(""), "");
		check_str(said("WEBVTT"), "");
	}
	TEST("only files with words in them are read") {
		check(extract_possible("text/html; charset=utf-8"));
		check(extract_possible("application/pdf"));
		check(extract_possible("text/vtt; charset=utf-8"));
		check(!extract_possible("application/pdfx"));
		check(!extract_possible("image/svg+xml"));
		check(!extract_possible("application/javascript"));
	}
	arena_end(&mem);
	return test_end();
}
