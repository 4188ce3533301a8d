/* Options weighed by criteria: the learner moves the weights. */
import { totals, winners } from "../../../practice/activity";
import type { Matrix } from "../../../practice/types";
import { fill } from "../shell";
import { useHere } from "./context";
import { Button, Thought, useKept } from "./pieces";
import { usePlain } from "./Rich";

const WEIGHTS = [0, 1, 2, 3, 4, 5];

export function MatrixActivity({ of }: { of: Matrix }) {
	const { words } = useHere();
	const plain = usePlain();
	const first = of.criteria.map((c) => c.weight);
	const [{ w }, keep] = useKept<{ w: number[] }>(of.id, { w: first });
	const weights = first.map((n, i) => w[i] ?? n);
	const sums = totals(of, weights);
	const most = Math.max(...sums, 1);
	const best = winners(sums);
	const names = best.map((i) => plain(of.options[i])).join(", ");

	return (
		<>
			<ul class="weights">
				{of.criteria.map((c, i) => {
					const id = `${of.id}-w${i}`;

					return (
						<li key={i}>
							<label for={id}>{plain(c.text)}</label>
							<select id={id} value={String(weights[i])}
								aria-label={fill(words.weightOf,
									{ text: plain(c.text) })}
								onChange={(e) => keep({ w: weights.map(
									(n, k) => k === i
										? Number(e.currentTarget.value)
										: n) })}>
								{WEIGHTS.map((n) =>
									<option key={n} value={String(n)}
										selected={n === weights[i]}>
										{words.weight} {n}
									</option>)}
							</select>
						</li>
					);
				})}
			</ul>
			<div class="scroll" role="group" tabIndex={0}
				aria-label={words.table}>
				<table>
					<thead>
						<tr>
							<th scope="col">{words.criterion}</th>
							{of.options.map((o, i) =>
								<th scope="col" key={i}>{plain(o)}</th>)}
						</tr>
					</thead>
					<tbody>
						{of.criteria.map((c, i) =>
							<tr key={i}>
								<th scope="row">{plain(c.text)}
									{" "}× {weights[i]}</th>
								{of.options.map((_, o) =>
									<td key={o}>{of.values[o]?.[i]} × {
										weights[i]}</td>)}
							</tr>)}
						<tr>
							<th scope="row">{words.total}</th>
							{sums.map((n, i) =>
								<td key={i} class="strong">{n}</td>)}
						</tr>
					</tbody>
				</table>
			</div>
			<ul class="bars" aria-hidden="true">
				{of.options.map((o, i) =>
					<li key={i}>
						<span>{plain(o)}</span>
						<span class="bar"><span class={best.includes(i)
							? "best" : ""}
						style={{ width: `${sums[i]! / most * 100}%` }} />
						</span>
						<span>{sums[i]}</span>
					</li>)}
			</ul>
			<p class="strong" role="status">
				{sums.every((n) => n === 0) ? words.allZero
					: fill(best.length > 1 ? words.winners : words.winner,
						{ names, sum: sums[best[0]!]! })}
			</p>
			<div class="tools">
				<Button go={() => keep({ w: first })}>
					{words.resetWeights}
				</Button>
			</div>
			<Thought of={of.feedback} done={weights.some((n, i) =>
				n !== first[i])} />
		</>
	);
}
