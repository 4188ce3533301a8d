/*
 * A branching case: what it is about, what it measures, its nodes with their
 * choices, and how it can end.
 */
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import { idealAt, layers, renamedTargets, withIdeal }
	from "../../drafts/graph";
import { isBag, pathOfLine } from "../../drafts/json";
import { nextId, nextLetter } from "../../drafts/names";
import type { Draft } from "../../drafts/session";
import { Choice, Field, Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Quoted } from "../../parts/pieces";
import { focusSoon } from "../../questions/edit/area";
import { Area, Line, Num, Pick, Rows, Tick } from "../../questions/edit/fields";
import type { Lens } from "../../questions/edit/lens";
import { Dialog } from "../../parts/Dialog";
import { words } from "../../text/editor";
import { CaseMap } from "./CaseMap";
import type { Checked } from "./Check";

interface Case {
	of: Lens;
	/** Ids and names of what it measures. */
	dimensions: [id: string, name: string][];
	variables: string[];
	targets: [to: string, label: string][];
}

function bagOf(lens: Lens): Record<string, unknown> {
	return isBag(lens.value) ? lens.value : {};
}

/* 0 is not written: it is what a choice gives anyway. */
function Scores({ of, all }: { of: Lens; all: Case }) {
	return (
		<fieldset class="edit-rows" id={of.at("score").name} tabIndex={-1}>
			<legend>{words("case.scores")}</legend>
			<div class="edit-row-fields three">
				{all.dimensions.map(([id, name]) =>
					<Num key={id} of={of.at("score", id)} optional
						label={name || id} />)}
			</div>
		</fieldset>
	);
}

/* A variable is a number or yes and no, as it begins. */
function Sets({ of, all }: { of: Lens; all: Case }) {
	const begin = bagOf(all.of.at("variables"));

	if (all.variables.length === 0)
		return null;
	return (
		<details class="edit-more">
			<summary>{words("case.sets")}</summary>
			<div class="edit-row-fields three">
				{all.variables.map((name) => typeof begin[name] === "boolean"
					? <Select key={name} name={of.at("set", name).name}
						label={words("case.setTo", { name })}
						value={String(of.at("set", name).value ?? "")}
						options={[["", words("case.setNot")],
							["true", words("case.yes")],
							["false", words("case.no")]]}
						change={(value) => of.at("set", name).set(value === ""
							? undefined : value === "true")} />
					: <>
						<Num key={`${name}-set`} of={of.at("set", name)} optional
							label={words("case.setTo", { name })} />
						<Num key={`${name}-add`} of={of.at("add", name)} optional
							label={words("case.addTo", { name })} />
					</>)}
			</div>
		</details>
	);
}

function Option({ of, all, label, to }: {
	of: Lens;
	all: Case;
	label: string;
	to?: boolean;
}) {
	return <>
		<Area of={of.at("text")} label={label} />
		{to && <Pick of={of.at("to")} label={words("case.to")}
			options={all.targets} />}
		<Scores of={of} all={all} />
		<Area of={of.at("feedback")} label={words("case.feedback")} />
		<Sets of={of} all={all} />
		{to && <Num of={of.at("minutes")} optional
			label={words("case.choiceMinutes")} />}
	</>;
}

const letters = (of: Lens) => of.items.map((item) => item.at("id").text);

function Options({ of, all, title }: { of: Lens; all: Case; title: string }) {
	return (
		<Rows of={of} title={title} least={2} most={20}
			label={(n) => words("case.option", { n })}
			add={words("case.addOption")} first="text"
			make={() => ({ id: nextLetter(letters(of)), text: "", score: {},
				feedback: "" })}>
			{(item, i) => <Option of={item} all={all}
				label={words("case.option", { n: i + 1 })} />}
		</Rows>
	);
}

