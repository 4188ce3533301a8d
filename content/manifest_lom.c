#include <string.h>

#include "manifest.h"

/*
 * LOM 1.2 has langstring with xml:lang, LOM 1.3 string with language; cartridges
 * use the latter. The first language given is taken: it is the author's.
 */
static const char *langstring(struct manifest *m, const xmlNode *n,
			      const char **lang)
{
	const xmlNode *s = xml_child(n, "langstring");
	const char *found;

	if (!s)
		s = xml_child(n, "string");
	if (!s)
		return "";
	found = xml_attr(m->mem, s, "lang");
	if (!found)
		found = xml_attr(m->mem, s, "language");
	if (found && *found && !**lang)
		*lang = found;
	return xml_text(m->mem, s);
}

static bool language_like(const char *s)
{
	const size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	return n >= 2 && n <= 35 && !s[n] && strcmp(s, "x-none") != 0;
}

static void lom_read(struct manifest *m, const xmlNode *lom)
{
	const xmlNode *general = xml_child(lom, "general");
	struct package *p = m->out;
	const char *lang = xml_text(m->mem, xml_child(general, "language"));
	const char *title, *description;

	title = langstring(m, xml_child(general, "title"), &lang);
	description = langstring(m, xml_child(general, "description"), &lang);
	if (!p->title || !*p->title)
		p->title = title;
	if (!p->description || !*p->description)
		p->description = description;
	if ((!p->language || !*p->language) && language_like(lang))
		p->language = lang;
}

/* A description of its own file is not worth a refusal. */
static void location_read(struct manifest *m, const char *href)
{
	const struct reference r = manifest_resolve(m, "", href);
	struct fault before = *m->fault;
	xmlNode *root;

	if (!r.file || xml_read(m, r.file, &root)) {
		*m->fault = before;
		manifest_warn(m, (struct fault){
			.code = WARN_METADATA_UNREADABLE, .file = r.path });
		return;
	}
	lom_read(m, root);
}

void manifest_metadata(struct manifest *m, const xmlNode *metadata)
{
	xml_each(lom, metadata, "lom")
		lom_read(m, lom);
	xml_each(location, metadata, "location")
		if (*xml_text(m->mem, location))
			location_read(m, xml_text(m->mem, location));
}
