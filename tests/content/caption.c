/* Captions from outside, and the WebVTT that is made of them. */
#include <stdlib.h>

#include "base/text.h"
#include "caption.h"
#include "check.h"

static struct arena mem;

/* What comes out behind "WEBVTT\n\n", or why nothing does. */
static const char *made(const char *bytes, size_t size)
{
	struct caption c;
	char *copy = malloc(size ? size : 1);
	enum caption_fault fault;

	/* On the heap, so that a step too far is seen. */
	if (size)
		memcpy(copy, bytes, size);
	fault = caption_read(&mem, copy, size, &c);
	free(copy);
	switch (fault) {
	case CAPTION_GOOD:
		return c.size == strlen(c.bytes) &&
		       strncmp(c.bytes, "WEBVTT\n\n", 8) == 0
			? c.bytes + 8 : "no WebVTT";
	case CAPTION_TOO_LARGE: return "too large";
	case CAPTION_NO_TEXT: return "no text";
	case CAPTION_NO_CUES: return "no cues";
	default: return arena_format(&mem, "line %zu", c.line);
	}
}
#define MADE(text) made(text, sizeof(text) - 1)

/* The words of one cue. */
static const char *words(const char *text)
{
	const char *all = arena_format(&mem, "WEBVTT\n\n00:01.000 --> 00:02.000"
				       "\n%s\n", text);
	const char *out = made(all, strlen(all));
	const char *line = strchr(out, '\n');

	return line ? line + 1 : out;
}

#define CUE "00:00:01.000 --> 00:00:02.500\nHalo\n"

static void test_forms(void)
{
	TEST("WebVTT and SubRip come out as the same WebVTT") {
		check_str(MADE("WEBVTT\n\n00:01.000 --> 00:02.500\nHalo\n"),
			  CUE);
		check_str(MADE("1\n00:00:01,000 --> 00:00:02,500\nHalo\n"),
			  CUE);
		check_str(MADE("00:00:01,000 --> 00:00:02,500\nHalo"), CUE);
	}
	TEST("lines end as they like, and a mark at the front is none of them") {
		check_str(MADE("1\r\n00:00:01,000 --> 00:00:02,500\r\nHalo\r\n"
			       "\r\n"), CUE);
		check_str(MADE("\xef\xbb\xbfWEBVTT - judul\r\rnama\r"
			       "00:01.000 --> 00:02.500\rHalo\r"), CUE);
	}
	TEST("letters come in UTF-8, Windows-1252 or UTF-16") {
		check_str(words("\xe2\x80\x9cIbu\xe2\x80\x9d caf\xc3\xa9"),
			  "\xe2\x80\x9cIbu\xe2\x80\x9d caf\xc3\xa9\n");
		check_str(words("\x93Ibu\x94 caf\xe9"),
			  "\xe2\x80\x9cIbu\xe2\x80\x9d caf\xc3\xa9\n");
		check_str(MADE("\xff\xfe""0\0000\0:\0000\0001\0.\0000\0000\0"
			       "0\0 \0-\0-\0>\0 \0000\0000\0:\0000\0002\0.\0"
			       "5\0000\0000\0\n\0H\0a\0l\0o\0"), CUE);
		check_str(MADE("\xff\xfe""0\0000\0:\0000\0001\0.\0000\0000\0"
			       "0\0-\0-\0>\0000\0000\0:\0000\0002\0.\0005\0"
			       "0\0000\0\n\0\x3d\xd8\x00\xde"),
			  "00:00:01.000 --> 00:00:02.500\n\xf0\x9f\x98\x80\n");
	}
	TEST("what is no text is told apart") {
		check_str(MADE("\x89PNG\0\0"), "no text");
		check_str(MADE("\xef\xbb\xbf\xff"), "no text");
		check_str(MADE(""), "no cues");
		check_str(MADE("WEBVTT\n\nNOTE kosong\n"), "no cues");
	}
	TEST("notes, styles and regions stay behind") {
		check_str(MADE("WEBVTT\n\nSTYLE\n::cue { background: url(//x) }"
			       "\n\nNOTE a --> b\nlagi\n\nREGION\nid:a\n\n"
			       "00:01.000 --> 00:02.500\nHalo\n"), CUE);
	}
	TEST("cues are put in the order of their times") {
		check_str(MADE("2\n00:00:03,000 --> 00:00:04,000\nDua\n\n"
			       "1\n00:00:01,000 --> 00:00:02,500\nHalo\n"),
			  CUE "\n00:00:03.000 --> 00:00:04.000\nDua\n");
	}
	TEST("places on the screen stay if WebVTT knows them") {
		check_str(MADE("WEBVTT\n\n00:01.000 --> 00:02.000 align:start "
			       "line:90% region:x onclick:y line:<b>\nHalo\n"),
			  "00:00:01.000 --> 00:00:02.000 align:start line:90%\n"
			  "Halo\n");
		check_str(MADE("00:00:01,000 --> 00:00:02,500  X1:1 line:9\nHalo"),
			  CUE);
	}
}

