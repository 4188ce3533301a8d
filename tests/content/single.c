/* A file that is uploaded by itself: what it is by its bytes, and its package. */
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "folder.h"
#include "kind.h"
#include "markdown.h"
#include "mp4.h"
#include "package.h"

static struct arena mem;

static int file_of(const void *bytes, size_t size)
{
	FILE *f = tmpfile();
	int fd;

	if (!f || fwrite(bytes, 1, size, f) != size || fflush(f))
		abort();
	fd = dup(fileno(f));
	fclose(f);
	return fd;
}

/* "video mp4" of these bytes under that name. */
static const char *kind(const char *bytes, size_t size, const char *name)
{
	static const char *const groups[] = {
		"other", "pdf", "video", "audio", "image", "markdown",
		"office", "foreign"
	};
	const int fd = file_of(bytes, size);
	const struct kind *k = kind_of(fd, name);

	close(fd);
	return arena_format(&mem, "%s %s", groups[k->group], k->ending);
}
#define KIND(bytes, name) kind(bytes, sizeof(bytes) - 1, (name))

/* ---- MP4, made by hand ---------------------------------------------------- */

struct made {
	char bytes[4096];
	size_t n;
};

static void put(struct made *m, const void *p, size_t n)
{
	memcpy(m->bytes + m->n, p, n);
	m->n += n;
}

static void put32(struct made *m, uint32_t v)
{
	const unsigned char p[] = { (unsigned char)(v >> 24),
		(unsigned char)(v >> 16), (unsigned char)(v >> 8),
		(unsigned char)v };

	put(m, p, 4);
}

static void box(struct made *to, const char *type, const struct made *inside)
{
	put32(to, (uint32_t)inside->n + 8);
	put(to, type, 4);
	put(to, inside->bytes, inside->n);
}

/* What an mp4a holds: descriptors that end in the type of the sound. */
static void esds(struct made *to, int type, const char *lengths)
{
	struct made in = { .n = 0 };

	put32(&in, 0);
	put(&in, "\3", 1);
	put(&in, lengths, strlen(lengths));
	put(&in, "\0\1\xe0\0\0\3abc\0\0\4\x11", 13);
	put(&in, (const char[]){ (char)type }, 1);
	put(&in, "\x15............", 13);
	box(to, "esds", &in);
}

/* "mp4a.6b": of that type; "mp4a.6bQ": as QuickTime writes it. */
static void sound_entry(struct made *stsd, const char *codec)
{
	struct made entry = { .n = 28 }, wave = { .n = 0 };
	const bool quick = strlen(codec) > 7;
	const int type = (int)strtol(codec + 5, NULL, 16);

	if (quick) {
		entry.bytes[9] = 1;
		entry.n += 16;
		put32(&wave, 12);
		put(&wave, "frmamp4a", 8);
		esds(&wave, type, "\x80\x80\x80\x20");
		box(&entry, "wave", &wave);
	} else {
		esds(&entry, type, "\x20");
	}
	box(stsd, "mp4a", &entry);
}

static void track(struct made *moov, const char *handler, const char *codec)
{
	struct made hdlr = { .n = 24 }, stsd = { .n = 0 }, stbl = { .n = 0 },
		    data = { .n = 24 }, minf = { .n = 0 }, mdia = { .n = 0 }, trak = { .n = 0 };
	char entry[86] = { 0 };

	memcpy(hdlr.bytes + 8, handler, 4);
	put32(&stsd, 0);
	put32(&stsd, 1);
	if (strlen(codec) > 4)
		sound_entry(&stsd, codec);
	entry[3] = 86;
	memcpy(entry + 4, codec, 4);
	entry[32] = 2, entry[33] = -128;	/* 640 */
	entry[34] = 1, entry[35] = 104;		/* 360 */
	if (strlen(codec) == 4)
		put(&stsd, entry, sizeof(entry));
	box(&stbl, "stsd", &stsd);
	/* QuickTime says here where the data are, in a box of the same name. */
	memcpy(data.bytes + 4, "dhlrurl ", 8);
	box(&minf, "hdlr", &data);
	box(&minf, "stbl", &stbl);
	box(&mdia, "hdlr", &hdlr);
	box(&mdia, "minf", &minf);
	box(&trak, "mdia", &mdia);
	box(moov, "trak", &trak);
}

