/* One competency of somebody, why they have it, and a list that is edited. */
import { useState } from "preact/hooks";
import { KINDS, type Besides, type Competency, type Level, type Profile,
	type Proof, type Wanted } from "../../api/competency";
import { call, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Select } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { words } from "../../text/competency";
import { day, number } from "../../text/format";

const LEVELS = [1, 2, 3, 4, 5];

export const levelOptions = (): [string, string][] =>
	LEVELS.map((n) => [String(n), words("level", { n })]);

function reason(proof: Proof): string {
	const at = day(proof.at);

	return proof.source === "assessor"
		? words("why.assessor", { n: proof.level, name: proof.by ?? "",
			reason: proof.reason, at })
		: words(`why.${proof.source}`, { n: proof.level, at,
			title: proof.title ?? "" });
}

function Why({ proofs }: { proofs: Proof[] }) {
	return proofs.length === 0 ? null : (
		<details>
			<summary>{words("why")}</summary>
			<ul class="dots">{proofs.map((proof, i) =>
				<li key={i}>{reason(proof)}</li>)}</ul>
		</details>
	);
}

function Row({ of, children }: {
	of: Wanted | Besides;
	children?: preact.ComponentChildren;
}) {
	return (
		<li class="card stack near">
			<h3 class="card-title">{of.name}</h3>
			<p class="facts">{words(`kind.${of.kind}`)} · {"wanted" in of
				? words("level.of", { n: of.level, wanted: of.wanted })
				: words("level", { n: of.level })}</p>
			{children}
			<Why proofs={of.why} />
		</li>
	);
}

function Take({ of }: { of: Wanted }) {
	return of.next.length === 0
		? <p class="quiet">{words("next.none")}</p>
		: <>
			<p>{words("next")}</p>
			<ul class="plain stack near">
				{of.next.map((m) => <li key={m.id}>
					<a href={`/modul/${m.id}`}>{m.title}</a>{" "}
					<span class="facts">{words("next.facts", {
						jp: number(m.jp / 100, 2),
						minutes: number(m.minutes, 0) })}</span>
				</li>)}
			</ul>
		</>;
}

function Part({ name, rows, take }: {
	name: "missing" | "have" | "besides";
	rows: (Wanted | Besides)[];
	take?: boolean;
}) {
	return rows.length === 0 ? null : (
		<section class="stack" aria-labelledby={name}>
			<h2 id={name}>{words(name)}</h2>
			<ul class="plain stack">
				{rows.map((of) => <Row key={of.id} of={of}>
					{take && "wanted" in of && <Take of={of} />}
				</Row>)}
			</ul>
		</section>
	);
}

/* `take`: with modules for what is missing. */
export function Standing({ of, take }: { of: Profile; take?: boolean }) {
	return (
		<>
			<Part name="missing" take={take === true}
				rows={of.wanted.filter((w) => w.level < w.wanted)} />
			<Part name="have"
				rows={of.wanted.filter((w) => w.level >= w.wanted)} />
			<Part name="besides" rows={of.besides} />
		</>
	);
}

/* Those that may be chosen, by kind and name. */
export function chooseFrom(all: Competency[]): [string, string][] {
	return KINDS.flatMap((kind) => all.filter((c) => c.kind === kind &&
		!c.closed).map((c): [string, string] =>
		[c.id, `${words(`kind.${kind}`)}: ${c.name}`]));
}

function Editor({ path, had, all }: {
	path: string;
	had: Level[];
	all: Competency[];
}) {
	const [levels, setLevels] = useState(had.map(({ id, name, level }) =>
		({ id, name, level })));
	const options = chooseFrom(all.filter((c) =>
		!levels.some((l) => l.id === c.id)));
	const [chosen, setChosen] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const picked = options.some(([id]) => id === chosen) ? chosen
		: options[0]?.[0] ?? "";

	function save(): void {
		setProblem(null);
		say("");
		call("PUT", path, { competencies: levels.map(({ id, level }) =>
			({ id, level })) }).then(() => say(words("list.saved")),
		(e) => setProblem(fault(e)));
	}

	return (
		<div class="form">
			{levels.length === 0 && <p>{words("levels.none")}</p>}
			{levels.map((one) => <div key={one.id} class="stack near">
				<Select name={`level-${one.id}`} value={String(one.level)}
					label={words("levels.level", { name: one.name })}
					options={levelOptions()} change={(level) =>
						setLevels(levels.map((l) => l === one
							? { ...l, level: Number(level) } : l))} />
				<p><button type="button" class="button bare" onClick={() =>
					setLevels(levels.filter((l) => l !== one))}>
					{words("levels.remove")}
					<span class="hidden-words">{one.name}</span>
				</button></p>
			</div>)}
			{picked && <>
				<Select name="competency" label={words("levels.choose")}
					value={picked} options={options} change={setChosen} />
				<p><button type="button" class="button" onClick={() => {
					const found = all.find((c) => c.id === picked);

					if (found)
						setLevels([...levels, { id: found.id,
							name: found.name, level: 1 }]);
				}}>{words("levels.add")}</button></p>
			</>}
			{problem && <Failure problem={problem} />}
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			<p class="actions">
				<button type="button" class="button" onClick={save}>
					{words("levels.save")}
				</button>
			</p>
		</div>
	);
}

/* What a job asks for, or what a module or a programme gives. */
export function Levels({ path }: { path: string }) {
	const had = useLoad<{ competencies: Level[] }>(path);
	const all = useLoad<{ competencies: Competency[] }>(
		"/api/v1/competencies");

	return (
		<Loaded from={had}>{({ competencies }) =>
			<Loaded from={all}>{(list) => had.fresh
				? <Editor path={path} had={competencies}
					all={list.competencies} /> : null}</Loaded>}</Loaded>
	);
}
