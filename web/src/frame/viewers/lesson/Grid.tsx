/* A map of risks: what could happen, how likely, and how bad. Private. */
import { useState } from "preact/hooks";
import type { Grid } from "../../../practice/types";
import { fill } from "../shell";
import { useHere } from "./context";
import { Button, Private, Result, Thought, useKept } from "./pieces";
import { Rich, usePlain } from "./Rich";

interface Risk {
	t: string;
	r: number;
	c: number;
}

const MOST = 20;

/* Of the product of both: a third, two thirds. */
function level(risk: { r: number; c: number }, size: number) {
	const part = risk.r * risk.c / (size * size);

	return part > .45 ? "high" : part > .16 ? "middle" : "low";
}

export function GridActivity({ of }: { of: Grid }) {
	const { words } = useHere();
	const plain = usePlain();
	const [{ risks }, keep] = useKept<{ risks: Risk[] }>(of.id, { risks: [] });
	const [text, setText] = useState("");
	const [r, setR] = useState("");
	const [c, setC] = useState("");
	const [note, setNote] = useState("");
	const [said, say] = useState("");
	const steps = Array.from({ length: of.size }, (_, i) => i + 1);
	const names = { rows: plain(of.rows), columns: plain(of.columns) };
	const told = (risk: Risk, i: number) => `${fill(words.riskAt, {
		n: i + 1, text: risk.t, r: risk.r, c: risk.c, ...names,
	})} (${fill(words.level, { name: words[level(risk, of.size)] })})`;

	function add(): void {
		if (!text.trim() || !r || !c)
			return setNote(words.riskNone);
		if (risks.length >= MOST)
			return setNote(fill(words.riskFull, { n: MOST }));
		const next = [...risks, { t: text.trim(), r: Number(r), c: Number(c) }];

		keep({ risks: next });
		setText("");
		setR("");
		setC("");
		setNote("");
		say(told(next[next.length - 1]!, next.length - 1));
	}

	const step = (id: string, label: string, value: string,
		set: (v: string) => void) => (
		<div class="answer">
			<label for={id}>{label}</label>
			<select id={id} value={value}
				onChange={(e) => set(e.currentTarget.value)}>
				<option value="">{words.choose}</option>
				{steps.map((n) =>
					<option key={n} value={String(n)}
						selected={value === String(n)}>{n}</option>)}
			</select>
		</div>
	);

	return (
		<>
			<Private />
			{of.prompts && of.prompts.length > 0 && (
				<ul class="hint">
					{of.prompts.map((p, i) =>
						<li key={p}>
							<Rich text={p} html={of.promptsHtml?.[i]} />
						</li>)}
				</ul>
			)}
			<div class="answer">
				<label for={`${of.id}-t`}>{words.risk}</label>
				<input id={`${of.id}-t`} type="text" maxLength={200}
					value={text} autocomplete="off"
					onInput={(e) => setText(e.currentTarget.value)} />
			</div>
			<div class="two">
				{step(`${of.id}-r`, names.rows, r, setR)}
				{step(`${of.id}-c`, names.columns, c, setC)}
			</div>
			<div class="tools">
				<Button go={add}>{words.riskAdd}</Button>
			</div>
			<Result state={null} note={note} />
			<p class="unseen" role="status">{said}</p>
			<table class="risks">
				<caption>{words.riskMap}: {names.rows} × {names.columns}
				</caption>
				<tbody>
					{steps.slice().reverse().map((row) =>
						<tr key={row}>
							<th scope="row">{row}</th>
							{steps.map((column) =>
								<td key={column} class={level(
									{ r: row, c: column }, of.size)}>
									{risks.flatMap((risk, i) =>
										risk.r === row && risk.c === column
											? [i + 1] : []).join(", ")}
								</td>)}
						</tr>)}
				</tbody>
				<tfoot>
					<tr>
						<td />
						{steps.map((column) =>
							<th scope="col" key={column}>{column}</th>)}
					</tr>
				</tfoot>
			</table>
			{risks.length > 0 && (
				<ul class="listed">
					{risks.map((risk, i) =>
						<li key={i}>
							<span>{told(risk, i)}</span>
							<Button label={fill(words.riskRemove,
								{ n: i + 1 })} go={() => keep({
								risks: risks.filter((_, k) => k !== i),
							})}>×</Button>
						</li>)}
				</ul>
			)}
			<Thought of={of.feedback} done={risks.length > 0} />
		</>
	);
}
