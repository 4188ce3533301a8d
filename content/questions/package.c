/*
 * Packages of questions: which of the files are items, by the manifest; without
 * one, every XML file that is an item. QTI 1.2 (Common Cartridge) and QTI 2 or 3
 * are told apart by their root element.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "media.h"
#include "questions/reading.h"
#include "unpack.h"

#define XML_MOST 4000000	/* bytes of one file of a package */

static const struct question_file *file_of(const struct reading *r,
					   const char *path)
{
	for (size_t i = 0; i < r->nfiles; i++)
		if (strcmp(r->files[i].path, path) == 0)
			return &r->files[i];
	return NULL;
}

static void test_read(struct reading *r, const xmlNode *root)
{
	const char *title = element_attribute(r, root, "title");

	r->line = 0;
	r->name = "";
	reading_warn(r, NOTE_TEST, *title ? title : r->file);
}

static void root_read(struct reading *r, const xmlNode *root)
{
	const char *name = (const char *)root->name;

	if (element_is(root, "assessmentItem"))
		qti_item_read(r, root);
	else if (element_is(root, "assessmentTest"))
		test_read(r, root);
	else if (element_is(root, "questestinterop"))
		qti1_read(r, root);
	else
		reading_refuse(r, 1, NOTE_XML_ROOT, name);
}

static void file_read(struct reading *r, const struct question_file *f)
{
	const char *slash = strrchr(f->path, '/');
	xmlNode *root;

	r->file = f->path;
	r->name = NULL;
	r->folder = slash ? arena_copy(r->mem, f->path,
				       (size_t)(slash - f->path) + 1) : "";
	if (f->size > XML_MOST)
		reading_refuse(r, 0, NOTE_FILE_LARGE, NULL);
	else if ((root = reading_xml(r, f->bytes, f->size)))
		root_read(r, root);
	r->file = NULL;
	r->name = NULL;
}

/* imsqti_item_xmlv2p1, imsqti_test_xmlv3p0, imsqti_xmlv1p2/imscc_xmlv1p1/… */
static bool holds_questions(const char *type)
{
	return text_starts(type, "imsqti_item") ||
	       text_starts(type, "imsqti_test") ||
	       text_starts(type, "imsqti_assessment") ||
	       text_starts(type, "imsqti_xml");
}

static const char *href_of(struct reading *r, const xmlNode *resource)
{
	const char *href = element_attribute(r, resource, "href");

	/* Cartridges name the file below the resource. */
	return *href ? href : element_attribute(
		r, element_child(resource, "file"), "href");
}

static size_t resources_read(struct reading *r, const xmlNode *manifest)
{
	const xmlNode *all = element_child(manifest, "resources");
	size_t n = 0;

	for (const xmlNode *one = element_child(all, "resource");
	     one && !r->full; one = element_next(one, "resource")) {
		const char *href = href_of(r, one);
		const struct question_file *f;

		if (!holds_questions(element_attribute(r, one, "type")))
			continue;
		n++;
		if ((f = file_of(r, href)))
			file_read(r, f);
		else
			reading_refuse(r, 0, NOTE_FILE_ABSENT, href);
	}
	return n;
}

static bool is_xml(const struct question_file *f)
{
	return text_ends(f->path, ".xml") || text_ends(f->path, ".qti");
}

void package_read(struct reading *r)
{
	const struct question_file *manifest = file_of(r, "imsmanifest.xml");
	xmlNode *root;

	if (manifest) {
		if (manifest->size > XML_MOST) {
			reading_refuse(r, 0, NOTE_FILE_LARGE, NULL);
			return;
		}
		r->file = manifest->path;
		root = reading_xml(r, manifest->bytes, manifest->size);
		r->file = NULL;
		if (!root || resources_read(r, root))
			return;
	}
	for (size_t i = 0; i < r->nfiles && !r->full; i++)
		if (&r->files[i] != manifest &&
		    (r->nfiles == 1 || is_xml(&r->files[i])))
			file_read(r, &r->files[i]);
}

