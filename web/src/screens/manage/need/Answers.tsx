/* What answers a need: chosen by a person, from what is suggested or found. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import type { Answer, NeedDetail, Suggestions } from "../../../api/need";
import type { ModulePage } from "../../../api/types";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Field } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { desk } from "../../../text/needDesk";

type Kind = "module" | "programme";

interface Option {
	kind: Kind;
	id: string;
	title: string;
	why?: string;
}

const FEW = 8;

const optionsOf = (kind: Kind, all: { id: string; title: string }[]):
	Option[] => all.map(({ id, title }) => ({ kind, id, title }));

function Options({ label, all, button, press }: {
	label: string;
	all: Option[];
	button: string;
	press: (one: Option) => void;
}) {
	return (
		<ul class="plain stack near" aria-label={label}>
			{all.map((one) => <li key={one.id} class="line-with-button">
				<span>
					{one.title}
					<span class="facts">
						{[desk(`answers.${one.kind}`), one.why]
							.filter(Boolean).join(" · ")}
					</span>
				</span>
				<button type="button" class="button"
					onClick={() => press(one)}>
					{button}
					<span class="hidden-words">{` ${one.title}`}</span>
				</button>
			</li>)}
		</ul>
	);
}

function Suggested({ need, has, add }: {
	need: NeedDetail;
	has: (id: string) => boolean;
	add: (one: Option) => void;
}) {
	const { data } = useLoad<Suggestions>(
		`/api/v1/needs/${need.id}/suggestions`);
	const all = (["module", "programme"] as const).flatMap((kind) =>
		(data?.[`${kind}s`] ?? []).map((one): Option => ({ kind, id: one.id,
			title: one.title, why: one.why.map((why) =>
				desk(`why.${why}`)).join(", ") })))
		.filter(({ id }) => !has(id));

	return all.length === 0 ? null : (
		<div class="stack near">
			<h3>{desk("answers.suggested")}</h3>
			<Options label={desk("answers.suggested")} all={all}
				button={desk("answers.add")} press={add} />
		</div>
	);
}

function Found({ q, has, add, agency }: {
	q: string;
	has: (id: string) => boolean;
	add: (one: Option) => void;
	agency: string;
}) {
	const asked = encodeURIComponent(q);
	const modules = useLoad<ModulePage>(
		`/api/v1/modules?state=published&q=${asked}`);
	const programmes = useLoad<{ programmes: { id: string; title: string }[] }>(
		`/api/v1/programmes?q=${asked}&agency=${agency}`);

	return (
		<Loaded from={modules}>{(of) => <Loaded from={programmes}>{(or) => {
			const all = [
				...optionsOf("module", of.modules.slice(0, FEW)),
				...optionsOf("programme", or.programmes.slice(0, FEW)),
			].filter(({ id }) => !has(id));

			return all.length === 0 ? <p>{desk("answers.nothing")}</p>
				: <Options label={desk("answers.found")} all={all}
					button={desk("answers.add")} press={add} />;
		}}</Loaded>}</Loaded>
	);
}

function Find({ has, add, agency }: {
	has: (id: string) => boolean;
	add: (one: Option) => void;
	agency: string;
}) {
	const [typed, setTyped] = useState("");
	const [q, setQ] = useState("");

	return (
		<div class="stack near">
			<form class="search" role="search" onSubmit={(e) => {
				e.preventDefault();
				setQ(typed.trim());
			}}>
				<Field name="answer" label={desk("answers.find")}
					type="search" value={typed} change={setTyped}
					autocomplete="off" after={
						<button type="submit" class="button">
							{desk("answers.go")}
						</button>} />
			</form>
			{q && <Found q={q} has={has} agency={agency} add={(one) => {
				add(one);
				setQ("");
			}} />}
		</div>
	);
}

const ids = (all: Answer[]): string[] => all.map(({ id }) => id);

export function Answers({ need, set }: {
	need: NeedDetail;
	set: (now: NeedDetail) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const chosen = [...optionsOf("module", need.modules),
		...optionsOf("programme", need.programmes)];

	function put(modules: string[], programmes: string[]): void {
		setProblem(null);
		say("");
		call<NeedDetail>("PUT", `/api/v1/needs/${need.id}/answers`,
			{ modules, programmes }).then((now) => {
			set(now);
			say(desk("saved"));
		}, (e) => setProblem(fault(e)));
	}

	function add({ kind, id }: Option): void {
		put([...ids(need.modules), ...(kind === "module" ? [id] : [])],
			[...ids(need.programmes), ...(kind === "programme" ? [id] : [])]);
	}

	function drop({ id }: Option): void {
		put(ids(need.modules).filter((one) => one !== id),
			ids(need.programmes).filter((one) => one !== id));
	}

	const has = (id: string) => chosen.some((one) => one.id === id);

	return (
		<section class="stack" aria-labelledby="answers">
			<h2 id="answers">{desk("answers")}</h2>
			{chosen.length === 0 ? <p>{desk("answers.none")}</p>
				: <Options label={desk("answers")} all={chosen}
					button={desk("answers.drop")} press={drop} />}
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			<Suggested key={`${need.topic} ${need.job?.id} ${need.title}`}
				need={need} has={has} add={add} />
			<Find has={has} add={add} agency={need.agency} />
		</section>
	);
}
