/*
 * What this person sent last, from whatever device, and what became of it:
 * who closed the page finds it here.
 */
import { useEffect } from "preact/hooks";
import type { Import } from "../../api/types";
import { useLoad } from "../../parts/load";
import { State } from "../../parts/pieces";
import type { Named } from "../../text/names";
import { bytes, moment } from "../../text/format";
import { words } from "../../text/manage";

const SHOWN = 5;
const POLL_MS = 3_000;

const goes = (one: Import) => one.state !== "done" && one.state !== "failed";

function standing(one: Import): Named {
	return one.state === "done"
		? { word: words("sent.done"), tone: "ok", icon: "done" }
		: one.state === "failed"
			? { word: words("sent.failed"), tone: "bad", icon: "bad" }
			: { word: words("sent.going"), tone: "wait", icon: "half" };
}

function List({ all }: { all: Import[] }) {
	return (
		<ul class="plain cards">
			{all.map((one) =>
				<li class="card linked stack near" key={one.id}>
					<h3><a class="cover" href={`/kelola/unggah/${one.id}`}>
						{one.name}
					</a></h3>
					<p class="facts">
						{bytes(one.bytes)} · {moment(one.createdAt)}
					</p>
					<p><State named={standing(one)} /></p>
				</li>)}
		</ul>
	);
}

export function Sent() {
	const { data, reload } = useLoad<{ imports: Import[] }>(
		"/api/v1/imports");
	const all = data?.imports ?? [];

	useEffect(() => {
		if (!all.some(goes))
			return;
		const timer = setTimeout(reload, POLL_MS);
		return () => clearTimeout(timer);
	}, [data]);

	return all.length === 0 ? null : (
		<section class="stack near" aria-labelledby="sent">
			<h2 id="sent">{words("sent")}</h2>
			<List all={all.slice(0, SHOWN)} />
			{all.length > SHOWN &&
				<details>
					<summary>{words("sent.older", {
						n: all.length - SHOWN,
					})}</summary>
					<List all={all.slice(SHOWN)} />
				</details>}
		</section>
	);
}
