/*
 * Tugas revisi: what is to be mended in the modules one answers for, where it
 * comes from and for how long; to be dropped for a reason, or opened for one.
 */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Task, Tasks } from "../../api/revision";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { atField, Field, Select, Summary, TextField, useForm, type Errors } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { day } from "../../text/format";
import { words } from "../../text/revision";
import { ModulePick, type Named } from "./event/ModulePick";
import { age, taskSays } from "./hints/tell";
import { Tabs } from "./Tabs";

const STATES = ["open", "done", "dropped"] as const;
type State = typeof STATES[number];

interface Needs {
	needs: { id: string; title: string }[];
}

function Drop({ task, done, close }: {
	task: Task;
	done: (said: string) => void;
	close: () => void;
}) {
	const name = `drop-${task.id}`;
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const focus = () => document.getElementById(name)?.focus();

	useEffect(() => {
		focus();
	}, []);

	function go(e: Event): void {
		e.preventDefault();
		if (busy)
			return;
		setMissing(!text.trim());
		if (!text.trim())
			return focus();
		setBusy(true);
		setProblem(null);
		call("PATCH", `/api/v1/revisions/${encodeURIComponent(task.id)}`,
			{ state: "dropped", outcome: text.trim() }).then(() =>
			done(words("drop.done", { title: task.module.title })), (e) => {
			setProblem(fault(e));
			setBusy(false);
		});
	}

	return (
		<form class="notice stack near" onSubmit={go} noValidate
			aria-busy={busy}>
			<TextField name={name} label={words("drop.why")}
				hint={words("drop.hint")} value={text} change={setText}
				error={missing ? words("drop.missing") : undefined} />
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button primary">{words("drop.go")}</button>
				<button class="button" type="button" onClick={close}>
					{words("drop.keep")}
				</button>
			</p>
		</form>
	);
}

/* What became of it, or since when it waits. */
function Standing({ task, now }: { task: Task; now: number }) {
	const at = day(task.openedAt), closed = day(task.closedAt ?? 0);

	return (
		<>
			<p class="facts">
				{words(`cause.${task.cause}`)}
				{task.from !== null &&
					` · ${words("found", { n: task.from })}`}
			</p>
			<p class="facts">{words(task.openedBy ? "opened"
				: "opened.nobody", { name: task.openedBy ?? "", at,
				age: age(task.openedAt, now) })}</p>
			{task.state === "done" && <p>{words("done",
				{ n: task.version ?? 0, at: closed })}</p>}
			{task.state === "dropped" && <p>{words("dropped", {
				name: task.closedBy ?? "", at: closed, why: task.outcome })}</p>}
		</>
	);
}

function Row({ task, done }: { task: Task; done: (said: string) => void }) {
	const [dropping, setDropping] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const was = useRef(false);

	useEffect(() => {
		if (was.current && !dropping)
			button.current?.focus();
		was.current = dropping;
	}, [dropping]);
	return (
		<li class="card stack near">
			<h2>
				<a href={`/kelola/modul/${encodeURIComponent(
					task.module.id)}/petunjuk`}>{task.module.title}</a>
			</h2>
			<p>{taskSays(task)}</p>
			{task.words && <p class="said">{task.words}</p>}
			<Standing task={task} now={Date.now()} />
			{task.state === "open" && (dropping
				? <Drop task={task} done={done}
					close={() => setDropping(false)} />
				: <p class="actions">
					<a class="button" href={`/kelola/modul/${
						encodeURIComponent(task.module.id)}`}>
						{words("mend")}
					</a>
					<button class="button" type="button" ref={button}
						aria-label={words("drop.of",
							{ what: taskSays(task) })}
						onClick={() => setDropping(true)}>
						{words("drop")}
					</button>
				</p>)}
		</li>
	);
}

type CauseName = "regulation" | "need" | "other";
type Asked = "module" | "regulation" | "need" | "words";

const named = atField<Asked>("module", "regulation", "need", "words");

function NeedPick({ value, change, error }: {
	value: string;
	change: (id: string) => void;
	error: string | undefined;
}) {
	const needs = useLoad<Needs>("/api/v1/needs");

	return (
		<Loaded from={needs}>{({ needs: all }) => all.length === 0
			? <p class="quiet">{words("open.needs.empty")}</p>
			: <Select name="need" label={words("open.need")} value={value}
				change={change} error={error}
				options={[["", words("open.need.none")],
					...all.map((n): [string, string] =>
						[n.id, n.title])]} />}
		</Loaded>
	);
}

