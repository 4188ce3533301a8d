/* The form of an exercise in a lesson, which counts for nothing. */
import type { ComponentChildren } from "preact";
import { isBag } from "../../drafts/json";
import { nextId } from "../../drafts/names";
import { Choice } from "../../parts/Field";
import { words } from "../../text/questionEdit";
import { Area, Line, Lines, Num, Pick, Rows, Tick } from "./fields";
import type { Lens } from "./lens";
import { isQuestionType } from "./make";
import { FeedbackFields, PictureFields, QuestionForm, type Around }
	from "./QuestionForm";

function Sort({ of }: { of: Lens }) {
	const groups = of.at("groups").list.map(String).filter(Boolean);

	return <>
		<Lines of={of.at("groups")} title={words("groups")} least={2} most={10}
			label={(n) => words("group", { n })} add={words("group.add")} />
		<Rows of={of.at("cards")} title={words("cards")} least={1} most={60}
			label={(n) => words("card", { n })} add={words("card.add")}
			make={() => ({ text: "", group: groups[0] ?? "" })} first="text">
			{(item, i) => <>
				<Area of={item.at("text")} label={words("card", { n: i + 1 })} />
				<Pick of={item.at("group")} label={words("card.group")}
					options={groups.map((g) => [g, g])} />
				<Area of={item.at("why")} optional label={words("why")} />
			</>}
		</Rows>
	</>;
}

function Passage({ of, n }: { of: Lens; n: number }) {
	const text = of.at("text").text;

	return <>
		<Line of={of.at("title")} optional label={words("passage.title")} />
		<Area of={of.at("text")} rows={3} label={words("passage", { n })} />
		<Choice type="checkbox" name={of.at("fake").name} value="on"
			label={words("passage.fake")}
			checked={of.at("fake").value === true}
			change={(on) => of.at("fake").set(on)} />
		<Rows of={of.at("parts")} title={words("parts")} optional
			hint={words("parts.hint")} label={(i) => words("part", { n: i })}
			add={words("part.add")} make={() => ({ text: "", why: "" })}
			first="text">
			{(part, i) => {
				const words_ = part.at("text").text;

				return <>
					<Area of={part.at("text")} label={words("part", { n: i + 1 })}
						error={words_ && !text.includes(words_)
							? words("part.missing") : undefined} />
					<Area of={part.at("why")} label={words("why")} />
				</>;
			}}
		</Rows>
	</>;
}

/* Criteria and options keep their values when one of them goes or comes. */
function Matrix({ of }: { of: Lens }) {
	const options = of.at("options").list.map(String);
	const criteria = of.at("criteria").list.map((c) =>
		isBag(c) ? String(c.text ?? "") : "");

	return <>
		<Lines of={of.at("options")} title={words("options")} least={2} most={10}
			label={(n) => words("option", { n })} add={words("option.add")} />
		<Rows of={of.at("criteria")} title={words("criteria")} least={1}
			most={20} label={(n) => words("criterion", { n })}
			add={words("criterion.add")} make={() => ({ text: "", weight: 3 })}
			first="text">
			{(item, i) => <>
				<Line of={item.at("text")}
					label={words("criterion", { n: i + 1 })} />
				<Num of={item.at("weight")} label={words("weight")} />
			</>}
		</Rows>
		{options.map((option, row) =>
			<fieldset class="edit-rows" key={row}>
				<legend>{words("values", { what: option || row + 1 })}</legend>
				<div class="edit-row-fields three">
					{criteria.map((criterion, column) =>
						<Num key={column} of={of.at("values", row, column)}
							label={criterion || words("criterion",
								{ n: column + 1 })} />)}
				</div>
			</fieldset>)}
	</>;
}

function TreeNode({ of, id, ids, start }: {
	of: Lens;
	id: string;
	ids: string[];
	start: Lens;
}) {
	const end = of.at("end").value === true;
	const to: [string, string][] = ids.map((one) => [one, one]);

	return (
		<li class="edit-row">
			<div class="edit-row-fields">
				<p class="strong">{words(start.text === id ? "node.start"
					: "node", { id })}</p>
				<Area of={of.at("text")} label={words("node.text", { id })} />
				<Line of={of.at("speaker")} optional label={words("speaker")} />
				<Tick of={of.at("end")} label={words("node.end")} />
				{!end &&
					<Rows of={of.at("choices")} title={words("choices")}
						optional label={(n) => words("choice", { n })}
						add={words("choice.add")} first="text"
						make={() => ({ text: "", to: ids[0] ?? "" })}>
						{(item, i) => <>
							<Area of={item.at("text")}
								label={words("choice", { n: i + 1 })} />
							<Pick of={item.at("to")} label={words("leads")}
								options={to} />
						</>}
					</Rows>}
				<p class="actions">
					{start.text !== id &&
						<button type="button" class="button"
							onClick={() => start.set(id)}>
							{words("node.begin", { id })}
						</button>}
					{ids.length > 1 &&
						<button type="button" class="button"
							onClick={() => of.set(undefined)}>
							{words("node.remove", { id })}
						</button>}
				</p>
			</div>
		</li>
	);
}

