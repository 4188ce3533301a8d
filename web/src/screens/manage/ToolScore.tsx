/*
 * What a tool of somebody else said of a learner, and a score of ours instead:
 * what counts now, the new one, and the way back.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { ToolItem, ToolResult, ToolResults } from "../../api/tool";
import { Dialog } from "../../parts/Dialog";
import { atField, Field, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { moment, number } from "../../text/format";
import { words } from "../../text/toolScore";

interface Person {
	id: string;
	name: string;
}

const shown = (scaled: number | null | undefined): string =>
	scaled == null ? words("noScore") : number(scaled * 100);

/* A share of what was typed, "72,5" or "72.5"; NaN when it is none. */
function typed(text: string): number {
	const plain = text.trim().replace(",", ".");

	return /^\d{1,3}(\.\d{1,4})?$/.test(plain) && Number(plain) <= 100
		? Number(plain) / 100 : NaN;
}

function Said({ of: { tool, result } }: { of: ToolItem }) {
	if (result?.given == null)
		return <p>{words(result?.grading === "PendingManual"
			? "waiting" : "none", { tool })}</p>;
	const { given, maximum, comment, updatedAt } = result;

	return (
		<>
			<p>{words("given", {
				tool, given: number(given, 2), most: number(maximum ?? 1, 2),
				score: number(100 * Math.min(1, given / (maximum || 1))),
			})}</p>
			{comment && <p class="quiet">{words("said", { text: comment })}</p>}
			<p class="facts">{words("at", { time: moment(updatedAt) })}</p>
		</>
	);
}

function Ours({ of }: { of: ToolResult }) {
	const at = { time: moment(of.overrideAt ?? 0) };

	return (
		<div class="notice">
			<p class="strong">
				{words("override", { score: shown(of.override) })}
			</p>
			<p class="facts">{of.overrideBy
				? words("by", { name: of.overrideBy, ...at })
				: words("byNobody", at)}</p>
		</div>
	);
}

function Change({ item, put, close }: {
	item: ToolItem;
	put: (scaled: number | null) => Promise<void>;
	close: () => void;
}) {
	const [value, setValue] = useState("");
	const now = item.result?.scaled ?? null;
	const name = `score-${item.id}`;
	const form = useForm<string>({
		check: () => ({
			[name]: Number.isNaN(typed(value)) ? words("wrong") : undefined,
		} as Record<string, string>),
		send: () => put(typed(value)),
		place: atField("scaled"),
	});

	return (
		<form class="stack" noValidate aria-busy={form.busy}
			onSubmit={form.submit}>
			<Summary {...form} />
			<Field name={name} label={words("new")}
				hint={now === null ? words("nowNone")
					: words("now", { score: shown(now) })}
				inputmode="decimal" autocomplete="off" value={value}
				change={setValue} error={form.errors[name]} />
			<p class="actions">
				<button class="button primary" type="submit">
					{words("save")}
				</button>
				<button class="button" type="button" onClick={close}>
					{words("cancel")}
				</button>
			</p>
		</form>
	);
}

/** One column of a tool's; `done` says what came of a change. */
export function ToolScore({ item, title, person, done }: {
	item: ToolItem;
	title: string;
	person: Person;
	done: (said: string) => void;
}) {
	const [open, setOpen] = useState(false);
	const old = item.result?.scaled;

	async function put(scaled: number | null): Promise<void> {
		const { scaled: now } = await call<{ scaled: number | null }>("PUT",
			`/api/v1/lti/results/${item.id}/${encodeURIComponent(person.id)}`,
			{ scaled });

		setOpen(false);
		done(words(scaled === null ? "undone" : "changed", {
			title, name: person.name, old: shown(old), new: shown(now),
		}));
	}

	return (
		<div class="stack near">
			<Said of={item} />
			{item.result && item.result.override !== null &&
				<Ours of={item.result} />}
			{open
				? <Change item={item} put={put} close={() => setOpen(false)} />
				: <Buttons item={item} title={title} put={put}
					open={() => setOpen(true)} />}
		</div>
	);
}

function Buttons({ item, title, put, open }: {
	item: ToolItem;
	title: string;
	put: (scaled: null) => Promise<void>;
	open: () => void;
}) {
	const whose = <span class="hidden-words"> {title}</span>;
	const form = useForm<never>({ check: () => ({}), send: () => put(null) });

	return (
		<form onSubmit={form.submit} aria-busy={form.busy}>
			<Summary {...form} />
			<p class="actions">
				<button class="button" type="button" onClick={open}>
					{words("change")}{whose}
				</button>
				{item.result && item.result.override !== null &&
					<button class="button" type="submit">
						{words("undo")}{whose}
					</button>}
			</p>
		</form>
	);
}

/** All of a batch's steps at tools, of one who takes part. */
export function ToolScores({ path, person, titles, changed, close }: {
	path: string;		/* of the batch, in the API */
	person: Person;
	titles: Map<string, string>;
	changed: () => void;	/* told at the end: it reads the page anew */
	close: () => void;
}) {
	const load = useLoad<ToolResults>(
		`${path}/tool-results?person=${encodeURIComponent(person.id)}`);
	const [said, say] = useState("");
	const done = (text: string) => {
		say(text);
		load.reload();
	};
	const end = () => {
		close();
		if (said)
			changed();
	};

	return (
		<Dialog title={words("title", { name: person.name })} close={end}>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			<Loaded from={load}>{({ items }) => items.length === 0
				? <p>{words("nothing")}</p>
				: <ul class="plain stack">
					{items.map((item) => {
						const title = titles.get(item.place ?? "") ??
							item.label;

						return (
							<li key={item.id} class="stack near">
								<h3>{title}</h3>
								<ToolScore item={item} title={title}
									person={person} done={done} />
							</li>
						);
					})}
				</ul>}</Loaded>
			<p class="actions">
				<button class="button" type="button" onClick={end}>
					{words("close")}
				</button>
			</p>
		</Dialog>
	);
}
