/*
 * Figures of a version's lessons as a calm table: how far people came, where
 * they stopped, how long it took. First in words; on paper as it stands.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Figures, UnitFigures } from "../../../api/figures";
import { Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad, type Load } from "../../../parts/load";
import { duration, number } from "../../../text/format";
import { words } from "../../../text/hints";
import { File } from "../numbers/File";
import { whereStopped } from "./tell";

const percent = (share: number) => number(100 * share, 0);

function Left({ of }: { of: NonNullable<UnitFigures["left"]> }) {
	const says = words("cell.left",
		{ percent: percent(of.share), left: of.left, n: of.n });

	return (
		<>
			{says}{whereStopped({ where: of.where })}
			<svg class="drop" viewBox="0 0 100 8" width="100" height="8"
				preserveAspectRatio="none" aria-hidden="true">
				<rect class="drop-all" width="100" height="8" />
				<rect class="drop-left" width={100 * of.share} height="8" />
			</svg>
		</>
	);
}

/* "5–20 menit", and longer ones each by itself. */
function spread(q1: number, q3: number): string {
	return q1 >= 60_000 && q3 < 3_570_000
		? words("cell.minutes", { q1: Math.round(q1 / 60_000),
			q3: Math.round(q3 / 60_000) })
		: words("cell.spread", { q1: duration(q1), q3: duration(q3) });
}

function Row({ title, of, told }: {
	title: string;
	of: UnitFigures | null;
	told: number;
}) {
	const none = "–";

	if (!of)
		return (
			<tr role="row">
				<th scope="row" role="rowheader">{title}</th>
				<td role="cell" colSpan={6} class="quiet">
					{words("cell.few", { told })}
				</td>
			</tr>
		);
	const { left, time } = of;
	const cells: [Parameters<typeof words>[0], ComponentChildren][] = [
		["column.people", of.people],
		["column.completed", of.completed],
		["column.left", left ? <Left of={left} /> : none],
		["column.time", time ? duration(time.median) : none],
		["column.spread", time ? spread(time.q1, time.q3) : none],
		["column.outliers", time ? words("cell.outliers", {
			slow: percent(time.slow), fast: percent(time.fast) }) : none],
	];

	return (
		<tr role="row">
			<th scope="row" role="rowheader">{title}</th>
			{cells.map(([name, value]) =>
				<td role="cell" key={name} data-label={words(name)}>
					{value}
				</td>)}
		</tr>
	);
}

function Table({ units, told }: { units: Figures["units"]; told: number }) {
	return (
		<table class="table figures-table" role="table"
			aria-label={words("figures")}>
			<thead role="rowgroup">
				<tr role="row">
					{(["unit", "people", "completed", "left", "time", "spread",
						"outliers"] as const).map((name) =>
						<th scope="col" role="columnheader" key={name}>
							{words(`column.${name}`)}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{units.map((u) => <Row key={u.ident} title={u.title}
					of={u.figures} told={told} />)}
			</tbody>
		</table>
	);
}

/* What stands in the table, in words. */
function Says({ of }: { of: Figures }) {
	const version = of.versions.find((v) => v.number === of.version)?.figures;
	const worst = of.units.filter((u) => (u.figures?.left?.left ?? 0) > 0)
		.sort((a, b) => b.figures!.left!.share - a.figures!.left!.share)[0];

	if (!version)
		return null;
	return (
		<>
			<p>{words("figures.says", { begun: version.begun,
				completed: version.completed, left: version.left,
				percent: percent(version.finish.share) })}</p>
			{version.days && <p>{version.days.median < 1
				? words("figures.days.same")
				: words("figures.days", {
					median: number(version.days.median, 0),
					q1: number(version.days.q1, 0),
					q3: number(version.days.q3, 0) })}</p>}
			{worst && <p>{words("figures.most", { unit: worst.title,
				percent: percent(worst.figures!.left!.share) })}</p>}
		</>
	);
}

function Shown({ id, title, of }: { id: string; title: string; of: Figures }) {
	const any = of.units.some((u) => u.figures);
	const plain = title.toLowerCase().replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "").slice(0, 60) || "modul";

	if (!any)
		return <p class="card">{words("figures.none", { told: of.told })}</p>;
	return (
		<>
			<Says of={of} />
			<Table units={of.units} told={of.told} />
			<p class="facts">{words("figures.away")}</p>
			<div class="stack near no-paper">
				<p>
					<button class="button" type="button"
						onClick={() => print()}>
						{words("print")}
					</button>
				</p>
				<File label={words("file")}
					address={`/api/v1/modules/${encodeURIComponent(id)
					}/figures.csv?version=${of.version ?? ""}`}
					name={(day) => words("file.name", { title: plain, day })} />
			</div>
		</>
	);
}

/* A version that was chosen; the newest with figures stands there at first. */
function Other({ id, title, version }: {
	id: string;
	title: string;
	version: number;
}) {
	const figures = useLoad<Figures>(
		`/api/v1/modules/${encodeURIComponent(id)}/figures?version=${version}`);

	return (
		<Loaded from={figures}>{(of) =>
			<Shown id={id} title={title} of={of} />}</Loaded>
	);
}

export function FiguresSection({ id, title, first }: {
	id: string;
	title: string;
	first: Load<Figures>;
}) {
	const [version, setVersion] = useState(0);

	return (
		<Loaded from={first}>{(of) =>
			<section class="card stack near" aria-labelledby="figures">
				<h2 id="figures">{words("figures")}</h2>
				{of.versions.length > 1 &&
					<Select name="figures-version"
						label={words("figures.version")}
						value={String(version || (of.version ?? 0))}
						change={(n) => setVersion(Number(n))}
						options={of.versions.map((v): [string, string] =>
							[String(v.number), words("figures.version.n",
								{ n: v.number })])} />}
				{version && version !== of.version
					? <Other id={id} title={title} version={version} />
					: <Shown id={id} title={title} of={of} />}
			</section>}
		</Loaded>
	);
}
