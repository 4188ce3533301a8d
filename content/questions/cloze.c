/*
 * Moodle's embedded answers, {2:SHORTANSWER:=right#feedback~%50%half~wrong}, in
 * HTML or plain text, and its older "missing word" form, {=right ~wrong}.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "questions/gift.h"

#define ANSWERS_MOST 40
#define GAP_BYTES_MOST 5000	/* to its closing brace */

enum gap_type { GAP_NONE, GAP_TEXT, GAP_CASED, GAP_NUMBER, GAP_CHOICE,
		GAP_MULTIPLE };

struct gap {
	enum gap_type type;
	const char *type_name;
	struct span weight, answers, all;
};

struct filling {
	struct reading *r;
	bool html;
	json_t *gaps;
	double weight;		/* of the first gap */
};

static enum gap_type type_of(const char *name)
{
	static const struct {
		const char *name;
		enum gap_type type;
	} types[] = {
		{ "SHORTANSWER", GAP_TEXT }, { "SA", GAP_TEXT },
		{ "MW", GAP_TEXT }, { "SHORTANSWER_C", GAP_CASED },
		{ "SAC", GAP_CASED }, { "MWC", GAP_CASED },
		{ "NUMERICAL", GAP_NUMBER }, { "NM", GAP_NUMBER },
		{ "MULTICHOICE", GAP_CHOICE }, { "MC", GAP_CHOICE },
		{ "MULTIRESPONSE", GAP_MULTIPLE }, { "MR", GAP_MULTIPLE },
	};
	const size_t bare = strcspn(name, "_");

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcasecmp(name, types[i].name) == 0)
			return types[i].type;
	/* MULTICHOICE_VS, MCH, MRHS …: how they are laid out. */
	if (strncasecmp(name, "MULTICHOICE_", bare + 1) == 0 ||
	    (strncasecmp(name, "MC", 2) == 0 && strlen(name) <= 4))
		return GAP_CHOICE;
	if (strncasecmp(name, "MULTIRESPONSE_", bare + 1) == 0 ||
	    (strncasecmp(name, "MR", 2) == 0 && strlen(name) <= 4))
		return GAP_MULTIPLE;
	return GAP_NONE;
}

/* {weight:TYPE:answers}; a brace that is none of that is text. */
static bool gap_at(struct reading *r, struct span s, struct gap *out)
{
	size_t i = 1, type, end;

	while (i < s.size && i < 12 && (isdigit((unsigned char)s.at[i]) ||
					s.at[i] == '.'))
		i++;
	if (i >= s.size || s.at[i] != ':')
		return false;
	out->weight = span_cut(s, 1, i);
	type = ++i;
	while (i < s.size && i - type < 20 && (isalpha((unsigned char)s.at[i]) ||
					       s.at[i] == '_'))
		i++;
	if (i >= s.size || i == type || (s.at[i] != ':' && s.at[i] != '}'))
		return false;
	out->type_name = arena_copy(r->mem, s.at + type, i - type);
	out->type = type_of(out->type_name);
	if (s.at[i] == '}') {
		out->answers = span_cut(s, i, i);
		out->all = span_cut(s, 0, i + 1);
		return true;
	}
	out->answers = span_cut(s, i + 1, GAP_BYTES_MOST);
	end = i + 1 + out->answers.size;
	out->answers = span_cut(out->answers, 0, span_find(out->answers, "}"));
	out->all = span_cut(s, 0, i + 2 + out->answers.size);
	return i + 1 + out->answers.size < end;
}

static const char *words_of(struct filling *f, struct span s)
{
	const char *text = text_trim(f->r->mem, span_text(f->r, s));

	return f->html ? plain_of_html(f->r, text) : text;
}

static const char *markdown_of(struct filling *f, struct span s)
{
	const char *text = text_trim(f->r->mem, span_text(f->r, s));

	return f->html ? markdown_of_html(f->r, text)
		       : markdown_of_plain(f->r, text);
}

static bool number_gap(struct filling *f, json_t *gap, struct span s)
{
	const size_t colon = span_find(s, ":");
	double answer, tolerance = 0;

	if (!number_of(words_of(f, span_cut(s, 0, colon)), &answer) ||
	    (colon < s.size &&
	     !number_of(words_of(f, span_cut(s, colon + 1, s.size)),
			&tolerance))) {
		found_refuse(f->r, NOTE_NUMBER, words_of(f, s));
		return false;
	}
	if (json_object_get(gap, "answer"))
		return true;
	json_object_set_new(gap, "answer", number_json(answer));
	json_object_set_new(gap, "tolerance", number_json(tolerance));
	return true;
}

static void text_gap(struct filling *f, json_t *gap, struct span s)
{
	const char *words = words_of(f, s);
	json_t *accept = json_object_get(gap, "accept");

	if (strchr(words, '*'))
		found_refuse(f->r, NOTE_WILDCARD, words);
	if (!accept) {
		accept = json_array();
		json_object_set_new(gap, "accept", accept);
	}
	json_array_append_new(accept, json_string(words));
}

static void choice_gap(struct filling *f, json_t *gap, struct span s,
		       bool right)
{
	json_t *list = json_object_get(gap, "choices");
	json_t *one = choice_json(markdown_of(f, s), "");

	if (!list) {
		list = json_array();
		json_object_set_new(gap, "choices", list);
	}
	if (right)
		json_object_set_new(one, "right", json_true());
	json_array_append_new(list, one);
}

