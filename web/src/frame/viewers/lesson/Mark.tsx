/*
 * Messages, genuine or fake, in which the suspicious parts are marked. One at
 * a time: eight of them on one page are a wall.
 */
import { useMemo, useRef, useState } from "preact/hooks";
import { markResult, markScore, segments, type Marked }
	from "../../../practice/activity";
import type { Mark } from "../../../practice/types";
import { fill } from "../shell";
import { fillTokens, useHere } from "./context";
import { Button, Mark as Sign, Radio, Result, useFocus, useKept }
	from "./pieces";
import { Rich, usePlain } from "./Rich";

interface One extends Marked {
	/** Checked as it stands. */
	s?: boolean;
}

interface State {
	at: number;
	p: { [passage: string]: One };
}

const NONE: One = { marks: [] };

export function MarkActivity({ of }: { of: Mark }) {
	const { words, tokens, save } = useHere();
	const plain = usePlain();
	const [state, keep] = useKept<State>(of.id, { at: 0, p: {} });
	const [note, setNote] = useState("");
	const head = useRef<HTMLParagraphElement>(null);
	const all = of.passages.length;
	const at = Math.min(Math.max(0, state.at), all - 1);
	const passage = of.passages[at]!;
	const one = state.p[String(at)] ?? NONE;
	const pieces = useMemo(() => segments(passage), [passage]);
	const result = one.s ? markResult(passage, one) : null;
	const toHead = useFocus(head, at);
	const judged = of.passages.map((_, i) => state.p[String(i)] ?? NONE);

	function put(more: Partial<One>): void {
		setNote("");
		keep({ p: { ...state.p, [String(at)]: { ...one, ...more } } });
	}

	function mark(n: number): void {
		put({ s: false, marks: one.marks.includes(n)
			? one.marks.filter((m) => m !== n) : [...one.marks, n] });
	}

	function turn(by: number): void {
		setNote("");
		keep({ at: at + by });
		toHead();
	}

	function check(): void {
		if (one.fake === undefined)
			return setNote(words.nothing);
		put({ s: true });
		save();
	}

	return (
		<>
			<p class="strong" ref={head} tabIndex={-1}>
				{fill(words.passage, { n: at + 1, all })}
				{passage.title && `: ${plain(passage.title)}`}
			</p>
			<p class="hint">{words.markHow}</p>
			<div class="message">
				{pieces.map((piece, n) => {
					const marked = one.marks.includes(n);
					const kind = ["clause", marked ? "marked" : "",
						result && piece.part >= 0 ? "trap" : ""].join(" ");

					return (
						<span key={n}>
							<button type="button" class={kind}
								aria-pressed={marked} onClick={() => mark(n)}>
								{fillTokens(piece.text, tokens)}
							</button>{" "}
							{piece.line && <br />}
						</span>
					);
				})}
			</div>
			<fieldset>
				<legend>{words.verdict}</legend>
				<div class="pills">
					{[false, true].map((fake) =>
						<Radio key={String(fake)} value={String(fake)}
							name={`${of.id}-verdict-${at}`}
							checked={one.fake === fake}
							change={() => put({ fake, s: false })}>
							{fake ? words.fake : words.genuine}
						</Radio>)}
				</div>
			</fieldset>
			<div class="tools">
				<Button primary go={check}>{words.checkIt}</Button>
			</div>
			<Result state={result?.state ?? null} note={note}>
				<p>{passage.fake ? words.isFake : words.isGenuine}</p>
				{result && passage.why &&
					<Rich block text={passage.why} html={passage.whyHtml} />}
				{result && passage.parts && passage.parts.length > 0 && (
					<ul class="traps">
						{passage.parts.map((part, i) =>
							<li key={i}>
								<span class={result.found[i]
									? "part ok" : "part bad"}>
									<Sign good={!!result.found[i]} />
									{result.found[i] ? words.found
										: words.missed}
								</span>{" "}
								<q>{fillTokens(part.text, tokens)}</q>:{" "}
								<Rich text={part.why} html={part.whyHtml} />
							</li>)}
					</ul>
				)}
				{result && result.extra > 0 &&
					<p>{fill(words.extra, { n: result.extra })}</p>}
				{result && <Rich block
					text={of.feedback?.[result.verdict ? "right" : "wrong"]}
					html={of.feedback?.[result.verdict ? "rightHtml"
						: "wrongHtml"]} />}
			</Result>
			<div class="tools turn">
				{at > 0
					? <Button go={() => turn(-1)}>{words.passageBefore}</Button>
					: null}
				{at + 1 < all
					? <Button go={() => turn(1)}>{words.passageNext}</Button>
					: null}
			</div>
			{judged.every((j) => j.s) && (
				<p class="strong" role="status">
					{fill(words.markScore, { n: markScore(of, judged), all })}
				</p>
			)}
		</>
	);
}

