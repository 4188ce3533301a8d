/*
 * Whether everything is saved, in words; and what to do where two authors
 * changed the same place.
 */
import { useState } from "preact/hooks";
import { read } from "../../drafts/json";
import { differences } from "../../drafts/merge";
import { titleOf } from "../../drafts/module";
import type { Draft } from "../../drafts/session";
import type { OpenFile } from "../../drafts/writer";
import { Icon } from "../../parts/Icon";
import { clock } from "../../text/format";
import { words } from "../../text/editor";
import { fileHref } from "./place";

export function fileTitle(draft: Draft, path: string): string {
	return path === "module.json" ? words("view.keterangan")
		: titleOf(path, draft.text(path) ?? "") || path;
}

function Where({ draft, files }: { draft: Draft; files: OpenFile[] }) {
	return <>{files.map(({ path }, i) => <>
		{i > 0 && ", "}
		<a href={fileHref(draft.id, path)}>{fileTitle(draft, path)}</a>
	</>)}</>;
}

export function Status({ draft }: { draft: Draft }) {
	const files = [...draft.writer.files.values()];
	const of = (...states: string[]) =>
		files.filter((file) => states.includes(file.state));
	const torn = of("conflict"), refused = of("refused");
	const waiting = of("waiting"), going = of("typed", "sending");
	const at = Math.max(0, ...files.map((file) => file.savedAt));

	return (
		<div class="edit-status">
			<div role="status">
				{torn.length > 0 && <p class="state bad">
					<Icon name="bad" size={20} />
					<span>{words("status.conflict")}{" "}
						<Where draft={draft} files={torn} /></span>
				</p>}
				{refused.length > 0 && <p class="state bad">
					<Icon name="bad" size={20} />
					<span>{words("status.refused", {
						why: refused[0]!.problem?.detail ?? "",
					})}{" "}<Where draft={draft} files={refused} /></span>
				</p>}
				{waiting.length > 0 && <p class="state wait">
					<Icon name="half" size={20} />
					<span>{words("status.waiting")}</span>
				</p>}
			</div>
			{torn.length + refused.length + waiting.length === 0 &&
				<p class={`state${going.length ? "" : " ok"}`}>
					<Icon name={going.length ? "half" : "done"} size={20} />
					<span>{going.length ? words("status.going")
						: at ? words("status.saved", { at: clock(at) })
							: words("status.all")}</span>
				</p>}
		</div>
	);
}

function shown(value: unknown): string {
	return value === undefined ? "—"
		: typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/* Of JSON the places that differ, not the files. */
function Places({ mine, theirs }: { mine: string; theirs: string }) {
	const all = differences(read(mine), read(theirs)).slice(0, 20);

	return (
		<ul class="plain stack near">
			{all.map((one) =>
				<li key={one.path.join(".")} class="card stack near">
					<p class="facts mono">{one.path.join(" › ")}</p>
					<p class="small strong">{words("conflict.mine")}</p>
					<p class="said">{shown(one.mine)}</p>
					<p class="small strong">{words("conflict.theirs")}</p>
					<p class="said">{shown(one.theirs)}</p>
				</li>)}
		</ul>
	);
}

/** Both texts, to copy from; nothing goes before one was chosen. */
export function Conflict({ draft, path }: { draft: Draft; path: string }) {
	const file = draft.file(path);
	const [other, keepOther] = useState<string | null>(null);
	const theirs = file?.theirs;

	if (!file || (!theirs && other === null))
		return null;
	if (!theirs)
		return (
			<details class="notice">
				<summary>{words("conflict.other")}</summary>
				<textarea class="input mono" readOnly rows={8}
					aria-label={words("conflict.other")} value={other ?? ""} />
			</details>
		);
	return (
		<section class="notice bad stack" aria-labelledby="conflict">
			<h2 id="conflict">{words("conflict")}</h2>
			<p>{words(theirs.text === null ? "conflict.removed"
				: "conflict.means", { name: draft.info?.updatedBy ?? "?" })}</p>
			{theirs.text !== null && path.endsWith(".json") &&
				<Places mine={file.text} theirs={theirs.text} />}
			<div class="edit-both">
				{([["mine", file.text], ["theirs", theirs.text ?? ""]] as const)
					.map(([who, text]) =>
						<div class="field" key={who}>
							<label for={`conflict-${who}`}>
								{words(`conflict.${who}`)}
							</label>
							<textarea class="input mono" readOnly rows={10}
								id={`conflict-${who}`} value={text} />
						</div>)}
			</div>
			<p class="actions">
				<button type="button" class="button primary" onClick={() => {
					keepOther(theirs.text);
					draft.writer.settle(path, file.text);
				}}>{words("conflict.useMine")}</button>
				{theirs.text !== null &&
					<button type="button" class="button" onClick={() => {
						keepOther(file.text);
						draft.writer.settle(path, theirs.text!);
					}}>{words("conflict.useTheirs")}</button>}
			</p>
		</section>
	);
}

/** What somebody else did came in by itself. */
export function Joined({ draft, path }: { draft: Draft; path: string }) {
	return draft.file(path)?.joined
		? <p class="notice" role="status">{words("joined", {
			name: draft.info?.updatedBy ?? "?",
		})}</p> : null;
}