/* Opens one for what no figure says. */
function Begin({ done, close }: {
	done: (said: string) => void;
	close: () => void;
}) {
	const [cause, setCause] = useState<CauseName>("regulation");
	const [chosen, choose] = useState<Named | null>(null);
	const [regulation, setRegulation] = useState("");
	const [need, setNeed] = useState("");
	const [text, setText] = useState("");
	const missing = words("open.missing");
	const form = useForm<Asked>({
		check: (): Errors<Asked> => ({
			...!chosen && { module: words("open.module.none") },
			...cause === "regulation" && !regulation.trim() &&
				{ regulation: missing },
			...cause === "need" && !need && { need: words("open.need.none") },
			...!text.trim() && { words: missing },
		}),
		send: async () => {
			await call("POST", `/api/v1/modules/${encodeURIComponent(
				chosen?.id ?? "")}/revisions`, {
				cause, words: text.trim(),
				...cause === "regulation" &&
					{ regulation: regulation.trim() },
				...cause === "need" && { need },
			});
			done(words("opened.said"));
		},
		place: named,
	});

	return (
		<form class="card stack" onSubmit={form.submit} noValidate
			aria-labelledby="open-task" aria-busy={form.busy}>
			<h2 id="open-task">{words("open")}</h2>
			<p class="quiet">{words("open.intro")}</p>
			<Summary errors={form.errors} problem={form.problem}
				attempt={form.attempt} />
			<div id="module" tabIndex={-1}>
				<ModulePick name="task-module" label={words("open.module")}
					chosen={chosen} choose={choose} mine />
			</div>
			<Select name="cause" label={words("open.cause")} value={cause}
				change={(value) => setCause(value as CauseName)}
				options={(["regulation", "need", "other"] as const).map(
					(c): [string, string] => [c, words(`cause.${c}`)])} />
			{cause === "regulation" &&
				<Field name="regulation" label={words("open.regulation")}
					hint={words("open.regulation.hint")}
					error={form.errors.regulation} maxLength={300}
					value={regulation} change={setRegulation} />}
			{cause === "need" && <NeedPick value={need} change={setNeed}
				error={form.errors.need} />}
			<TextField name="words" label={words("open.words")} value={text}
				error={form.errors.words} change={setText} />
			<p class="actions">
				<button class="button primary">{words("open.go")}</button>
				<button class="button" type="button" onClick={close}>
					{words("open.cancel")}
				</button>
			</p>
		</form>
	);
}

function addressOf(state: State, page: number): string {
	return `/kelola/revisi?keadaan=${state}${page > 1 ? `&page=${page}` : ""}`;
}

function List({ tasks, state, done }: {
	tasks: Tasks;
	state: State;
	done: (said: string) => void;
}) {
	return (
		<>
			{tasks.revisions.length === 0
				? <p class="card">{words(`none.${state}`)}</p>
				: <ul class="plain cards">
					{tasks.revisions.map((task) =>
						<Row key={task.id} task={task} done={done} />)}
				</ul>}
			<p class="actions">
				{tasks.page > 1 && <a class="button"
					href={addressOf(state, tasks.page - 1)}>
					{words("newer")}
				</a>}
				{tasks.more && <a class="button"
					href={addressOf(state, tasks.page + 1)}>
					{words("more")}
				</a>}
			</p>
		</>
	);
}

export default function Revisions() {
	const { query, route } = useLocation();
	const state = STATES.find((s) => s === query.keadaan) ?? "open";
	const page = Math.max(1, Math.floor(Number(query.page)) || 1);
	const tasks = useLoad<Tasks>(
		`/api/v1/revisions?state=${state}&page=${page}`);
	const [opening, setOpening] = useState(false);
	const [said, say] = useState("");

	function done(text: string): void {
		say(text);
		setOpening(false);
		tasks.reload();
	}

	return (
		<Page title={words("title")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<Tabs />
			<div class="stack">
				<p class="quiet">{words("why")}</p>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{opening
					? <Begin done={done}
						close={() => setOpening(false)} />
					: <p>
						<button class="button" type="button"
							onClick={() => setOpening(true)}>
							{words("open")}
						</button>
					</p>}
				<Select name="state" label={words("filter.state")} value={state}
					change={(s) => route(addressOf(s as State, 1))}
					options={STATES.map((s): [string, string] =>
						[s, words(`state.${s}`)])} />
				<Loaded from={tasks}>{(data) =>
					<List tasks={data} state={state} done={done} />}</Loaded>
			</div>
		</Page>
	);
}
