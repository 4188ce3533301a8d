/*
 * One of my plans: what, until when, whose turn it is, whom I named, and what
 * was answered.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Problem } from "../../api/client";
import type { Contact, Followup, Plan, PlanState } from "../../api/plan";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { atField, Field, Summary, TextField, useForm }
	from "../../parts/Field";
import { State } from "../../parts/pieces";
import { servedTarget } from "../../parts/served";
import { t } from "../../text";
import { day } from "../../text/format";
import type { Named } from "../../text/names";
import { words } from "../../text/plan";
import { inOrder, Log, named, until } from "./Log";
import { People } from "./People";

const WORDS_MOST = 4_000;
const LOOKS: Record<PlanState, Omit<Named, "word">> = {
	open: { tone: "wait", icon: "half" }, done: { tone: "ok", icon: "done" },
	dropped: { tone: "", icon: "closed" },
};

function ComesNext({ plan }: { plan: Plan }) {
	const all = inOrder(plan.followups);
	const mine = all.find((f) => f.href);
	const next = all.find((f: Followup) => !f.answeredAt && !f.sentAt &&
		named(plan, f));

	if (plan.state === "dropped")
		return null;
	if (mine?.href)
		return (
			<div class="notice stack near">
				<p>{words("turn", { at: day(mine.expiresAt) })}</p>
				<p class="actions">
					<a class="button primary" href={mine.href}
						target={servedTarget(mine.href)}>
						{words("turn.go")}
						<span class="hidden-words">{plan.title}</span>
					</a>
				</p>
			</div>
		);
	if (plan.completedAt === null)
		return <p>{words("waits", { what: words(`waits.${plan.source}`) })}</p>;
	return <p>{next ? words("next", { day: next.day, at: day(next.dueAt),
		who: words(`who.${next.role}`) }) : words("next.none")}</p>;
}

function Edit({ plan, saved, cancel }: {
	plan: Plan;
	saved: (plan: Plan) => void;
	cancel: () => void;
}) {
	const [text, setText] = useState(plan.words);
	const [by, setBy] = useState(plan.byDay ?? "");
	const id = (name: string) => `${name}-${plan.id}`;
	const form = useForm<"words" | "byDay">({
		check: () => !text.trim() || text.length > WORDS_MOST
			? { words: words("edit.noWords") } : {},
		send: async () => saved(await call<Plan>("PATCH",
			`/api/v1/me/plans/${plan.id}`, { words: text.trim(),
				byDay: by || null })),
		place: atField("words", "byDay"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} errors={{
				[id("words")]: form.errors.words,
				[id("byDay")]: form.errors.byDay,
			}} />
			<TextField name={id("words")} label={words("edit.words")}
				value={text} change={setText} error={form.errors.words} />
			<Field name={id("byDay")} type="date" label={words("edit.by")}
				value={by} change={setBy} error={form.errors.byDay} />
			<p class="actions">
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("edit.save")}
				</button>
				<button class="button" type="button" onClick={cancel}>
					{words("edit.cancel")}
				</button>
			</p>
		</form>
	);
}

const contact = ({ name, email }: Contact): string =>
	email ? `${name} (${email})` : words("people.none");

function Named_({ plan }: { plan: Plan }) {
	return (
		<dl class="rows breaks">
			{(["superior", "colleague"] as const).map((who) =>
				<div key={who}>
					<dt>{words(`role.${who}`)}</dt>
					<dd>{contact(plan[who])}</dd>
				</div>)}
		</dl>
	);
}

type Open = "" | "edit" | "people";

function Deeds({ plan, open, set }: {
	plan: Plan;
	open: (what: Open) => void;
	set: (state: PlanState, said: string) => void;
}) {
	const goes = plan.state === "open";
	const anybody = plan.superior.email || plan.colleague.email;
	const whose = <span class="hidden-words">{plan.title}</span>;

	return (
		<p class="actions">
			{plan.state !== "dropped" &&
				<button type="button" class="button"
					onClick={() => open("people")}>
					{words(anybody ? "people.change" : "people.name")}{whose}
				</button>}
			{goes && <>
				<button type="button" class="button"
					onClick={() => open("edit")}>{words("edit")}{whose}</button>
				<button type="button" class="button"
					onClick={() => set("done", words("done.said"))}>
					{words("done")}{whose}
				</button>
				<button type="button" class="button"
					onClick={() => set("dropped", words("drop.said"))}>
					{words("drop")}{whose}
				</button>
			</>}
			{!goes && <button type="button" class="button"
				onClick={() => set("open", words("again.said"))}>
				{words("again")}{whose}
			</button>}
		</p>
	);
}

function Head({ plan }: { plan: Plan }) {
	return (
		<>
			<h2>{plan.title}</h2>
			<p class="facts">{[words(`of.${plan.source}`), until(plan)]
				.filter(Boolean).join(" · ")}</p>
			<p><State named={{ ...LOOKS[plan.state],
				word: words(`state.${plan.state}`) }} /></p>
			{plan.choice && <p class="strong">{plan.choice}</p>}
			<p class="lines">{plan.words}</p>
		</>
	);
}

export function One({ plan, changed }: {
	plan: Plan;
	changed: (plan: Plan) => void;
}) {
	const [open, setOpen] = useState<Open>("");
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const path = `/api/v1/me/plans/${plan.id}`;

	function keep(next: Plan, words_: string): void {
		changed(next);
		setOpen("");
		say(words_);
	}
	function set(state: PlanState, words_: string): void {
		setProblem(null);
		call<Plan>("PATCH", path, { state }).then((next) =>
			keep(next, words_), (e) => setProblem(fault(e)));
	}

	return (
		<li class="card stack">
			<div class="stack near"><Head plan={plan} /></div>
			<ComesNext plan={plan} />
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			{open === "edit"
				? <Edit plan={plan} cancel={() => setOpen("")}
					saved={(next) => keep(next, words("edit.saved"))} />
				: open === "people"
					? <People plan={plan} path={path}
						cancel={() => setOpen("")}
						saved={(next) => keep(next, words("people.saved"))} />
					: <>
						<Named_ plan={plan} />
						<Deeds plan={plan} set={set} open={(what) => {
							say("");
							setOpen(what);
						}} />
					</>}
			{plan.followups.length > 0 &&
				<details>
					<summary>{words("log")}</summary>
					<Log plan={plan} />
				</details>}
		</li>
	);
}
