/* Who answered a survey that bears names; fetched when somebody asks for it. */
import { useState } from "preact/hooks";
import { surveyPath } from "../../../api/survey";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { day } from "../../../text/format";
import { words } from "../../../text/surveyResults";

interface Named {
	id: string;
	name: string;
	unit: string | null;
	at: number;
}

function Table({ id }: { id: string }) {
	const from = useLoad<{ names: Named[] }>(`${surveyPath(id)}/names`);

	return (
		<Loaded from={from}>{({ names }) => names.length === 0
			? <p class="quiet">{words("names.nobody")}</p>
			: <ul class="plain rows">
				{names.map((one) => <li key={one.id}>
					{one.name}
					<p class="facts">
						{[one.unit, day(one.at)].filter(Boolean).join(" · ")}
					</p>
				</li>)}
			</ul>}</Loaded>
	);
}

export function Names({ id }: { id: string }) {
	const [shown, show] = useState(false);

	return (
		<section class="card stack near no-print" aria-labelledby="names">
			<h2 id="names">{words("names")}</h2>
			<p class="quiet">{words("names.why")}</p>
			{shown ? <Table id={id} />
				: <p><button type="button" class="button"
					onClick={() => show(true)}>{words("names.show")}</button></p>}
		</section>
	);
}
