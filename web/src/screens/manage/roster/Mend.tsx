/*
 * What was found in a list, mended until nothing is wrong; then it is saved
 * whole. Each change is checked by the server a moment later.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, Problem } from "../../../api/client";
import type { Named, RosterLook, RosterTaken } from "../../../api/org";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { words } from "../../../text/roster";
import { EnrolList } from "./EnrolList";
import { Places } from "./Places";
import { Rows } from "./Rows";
import { body, keep, type Choice, type List } from "./state";

const SOON_MS = 250;

function wrongRows(look: RosterLook): number[] {
	return look.rows.flatMap((row, i) => row.outcome === "bad" ? [i] : []);
}

/* Rows that were wrong stay where they are, so that nothing jumps away. */
function looked(list: List, look: RosterLook): List {
	const before = new Set(list.mending);

	wrongRows(look).forEach((i) => before.add(i));
	return { ...list, look, mending: [...before].sort((a, b) => a - b) };
}

function useMending(start: List) {
	const [list, setList] = useState(start);
	const [round, setRound] = useState(0);
	const [busy, setBusy] = useState(!start.look);
	const [problem, setProblem] = useState<Problem | null>(null);
	const latest = useRef(start);

	function change(next: Partial<List>): void {
		latest.current = { ...latest.current, ...next };
		keep(latest.current);
		setList(latest.current);
	}

	function check(): void {
		setRound((n) => n + 1);
	}

	useEffect(() => {
		if (round === 0 && start.look)
			return;
		const stop = new AbortController();
		const timer = window.setTimeout(() => {
			setBusy(true);
			call<RosterLook>("POST", "/api/v1/rosters?try=1",
				body(latest.current), { signal: stop.signal }).then((look) => {
				setProblem(null);
				change(looked(latest.current, look));
				setBusy(false);
			}, (e) => {
				if (stop.signal.aborted)
					return;
				setProblem(fault(e));
				setBusy(false);
			});
		}, round ? SOON_MS : 0);

		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [round]);

	return {
		list, busy, problem, setProblem, check, write: change,
		change: (next: Partial<List>) => {
			change(next);
			check();
		},
	};
}

function Counts({ look }: { look: RosterLook }) {
	const names = ["new", "update", "same", "skipped", "bad"] as const;

	return (
		<p class="facts">
			{names.filter((name) => look.counts[name] > 0)
				.map((name) => words(`count.${name}`, { n: look.counts[name] }))
				.join(" · ")}
		</p>
	);
}

function firstWrong(list: List): void {
	const at = list.look ? wrongRows(list.look)[0] : undefined;
	const row = at === undefined ? null : document.getElementById(`row-${at}`);
	const field = row?.querySelector<HTMLElement>("[aria-invalid]") ??
		row?.querySelector<HTMLElement>("button") ??
		document.getElementById("roster-rows");

	field?.focus();
}

interface Props {
	start: List;
	done: (taken: RosterTaken, known: Named[]) => void;
}

/* Those of the list who were in Balai before. */
function knownOf(look: RosterLook): Named[] {
	return look.rows.flatMap(({ outcome, person }) =>
		person && (outcome === "update" || outcome === "same")
			? [person] : []);
}

export function Mend({ start, done }: Props) {
	const { list, busy, problem, setProblem, check, write, change } =
		useMending(start);
	const [saving, setSaving] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const { look } = list;
	const bad = look?.counts.bad ?? 0;
	const n = look ? look.counts.new + look.counts.update : 0;

	useEffect(() => heading.current?.focus(), []);

	function save(): void {
		if (saving)
			return;
		if (bad)
			return firstWrong(list);
		setSaving(true);
		call<RosterTaken>("POST", "/api/v1/rosters", body(list)).then(
			(taken) => done(taken, look ? knownOf(look) : []),
			(e) => {
				setProblem(fault(e));
				setSaving(false);
				check();
			});
	}

	return (
		<div class="stack">
			<h2 ref={heading} tabIndex={-1}>{words("result")}</h2>
			{problem && <Failure problem={problem} />}
			<div role="status">
				{look && <p class={bad ? "notice warn" : "notice ok"}>
					{bad ? words("wrong", { n: bad }) : words("allGood")}
				</p>}
				{busy && <p class="small quiet">{words("checking")}</p>}
			</div>
			{look && <>
				<Counts look={look} />
				{!bad && n === 0 && <p>{words("save.none")}</p>}
				<p class="actions">
					{(bad > 0 || n > 0) &&
						<button class="button primary" type="button"
							aria-busy={saving} onClick={save}>
							{saving ? words("saving")
								: bad ? words("save.first")
									: words("save", { n })}
						</button>}
					<button class="button" type="button" onClick={check}>
						{words("check")}
					</button>
					{!bad && n === 0 && <EnrolList people={knownOf(look)} />}
				</p>
				<Places kind="units" all={look.units} chosen={list.unitFor}
					fresh={list.newUnits} change={(unitFor, newUnits) =>
						change({ unitFor, newUnits })} />
				<Places kind="jobs" all={look.jobs} chosen={list.jobFor}
					fresh={list.newJobs} change={(jobFor, newJobs) =>
						change({ jobFor, newJobs })} />
				<Rows list={list}
					edited={check}
					edit={(at, i, value) => write({
						rows: list.rows.map((row, k) => k === at
							? row.map((cell, c) => c === i ? value : cell)
							: row),
					})}
					choose={(at, choice: Choice | null) => {
						const choices = { ...list.choices };

						delete choices[at];
						if (choice)
							choices[at] = choice;
						change({ choices });
					}} />
			</>}
		</div>
	);
}
