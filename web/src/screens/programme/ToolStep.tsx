/* A step of a programme that a tool of somebody else shows. */
import { useRoute } from "preact-iso";
import { useEffect } from "preact/hooks";
import type { Path, Standing } from "../../api/programme";
import type { Place } from "../../api/tool";
import type { Progress } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { ToolFrame } from "../../parts/ToolFrame";
import { words as programme } from "../../text/programme";
import { Reached } from "../player/Tool";

const ASK = 10_000;

/* A launch alone begins a step: the tool has said nothing by then. */
const said = ({ state, scaled }: Standing) => scaled !== null ||
	!["open", "locked", "begun"].includes(state);

/* By the mark that the step asks for, once there is a score. */
function judged(step: Standing, place: Place): Progress["success"] {
	if (step.scaled === null || place.passMark === undefined)
		return "unknown";
	return 100 * step.scaled >= place.passMark - 1e-6 ? "passed" : "failed";
}

export default function ToolStep() {
	const { params } = useRoute();
	const batch = params.batch ?? "", activity = params.activity ?? "";
	const mine = useLoad<Path>(
		`/api/v1/me/programmes/${encodeURIComponent(batch)}`);
	const step = mine.data?.steps.find((s) => s.id === activity);
	const place = (step?.setting ?? { url: "" }) as Place;

	useEffect(() => {
		const timer = setInterval(() => {
			if (document.visibilityState === "visible")
				mine.reload();
		}, ASK);

		return () => clearInterval(timer);
	}, [batch]);
	return (
		<Page title={step?.title ?? programme("kind.tool")}
			back={{ href: `/pelatihan/${batch}`,
				label: mine.data?.programme.title ??
					programme("mine") }}>
			<Loaded from={mine}>{() =>
				<div class="tool-step">
					<ToolFrame where={{ batch, activity }}
						closed={() => mine.reload()}>
						<Reached looking={false}
							scored={place.lineItem !== false &&
								place.lineItem !== null}
							mark={place.passMark ?? null}
							reached={step && said(step) ? {
								completion: step.state === "done"
									? "completed" : "incomplete",
								success: judged(step, place),
								score: step.scaled === null ? null
									: { scaled: step.scaled, raw: null,
										min: null, max: null },
							} : null} />
					</ToolFrame>
				</div>}</Loaded>
		</Page>
	);
}
