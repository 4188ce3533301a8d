#include "native_text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "markdown.h"

#define SLUG_MOST 80
#define HEADINGS_MOST 500

struct writing {
	struct arena *mem;
	const struct native_text *how;
};

static void use(struct writing *w, struct native_use u)
{
	struct native_uses *all = w->how->uses;

	if (!all || all->n == NATIVE_USES_MOST)
		return;
	if (all->n == all->room) {
		struct native_use *old = all->list;

		all->room = all->room ? 2 * all->room : 32;
		all->list = arena_array(all->mem, struct native_use,
					all->room);
		if (all->n)
			memcpy(all->list, old, all->n * sizeof(*old));
	}
	u.what = arena_copy(all->mem, u.what, strlen(u.what));
	u.words = u.words ? arena_copy(all->mem, u.words, strlen(u.words))
			  : "";
	all->list[all->n++] = u;
}

size_t native_token_length(const char *s)
{
	const size_t n = markdown_token_length(s);

	return n && isdigit((unsigned char)s[2]) ? 0 : n;
}

static void put_escaped(struct text *out, const char *s)
{
	markdown_escape(out, s, strlen(s));
}

/* Gaps of a cloze are numbers, and stay as they are typed. */
static bool token(void *context, const char *name, struct text *out)
{
	struct writing *w = context;
	json_t *known = json_object_get(w->how->tokens, name);
	const char *otherwise =
		json_string_value(json_object_get(known, "otherwise"));

	if (isdigit((unsigned char)*name))
		return false;
	use(w, (struct native_use){ .kind = USE_TOKEN, .what = name });
	text_puts(out, "<span data-token=\"");
	put_escaped(out, name);
	text_puts(out, "\">");
	put_escaped(out, otherwise ? otherwise : name);
	text_puts(out, "</span>");
	return true;
}

