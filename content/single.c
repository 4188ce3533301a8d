#include "single.h"

#include <string.h>
#include <unistd.h>

#include "mp4.h"

#define HEAVY_BYTES 5000000	/* a minute */

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

static enum err movie_read(struct manifest *m, const struct package_file *f,
			   struct mp4 *out, bool *good)
{
	enum err e;
	int fd;

	if ((e = blob_batch_open(m->batch, f->blob, &fd)))
		return e;
	*good = mp4_read(fd, out);
	close(fd);
	return OK;
}

static bool is_mp4(const struct package_file *f)
{
	return strcmp(f->type, "video/mp4") == 0 ||
	       strcmp(f->type, "audio/mp4") == 0;
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
			 const struct mp4 *movie)
{
	const double minute = movie->seconds >= 1 && movie->video
		? (double)movie->bytes * 60 / movie->seconds : 0;

	if (minute > HEAVY_BYTES)
		manifest_warn(m, (struct fault){ .code = WARN_VIDEO_HEAVY,
			.file = f->path, .limit = (uint64_t)minute });
}

enum err media_check(struct manifest *m, const struct package_file *f)
{
	struct mp4 movie;
	bool good;
	enum err e;

	if (strcmp(f->type, "video/webm") == 0 ||
	    strcmp(f->type, "video/ogg") == 0)
		manifest_warn(m, (struct fault){ .code = WARN_VIDEO_CODEC,
			.file = f->path, .name = f->type + strlen("video/") });
	if (!is_mp4(f))
		return OK;
	if ((e = movie_read(m, f, &movie, &good)) || !good)
		return e;
	if (movie.index_last)
		manifest_warn(m, (struct fault){ .code = WARN_VIDEO_INDEX_LAST,
			.file = f->path });
	codecs_check(m, f, &movie);
	weight_check(m, f, &movie);
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
	struct mp4 movie;
	bool good = false;
	enum err e;

	n->media = json_pack("{s:s}", "type", f->type);
	arena_own(m->mem, n->media, json_done);
	if (is_mp4(f) && (e = movie_read(m, f, &movie, &good)))
		return e;
	if (is_mp4(f) && !good)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MEDIA_DAMAGED, .file = f->path });
	if (good && movie.seconds > 0)
		json_object_set_new(n->media, "seconds",
				    json_real(movie.seconds));
	if (good && movie.video && movie.width && movie.height) {
		json_object_set_new(n->media, "width",
				    json_integer(movie.width));
		json_object_set_new(n->media, "height",
				    json_integer(movie.height));
	}
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
	return media_describe(m, n, shown);
}