static struct made movie(const char *video, const char *audio,
			 uint32_t seconds, bool index_last)
{
	struct made out = { .n = 0 }, ftyp = { .n = 0 }, moov = { .n = 0 },
		    mvhd = { .n = 100 }, mdat = { .n = 500 };

	mvhd.bytes[14] = 3, mvhd.bytes[15] = (char)0xe8;	/* 1,000 a second */
	mvhd.n = 16;
	put32(&mvhd, seconds * 1000);
	mvhd.n = 100;
	put(&ftyp, "isom\0\0\2\0isom", 12);
	box(&moov, "mvhd", &mvhd);
	if (video)
		track(&moov, "vide", video);
	if (audio)
		track(&moov, "soun", audio);
	box(&out, "ftyp", &ftyp);
	if (index_last)
		box(&out, "mdat", &mdat);
	box(&out, "moov", &moov);
	if (!index_last)
		box(&out, "mdat", &mdat);
	return out;
}

/* "avc1 mp4a 10 s 640x360 last" */
static const char *said(const char *bytes, size_t size)
{
	const int fd = file_of(bytes, size);
	struct mp4 m;
	const bool good = mp4_read(fd, &m);

	close(fd);
	return good ? arena_format(&mem, "%s %s %.0f s %ux%u%s",
				   m.video_codec, m.audio_codec, m.seconds,
				   m.width, m.height,
				   m.index_last ? " last" : "") : "none";
}

/* ---- Packages ------------------------------------------------------------- */

static char folder[] = "/tmp/balai-single-XXXXXX";
static struct blob_store store;

/* "kind path title|warning warning", or the code of the refusal. */
static const char *package(const void *bytes, size_t size, const char *name)
{
	const int fd = file_of(bytes, size);
	struct text out = { .mem = &mem };
	struct package p;
	struct fault fault;
	const struct package_node *n;
	enum err e;

	e = package_import(NULL, fd, name, &store, &mem, &p, &fault);
	check_int(e, fault_err(fault.code));
	close(fd);
	if (fault.code)
		return fault_name(fault.code);
	n = p.root->first;
	text_putf(&out, "%s %s %s %s|", standard_name(p.standard),
		  node_kind_name(n->kind), n->path, p.title);
	for (size_t i = 0; i < p.report.nwarnings; i++)
		text_putf(&out, "%s%s", i ? " " : "",
			  fault_name(p.report.warnings[i].code));
	return out.bytes;
}
#define PACKAGE(bytes, name) package(bytes, sizeof(bytes) - 1, (name))

/* The page without its frame of ours; "refused". */
static const char *page(const char *source)
{
	struct text out = { .mem = &mem };
	const char *title, *from, *to;

	if (markdown_page(&mem, source, strlen(source), "berkas", &out, &title))
		return "refused";
	from = strstr(out.bytes, "<main>\n") + 7;
	to = strstr(from, "</main>");
	return arena_copy(&mem, from, (size_t)(to - from));
}

/* `start`, and `each` after it so many times. */
static const char *repeated(const char *start, const char *each, size_t times)
{
	struct text out = { .mem = &mem };

	text_puts(&out, start);
	while (times--)
		text_puts(&out, each);
	return out.bytes;
}

static const char *title(const char *source)
{
	struct text out = { .mem = &mem };
	const char *found;

	return markdown_page(&mem, source, strlen(source), "berkas", &out,
			     &found) ? "refused" : found;
}

