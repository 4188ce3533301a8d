/*
 * The form of one question, of any type. Knows nothing of drafts: banks use it
 * as well.
 */
import type { ComponentChildren } from "preact";
import { isBag } from "../../drafts/json";
import { Choice, ErrorText } from "../../parts/Field";
import { number } from "../../text/format";
import { words } from "../../text/questionEdit";
import { Area, Line, Lines, Num, Pick, Rows, Tags, Tick } from "./fields";
import type { Lens } from "./lens";
import { gapsIn, isQuestionType, onlyRight, parametersIn, sumOf } from "./make";

/** What a question may refer to. */
export interface Around {
	/** "quiz": it counts, so that unsure ones are refused. */
	kind: "quiz" | "pretest" | "practice" | "bank";
	media: string[];
	lessons: [name: string, title: string][];
	competencies: [id: string, name: string][];
}

function Choices({ of, many }: { of: Lens; many: boolean }) {
	const at = of.at("choices");
	const name = `${at.name}-right`;

	return (
		<Rows of={at} title={words("choices")} least={2} most={20}
			hint={words(many ? "choices.hintMany" : "choices.hintOne")}
			label={(n) => words("choice", { n })} add={words("choice.add")}
			make={() => ({ text: "" })} first="text">
			{(item, i) => <>
				<Area of={item.at("text")} label={words("choice", { n: i + 1 })} />
				<Choice type={many ? "checkbox" : "radio"} name={name}
					value={String(i)} label={words("choice.right")}
					checked={item.at("right").value === true}
					change={(on) => many
						? item.at("right").set(on ? true : undefined)
						: on && at.edit((list) => onlyRight(list, i))} />
				<Area of={item.at("feedback")} optional
					label={words("choice.feedback")} />
			</>}
		</Rows>
	);
}

function Parameters({ of }: { of: Lens }) {
	const at = of.at("parameters");
	const names = [...new Set([...parametersIn(of.at("text").text), ...at.keys])];

	if (names.length === 0)
		return <p class="small quiet">{words("parameters.hint")}</p>;
	return (
		<fieldset class="edit-rows">
			<legend>{words("parameters")}</legend>
			{names.map((name) =>
				<div class="edit-row" key={name}>
					<div class="edit-row-fields three">
						{(["from", "to", "step"] as const).map((what) =>
							<Num key={what} of={at.at(name, what)} optional
								label={words(`parameter.${what}`, { name })} />)}
					</div>
				</div>)}
			<Line of={of.at("where")} optional label={words("where")}
				hint={words("where.hint")} />
			<Tick of={of.at("again")} label={words("again")} />
		</fieldset>
	);
}

function Numeric({ of }: { of: Lens }) {
	const computed = of.at("formula").value !== undefined;

	return (
		<div class="stack">
			<Choice type="checkbox" name={`${of.name}-computed`} value="on"
				label={words("computed")} hint={words("computed.hint")}
				checked={computed} change={(on) => of.edit((q) => {
					const { answer: _, formula: __, ...rest } =
						isBag(q) ? q : {};

					return on ? { ...rest, formula: "" }
						: { ...rest, answer: 0 };
				})} />
			{computed
				? <Line of={of.at("formula")} label={words("formula")}
					hint={words("formula.hint")} />
				: <Num of={of.at("answer")} label={words("answer")} />}
			{computed && <Parameters of={of} />}
			<Num of={of.at("tolerance")} label={words("tolerance")}
				hint={words("tolerance.hint")} />
			<Line of={of.at("unit")} optional most={40} label={words("unit")}
				hint={words("unit.hint")} />
			<Num of={of.at("decimals")} optional label={words("decimals")} />
			<Lines of={of.at("accept")} optional title={words("acceptToo")}
				label={(n) => words("accept", { n })}
				add={words("accept.add")} />
		</div>
	);
}

function Accepted({ of, label }: { of: Lens; label: string }) {
	return (
		<>
			<Lines of={of.at("accept")} least={1} most={20} title={label}
				hint={words("accept.hint")}
				label={(n) => words("accept", { n })}
				add={words("accept.add")} />
			<Tick of={of.at("ignoreCase")} otherwise
				label={words("ignoreCase")} />
		</>
	);
}

const GAP: Record<string, () => object> = {
	text: () => ({ type: "text", accept: [""] }),
	single: () => ({ type: "single",
		choices: [{ text: "", right: true }, { text: "" }] }),
	numeric: () => ({ type: "numeric", answer: 0, tolerance: 0 }),
};

