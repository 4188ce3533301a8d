/*
 * The questions of a module's quizzes with their keys. A wrong one is corrected
 * with a reason; whose score that changed is told, and stays in the history.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Definition, Fix, FixLine, Keys as AllKeys } from
	"../../../api/gradebook";
import type { ModuleDetail } from "../../../api/types";
import { Field, Select, Summary, useForm } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Html, textOf } from "../../../questions/html";
import { t } from "../../../text";
import { moment, number } from "../../../text/format";
import { words } from "../../../text/gradebook";
import { openable } from "../../../text/names";
import { ModuleTabs } from "../ModuleTabs";
import { percent } from "./Gradebook";
import { faultOf, KeyForm } from "./KeyForm";
import "./gradebook.css";

const PLAIN = { files: null, tokens: {} };

/* Gaps of a cloze are written {{1}}. */
const gapped = (html: string) => html.replace(/\{\{(\d+)\}\}/g, "[$1]");

function scoreOf({ scaled, passed }: FixLine["before"]): string {
	return percent(scaled) + (passed === null ? ""
		: ` (${words(passed ? "fix.pass" : "fix.fail")})`);
}

function Changed({ lines }: { lines: FixLine[] }) {
	return (
		<table class="table" role="table"
			aria-label={words("fix.lines", { n: lines.length })}>
			<thead role="rowgroup">
				<tr role="row">
					{(["fix.who", "fix.before", "fix.after"] as const).map((c) =>
						<th key={c} scope="col" role="columnheader">
							{words(c)}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{lines.map((line) =>
					<tr role="row" key={line.sitting}>
						<th scope="row" role="rowheader">
							{line.person.name ?? words("fix.somebody")} ·{" "}
							{words("sitting.n", { n: line.number })}
						</th>
						<td role="cell" data-label={words("fix.before")}>
							{scoreOf(line.before)}
						</td>
						<td role="cell" data-label={words("fix.after")}>
							{scoreOf(line.after)}
						</td>
					</tr>)}
			</tbody>
		</table>
	);
}

interface Outcome {
	id: string;
	changed: FixLine[];
	done: boolean;
}

function Told({ of }: { of: Outcome }) {
	const box = useRef<HTMLDivElement>(null);

	useEffect(() => box.current?.focus(), [of]);
	return (
		<div class="stack near" role="status" tabIndex={-1} ref={box}>
			<div class="notice ok">
				<p class="strong">{words("fix.done", { id: of.id })}</p>
				<p>{of.changed.length
					? words("fix.changed", { n: of.changed.length })
					: words("fix.changed.none")}</p>
				{!of.done && <p>{words("fix.going")}</p>}
			</div>
			{of.changed.length > 0 && <Changed lines={of.changed} />}
		</div>
	);
}

function Correct({ path, unit, question, text, done }: {
	path: string;
	unit: string;
	question: Definition;
	text: string;
	done: (of: Outcome) => void;
}) {
	const [now, setNow] = useState(question);
	const [reason, setReason] = useState("");
	const form = useForm<"key" | "reason">({
		check: () => ({
			key: faultOf(now) || (JSON.stringify(now) ===
				JSON.stringify(question) ? words("key.same") : ""),
			reason: reason.trim() ? "" : words("fix.reason.missing"),
		}),
		send: async () => {
			const told = await call<Omit<Outcome, "id">>("POST",
				`${path}/fixes`, { unit, question: question.id,
					definition: now, reason: reason.trim() });

			done({ ...told, id: question.id });
		},
	});

	return (
		<form class="stack" noValidate aria-busy={form.busy}
			onSubmit={form.submit}>
			<Html html={text} {...PLAIN} />
			{question.type === "essay"
				? <p class="notice warn">{words("key.rubric")}</p>
				: <>
					<Summary {...form} />
					<KeyForm of={now} change={setNow}
						error={form.errors.key} />
					<Field name="reason" label={words("fix.reason")}
						hint={words("fix.reason.hint")} autocomplete="off"
						value={reason} change={setReason}
						error={form.errors.reason} />
					<p class="small quiet">{words("fix.means")}</p>
					<p class="actions">
						<button class="button primary" type="submit">
							{words("fix.go")}
						</button>
					</p>
				</>}
		</form>
	);
}

function History({ fixes, titles }: {
	fixes: Fix[];
	titles: Map<string, string>;
}) {
	return (
		<section class="stack near" aria-labelledby="history">
			<h2 id="history">{words("fix.history")}</h2>
			{fixes.length === 0
				? <p class="quiet">{words("fix.history.none")}</p>
				: <ul class="plain cards">
					{fixes.map((fix) =>
						<li class="card stack near" key={fix.id}>
							<p class="strong">{words("fix.line", {
								id: fix.question, version: fix.version,
								unit: titles.get(fix.unit) ?? fix.unit,
							})}</p>
							<p class="said">{fix.reason}</p>
							<p class="facts">{words("fix.by",
								{ by: fix.by, at: moment(fix.at) })}</p>
							{!fix.done && <p>{words("fix.going")}</p>}
							{fix.changed.length === 0
								? <p class="facts">
									{words("fix.changed.none")}
								</p>
								: <details>
									<summary>{words("fix.lines",
										{ n: fix.changed.length })}</summary>
									<Changed lines={fix.changed} />
								</details>}
						</li>)}
				</ul>}
		</section>
	);
}

function Question({ of, text, children, href }: {
	of: Definition;
	text: string;
	children: preact.ComponentChildren;	/* null: it is shut */
	href: string;
}) {
	const heading = useRef<HTMLHeadingElement>(null);
	const shown = children !== null;

	/* The link that was pressed is gone: what it opened has the focus. */
	useEffect(() => {
		if (shown)
			heading.current?.focus();
	}, [shown]);
	return (
		<li class={children ? "card stack" : "card linked stack near"}>
			<h2 class="card-title" tabIndex={-1} ref={heading}>
				{children ? of.id
					: <a class="cover" href={href}
						aria-label={words("fixes.see", { id: of.id })}>
						{of.id}
					</a>}
			</h2>
			{children ?? <p class="sentence">{textOf(text)}</p>}
			{!children && <p class="facts">
				{words("key.points", { n: number(of.points ?? 1, 2) })}
			</p>}
		</li>
	);
}

function Questions({ keys, path, here, unit, open, done }: {
	keys: AllKeys;
	path: string;
	here: string;
	unit: string;
	open: string;
	done: (of: Outcome) => void;
}) {
	const textOfOne = (q: Definition) => gapped(keys.texts[q.id] ?? "");
	const banked = (keys.banked ?? []).map((b) => b.definition)
		.filter((d): d is Definition => d !== null);
	const all = [...keys.questions ?? [], ...banked];

	return (
		<ul class="plain cards">
			{all.map((q, i) =>
				<Question key={`${q.id} ${i}`} of={q}
					text={textOfOne(q)}
					href={`${here}?unit=${encodeURIComponent(unit)}&soal=${
						encodeURIComponent(q.id)}`}>
					{open === q.id
						? <Correct key={JSON.stringify(q)} path={path}
							unit={unit} question={q} done={done}
							text={textOfOne(q)} />
						: null}
				</Question>)}
		</ul>
	);
}

function Quiz({ path, here, unit, titles }: {
	path: string;
	here: string;
	unit: string;
	titles: Map<string, string>;
}) {
	const { query, route } = useLocation();
	const [told, tell] = useState<Outcome | null>(null);
	const keys = useLoad<AllKeys>(`${path}/questions?unit=${
		encodeURIComponent(unit)}`);
	const fixes = useLoad<{ fixes: Fix[] }>(`${path}/fixes`);

	return (
		<div class="stack">
			{titles.size > 1 &&
				<Select name="unit" label={words("fixes.unit")} value={unit}
					options={[...titles]} change={(next) => {
						tell(null);
						route(`${here}?unit=${encodeURIComponent(next)}`);
					}} />}
			{told && <Told of={told} />}
			<Loaded from={keys}>{(all) =>
				<Questions keys={all} path={path} here={here} unit={unit}
					open={query.soal ?? ""} done={(of) => {
						tell(of);
						keys.reload();
						fixes.reload();
						route(`${here}?unit=${encodeURIComponent(unit)}`);
					}} />}
			</Loaded>
			<Loaded from={fixes}>{({ fixes: list }) =>
				<History fixes={list} titles={titles} />}
			</Loaded>
		</div>
	);
}

export default function Keys() {
	const id = useRoute().params.id ?? "";
	const { query } = useLocation();
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const here = `/kelola/modul/${encodeURIComponent(id)}/soal`;
	const module = useLoad<ModuleDetail>(path);

	return (
		<Page title={words("fixes")} back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: module.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={module}>{({ outline }) => {
				const titles = new Map(openable(outline)
					.filter((unit) => unit.kind === "quiz")
					.map((unit): [string, string] =>
						[unit.key, unit.title]));
				const [first] = titles.keys();
				const unit = query.unit && titles.has(query.unit)
					? query.unit : first;

				return unit === undefined
					? <div class="card empty"><p>{words("fixes.none")}</p></div>
					: <div class="stack">
						<p>{words("fixes.intro")}</p>
						<Quiz key={unit} path={path} here={here} unit={unit}
							titles={titles} />
					</div>;
			}}</Loaded>
		</Page>
	);
}
