/*
 * What sittings say about a quiz's questions: first in words what needs a look,
 * then pictures with their tables, then every question.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useMemo } from "preact/hooks";
import type { Numbers as All, QuestionNumbers } from
	"../../../api/numbers";
import type { ModuleDetail } from "../../../api/types";
import { Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { t } from "../../../text";
import { number } from "../../../text/format";
import { words } from "../../../text/numbers";
import { ModuleTabs } from "../ModuleTabs";
import { File } from "./File";
import { Gained } from "./Gained";
import { barsPlot, dotsPlot, Picture } from "./Picture";
import { Question, time } from "./Question";
import { percent, ranked, sentence } from "./tell";
import "./numbers.css";

type Wanted = Record<"unit" | "version" | "sittings", string>;

function queryOf(wanted: Wanted): string {
	const parts = Object.entries(wanted).filter(([, value]) => value)
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);

	return parts.length ? `?${parts.join("&")}` : "";
}

function Filters({ all, wanted, here }: {
	all: All;
	wanted: Wanted;
	here: string;
}) {
	const { route } = useLocation();
	const set = (change: Partial<Wanted>) =>
		route(here + queryOf({ ...wanted, ...change }));
	const unit = all.units.find((u) => u.key === all.unit);

	return (
		<form class="filters numbers-no-paper"
			onSubmit={(e) => e.preventDefault()}>
			{all.units.length > 1 &&
				<Select name="unit" label={words("filter.unit")}
					value={all.unit ?? ""}
					change={(key) => set({ unit: key, version: "" })}
					options={all.units.map((u): [string, string] =>
						[u.key, u.title])} />}
			{(unit?.versions.length ?? 0) > 1 &&
				<Select name="version" label={words("filter.version")}
					value={String(all.version ?? "all")}
					change={(version) => set({ version })}
					options={[...unit!.versions.map((n): [string, string] =>
						[String(n), words("version.n", { n })]),
					["all", words("version.all")]]} />}
			<Select name="sittings" label={words("filter.sittings")}
				value={all.sittings}
				change={(sittings) => set({ sittings })}
				options={[["first", words("sittings.first")],
					["all", words("sittings.all")]]} />
		</form>
	);
}

/* What the reliability is worth, by the usual bounds (Nunnally 1978). */
function reliability(alpha: number | null): string {
	return alpha === null ? words("alpha.none")
		: words(alpha >= .8 ? "alpha.high"
			: alpha >= .6 ? "alpha.middle" : "alpha.low",
		{ value: number(alpha, 2) });
}

function Whole({ all }: { all: All }) {
	const quiz = all.quiz!;
	const lines: [string, string][] = [
		[words("whole.mean"), number(100 * quiz.mean)],
		[words("whole.median"), number(100 * quiz.median)],
		[words("whole.deviation"), number(100 * quiz.deviation)],
	];

	if (quiz.passed)
		lines.push([words("whole.passed"), words("whole.passed.n", {
			percent: percent(quiz.passed.n / quiz.passed.of),
			n: quiz.passed.n, of: quiz.passed.of,
		})]);
	if (quiz.medianMs !== null)
		lines.push([words("whole.time"), time(quiz.medianMs)]);
	if (all.judged !== "no")
		lines.push([words(quiz.dichotomous ? "whole.kr20" : "whole.alpha"),
			reliability(quiz.alpha)]);
	return (
		<section class="card stack" aria-labelledby="whole">
			<h2 id="whole">{words("whole")}</h2>
			<p>{words("whole.n", { n: all.n, learners: all.learners })}</p>
			<dl class="numbers-facts">
				{lines.map(([name, value]) =>
					[<dt>{name}</dt>, <dd>{value}</dd>])}
			</dl>
		</section>
	);
}

function Looks({ all, top }: { all: All; top: string }) {
	const found = ranked(all.questions);
	const unit = encodeURIComponent(all.unit ?? "");

	return (
		<section class="stack" aria-labelledby="look">
			<h2 id="look">{words("look")}</h2>
			{!found.length && <p>{words("look.none")}</p>}
			<ol class="plain stack">
				{found.map((q, i) =>
					<li class="card stack near numbers-paper" key={i}>
						<p>{sentence(q)}</p>
						<p class="numbers-links numbers-no-paper">
							<a href={`${top}/soal?unit=${unit}&soal=${
								encodeURIComponent(q.id)}`}
							aria-label={words("key.of", { id: q.id })}>
								{words("key")}
							</a>
						</p>
					</li>)}
			</ol>
			<p class="numbers-links numbers-no-paper">
				<a href={`${top}/sunting`}>{words("edit")}</a>
			</p>
		</section>
	);
}

const CENTRES = Array.from({ length: 10 }, (_, i) => 10 * i + 5);

function Bars({ bars }: { bars: number[] }) {
	const data = useMemo((): [number[], number[]] => [CENTRES, bars], [bars]);
	const most = bars.indexOf(Math.max(...bars));
	const says = words("bars.says",
		{ from: 10 * most, to: 10 * most + 10, n: bars[most] ?? 0 });

	return (
		<section class="card stack numbers-paper" aria-labelledby="bars">
			<h2 id="bars">{words("bars")}</h2>
			<p>{says}</p>
			<Picture label={`${words("bars")}. ${says}`} data={data}
				make={barsPlot} />
			<details class="numbers-fold">
				<summary>{words("picture.numbers")}</summary>
				<table class="table numbers-table" role="table"
					aria-label={words("bars")}>
					<thead role="rowgroup">
						<tr role="row">
							<th scope="col" role="columnheader">
								{words("bars.score")}
							</th>
							<th scope="col" role="columnheader">
								{words("bars.n")}
							</th>
						</tr>
					</thead>
					<tbody role="rowgroup">
						{bars.map((n, i) =>
							<tr role="row" key={i}>
								<th scope="row" role="rowheader">
									{`${10 * i}–${10 * i + 10}`}
								</th>
								<td role="cell" data-label={words("bars.n")}>
									{n}
								</td>
							</tr>)}
					</tbody>
				</table>
			</details>
		</section>
	);
}