function Gap({ of, n }: { of: Lens; n: number }) {
	const type = of.at("type").text;
	const choices = of.at("choices");

	return (
		<fieldset class="edit-rows" id={of.name} tabIndex={-1}>
			<legend>{words("gap", { n })}</legend>
			<Pick of={of.at("type")} label={words("gap.type")}
				options={Object.keys(GAP).map((one) =>
					[one, words(`gap.${one}` as "gap.text")])} />
			{type === "text" && <Accepted of={of} label={words("accepts")} />}
			{type === "numeric" && <>
				<Num of={of.at("answer")} label={words("answer")} />
				<Num of={of.at("tolerance")} label={words("tolerance")} />
			</>}
			{type === "single" &&
				<Rows of={choices} title={words("choices")} least={2} most={20}
					label={(i) => words("choice", { n: i })}
					add={words("choice.add")} make={() => ({ text: "" })}
					first="text">
					{(item, i) => <>
						<Line of={item.at("text")}
							label={words("choice", { n: i + 1 })} />
						<Choice type="radio" name={`${choices.name}-right`}
							value={String(i)} label={words("choice.right")}
							checked={item.at("right").value === true}
							change={(on) => on && choices.edit((list) =>
								onlyRight(list, i))} />
					</>}
				</Rows>}
		</fieldset>
	);
}

/* A gap's fields follow its type: what belongs to another type goes. */
function Gaps({ of }: { of: Lens }) {
	const at = of.at("gaps");
	const n = Math.max(gapsIn(of.at("text").text), at.list.length);
	const made = Array.from({ length: n }, (_, i) => {
		const gap = at.at(i);
		const type = gap.at("type").text || "text";
		const wants = type === "text" ? "accept"
			: type === "single" ? "choices" : "answer";

		return [gap, gap.at(wants).value !== undefined, type] as const;
	});

	return (
		<div class="stack">
			{made.map(([gap, whole, type], i) => whole
				? <Gap key={i} of={gap} n={i + 1} />
				: <div key={i} class="notice">
					<p>{words("gap.unmade", { n: i + 1 })}</p>
					<p><button type="button" class="button" onClick={() =>
						gap.set((GAP[type] ?? GAP.text!)())}>
						{words("gap.make", { n: i + 1 })}
					</button></p>
				</div>)}
			{at.list.length > gapsIn(of.at("text").text) &&
				<p><button type="button" class="button" onClick={() =>
					at.edit((list) => (list as unknown[]).slice(0, -1))}>
					{words("gap.remove", { n: at.list.length })}
				</button></p>}
		</div>
	);
}

function Own({ of, type }: { of: Lens; type: string }): ComponentChildren {
	switch (type) {
	case "single":
	case "multiple":
		return <>
			<Choices of={of} many={type === "multiple"} />
			{type === "multiple" &&
				<Tick of={of.at("partial")} otherwise
					label={words("partial")} />}
			<Tick of={of.at("shuffle")} otherwise label={words("shuffle")} />
		</>;
	case "trueFalse":
		return (
			<fieldset class="field" id={of.at("right").name} tabIndex={-1}>
				<legend>{words("right")}</legend>
				<ErrorText id={`${of.at("right").name}-error`}
					error={of.at("right").error} />
				{[true, false].map((value) =>
					<Choice key={String(value)} type="radio"
						name={`${of.name}-right`} value={String(value)}
						label={words(value ? "true" : "false")}
						checked={of.at("right").value === value}
						change={() => of.at("right").set(value)} />)}
			</fieldset>
		);
	case "match":
		return <>
			<Rows of={of.at("pairs")} title={words("pairs")} least={2} most={20}
				label={(n) => words("pair", { n })} add={words("pair.add")}
				make={() => ({ left: "", right: "" })} first="left">
				{(item, i) => <>
					<Line of={item.at("left")}
						label={words("pair.left", { n: i + 1 })} />
					<Line of={item.at("right")}
						label={words("pair.right", { n: i + 1 })} />
				</>}
			</Rows>
			<Lines of={of.at("extra")} optional title={words("extra")}
				hint={words("extra.hint")} label={(n) => words("extra.n", { n })}
				add={words("extra.add")} />
		</>;
	case "order":
		return <Lines of={of.at("items")} least={2} most={20}
			title={words("items")} hint={words("items.hint")}
			label={(n) => words("item", { n })} add={words("item.add")} />;
	case "numeric":
		return <Numeric of={of} />;
	case "text":
		return <Accepted of={of} label={words("accepts")} />;
	case "cloze":
		return <Gaps of={of} />;
	case "essay":
		return <>
			<Rows of={of.at("rubric")} title={words("rubric")} least={1}
				hint={words("rubric.sum", {
					n: number(sumOf(of.at("rubric").list), 2),
				})}
				label={(n) => words("rubric.line", { n })}
				add={words("rubric.add")}
				make={() => ({ text: "", points: 1 })} first="text">
				{(item, i) => <>
					<Area of={item.at("text")}
						label={words("rubric.line", { n: i + 1 })} />
					<Num of={item.at("points")} label={words("points")} />
				</>}
			</Rows>
			<Num of={of.at("mostCharacters")} optional
				label={words("mostCharacters")} />
		</>;
	default:
		return null;
	}
}

