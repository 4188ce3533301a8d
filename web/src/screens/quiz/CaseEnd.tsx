/*
 * The end of a case: the ending, the dimensions as a picture and in words, the
 * way that was gone beside the ideal one, and what everybody chose.
 */
import { useEffect, useRef } from "preact/hooks";
import type { CaseGraph, Sitting, Step } from "../../api/quiz";
import { Html, textOf, type Setting } from "../../questions/html";
import { number } from "../../text/format";
import { words } from "../../text/quiz";
import { Decision, optionOf, Way } from "./Case";
import type { SittingProps } from "./Paper";
import { scoreSentence } from "./Result";

/** "K1.c", "K6.a+b", "S1.b/r2" as a step; null when it is none of them. */
function idealStep(graph: CaseGraph, written: string): Step | null {
	const dot = written.indexOf(".");
	const node = written.slice(0, dot);
	const [what = "", reason] = written.slice(dot + 1).split("/");

	if (dot < 0 || !graph.nodes[node])
		return null;
	if (graph.nodes[node]!.pick)
		return { node, picks: what ? what.split("+") : [] };
	return { node, choice: what, ...(reason && { reason }) };
}

interface Measured {
	id: string;
	name: string;
	n: number;
	most: number;
}

const SIDE = 240, MIDDLE = SIDE / 2, RADIUS = 84;

function corner(i: number, all: number, share: number): [number, number] {
	const angle = 2 * Math.PI * i / all - Math.PI / 2;

	return [MIDDLE + Math.cos(angle) * RADIUS * share,
		MIDDLE + Math.sin(angle) * RADIUS * share];
}

function outline(all: number, share: (i: number) => number): string {
	return Array.from({ length: all }, (_, i) =>
		corner(i, all, share(i)).map((x) => x.toFixed(1)).join(","))
		.join(" ");
}

/* Its words stand in the table beside it. */
function Radar({ measured }: { measured: Measured[] }) {
	const all = measured.length;

	return (
		<svg class="radar" viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true"
			focusable="false">
			{[0.25, 0.5, 0.75, 1].map((share) =>
				<polygon key={share} class="radar-grid"
					points={outline(all, () => share)} />)}
			<polygon class="radar-area" points={outline(all, (i) => {
				const { n, most } = measured[i]!;
				return most > 0 ? Math.min(1, n / most) : 0;
			})} />
			{measured.map((one, i) => {
				const [x, y] = corner(i, all, 1.24);

				return <text key={one.id} x={x} y={y}
					text-anchor="middle" dominant-baseline="middle">
					{i + 1}
				</text>;
			})}
		</svg>
	);
}

function strongest(measured: Measured[]): string {
	const share = (m: Measured) => m.most > 0 ? m.n / m.most : 0;
	const sorted = [...measured].sort((a, b) => share(b) - share(a));
	const best = sorted[0], least = sorted[sorted.length - 1];

	return !best || !least || share(best) === share(least)
		? words("case.even")
		: words("case.strong", { name: best.name, other: least.name });
}

function Dimensions({ measured }: { measured: Measured[] }) {
	return (
		<section class="stack near">
			<h2>{words("case.dimensions")}</h2>
			<p>{strongest(measured)}</p>
			<div class="case-measures">
				{measured.length > 2 && <Radar measured={measured} />}
				<ul class="plain case-bars">
					{measured.map(({ name, n, most }, i) => {
						const text = words("case.dimension", {
							name, n: number(n, 2), most: number(most, 2),
						});

						return (
							<li key={name}>
								<p>
									{measured.length > 2 &&
										<b aria-hidden="true">{i + 1} · </b>}
									{text}
								</p>
								<progress max={Math.max(most, 1)} value={n}
									aria-label={text} />
							</li>
						);
					})}
				</ul>
			</div>
		</section>
	);
}

function Ideal({ graph, ideal, path, setting }: {
	graph: CaseGraph;
	ideal: Step[];
	path: Step[];
	setting: Setting;
}) {
	const mine = new Set(path.map((step) => JSON.stringify(step)));

	return (
		<ol class="case-way">
			{ideal.map((step, i) => {
				const node = graph.nodes[step.node];

				return node && (
					<li key={i}>
						<p class="strong">
							{node.clock && `${node.clock} · `}{node.title}
						</p>
						<Decision node={node} step={step} setting={setting} />
						{mine.has(JSON.stringify(step)) &&
							<p class="small state ok">
								<span>{words("case.same")}</span>
							</p>}
					</li>
				);
			})}
		</ol>
	);
}

