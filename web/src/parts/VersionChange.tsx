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

export function VersionChange({ of, id, number, within }: {
	of: Said;
	id: string;
	number?: number | undefined;	/* of one that is not the page's */
	within?: boolean;	/* below an h3 */
}) {
	const Heading = within ? "h4" : "h2";

	return (
		<section class="stack near" aria-labelledby={id}>
			<Heading id={id}>{number === undefined ? words("changed")
				: words("changed.of", { n: number })}</Heading>
			<Lines text={of.changed} />
			{of.why && <>
				<p class="quiet small">{words("why")}</p>
				<Lines text={of.why} />
			</>}
		</section>
	);
}
