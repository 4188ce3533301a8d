/*
 * What is wrong with a draft, by file, each with the way to its place; and
 * making a version when nothing is.
 */
import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, get, type Problem } from "../../api/client";
import { pathOfLine } from "../../drafts/json";
import type { Draft } from "../../drafts/session";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Icon } from "../../parts/Icon";
import { Quoted } from "../../parts/pieces";
import { Wait } from "../../parts/Wait";
import { words } from "../../text/editor";
import { draftHref, fileHref } from "./place";
import { fileTitle } from "./Status";

interface Detail {
	code: string;
	file: string;
	line: number;
	warning: boolean;
	message: string;
}

export interface Checked {
	revision: number;
	faults: number;
	details: Detail[];
}

/* Parts and completion of module.json have a screen of their own. */
function hrefOf(draft: Draft, file: string, line: number): string {
	const [key] = file === "module.json"
		? pathOfLine(draft.text(file) ?? "", line) : [];

	return key === "parts" || key === "completion"
		? `${draftHref(draft.id)}?baris=${line}`
		: fileHref(draft.id, file, line);
}

function FileFaults({ draft, file, all }: {
	draft: Draft;
	file: string;
	all: Detail[];
}) {
	const title = file ? fileTitle(draft, file) : words("check.all");

	return (
		<section class="card stack near" aria-label={title}>
			<h2>{title}</h2>
			{file && <p class="facts mono">{file}</p>}
			<ul class="plain stack near">
				{all.map((one, i) =>
					<li key={i} class="edit-fault">
						<Icon name={one.warning ? "half" : "bad"} size={20} />
						<div>
							<p><span class="hidden-words">{words(one.warning
								? "check.warning" : "check.fault")}: </span>
							<Quoted text={one.message} /></p>
							{file && <p><a href={hrefOf(draft, file,
								one.line)}>
								{one.line > 0
									? words("check.goLine", { n: one.line })
									: words("check.go")}
								<span class="hidden-words">
									{fileTitle(draft, file)}
								</span>
							</a></p>}
						</div>
					</li>)}
			</ul>
		</section>
	);
}

function Found({ draft, checked }: { draft: Draft; checked: Checked }) {
	const files = [...new Set(checked.details.map((one) => one.file))];
	const warnings = checked.details.length - checked.faults;

	return (
		<div class="stack">
			<p class={checked.faults ? "notice bad" : "notice ok"} role="status">
				{checked.faults
					? words("check.found", { n: checked.faults })
					: words("check.none")}
				{warnings > 0 && ` ${words("check.warnings", { n: warnings })}`}
			</p>
			{files.map((file) =>
				<FileFaults key={file} draft={draft} file={file}
					all={checked.details.filter((one) => one.file === file)} />)}
		</div>
	);
}

export function Check({ draft }: { draft: Draft }) {
	const { route } = useLocation();
	const [checked, set] = useState<Checked | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	/* Only what has arrived is looked at. */
	async function check(): Promise<Checked | null> {
		setProblem(null);
		if (!await draft.writer.flush())
			return null;
		const found = await get<Checked>(`${draft.url}/check`);

		set(found);
		return found;
	}

	useEffect(() => {
		check().catch((e) => setProblem(fault(e)));
	}, []);

	async function make(): Promise<void> {
		if (busy)
			return;
		setBusy(true);
		try {
			const found = await check();

			if (found && found.faults === 0) {
				const { id } = await call<{ id: string }>("POST",
					`${draft.url}/versions`);

				return route(`/kelola/unggah/${encodeURIComponent(id)}`);
			}
		} catch (e) {
			setProblem(fault(e));
		}
		setBusy(false);
	}

	return (
		<div class="stack">
			<p>{words("check.means")}</p>
			{problem && <Failure problem={problem} />}
			{!draft.writer.whole && !busy &&
				<p class="notice warn">{words("check.unsaved")}</p>}
			{checked ? <Found draft={draft} checked={checked} />
				: !problem && <Wait again={() => void check()} />}
			<p class="actions">
				<button type="button" class="button primary" aria-busy={busy}
					onClick={() => void make()}>{words("version.make")}</button>
				<button type="button" class="button" onClick={() =>
					void check().catch((e) => setProblem(fault(e)))}>
					{words("check.again")}
				</button>
			</p>
			<p class="small quiet">{words("version.means")}</p>
		</div>
	);
}
