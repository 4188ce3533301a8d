/*
 * A file as the text it is: where a form cannot read it, and for those who
 * would rather. Broken JSON is told where it breaks.
 */
import { useEffect, useRef } from "preact/hooks";
import { read } from "../../drafts/json";
import type { Draft } from "../../drafts/session";
import { words } from "../../text/editor";

export function goToLine(area: HTMLTextAreaElement, line: number): void {
	const lines = area.value.split("\n");
	const from = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
	const height = area.scrollHeight / Math.max(lines.length, 1);

	area.focus();
	area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
	area.scrollTop = Math.max(0, height * (line - 4));
}

export function TextEdit({ draft, path, line }: {
	draft: Draft;
	path: string;
	line: number;
}) {
	const area = useRef<HTMLTextAreaElement>(null);
	const text = draft.text(path) ?? "";

	useEffect(() => {
		if (line > 0 && area.current)
			goToLine(area.current, line);
	}, [line]);
	return (
		<div class="stack">
			{path.endsWith(".json") && read(text) === undefined &&
				<p class="notice warn" role="status">{words("text.broken")}</p>}
			<div class="field">
				<label for="text">{words("text.label", { path })}</label>
				<textarea class="input mono edit-text" id="text" ref={area}
					spellcheck={false} rows={24} value={text}
					onInput={(e) =>
						draft.writer.change(path, e.currentTarget.value)} />
			</div>
		</div>
	);
}
