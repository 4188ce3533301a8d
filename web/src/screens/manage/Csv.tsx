/* A list as a file that Excel reads: fetched with the session, then handed over. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { save } from "../../bank/sheet";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { words } from "../../text/org";

export function Csv({ path, name, of }: {
	path: string;
	name: string;
	/** Where a page has several: of which table, for who does not see it. */
	of?: string;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<>
			<button class="button bare" type="button" onClick={() => {
				setProblem(null);
				call<Blob>("GET", path, undefined,
					{ read: (response) => response.blob() })
					.then((blob) => save(blob, name),
						(e) => setProblem(fault(e)));
			}}>
				{words("csv")}
				{of && <span class="hidden-words">{` ${of}`}</span>}
			</button>
			{problem && <Failure problem={problem} />}
		</>
	);
}
