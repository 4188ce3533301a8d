#include "single.h"

#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "caption.h"
#include "mp4.h"
#include "sound.h"
#include "webm.h"

#define HEAVY_BYTES 5000000	/* a minute */
#define LANG_USUAL "id"		/* of captions that do not say */

const char *single_path(struct arena *a, const char *upload,
			const struct kind *kind)
{
	const char *slash = strrchr(upload, '/');
	const char *base = slash ? slash + 1 : upload;
	const char *dot = strrchr(base, '.');
	const size_t n = dot && dot != base ? (size_t)(dot - base)
					    : strlen(base);
	struct entry_name name;
	const char *path = arena_format(a, "%.*s.%s", (int)n, base,
					kind->ending);

	if (!n || entry_name_read(a, path, strlen(path), &unpack_limits_default,
				  &name) || name.dir ||
	    strchr(name.path, '/') || *name.path == '~' || *name.path == '.')
		return arena_format(a, "berkas.%s", kind->ending);
	return name.path;
}

const char *single_title(struct arena *a, const char *upload)
{
	const char *slash = strrchr(upload, '/');
	const char *base = slash ? slash + 1 : upload;
	const char *dot = strrchr(base, '.');
	const size_t n = dot && dot != base ? (size_t)(dot - base)
					    : strlen(base);

	if (!n || !text_utf8(base, n))
		return "Modul";
	return arena_copy(a, base, n);
}

static enum node_kind node_of(const struct kind *kind)
{
	switch (kind->group) {
	case KIND_PDF: return NODE_PDF;
	case KIND_VIDEO: return NODE_VIDEO;
	case KIND_AUDIO: return NODE_AUDIO;
	case KIND_IMAGE: return NODE_IMAGE;
	case KIND_MARKDOWN: return NODE_PAGE;
	default: return NODE_FILE;
	}
}

/* What a container says of itself. */
struct facts {
	bool known;		/* it has its index */
	bool boxes;		/* it is MP4, and `movie` is what it says */
	struct mp4 movie;
	bool video, audio;
	double seconds;		/* 0: not said */
	uint32_t width, height;
};

static bool is_mp4(const struct package_file *f)
{
	return strcmp(f->type, "video/mp4") == 0 ||
	       strcmp(f->type, "audio/mp4") == 0 ||
	       strcmp(f->type, "video/quicktime") == 0;
}

static void boxes_read(int fd, struct facts *out)
{
	out->boxes = true;
	out->known = mp4_read(fd, &out->movie);
	out->video = out->movie.video;
	out->audio = out->movie.audio;
	out->seconds = out->movie.seconds;
	out->width = out->movie.width;
	out->height = out->movie.height;
}

static void elements_read(int fd, struct facts *out)
{
	struct webm webm;

	out->known = webm_read(fd, &webm);
	out->video = webm.video;
	out->audio = webm.audio;
	out->seconds = webm.seconds;
	out->width = webm.width;
	out->height = webm.height;
}

static enum err facts_read(struct manifest *m, const struct package_file *f,
			   struct facts *out)
{
	enum err e;
	int fd;

	*out = (struct facts){ .known = false };
	if (strncmp(f->type, "video/", 6) && strncmp(f->type, "audio/", 6))
		return OK;
	if ((e = blob_batch_open(m->batch, f->blob, &fd)))
		return e;
	if (is_mp4(f))
		boxes_read(fd, out);
	else if (text_ends(f->type, "/webm"))
		elements_read(fd, out);
	else
		*out = (struct facts){
			.video = strcmp(f->type, "video/ogg") == 0,
			.seconds = sound_seconds(fd, f->type)
		};
	close(fd);
	return OK;
}

/* H.264 and AAC are what every browser of the last ten years plays. */
static void codecs_check(struct manifest *m, const struct package_file *f,
			 const struct mp4 *movie)
{
	const char *video = movie->video_codec, *audio = movie->audio_codec;

	if (*video && strcmp(video, "avc1") && strcmp(video, "avc3"))
		manifest_warn(m, (struct fault){ .code = WARN_VIDEO_CODEC,
			.file = f->path,
			.name = arena_copy(m->mem, video, strlen(video)) });
	if (*audio && strcmp(audio, "mp4a"))
		manifest_warn(m, (struct fault){ .code = WARN_AUDIO_CODEC,
			.file = f->path,
			.name = arena_copy(m->mem, audio, strlen(audio)) });
}

