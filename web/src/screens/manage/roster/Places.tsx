/* Units and jobs that a list names and nobody knows: which is meant, or make it. */
import type { Unplaced } from "../../../api/org";
import { Select } from "../../../parts/Field";
import { words } from "../../../text/roster";

interface Props {
	kind: "units" | "jobs";
	all: Unplaced[];
	chosen: Record<string, string>;
	fresh: string[];
	change: (chosen: Record<string, string>, fresh: string[]) => void;
}

const NEW = "+";

export function Places({ kind, all, chosen, fresh, change }: Props) {
	const open = all.filter((p) => p.state !== "bad");
	const unknown = open.filter((p) => p.state === "unknown");

	function pick(text: string, value: string): void {
		const rest = { ...chosen };

		delete rest[text];
		if (value && value !== NEW)
			rest[text] = value;
		change(rest, [...fresh.filter((f) => f !== text),
			...(value === NEW ? [text] : [])]);
	}

	if (open.length === 0)
		return null;
	return (
		<section class="stack near places" aria-labelledby={`places-${kind}`}>
			<h2 id={`places-${kind}`}>{words(kind)}</h2>
			{unknown.length > 1 && <p>
				<button class="button" type="button" onClick={() =>
					change(chosen, [...fresh, ...unknown.map((p) => p.text)])}>
					{words(kind === "units" ? "place.allUnits"
						: "place.allJobs", { n: unknown.length })}
				</button>
			</p>}
			{open.map((p, i) =>
				<Select key={p.text} name={`${kind}-${i}`}
					label={words("place", { text: p.text, n: p.rows })}
					value={p.state === "new" ? NEW : ""}
					options={[["", words("place.choose")],
						...p.near.map((near): [string, string] =>
							[near.id, words("place.is", { name: near.name })]),
						...(p.state === "several" ? []
							: [[NEW, words("place.new", { name: p.text })] as
								[string, string]])]}
					change={(value) => pick(p.text, value)} />)}
		</section>
	);
}
