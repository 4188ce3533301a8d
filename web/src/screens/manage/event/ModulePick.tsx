/* One module, found by words of its title. */
import { useState } from "preact/hooks";
import { get } from "../../../api/client";
import type { ModulePage } from "../../../api/types";
import { Choice, Field } from "../../../parts/Field";
import { has } from "../../../session/roles";
import { person } from "../../../session/session";
import { words } from "../../../text/event";

export interface Named {
	id: string;
	title: string;
}

/* `name` tells several on one page apart; `published`: no other; `offered` stand
   there before a search. */
export function ModulePick({
	name, label, hint, published, mine, offered = [], chosen, choose,
}: {
	name: string;
	label: string;
	hint?: string;
	published?: boolean;
	mine?: boolean;	/* those of one's agency; an administrator's are all */
	offered?: Named[];
	chosen: Named | null;
	choose: (m: Named) => void;
}) {
	const [q, setQ] = useState("");
	const [found, setFound] = useState<Named[] | null>(null);

	function find(): void {
		void get<ModulePage>(`/api/v1/modules?q=${encodeURIComponent(q)}${
			mine && !has(person(), "admin") ? "&agency=mine" : ""}`)
			.then((page) => setFound(page.modules.filter((m) =>
				!published || m.state === "published")), () => undefined);
	}

	return (
		<div class="stack near">
			<Field name={`${name}-q`} label={label} hint={hint} value={q}
				change={setQ} onKeyDown={(e) => {
					if (e.key === "Enter") {
						e.preventDefault();
						find();
					}
				}} after={<button type="button" class="button"
					onClick={find}>{words("materials.find")}</button>} />
			<div role="status">
				{found?.length === 0 &&
					<p class="quiet">{words("materials.notFound")}</p>}
			</div>
			{(chosen ? [chosen, ...(found ?? offered).filter((m) =>
				m.id !== chosen.id)] : found ?? offered).map((m) =>
				<Choice key={m.id} type="radio" name={name} value={m.id}
					label={m.title} checked={chosen?.id === m.id}
					change={() => choose(m)} />)}
		</div>
	);
}
