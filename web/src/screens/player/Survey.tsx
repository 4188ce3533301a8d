/*
 * The survey at a module's end. It goes straight to the server and not through
 * the queue, whose saves bear a name; until it is sent it is kept in this tab.
 */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client";
import { atField, Choice, ErrorText, Select, Summary, TextField, useForm,
	type Errors } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { useTabKept } from "../../survey/kept";
import { words } from "../../text/survey";
import type { Launch } from "./launch";

interface Form {
	title: string;
	done: boolean;
	lessons: { ident: string; title: string }[];
}

const SCALES = ["applicable", "examples"] as const;
const SCALE = ["1", "2", "3", "4", "5"] as const;
const LEVELS = ["easy", "right", "hard"] as const;
const TIMES = ["less", "fits", "more"] as const;
const TEXT_MOST = 4_000;

const NEEDED = ["applicable", "examples", "difficulty", "time", "opened"] as
	const;
const FREE = ["helped", "improve", "improveHow", "topics"] as const;
type Needed = typeof NEEDED[number];
type Name = Needed | typeof FREE[number];
type Answers = Partial<Record<Name, string>>;

function bytes(text: string): number {
	return new TextEncoder().encode(text).length;
}

function Group({ name, label, options, answers, change, error }: {
	name: Needed;
	label: string;
	options: [value: string, label: string][];
	answers: Answers;
	change: (value: string) => void;
	error: string | undefined;
}) {
	return (
		<fieldset class="field" id={name} tabIndex={-1}
			aria-describedby={error ? `${name}-error` : undefined}>
			<legend>{label}</legend>
			<ErrorText id={`${name}-error`} error={error} />
			{options.map(([value, text]) =>
				<Choice key={value} type="radio" name={name} value={value}
					label={text} checked={answers[name] === value}
					change={() => change(value)} />)}
		</fieldset>
	);
}

/* Numbers where the form counts, nothing for what was left empty. */
function wire(answers: Answers): Record<string, string | number> {
	const out: Record<string, string | number> = {};

	for (const [name, value] of Object.entries(answers))
		if (value.trim())
			out[name] = /^[1-5]$/.test(value) ? Number(value) : value.trim();
	return out;
}

/* `run` is that of a module's; an event's survey has none, and no lessons. */
export function Ask({ form, run, draft, path, sent }: {
	form: Form;
	run?: string;
	draft: string;
	path: string;
	sent: () => void;
}) {
	const [answers, keep, drop] = useTabKept<Answers>(`balai.survey.${draft}`,
		(found) => (found ?? {}) as Answers);
	const put = (name: Name) => (value: string) =>
		keep({ ...answers, [name]: value });
	const state = useForm<Name>({
		check: () => {
			const wrong: Errors<Name> = {};

			for (const name of NEEDED)
				if (!answers[name])
					wrong[name] = words("choose");
			for (const name of ["improveHow", "topics"] as const)
				if (bytes(answers[name] ?? "") > TEXT_MOST)
					wrong[name] = words("long");
			return wrong;
		},
		place: atField<Name>(...NEEDED, ...FREE),
		send: async () => {
			await call("POST", path,
				{ ...(run && { run }), answers: wire(answers) });
			drop();
			sent();
		},
	});
	const agreement = SCALE.map((n): [string, string] =>
		[n, words(`scale.${n}`)]);
	const lessons: [string, string][] = [["", words("noLesson")],
		...form.lessons.map((l): [string, string] => [l.ident, l.title])];
	const group = (name: Needed, options: [string, string][]) =>
		<Group key={name} name={name} label={words(name)} options={options}
			answers={answers} change={put(name)}
			error={state.errors[name]} />;

	return (
		<form class="form" onSubmit={state.submit} noValidate>
			<p>{words("intro")}</p>
			<p class="notice">{words("anonymous")}</p>
			<Summary {...state} />
			{SCALES.map((name) => group(name, agreement))}
			{group("difficulty", LEVELS.map((l) =>
				[l, words(`difficulty.${l}`)]))}
			{group("time", TIMES.map((l) => [l, words(`time.${l}`)]))}
			{group("opened", agreement)}
			{form.lessons.length > 0 &&
				(["helped", "improve"] as const).map((name) =>
				<Select key={name} name={name} label={words(name)}
					hint={words("optional")} options={lessons}
					value={answers[name] ?? ""} change={put(name)}
					error={state.errors[name]} />)}
			{(["improveHow", "topics"] as const).map((name) =>
				<TextField key={name} name={name} label={words(name)}
					hint={`${words("optional")} · ${words("textHint")}`}
					value={answers[name] ?? ""} change={put(name)}
					error={state.errors[name]} />)}
			<button class="button primary" type="submit"
				aria-busy={state.busy}>
				{words(state.busy ? "sending" : "send")}
			</button>
		</form>
	);
}

export default function Survey({ launch, ready, done }: {
	launch: Launch;
	ready: () => void;
	done: () => void;
}) {
	const path = `/api/v1/attempts/${launch.attempt}` +
		`/units/${launch.unit.id}/survey`;
	const form = useLoad<Form>(path);
	const [sent, setSent] = useState(false);

	useEffect(ready, []);
	return (
		<div class="player-page">
			<Loaded from={form}>{(data) =>
				sent || data.done
					? <p class="notice ok" role="status">
						{words(sent ? "sent" : "sentBefore")}
					</p>
					: <Ask form={data} run={launch.run} path={path}
						draft={`${launch.attempt}.${launch.unit.id}`}
						sent={() => {
							setSent(true);
							done();
						}} />}
			</Loaded>
		</div>
	);
}
