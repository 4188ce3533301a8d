/* How a request for approval stands, and what was said to it. */
import type { Approval } from "../../api/types";
import { moment } from "../../text/format";
import { words } from "../../text/versions";

export function Wish({ wish }: { wish: Approval }) {
	return (
		<>
			<p>{words(`wish.${wish.state}`, {
				at: moment(wish.state === "waiting"
					? wish.askedAt : wish.decidedAt),
				name: wish.decidedBy ?? "",
			})}</p>
			{wish.answer &&
				<p>{words("wish.answer", { words: wish.answer })}</p>}
		</>
	);
}
