/*
 * Saya › JP saya: the year at a glance, what it is made of, and every entry
 * with its evidence; other years; as a file and on paper.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { Entry, Year } from "../../api/jp";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Select } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/jp";
import { days, evidence, jp, keepFile, Pair, reason, Standing, TargetBar,
	targetWords, thisYear } from "./parts";
import "./jp.css";

function Glance({ of }: { of: Year }) {
	return (
		<section class="card stack near" aria-labelledby="glance">
			<h2 id="glance">{words("year.n", { year: of.year })}</h2>
			<TargetBar sum={of.sum} target={of.target} />
			<p class={of.state === "above" ? "notice warn" : ""}>
				{of.kind ? targetWords(of.year, of.sum, of.target, of.state)
					: words("free.unknown")}
			</p>
			<p class="facts">
				{of.target && `${words("basis", { basis: of.target.basis })} · `}
				{words("spelled")}
			</p>
		</section>
	);
}

/* So many JP of technical training a year IP ASN asks for, in hundredths. */
const TECHNICAL = 2000;

function Sums<N extends string>({ title, of, label, why, asked }: {
	title: string;
	of: Partial<Record<N, number>>;
	label: (name: N) => string;
	why?: string;
	asked?: Partial<Record<N, number>>;
}) {
	const all = (Object.entries(of) as [N, number][])
		.filter(([, sum]) => sum !== 0);

	return all.length === 0 ? null : (
		<div class="stack near">
			<h3>{title}</h3>
			<dl class="card rows">
				{all.map(([name, sum]) =>
					<Pair key={name} name={label(name)}>
						{asked?.[name]
							? words("of", { n: jp(sum), all: jp(asked[name]) })
							: words("n", { n: jp(sum) })}
					</Pair>)}
			</dl>
			{why && <p class="small quiet">{why}</p>}
		</div>
	);
}

function Line({ entry }: { entry: Entry }) {
	const back = entry.reverses !== null;

	return (
		<li class="card stack near">
			<div class="jp-head">
				<h3>{entry.title}</h3>
				<p class="strong jp-n">{words("n", { n: jp(entry.jp) })}</p>
			</div>
			<p class="facts">
				{days(entry)} · {entry.organiser} ·{" "}
				{words(`form.${entry.form}`)} ·{" "}
				{words(`competency.${entry.competency}`)}
			</p>
			{back
				? <p>{words("reversal", { reason: reason(entry) })}</p>
				: <p class="facts">{evidence(entry)}</p>}
			{entry.by && <p class="facts">
				{words("by", { name: entry.by })}
			</p>}
			<p><Standing entry={entry} /></p>
			{entry.certificateNumber &&
				<p><a href="/saya/sertifikat">
					{words("certificate", { number: entry.certificateNumber })}
				</a></p>}
		</li>
	);
}

function Nothing({ year }: { year: number }) {
	return (
		<div class="card empty">
			<p>{words("none", { year })}</p>
			<p><a class="button" href="/katalog">{words("none.go")}</a></p>
		</div>
	);
}

function Files({ year }: { year: number }) {
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<div class="stack near no-print">
			<p class="actions">
				<button class="button" type="button" onClick={() => print()}>
					{words("print")}
				</button>
				<button class="button" type="button" onClick={() => {
					setProblem(null);
					keepFile(`/api/v1/me/jp.csv?year=${year}`,
						`jp-${year}.csv`).catch((e) =>
						setProblem(fault(e)));
				}}>{words("csv")}</button>
			</p>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

function YearOf({ of }: { of: Year }) {
	const { route } = useLocation();
	const all = [...new Set([thisYear(), of.year, ...of.years])]
		.sort((a, b) => b - a);

	return (
		<div class="stack far">
			{all.length > 1 && <div class="no-print">
				<Select name="year" label={words("year")}
					value={String(of.year)}
					change={(year) => route(`/saya/jp?tahun=${year}`)}
					options={all.map((y): [string, string] =>
						[String(y), String(y)])} />
			</div>}
			<Glance of={of} />
			<section class="stack" aria-labelledby="entries">
				<h2 id="entries">{words("entries")}</h2>
				{of.entries.length === 0 ? <Nothing year={of.year} />
					: <ul class="plain cards">
						{of.entries.map((e) => <Line key={e.id} entry={e} />)}
					</ul>}
			</section>
			{of.entries.length > 0 &&
				<section class="stack" aria-labelledby="sums">
					<h2 id="sums">{words("sums")}</h2>
					<Sums title={words("sums.competency")}
						of={of.sums.competencies}
						label={(n) => words(`competency.${n}`)} />
					<Sums title={words("sums.form")} of={of.sums.forms}
						label={(n) => words(`form.${n}`)} />
					<Sums title={words("sums.component")}
						of={of.sums.components}
						label={(n) => words(`component.${n}`)}
						asked={{ technical: TECHNICAL }}
						why={words("sums.component.why")} />
				</section>}
			{of.entries.length > 0 && <Files year={of.year} />}
		</div>
	);
}

export default function MyJp() {
	const { query } = useLocation();
	const year = /^\d{4}$/.test(query.tahun ?? "") ? Number(query.tahun)
		: thisYear();
	const mine = useLoad<Year>(`/api/v1/me/jp?year=${year}`);

	return (
		<Page title={words("mine")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={mine}>{(of) => <YearOf of={of} />}</Loaded>
		</Page>
	);
}