function Others({ graph, choices }: {
	graph: CaseGraph;
	choices: Record<string, Record<string, number>>;
}) {
	const named = (node: string, id: string) => {
		const { choices: of, pick } = graph.nodes[node] ?? {};
		const found = of?.find((c) => c.id === id) ??
			optionOf(pick?.options, id);
		return found ? textOf(found.html) : id;
	};

	return (
		<div class="stack">
			<p>{words("case.others.what")}</p>
			{Object.entries(choices).filter(([node]) => graph.nodes[node])
				.map(([node, counts]) => {
					const all = Object.values(counts)
						.reduce((sum, n) => sum + n, 0);

					return (
						<div key={node} class="stack near">
							<h3>{graph.nodes[node]!.title}</h3>
							<ul class="plain case-bars">
								{Object.entries(counts).map(([id, n]) =>
									<li key={id}>
										<p>{named(node, id)}: {words(
											"case.others.n", {
												n, share: `${number(all
													? n / all * 100 : 0,
												0)} %`,
											})}</p>
										<progress max={Math.max(all, 1)}
											value={n}
											aria-label={named(node, id)} />
									</li>)}
							</ul>
						</div>
					);
				})}
		</div>
	);
}

/* The list that the wire gives is of texts or of steps. */
function idealOf(graph: CaseGraph, given: unknown): Step[] {
	return (Array.isArray(given) ? given : []).map((one: unknown) =>
		typeof one === "string" ? idealStep(graph, one) : one as Step)
		.filter((step): step is Step => !!step && !!graph.nodes[step.node]);
}

export function CaseEnd({ sitting, info, setting, next, back }:
	SittingProps & { sitting: Sitting }) {
	const heading = useRef<HTMLHeadingElement>(null);
	const graph = sitting.case!;
	const result = sitting.result;
	const path = sitting.path ?? [];
	const measured = graph.dimensions.map((d) => ({
		id: d.id, name: d.name, most: d.most, n: result?.dimensions?.[d.id] ?? 0,
	}));
	const ideal = idealOf(graph, result?.ideal);

	useEffect(() => heading.current?.focus(), []);
	return (
		<div class="quiz-page stack">
			<p class="small quiet">{words("case.end")}</p>
			<h2 tabIndex={-1} ref={heading}>
				{result?.ending?.title ?? words("case.end")}
			</h2>
			{result?.ending &&
				<div class={`notice ${result.ending.good === true
					? "ok" : result.ending.good === false ? "warn" : ""}`}
					role="status">
					<Html html={result.ending.html} {...setting} />
				</div>}
			{result?.scaled !== undefined &&
				<p class="strong">{scoreSentence(sitting, info)}</p>}
			{(result?.minutes ?? 0) > 0 &&
				<p>{words("case.minutes.all",
					{ n: number(result!.minutes!) })}</p>}
			{result?.dimensions && <Dimensions measured={measured} />}
			<p class="actions">
				{next &&
					<a class="button primary" href={next.href}
						data-move="continue">
						{words("result.next", { title: next.title })}
					</a>}
				<button type="button" class="button" onClick={back}>
					{words("result.caseStart")}
				</button>
			</p>
			<section class="stack near">
				<h2>{words("case.lines")}</h2>
				<div class="case-lines">
					<div>
						<h3>{words("case.line.you")}</h3>
						<Way graph={graph} path={path} setting={setting} />
					</div>
					{ideal.length > 0 && <div>
						<h3>{words("case.line.ideal")}</h3>
						<Ideal graph={graph} ideal={ideal} path={path}
							setting={setting} />
					</div>}
				</div>
			</section>
			{result && (
				<section class="stack near">
					<h2>{words("case.others")}</h2>
					{result.choices
						? <Others graph={graph} choices={result.choices} />
						: <p>{words("case.others.few")}</p>}
				</section>
			)}
		</div>
	);
}
