/* A list as a file that Excel reads: fetched with the session, then handed over. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { save } from "../../bank/sheet";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { words } from "../../text/org";

export function Csv({ path, name }: { path: string; name: string }) {
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<>
			<button class="button bare" type="button" onClick={() => {
				setProblem(null);
				call<Blob>("GET", path, undefined,
					{ read: (response) => response.blob() })
					.then((blob) => save(blob, name),
						(e) => setProblem(fault(e)));
			}}>{words("csv")}</button>
			{problem && <Failure problem={problem} />}
		</>
	);
}