/* What the ideal way does here. */
function Ideal({ all, id }: { all: Case; id: string }) {
	const { of } = all;
	const node = of.at("nodes", id);
	const ideal = of.at("ideal").list.map(String);
	const now = idealAt(ideal, id);
	const set = (choice: string) => of.edit((root) => isBag(root) ? {
		...root, ideal: withIdeal(bagOf(of.at("nodes")), of.at("start").text,
			ideal, id, choice),
	} : root);
	const short = (one: Lens) => `${one.at("id").text}. ${
		one.at("text").text.slice(0, 50)}`;
	const [choice = "", reason = ""] = now.split("/");

	if (node.at("pick").value !== undefined) {
		const chosen = now ? now.split("+") : [];

		return (
			<fieldset class="field">
				<legend>{words("case.ideal")}</legend>
				{node.at("pick", "options").items.map((one) => {
					const letter = one.at("id").text;

					return <Choice key={letter} type="checkbox"
						name={`ideal-${id}`} value={letter} label={short(one)}
						checked={chosen.includes(letter)}
						change={(on) => set((on ? [...chosen, letter].sort()
							: chosen.filter((x) => x !== letter)).join("+"))} />;
				})}
			</fieldset>
		);
	}
	return <>
		<Select name={`ideal-${id}`} label={words("case.ideal")} value={choice}
			hint={words("case.idealHint")}
			options={[["", words("case.notIdeal")],
				...node.at("choices").items.map((one): [string, string] =>
					[one.at("id").text, short(one)])]}
			change={(next) => set(next && reason ? `${next}/${reason}` : next)} />
		{choice && node.at("reasons").value !== undefined &&
			<Select name={`ideal-${id}-reason`} value={reason}
				label={words("case.idealReason")}
				options={[["", words("case.notIdeal")],
					...node.at("reasons", "options").items
						.map((one): [string, string] =>
							[one.at("id").text, short(one)])]}
				change={(next) => set(next ? `${choice}/${next}` : choice)} />}
	</>;
}

function NodeForm({ all, id }: { all: Case; id: string }) {
	const of = all.of.at("nodes", id);
	const choices = of.at("choices"), pick = of.at("pick");
	const picks = pick.value !== undefined;

	function turn(on: boolean): void {
		of.edit((node) => {
			const { choices: _, pick: __, to: ___, reasons: ____, ...rest } =
				isBag(node) ? node : {};
			const make = (letter: string) => ({ id: letter, text: "",
				feedback: "" });

			return on ? { ...rest, pick: { least: 0, most: 2,
				options: [make("a"), make("b")] }, to: "end" }
				: { ...rest, choices: [{ ...make("a"), to: "end" },
					{ ...make("b"), to: "end" }] };
		});
	}

	return (
		<div class="edit-form stack">
			<Line of={of.at("title")} most={200} label={words("part.title")} />
			<Line of={of.at("clock")} optional most={50}
				label={words("case.clock")} hint={words("case.clockHint")} />
			<Area of={of.at("text")} tools rows={3} label={words("case.text")} />
			<Select name={`how-${id}`} label={words("case.how")}
				value={picks ? "pick" : "choices"}
				options={[["choices", words("case.choose")],
					["pick", words("case.pick")]]}
				hint={words("case.howHint")}
				change={(value) => turn(value === "pick")} />
			{picks
				? <>
					<div class="edit-row-fields three">
						<Num of={pick.at("least")} label={words("case.least")} />
						<Num of={pick.at("most")} label={words("case.most")} />
						<Pick of={of.at("to")} label={words("case.to")}
							options={all.targets} />
					</div>
					<Options of={pick.at("options")} all={all}
						title={words("case.options")} />
				</>
				: <>
					<Rows of={choices} title={words("case.choices")} least={1}
						most={20} label={(n) => words("case.choice", { n })}
						add={words("case.addChoice")} first="text"
						make={() => ({ id: nextLetter(letters(choices)),
							text: "", to: "end", score: {}, feedback: "" })}>
						{(item, i) => <Option of={item} all={all} to
							label={words("case.choice", { n: i + 1 })} />}
					</Rows>
					<Choice type="checkbox" name={`reasons-${id}`} value="on"
						label={words("case.reasons")}
						hint={words("case.reasonsHint")}
						checked={of.at("reasons").value !== undefined}
						change={(on) => of.at("reasons").set(on ? { text: "",
							options: [{ id: "r1", text: "", feedback: "" },
								{ id: "r2", text: "", feedback: "" }],
						} : undefined)} />
					{of.at("reasons").value !== undefined && <>
						<Area of={of.at("reasons", "text")}
							label={words("case.reasonsText")} />
						<Options of={of.at("reasons", "options")} all={all}
							title={words("case.reasonsList")} />
					</>}
				</>}
			<Ideal all={all} id={id} />
		</div>
	);
}

type Fault = Checked["details"][number] & { node: string };

/* The checker's faults of this file, at their nodes; as it was saved last. */
function useFaults(draft: Draft, path: string): [Fault[], () => void] {
	const [found, set] = useState<Fault[]>([]);

	async function look(): Promise<void> {
		if (!await draft.writer.flush())
			return;
		const { details } = await get<Checked>(`${draft.url}/check`);
		const text = draft.text(path) ?? "";

		set(details.filter((one) => one.file === path).map((one) => {
			const at = pathOfLine(text, one.line);

			return { ...one, node: at[0] === "nodes" ? String(at[1]) : "" };
		}));
	}

	useEffect(() => void look().catch(() => undefined), [path]);
	return [found, () => void look().catch(() => undefined)];
}