function Scatter({ questions }: { questions: QuestionNumbers[] }) {
	const told = useMemo(() => questions.filter((q) => q.numbers &&
		q.judged !== "no"), [questions]);
	const [data, make] = useMemo(() => {
		const dots = told.filter((q) => q.numbers!.discrimination !== null)
			.map((q) => ({ id: q.id, x: 100 * q.numbers!.facility,
				y: q.numbers!.discrimination!,
				marked: q.numbers!.flags.length > 0 }))
			.sort((a, b) => a.x - b.x);

		return [[dots.map((d) => d.x), dots.map((d) => d.y)] as
			[number[], number[]], dotsPlot(dots)] as const;
	}, [told]);
	const says = words("scatter.says", {
		n: told.length,
		marked: told.filter((q) => q.numbers!.flags.length).length,
	});

	if (!told.length)
		return null;
	return (
		<section class="card stack numbers-paper" aria-labelledby="scatter">
			<h2 id="scatter">{words("scatter")}</h2>
			<p>{says}</p>
			<Picture label={`${words("scatter")}. ${says}`} data={data}
				make={make} />
			<p class="facts">{words("scatter.help")}</p>
			<details class="numbers-fold">
				<summary>{words("picture.numbers")}</summary>
				<table class="table numbers-table" role="table"
					aria-label={words("scatter")}>
					<thead role="rowgroup">
						<tr role="row">
							{(["question", "facility", "discrimination",
								"look"] as const).map((name) =>
								<th scope="col" role="columnheader"
									key={name}>
									{words(`column.${name}`)}
								</th>)}
						</tr>
					</thead>
					<tbody role="rowgroup">
						{told.map((q, i) =>
							<tr role="row" key={i}>
								<th scope="row" role="rowheader">{q.id}</th>
								<td role="cell"
									data-label={words("column.facility")}>
									{words("percent", { n:
										number(100 * q.numbers!.facility) })}
								</td>
								<td role="cell" data-label={
									words("column.discrimination")}>
									{q.numbers!.discrimination === null ? "–"
										: number(q.numbers!.discrimination, 2)}
								</td>
								<td role="cell"
									data-label={words("column.look")}>
									{words(q.numbers!.flags.length
										? "marked" : "fine")}
								</td>
							</tr>)}
					</tbody>
				</table>
			</details>
		</section>
	);
}

/* On paper nothing can be opened. */
function useOpenOnPaper(): void {
	useEffect(() => {
		let shut: HTMLDetailsElement[] = [];
		const open = () => {
			shut = [...document.querySelectorAll<HTMLDetailsElement>(
				".numbers-fold:not([open])")];
			shut.forEach((d) => { d.open = true; });
		};
		const close = () => shut.forEach((d) => { d.open = false; });

		addEventListener("beforeprint", open);
		addEventListener("afterprint", close);
		return () => {
			removeEventListener("beforeprint", open);
			removeEventListener("afterprint", close);
		};
	}, []);
}

function Few({ all }: { all: All }) {
	if (!all.quiz)
		return <p class="card">{words("few.told", { told: all.told })}</p>;
	return all.judged === "yes" ? null
		: <p class="card">{all.judged === "no"
			? words("few.judged", { n: all.n, least: all.least })
			: words("few.carefully", { n: all.n, sure: all.sure })}</p>;
}

function Told({ all, path, top, query }: {
	all: All;
	path: string;
	top: string;
	query: string;
}) {
	return (
		<>
			<Few all={all} />
			{all.quiz && <Whole all={all} />}
			{all.judged !== "no" && all.quiz && <Looks all={all} top={top} />}
			{all.quiz && <Bars bars={all.quiz.bars} />}
			{all.quiz && <Scatter questions={all.questions} />}
			{!all.pretest && all.unit &&
				<Gained path={path} unit={all.unit}
					version={all.version} />}
			<section class="stack" aria-labelledby="all">
				<h2 id="all">{words("all")}</h2>
				<ul class="plain stack near">
					{all.questions.map((q) =>
						<Question key={`${q.id} ${q.source} ${q.versions}`}
							q={q} least={all.least}
							several={all.version === null} />)}
				</ul>
			</section>
			<File address={`${path}/numbers.csv${query}`}
				label={words("file")}
				name={(day) => words("file.name", { day })} />
		</>
	);
}

export default function Numbers() {
	const id = useRoute().params.id ?? "";
	const { query } = useLocation();
	const top = `/kelola/modul/${encodeURIComponent(id)}`;
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const wanted: Wanted = { unit: query.unit ?? "",
		version: query.version ?? "", sittings: query.sittings ?? "" };
	const asked = queryOf(wanted);
	const numbers = useLoad<All>(`${path}/numbers${asked}`);
	const module = useLoad<ModuleDetail>(path);

	useOpenOnPaper();
	return (
		<Page title={words("title")} wide back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: module.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={numbers}>{(all) =>
				<div class="stack far">
					{all.unit === null
						? <p class="card">{words("none")}</p>
						: <>
							<Filters all={all} wanted={wanted}
								here={`${top}/angka`} />
							<Told all={all} path={path} top={top}
								query={asked} />
						</>}
				</div>}
			</Loaded>
		</Page>
	);
}