static void test_kinds(void)
{
	TEST("a file is what its bytes say, whatever it is called") {
		check_str(KIND("%PDF-1.4\n", "gambar.png"), "pdf pdf");
		check_str(KIND("\x89PNG\r\n\x1a\n....", "a.pdf"), "image png");
		check_str(KIND("\xff\xd8\xff\xe0....", ""), "image jpg");
		check_str(KIND("GIF89a", "x"), "image gif");
		check_str(KIND("RIFF....WEBPVP8 ", "x"), "image webp");
		check_str(KIND("RIFF....WAVEfmt ", "x"), "audio wav");
		check_str(KIND("ID3\4....", "x"), "audio mp3");
		check_str(KIND("\xff\xfb\x90\x00....", "x"), "audio mp3");
		check_str(KIND("\xff\xf1\x50\x80....", "x"), "audio aac");
		check_str(KIND("fLaC....", "x"), "audio flac");
		check_str(KIND("OggS....OpusHead", "x"), "audio ogg");
		check_str(KIND("OggS....\x80theora", "x"), "video ogv");
		check_str(KIND("\x1a\x45\xdf\xa3..webm..V_VP9..A_OPUS", "x"),
			  "video webm");
		check_str(KIND("\x1a\x45\xdf\xa3..webm..A_OPUS", "x"),
			  "audio webm");
		check_str(KIND("....ftypM4A ....", "x"), "audio m4a");
		check_str(KIND("....ftypavif....", "x"), "image avif");
	}
	TEST("video that browsers do not play is known as such") {
		check_str(KIND("RIFF....AVI LIST", "a.mp4"), "foreign ");
		check_str(KIND("\x1a\x45\xdf\xa3..matroska..", "a.mkv"),
			  "foreign ");
		check_str(KIND("\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6",
			       "a.wmv"), "foreign ");
	}
	TEST("Markdown is text by its bytes and Markdown by its name") {
		check_str(KIND("# Judul\n", "a.md"), "markdown md");
		check_str(KIND("# Judul\n", "a.MARKDOWN"), "markdown md");
		check_str(KIND("# Judul\n", "a.zip"), "other ");
		check_str(KIND("# Judul\0\n", "a.md"), "other ");
		check_str(KIND("\xff\xfe#\n", "a.md"), "other ");
		check_str(KIND("", "a.md"), "other ");
	}
	TEST("office files are told from archives, and packages are not") {
		check_str(KIND("PK\3\4..........................mimetype"
			       "application/vnd.oasis.opendocument.text",
			       "a.zip"), "office odt");
		check_str(KIND("PK\3\4...[Content_Types].xml.."
			       "word/document.xml", ""), "office docx");
		check_str(KIND("PK\3\4...[Content_Types].xml.."
			       "ppt/presentation.xml", ""), "office pptx");
		check_str(KIND("PK\3\4...[Content_Types].xml.."
			       "word/document.xml..imsmanifest.xml", "a.docx"),
			  "other ");
		check_str(KIND("PK\3\4...word/document.xml", "a.docx"),
			  "other ");
		check_str(KIND("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.ppt"),
			  "office ppt");
		check_str(KIND("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.msi"),
			  "other ");
	}
}