function Faults({ all }: { all: Fault[] }) {
	return (
		<ul class="plain">
			{all.map((one, i) =>
				<li key={i} class="edit-fault small">
					<Icon name={one.warning ? "half" : "bad"} size={20} />
					<span><Quoted text={one.message} /></span>
				</li>)}
		</ul>
	);
}

function Nodes({ all, open, setOpen, faults }: {
	all: Case;
	open: string | null;
	setOpen: (id: string | null) => void;
	faults: Fault[];
}) {
	const { of } = all;
	const nodes = of.at("nodes");
	const start = of.at("start").text;
	const order = layers(bagOf(nodes), start).flat()
		.filter((id) => nodes.keys.includes(id));
	const [asked, ask] = useState<string | null>(null);

	function remove(id: string): void {
		ask(null);
		setOpen(null);
		of.edit((root) => {
			if (!isBag(root) || !isBag(root.nodes))
				return root;
			const { [id]: _, ...rest } = root.nodes;
			const ideal = Array.isArray(root.ideal) ? root.ideal : [];

			return { ...root, nodes: renamedTargets(rest, id, "end"),
				ideal: ideal.filter((one) =>
					!String(one).startsWith(`${id}.`)) };
		});
	}

	function add(): void {
		const id = nextId(nodes.keys, "K");

		nodes.at(id).set({ title: "", text: "", choices: [
			{ id: "a", text: "", to: "end", feedback: "" },
			{ id: "b", text: "", to: "end", feedback: "" },
		] });
		setOpen(id);
		focusSoon(nodes.at(id, "title").name);
	}

	return (
		<section class="stack near" aria-labelledby="nodes">
			<h2 id="nodes">{words("case.nodes", { n: nodes.keys.length })}</h2>
			<ol class="plain cards">
				{order.map((id) =>
					<li key={id} class="card edit-question">
						<div class="edit-question-head">
							<div>
								<p class="facts"><span class="mono">{id}</span>
									{id === start &&
										` · ${words("case.start")}`}</p>
								<p>{nodes.at(id, "title").text ||
									words("question.empty")}</p>
								<Faults all={faults.filter((one) =>
									one.node === id)} />
							</div>
							<button type="button" class="button"
								aria-expanded={open === id}
								id={`f.nodes.${id}-open`}
								onClick={() => setOpen(open === id ? null : id)}>
								{words(open === id ? "question.close"
									: "question.open")}
								<span class="hidden-words">{id}</span>
							</button>
						</div>
						{open === id && <div class="edit-question-body">
							<NodeForm all={all} id={id} />
							<p class="actions">
								{id !== start &&
									<button type="button" class="button"
										onClick={() => of.at("start").set(id)}>
										{words("case.makeStart")}
									</button>}
								{order.length > 1 && id !== start &&
									<button type="button" class="button bare"
										onClick={() => ask(id)}>
										{words("case.removeNode")}
									</button>}
							</p>
						</div>}
					</li>)}
			</ol>
			<p class="actions"><button type="button" class="button primary"
				onClick={add}>
				<Icon name="add" size={20} />{words("case.addNode")}
			</button></p>
			{asked &&
				<Dialog title={words("case.removeTitle", { id: asked })}
					close={() => ask(null)}>
					<p>{words("case.removeMeans")}</p>
					<p class="actions">
						<button type="button" class="button primary"
							onClick={() => remove(asked)}>
							{words("remove.go")}
						</button>
						<button type="button" class="button"
							onClick={() => ask(null)}>{words("cancel")}</button>
					</p>
				</Dialog>}
		</section>
	);
}

function Variables({ of }: { of: Lens }) {
	const [name, setName] = useState("");
	const [kind, setKind] = useState("boolean");
	const [wrong, setWrong] = useState(false);

	function add(): void {
		const bad = !/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name.trim()) ||
			of.keys.includes(name.trim());

		setWrong(bad);
		if (bad)
			return;
		of.at(name.trim()).set(kind === "boolean" ? false : 0);
		setName("");
	}

	return (
		<fieldset class="edit-rows" id={of.name} tabIndex={-1}>
			<legend>{words("variables")}</legend>
			<p class="hint">{words("variables.hint")}</p>
			{of.keys.map((key) =>
				<div class="edit-row" key={key}>
					<div class="edit-row-fields">
						{typeof of.at(key).value === "boolean"
							? <Choice type="checkbox" name={of.at(key).name}
								value="on" label={words("variables.begins",
									{ name: key })}
								checked={of.at(key).value === true}
								change={(on) => of.at(key).set(on)} />
							: <Num of={of.at(key)} label={words(
								"variables.number", { name: key })} />}
					</div>
					<div class="edit-row-tools">
						<button type="button" class="button icon"
							aria-label={words("variables.remove", { name: key })}
							onClick={() => of.at(key).set(undefined)}>
							<span aria-hidden="true">×</span>
						</button>
					</div>
				</div>)}
			<div class="edit-row-fields three">
				<Field name="variable-new" label={words("variables.new")}
					value={name} maxLength={40} autoComplete="off"
					error={wrong ? words("variables.wrong") : undefined}
					change={setName} />
				<Select name="variable-kind" label={words("variables.kind")}
					value={kind} change={setKind}
					options={[["boolean", words("variables.yesNo")],
						["number", words("variables.aNumber")]]} />
			</div>
			<button type="button" class="button" onClick={add}>
				{words("variables.add")}
			</button>
		</fieldset>
	);
}

