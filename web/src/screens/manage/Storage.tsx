/*
 * What the disk holds, by module and version, and removing versions that nobody
 * learned by and nobody gets.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Removal, Room, Storage as All, StorageModule, StorageVersion }
	from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { bytes, day, number } from "../../text/format";
import { words } from "../../text/storage";
import { Tabs } from "./Tabs";

const MOST = 200;	/* as many modules as the server tells of */

interface Chosen {
	module: StorageModule;
	version: StorageVersion;
}

export function roomWords(room: Room): string {
	return words(room.state === "fine" ? "free" : `free.${room.state}`,
		{ free: bytes(room.free), all: bytes(room.all) });
}

function Taken({ all }: { all: All }) {
	const used = all.room.all - all.room.free;
	const parts = [["blobs", all.blobs], ["database", all.database],
		["uploads", all.uploads]] as const;

	return (
		<section class="card stack near" aria-labelledby="taken">
			<h2 id="taken">{words("taken")}</h2>
			<p class={all.room.state === "fine" ? "" : "notice warn"}>
				{roomWords(all.room)}
			</p>
			<progress max={all.room.all} value={used} aria-hidden="true" />
			<table class="table" role="table" aria-labelledby="taken">
				<tbody role="rowgroup">
					{parts.map(([name, size]) =>
						<tr key={name} role="row">
							<th scope="row" role="rowheader">{words(name)}</th>
							<td role="cell">{bytes(size)}</td>
						</tr>)}
				</tbody>
			</table>
		</section>
	);
}

function Version({ module, version, choose }: Chosen & {
	choose: (chosen: Chosen) => void;
}) {
	const { number: n, kept } = version;

	return (
		<li class="stack near">
			<p>
				<strong>{words("version", { n })}</strong>
				<span class="facts"> · {day(version.createdAt)} · {
					words("size", { size: bytes(version.bytes),
						files: number(version.files, 0) })}</span>
			</p>
			{kept
				? <p class="small quiet">{words(`kept.${kept}`,
					{ n: version.attempts })}</p>
				: <p class="actions">
					<button class="button" type="button"
						onClick={() => choose({ module, version })}>
						{words("remove", { n })}
						<span class="hidden-words">{module.title}</span>
					</button>
					<span class="small quiet">{words("own",
						{ size: bytes(version.own) })}</span>
				</p>}
		</li>
	);
}

/* Open where something can be done. */
function Module({ module, choose }: {
	module: StorageModule;
	choose: (chosen: Chosen) => void;
}) {
	const can = module.versions.some((v) => !v.kept);

	return (
		<li class="card">
			<details class="fold" open={can}>
				<summary>
					<strong>{module.title}</strong>
					<span class="facts"> · {bytes(module.bytes)} · {
						words("versions", { n: module.versions.length })}</span>
				</summary>
				<p class="facts">
					<a href={`/kelola/modul/${module.id}`}>{module.title}</a>
					{" · "}{module.agency}
				</p>
				<ul class="plain stack">
					{module.versions.map((version) =>
						<Version key={version.id} {...{ module, version,
							choose }} />)}
				</ul>
			</details>
		</li>
	);
}

function Ask({ chosen, go, leave, busy }: {
	chosen: Chosen;
	go: () => void;
	leave: () => void;
	busy: boolean;
}) {
	const { module, version } = chosen;

	return (
		<Dialog title={words("ask", { n: version.number,
			title: module.title })} close={leave}>
			<p>{words("ask.means")}</p>
			<p>{words("ask.frees", { size: bytes(version.own) })}</p>
			<p class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={go}>{words("ask.go")}</button>
				<button class="button" type="button" onClick={leave}>
					{words("ask.leave")}
				</button>
			</p>
		</Dialog>
	);
}

function said({ version }: Chosen, { freed, before, room }: Removal): string {
	return words(freed ? "removed" : "removed.later", {
		n: version.number, freed: bytes(freed),
		before: bytes(before.free), now: bytes(room.free),
	});
}

function useRemoval(reload: () => void) {
	const [chosen, choose] = useState<Chosen | null>(null);
	const [done, setDone] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const status = useRef<HTMLDivElement>(null);

	/* The button that was pressed is gone. */
	useEffect(() => {
		if (done)
			status.current?.focus();
	}, [done]);

	async function go(): Promise<void> {
		if (!chosen || busy)
			return;
		setBusy(true);
		setProblem(null);
		setDone("");
		try {
			setDone(said(chosen, await call<Removal>("DELETE",
				`/api/v1/modules/${chosen.module.id}/versions/${
					chosen.version.id}`)));
			reload();
		} catch (e) {
			setProblem(fault(e));
		}
		setBusy(false);
		choose(null);
	}

	return { chosen, choose, done, problem, busy, go, status };
}

export default function Storage() {
	const all = useLoad<All>("/api/v1/storage");
	const { chosen, choose, done, problem, busy, go, status } =
		useRemoval(all.reload);

	return (
		<Page title={words("title")}>
			<Tabs />
			<div role="status" tabIndex={-1} ref={status}>
				{done && <p class="notice ok">{done}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			<Loaded from={all}>{(data) =>
				<div class="stack far">
					<Taken all={data} />
					<section class="stack" aria-labelledby="modules">
						<h2 id="modules">{words("modules")}</h2>
						<p>{data.modules.length === 0 ? words("none")
							: data.removable > 0
								? words("removable",
									{ size: bytes(data.removable) })
								: words("nothing")}</p>
						<ul class="plain stack">
							{data.modules.map((m) =>
								<Module key={m.id} module={m}
									choose={choose} />)}
						</ul>
						{data.modules.length === MOST &&
							<p class="small quiet">{words("most",
								{ n: MOST })}</p>}
					</section>
				</div>}</Loaded>
			{chosen && <Ask {...{ chosen, busy }} go={() => void go()}
				leave={() => choose(null)} />}
		</Page>
	);
}
