/*
 * Waiting: nothing for 300 ms, then a word, after 10 s a way out. The place is
 * kept, so nothing jumps when the answer comes.
 */
import { useEffect, useState } from "preact/hooks";
import { t } from "../text";

export function Wait({ again }: { again?: () => void }) {
	const [stage, setStage] = useState(0);

	useEffect(() => {
		const soon = setTimeout(() => setStage(1), 300);
		const late = setTimeout(() => setStage(2), 10_000);
		return () => {
			clearTimeout(soon);
			clearTimeout(late);
		};
	}, []);

	return (
		<div class="waiting" role="status">
			{stage > 0 && <p>{t("wait.loading")}</p>}
			{stage > 1 && <p class="quiet">{t("wait.long")}</p>}
			{stage > 1 && again &&
				<button type="button" class="button" onClick={again}>
					{t("wait.again")}
				</button>}
		</div>
	);
}
