#include "domain/figure_item.h"

#include <math.h>

#include "domain/survey.h"

static json_t *flags_json(unsigned flags)
{
	json_t *list = json_array();

	for (size_t i = 0; statistics_flag_names[i]; i++)
		if (flags >> i & 1)
			json_array_append_new(list, json_string(
				statistics_flag_names[i]));
	return list;
}

static json_t *lure_json(const struct figure_item *q,
			 const struct choice_numbers *all, size_t n)
{
	double best = 0;
	size_t at = 0;

	for (size_t i = 0; i < q->nchoices; i++)
		/* No comparison holds for NAN. */
		if (!(q->right >> i & 1) && all[i].lead > best) {
			best = all[i].lead;
			at = i;
		}
	return best <= 0 ? NULL : json_pack("{s:s, s:I, s:f, s:f}",
		"text", q->choices[at], "n", (json_int_t)all[at].n,
		"share", (double)all[at].n / (double)n, "z", best);
}

json_t *figure_item_json(struct arena *mem, const struct statistics *of,
			 size_t question, const struct figure_item *q)
{
	struct choice_numbers *choices = arena_array(mem, struct choice_numbers,
						     q->nchoices + 1);
	struct question_numbers n;
	json_t *out, *lure;

	statistics_question(of, question, &n);
	if (n.n < SURVEY_LEAST)
		return NULL;
	statistics_choices(of, question, choices, &n);
	out = json_pack("{s:s, s:s, s:s, s:I, s:f, s:o, s:o}",
		"id", q->ident, "source", q->source, "text", q->text,
		"n", (json_int_t)n.n, "facility", n.facility,
		"discrimination", isnan(n.discrimination)
			? json_null() : json_real(n.discrimination),
		"flags", flags_json(n.flags));
	lure = lure_json(q, choices, n.n);
	if (lure)
		json_object_set_new(out, "lure", lure);
	return out;
}
