/*
 * A package: what an archive turns out to be.
 *
 * package_import reads an archive, keeps its files as blobs and says what is
 * in it, in one form for every standard: files, a tree of nodes, a report. It
 * is all or nothing: after an error the blob folder is as it was. A single PDF,
 * video, sound, picture, Markdown or office file is a package of one unit; so is
 * an archive of one video or sound and its captions, "a.mp4" with "a.id.srt".
 *
 * All text is valid UTF-8 and lives, like everything else here, in the arena.
 */
#ifndef CONTENT_PACKAGE_H
#define CONTENT_PACKAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "blob.h"
#include "fault.h"
#include "unpack.h"

enum standard {
	STANDARD_NONE,
	STANDARD_SCORM12,
	STANDARD_SCORM2004_2,
	STANDARD_SCORM2004_3,
	STANDARD_SCORM2004_4,
	STANDARD_CMI5,
	STANDARD_TINCAN,
	STANDARD_CC_1_0,
	STANDARD_CC_1_1,
	STANDARD_CC_1_2,
	STANDARD_CC_1_3,
	STANDARD_HTML,
	STANDARD_FILE,		/* one file, uploaded by itself */
	STANDARD_BALAI,		/* our own: native.h */
	STANDARD_COUNT
};

/* "scorm12", "scorm2004-4", "cmi5", "tincan", "cc-1.3", "html", "file", "balai". */
const char *standard_name(enum standard);
/* STANDARD_NONE when there is none of that name. */
enum standard standard_by_name(const char *);

struct package_file {
	const char *path;	/* relative, slashes, unique */
	char blob[BLOB_NAME_SIZE];
	uint64_t size;
	const char *type;	/* Content-Type; static */
	bool compressible;	/* worth blob_precompress */
};

enum node_kind {
	NODE_FOLDER,		/* only its children; cannot be opened */
	NODE_SCO,		/* talks to the SCORM API */
	NODE_ASSET,		/* SCORM content that does not */
	NODE_AU,		/* cmi5 and tincan: talks xAPI */
	NODE_PAGE,		/* HTML of a cartridge or of a folder */
	NODE_FILE,		/* any other file; or, not launchable, something
				   that is not supported yet */
	NODE_LINK,		/* an address elsewhere, in `url` */
	NODE_PDF, NODE_VIDEO, NODE_AUDIO, NODE_IMAGE,	/* a single file */
	NODE_LESSON, NODE_QUIZ, NODE_CASE, NODE_SURVEY, NODE_PLAN, /* balai */
	NODE_TOOL,		/* of somebody else, by LTI: `definition` is
				   its place (domain/lti_place.h) */
};

/* "folder", "sco", … */
const char *node_kind_name(enum node_kind);

struct package_objective {
	const char *id;		/* "" when it has none (the primary one may) */
	bool primary;
	bool satisfied_by_measure;
	double min_normalized_measure;	/* -1 to 1; 1 when not said */
};

struct package_caption {
	const char *lang;		/* as caption_lang gives it */
	const struct package_file *file;
	size_t cues;
};

struct package_node {
	const char *key;	/* the manifest's identifier, unique here;
				   at most 1,000 bytes and a suffix */
	const char *title;
	const char *description;	/* "" when there is none */
	enum node_kind kind;
	bool launchable;
	bool visible;

	/*
	 * What to open: `path` names an entry of files (decoded); `href` is
	 * the same as a relative URL (percent-encoded), with the query and the
	 * fragment of the manifest and of `parameters` as SCORM joins them.
	 * NULL unless launchable, and for links, which have `url` (http or
	 * https) instead.
	 */
	const char *path, *href, *url;
	const char *parameters;		/* as written; NULL */

	/* NULL when the manifest does not say. */
	const char *launch_data;	/* dataFromLMS, launchParameters */
	const char *prerequisites;	/* SCORM 1.2: AICC script, as written */
	const char *max_time_allowed;	/* as written: 1.2 HHHH:MM:SS.SS,
					   2004 attemptAbsoluteDurationLimit
					   as an ISO 8601 duration */
	const char *time_limit_action;	/* "exit,message" … */
	const char *move_on;		/* cmi5: "Passed" …; "NotApplicable" */
	const char *launch_method;	/* cmi5: "AnyWindow", "OwnWindow" */
	const char *activity;		/* cmi5, tincan: the publisher's IRI */
	bool has_mastery;
	double mastery_score;		/* 1.2: 0 to 100; cmi5: 0 to 1 */