static void test_mp4(void)
{
	TEST("a video's codecs, length, size and index are read") {
		struct made m = movie("avc1", "mp4a", 10, false);

		check_str(said(m.bytes, m.n), "avc1 mp4a 10 s 640x360");
		m = movie("hev1", NULL, 3, true);
		check_str(said(m.bytes, m.n), "hev1  3 s 640x360 last");
		m = movie(NULL, "mp4a", 7, false);
		check_str(said(m.bytes, m.n), " mp4a 7 s 0x0");
		check_str(kind(m.bytes, m.n, "x.mp4"), "audio m4a");
	}
	TEST("sound that is not AAC is told from it, though both are mp4a") {
		static const char *const sounds[][2] = {
			{ "mp4a.40", "mp4a" }, { "mp4a.66", "mp4a" },
			{ "mp4a.68", "mp4a" }, { "mp4a.40Q", "mp4a" },
			{ "mp4a.6b", "mp3" }, { "mp4a.69", "mp3" },
			{ "mp4a.6bQ", "mp3" }, { "mp4a.dd", "mp4a.DD" },
			{ "mp4a.00", "mp4a" }
		};

		for (size_t i = 0; i < sizeof(sounds) / sizeof(*sounds); i++) {
			const struct made m = movie("avc1", sounds[i][0], 10,
						    false);

			check_str(said(m.bytes, m.n), arena_format(&mem,
				"avc1 %s 10 s 640x360", sounds[i][1]));
		}
	}
	TEST("a video cut short at any byte is read no further than its end") {
		const struct made m = movie("avc1", "mp4a.6bQ", 10, true);
		const size_t index = m.n - 600;

		for (size_t n = 0; n < m.n; n += 7) {
			const char *got = said(m.bytes, n);

			if (n < index)
				check_str(got, "none");
		}
	}
	TEST("sizes that lie lead nowhere") {
		struct made m = movie("avc1", "mp4a.6bQ", 10, false);

		for (size_t i = 0; i < m.n; i++) {
			const char before = m.bytes[i];

			m.bytes[i] = (char)0xff;
			(void)said(m.bytes, m.n);
			m.bytes[i] = 0;
			(void)said(m.bytes, m.n);
			m.bytes[i] = before;
		}
		check_str(said(m.bytes, m.n), "avc1 mp3 10 s 640x360");
	}
}

static void test_packages(void)
{
	TEST("one file becomes a module of one unit, named as it was") {
		check_str(PACKAGE("%PDF-1.4\n", "folder/Panduan ASN.pdf"),
			  "file pdf Panduan ASN.pdf Panduan ASN|");
		check_str(PACKAGE("\x89PNG\r\n\x1a\n....", "alur.jpeg"),
			  "file image alur.png alur|");
		check_str(PACKAGE("ID3\4....", "../.."),
			  "file audio berkas.mp3 .|");
		check_str(PACKAGE("PK\3\4..........................mimetype"
				  "application/vnd.oasis.opendocument.text",
				  "Surat.odt"),
			  "file file Surat.odt Surat|office_file");
	}
	TEST("Markdown becomes a page, its first heading the title") {
		check_str(PACKAGE("Awal\n\n# Etika *ASN*\n\n# Lain\n", "a.md"),
			  "file page halaman.html Etika ASN|");
		check_str(PACKAGE("\xef\xbb\xbf# BOM\n", "a.md"),
			  "file page halaman.html BOM|");
	}
	TEST("a good video has no warning, a slow one has them all") {
		struct made m = movie("avc1", "mp4a", 10, false);
		struct made heavy = movie("hev1", "ac-3", 1, true);
		char *large = calloc(1, 200000);

		check_str(package(m.bytes, m.n, "a.mp4"),
			  "file video a.mp4 a|");
		memcpy(large, heavy.bytes, heavy.n);
		/* Padding in a box of its own: 200 kB a second is 12 MB a minute. */
		memcpy(large + heavy.n, "\0\3\0\0free", 8);
		large[heavy.n + 1] = (char)((200000 - heavy.n) >> 16);
		large[heavy.n + 2] = (char)((200000 - heavy.n) >> 8);
		large[heavy.n + 3] = (char)(200000 - heavy.n);
		check_str(package(large, 200000, "a.mp4"),
			  "file video a.mp4 a|video_index_last video_codec "
			  "audio_codec video_heavy");
		free(large);
	}
	TEST("what cannot be played is refused with what to do") {
		const struct made m = movie("avc1", "mp4a", 10, true);

		check_str(package(m.bytes, 300, "a.mp4"), "media_damaged");
		check_str(PACKAGE("RIFF....AVI LIST", "a.avi"),
			  "media_foreign");
		check_str(PACKAGE("apa saja", "a.txt"), "archive_unknown");
	}
}

