/* An activity by its type: what to do, and the way to do it. */
import type { Activity } from "../../../practice/types";
import { Check } from "./Check";
import { useHere } from "./context";
import { GridActivity } from "./Grid";
import { MarkActivity } from "./Mark";
import { MatrixActivity } from "./Matrix";
import { ParetoActivity } from "./Pareto";
import { Rich } from "./Rich";
import { ScaleActivity } from "./Scale";
import { SortActivity } from "./Sort";
import { TreeActivity } from "./Tree";
import { CardsActivity, NoteActivity } from "./Written";

function Inside({ of }: { of: Activity }) {
	const { words } = useHere();

	switch (of.type) {
	case "sort": return <SortActivity of={of} />;
	case "mark": return <MarkActivity of={of} />;
	case "matrix": return <MatrixActivity of={of} />;
	case "scale": return <ScaleActivity of={of} />;
	case "tree":
	case "dialogue": return <TreeActivity of={of} />;
	case "grid": return <GridActivity of={of} />;
	case "note": return <NoteActivity of={of} />;
	case "pareto": return <ParetoActivity of={of} />;
	case "cards": return <CardsActivity of={of} />;
	case "single": case "multiple": case "trueFalse": case "match":
	case "order": case "numeric": case "text": case "cloze": case "essay":
		return <Check bare q={of} label={words.activity} />;
	default:
		return <p role="alert">{words.unknown}</p>;
	}
}

const ASKS = /^(single|multiple|trueFalse|match|order|numeric|text|cloze|essay)$/;

export function ActivityBox({ of }: { of: Activity }) {
	const { words } = useHere();

	return (
		<div class="activity" role="group" id={`kegiatan-${of.id}`}
			aria-labelledby={`a-${of.id}-label`}>
			<p class="check-label" id={`a-${of.id}-label`}>{words.activity}</p>
			{!ASKS.test(of.type) &&
				<Rich block class="check-text" text={of.text} html={of.html} />}
			<Inside of={of} />
		</div>
	);
}
