/*
 * Publishing a version, or asking that somebody else does. Where tasks are open
 * it says what changes and why, and which of them it mends; what the tasks say
 * stands there already, and is the author's to change.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Task } from "../../api/revision";
import type { VersionRow, Versions as All } from "../../api/types";
import { Choice, TextField } from "../../parts/Field";
import { words as revision } from "../../text/revision";
import { words } from "../../text/versions";
import { taskSays } from "./hints/tell";
import { saidBy, type Said } from "./saidBy";

/* Ask the server; what it answers is how all stands, `said` what was done. */
export type Act = (
	method: "POST" | "PATCH" | "DELETE",
	path: string,
	body: object | undefined,
	said: string,
) => Promise<boolean>;

/* Until somebody types, the words follow the tasks that are chosen. */
function useSaid(tasks: Task[]): {
	said: Said;
	choose: (id: string, on: boolean) => void;
	write: (part: Partial<Said>) => void;
} {
	const [said, setSaid] = useState(() => saidBy(tasks));
	const typed = useRef<{ changed?: boolean; why?: boolean }>({});

	return {
		said,
		choose: (id, on) => setSaid((was) => {
			const now = saidBy(tasks.filter((task) => task.id === id ? on
				: was.revisions.includes(task.id)));

			return {
				...now,
				...typed.current.changed && { changed: was.changed },
				...typed.current.why && { why: was.why },
			};
		}),
		write: (part) => {
			typed.current = { ...typed.current,
				changed: typed.current.changed || "changed" in part,
				why: typed.current.why || "why" in part };
			setSaid((was) => ({ ...was, ...part }));
		},
	};
}

function Change({ n, tasks, from, missing }: {
	n: number;
	tasks: Task[];
	from: ReturnType<typeof useSaid>;
	missing: boolean;
}) {
	const { said, choose, write } = from;
	const error = (text: string) => missing && !text.trim()
		? revision("change.missing") : undefined;

	return (
		<div class="stack near">
			<p class="small quiet">{tasks.length
				? revision("change.needed", { n: tasks.length })
				: revision("change.optional")}</p>
			{tasks.length > 0 &&
				<fieldset class="stack near">
					<legend>{revision("change.tasks")}</legend>
					{tasks.map((task) =>
						<Choice key={task.id} type="checkbox"
							name={`mends-${n}`} value={task.id}
							label={taskSays(task)} hint={task.words}
							checked={said.revisions.includes(task.id)}
							change={(on) => choose(task.id, on)} />)}
				</fieldset>}
			<TextField name={`changed-${n}`} value={said.changed}
				label={revision("change.changed")}
				error={error(said.changed)}
				change={(changed) => write({ changed })} />
			<TextField name={`why-${n}`} value={said.why}
				label={revision("change.why")} error={error(said.why)}
				change={(why) => write({ why })} />
		</div>
	);
}

function Words({ field, partner, value, change }: {
	field: string;
	partner: boolean;
	value: string;
	change: (text: string) => void;
}) {
	return (
		<div class="field">
			<p class="small quiet">
				{words(partner ? "ask.partner" : "ask.why")}
			</p>
			<label for={field}>{words("ask.words")}</label>
			<textarea class="input" id={field} rows={2} maxLength={1000}
				value={value}
				onInput={(e) => change(e.currentTarget.value)} />
		</div>
	);
}

export function Release({ row, all, act }: {
	row: VersionRow;
	all: All;
	act: Act;
}) {
	const [minor, setMinor] = useState(false);
	const [text, setText] = useState("");
	const [saying, setSaying] = useState(false);
	const [missing, setMissing] = useState(false);
	const from = useSaid(all.revisions);
	const n = row.number;
	const needed = all.revisions.length > 0;
	const asking = all.publishing === "asking";
	const now = all.state === "draft"
		? 0 : all.versions.find((v) => v.current)?.number ?? 0;
	/* Going back to an older one is possible, not what is expected. */
	const look = `button${n > now ? " primary" : ""}`;

	useEffect(() => {
		if (saying)
			document.getElementById(`changed-${n}`)?.focus();
	}, [saying]);

	/* Null: something is still to be said, and has the focus. */
	function saidNow(): Said | null {
		const { changed, why } = from.said;
		const empty = !changed.trim() ? "changed" : !why.trim() ? "why" : "";

		if (needed && empty) {
			setMissing(true);
			document.getElementById(`${empty}-${n}`)?.focus();
			return null;
		}
		return { changed: changed.trim(), why: why.trim(),
			revisions: from.said.revisions };
	}

	function go(): void {
		if (needed && !saying)
			return setSaying(true);
		const said = saidNow();
		const body = said && { version: row.id, minor: minor && row.sameUnits,
			...said, ...asking && { words: text.trim() } };

		if (body)
			void act("POST", asking ? "/approvals" : "/publication", body,
				words(asking ? "asked" : "published", { n }));
	}

	return (
		<div class="stack near">
			{row.sameUnits &&
				<Choice type="checkbox" name={`minor-${n}`} value="on"
					label={words("publish.minor")}
					hint={words("publish.minorHint")}
					checked={minor} change={setMinor} />}
			{needed
				? saying && <Change n={n} tasks={all.revisions} from={from}
					missing={missing} />
				: <details class="fold">
					<summary>{revision("change.title", { n })}</summary>
					<Change n={n} tasks={[]} from={from} missing={false} />
				</details>}
			{asking && <Words field={`note-${n}`} partner={all.partner}
				value={text} change={setText} />}
			<p class="actions">
				<button class={look} type="button" onClick={go}>
					{words(asking ? "ask" : "publish", { n })}
				</button>
			</p>
		</div>
	);
}
