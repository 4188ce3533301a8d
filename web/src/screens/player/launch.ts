/* What the server answers when a unit is opened. */
import { call } from "../../api/client";
import type { Standard, UnitKind } from "../../api/types";
import type { RunState, Tree } from "../../runtime/types";

export interface Launch {
	/** On the content origin; of a link the address itself. */
	url: string;
	attempt: string;
	run: string;
	unit: { id: string; key: string; title: string; kind: UnitKind };
	version: { id: string; number: number };
	standard: Standard;
	runToken: string;
	state: RunState;
	tree: Tree | null;
	learner: { id: string; name: string };
	expiresAt: number;
}

/* Without a unit: where the person left off. */
export function launch(
	module: string,
	unit: string | null,
	version?: string | undefined,	/* looked at, not one's own */
): Promise<Launch> {
	return call<Launch>("POST",
		`/api/v1/modules/${encodeURIComponent(module)}/launches`,
		{ ...(unit && { unit }), ...(version && { version }) });
}
