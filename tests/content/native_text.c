/* Markdown of lessons and questions: what comes out, and what it used. */
#include "check.h"
#include "native_text.h"

static struct arena mem = ARENA_INIT;

static const char *html(const char *source, bool lesson, bool line,
			struct native_uses *uses)
{
	const struct native_text how = { .lesson = lesson, .line = line,
					 .uses = uses };
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	return native_text_html(&mem, &how, source, strlen(source), &out)
		? "refused" : out.bytes;
}

static const struct { const char *source, *want; } lessons[] = {
	{ "> **Adegan.** A\n>\n> B\n",
	  "<aside class=\"note note-adegan\">\n<p><strong>Adegan.</strong> A"
	  "</p>\n<p>B</p>\n</aside>\n" },
	{ "> **Coba di kantor Anda:** A\n",
	  "<aside class=\"note note-coba\">\n<p><strong>Coba di kantor Anda:"
	  "</strong> A</p>\n</aside>\n" },
	{ "> **Catatan** A\n", "<blockquote>\n<p><strong>Catatan</strong> A"
	  "</p>\n</blockquote>\n" },
	{ "> A **Catatan.**\n", "<blockquote>\n<p>A <strong>Catatan.</strong>"
	  "</p>\n</blockquote>\n" },
	{ "> **Catat *a*.** A\n", "<blockquote>\n<p><strong>Catat <em>a</em>."
	  "</strong> A</p>\n</blockquote>\n" },
	{ "> > **Catatan.** A\n>\n> B\n",
	  "<blockquote>\n<aside class=\"note note-catatan\">\n<p><strong>"
	  "Catatan.</strong> A</p>\n</aside>\n<p>B</p>\n</blockquote>\n" },
	{ ">\n", "<blockquote>\n</blockquote>\n" },
	{ "> # A\n", "<blockquote>\n<h2 id=\"a\">A</h2>\n</blockquote>\n" },
	{ "# Lima *sifat*, ya!\n\n## Lima sifat ya\n\n###### É\n",
	  "<h2 id=\"lima-sifat-ya\">Lima <em>sifat</em>, ya!</h2>\n"
	  "<h2>Lima sifat ya</h2>\n<h6>É</h6>\n" },
	{ "[[check:A-1]]\n", "<div data-check=\"A-1\"></div>\n" },
	{ "[[activity:A-1]]\n", "<div data-activity=\"A-1\"></div>\n" },
	{ "[[check:a\"b]]\n", "<p>[[check:a&quot;b]]</p>\n" },
	{ "[[check:*a*]]\n", "<p>[[check:<em>a</em>]]</p>\n" },
	{ "x [[check:A-1]]\n", "<p>x [[check:A-1]]</p>\n" },
	{ "![a \"b\"](media/x.png)\n",
	  "<figure><img src=\"media/x.png\" alt=\"a &quot;b&quot;\"></figure>\n" },
	{ "![a](media/x.png \"j<\")\n",
	  "<figure><img src=\"media/x.png\" alt=\"a\"><figcaption>j&lt;"
	  "</figcaption></figure>\n" },
	{ "x ![a](media/x.png) y\n",
	  "<p>x <img src=\"media/x.png\" alt=\"a\"> y</p>\n" },
	{ "![a](media/x.png) y\n",
	  "<p><img src=\"media/x.png\" alt=\"a\"> y</p>\n" },
	{ "![a](media/x.png)![b](media/y.png)\n",
	  "<p><img src=\"media/x.png\" alt=\"a\"><img src=\"media/y.png\" "
	  "alt=\"b\"></p>\n" },
	{ "[![a](media/x.png)](https://a.example/)\n",
	  "<p><a rel=\"noopener noreferrer\" target=\"_blank\" href=\""
	  "https://a.example/\"><img src=\"media/x.png\" alt=\"a\"></a></p>\n" },
	{ "![a](media/x.png)\n*y*\n",
	  "<p><img src=\"media/x.png\" alt=\"a\">\n<em>y</em></p>\n" },
	{ "![f](media/f.mp4 \"j\")\n",
	  "<figure data-media=\"video\" data-src=\"media/f.mp4\" data-captions="
	  "\"media/f.id.vtt\" data-alt=\"f\"><figcaption>j</figcaption>"
	  "</figure>\n" },
	{ "![f](media/f.mp3)\n",
	  "<figure data-media=\"audio\" data-src=\"media/f.mp3\" data-alt=\"f\">"
	  "<figcaption>f</figcaption></figure>\n" },
	{ "x ![f](media/f.mp4)\n", "<p>x f</p>\n" },
	{ "![f](https://a.example/f.png)\n", "f\n" },
	{ "![f](media/../f.png) ![g](media/a/f.png) ![h](/media/f.png)\n",
	  "<p>f g h</p>\n" },
	{ "[a](lesson:ki-2) [b](#x) [c](mailto:a@b.example)\n",
	  "<p><a href=\"lesson:ki-2\">a</a> <a href=\"#x\">b</a> <a rel=\""
	  "noopener noreferrer\" target=\"_blank\" href=\"mailto:a@b.example\">"
	  "c</a></p>\n" },
	{ "[a](javascript:alert(1)) [b](data:text/html,x) [c](//a.example) "
	  "[d](JaVaScRiPt&colon;x) [e](lesson:../x) [f](#a\"b) [g](vbscript:x)\n",
	  "<p>a b c d e f g</p>\n" },
	{ "<script>alert(1)</script> <img src=x onerror=y>\n",
	  "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=y&gt;"
	  "</p>\n" },
	{ "{{instansi}} `{{instansi}}` {{1}} {{a b}} {{}} {{{x}}}\n",
	  "<p><span data-token=\"instansi\">instansi</span> <code>{{instansi}}"
	  "</code> {{1}} {{a b}} {{}} {<span data-token=\"x\">x</span>}</p>\n" },
	{ "{{kanal_pengaduan}} dan {{kontak_ttis}}\n",
	  "<p><span data-token=\"kanal_pengaduan\">kanal_pengaduan</span> dan "
	  "<span data-token=\"kontak_ttis\">kontak_ttis</span></p>\n" },
};

