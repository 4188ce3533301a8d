/*
 * What is wrong with a module of our own format, one by one: the file, its line,
 * and what to do. A line of 0 means the file as a whole.
 */
import type { FaultDetail } from "../api/types";
import { t } from "../text";
import { number } from "../text/format";
import { Quoted } from "./pieces";

function place({ file, line }: FaultDetail): string {
	return line > 0 ? t("fault.place", { file, n: number(line) }) : file;
}

export function Faults({ details }: { details: FaultDetail[] }) {
	return (
		<ul class="dots faults">
			{details.map((one, i) =>
				<li key={i}>
					{one.file &&
						<><span class="mono small">{place(one)}</span><br /></>}
					<Quoted text={one.message} />
				</li>)}
		</ul>
	);
}