static void weight_check(struct manifest *m, const struct package_file *f,
			 const struct facts *facts)
{
	const double minute = facts->seconds >= 1 && facts->video
		? (double)f->size * 60 / facts->seconds : 0;

	if (minute > HEAVY_BYTES)
		manifest_warn(m, (struct fault){ .code = WARN_VIDEO_HEAVY,
			.file = f->path, .limit = (uint64_t)minute });
}

enum err media_check(struct manifest *m, const struct package_file *f)
{
	struct facts facts;
	enum err e;

	if (strncmp(f->type, "video/", 6) && strcmp(f->type, "audio/mp4"))
		return OK;
	if ((e = facts_read(m, f, &facts)))
		return e;
	if (strcmp(f->type, "video/webm") == 0 ||
	    strcmp(f->type, "video/ogg") == 0)
		manifest_warn(m, (struct fault){ .code = WARN_VIDEO_CODEC,
			.file = f->path, .name = f->type + strlen("video/") });
	if (facts.boxes && facts.known) {
		if (facts.movie.index_last)
			manifest_warn(m, (struct fault){
				.code = WARN_VIDEO_INDEX_LAST, .file = f->path });
		codecs_check(m, f, &facts.movie);
	}
	weight_check(m, f, &facts);
	return OK;
}

static void json_done(void *json)
{
	json_decref(json);
}

/* What the player must know before it opens it. */
static enum err media_describe(struct manifest *m, struct package_node *n,
			       const struct package_file *f)
{
	struct facts facts;
	enum err e;

	n->media = json_pack("{s:s}", "type", f->type);
	arena_own(m->mem, n->media, json_done);
	if ((e = facts_read(m, f, &facts)))
		return e;
	if (facts.boxes && !facts.known)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MEDIA_DAMAGED, .file = f->path });
	if (facts.seconds > 0)
		json_object_set_new(n->media, "seconds",
				    json_real(facts.seconds));
	if (facts.video && facts.width && facts.height) {
		json_object_set_new(n->media, "width",
				    json_integer(facts.width));
		json_object_set_new(n->media, "height",
				    json_integer(facts.height));
	}
	if (facts.known && facts.video && !facts.audio)
		json_object_set_new(n->media, "silent", json_true());
	return OK;
}

enum err manifest_single(struct manifest *m, const struct kind *kind,
			 const struct package_file *shown)
{
	struct package *p = m->out;
	struct package_node *n;

	m->keys = path_index_new(m->mem);
	m->file = shown->path;
	p->standard = STANDARD_FILE;
	p->root = node_add(m, NULL, "berkas", p->title);
	n = node_add(m, p->root, SINGLE_KEY, p->title);
	n->kind = node_of(kind);
	n->launchable = true;
	n->path = shown->path;
	n->href = manifest_href(m, shown, "");
	n->own_bytes = shown->size;
	if (kind->group == KIND_OFFICE)
		manifest_warn(m, (struct fault){ .code = WARN_OFFICE_FILE,
			.file = shown->path });
	n->captions = m->captions;
	n->ncaptions = m->ncaptions;
	return media_describe(m, n, shown);
}

static enum err kind_in_batch(struct manifest *m, const struct package_file *f,
			      const struct kind **out)
{
	enum err e;
	int fd;

	if ((e = blob_batch_open(m->batch, f->blob, &fd)))
		return e;
	*out = kind_of(fd, f->path);
	close(fd);
	return OK;
}

/* The one file that holds no captions; NULL when there is none, or another. */
static struct package_file *only_other(struct package *p)
{
	struct package_file *found = NULL;

	for (size_t i = 0; i < p->nfiles; i++) {
		if (caption_file(p->files[i].path))
			continue;
		if (found)
			return NULL;
		found = &p->files[i];
	}
	return p->nfiles <= 1 + CAPTIONS_MOST ? found : NULL;
}

