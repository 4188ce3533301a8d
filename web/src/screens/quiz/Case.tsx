/*
 * One sitting of a case: a scene, a decision, what came of it, on to the next.
 * A decision stands; the way so far can be read but not gone back.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { CaseChoice, CaseGraph, CaseNode, CaseOption, Step } from
	"../../api/quiz";
import { Tick } from "../../questions/Choices";
import { Html, type Setting } from "../../questions/html";
import { words as questionWords } from "../../text/questions";
import { words } from "../../text/quiz";
import { CaseEnd } from "./CaseEnd";
import { Ending } from "./Ending";
import type { SittingProps } from "./Paper";
import { useAnswers } from "./use";

/** Where a step leads: the next scene's name; null: the case ends there. */
function leadsTo(graph: CaseGraph, step: Step): string | null {
	const node = graph.nodes[step.node];
	const to = step.choice === undefined ? node?.to
		: node?.choices?.find((c) => c.id === step.choice)?.to;

	return to === undefined || to === "end" || to.startsWith("end:")
		? null : to;
}

/** The scene after that way; null: it has ended. */
function standsAt(graph: CaseGraph, path: Step[]): string | null {
	const last = path[path.length - 1];

	return last ? leadsTo(graph, last) : graph.start;
}

function minutesOf(graph: CaseGraph, path: Step[]): number {
	return path.reduce((sum, step) => sum +
		(graph.nodes[step.node]?.choices?.find((c) =>
			c.id === step.choice)?.minutes ?? 0), 0);
}

export function optionOf(
	options: CaseOption[] | undefined,
	id: string | undefined,
): CaseOption | undefined {
	return options?.find((option) => option.id === id);
}

interface SceneProps {
	node: CaseNode;
	setting: Setting;
	decide: (step: Omit<Step, "node">) => void;
}

/* Each choice is a button: pressing it is the decision. */
function Buttons({ node, setting, decide }: SceneProps) {
	return (
		<div class="case-choices">
			{(node.choices ?? []).map((choice) =>
				<button type="button" class="button case-choice"
					key={choice.id}
					onClick={() => decide({ choice: choice.id })}>
					<Html html={choice.html} inline {...setting} />
				</button>)}
		</div>
	);
}

function Radios({ legend, options, chosen, choose, setting }: {
	legend: ComponentChildren;
	options: { id: string; html: string }[];
	chosen: string | undefined;
	choose: (id: string) => void;
	setting: Setting;
}) {
	const name = useId();

	return (
		<fieldset class="picks">
			<legend class="strong">{legend}</legend>
			{options.map((option) =>
				<Tick key={option.id} type="radio" name={name}
					checked={chosen === option.id}
					pick={() => choose(option.id)}>
					<Html html={option.html} inline {...setting} />
				</Tick>)}
		</fieldset>
	);
}

function Decide({ why, ready, decide }: {
	why: string;
	ready: boolean;
	decide: () => void;
}) {
	const [said, say] = useState("");

	return (
		<div class="stack near">
			<p role="alert" class="case-why">{ready ? "" : said}</p>
			<button type="button" class="button primary"
				onClick={() => ready ? decide() : say(why)}>
				{words("case.decide")}
			</button>
		</div>
	);
}

/* A choice and the reason for it are given together. */
function Reasoned({ node, setting, decide }: SceneProps) {
	const [choice, choose] = useState<string>();
	const [reason, give] = useState<string>();
	const reasons = node.reasons!;

	return (
		<div class="stack">
			<Radios legend={words("case.choose")} options={node.choices ?? []}
				chosen={choice} choose={choose} setting={setting} />
			<Radios legend={<Html html={reasons.html} inline {...setting} />}
				options={reasons.options}
				chosen={reason} choose={give} setting={setting} />
			<Decide why={words("case.decide.both")}
				ready={choice !== undefined && reason !== undefined}
				decide={() => decide({ choice: choice!, reason: reason! })} />
		</div>
	);
}

function picksHint(least: number, most: number): string {
	if (least === most)
		return words("case.picks.exact", { n: least });
	return words(least === 0 ? "case.picks.most" : "case.picks",
		{ least, most });
}

function Picks({ node, setting, decide }: SceneProps) {
	const { least, most, options } = node.pick!;
	const [chosen, choose] = useState<string[]>([]);
	const name = useId();
	const n = chosen.length;

	const pick = (id: string, on: boolean) =>
		choose(options.map((o) => o.id)
			.filter((o) => o === id ? on : chosen.includes(o)));

	return (
		<div class="stack">
			<fieldset class="picks">
				<legend class="strong">{words("case.choose")}</legend>
				<p class="small quiet">
					{picksHint(least, most)}{" "}
					<span role="status">{words("case.picks.now", { n })}</span>
				</p>
				{options.map((option) =>
					<Tick key={option.id} type="checkbox" name={name}
						checked={chosen.includes(option.id)}
						pick={(on) => pick(option.id, on)}>
						<Html html={option.html} inline {...setting} />
					</Tick>)}
			</fieldset>
			<Decide ready={n >= least && n <= most}
				why={words(n < least
					? "case.decide.few" : "case.decide.many",
				{ n: n < least ? least : most })}
				decide={() => decide({ picks: chosen })} />
		</div>
	);
}

function Scene(props: SceneProps) {
	const { node } = props;

	return node.pick ? <Picks {...props} />
		: node.reasons ? <Reasoned {...props} /> : <Buttons {...props} />;
}

function Basis({ of }: { of: CaseChoice | undefined }) {
	return of?.basis && of.basis.length > 0
		? <p class="small quiet">
			{questionWords("basis", { list: of.basis.join("; ") })}
		</p> : null;
}