/* One entry of a tar archive; its end is what is not there. */
static void entry(struct text *tar, const char *name, const void *bytes,
		  size_t size)
{
	char head[512] = { 0 };
	unsigned sum = 8 * ' ';

	snprintf(head, 100, "%s", name);
	memcpy(head + 100, "0000644\0000000000\0000000000", 24);
	snprintf(head + 124, 12, "%011zo", size);
	memcpy(head + 136, "00000000000", 11);
	head[156] = '0';
	memcpy(head + 257, "ustar\00000", 8);
	for (size_t i = 0; i < sizeof(head); i++)
		sum += (unsigned char)head[i];
	snprintf(head + 148, 8, "%06o", sum);
	text_put(tar, head, sizeof(head));
	text_put(tar, bytes, size);
	text_put(tar, (char[512]){ 0 }, (512 - size % 512) % 512);
}

/* A video and captions beside it: NULL name, no such file. */
static struct text beside(const char *video, const char *first,
			  const char *words, const char *second)
{
	const struct made m = movie("avc1", "mp4a", 10, false);
	struct text tar = { .mem = &mem };

	entry(&tar, first, words, strlen(words));
	entry(&tar, video, m.bytes, m.n);
	if (second)
		entry(&tar, second, words, strlen(words));
	text_put(&tar, (char[1024]){ 0 }, 1024);
	return tar;
}

/* "lang path type, lang …" of the unit's captions; NULL for a refusal. */
static const char *captions(const struct text *tar)
{
	const int fd = file_of(tar->bytes, tar->size);
	struct text out = { .mem = &mem };
	struct package p;
	struct fault fault;
	const struct package_node *n;

	text_puts(&out, "");
	if (package_import(NULL, fd, "arsip.tar", &store, &mem, &p, &fault))
		abort();
	close(fd);
	n = p.root->first;
	for (size_t i = 0; i < n->ncaptions; i++)
		text_putf(&out, "%s%s %s %s", i ? ", " : "",
			  n->captions[i].lang, n->captions[i].file->path,
			  n->captions[i].file->type);
	return out.bytes;
}

#define SRT "1\n00:00:01,000 --> 00:00:02,000\nHalo\n"

static void test_captions(void)
{
	TEST("a video and its captions in an archive are one module") {
		const struct text one = beside("Kuliah 1.mp4",
			"Kuliah 1.id.srt", SRT, "kuliah 1.en-GB.SRT");
		const struct text deep = beside("a/b/kuliah.MP4",
			"a/b/kuliah.srt", SRT, NULL);

		check_str(package(one.bytes, one.size, "x.tar"),
			  "file video Kuliah 1.mp4 Kuliah 1|");
		check_str(captions(&one),
			  "id Kuliah 1.id.vtt text/vtt; charset=utf-8, "
			  "en-gb Kuliah 1.en-gb.vtt text/vtt; charset=utf-8");
		check_str(package(deep.bytes, deep.size, "x.tar"),
			  "file video kuliah.mp4 kuliah|");
		check_str(captions(&deep),
			  "id kuliah.id.vtt text/vtt; charset=utf-8");
	}
	TEST("captions that cannot be read refuse it, with the line") {
		const struct text bad = beside("a.mp4", "a.srt", "1\nHalo\n",
					       NULL);
		const struct text empty = beside("a.mp4", "a.vtt", "WEBVTT\n",
						 NULL);

		check_str(package(bad.bytes, bad.size, "x.tar"),
			  "caption_line");
		check_str(package(empty.bytes, empty.size, "x.tar"),
			  "caption_empty");
	}
	TEST("captions of another name, or two of one language, are refused") {
		const struct text other = beside("a.mp4", "b.srt", SRT, NULL);
		const struct text twice = beside("a.mp4", "a.srt", SRT,
						 "a.id.vtt");

		check_str(package(other.bytes, other.size, "x.tar"),
			  "caption_name");
		check_str(package(twice.bytes, twice.size, "x.tar"),
			  "caption_twice");
	}
	TEST("with anything else beside them it is no single file") {
		const struct text page = beside("a.mp4", "index.html",
						"<title>x</title>", NULL);

		check_str(package(page.bytes, page.size, "x.tar"),
			  "html page index.html x|");
	}
}