	/* SCORM 2004 4th edition; completed_by_measure false: not used. */
	bool completed_by_measure;
	double min_progress_measure;	/* 0 to 1 */
	double progress_weight;		/* 0 to 1 */

	const struct package_objective *objectives;
	size_t nobjectives;

	/*
	 * SCORM 2004: everything that sequencing needs, else NULL; see
	 * manifest_sequencing.h for its form. Owned by the arena.
	 */
	json_t *sequencing;

	/*
	 * A single file: {"type","seconds"?,"width"?,"height"?,"silent"?},
	 * else NULL. Silent: a video that has no sound at all.
	 */
	json_t *media;

	/* A single video or recording: WebVTT by caption_read. */
	const struct package_caption *captions;
	size_t ncaptions;

	/*
	 * Of our own modules: what a unit is, keys included; learners never
	 * get it as it is. Owned by the arena.
	 */
	json_t *definition;
	bool optional;		/* the module is done without it */
	bool unscored;		/* its score, if any, counts for nothing */

	/* What opening costs: its declared files, dependencies included. */
	uint64_t own_bytes;

	struct package_node *parent, *first, *last, *next;
};

/* The node after this one, parents before children; NULL at the end. */
struct package_node *package_next(const struct package_node *);

#define PACKAGE_HOSTS 50

struct package_report {
	size_t entries;			/* files kept */
	uint64_t packed_bytes, bytes;	/* of the archive, of the files */
	size_t units;			/* launchable nodes */
	const struct fault *warnings;	/* one for each code that occurred */
	size_t nwarnings;
	const char *hosts[PACKAGE_HOSTS];	/* lower case, sorted */
	size_t nhosts;
};

struct package_organization {
	const char *key, *title;
};

struct package {
	enum standard standard;
	const char *identifier;		/* of the manifest; "" */
	const char *title;		/* never "", at most 1,000 bytes */
	const char *description;	/* "", at most 10,000 bytes */
	const char *language;		/* BCP 47; "" when it is not said */
	struct package_file *files;	/* in the order of the archive */
	size_t nfiles;

	/*
	 * Of our own modules: all that came, while `files` are what learners
	 * may have; and what module.json says besides. NULL for others.
	 */
	struct package_file *sources;
	size_t nsources;
	json_t *about;

	/*
	 * The chosen organization. The root itself is not launchable; in
	 * SCORM 2004 it is the root activity and has `sequencing`.
	 */
	struct package_node *root;
	const struct package_organization *others;	/* not chosen */
	size_t nothers;
	struct package_report report;
	struct path_index *index;	/* for package_find */
};

/* The file of exactly this path; NULL. */
const struct package_file *package_find(const struct package *,
					const char *path);

/* A zeroed one has the defaults. */
struct package_options {
	const struct unpack_limits *limits;	/* NULL: the default ones */
	const char *exe;	/* who is the unpack-worker; NULL: this program */
	/*
	 * Called every 200 ms, 64 files and 1 MB at least, with what has
	 * been read of the archive so far; false stops the import (import_stopped).
	 */
	bool (*progress)(void *context, size_t entries, uint64_t bytes);
	void *context;
};

/*
 * `fd` is a regular file, its offset moves; `name` what the uploader called it
 * (a title is made of it if nothing better is found; "" if unknown). On an
 * error `fault` says why; its category is what is returned. Nothing here is
 * compressed for the browser: call package_precompress when there is time.
 *
 * If the caller then fails to store the version, the new blobs are left over
 * and harmless; whatever removes unused blobs may take them.
 */
enum err package_import(const struct package_options *, int fd,
			const char *name, const struct blob_store *,
			struct arena *, struct package *out,
			struct fault *fault);

/* blob_precompress for every compressible file of 1 kB or more. */
enum err package_precompress(const struct package *,
			     const struct blob_store *);

#endif
