/* What a version changed and why, as learners and authors read it. */
import type { VersionChange as Said } from "../api/revision";
import { words } from "../text/versionChange";

/* Lines that somebody typed. */
function Lines({ text }: { text: string }) {
	return (
		<>{text.split("\n").filter((line) => line.trim()).map((line, i) =>
			<p key={i}>{line}</p>)}</>
	);
}

export function VersionChange({ of, id }: { of: Said; id: string }) {
	return (
		<section class="stack near" aria-labelledby={id}>
			<h2 id={id}>{words("changed")}</h2>
			<Lines text={of.changed} />
			{of.why && <>
				<p class="quiet small">{words("why")}</p>
				<Lines text={of.why} />
			</>}
		</section>
	);
}