function Confidence({ of, counts }: { of: Lens; counts: boolean }) {
	return <Pick of={of.at("confidence")} label={words("confidence")}
		hint={words(counts ? "confidence.counts" : "confidence.hint")}
		otherwise="" options={[
			["", words("confidence.none")], ["seen", words("confidence.seen")],
			["general", words("confidence.general")],
			...(counts ? [] : [["unsure", words("confidence.unsure")] as
				[string, string]]),
		]} />;
}

function Competencies({ of, around }: { of: Lens; around: Around }) {
	const at = of.at("competencies");
	const all = at.list as string[];

	if (around.competencies.length === 0)
		return null;
	return (
		<fieldset class="field" id={at.name} tabIndex={-1}>
			<legend>{words("competencies")}</legend>
			{around.competencies.map(([id, name]) =>
				<Choice key={id} type="checkbox" name={at.name} value={id}
					label={name} checked={all.includes(id)}
					change={(on) => {
						const next = on ? [...all, id]
							: all.filter((one) => one !== id);

						at.set(next.length ? next : undefined);
					}} />)}
		</fieldset>
	);
}

export function PictureFields({ of, media }: { of: Lens; media: string[] }) {
	const has = of.at("media").text !== "";

	return <>
		<Pick of={of.at("media")} otherwise="" label={words("media")}
			options={[["", words("media.none")], ...media.map((path) =>
				[path, path.slice(6)] as [string, string])]} />
		{has && <Line of={of.at("alt")} label={words("alt")}
			hint={words("alt.hint")} />}
	</>;
}

/** All that may be said of it besides. */
function More({ of, around }: { of: Lens; around: Around }) {
	return (
		<details class="edit-more">
			<summary>{words("more")}</summary>
			<div class="stack">
				<Area of={of.at("hint")} optional label={words("hint")} />
				{around.media.length > 0 &&
					<PictureFields of={of} media={around.media} />}
				<Tags of={of.at("tags")} label={words("tags")}
					hint={words("tags.hint")} />
				{around.lessons.length > 0 &&
					<Pick of={of.at("lesson")} otherwise=""
						label={words("lesson")}
						options={[["", words("lesson.none")],
							...around.lessons]} />}
				<Competencies of={of} around={around} />
				<Lines of={of.at("basis")} optional title={words("basis")}
					label={(n) => words("basis.n", { n })}
					add={words("basis.add")} most={20} />
				<Confidence of={of} counts={around.kind !== "practice"} />
				<Line of={of.at("checkedAt")} type="date" optional
					label={words("checkedAt")} />
				<Line of={of.at("reviewBy")} type="date" optional
					label={words("reviewBy")} />
			</div>
		</details>
	);
}

export function FeedbackFields({ of }: { of: Lens }) {
	return <>
		<Area of={of.at("feedback", "right")} optional
			label={words("feedback.right")} hint={words("feedback.hint")} />
		<Area of={of.at("feedback", "wrong")} optional
			label={words("feedback.wrong")} />
	</>;
}

export function QuestionForm({ of, around }: { of: Lens; around: Around }) {
	const type = of.at("type").text;

	if (!isQuestionType(type))
		return <p class="notice warn">{words("unknown", { type })}</p>;
	return (
		<div class="edit-form stack" id={of.name} tabIndex={-1}>
			<Area of={of.at("text")} label={words("text")} tools rows={2}
				hint={type === "cloze" ? words("text.cloze") : undefined} />
			<Own of={of} type={type} />
			{type !== "essay" && <FeedbackFields of={of} />}
			{type !== "essay" && around.kind !== "practice" &&
				<Num of={of.at("points")} optional label={words("points")}
					hint={words("points.hint")} />}
			<More of={of} around={around} />
		</div>
	);
}
