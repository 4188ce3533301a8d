/*
 * The badge: is it saved? Amber when something waits, never red, and a tap
 * explains what is safe and what to do. Spoken at most every ten seconds.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { clock } from "../text/format";
import { words } from "../text/queue";
import { QueueDialog } from "./QueueDialog";
import { useQueue, type QueueState } from "./index";
import "./queue.css";

function badgeText(state: QueueState): string {
	if (state.unsent > 0 && state.sending)
		return words("sending");
	if (state.unsent > 0)
		return words("unsent", { n: state.unsent });
	return state.lastSavedAt === null
		? "" : words("saved", { time: clock(state.lastSavedAt) });
}

const QUIET = 10_000;

/* The text as it may be spoken: the newest, at most every ten seconds. */
function useSpoken(text: string): string {
	const [spoken, say] = useState("");
	const last = useRef(-QUIET);

	useEffect(() => {
		const wait = last.current + QUIET - performance.now();
		const timer = setTimeout(() => {
			last.current = performance.now();
			say(text);
		}, Math.max(0, wait));
		return () => clearTimeout(timer);
	}, [text]);
	return spoken;
}

export function QueueBadge() {
	const state = useQueue();
	const [asked, ask] = useState(false);
	const text = badgeText(state);
	const spoken = useSpoken(text);
	const waits = state.unsent > 0 && !state.sending;

	return (
		<>
			<span class="hidden-words" aria-live="polite">{spoken}</span>
			{text && (
				<button
					type="button"
					class={`queue-badge ${waits ? "waits" : ""}`}
					aria-haspopup="dialog"
					onClick={() => ask(true)}
				>
					<span class="queue-mark" aria-hidden="true">
						{waits ? "▲" : state.unsent ? "…" : "✓"}
					</span>
					{text}
				</button>
			)}
			{asked && <QueueDialog state={state} close={() => ask(false)} />}
		</>
	);
}
