/*
 * A lesson that a tool of somebody else shows. What is reached there is told by
 * the tool to the server, and shown here when it has arrived.
 */
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import type { ModuleDetail, Progress } from "../../api/types";
import { ToolFrame } from "../../parts/ToolFrame";
import { openable } from "../../text/names";
import { number } from "../../text/format";
import { words } from "../../text/tool";
import type { Launch } from "./launch";

const ASK = 10_000;

/* Asked for every ten seconds, and at once when the page is seen again. */
function useReached(
	module: string,
	unit: string,
	wanted: boolean,
	changed: () => void,
): { reached: Progress | null; ask: () => void } {
	const [reached, set] = useState<Progress | null>(null);
	const [round, again] = useState(0);

	useEffect(() => {
		if (!wanted)
			return;
		let gone = false;
		let known: string | null = null;
		const ask = () => {
			if (document.visibilityState !== "visible")
				return;
			get<ModuleDetail>(`/api/v1/modules/${encodeURIComponent(module)}`,
				{ quiet: true }).then((found) => {
				const now = openable(found.outline)
					.find((u) => u.id === unit)?.progress ?? null;
				const said = JSON.stringify([now?.completion, now?.success,
					now?.score?.scaled]);

				if (gone)
					return;
				set(now);
				if (known !== null && known !== said)
					changed();
				known = said;
			}, () => undefined);
		};
		const timer = setInterval(ask, ASK);

		ask();
		document.addEventListener("visibilitychange", ask);
		return () => {
			gone = true;
			clearInterval(timer);
			document.removeEventListener("visibilitychange", ask);
		};
	}, [module, unit, wanted, round]);
	return { reached, ask: () => again((n) => n + 1) };
}

/* In one line, of what the server knows. */
export function Reached({ reached, scored, mark, looking }: {
	reached: Pick<Progress, "completion" | "success" | "score"> | null;
	scored: boolean;
	mark: number | null;
	looking: boolean;
}) {
	const scaled = reached?.score?.scaled ?? null;
	const said = looking ? words("looking")
		: !scored ? words("unscored")
		: scaled !== null
			? words("got", { score: number(scaled * 100) })
		: reached?.completion === "completed" ? words("done")
		: reached?.completion === "incomplete" ? words("begun")
		: words("none");
	const judged = !looking && reached?.success === "passed"
		? words("passed")
		: !looking && reached?.success === "failed" ? words("failed")
		: mark !== null && !looking ? words("pass", { score: number(mark) })
		: "";

	return <p class="small" role="status">{said} {judged}</p>;
}

export default function Tool({ module, version, launch, ready, changed }: {
	module: string;
	version: string | undefined;
	launch: Launch;
	ready: () => void;
	changed: () => void;
}) {
	const tool = launch.state.unit.tool ??
		{ scored: false, window: false, passMark: null };
	const looking = version !== undefined;
	const { reached, ask } = useReached(module, launch.unit.id, !looking,
		changed);

	return (
		<div class="player-tool">
			<ToolFrame ready={ready} closed={ask} where={{ module,
				unit: launch.unit.key, attempt: launch.attempt }}>
				<Reached reached={reached} scored={tool.scored}
					mark={tool.passMark} looking={looking} />
			</ToolFrame>
		</div>
	);
}