static void test_strict(void)
{
	TEST("a line that does not belong there is named") {
		check_str(MADE("WEBVTT\n\n00:01.000 --> 00:02.000\nHalo\n\n"
			       "lepas\nlagi\n"), "line 7");
		check_str(MADE("WEBVTT\n\n00:02.000 --> 00:01.000\nHalo\n"),
			  "line 3");
		check_str(MADE("WEBVTT\n\n00:01 --> 00:02\nHalo\n"), "line 3");
		check_str(MADE("WEBVTT\n\n00:61.000 --> 02:02.000\nHalo\n"),
			  "line 3");
		check_str(MADE("WEBVTT\n\n00:01.000 -> 00:02.000\nHalo\n"),
			  "line 3");
		check_str(MADE("1\n"), "line 1");
		check_str(MADE("{\"judul\": 1}"), "line 1");
	}
	TEST("a cue that begins without a blank line is not shown as words") {
		check_str(MADE("1\n00:00:01,000 --> 00:00:02,000\nSatu\n2\n"
			       "00:00:03,000 --> 00:00:04,000\nDua\n"),
			  "line 5");
	}
	TEST("too many cues and too many bytes are too large") {
		struct text all = { .mem = &mem };
		char *large = calloc(1, CAPTION_MOST + 1);

		text_puts(&all, "WEBVTT\n\n");
		for (int i = 0; i <= CAPTION_CUES_MOST; i++)
			text_puts(&all, "00:01.000 --> 00:02.000\na\n\n");
		check_str(made(all.bytes, all.size), "too large");
		memset(large, '\n', CAPTION_MOST + 1);
		check_str(made(large, CAPTION_MOST + 1), "too large");
		check_str(made(large, CAPTION_MOST), "no cues");
		free(large);
	}
	TEST("cut off at any byte it is read or refused, never more") {
		static const char whole[] = "\xef\xbb\xbfWEBVTT x\n\nSTYLE\na\n"
			"\n1\n00:01.000 --> 00:02.000 line:1\n<v Ibu \xc3\xa9>a"
			"</v> &amp;\n\nNOTE\n\n01:00:01.000 --> 01:00:02.000\n"
			"{\\an8}<i>b\n";

		for (size_t n = 0; n < sizeof(whole); n++)
			check(strcmp(made(whole, n), "no WebVTT"));
	}
}

static void test_tags(void)
{
	TEST("the few tags stay, all others go, their words stay") {
		check_str(words("<b>a</b> <I>b</I> <u.x>c</u>"),
			  "<b>a</b> <i>b</i> <u>c</u>\n");
		check_str(words("<font color=\"red\">a</font>"
				"<script src=x>b</script><00:01.500>c<c.x>d</c>"
				"<ruby>e<rt>f</rt></ruby>"), "abcdef\n");
		check_str(words("{\\an8}a {b}"), "a {b}\n");
	}
	TEST("who speaks is kept as words") {
		check_str(words("<v Ibu Sri & Co>Halo</v>"),
			  "<v Ibu Sri &amp; Co>Halo</v>\n");
	}
	TEST("signs of markup in the words stand for themselves") {
		check_str(words("a < b & c > d &amp; &lt;i&gt; &copy;"),
			  "a &lt; b &amp; c &gt; d &amp; &lt;i&gt; "
			  "&amp;copy;\n");
		check_str(words("a --> b"), "a --&gt; b\n");
		check_str(words("a <b"), "a &lt;b\n");
	}
	TEST("controls go, and a line of tags alone ends no cue") {
		check_str(words("a\x01\x1b[1m\tb"), "a[1m b\n");
		check_str(words("<c>\na\n</c>\nb"), "a\nb\n");
		check_str(words("<c></c>"), "no cues");
	}
	TEST("no line is a cue's time but those that are") {
		check_str(words("<c>00:01.000</c> --> 00:02.000"),
			  "00:01.000 --&gt; 00:02.000\n");
	}
}

static const char *named(const char *media, const char *path)
{
	char lang[CAPTION_LANG_SIZE];

	return caption_named(media, path, "id", lang)
		? arena_copy(&mem, lang, strlen(lang)) : NULL;
}

static void test_names(void)
{
	char lang[CAPTION_LANG_SIZE];

	TEST("a language is two or three letters and perhaps more") {
		check(caption_lang("id", lang));
		check(caption_lang("zh-Hant", lang));
		check_str(lang, "zh-hant");
		check(caption_lang("es-419", lang));
		check(!caption_lang("", lang) && !caption_lang("i", lang));
		check(!caption_lang("../x", lang) && !caption_lang("id-", lang));
		check(!caption_lang("en-a", lang) && !caption_lang("e1", lang));
		check(!caption_lang("abcd", lang));
		check(!caption_lang("en-us-x1-y2", lang));
		check(!caption_lang("ab-abcdefgh-abcdefgh", lang));
	}
	TEST("captions are named after their video") {
		check_str(named("kuliah.mp4", "kuliah.id.vtt"), "id");
		check_str(named("kuliah.mp4", "Kuliah.EN-gb.SRT"), "en-gb");
		check_str(named("kuliah.mp4", "kuliah.vtt"), "id");
		check_str(named("a.b.mp4", "a.b.en.vtt"), "en");
		check_str(named("kuliah.mp4", "kuliah2.id.vtt"), NULL);
		check_str(named("kuliah.mp4", "kuliah.lama.vtt"), NULL);
		check_str(named("kuliah.mp4", "kuliah..vtt"), NULL);
		check_str(named("kuliah.mp4", "kuliah.id.txt"), NULL);
		check_str(named("kuliah.mp4", "kuliah.mp4"), NULL);
		check_str(named("kuliah.mp4",
				"kuliah.idididididididididididid.vtt"), NULL);
	}
}

int main(void)
{
	test_forms();
	test_strict();
	test_tags();
	test_names();
	arena_end(&mem);
	return test_end();
}
