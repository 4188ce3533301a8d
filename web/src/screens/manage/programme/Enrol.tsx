/*
 * Enrol many at once: a unit with those below it, a job, or people by name. How
 * many that are is said before.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Problem } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Field, Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { number } from "../../../text/format";
import { words } from "../../../text/programme";

type By = "unit" | "job" | "person";

interface Unit {
	id: string;
	name: string;
	parent: string | null;
	closed: boolean;
}
interface Job {
	id: string;
	name: string;
	closed: boolean;
}
interface Person {
	id: string;
	name: string;
}
interface Counted {
	found: number;
	before: number;
	enrolled: number;
}

/* Each below its own, further in: "– Bidang A". */
function tree(units: Unit[]): [string, string][] {
	const below = (parent: string | null, depth: number): [string, string][] =>
		units.filter((u) => (u.parent ?? null) === parent && !u.closed)
			.flatMap((u): [string, string][] => [
				[u.id, `${"– ".repeat(depth)}${u.name}`],
				...below(u.id, depth + 1),
			]);

	return below(null, 0);
}

function OfUnit({ value, change }: {
	value: string;
	change: (id: string) => void;
}) {
	const from = useLoad<{ units: Unit[] }>("/api/v1/units");

	return (
		<Loaded from={from}>{({ units }) => units.length === 0
			? <p>{words("enrol.noUnits")}</p>
			: <Select name="enrol-which" label={words("enrol.unit")}
				value={value} change={change}
				options={[["", words("enrol.which")],
					...tree(units)]} />}</Loaded>
	);
}

function OfJob({ value, change }: {
	value: string;
	change: (id: string) => void;
}) {
	const from = useLoad<{ jobs: Job[] }>("/api/v1/jobs");

	return (
		<Loaded from={from}>{({ jobs }) => jobs.length === 0
			? <p>{words("enrol.noJobs")}</p>
			: <Select name="enrol-which" label={words("enrol.job")}
				value={value} change={change}
				options={[["", words("enrol.which")],
					...jobs.filter((j) => !j.closed)
						.map((j): [string, string] => [j.id, j.name])]} />}
		</Loaded>
	);
}

function People({ q, add }: { q: string; add: (id: string) => void }) {
	const from = useLoad<{ people: Person[] }>(
		`/api/v1/people?q=${encodeURIComponent(q)}`);

	return (
		<Loaded from={from}>{({ people }) => people.length === 0
			? <p>{words("enrol.nobody")}</p>
			: <ul class="plain stack near" aria-label={words("people")}>
				{people.slice(0, 10).map((p) =>
					<li key={p.id} class="line-with-button">
						<span>{p.name}</span>
						<button type="button" class="button"
							onClick={() => add(p.id)}>
							{words("enrol.add")}
							<span class="hidden-words">{p.name}</span>
						</button>
					</li>)}
			</ul>}</Loaded>
	);
}

function OfPerson({ add }: { add: (id: string) => void }) {
	const [typed, setTyped] = useState("");
	const [q, setQ] = useState("");

	return (
		<div class="stack near">
			<form onSubmit={(e) => {
				e.preventDefault();
				setQ(typed.trim());
			}}>
				<Field name="enrol-person" label={words("people.search")}
					type="search" value={typed} change={setTyped}
					autocomplete="off" after={
						<button type="submit" class="button">
							{words("add.find")}
						</button>} />
			</form>
			{q && <People q={q} add={add} />}
		</div>
	);
}

export function Enrol({ batch, done }: {
	batch: string;
	done: () => void;
}) {
	const [by, setBy] = useState<By>("unit");
	const [which, setWhich] = useState("");
	const [counted, setCounted] = useState<Counted | null>(null);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const path = `/api/v1/batches/${batch}/enrolments`;

	function send(body: unknown, look: boolean): void {
		setProblem(null);
		say("");
		call<Counted>("POST", path + (look ? "?try=1" : ""), body)
			.then((answer) => {
				setCounted(look ? answer : null);
				if (look)
					return;
				say(words("enrol.done", { n: number(answer.enrolled, 0) }));
				done();
			}, (e) => setProblem(fault(e)));
	}

	function choose(id: string): void {
		setWhich(id);
		setCounted(null);
		say("");
		if (id)
			send({ [by]: id }, true);
	}

	return (
		<div class="stack">
			<Select name="enrol-by" label={words("enrol.by")} value={by}
				options={(["unit", "job", "person"] as By[]).map((b) =>
					[b, words(`enrol.${b}`)])}
				change={(b) => {
					setBy(b as By);
					setWhich("");
					setCounted(null);
				}} />
			{by === "unit" && <OfUnit value={which} change={choose} />}
			{by === "job" && <OfJob value={which} change={choose} />}
			{by === "person" && <OfPerson add={(id) =>
				send({ people: [id] }, false)} />}
			<div role="status" class="stack near">
				{counted && <p>{words("enrol.count", {
					n: counted.enrolled, before: counted.before })}</p>}
				{said && <p class="notice ok">{said}</p>}
			</div>
			{counted && counted.enrolled > 0 && <p class="actions">
				<button type="button" class="button primary"
					onClick={() => send({ [by]: which }, false)}>
					{words("enrol.go", { n: counted.enrolled })}
				</button>
			</p>}
			{problem && <Failure problem={problem} />}
		</div>
	);
}
