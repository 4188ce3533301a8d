#include "domain/need.h"

#include <string.h>

static const char *const states[NEED_STATES] = {
	[NEED_OPEN] = "open",
	[NEED_PLANNED] = "planned",
	[NEED_ANSWERED] = "answered",
	[NEED_DECLINED] = "declined",
	[NEED_MERGED] = "merged",
};

static const char *const causes[NEED_CAUSES] = {
	[NEED_OF_PROPOSAL] = "proposal",
	[NEED_OF_SURVEY] = "survey",
	[NEED_OF_INTERVIEW] = "interview",
	[NEED_OF_DISCUSSION] = "discussion",
	[NEED_OF_REGULATION] = "regulation",
	[NEED_OF_FOLLOWUP] = "followup",
};

/* What it may become, by what it is. */
static const bool becomes[NEED_STATES][NEED_STATES] = {
	[NEED_OPEN] = { [NEED_PLANNED] = true, [NEED_ANSWERED] = true,
			[NEED_DECLINED] = true },
	[NEED_PLANNED] = { [NEED_OPEN] = true, [NEED_ANSWERED] = true,
			   [NEED_DECLINED] = true },
	[NEED_ANSWERED] = { [NEED_OPEN] = true, [NEED_PLANNED] = true },
	[NEED_DECLINED] = { [NEED_OPEN] = true, [NEED_PLANNED] = true },
};

static const struct phrase faults[NEED_FAULTS] = {
	[NEED_FITS] = { { "Baik.", "Fine." } },
	[NEED_IS_MERGED] = { {
		"Kebutuhan ini sudah digabung dan tidak berubah lagi. Buka kebutuhan yang menampungnya.",
		"This need was merged and changes no more. Open the one it became part of." } },
	[NEED_NO_SUCH_CHANGE] = { {
		"Yang sudah dijawab atau tidak dilanjutkan dibuka lagi dahulu.",
		"What was answered or declined has to be opened again first." } },
	[NEED_NO_OUTCOME] = { {
		"Tulis apa hasilnya atau alasannya: pengusul dan pendukung membacanya.",
		"Write what came of it, or why: those who asked for it read this." } },
	[NEED_NO_REGULATION] = { {
		"Sebut peraturan yang berubah.",
		"Cite the regulation that changed." } },
	[NEED_SAME] = { {
		"Pilih kebutuhan lain.", "Choose another need." } },
	[NEED_FOREIGN] = { {
		"Pilih kebutuhan dari instansi yang sama.",
		"Choose a need of the same agency." } },
};

static bool named(const char *word, const char *const *words, size_t n,
		  size_t *out)
{
	for (size_t i = 0; word && i < n; i++)
		if (strcmp(words[i], word) == 0) {
			*out = i;
			return true;
		}
	return false;
}

const char *need_state_name(enum need_state s)
{
	return states[s];
}

bool need_state_named(const char *word, enum need_state *out)
{
	size_t at;
	const bool known = named(word, states, NEED_STATES, &at);

	if (known)
		*out = (enum need_state)at;
	return known;
}

const char *need_cause_name(enum need_cause c)
{
	return causes[c];
}

bool need_cause_named(const char *word, enum need_cause *out)
{
	size_t at;
	const bool known = named(word, causes, NEED_CAUSES, &at);

	if (known)
		*out = (enum need_cause)at;
	return known;
}

bool need_supportable(enum need_state s)
{
	return s == NEED_OPEN || s == NEED_PLANNED;
}

static bool silent(const struct need *n, size_t answers)
{
	return !*n->outcome &&
	       (n->state == NEED_DECLINED ||
		(n->state == NEED_ANSWERED && answers == 0));
}

enum need_fault need_change_check(const struct need *before,
				  const struct need *after, size_t answers)
{
	if (before->state == NEED_MERGED)
		return NEED_IS_MERGED;
	if (before->state != after->state &&
	    !becomes[before->state][after->state])
		return NEED_NO_SUCH_CHANGE;
	if (silent(after, answers))
		return NEED_NO_OUTCOME;
	if (after->cause == NEED_OF_REGULATION && !*after->regulation)
		return NEED_NO_REGULATION;
	return NEED_FITS;
}

enum need_fault need_merge_check(const struct need *from,
				 const struct need *into)
{
	if (strcmp(from->id, into->id) == 0)
		return NEED_SAME;
	if (strcmp(from->agency_id, into->agency_id))
		return NEED_FOREIGN;
	return from->state == NEED_MERGED || into->state == NEED_MERGED
		? NEED_IS_MERGED : NEED_FITS;
}

const struct phrase *need_fault_text(enum need_fault f)
{
	return &faults[f];
}