function Tree({ of }: { of: Lens }) {
	const nodes = of.at("nodes");
	const ends = nodes.keys.filter((id) => nodes.at(id, "end").value === true);

	return <>
		<fieldset class="edit-rows" id={nodes.name} tabIndex={-1}>
			<legend>{words("nodes")}</legend>
			<ol class="plain">
				{nodes.keys.map((id) =>
					<TreeNode key={id} of={nodes.at(id)} id={id} ids={nodes.keys}
						start={of.at("start")} />)}
			</ol>
			<button type="button" class="button" onClick={() =>
				nodes.at(nextId(nodes.keys, "t")).set({ text: "", end: true })}>
				{words("node.add")}
			</button>
		</fieldset>
		<Rows of={of.at("situations")} title={words("situations")} optional
			hint={words("situations.hint")} first="text"
			label={(n) => words("situation", { n })} add={words("situation.add")}
			make={() => ({ text: "", end: ends[0] ?? "" })}>
			{(item, i) => <>
				<Area of={item.at("text")}
					label={words("situation", { n: i + 1 })} />
				<Pick of={item.at("end")} label={words("situation.end")}
					options={ends.map((id) => [id,
						nodes.at(id, "text").text || id])} />
				<Area of={item.at("why")} optional label={words("why")} />
			</>}
		</Rows>
	</>;
}

function Own({ of, type, around }: {
	of: Lens;
	type: string;
	around: Around;
}): ComponentChildren {
	switch (type) {
	case "sort":
		return <Sort of={of} />;
	case "mark":
		return (
			<Rows of={of.at("passages")} title={words("passages")} least={1}
				most={20} label={(n) => words("passage", { n })}
				add={words("passage.add")} first="title"
				make={() => ({ text: "", fake: false })}>
				{(item, i) => <Passage of={item} n={i + 1} />}
			</Rows>
		);
	case "matrix":
		return <Matrix of={of} />;
	case "scale":
		return <>
			<Rows of={of.at("statements")} title={words("statements")} least={1}
				label={(n) => words("statement", { n })}
				add={words("statement.add")} first="text"
				make={() => ({ text: "", group: "" })}>
				{(item, i) => <>
					<Area of={item.at("text")}
						label={words("statement", { n: i + 1 })} />
					<Line of={item.at("group")} label={words("statement.group")} />
				</>}
			</Rows>
			<Lines of={of.at("labels")} title={words("labels")} least={2}
				most={7} label={(n) => words("label", { n })}
				add={words("label.add")} />
		</>;
	case "tree":
		return <Tree of={of} />;
	case "grid":
		return <>
			<Line of={of.at("rows")} label={words("grid.rows")} />
			<Line of={of.at("columns")} label={words("grid.columns")} />
			<Num of={of.at("size")} label={words("grid.size")} />
			<Lines of={of.at("prompts")} optional title={words("prompts")}
				label={(n) => words("prompt", { n })} add={words("prompt.add")} />
		</>;
	case "note":
		return <Lines of={of.at("prompts")} least={1} most={20}
			title={words("prompts")} hint={words("prompts.hint")}
			label={(n) => words("prompt", { n })} add={words("prompt.add")} />;
	case "pareto":
		return <>
			<Rows of={of.at("bars")} title={words("bars")} least={2} most={30}
				label={(n) => words("bar", { n })} add={words("bar.add")}
				make={() => ({ text: "", count: 1 })} first="text">
				{(item, i) => <>
					<Line of={item.at("text")} label={words("bar", { n: i + 1 })} />
					<Num of={item.at("count")} label={words("bar.count")} />
				</>}
			</Rows>
			<h4>{words("bar.question")}</h4>
			<QuestionForm of={of.at("question")} around={around} />
		</>;
	case "cards":
		return (
			<Rows of={of.at("fields")} title={words("fields")} least={1}
				most={20} label={(n) => words("field", { n })}
				add={words("field.add")} make={() => ({ label: "" })}
				first="label">
				{(item, i) => <>
					<Line of={item.at("label")}
						label={words("field", { n: i + 1 })} />
					<Line of={item.at("placeholder")} optional
						label={words("field.example")} />
				</>}
			</Rows>
		);
	default:
		return <p class="notice warn">{words("unknown", { type })}</p>;
	}
}

export function ActivityForm({ of, around }: { of: Lens; around: Around }) {
	const type = of.at("type").text;

	if (isQuestionType(type))
		return <QuestionForm of={of} around={around} />;
	return (
		<div class="edit-form stack" id={of.name} tabIndex={-1}>
			<Area of={of.at("text")} label={words("activity.text")} tools
				rows={2} />
			<Own of={of} type={type} around={around} />
			{around.media.length > 0 &&
				<PictureFields of={of} media={around.media} />}
			<FeedbackFields of={of} />
		</div>
	);
}