/* "%50%", "=" or nothing before an answer: its weight. */
static struct span weight_of(struct reading *r, struct span s, double *out)
{
	size_t end = 1;

	s = span_trim(s);
	*out = s.size && *s.at == '=' ? 100 : 0;
	if (*out > 0)
		return span_trim(span_cut(s, 1, s.size));
	if (!s.size || *s.at != '%')
		return s;
	while (end < s.size && end < 14 && s.at[end] != '%')
		end++;
	if (end < s.size && s.at[end] == '%' &&
	    number_of(arena_copy(r->mem, s.at + 1, end - 1), out))
		return span_trim(span_cut(s, end + 1, s.size));
	return s;
}

static void answer_read(struct filling *f, json_t *gap, enum gap_type type,
			struct span s, size_t *right)
{
	double weight;
	size_t hash;

	s = weight_of(f->r, s, &weight);
	hash = span_find(s, "#");
	if (span_trim(span_cut(s, hash + 1, s.size)).size)
		found_warn(f->r, NOTE_LOST_FEEDBACK,
			      words_of(f, span_cut(s, hash + 1, s.size)));
	s = span_trim(span_cut(s, 0, hash));
	if (weight > 0 && weight < 100)
		found_warn(f->r, NOTE_PARTLY_RIGHT, words_of(f, s));
	if (type == GAP_CHOICE)
		choice_gap(f, gap, s, weight >= 100 && !*right);
	else if (weight >= 100 && type == GAP_NUMBER)
		number_gap(f, gap, s);
	else if (weight >= 100)
		text_gap(f, gap, s);
	*right += weight >= 100;
}

static json_t *gap_read(struct filling *f, const struct gap *from)
{
	const char *const names[] = { "", "text", "text", "numeric", "single" };
	struct span rest = from->answers;
	json_t *gap = json_object();
	size_t right = 0, n = 0;

	if (from->type == GAP_NONE || from->type == GAP_MULTIPLE) {
		found_refuse(f->r, NOTE_GAP_TYPE, from->type_name);
		return gap;
	}
	json_object_set_new(gap, "type", json_string(names[from->type]));
	if (from->type == GAP_CASED)
		json_object_set_new(gap, "ignoreCase", json_false());
	while (rest.size && n++ < ANSWERS_MOST) {
		const size_t end = span_find(rest, "~");

		if (end || rest.size == end)
			answer_read(f, gap, from->type, span_cut(rest, 0, end),
				    &right);
		rest = span_cut(rest, end + 1, rest.size);
	}
	if (rest.size)
		found_refuse(f->r, NOTE_MANY_PARTS, "40");
	if (from->type == GAP_CHOICE && n < 2)
		found_refuse(f->r, NOTE_FEW_CHOICES, n ? "1" : "0");
	if (!right)
		found_refuse(f->r, NOTE_NO_KEY, NULL);
	return gap;
}

/* Each gap weighs alike here. */
static void weigh(struct filling *f, const struct gap *gap)
{
	double weight = 1;

	if (gap->weight.size && !number_of(arena_copy(
		f->r->mem, gap->weight.at, gap->weight.size), &weight))
		weight = 1;
	if (json_array_size(f->gaps) == 0)
		f->weight = weight;
	else if (weight != f->weight)
		found_warn(f->r, NOTE_WEIGHTS,
			      number_text(f->r->mem, weight));
}

/* Every gap once, and none that its writer drew himself. */
static bool gaps_whole(const char *markdown, size_t n)
{
	size_t seen = 0;

	for (; *markdown; markdown++) {
		const unsigned char *c = (const unsigned char *)markdown;

		if (c[0] != 0xee || c[1] > 0x83)
			continue;
		if ((size_t)((c[1] & 3) * 64 + (c[2] & 63)) != seen++)
			return false;
	}
	return seen == n;
}

void cloze_fill(struct reading *r, json_t *q, const char *source, bool html)
{
	struct filling f = { .r = r, .html = html, .gaps = json_array() };
	struct text out = { .mem = r->mem };
	const char *markdown;
	struct gap gap;

	json_object_set_new(q, "gaps", f.gaps);
	source = reading_clean(r->mem, source);
	text_puts(&out, "");
	for (const char *end = source + strlen(source); source < end;) {
		const size_t n = strcspn(source, "{");

		text_put(&out, source, n);
		source += n;
		if (source == end)
			break;
		if (json_array_size(f.gaps) < READING_GAPS_MOST &&
		    gap_at(r, (struct span){ source, (size_t)(end - source) },
			   &gap)) {
			text_puts(&out, gap_sign(r->mem,
						 json_array_size(f.gaps)));
			weigh(&f, &gap);
			json_array_append_new(f.gaps, gap_read(&f, &gap));
			source += gap.all.size;
		} else {
			text_put(&out, source++, 1);
		}
	}
	if (!json_array_size(f.gaps))
		found_refuse(r, NOTE_NO_GAPS, NULL);
	markdown = html ? markdown_of_html(r, out.bytes)
			: markdown_of_plain(r, out.bytes);
	if (!gaps_whole(markdown, json_array_size(f.gaps)))
		found_refuse(r, NOTE_SYNTAX, "{");
	found_text(r, q, gap_names(r->mem, markdown));
}

void cloze_read(struct reading *r, const char *s)
{
	json_t *q = found_begin(r, 1, "cloze");

	found_call(r, s);
	cloze_fill(r, q, s, looks_like_html(s));
	found_end(r, q);
}
