#include "media.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* HTML and CSS keep their own <meta> and @charset: old packages are Latin-1. */
static const struct media {
	const char *ending, *type;
	bool text;
} known[] = {
	{ "html", "text/html", true },
	{ "htm", "text/html", true },
	{ "xhtml", "application/xhtml+xml", true },
	{ "css", "text/css", true },
	{ "js", "text/javascript; charset=utf-8", true },
	{ "mjs", "text/javascript; charset=utf-8", true },
	{ "json", "application/json", true },
	{ "map", "application/json", true },
	{ "webmanifest", "application/manifest+json", true },
	{ "xml", "application/xml", true },
	{ "xsd", "application/xml", true },
	{ "xsl", "application/xml", true },
	{ "xslt", "application/xml", true },
	{ "dtd", "application/xml-dtd", true },
	{ "txt", "text/plain; charset=utf-8", true },
	{ "md", "text/plain; charset=utf-8", true },
	{ "csv", "text/csv; charset=utf-8", true },
	{ "vtt", "text/vtt; charset=utf-8", true },
	{ "srt", "text/plain; charset=utf-8", true },
	{ "svg", "image/svg+xml", true },
	{ "rtf", "application/rtf", true },
	{ "wasm", "application/wasm", true },
	{ "bmp", "image/bmp", true },
	{ "ico", "image/vnd.microsoft.icon", true },
	{ "cur", "image/vnd.microsoft.icon", true },
	{ "ttf", "font/ttf", true },
	{ "otf", "font/otf", true },
	{ "eot", "application/vnd.ms-fontobject", true },
	{ "woff", "font/woff", false },
	{ "woff2", "font/woff2", false },
	{ "png", "image/png", false },
	{ "apng", "image/apng", false },
	{ "jpg", "image/jpeg", false },
	{ "jpeg", "image/jpeg", false },
	{ "gif", "image/gif", false },
	{ "webp", "image/webp", false },
	{ "avif", "image/avif", false },
	{ "mp4", "video/mp4", false },
	{ "m4v", "video/mp4", false },
	{ "webm", "video/webm", false },
	{ "ogv", "video/ogg", false },
	{ "mov", "video/quicktime", false },
	{ "mp3", "audio/mpeg", false },
	{ "m4a", "audio/mp4", false },
	{ "aac", "audio/aac", false },
	{ "ogg", "audio/ogg", false },
	{ "oga", "audio/ogg", false },
	{ "opus", "audio/ogg", false },
	{ "wav", "audio/wav", true },
	{ "flac", "audio/flac", false },
	{ "pdf", "application/pdf", false },
	{ "epub", "application/epub+zip", false },
	{ "zip", "application/zip", false },
	{ "swf", "application/x-shockwave-flash", false },
	{ "doc", "application/msword", true },
	{ "xls", "application/vnd.ms-excel", true },
	{ "ppt", "application/vnd.ms-powerpoint", true },
	{ "docx", "application/vnd.openxmlformats-officedocument"
		  ".wordprocessingml.document", false },
	{ "xlsx", "application/vnd.openxmlformats-officedocument"
		  ".spreadsheetml.sheet", false },
	{ "pptx", "application/vnd.openxmlformats-officedocument"
		  ".presentationml.presentation", false },
	{ "odt", "application/vnd.oasis.opendocument.text", false },
	{ "ods", "application/vnd.oasis.opendocument.spreadsheet", false },
	{ "odp", "application/vnd.oasis.opendocument.presentation", false },
};

const char *media_type(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');

	for (size_t i = 0; dot && i < sizeof(known) / sizeof(*known); i++)
		if (strcasecmp(dot + 1, known[i].ending) == 0)
			return known[i].type;
	return "application/octet-stream";
}

bool media_compressible(const char *type)
{
	if (text_ends(type, "+json"))
		return true;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(type, known[i].type) == 0)
			return known[i].text;
	return false;
}

bool media_page(const char *type)
{
	return strncmp(type, "text/html", 9) == 0 ||
	       strncmp(type, "application/xhtml+xml", 21) == 0;
}