/** What was decided there. */
export function Decision({ node, step, setting }: {
	node: CaseNode;
	step: Step;
	setting: Setting;
}) {
	const choice = node.choices?.find((c) => c.id === step.choice);
	const reason = optionOf(node.reasons?.options, step.reason);
	const picks = (step.picks ?? []).map((id) =>
		optionOf(node.pick?.options, id)).filter(Boolean) as CaseOption[];

	return (
		<>
			{choice && <Html html={choice.html} {...setting} />}
			{reason && <Html html={reason.html} {...setting} />}
			{step.picks && (picks.length === 0
				? <p>{words("case.none")}</p>
				: <ul class="dots">
					{picks.map((pick) => <li key={pick.id}>
						<Html html={pick.html} inline {...setting} />
					</li>)}
				</ul>)}
		</>
	);
}

/** What came of it. */
export function Outcome({ node, step, setting }: {
	node: CaseNode;
	step: Step;
	setting: Setting;
}) {
	const choice = node.choices?.find((c) => c.id === step.choice);
	const texts = [
		choice?.feedback,
		optionOf(node.reasons?.options, step.reason)?.feedback,
	].filter(Boolean) as string[];
	const picks = node.pick?.options.filter((o) => o.feedback &&
		(step.picks ?? []).includes(o.id)) ?? [];

	return (
		<>
			{texts.map((html, i) =>
				<Html key={i} html={html} {...setting} />)}
			{picks.length > 0 && <ul class="dots">
				{picks.map((pick) => <li key={pick.id}>
					<Html html={pick.html} inline {...setting} />:{" "}
					<Html html={pick.feedback!} inline {...setting} />
				</li>)}
			</ul>}
			<Basis of={choice} />
			{(choice?.minutes ?? 0) > 0 && <p class="small quiet">
				{words("case.passed", { n: choice!.minutes! })}
			</p>}
		</>
	);
}

/** The way that was gone, to be read. */
export function Way({ graph, path, setting }: {
	graph: CaseGraph;
	path: Step[];
	setting: Setting;
}) {
	return (
		<ol class="case-way">
			{path.map((step, i) => {
				const node = graph.nodes[step.node];

				return node && (
					<li key={i}>
						<p class="strong">
							{node.clock && `${node.clock} · `}{node.title}
						</p>
						<Decision node={node} step={step} setting={setting} />
					</li>
				);
			})}
		</ol>
	);
}

export function Case(props: SittingProps) {
	const { sitting, launch, person, setting, leave, changed } = props;
	const { answers, sync } = useAnswers(launch, person, sitting);
	const graph = answers.sitting.case!;
	const { path } = answers;
	const [read, setRead] = useState(path.length);
	const heading = useRef<HTMLHeadingElement>(null);
	const moved = useRef(false);
	const last = path[path.length - 1];
	/* What came of the last decision is read before the next scene. */
	const outcome = last && read < path.length ? last : null;
	const here = standsAt(graph, path);
	const name = outcome ? outcome.node : here;
	const node = name === null ? undefined : graph.nodes[name];
	const minutes = minutesOf(graph, outcome ? path.slice(0, -1) : path);

	useEffect(() => {
		leave(() => answers.settle());
		return () => leave(null);
	}, [answers]);
	useEffect(() => {
		if (moved.current) {
			heading.current?.focus();
			heading.current?.scrollIntoView?.({ block: "nearest" });
		}
		moved.current = true;
	}, [path.length, read]);
	/* The way is whole: there is nothing more to decide. */
	useEffect(() => {
		if (here === null && !outcome && !answers.ending &&
		    answers.sitting.state === "open")
			answers.end();
	}, [here, outcome]);

	function decide(step: Omit<Step, "node">): void {
		const whole = { node: here!, ...step };

		answers.step(whole, leadsTo(graph, whole));
	}

	if (answers.sitting.state !== "open" && !outcome)
		return <CaseEnd {...props} sitting={answers.sitting} />;
	if ((answers.ending && !outcome) || !node)
		return <Ending timeUp={false} sync={sync} done={changed} />;
	return (
		<div class="quiz-page stack">
			<p class="case-facts small quiet">
				{node.clock && <span>
					{words("case.clock", { time: node.clock })}
				</span>}
				{minutes > 0 && <span>
					{words("case.minutes", { n: minutes })}
				</span>}
				{graph.role && <span>
					{words("case.role", { role: graph.role })}
				</span>}
			</p>
			<h2 tabIndex={-1} ref={heading}>{node.title}</h2>
			{outcome ? (
				<>
					<section class="card stack near">
						<h3>{words("case.you")}</h3>
						<Decision node={node} step={outcome}
							setting={setting} />
					</section>
					<section class="feedback stack near" role="status">
						<h3>{words("case.what")}</h3>
						<Outcome node={node} step={outcome}
							setting={setting} />
					</section>
					<p class="actions">
						<button type="button" class="button primary"
							onClick={() => setRead(path.length)}>
							{words(here === null
								? "case.toEnd" : "case.goOn")}
						</button>
					</p>
				</>
			) : (
				<>
					<Html html={node.html} {...setting} />
					{!node.pick && !node.reasons &&
						<h3>{words("case.choose")}</h3>}
					<Scene key={name! + path.length} node={node}
						setting={setting} decide={decide} />
					<p class="small quiet">{words("case.stands")}</p>
				</>
			)}
			{path.length > 0 && (
				<details>
					<summary>{words("case.so")}</summary>
					<Way graph={graph} path={path} setting={setting} />
				</details>
			)}
		</div>
	);
}
