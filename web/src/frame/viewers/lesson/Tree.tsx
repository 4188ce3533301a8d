/*
 * A way through questions, as through a flow chart or a talk; with situations
 * for which the learner looks for the fitting end.
 */
import { useRef } from "preact/hooks";
import { isEnd, walk } from "../../../practice/activity";
import type { Tree } from "../../../practice/types";
import { fill } from "../shell";
import { useHere } from "./context";
import { Button, Result, Thought, useFocus, useKept } from "./pieces";
import { Rich } from "./Rich";

interface State {
	/** Choices, from 1. */
	way: number[];
	/** Which situation, from 0. */
	at: number;
}

export function TreeActivity({ of }: { of: Tree }) {
	const { words, save } = useHere();
	const [state, keep] = useKept<State>(of.id, { way: [], at: 0 });
	const here = useRef<HTMLDivElement>(null);
	const situations = of.situations ?? [];
	const at = Math.min(state.at, Math.max(0, situations.length - 1));
	const situation = situations[at];
	const nodes = walk(of, state.way);
	const id = nodes[nodes.length - 1]!;
	const node = of.nodes[id];
	const ended = isEnd(of, id);
	const arrive = useFocus(here, id);
	const talk = Object.values(of.nodes).some((n) => n.speaker);

	function go(way: number[], more: Partial<State> = {}): void {
		keep({ way, ...more });
		arrive();
		save();
	}

	function restart(more: Partial<State> = {}): void {
		go([], more);
	}

	return (
		<>
			{situation && (
				<div class="situation">
					<p class="strong">{fill(words.situation,
						{ n: at + 1, all: situations.length })}</p>
					<Rich block text={situation.text}
						html={situation.html} />
				</div>
			)}
			{nodes.length > 1 && (
				<ol class={talk ? "way talk" : "way"} aria-label={words.way}>
					{nodes.slice(0, -1).map((step, i) => {
						const past = of.nodes[step]!;
						const choice = past.choices?.[state.way[i]! - 1];

						return (
							<li key={i}>
								<p class="said">
									{past.speaker &&
										<b>{past.speaker}: </b>}
									<Rich text={past.text}
										html={past.html} />
								</p>
								<p class="chose">
									<b>{words.you}: </b>
									<Rich text={choice?.text}
										html={choice?.html} />
								</p>
								{choice?.why && <Rich block text={choice.why}
									html={choice.whyHtml} />}
							</li>
						);
					})}
				</ol>
			)}
			<div class={ended ? "node end" : "node"} ref={here} tabIndex={-1}>
				{ended && <p class="small strong">{words.end}</p>}
				{node?.speaker && <p class="strong">{node.speaker}</p>}
				<Rich block text={node?.text} html={node?.html} />
			</div>
			{!ended && (
				<ul class="choices">
					{node?.choices?.map((choice, i) =>
						<li key={`${id}-${i}`}>
							<Button go={() => go([
								...state.way.slice(0, nodes.length - 1), i + 1,
							])}>
								<Rich text={choice.text} html={choice.html} />
							</Button>
						</li>)}
				</ul>
			)}
			{!situation && <Thought of={of.feedback} done={ended} />}
			<Result state={ended && situation
				? situation.end === id ? "right" : "wrong" : null}>
				{situation && (
					<p>{situation.end === id ? words.situationRight : (
						<Fitting of={of} end={situation.end} />
					)}</p>
				)}
				{situation?.why &&
					<Rich block text={situation.why}
						html={situation.whyHtml} />}
			</Result>
			<div class="tools">
				{ended && at + 1 < situations.length &&
					<Button primary go={() => restart({ at: at + 1 })}>
						{words.situationNext}
					</Button>}
				{nodes.length > 1 &&
					<Button go={() => go(state.way.slice(0,
						nodes.length - 2))}>{words.back}</Button>}
				{(nodes.length > 1 || at > 0) &&
					<Button go={() => restart(ended ? { at: 0 } : {})}>
						{words.restart}
					</Button>}
			</div>
		</>
	);
}

function Fitting({ of, end }: { of: Tree; end: string }) {
	const { words } = useHere();
	const [before, after] = words.situationWrong.split("{text}");

	return (
		<>
			{before}
			<Rich text={of.nodes[end]?.text} html={of.nodes[end]?.html} />
			{after}
		</>
	);
}