function Rules({ of }: { of: Lens }) {
	const dimensions = of.at("dimensions"), endings = of.at("endings");

	return <>
		<details class="card edit-more">
			<summary>{words("case.about")}</summary>
			<div class="edit-form stack">
				<Line of={of.at("title")} most={200} label={words("part.title")} />
				<Area of={of.at("intro")} tools rows={3}
					label={words("case.intro")} />
				<Line of={of.at("role")} optional most={300}
					label={words("case.role")} />
				<Num of={of.at("minutes")} label={words("head.minutes")} />
				<Num of={of.at("passMark")} optional
					label={words("quiz.passMark")}
					hint={words("case.passMarkHint")} />
				<Rows of={dimensions} title={words("dimensions")} least={1}
					most={10} hint={words("dimensions.hint")}
					label={(n) => words("dimension", { n })}
					add={words("dimension.add")} first="name"
					make={() => ({ id: nextId(letters(dimensions), "D"),
						name: "", most: 10 })}>
					{(item, i) => <>
						<p class="facts mono">{item.at("id").text}</p>
						<Line of={item.at("name")} most={100}
							label={words("dimension", { n: i + 1 })} />
						<Num of={item.at("most")} label={words("dimension.most")} />
					</>}
				</Rows>
				<Variables of={of.at("variables")} />
			</div>
		</details>
		<details class="card edit-more">
			<summary>{words("endings", { n: endings.list.length })}</summary>
			<div class="edit-form stack">
				<Rows of={endings} title={words("endings",
					{ n: endings.list.length })} least={1} most={20}
				hint={words("endings.hint")}
				label={(n) => words("ending", { n })} add={words("ending.add")}
				make={() => ({ id: nextId(letters(endings), "E"),
					when: "otherwise", title: "", text: "" })} first="title">
					{(item, i) => <>
						<p class="facts mono">{item.at("id").text}</p>
						<Line of={item.at("title")} most={200}
							label={words("ending", { n: i + 1 })} />
						<Line of={item.at("when")} label={words("ending.when")}
							hint={words("ending.whenHint")} />
						<Area of={item.at("text")} rows={2}
							label={words("ending.text")} />
						<Tick of={item.at("good")} label={words("ending.good")} />
					</>}
				</Rows>
			</div>
		</details>
	</>;
}

export function CaseEdit({ draft, of, path, line }: {
	draft: Draft;
	of: Lens;
	path: string;
	line: number;
}) {
	const [open, setOpen] = useState<string | null>(null);
	const [faults, look] = useFaults(draft, path);
	const nodes = bagOf(of.at("nodes"));
	const all: Case = {
		of,
		dimensions: of.at("dimensions").items.map((one) =>
			[one.at("id").text, one.at("name").text]),
		variables: of.at("variables").keys,
		targets: [
			...Object.keys(nodes).map((id): [string, string] =>
				[id, `${id} ${of.at("nodes", id, "title").text}`]),
			["end", words("case.end")],
			...of.at("endings").items.map((one): [string, string] =>
				[`end:${one.at("id").text}`, words("case.endAt",
					{ title: one.at("title").text || one.at("id").text })]),
		],
	};

	useEffect(() => {
		const at = line > 0 ? pathOfLine(draft.text(path) ?? "", line) : [];

		if (at[0] === "nodes" && typeof at[1] === "string")
			setOpen(at[1]);
	}, [line]);
	return (
		<div class="stack">
			<Rules of={of} />
			<details class="card edit-more">
				<summary>{words("map")}</summary>
				<CaseMap nodes={nodes} start={of.at("start").text}
					open={(id) => {
						setOpen(id);
						focusSoon(`f.nodes.${id}-open`);
					}} />
			</details>
			{faults.some((one) => one.node === "") &&
				<div class="notice warn">
					<Faults all={faults.filter((one) => one.node === "")} />
				</div>}
			<Nodes all={all} open={open} setOpen={setOpen} faults={faults} />
			<p class="actions"><button type="button" class="button"
				onClick={look}>{words("check.again")}</button></p>
		</div>
	);
}
