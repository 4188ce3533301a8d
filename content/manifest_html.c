#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "manifest.h"
#include "media.h"

#define TITLE_WITHIN 65536	/* bytes of a page that a title is sought in */
#define TITLE_MAX 300

static size_t depth_of(const char *path)
{
	size_t n = 0;

	for (; *path; path++)
		n += *path == '/';
	return n;
}

/* 0 is the best: index.html, then index.htm … then any page. */
static size_t rank_of(const char *path)
{
	static const char *const names[] = {
		"index.html", "index.htm", "index.xhtml", "default.html",
		"default.htm", "start.html", "story.html", "home.html",
	};
	const size_t n = sizeof(names) / sizeof(*names);
	const char *base = strrchr(path, '/');

	for (size_t i = 0; i < n; i++)
		if (strcasecmp(base ? base + 1 : path, names[i]) == 0)
			return i;
	return n;
}

/* The page nearest the top; among those, by its name; then by the order. */
static const struct package_file *start_page(const struct package *p)
{
	const struct package_file *best = NULL;

	for (size_t i = 0; i < p->nfiles; i++) {
		const struct package_file *f = &p->files[i];
		size_t deep, best_deep;

		if (!media_page(f->type))
			continue;
		deep = depth_of(f->path);
		best_deep = best ? depth_of(best->path) : 0;
		if (!best || deep < best_deep ||
		    (deep == best_deep && rank_of(f->path) < rank_of(best->path)))
			best = f;
	}
	return best;
}

static const char *find(const char *s, const char *word)
{
	return s ? strcasestr(s, word) : NULL;
}

static void point_put(struct text *out, unsigned long c)
{
	char u[4] = { (char)c };
	size_t n = 1;

	if (c >= 0x10000) {
		u[0] = (char)(0xf0 | c >> 18);
		u[1] = (char)(0x80 | (c >> 12 & 0x3f));
		u[2] = (char)(0x80 | (c >> 6 & 0x3f));
		u[3] = (char)(0x80 | (c & 0x3f));
		n = 4;
	} else if (c >= 0x800) {
		u[0] = (char)(0xe0 | c >> 12);
		u[1] = (char)(0x80 | (c >> 6 & 0x3f));
		u[2] = (char)(0x80 | (c & 0x3f));
		n = 3;
	} else if (c >= 0x80) {
		u[0] = (char)(0xc0 | c >> 6);
		u[1] = (char)(0x80 | (c & 0x3f));
		n = 2;
	}
	text_put(out, u, n);
}

/* The entities that titles have; returns how much of `s` it was, or 0. */
static size_t entity(const char *s, struct text *out)
{
	static const struct { const char *name, *text; } known[] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", " " },
		{ "&ndash;", "–" }, { "&mdash;", "—" },
	};
	unsigned long c;
	char *end;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (text_starts(s, known[i].name)) {
			text_puts(out, known[i].text);
			return strlen(known[i].name);
		}
	if (s[1] != '#')
		return 0;
	c = (s[2] | 32) == 'x' ? strtoul(s + 3, &end, 16)
			       : strtoul(s + 2, &end, 10);
	if (*end != ';' || c < 0x20 || c > 0x10ffff ||
	    (c >= 0xd800 && c < 0xe000) || (c >= 0x7f && c < 0xa0))
		return 0;
	point_put(out, c);
	return (size_t)(end - s) + 1;
}

static const char *title_clean(struct arena *a, const char *s, size_t size)
{
	struct text out = { .mem = a };
	const char *end = s + size;

	text_puts(&out, "");
	while (s < end) {
		const size_t n = *s == '&' ? entity(s, &out) : 0;
		const bool blank = (unsigned char)*s <= ' ';

		if (!n && !blank)
			text_put(&out, s, 1);
		else if (!n && out.size && out.bytes[out.size - 1] != ' ')
			text_puts(&out, " ");
		s += n ? n : 1;
	}
	return text_utf8(out.bytes, out.size) ? text_trim(a, out.bytes) : "";
}

static const char *title_in(struct arena *a, const char *bytes)
{
	const char *open = find(bytes, "<title"), *close;

	open = open ? strchr(open, '>') : NULL;
	close = find(open, "</title");
	if (!close || close - open > TITLE_MAX)
		return "";
	return title_clean(a, open + 1, (size_t)(close - open) - 1);
}

/* A cartridge may have many pages: none stays in memory for its title. */
const char *html_title(struct manifest *m, const struct package_file *f)
{
	struct arena mem = ARENA_INIT;
	struct manifest brief = *m;
	const char *title = "";
	char *bytes;
	size_t size;

	brief.mem = &mem;
	if (!manifest_bytes(&brief, f, TITLE_WITHIN, &bytes, &size))
		title = title_in(m->mem, bytes);
	arena_end(&mem);
	return title;
}

enum err manifest_html(struct manifest *m)
{
	struct package *p = m->out;
	const struct package_file *page = start_page(p);
	struct package_node *n;

	if (!page)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_STANDARD_UNKNOWN });
	p->standard = STANDARD_HTML;
	p->title = html_title(m, page);
	m->file = page->path;
	p->root = node_add(m, NULL, "html", p->title);
	n = node_add(m, p->root, page->path,
		     *p->title ? p->title : page->path);
	n->kind = NODE_PAGE;
	n->launchable = true;
	n->path = page->path;
	n->href = manifest_href(m, page, "");
	n->own_bytes = p->report.bytes;
	return OK;
}