static enum err caption_refuse(struct manifest *m, const struct package_file *f,
			       enum caption_fault why, size_t line)
{
	static const enum fault_code codes[] = {
		[CAPTION_TOO_LARGE] = FAULT_CAPTION_LARGE,
		[CAPTION_NO_TEXT] = FAULT_CAPTION_TEXT,
		[CAPTION_NO_CUES] = FAULT_CAPTION_EMPTY,
		[CAPTION_LINE] = FAULT_CAPTION_LINE,
	};

	return manifest_refuse(m, (struct fault){ .code = codes[why],
		.file = f->path, .limit = why == CAPTION_LINE ? line
							      : CAPTION_MOST });
}

static enum err blob_replace(struct blob_batch *batch, struct package_file *f,
			     const struct caption *caption)
{
	struct blob_writer *w;
	enum err e;

	if ((e = blob_begin(batch, &w)))
		return e;
	if ((e = blob_write(w, caption->bytes, caption->size))) {
		blob_abort(w);
		return e;
	}
	f->size = caption->size;
	f->type = CAPTION_TYPE;
	f->compressible = true;
	return blob_end(w, f->blob);
}

static enum err caption_take(struct manifest *m, struct blob_batch *batch,
			     const struct package_file *media,
			     struct package_file *f)
{
	const char *dot = strrchr(media->path, '.');
	const char *slash = strrchr(f->path, '/');
	char lang[CAPTION_LANG_SIZE];
	enum caption_fault fault;
	struct caption caption;
	size_t size;
	char *bytes;
	enum err e;

	if (!caption_named(media->path, slash ? slash + 1 : f->path,
			   LANG_USUAL, lang))
		return manifest_refuse(m, (struct fault){
			.code = FAULT_CAPTION_NAME, .file = f->path,
			.name = arena_format(m->mem, "%.*s.id.vtt",
				(int)(dot - media->path), media->path) });
	if ((e = manifest_bytes(m, f, CAPTION_MOST + 1, &bytes, &size)))
		return e;
	if ((fault = caption_read(m->mem, bytes, size, &caption)))
		return caption_refuse(m, f, fault, caption.line);
	f->path = arena_format(m->mem, "%.*s.%s.vtt",
			       (int)(dot - media->path), media->path, lang);
	m->captions[m->ncaptions++] = (struct package_caption){
		arena_copy(m->mem, lang, strlen(lang)), f, caption.cues };
	return blob_replace(batch, f, &caption);
}

/* Two of one language would be one name: "kuliah.srt", "kuliah.id.vtt". */
static enum err twins_check(struct manifest *m)
{
	const struct package *p = m->out;

	for (size_t i = 1; i < p->nfiles; i++)
		for (size_t k = i + 1; k < p->nfiles; k++)
			if (strcmp(p->files[i].path, p->files[k].path) == 0)
				return manifest_refuse(m, (struct fault){
					.code = FAULT_CAPTION_TWICE,
					.file = p->files[i].path });
	return OK;
}

enum err single_captioned(struct manifest *m, struct blob_batch *batch,
			  const struct kind **kind)
{
	struct package *p = m->out;
	struct package_file *media = only_other(p), swap;
	const struct kind *found;
	enum err e;

	if (!media)
		return OK;
	if ((e = kind_in_batch(m, media, &found)))
		return e;
	if (found->group == KIND_FOREIGN)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MEDIA_FOREIGN, .file = media->path });
	if (found->group != KIND_VIDEO && found->group != KIND_AUDIO)
		return OK;
	*kind = found;
	swap = p->files[0];
	p->files[0] = *media;
	*media = swap;
	media = &p->files[0];
	p->title = single_title(m->mem, media->path);
	media->path = single_path(m->mem, media->path, found);
	media->type = found->type;
	m->captions = arena_array(m->mem, struct package_caption, p->nfiles);
	for (size_t i = 1; i < p->nfiles; i++) {
		p->report.bytes -= p->files[i].size;
		if ((e = caption_take(m, batch, media, &p->files[i])))
			return e;
		p->report.bytes += p->files[i].size;
	}
	return twins_check(m);
}
