/*
 * Kelola › Aturan JP: what earns JP from which day on. A rule is added and
 * ended, never changed.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Form as FormName, Needs, Rule } from "../../api/jp";
import { Dialog } from "../../parts/Dialog";
import { atField, Choice, Field, Select, Summary, useForm, type Errors } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { calendarDay } from "../../text/format";
import { words } from "../../text/jp";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { Tabs } from "../manage/Tabs";
import { dayThatCounts, gives, isDay, jpTyped, options } from "./parts";
import "./jp.css";

const FORMS: Record<Rule["source"], FormName[]> = {
	module: ["self-paced"],
	event: ["webinar", "in-person"],
	programme: ["self-paced", "in-person", "blended"],
};
const NEEDS: Needs[] = ["judged", "completed", "passed"];
const PAPERS = ["", "completion", "pass"] as const;

interface List {
	today: string;
	rules: Rule[];
}

function standing(rule: Rule, now: string) {
	if (rule.until < now)
		return { word: words("rules.over", { day: calendarDay(rule.until) }),
			icon: "none", tone: "" } as const;
	if (rule.from > now)
		return { word: words("rules.later", { day: calendarDay(rule.from) }),
			icon: "half", tone: "wait" } as const;
	return rule.applies
		? { word: words("rules.applies"), icon: "done", tone: "ok" } as const
		: { word: words("rules.behind"), icon: "none", tone: "" } as const;
}

function Line({ rule, now, end }: {
	rule: Rule;
	now: string;
	end: () => void;
}) {
	return (
		<li class="card stack near">
			<h2 class="card-title">
				{words(`source.${rule.source}`)} ·{" "}
				{words(`form.${rule.form}`)}
			</h2>
			<p><State named={standing(rule, now)} /></p>
			<p>
				{words(`needs.${rule.needs}`)}. {gives(rule)},{" "}
				{rule.renewMonths
					? words("rules.renews", { n: rule.renewMonths })
					: words("rules.once")}.
				{rule.graded && ` ${words("rules.graded")}.`}
				{rule.paper && ` ${words(`paper.${rule.paper}`)}.`}
			</p>
			<p class="facts">
				{words(rule.general ? "rules.general" : "rules.own")} ·{" "}
				{words("days", { first: calendarDay(rule.from),
					last: rule.until === "9999-12-31"
						? words("rules.endless") : calendarDay(rule.until) })}
				{rule.by && ` · ${words("by", { name: rule.by })}`}
			</p>
			{rule.mine && rule.until > now &&
				<p><button class="button" type="button" onClick={end}>
					{words("rules.end")}
					<span class="hidden-words">
						{words(`source.${rule.source}`)}{" "}
						{words(`form.${rule.form}`)}{" "}
						{calendarDay(rule.from)}
					</span>
				</button></p>}
		</li>
	);
}

function End({ rule, close, done }: {
	rule: Rule;
	close: () => void;
	done: (words: string) => void;
}) {
	const [until, setUntil] = useState(dayThatCounts());
	const form = useForm<"until">({
		check: () => isDay(until) ? {} : { until: words("badDay") },
		send: async () => {
			await call("POST", `/api/v1/jp/rules/${rule.id}/end`, { until });
			done(words("rules.ended", { day: calendarDay(until) }));
		},
		place: atField("until"),
	});

	return (
		<Dialog title={words("rules.end.title")} close={close}>
			<form class="form" onSubmit={form.submit} noValidate>
				<p>{words("rules.end.what")}</p>
				<Summary {...form} />
				<Field name="until" type="date" label={words("rules.end.day")}
					value={until} error={form.errors.until}
					change={setUntil} />
				<p class="actions">
					<button class="button primary" type="submit"
						aria-busy={form.busy}>{words("rules.end.do")}</button>
					<button class="button" type="button" onClick={close}>
						{words("cancel")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}

type Name = "source" | "form" | "from" | "until" | "needs" | "factor" |
	"most" | "renewMonths" | "paper";

function Add({ done }: { done: (words: string) => void }) {
	const ofAgency = useOfAgency();
	const [values, setValues] = useState<Record<Name, string>>({
		source: "module", form: "self-paced", from: dayThatCounts(), until: "",
		needs: "judged", factor: "100", most: "", renewMonths: "0",
		paper: "completion" });
	const [graded, setGraded] = useState(true);
	const [general, setGeneral] = useState(false);
	const source = values.source as Rule["source"];
	const set = (name: Name) => (value: string) =>
		setValues({ ...values, [name]: value });

	function check(): Errors<Name> {
		const wrong: Errors<Name> = {};

		if (!isDay(values.from))
			wrong.from = words("badDay");
		if (values.until && !isDay(values.until))
			wrong.until = words("badDay");
		if (values.most && !(jpTyped(values.most) >= 0))
			wrong.most = words("badJp");
		for (const name of ["factor", "renewMonths"] as const)
			if (!/^\d{1,4}$/.test(values[name].trim()))
				wrong[name] = words("needed", { label: words(
					name === "factor" ? "rules.factor" : "rules.renew") });
		return wrong;
	}

	const form = useForm<Name>({
		check,
		send: async () => {
			await call("POST", ofAgency("/api/v1/jp/rules"), { ...values, general,
				graded, factor: Number(values.factor),
				renewMonths: Number(values.renewMonths),
				until: values.until || undefined,
				most: values.most ? jpTyped(values.most) : undefined });
			done(words("rules.saved"));
		},
		place: atField<Name>("source", "form", "from", "until", "needs",
			"factor", "most", "renewMonths", "paper"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Select name="source" label={words("source")} value={source}
				change={(value) => setValues({ ...values, source: value,
					form: FORMS[value as Rule["source"]][0] ?? "" })}
				options={options(["module", "event", "programme"] as const,
					(s) => words(`source.${s}`))} />
			<Select name="form" label={words("form")} value={values.form}
				error={form.errors.form} change={set("form")}
				options={options(FORMS[source], (f) => words(`form.${f}`))} />
			<Field name="from" type="date" label={words("rules.from")}
				value={values.from} error={form.errors.from}
				change={set("from")} />
			<Field name="until" type="date" label={words("rules.until")}
				hint={words("rules.untilHint")} value={values.until}
				error={form.errors.until} change={set("until")} />
			<Select name="needs" label={words("rules.needs")}
				value={values.needs} change={set("needs")}
				options={options(NEEDS, (n) => words(`needs.${n}`))} />
			{values.needs !== "completed" &&
				<Choice type="checkbox" name="graded" value="1"
					label={words("rules.graded")}
					hint={words("rules.gradedHint")} checked={graded}
					change={setGraded} />}
			<Field name="factor" label={words("rules.factor")}
				inputMode="numeric" value={values.factor}
				error={form.errors.factor} change={set("factor")} />
			<Field name="most" label={words("rules.most")}
				hint={words("rules.mostHint")} inputMode="decimal"
				value={values.most} error={form.errors.most}
				change={set("most")} />
			<Field name="renewMonths" label={words("rules.renew")}
				hint={words("rules.renewHint")} inputMode="numeric"
				value={values.renewMonths} error={form.errors.renewMonths}
				change={set("renewMonths")} />
			{source === "module" &&
				<Select name="paper" label={words("rules.paper")}
					value={values.paper} change={set("paper")}
					options={options(PAPERS, (p) => words(`paper.${p}`))} />}
			{has(person(), "admin") &&
				<Choice type="checkbox" name="general" value="1"
					label={words("rules.forAll")} checked={general}
					change={setGeneral} />}
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("rules.add")}
			</button>
		</form>
	);
}

export default function Rules() {
	const list = useLoad<List>(useOfAgency()("/api/v1/jp/rules"));
	const [chosen, choose] = useState<Rule | null>(null);
	const [said, say] = useState("");
	const done = (words_: string) => {
		choose(null);
		say(words_);
		list.reload();
	};

	return (
		<Page title={words("rules")}>
			<Tabs />
			<div class="stack far">
				<p class="quiet">{words("rules.what")}</p>
				<AgencyChoice />
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<Loaded from={list}>{(of) =>
					<ul class="plain cards">
						{of.rules.map((rule) =>
							<Line key={rule.id} rule={rule} now={of.today}
								end={() => choose(rule)} />)}
					</ul>}</Loaded>
				<section class="stack" aria-labelledby="add">
					<h2 id="add">{words("rules.add")}</h2>
					<Add done={done} />
				</section>
			</div>
			{chosen && <End rule={chosen} close={() => choose(null)}
				done={done} />}
		</Page>
	);
}