static bool name_fits(const char *s)
{
	const size_t n = strlen(s);

	return n && n <= 60 &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool heading_fits(const char *s)
{
	return *s && strlen(s) <= SLUG_MOST &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static bool link_to(void *context, const char *address, struct text *out)
{
	struct writing *w = context;
	struct native_use u = { .kind = USE_LINK_UNFIT, .what = address };

	if (markdown_address_fits(address)) {
		u.kind = USE_LINK;
	} else if (text_starts(address, "lesson:") && name_fits(address + 7)) {
		u.kind = USE_LESSON;
		u.what = address + 7;
	} else if (*address == '#' && heading_fits(address + 1)) {
		u.kind = USE_HEADING;
		u.what = address + 1;
	}
	use(w, u);
	if (u.kind == USE_LINK_UNFIT)
		return false;
	text_puts(out, address);
	return true;
}

/* "media/x.svg", nothing in it that leads elsewhere. */
static bool media_fits(const char *s)
{
	if (!text_starts(s, "media/") || strlen(s) > 106)
		return false;
	s += strlen("media/");
	return *s && *s != '.' &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._-"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static enum native_use_kind media_kind(const char *path)
{
	static const struct {
		const char *ending;
		enum native_use_kind kind;
	} kinds[] = {
		{ ".svg", USE_PICTURE }, { ".png", USE_PICTURE },
		{ ".jpg", USE_PICTURE }, { ".jpeg", USE_PICTURE },
		{ ".webp", USE_PICTURE }, { ".mp4", USE_VIDEO },
		{ ".webm", USE_VIDEO }, { ".mp3", USE_SOUND },
		{ ".m4a", USE_SOUND },
	};

	if (media_fits(path))
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			if (text_ends(path, kinds[i].ending))
				return kinds[i].kind;
	return USE_MEDIA_UNFIT;
}

static void image_put(const struct markdown_picture *p, struct text *out)
{
	text_puts(out, "<img src=\"");
	put_escaped(out, p->address);
	text_puts(out, "\" alt=\"");
	put_escaped(out, p->words);
	text_puts(out, "\">");
}

static void caption_put(const char *words, struct text *out)
{
	if (!*words)
		return;
	text_puts(out, "<figcaption>");
	put_escaped(out, words);
	text_puts(out, "</figcaption>");
}

static void picture_put(const struct markdown_picture *p, struct text *out)
{
	if (!p->alone) {
		image_put(p, out);
		return;
	}
	text_puts(out, "<figure>");
	image_put(p, out);
	caption_put(p->title, out);
	text_puts(out, "</figure>");
}

/* The captions lie beside it, "media/x.id.vtt". */
static void media_put(const struct markdown_picture *p, bool video,
		      struct text *out)
{
	const int stem = (int)(strrchr(p->address, '.') - p->address);

	text_putf(out, "<figure data-media=\"%s\" data-src=\"%s\"",
		  video ? "video" : "audio", p->address);
	if (video)
		text_putf(out, " data-captions=\"%.*s.id.vtt\"", stem,
			  p->address);
	text_puts(out, " data-alt=\"");
	put_escaped(out, p->words);
	text_puts(out, "\">");
	caption_put(*p->title ? p->title : p->words, out);
	text_puts(out, "</figure>");
}

/* Words of a picture are text: the viewer fills their tokens in. */
static void words_use(struct writing *w, const char *s)
{
	size_t n;

	for (; (s = strstr(s, "{{")); s += 2)
		if ((n = native_token_length(s)))
			use(w, (struct native_use){ .kind = USE_TOKEN,
				.what = arena_copy(w->mem, s + 2, n) });
}

/* What an imported question brings along (questions/question_set.h). */
static bool picture_within(const char *address)
{
	static const char *const kinds[] = { "png", "jpeg", "gif", "webp" };
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=";

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		char begin[40];
		const int n = snprintf(begin, sizeof(begin),
				       "data:image/%s;base64,", kinds[i]);

		if (text_starts(address, begin))
			return address[(size_t)n + strspn(address + n,
							  letters)] == '\0';
	}
	return false;
}

static bool picture(void *context, const struct markdown_picture *p,
		    struct text *out)
{
	struct writing *w = context;
	const enum native_use_kind kind = media_kind(p->address);

	if (!w->how->lesson && picture_within(p->address)) {
		words_use(w, p->words);
		picture_put(p, out);
		return true;
	}
	use(w, (struct native_use){ .kind = kind, .what = p->address,
				    .words = p->words, .alone = p->alone });
	words_use(w, p->words);
	words_use(w, p->title);
	if (kind == USE_PICTURE)
		picture_put(p, out);
	else if (kind != USE_MEDIA_UNFIT && p->alone)
		media_put(p, kind == USE_VIDEO, out);
	else
		return false;
	return true;
}

static bool mark_id(const char *s, const char *before, const char **id,
		    struct arena *mem)
{
	const size_t n = strlen(before), size = strlen(s);

	if (!text_starts(s, before) || size < n + 3 || !text_ends(s, "]]"))
		return false;
	*id = arena_copy(mem, s + n, size - n - 2);
	return strspn(*id, "abcdefghijklmnopqrstuvwxyz0123456789._-"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(*id) &&
	       strlen(*id) <= 60;
}

static bool paragraph(void *context, const char *words, struct text *out)
{
	struct writing *w = context;
	const char *id;

	if (mark_id(words, "[[check:", &id, w->mem)) {
		use(w, (struct native_use){ .kind = USE_CHECK, .what = id });
		text_putf(out, "<div data-check=\"%s\"></div>", id);
		return true;
	}
	if (mark_id(words, "[[activity:", &id, w->mem)) {
		use(w, (struct native_use){ .kind = USE_ACTIVITY,
					    .what = id });
		text_putf(out, "<div data-activity=\"%s\"></div>", id);
		return true;
	}
	use(w, (struct native_use){ .kind = USE_MARK_UNFIT, .what = words });
	return false;
}

const char *native_slug(struct arena *mem, const char *words)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; *words && out.size < SLUG_MOST; words++) {
		const unsigned char c = (unsigned char)*words;

		if (isalnum(c)) {
			const char low = (char)tolower(c);

			text_put(&out, &low, 1);
		} else if (out.size && out.bytes[out.size - 1] != '-' &&
			   c < 0x80) {
			text_puts(&out, "-");
		}
	}
	while (out.size && out.bytes[out.size - 1] == '-')
		out.bytes[--out.size] = '\0';
	return out.bytes;
}

static bool heading_known(const struct native_uses *all, const char *id)
{
	for (size_t i = 0; i < all->nheadings; i++)
		if (strcmp(all->headings[i], id) == 0)
			return true;
	return false;
}

/* The first of its words has the id; another one needs none. */
static bool heading(void *context, const char *words, struct text *out)
{
	struct writing *w = context;
	struct native_uses *all = w->how->uses;
	const char *id = native_slug(w->mem, words);

	if (!*id || !all || all->nheadings == HEADINGS_MOST ||
	    heading_known(all, id))
		return false;
	if (!all->headings)
		all->headings = arena_array(all->mem, const char *,
					    HEADINGS_MOST);
	all->headings[all->nheadings++] = arena_copy(all->mem, id, strlen(id));
	text_puts(out, id);
	return true;
}

enum err native_text_html(struct arena *mem, const struct native_text *how,
			  const char *source, size_t size, struct text *out)
{
	struct writing w = { mem, how };
	const struct markdown rules = {
		.context = &w, .link = link_to, .picture = picture,
		.token = token,
		.paragraph = how->lesson ? paragraph : NULL,
		.heading = how->lesson ? heading : NULL,
		.notes = how->lesson, .line = how->line,
	};
	const char *title;

	return markdown_html(mem, &rules, source, size, out, &title);
}
