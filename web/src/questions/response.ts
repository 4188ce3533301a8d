/*
 * What a response says, without looking at the page: whether anything was
 * answered, and whether two are the same.
 */
import type { PublicQuestion, Response } from "../api/quiz";

export function isEmpty(response: Response | null | undefined): boolean {
	if (!response)
		return true;
	if (response.gaps)
		return !Object.values(response.gaps).some((gap) =>
			gap.choice !== undefined || (gap.text ?? "").trim() !== "");
	if (response.pairs)
		return Object.keys(response.pairs).length === 0;
	if (response.choices)
		return response.choices.length === 0;
	if (response.text !== undefined)
		return response.text.trim() === "";
	return response.choice === undefined && response.value === undefined &&
		response.order === undefined;
}

/** Something was answered, but not every part of it. */
export function isPartial(
	question: PublicQuestion,
	response: Response | null | undefined,
): boolean {
	if (isEmpty(response))
		return false;
	if (question.type === "match")
		return Object.keys(response!.pairs ?? {}).length <
			(question.lefts ?? []).length;
	if (question.type === "cloze")
		return (question.gaps ?? []).some((gap) => {
			const said = response!.gaps?.[gap.id];

			return !said || (said.choice === undefined &&
				(said.text ?? "").trim() === "");
		});
	return false;
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value))
		return value.map(sorted);
	if (value && typeof value === "object")
		return Object.fromEntries(Object.entries(value)
			.sort(([a], [b]) => a < b ? -1 : 1)
			.map(([k, v]) => [k, sorted(v)]));
	return value;
}

export function sameResponse(
	a: Response | null | undefined,
	b: Response | null | undefined,
): boolean {
	return isEmpty(a) && isEmpty(b) ||
		JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
