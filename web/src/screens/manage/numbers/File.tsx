/* A button that keeps a file of the server's, and says so. */
import { useState } from "preact/hooks";
import type { Problem } from "../../../api/client";
import { call } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { words } from "../../../text/numbers";
import { keep } from "../gradebook/file";

/* "2026-11-27" by the clock here. */
export function fileDay(now: Date): string {
	const pair = (n: number) => String(n).padStart(2, "0");

	return `${now.getFullYear()}-${pair(now.getMonth() + 1)}-${
		pair(now.getDate())}`;
}

export function File({ address, label, name }: {
	address: string;
	label: string;
	name: (day: string) => string;
}) {
	const [said, setSaid] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	async function save(): Promise<void> {
		const file = name(fileDay(new Date()));

		setProblem(null);
		setSaid(words("file.busy"));
		try {
			keep(await call<Blob>("GET", address, undefined,
				{ read: (response) => response.blob() }), file);
			setSaid(words("file.done", { name: file }));
		} catch (e) {
			setSaid("");
			setProblem(fault(e));
		}
	}

	return (
		<div class="stack near numbers-no-paper">
			<p>
				<button class="button" type="button" onClick={save}>
					{label}
				</button>
			</p>
			<div role="status">{said && <p class="facts">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
		</div>
	);
}
