#include "kind.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "mp4.h"

#define PIECE (64 * 1024)	/* of its beginning, and of its end */

static const struct kind other = { KIND_OTHER, "", "" };
static const struct kind foreign = { KIND_FOREIGN, "", "" };
static const struct kind pdf = { KIND_PDF, "pdf", "application/pdf" };
static const struct kind mp4 = { KIND_VIDEO, "mp4", "video/mp4" };
static const struct kind m4a = { KIND_AUDIO, "m4a", "audio/mp4" };
static const struct kind webm = { KIND_VIDEO, "webm", "video/webm" };
static const struct kind weba = { KIND_AUDIO, "webm", "audio/webm" };
static const struct kind ogv = { KIND_VIDEO, "ogv", "video/ogg" };
static const struct kind ogg = { KIND_AUDIO, "ogg", "audio/ogg" };
static const struct kind mp3 = { KIND_AUDIO, "mp3", "audio/mpeg" };
static const struct kind wav = { KIND_AUDIO, "wav", "audio/wav" };
static const struct kind flac = { KIND_AUDIO, "flac", "audio/flac" };
static const struct kind aac = { KIND_AUDIO, "aac", "audio/aac" };
static const struct kind png = { KIND_IMAGE, "png", "image/png" };
static const struct kind jpeg = { KIND_IMAGE, "jpg", "image/jpeg" };
static const struct kind gif = { KIND_IMAGE, "gif", "image/gif" };
static const struct kind webp = { KIND_IMAGE, "webp", "image/webp" };
static const struct kind avif = { KIND_IMAGE, "avif", "image/avif" };
static const struct kind markdown = {
	KIND_MARKDOWN, "md", "text/plain; charset=utf-8"
};

/* Found inside a zip: a part that only this kind of document has. */
static const struct document {
	struct kind kind;
	const char *part;
} documents[] = {
	{ { KIND_OFFICE, "docx", "application/vnd.openxmlformats-"
	    "officedocument.wordprocessingml.document" }, "word/document.xml" },
	{ { KIND_OFFICE, "xlsx", "application/vnd.openxmlformats-"
	    "officedocument.spreadsheetml.sheet" }, "xl/workbook.xml" },
	{ { KIND_OFFICE, "pptx", "application/vnd.openxmlformats-"
	    "officedocument.presentationml.presentation" },
	  "ppt/presentation.xml" },
};

/* The first entry of an OpenDocument is its type, not compressed. */
static const struct document opened[] = {
	{ { KIND_OFFICE, "odt", "application/vnd.oasis.opendocument.text" },
	  "mimetypeapplication/vnd.oasis.opendocument.text" },
	{ { KIND_OFFICE, "ods",
	    "application/vnd.oasis.opendocument.spreadsheet" },
	  "mimetypeapplication/vnd.oasis.opendocument.spreadsheet" },
	{ { KIND_OFFICE, "odp",
	    "application/vnd.oasis.opendocument.presentation" },
	  "mimetypeapplication/vnd.oasis.opendocument.presentation" },
};

