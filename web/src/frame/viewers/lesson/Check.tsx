/*
 * A question that is answered and checked on the page, as often as one likes;
 * a self-check, or an activity of a question's type.
 */
import { useMemo, useState } from "preact/hooks";
import { draw, gradeOf, parametersOf, rightsOf, solutionOf, type Values }
	from "../../../practice/grade";
import { writeNumber } from "../../../practice/number";
import { Random } from "../../../practice/random";
import type { Grade, Question, Response } from "../../../practice/types";
import type { LessonWords } from "../../../text/lesson";
import { fill } from "../shell";
import { Answer, firstOrder } from "./answers";
import { useHere } from "./context";
import { Button, Result } from "./pieces";
import { Rich, usePlain } from "./Rich";
import type { CheckState } from "./store";

function useValues(q: Question, draws: number): Values {
	const { seed } = useHere();

	return useMemo(() => {
		try {
			return q.type === "numeric"
				? draw(q, new Random(`${seed}:${q.id}:${draws}`)) : {};
		} catch {
			return {};
		}
	}, [seed, q, draws]);
}

/* The key, in words. */
function Key({ q, values }: { q: Question; values: Values }) {
	const { words, lang } = useHere();
	const plain = usePlain();
	const right = solutionOf(q, values);
	const list = (() => {
		switch (q.type) {
		case "single":
		case "multiple":
			return (right.choices ?? [right.choice!]).map((id) => {
				const choice = q.choices[Number(id) - 1];

				return plain(choice?.text, choice?.html);
			});
		case "trueFalse":
			return [q.right ? words.true : words.false];
		case "match":
			return q.pairs.map((p, i) => `${plain(p.left, p.leftHtml)} \u2192 ${
				plain(rightsOf(q)[Number(right.pairs![String(i + 1)]) - 1])}`);
		case "order":
			return q.items.map((text, i) =>
				`${i + 1}. ${plain(text, q.itemsHtml?.[i])}`);
		case "numeric":
			return [writeNumber(Number(right.text), lang, q.decimals) +
				(q.unit ? ` ${q.unit}` : "")];
		case "cloze":
			return q.gaps.map((gap, i) => {
				const { choice, text } = right.gaps![String(i + 1)]!;
				const chosen = gap.type === "single"
					? gap.choices[Number(choice) - 1] : null;

				return `${i + 1}. ${chosen ? plain(chosen.text, chosen.html)
					: text}`;
			});
		case "text":
			return [right.text ?? ""];
		default:
			return [];
		}
	})();

	return (
		<div class="key">
			<p class="strong">{words.key}</p>
			<ul class="plain">{list.map((text) => <li key={text}>{text}</li>)}</ul>
		</div>
	);
}

/* Rows in order count as they are graded: by neighbours, not by places. */
function howMuch(q: Question, { parts, fraction }: Grade,
	words: LessonWords): string {
	const all = Object.keys(parts).length;

	return q.type === "order"
		? fill(words.rowsOf,
			{ n: Math.round(fraction * (all - 1)), all: all - 1 })
		: fill(words.partOf,
			{ n: Object.values(parts).filter(Boolean).length, all });
}

export function Check({ q, label, bare }: {
	q: Question;
	label: string;
	/** Inside an activity, which says what to do itself. */
	bare?: boolean;
}) {
	const { words, store, seed, picture, save } = useHere();
	const [state, set] = useState<CheckState>(() => store.check(q.id));
	const [note, setNote] = useState("");
	const values = useValues(q, state.n ?? 0);
	const grade = useMemo(() => state.s ? gradeOf(q, state.a, values) : null,
		[q, state, values]);
	const name = `q-${q.id}`;

	function keep(next: CheckState): void {
		set(next);
		store.setCheck(q.id, next);
	}

	/*
	 * What was checked once stays answered, also while it is changed; but what
	 * was said of it is no longer true.
	 */
	function change(a: Response): void {
		setNote("");
		keep({ ...state, a, d: true });
	}

	function check(): void {
		const a = q.type === "order" && !state.a.order
			? { order: firstOrder(q, seed) } : state.a;
		const found = gradeOf(q, a, values);

		if (found.state === "empty")
			return setNote(words.nothing);
		setNote("");
		keep({ ...state, a, s: found.state, d: false });
		save();
	}

	function anew(): void {
		setNote("");
		keep({ ...state, a: {}, n: (state.n ?? 0) + 1, k: false, d: true });
	}

	const shown = state.d ? null : grade;
	const figure = useMemo(() => q.media
		? picture(q.media, q.alt ?? "", "") : null, [q]);

	return (
		<div class={bare ? "check bare" : "check"} role="group"
			id={bare ? undefined : `periksa-${q.id}`} tabIndex={-1}
			aria-labelledby={`${name}-label ${name}-text`}>
			<p class={bare ? "unseen" : "check-label"} id={`${name}-label`}>
				{label}
			</p>
			{figure && <div ref={(box) => box?.replaceChildren(figure)} />}
			{q.type !== "cloze"
				? <Rich block class="check-text" id={`${name}-text`}
					text={q.text} html={q.html} values={values} />
				: <span id={`${name}-text`} />}
			{q.hint && (
				<details class="fold">
					<summary>{words.hint}</summary>
					<Rich block text={q.hint} html={q.hintHtml} />
				</details>
			)}
			<Answer q={q} name={name} response={state.a} change={change}
				grade={shown} values={values} />
			<div class="tools">
				<Button primary go={check}>{words.checkIt}</Button>
				{parametersOf(q) && <Button go={anew}>{words.anew}</Button>}
				{shown && shown.state !== "right" && !state.k &&
					q.type !== "essay" &&
					<Button go={() => keep({ ...state, k: true })}>
						{words.show}
					</Button>}
			</div>
			<Result state={shown?.state ?? null} note={note}
				feedback={q.feedback} basis={q.basis}>
				{shown && Object.keys(shown.parts).length > 1 &&
					q.type !== "multiple" &&
					<p>{howMuch(q, shown, words)}</p>}
				{shown && q.type === "essay" && q.rubric && (
					<>
						<p>{words.rubric}</p>
						<ul>{q.rubric.map((line) =>
							<li key={line.text}>
								<Rich text={line.text} html={line.html} />
							</li>)}</ul>
					</>
				)}
			</Result>
			{shown && state.k && shown.state !== "right" &&
				<Key q={q} values={values} />}
		</div>
	);
}
