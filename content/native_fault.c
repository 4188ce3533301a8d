#include <stdlib.h>
#include <string.h>

#include "native_check.h"

#define SHOWN 200

static const struct {
	const char *code;
	bool warning;
	struct phrase phrase;
} all[NATIVE_CODES] = {
	[NATIVE_FINE] = { "", false, { { "", "" } } },
#define FAULT(name, code, id, en) \
	[NATIVE_##name] = { #code, false, { { id, en } } },
#define WARNING(name, code, id, en) \
	[NATIVE_##name] = { #code, true, { { id, en } } },
#include "native.def"
};

const struct phrase *native_phrase(enum native_code code)
{
	return &all[code].phrase;
}

const char *native_code_name(enum native_code code)
{
	return all[code].code;
}

/* In one line, cut, and nothing that is no text. */
static const char *shown(struct arena *mem, const char *s)
{
	if (!s)
		return "";
	return text_utf8(s, strlen(s)) ? text_line(mem, s, SHOWN) : "?";
}

static const char *size_text(struct arena *mem, uint64_t bytes)
{
	return bytes < 1000000
		? arena_format(mem, "%llu kB",
			       (unsigned long long)(bytes + 500) / 1000)
		: arena_format(mem, "%llu MB",
			       (unsigned long long)(bytes + 500000) / 1000000);
}

static struct phrase filled(struct arena *mem, enum native_code code,
			    const struct native_words *w)
{
	const struct text_value values[] = {
		{ "name", shown(mem, w ? w->name : NULL) },
		{ "near", shown(mem, w ? w->near : NULL) },
		{ "limit", arena_format(mem, "%llu", w
			? (unsigned long long)w->limit : 0) },
		{ "bytes", size_text(mem, w ? w->limit : 0) },
		{ NULL, NULL },
	};
	struct phrase out;

	for (int lang = 0; lang < LANG_COUNT; lang++)
		out.in[lang] = text_fill(mem, all[code].phrase.in[lang],
					 values);
	return out;
}

static struct fault_detail *detail_room(struct native_check *c)
{
	if (c->nfaults == NATIVE_FAULTS)
		return NULL;
	if (!c->faults)
		c->faults = arena_array(c->mem, struct fault_detail,
					NATIVE_FAULTS);
	return &c->faults[c->nfaults++];
}

void native_fault(struct native_check *c, const char *file, size_t line,
		  enum native_code code, const struct native_words *w)
{
	struct fault_detail *d = detail_room(c);

	if (d)
		*d = (struct fault_detail){
			.code = all[code].code,
			.file = shown(c->mem, file),
			.line = line,
			.warning = all[code].warning,
			.message = filled(c->mem, code, w),
		};
}

bool native_full(const struct native_check *c)
{
	return c->nfaults == NATIVE_FAULTS;
}

/* A place is sought only for what will be told. */
void native_fault_at(struct native_check *c, const struct native_source *at,
		     const char *pointer, enum native_code code,
		     const struct native_words *w)
{
	if (!native_full(c))
		native_fault(c, at->path, native_line(at->text, pointer), code,
			     w);
}

void native_fault_text(struct native_check *c, const struct native_source *at,
		       const char *text, enum native_code code,
		       const struct native_words *w)
{
	const char *found;

	if (native_full(c))
		return;
	found = *text ? strstr(at->text, text) : NULL;
	native_fault(c, at->path, found
		? native_line_at(at->text, (size_t)(found - at->text)) : 0,
		code, w);
}

void native_faults_take(struct native_check *c, const struct native_source *at,
			const struct definition_faults *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct definition_fault *f = &found->list[i];
		struct fault_detail *d = detail_room(c);

		if (!d)
			return;
		*d = (struct fault_detail){
			.code = definition_code_name(f->code),
			.file = at->path,
			.line = native_line(at->text, f->pointer),
		};
		for (int lang = 0; lang < LANG_COUNT; lang++)
			d->message.in[lang] = definition_message(
				c->mem, f, (enum lang)lang);
	}
}

/* The order in which they were found decides between equal ones. */
static int by_place(const void *a, const void *b)
{
	const struct fault_detail *const *x = a, *const *y = b;
	const int file = strcmp((*x)->file, (*y)->file);

	if (file)
		return file;
	if ((*x)->line != (*y)->line)
		return (*x)->line < (*y)->line ? -1 : 1;
	return *x < *y ? -1 : 1;
}

void native_faults_sort(struct native_check *c)
{
	const struct fault_detail **order = arena_array(
		c->mem, const struct fault_detail *, c->nfaults + 1);
	struct fault_detail *sorted = arena_array(c->mem, struct fault_detail,
						  c->nfaults + 1);

	for (size_t i = 0; i < c->nfaults; i++)
		order[i] = &c->faults[i];
	qsort(order, c->nfaults, sizeof(*order), by_place);
	c->out->nwarnings = 0;
	for (size_t i = 0; i < c->nfaults; i++) {
		sorted[i] = *order[i];
		c->out->nwarnings += sorted[i].warning;
	}
	c->out->faults = sorted;
	c->out->nfaults = c->nfaults;
}
