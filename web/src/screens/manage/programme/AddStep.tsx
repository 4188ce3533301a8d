/*
 * A form that adds a step: of a module that is searched for, of one of its
 * quizzes or surveys, or of its own.
 */
import { useState } from "preact/hooks";
import type { Step, StepKind } from "../../../api/programme";
import type { Module, ModuleDetail, ModulePage, Node } from
	"../../../api/types";
import { Field, Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { words } from "../../../text/programme";

const KINDS: StepKind[] = ["module", "event", "quiz", "survey", "assignment",
	"discussion", "tool"];
const FEW = 8;

const hasModule = (kind: StepKind) =>
	kind === "module" || kind === "quiz" || kind === "survey";

export const plain = (kind: StepKind, more: Partial<Step>): Step => ({
	kind, title: "", about: "", required: true, mustPass: false, after: null,
	dueDays: null, module: null, unit: "", setting: null, ...more,
});

function flat(nodes: Node[]): Node[] {
	return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

function Units({ module, kind, add }: {
	module: Module;
	kind: StepKind;
	add: (step: Step) => void;
}) {
	const from = useLoad<ModuleDetail>(`/api/v1/modules/${module.id}`);
	const fits = (node: Node) => kind === "survey" ? node.kind === "survey"
		: ["quiz", "case", "sco", "au"].includes(node.kind);

	return (
		<Loaded from={from}>{({ outline }) => {
			const units = flat(outline).filter(fits);

			return units.length === 0 ? <p>{words("add.noUnit")}</p>
				: <ul class="plain stack near"
					aria-label={words("add.choose")}>
					{units.map((unit) => <li key={unit.key}
						class="line-with-button">
						<span>{unit.title}</span>
						<button type="button" class="button" onClick={() =>
							add(plain(kind, { module: module.id,
								unit: unit.key, title: unit.title,
								mustPass: kind === "quiz" }))}>
							{words("add.this")}
							<span class="hidden-words">{unit.title}</span>
						</button>
					</li>)}
				</ul>;
		}}</Loaded>
	);
}

function Found({ q, choose }: { q: string; choose: (m: Module) => void }) {
	const from = useLoad<ModulePage>("/api/v1/modules?state=published&q=" +
		encodeURIComponent(q));

	return (
		<Loaded from={from}>{({ modules }) => modules.length === 0
			? <p>{words("add.none")}</p>
			: <ul class="plain stack near" aria-label={words("kind.module")}>
				{modules.slice(0, FEW).map((m) => <li key={m.id}
					class="line-with-button">
					<span>{m.title}</span>
					<button type="button" class="button"
						onClick={() => choose(m)}>
						{words("add.this")}
						<span class="hidden-words">{m.title}</span>
					</button>
				</li>)}
			</ul>}</Loaded>
	);
}

function OfModule({ kind, add }: {
	kind: StepKind;
	add: (step: Step) => void;
}) {
	const [typed, setTyped] = useState("");
	const [q, setQ] = useState("");
	const [module, setModule] = useState<Module | null>(null);

	if (module && kind !== "module")
		return (
			<div class="stack near">
				<p class="strong">{module.title}</p>
				<Units module={module} kind={kind} add={add} />
				<p><button type="button" class="button bare"
					onClick={() => setModule(null)}>
					{words("add.other")}
				</button></p>
			</div>
		);
	return (
		<div class="stack near">
			<form onSubmit={(e) => {
				e.preventDefault();
				setQ(typed.trim());
			}}>
				<Field name="step-module" label={words("add.search")}
					type="search" value={typed} change={setTyped}
					autocomplete="off" after={
						<button type="submit" class="button">
							{words("add.find")}
						</button>} />
			</form>
			<Found q={q} choose={(m) => kind === "module"
				? add(plain("module", { module: m.id, title: m.title }))
				: setModule(m)} />
		</div>
	);
}

function OfItself({ kind, add }: {
	kind: StepKind;
	add: (step: Step) => void;
}) {
	const [title, setTitle] = useState("");
	const [error, setError] = useState("");

	return (
		<form class="form" onSubmit={(e) => {
			e.preventDefault();
			setError(title.trim() ? "" : words("title.none"));
			if (title.trim())
				add(plain(kind, { title: title.trim(), ...(kind === "tool" &&
					{ setting: { url: "https://" } }) }));
		}} noValidate>
			<Field name="new-step-title" label={words("step.title")}
				value={title} change={setTitle} error={error || undefined}
				autocomplete="off" />
			<button type="submit" class="button">{words("add.plain")}</button>
		</form>
	);
}

export function AddStep({ add }: { add: (step: Step) => void }) {
	const [kind, setKind] = useState<StepKind>("module");
	const [round, setRound] = useState(0);
	const done = (step: Step) => {
		add(step);
		setRound((n) => n + 1);
	};

	return (
		<section class="card stack" aria-labelledby="add-step">
			<h3 id="add-step">{words("add")}</h3>
			<Select name="new-step-kind" label={words("add.kind")} value={kind}
				options={KINDS.map((k) => [k, words(`kind.${k}`)])}
				change={(k) => setKind(k as StepKind)} />
			{hasModule(kind)
				? <OfModule key={`${kind} ${round}`} kind={kind} add={done} />
				: <OfItself key={`${kind} ${round}`} kind={kind} add={done} />}
		</section>
	);
}