static const struct { const char *source, *want; } lines[] = {
	{ "Satu **dua**", "Satu <strong>dua</strong>" },
	{ "Satu\n\nDua", "<p>Satu</p>\n<p>Dua</p>\n" },
	{ "- Satu", "<ul>\n<li>Satu</li>\n</ul>\n" },
	{ "", "" },
	{ "![a](media/x.png)",
	  "<figure><img src=\"media/x.png\" alt=\"a\"></figure>\n" },
	{ "> **Catatan.** A", "<blockquote>\n<p><strong>Catatan.</strong> A"
	  "</p>\n</blockquote>\n" },
	{ "[[check:A-1]]", "[[check:A-1]]" },
};

int main(void)
{
	struct native_uses uses = { .mem = &mem };

	TEST("a lesson's Markdown becomes our markup and nobody else's") {
		for (size_t i = 0; i < sizeof(lessons) / sizeof(*lessons); i++) {
			struct native_uses own = { .mem = &mem };

			check_str(html(lessons[i].source, true, false, &own),
				  lessons[i].want);
		}
	}
	TEST("what stands in a choice is one line without a paragraph") {
		for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
			check_str(html(lines[i].source, false, true, NULL),
				  lines[i].want);
	}
	TEST("what a text uses is noted in its order") {
		static const enum native_use_kind want[] = {
			USE_TOKEN, USE_LESSON, USE_PICTURE, USE_TOKEN,
			USE_CHECK, USE_MARK_UNFIT,
		};

		html("{{a}} [x](lesson:b)\n\n![{{c}} d](media/e.png)\n\n"
		     "[[check:F]]\n\n[[cek:G]]\n", true, false, &uses);
		check_int(uses.n, 6);
		for (size_t i = 0; i < 6 && i < uses.n; i++)
			check_int(uses.list[i].kind, want[i]);
		check_str(uses.list[2].what, "media/e.png");
		check_str(uses.list[2].words, "{{c}} d");
		check_str(uses.list[3].what, "c");
		check(uses.list[2].alone);
	}
	TEST("a heading's id has small letters, digits and hyphens") {
		check_str(native_slug(&mem, "  Apa itu SPBE? (2026)"),
			  "apa-itu-spbe-2026");
		check_str(native_slug(&mem, "–"), "");
	}
	arena_end(&mem);
	return test_end();
}
