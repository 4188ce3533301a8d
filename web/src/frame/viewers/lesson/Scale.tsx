/* How one sees oneself: statements on a scale, and what they say by group. */
import { groupMeans, type GroupMean } from "../../../practice/activity";
import { writeNumber } from "../../../practice/number";
import type { Scale } from "../../../practice/types";
import { fill } from "../shell";
import { useHere } from "./context";
import { Button, Private, Thought, useKept } from "./pieces";
import { Rich, usePlain } from "./Rich";

const SIZE = 300;
const RADIUS = 100;

function at(i: number, n: number, part: number): [number, number] {
	const angle = 2 * Math.PI * i / n - Math.PI / 2;

	return [SIZE / 2 + RADIUS * part * Math.cos(angle),
		SIZE / 2 + RADIUS * part * Math.sin(angle)];
}

const points = (list: [number, number][]) =>
	list.map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" ");

/* Numbers at the corners, named in the table below it: words would not fit. */
function Radar({ means, most }: { means: GroupMean[]; most: number }) {
	const { words } = useHere();
	const n = means.length;
	const rings = Array.from({ length: most }, (_, i) => (i + 1) / most);

	return (
		<svg class="radar" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img"
			aria-label={words.radar}>
			{rings.map((part) =>
				<polygon key={part} class="ring" points={points(
					means.map((_, i) => at(i, n, part)))} />)}
			{means.map((_, i) => {
				const [x, y] = at(i, n, 1), [tx, ty] = at(i, n, 1.18);

				return (
					<g key={i}>
						<line class="ring" x1={SIZE / 2} y1={SIZE / 2}
							x2={x} y2={y} />
						<text x={tx} y={ty + 5} text-anchor="middle">
							{i + 1}
						</text>
					</g>
				);
			})}
			<polygon class="shape" points={points(means.map((m, i) =>
				at(i, n, (m.mean ?? 0) / most)))} />
			{means.map((m, i) => m.mean !== null && (
				<circle key={i} class="dot" r="4"
					cx={at(i, n, m.mean / most)[0]}
					cy={at(i, n, m.mean / most)[1]} />
			))}
		</svg>
	);
}

export function ScaleActivity({ of }: { of: Scale }) {
	const { words, lang } = useHere();
	const plain = usePlain();
	const [{ v }, keep] = useKept<{ v: { [statement: string]: string } }>(
		of.id, { v: {} });
	const means = groupMeans(of, v);
	const most = of.labels.length;
	const all = of.statements.length;
	const answered = of.statements.filter((_, i) => v[String(i + 1)]).length;
	const top = Math.max(...means.map((m) => m.mean ?? 0));
	const best = means.filter((m) => m.mean === top);
	const mean = (m: GroupMean) => m.mean === null ? words.noneYet
		: writeNumber(Math.round(m.mean * 10) / 10, lang, 1);

	return (
		<>
			<Private />
			<p class="hint">{fill(words.scaleMeans, {
				first: plain(of.labels[0]), most,
				last: plain(of.labels[most - 1]),
			})}</p>
			<ol class="scale">
				{of.statements.map((s, i) => {
					const id = String(i + 1);

					return (
						<li key={id}>
							<fieldset>
								<legend>
									<Rich text={s.text} html={s.html} />
								</legend>
								<div class="steps">
									{of.labels.map((label, n) =>
										<label key={n} class={v[id] ===
											String(n + 1) ? "chosen" : ""}>
											<input type="radio"
												name={`${of.id}-${id}`}
												aria-label={`${n + 1}, ${
													plain(label)}`}
												checked={v[id] ===
													String(n + 1)}
												onChange={() => keep({ v: {
													...v, [id]: String(n + 1),
												} })} />
											<span>{n + 1}</span>
										</label>)}
								</div>
								<p class="small quiet" aria-hidden="true">
									{v[id] ? plain(of.labels[
										Number(v[id]) - 1]) : "\u00a0"}
								</p>
							</fieldset>
						</li>
					);
				})}
			</ol>
			<p class="small quiet" role="status">
				{fill(words.scaleOf, { n: answered, all })}
				{answered === all && best[0]?.group && ` ${fill(words.scaleHighest, {
					group: best.map((m) => plain(m.group)).join(", "),
					mean: mean(best[0]), most,
				})}`}
			</p>
			{answered > 0 && means.length > 2 &&
				<Radar means={means} most={most} />}
			{answered > 0 && means.length > 1 && (
				<div class="scroll" role="group" tabIndex={0}
					aria-label={words.table}>
					<table>
						<thead>
							<tr>
								<th scope="col">{words.group}</th>
								<th scope="col">{words.mean}</th>
							</tr>
						</thead>
						<tbody>
							{means.map((m, i) =>
								<tr key={m.group}>
									<th scope="row">
										{i + 1}. {plain(m.group)}
									</th>
									<td>{mean(m)}</td>
								</tr>)}
						</tbody>
					</table>
				</div>
			)}
			{answered > 0 && (
				<div class="tools">
					<Button go={() => keep({ v: {} })}>{words.again}</Button>
				</div>
			)}
			<Thought of={of.feedback} done={answered === all} />
		</>
	);
}
