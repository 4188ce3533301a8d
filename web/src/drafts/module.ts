/* What module.json says: the parts in their order, what is needed to complete. */
import { isBag, read } from "./json";

export type PartKind = "lesson" | "quiz" | "case" | "survey" | "plan" |
	"tool";

export interface ModulePart {
	kind: PartKind;
	/** The name of the file; of a survey or a plan its id. */
	name: string;
	/** "" for what has no file. */
	path: string;
}

const FOLDERS = { lesson: "lessons", quiz: "quizzes", case: "cases" } as const;

export function partPath(kind: PartKind, name: string): string {
	return kind === "survey" || kind === "plan" || kind === "tool" ? ""
		: `${FOLDERS[kind]}/${name}.${kind === "lesson" ? "md" : "json"}`;
}

/** null: a part of a shape that is not known. */
export function partOf(value: unknown): ModulePart | null {
	const part = isBag(value) ? value : {};

	for (const kind of ["lesson", "quiz", "case"] as const)
		if (typeof part[kind] === "string")
			return { kind, name: part[kind] as string,
				path: partPath(kind, part[kind] as string) };
	for (const kind of ["survey", "plan", "tool"] as const)
		if (isBag(part[kind]))
			return { kind, name: String(part[kind].id ?? kind), path: "" };
	return null;
}

/** How completion names it. */
function identOf(part: ModulePart): string {
	return part.kind === "survey" || part.kind === "plan" ? part.kind
		: `${part.kind}:${part.name}`;
}

/**
 * What can be asked for completion: what the module's parts offer, and what
 * the file asks already.
 */
export function completionChoices(
	parts: ModulePart[],
	pretests: string[],
	now: string[],
): string[] {
	const has = (kind: PartKind) => parts.some((part) => part.kind === kind);
	const offered = [
		...(has("lesson") ? ["lessons"] : []),
		...(has("case") ? ["cases"] : []),
		...parts.filter((part) => part.kind === "quiz" &&
			!pretests.includes(part.name)).map(identOf),
		...(has("survey") ? ["survey"] : []),
		...(has("plan") ? ["plan"] : []),
		...(has("tool") ? ["tools"] : []),
	];

	return [...offered, ...now.filter((one) => !offered.includes(one))];
}

/** module.json's value without that part, nor what completion asked of it. */
export function withoutPart(root: unknown, at: number): unknown {
	if (!isBag(root) || !Array.isArray(root.parts))
		return root;
	const gone = partOf(root.parts[at]);
	const parts = root.parts.filter((_, i) => i !== at);
	const next: Record<string, unknown> = { ...root, parts };
	const left = parts.map(partOf);
	const { completion } = root;

	if (gone && isBag(completion) && Array.isArray(completion.required)) {
		const last = !left.some((part) => part?.kind === gone.kind);
		const required = completion.required.filter((one) =>
			one !== `${gone.kind}:${gone.name}` && !(last &&
				(one === gone.kind || one === `${gone.kind}s` ||
				one === `${gone.kind}zes`)));
		const { completion: _, ...rest } = next;

		return required.length > 0
			? { ...next, completion: { ...completion, required } } : rest;
	}
	return next;
}

/* ---- Which media are used ------------------------------------------------- */

const MEDIA = /media\/[A-Za-z0-9._-]+/g;

/** Every medium that a text names; captions go with their video. */
export function mediaUsed(texts: string[], media: string[]): Set<string> {
	const named = new Set(texts.flatMap((text) => text.match(MEDIA) ?? []));
	const stems = [...named].filter((path) => /\.(mp4|webm|mp3|m4a)$/.test(path))
		.map((path) => path.replace(/\.[a-z0-9]+$/, ""));

	return new Set(media.filter((path) => named.has(path) ||
		(path.endsWith(".vtt") && stems.some((stem) =>
			path.startsWith(`${stem}.`)))));
}

/** What a text file calls itself. */
export function titleOf(path: string, text: string): string {
	if (path.endsWith(".md"))
		return /^title:[ \t]*(.*)$/m.exec(text)?.[1]?.trim() ?? "";
	const value = read(text);

	return isBag(value) && typeof value.title === "string" ? value.title : "";
}
