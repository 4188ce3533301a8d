/*
 * What a file is, by its first and last bytes: for files that are uploaded by
 * themselves, whose names say little and may lie. (In packages the name
 * decides, as it does for every web server: media.h.)
 */
#ifndef CONTENT_KIND_H
#define CONTENT_KIND_H

enum kind_group {
	KIND_OTHER,	/* an archive perhaps, or nothing that we know */
	KIND_PDF,
	KIND_VIDEO,
	KIND_AUDIO,
	KIND_IMAGE,
	KIND_MARKDOWN,	/* text by its bytes, and Markdown by its name */
	KIND_OFFICE,	/* Word, Excel, PowerPoint, OpenDocument */
	KIND_FOREIGN	/* video that browsers do not play: AVI, WMV, MKV … */
};

struct kind {
	enum kind_group group;
	const char *ending;	/* "mp4": of the name that it is kept under */
	const char *type;	/* Content-Type */
};

/* `name` may be "". The offset of `fd` stays; never NULL. */
const struct kind *kind_of(int fd, const char *name);

#endif