static void test_markdown(void)
{
	TEST("Markdown has its headings, lists, tables and code") {
		check_str(page("# Satu\n\n1. a\n2. b\n\n`x < y`\n"),
			  "<h1>Satu</h1>\n<ol start=\"1\">\n<li>a</li>\n"
			  "<li>b</li>\n</ol>\n<p><code>x &lt; y</code></p>\n");
		check_str(page("|a|b|\n|---|---|\n|1|2|\n"),
			  "<div class=\"table\" tabindex=\"0\"><table>\n"
			  "<thead><tr><th>a</th><th>b</th></tr>\n</thead>\n"
			  "<tbody><tr><td>1</td><td>2</td></tr>\n</tbody>\n"
			  "</table></div>\n");
		check_str(page("- [ ] a\n- [x] b\n"), "<ul>\n<li>☐ a</li>\n"
			  "<li>☑ b</li>\n</ul>\n");
	}
	TEST("a small text that asks for a huge page is refused") {
		const char *head = repeated("|", "a|", 2000);
		const char *line = repeated("|", "---|", 2000);
		const char *far = repeated("[x]: /", "u", 50000);

		check_str(page(repeated(arena_format(&mem, "%s\n%s\n", head,
						     line), "x\n", 2000)),
			  "refused");
		check_str(page(repeated(arena_format(&mem, "%s\n\n", far),
					"[x]", 2000)), "refused");
		check_str(page(repeated(arena_format(&mem, "%s\n\n", far),
					"![x]", 2000)), "refused");
	}
	TEST("a long text of many links is taken") {
		check(strncmp(page(repeated("", "[a](http://a.example/b) ",
					    20000)), "<p><a ", 6) == 0);
	}
	TEST("no markup but ours comes out") {
		check_str(page("<script>alert(1)</script>\n"),
			  "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
		check_str(page("a <b onclick=x>b</b>\n"), "<p>a &lt;b onclick"
			  "=x&gt;b&lt;/b&gt;</p>\n");
		check_str(page("![<i>\"](x.png \"t\")\n"),
			  "<p>&lt;i&gt;&quot;</p>\n");
		check_str(page("```\"><script>\nx\n```\n"),
			  "<pre tabindex=\"0\"><code>x\n</code></pre>\n");
	}
	TEST("links lead to http, https and mailto only") {
		check_str(page("[a](https://a.go.id/?b=1&c=2)\n"),
			  "<p><a rel=\"noopener noreferrer\" target=\"_blank\" "
			  "href=\"https://a.go.id/?b=1&amp;c=2\">a</a></p>\n");
		check_str(page("[a](javascript:alert(1))\n"), "<p>a</p>\n");
		check_str(page("[a](&#106;avascript:alert(1))\n"),
			  "<p>a</p>\n");
		check_str(page("[a](JaVaScRiPt:x)\n"), "<p>a</p>\n");
		check_str(page("[a](data:text/html,x)\n"), "<p>a</p>\n");
		check_str(page("[a](//a.go.id)\n"), "<p>a</p>\n");
		check_str(page("[a](https://x\"onclick=y)\n"),
			  "<p><a rel=\"noopener noreferrer\" target=\"_blank\" "
			  "href=\"https://x&quot;onclick=y\">a</a></p>\n");
		check_str(page("<javascript:x>\n"), "<p>javascript:x</p>\n");
	}
	TEST("the title is the first heading, or the file's name") {
		check_str(title("## Dua & tiga\n# Lain\n"), "Dua & tiga");
		check_str(title("tanpa judul\n"), "berkas");
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	if (!mkdtemp(folder) || blob_store_open(folder, &store))
		abort();
	test_kinds();
	test_mp4();
	test_packages();
	test_captions();
	test_markdown();
	blob_store_close(&store);
	folder_remove(folder);
	arena_end(&mem);
	return test_end();
}
