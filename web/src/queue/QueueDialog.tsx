/*
 * What the badge means: what is safe, what happens by itself, what to do. It
 * comes with the page: when it is needed there may be no line.
 */
import { useState } from "preact/hooks";
import { Dialog } from "../parts/Dialog";
import { clock } from "../text/format";
import { words } from "../text/queue";
import {
	queueCopy, queueDiscard, queueRetry, type Aside, type QueueState,
} from "./index";

function reason(state: QueueState): string {
	if (state.problem === "signin")
		return words("why.signin");
	if (state.problem === "server")
		return words("why.server");
	if (state.problem === "line")
		return words("why.line");
	return words("why.sending");
}

/* A file of the person's own, made here: nothing of it leaves the device. */
async function keepCopy(key: string): Promise<void> {
	const item = await queueCopy(key);
	const link = document.createElement("a");

	if (!item)
		return;
	link.href = URL.createObjectURL(new Blob(
		[JSON.stringify(item, null, "\t")], { type: "application/json" }));
	link.download = `balai-${item.run}-${item.sequence}.json`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function AsideRow({ aside }: { aside: Aside }) {
	const [sure, ask] = useState(false);

	return (
		<li>
			<p>{words("aside.row", { n: aside.saves, code: aside.code })}</p>
			<button type="button" class="button"
				onClick={() => void keepCopy(aside.key)}>
				{words("aside.copy")}
			</button>
			{sure ? (
				<p role="alert">
					{words("aside.sure", { n: aside.saves })}{" "}
					<button type="button" class="button"
						onClick={() => void queueDiscard(aside.key)}>
						{words("aside.yes", { n: aside.saves })}
					</button>{" "}
					<button type="button" class="button"
						onClick={() => ask(false)}>
						{words("aside.no")}
					</button>
				</p>
			) : (
				<button type="button" class="button"
					onClick={() => ask(true)}>
					{words("aside.discard")}
				</button>
			)}
		</li>
	);
}

export function QueueDialog({ state, close }: {
	state: QueueState;
	close: () => void;
}) {
	const waiting = state.unsent -
		state.aside.reduce((n, a) => n + a.saves, 0);

	return (
		<Dialog title={words("title")} close={close}>
			{state.unsent === 0 && (
				<p>{words("all", { time: clock(state.lastSavedAt ?? 0) })}</p>
			)}
			{waiting > 0 && (
				<>
					<p>{reason(state)}</p>
					<p>{words(state.stored === "disk"
						? "safe.disk" : "safe.memory", { n: waiting })}</p>
				</>
			)}
			{state.aside.length > 0 && (
				<>
					<p>{words("aside.what")}</p>
					<ul class="queue-aside">
						{state.aside.map((aside) =>
							<AsideRow key={aside.key} aside={aside} />)}
					</ul>
				</>
			)}
			<div class="actions">
				{state.unsent > 0 && (
					<button type="button" class="button primary"
						onClick={() => void queueRetry()}>
						{words("retry")}
					</button>
				)}
				<button type="button" class="button" onClick={close}>
					{words("close")}
				</button>
			</div>
		</Dialog>
	);
}