/* One container for three programs: only the name tells which. */
static const struct kind old[] = {
	{ KIND_OFFICE, "doc", "application/msword" },
	{ KIND_OFFICE, "xls", "application/vnd.ms-excel" },
	{ KIND_OFFICE, "ppt", "application/vnd.ms-powerpoint" },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct bytes {
	unsigned char at[PIECE];
	size_t n;
};

static void bytes_read(int fd, off_t from, struct bytes *out)
{
	const ssize_t n = pread(fd, out->at, sizeof(out->at), from);

	out->n = n > 0 ? (size_t)n : 0;
}

static bool at(const struct bytes *b, size_t from, const char *what, size_t n)
{
	return b->n >= from + n && memcmp(b->at + from, what, n) == 0;
}
#define AT(b, from, what) at((b), (from), (what), sizeof(what) - 1)

static bool has(const struct bytes *b, const char *what)
{
	return memmem(b->at, b->n, what, strlen(what)) != NULL;
}

static bool named(const char *name, const char *ending)
{
	const char *dot = strrchr(name, '.');

	return dot && strcasecmp(dot + 1, ending) == 0;
}

/* Its directory is at the end, names not compressed. */
static const struct kind *document_kind(const struct bytes *tail)
{
	if (!has(tail, "[Content_Types].xml") || has(tail, "imsmanifest.xml"))
		return &other;
	for (size_t i = 0; i < COUNT(documents); i++)
		if (has(tail, documents[i].part))
			return &documents[i].kind;
	return &other;
}

/* `b` is read anew: a piece is too large for a stack to have two. */
static const struct kind *zip_kind(int fd, struct bytes *b)
{
	struct stat st;

	for (size_t i = 0; i < COUNT(opened); i++)
		if (at(b, 30, opened[i].part, strlen(opened[i].part)))
			return &opened[i].kind;
	if (fstat(fd, &st))
		return &other;
	bytes_read(fd, st.st_size > PIECE ? st.st_size - PIECE : 0, b);
	return document_kind(b);
}

static const struct kind *riff_kind(const struct bytes *b)
{
	if (AT(b, 8, "WAVE"))
		return &wav;
	if (AT(b, 8, "WEBP"))
		return &webp;
	return AT(b, 8, "AVI ") ? &foreign : &other;
}

/* MP4 and its relatives, QuickTime too: who plays one plays the other. */
static const struct kind *box_kind(int fd, const struct bytes *b)
{
	struct mp4 m;

	if (AT(b, 8, "avif") || AT(b, 8, "avis"))
		return &avif;
	if (AT(b, 8, "M4A ") || AT(b, 8, "M4B "))
		return &m4a;
	return mp4_read(fd, &m) && m.audio && !m.video ? &m4a : &mp4;
}

static const struct kind *matroska_kind(const struct bytes *b)
{
	if (!has(b, "webm"))
		return &foreign;
	return has(b, "V_VP") || has(b, "V_AV1") ? &webm : &weba;
}

/* A frame of MPEG audio, layer III, or one of ADTS (AAC). */
static const struct kind *frame_kind(const struct bytes *b)
{
	if (b->n < 4 || b->at[0] != 0xff)
		return &other;
	if ((b->at[1] & 0xf6) == 0xf0)
		return &aac;
	return (b->at[1] & 0xe6) == 0xe2 && (b->at[2] & 0xf0) != 0xf0
		? &mp3 : &other;
}

static const struct kind *old_kind(const char *name)
{
	for (size_t i = 0; i < COUNT(old); i++)
		if (named(name, old[i].ending))
			return &old[i];
	return &other;
}

/* A piece that ends within a character is text all the same. */
static bool is_text(const struct bytes *b)
{
	size_t n = b->n;

	if (!n || memchr(b->at, '\0', n))
		return false;
	if (n == sizeof(b->at))
		while (n && (b->at[n - 1] & 0x80))
			n--;
	return text_utf8((const char *)b->at, n);
}

static const struct kind *binary_kind(int fd, struct bytes *b)
{
	if (AT(b, 0, "PK\3\4"))
		return zip_kind(fd, b);
	if (AT(b, 0, "RIFF"))
		return riff_kind(b);
	if (AT(b, 4, "ftyp") || AT(b, 4, "moov") || AT(b, 4, "mdat"))
		return box_kind(fd, b);
	if (AT(b, 0, "\x1a\x45\xdf\xa3"))
		return matroska_kind(b);
	if (AT(b, 0, "OggS"))
		return has(b, "\x80theora") ? &ogv : &ogg;
	if (AT(b, 0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11") || AT(b, 0, "FLV\1") ||
	    AT(b, 0, "\0\0\1\xba") || AT(b, 0, "\0\0\1\xb3"))
		return &foreign;
	return frame_kind(b);
}

static const struct kind *bytes_kind(int fd, struct bytes *b, const char *name)
{
	const void *mark;

	/* Readers take a PDF that begins within the first 1,024 bytes. */
	mark = memmem(b->at, b->n < 1024 ? b->n : 1024, "%PDF-", 5);
	if (AT(b, 0, "%PDF-") || (mark && named(name, "pdf")))
		return &pdf;
	if (AT(b, 0, "\x89PNG\r\n\x1a\n"))
		return &png;
	if (AT(b, 0, "\xff\xd8\xff"))
		return &jpeg;
	if (AT(b, 0, "GIF87a") || AT(b, 0, "GIF89a"))
		return &gif;
	if (AT(b, 0, "ID3"))
		return &mp3;
	if (AT(b, 0, "fLaC"))
		return &flac;
	if (AT(b, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
		return old_kind(name);
	if ((named(name, "md") || named(name, "markdown")) && is_text(b))
		return &markdown;
	return binary_kind(fd, b);
}

const struct kind *kind_of(int fd, const char *name)
{
	struct bytes *b = malloc(sizeof(*b));
	const struct kind *kind;

	if (!b)
		abort();
	bytes_read(fd, 0, b);
	kind = bytes_kind(fd, b, name);
	free(b);
	return kind;
}
