#include "domain/material.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define OPEN "application/vnd.oasis.opendocument."

static const struct {
	const char *ending, *type;
} types[] = {
	{ ".pdf", "application/pdf" },
	{ ".ppt", "application/vnd.ms-powerpoint" },
	{ ".pptx", OFFICE "presentationml.presentation" },
	{ ".ppsx", OFFICE "presentationml.slideshow" },
	{ ".odp", OPEN "presentation" },
	{ ".doc", "application/msword" },
	{ ".docx", OFFICE "wordprocessingml.document" },
	{ ".odt", OPEN "text" },
	{ ".xls", "application/vnd.ms-excel" },
	{ ".xlsx", OFFICE "spreadsheetml.sheet" },
	{ ".ods", OPEN "spreadsheet" },
	{ ".csv", "text/csv; charset=utf-8" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".zip", "application/zip" },
	{ ".mp3", "audio/mpeg" },
	{ ".m4a", "audio/mp4" },
	{ ".png", "image/png" },
	{ ".jpg", "image/jpeg" },
	{ ".jpeg", "image/jpeg" },
	{ ".webp", "image/webp" },
};

const char *material_type(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(types) / sizeof(*types); i++)
		if (strcasecmp(dot, types[i].ending) == 0)
			return types[i].type;
	return NULL;
}

bool material_inline(const char *media_type)
{
	return text_starts(media_type, "image/");
}

bool material_name_fits(const char *name)
{
	return *name && *name != '.' && text_plain(name) &&
	       text_length(name) <= MATERIAL_NAME_MOST &&
	       !strpbrk(name, "/\\\"");
}