/* What is kept of an archive: XML and pictures, in memory. */
struct keeping {
	struct arena *mem;
	struct question_file *files;
	size_t n, room, total;
	struct text now;
	bool keep;
	const char *path;
};

static enum err file_begin(void *context, const char *path)
{
	struct keeping *k = context;

	k->path = arena_copy(k->mem, path, strlen(path));
	k->now = (struct text){ .mem = k->mem };
	k->keep = text_ends(path, ".xml") || text_ends(path, ".qti") ||
		  text_starts(media_type(path), "image/");
	text_puts(&k->now, "");
	return OK;
}

static enum err file_data(void *context, const void *bytes, size_t size)
{
	struct keeping *k = context;

	/* Of what is too large only that it is, is told later. */
	if (!k->keep || k->now.size > XML_MOST)
		return OK;
	k->total += size;
	if (k->total > QUESTIONS_KEPT_MOST)
		return fail(ERR_TOO_LARGE, "too much XML and pictures");
	text_put(&k->now, bytes, size);
	return OK;
}

static enum err file_end(void *context)
{
	struct keeping *k = context;
	struct question_file *more;

	if (!k->keep)
		return OK;
	if (k->n == k->room) {
		k->room = k->room ? 2 * k->room : 64;
		more = arena_array(k->mem, struct question_file, k->room);
		if (k->n)
			memcpy(more, k->files, k->n * sizeof(*more));
		k->files = more;
	}
	k->files[k->n++] = (struct question_file){ k->path, k->now.bytes,
						   k->now.size };
	return OK;
}

static const struct unpack_limits limits = {
	.total_bytes = 500000000, .file_bytes = 200000000, .entries = 5000,
	.ratio = 200, .ratio_from = 20000000, .depth = 16, .name_bytes = 255,
	.path_bytes = 1024, .seconds = 60,
};

static enum err archive_read(struct arena *mem, enum questions_format format,
			     int fd, const char *exe, enum lang lang,
			     struct question_set *out, const char **reason)
{
	struct keeping k = { .mem = mem };
	const struct unpack_sink sink = {
		.context = &k, .file = file_begin, .data = file_data,
		.file_end = file_end,
	};
	struct unpack_result result;
	struct fault fault;
	enum err e;

	if ((e = unpack(fd, exe, &limits, &sink, mem, &result, &fault))) {
		*reason = fault.code ? fault_message(mem, &fault, lang)
			: question_note_sentence(mem, &(struct question_note){
				.code = NOTE_FILE_LARGE }, lang);
		return e;
	}
	questions_parse(mem, format, k.files, k.n, out);
	return OK;
}

static enum err whole(struct arena *mem, int fd, size_t size, char **bytes)
{
	size_t got = 0;
	ssize_t n;

	*bytes = arena_alloc(mem, size + 1);
	while (got < size) {
		n = pread(fd, *bytes + got, size - got, (off_t)got);
		if (n <= 0)
			return fail(ERR_INTERNAL, "the file cannot be read");
		got += (size_t)n;
	}
	return OK;
}

enum err questions_read(struct arena *mem, enum questions_format format, int fd,
			const char *exe, enum lang lang,
			struct question_set *out, const char **reason)
{
	struct question_file file = { .path = "" };
	char magic[2] = { 0 }, *bytes;
	struct stat st;
	enum err e;

	*reason = "";
	*out = (struct question_set){ 0 };
	if (fstat(fd, &st) || pread(fd, magic, 2, 0) < 0)
		return fail(ERR_INTERNAL, "the file cannot be read");
	if ((format == QUESTIONS_QTI || format == QUESTIONS_CC) &&
	    memcmp(magic, "PK", 2) == 0)
		return archive_read(mem, format, fd, exe, lang, out, reason);
	file.size = st.st_size > QUESTIONS_FILE_MOST
		? QUESTIONS_FILE_MOST + 1 : (size_t)st.st_size;
	if ((e = whole(mem, fd, file.size, &bytes)))
		return e;
	file.bytes = bytes;
	questions_parse(mem, format, &file, 1, out);
	return OK;
}
