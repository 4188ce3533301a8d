/*
 * /kelola/pelatihan/:id/indikator: figures of the service before and after a
 * programme, next to who completed it. That it is no proof stands at each.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import type { Figure, Indicator, Indicators as All, Learned }
	from "../../../api/indicator";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { calendarDay, day, number } from "../../../text/format";
import { words } from "../../../text/indicator";
import { keepFile } from "../../jp/parts";
import { Tabs } from "../Tabs";
import { IndicatorChart } from "./IndicatorChart";
import { AddIndicator, PutFigure } from "./IndicatorForms";

const figure = (value: number): string => number(value, 2);
const signed = (value: number): string =>
	(value > 0 ? "+" : value < 0 ? "−" : "") + figure(Math.abs(value));

function means({ before, after, measure }: Indicator): string | null {
	return before && after ? words("change", { before: figure(before.mean),
		after: figure(after.mean), measure }) : null;
}

function Change({ of }: { of: Indicator }) {
	const { change, before, after } = of;

	if (!change || !before || !after)
		return <p>{words("change.none")}</p>;
	return (
		<>
			<p class="strong">{means(of)}</p>
			<p>{words(change.percent === null ? "change.by"
				: "change.percent", {
				word: words(`change.${change.course}`),
				difference: signed(change.difference),
				percent: signed(change.percent ?? 0), measure: of.measure,
			})}</p>
			<p class="facts">{words("means", { n: before.n, m: after.n })}</p>
		</>
	);
}

function Row({ of, measure, back }: {
	of: Figure;
	measure: string;
	back: () => void;
}) {
	const value = `${figure(of.value)} ${measure}`;

	return (
		<tr role="row">
			<th scope="row" role="rowheader">{calendarDay(of.day)}</th>
			<td role="cell" data-label={words("phase")}>{words(of.phase)}</td>
			<td role="cell" data-label={words("value")}>
				{of.takenBackAt ? <s>{value}</s> : value}
			</td>
			<td role="cell" data-label={words("origin")}>{of.origin}</td>
			<td role="cell" data-label={words("by")}>
				{of.by && words("by.who", { name: of.by, at: day(of.at) })}
				{of.takenBackAt
					? <p class="facts">{words("back.at",
						{ at: day(of.takenBackAt) })}</p>
					: <p class="no-print"><button type="button"
						class="button" onClick={back}>
						{words("back")}
						<span class="hidden-words">
							{calendarDay(of.day)}, {value}
						</span>
					</button></p>}
			</td>
		</tr>
	);
}

function Figures({ of, back }: {
	of: Indicator;
	back: (figure: Figure) => void;
}) {
	const heads = ["day", "phase", "value", "origin", "by"] as const;

	return of.values.length === 0 ? null : (
		<table class="table" role="table" aria-label={of.name}>
			<thead role="rowgroup"><tr role="row">
				{heads.map((head) => <th key={head} scope="col"
					role="columnheader">{words(head)}</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{of.values.map((v) => <Row key={v.id} of={v}
					measure={of.measure} back={() => back(v)} />)}
			</tbody>
		</table>
	);
}

type Run = (method: "POST" | "DELETE", path: string, body: unknown,
	said: string) => Promise<void>;

function Remove({ of, run }: { of: Indicator; run: Run }) {
	const [asking, ask] = useState(false);

	return (
		<>
			<p class="no-print"><button type="button" class="button"
				onClick={() => ask(true)}>
				{words("remove")}<span class="hidden-words">{of.name}</span>
			</button></p>
			{asking && <Dialog title={words("remove")}
				close={() => ask(false)}>
				<p>{words("remove.ask", { name: of.name,
					n: of.values.length })}</p>
				<p class="actions">
					<button type="button" class="button"
						onClick={() => ask(false)}>{words("remove.no")}</button>
					<button type="button" class="button" onClick={() => {
						ask(false);
						void run("DELETE", `/api/v1/indicators/${of.id}`,
							undefined, words("remove.said"));
					}}>{words("remove.yes")}</button>
				</p>
			</Dialog>}
		</>
	);
}

function One({ of, learning, run }: {
	of: Indicator;
	learning: Learned[];
	run: Run;
}) {
	const path = `/api/v1/indicators/${of.id}/values`;
	const proof = words("proof");
	const label = of.before && of.after
		? words("chart", { name: of.name, measure: of.measure, proof,
			before: figure(of.before.mean), after: figure(of.after.mean) })
		: words("chart.one", { name: of.name, n: of.values.length, proof });

	return (
		<section class="card stack" aria-labelledby={of.id}>
			<h2 id={of.id}>{of.name}</h2>
			<p class="facts">{of.measure} · {words(`better.${of.better}`)}</p>
			<div class="stack near"><Change of={of} /></div>
			<p class="notice">{proof}</p>
			<IndicatorChart of={of} learning={learning} label={label} />
			<Figures of={of} back={(v) => void run("DELETE",
				`${path}/${v.id}`, undefined, words("back.said"))} />
			<details class="no-print">
				<summary>{words("put")}
					<span class="hidden-words">{of.name}</span></summary>
				<PutFigure of={of} put={(body) =>
					call<All>("POST", path, body)}
				said={() => run("POST", "", null, words("put.saved"))} />
			</details>
			<Remove of={of} run={run} />
		</section>
	);
}

function Learning({ all }: { all: Learned[] }) {
	return (
		<section class="stack near" aria-labelledby="learning">
			<h2 id="learning">{words("learning")}</h2>
			<p class="small quiet">{words("learning.why")} {words("proof")}</p>
			{all.length === 0 ? <p>{words("learning.none")}</p>
				: <table class="table" role="table"
					aria-label={words("learning")}>
					<thead role="rowgroup"><tr role="row">
						{(["batch", "ends", "completed"] as const).map((h) =>
							<th key={h} scope="col" role="columnheader">
								{words(h)}</th>)}
					</tr></thead>
					<tbody role="rowgroup">
						{all.map((b) => <tr role="row" key={b.batch.id}>
							<th scope="row" role="rowheader">
								{b.batch.name}</th>
							<td role="cell" data-label={words("ends")}>
								{day(b.endsAt)}</td>
							<td role="cell" data-label={words("completed")}>
								{words("completed.of", {
									n: number(b.completed),
									all: number(b.enrolled) })}</td>
						</tr>)}
					</tbody>
				</table>}
		</section>
	);
}

function Files({ path, failed }: {
	path: string;
	failed: (e: unknown) => void;
}) {
	return (
		<p class="actions no-print">
			<button class="button" type="button" onClick={() => {
				keepFile(`${path}.csv`, "indikator.csv").catch(failed);
			}}>{words("csv")}</button>
			<button class="button" type="button" onClick={() => print()}>
				{words("print")}
			</button>
		</p>
	);
}

export default function Indicators() {
	const id = encodeURIComponent(useRoute().params.id ?? "");
	const path = `/api/v1/programmes/${id}/indicators`;
	const from = useLoad<All>(path);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const failed = (e: unknown) => setProblem(fault(e));

	/* Without a path: it was sent already, and is read anew. */
	async function run(method: "POST" | "DELETE", to: string, body: unknown,
		words_: string): Promise<void> {
		setProblem(null);
		try {
			if (to)
				from.set(await call<All>(method, to, body));
			else
				from.reload();
			say(words_);
		} catch (e) {
			failed(e);
		}
	}

	return (
		<Page wide title={from.data
			? words("of", { title: from.data.programme.title })
			: words("title")}
		back={{ href: `/kelola/pelatihan/${id}`,
			label: from.data?.programme.title ?? words("title") }}>
			<Tabs />
			<Loaded from={from} page>{({ indicators, learning }) =>
				<div class="stack far">
					<p class="quiet">{words("why")}</p>
					<div role="status">
						{said && <p class="notice ok">{said}</p>}
					</div>
					{problem && <Failure problem={problem} />}
					{indicators.length === 0
						? <p class="card empty">{words("none")}</p>
						: indicators.map((of) => <One key={of.id} of={of}
							learning={learning} run={run} />)}
					<Learning all={learning} />
					{indicators.length > 0 &&
						<Files path={path} failed={failed} />}
					<details class="card no-print">
						<summary>{words("add")}</summary>
						<AddIndicator path={path} added={(all) => {
							from.set(all);
							say(words("add.saved"));
						}} />
					</details>
				</div>}</Loaded>
		</Page>
	);
}
