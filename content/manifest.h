/*
 * From files to a package: what the readers of the standards share. Not for
 * those outside content/.
 */
#ifndef CONTENT_MANIFEST_H
#define CONTENT_MANIFEST_H

#include <libxml/tree.h>

#include "package.h"
#include "path_index.h"

/* Bytes of one XML file: as a tree it takes up to forty times that. */
#define MANIFEST_XML_MAX   4000000
#define MANIFEST_TEXT_MAX  1000		/* bytes of a title or a key */
#define MANIFEST_PROSE_MAX 10000	/* of a description */
#define MANIFEST_NODES_MAX 10000
#define MANIFEST_SHARED_MAX 50000	/* elements of a sequencing collection,
					   counted at each use */
#define MANIFEST_STEPS_MAX 20000000	/* looks at an objective or a map */
#define MANIFEST_SIZED_MAX 200000	/* files added up for items */
#define MANIFEST_REFERENCE_MAX 4096	/* bytes of a base and an href */
#define MANIFEST_RESOLVED_MAX 50000000	/* of all together */

struct manifest {
	struct arena *mem;
	struct package *out;
	struct fault *fault;
	const struct blob_batch *batch;	/* where the bytes of the files are */
	const char *file;		/* the manifest's own path */
	const char *upload;		/* what the archive was called */
	struct fault *warnings;
	size_t nwarnings, room;
	struct path_index *keys;	/* of the nodes */
	size_t nnodes;
	struct path_index *shared;	/* of the sequencing collection */
	const xmlNode **shared_nodes;
	size_t nshared;			/* of its elements, at each use */
	size_t nsteps, nsized, nresolved;
	struct package_caption *captions;	/* beside a single file */
	size_t ncaptions;
};

/*
 * Find the manifest, read it, fill in everything of m->out but the files and
 * the report's sizes. The errors of content/faults.def.
 */
enum err manifest_read(struct manifest *);

/* The readers, each given the root element of m->file. */
enum err manifest_scorm(struct manifest *, xmlNode *root);
enum err manifest_cartridge(struct manifest *, xmlNode *root);
enum err manifest_cmi5(struct manifest *, xmlNode *root);
enum err manifest_tincan(struct manifest *, xmlNode *root);
enum err manifest_html(struct manifest *);

/*
 * Title (if there is none yet), description and language from the LOM that a
 * <metadata> element holds or, in an <adlcp:location>, names.
 */
void manifest_metadata(struct manifest *, const xmlNode *metadata);

/* The <title> of a page, clean; "" when it has none that can be read. */
const char *html_title(struct manifest *, const struct package_file *);

/* Note it; the same code again only counts. Strings are borrowed. */
void manifest_warn(struct manifest *, struct fault);

/* Refuse, with m->file as the place unless `what` names one. */
enum err manifest_refuse(struct manifest *, struct fault what);

/*
 * At most `max` bytes of a file, in the arena, with a NUL behind them. The
 * errors of blobs.
 */
enum err manifest_bytes(struct manifest *, const struct package_file *,
			size_t max, char **bytes, size_t *size);

/* `s`, or its first `max` bytes without half a character. */
const char *manifest_cut(struct arena *, const char *s, size_t max);

/* A child at the end of `parent` (NULL: the root); `key` is made unique, both are cut to
 * MANIFEST_TEXT_MAX. */
struct package_node *node_add(struct manifest *, struct package_node *parent,
			      const char *key, const char *title);

/* Refuse when there are more nodes than anyone needs; readers ask as they go. */
enum err nodes_check(struct manifest *);

/* Where a reference leads. */
struct reference {
	const struct package_file *file;	/* NULL: not in the package */
	const char *path;	/* decoded and cut, for messages */
	const char *suffix;	/* "?…#…" as written, or "" */
	const char *url;	/* http(s) address elsewhere; then no file */
};

/*
 * Resolve `href` against `base`, both URL references as authors write them (a
 * base that is a folder ends in a slash; "" is the top). Tried in turn: decoded,
 * as written, with `base` taken for a folder, and in any case (which warns).
 * Over MANIFEST_REFERENCE_MAX, or past MANIFEST_RESOLVED_MAX, it leads nowhere.
 */
struct reference manifest_resolve(struct manifest *, const char *base,
				  const char *href);

/* The path of `file` as a relative URL, and `suffix` behind it made harmless. */
const char *manifest_href(struct manifest *, const struct package_file *,
			  const char *suffix);

/* `href` with the parameters of an item (SCORM 2004 4th ed. CAM 3.4.1.4). */
const char *manifest_parameters(struct arena *, const char *href,
				const char *parameters);

/* http: or https: with a host, no controls or blanks: may be shown as a link. */
bool url_web(const char *);

/* The host of such an address, lower case; "" for others. */
const char *url_host(struct arena *, const char *url);

/* XML. Names are compared without their prefix and whatever their case. */

/*
 * The root element of a file. Its fault is XML_MALFORMED, XML_ENTITIES,
 * XML_TOO_LARGE or XML_TOO_DEEP. The document lives in the arena.
 */
enum err xml_read(struct manifest *, const struct package_file *,
		  xmlNode **root);

bool xml_is(const xmlNode *, const char *name);
/* The first child of that name, the next sibling of that name; NULL. */
xmlNode *xml_child(const xmlNode *, const char *name);
xmlNode *xml_next(const xmlNode *, const char *name);
/* xml_child along "a/b/c". */
xmlNode *xml_at(const xmlNode *, const char *path);
/* Trimmed; NULL when it is absent. An empty one may be NULL too. */
const char *xml_attr(struct arena *, const xmlNode *, const char *name);
/* The text of an element with blanks collapsed; "" for NULL. */
const char *xml_text(struct arena *, const xmlNode *);
/* The same, trimmed only. */
const char *xml_raw(struct arena *, const xmlNode *);
/* "true"/"1" and "false"/"0"; `otherwise` for NULL and all else. */
bool xml_bool(const char *, bool otherwise);
/* A decimal number, the whole text; false for NULL and all else. */
bool xml_number(const char *, double *out);

#define xml_each(item, parent, name) \
	for (xmlNode *item = xml_child((parent), (name)); item; \
	     item = xml_next(item, (name)))

#endif
