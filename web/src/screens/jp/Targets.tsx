/*
 * Kelola › Target JP: what is asked of people in a year, by what they are
 * employed as. It is told, and stops nobody.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { TargetRow } from "../../api/jp";
import { atField, Choice, Field, Select, Summary, useForm, type Errors } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/jp";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { Tabs } from "../manage/Tabs";
import { jp, jpTyped, options, thisYear } from "./parts";
import "./jp.css";

const KINDS = ["pns", "cpns", "pppk", "pppk-part", "other"] as const;

interface List {
	year: number;
	targets: TargetRow[];
}

function asks({ least, most }: TargetRow): string {
	if (least !== null && most !== null)
		return words("targets.asks.both", { least: jp(least),
			most: jp(most) });
	if (least !== null)
		return words("targets.asks.least", { least: jp(least) });
	return most === null ? words("targets.asks.none")
		: words("targets.asks.most", { most: jp(most) });
}

function Line({ of, year }: { of: TargetRow; year: number }) {
	return (
		<li class="card stack near">
			<h2 class="card-title">{words(`kind.${of.kind}`)}: {asks(of)}</h2>
			<p><State named={of.applies
				? { word: words("targets.applies", { year }), icon: "done",
					tone: "ok" }
				: { word: words("targets.not", { year }), icon: "bad",
					tone: "" }} /></p>
			<p class="facts">
				{words(of.general ? "rules.general" : "rules.own")} ·{" "}
				{words("targets.from")} {of.fromYear} ·{" "}
				{words("basis", { basis: of.basis })}
				{of.by && ` · ${words("by", { name: of.by })}`}
			</p>
		</li>
	);
}

type Name = "kind" | "fromYear" | "least" | "most" | "basis";

function Add({ done }: { done: () => void }) {
	const ofAgency = useOfAgency();
	const [values, setValues] = useState<Record<Name, string>>({ kind: "pns",
		fromYear: String(thisYear()), least: "", most: "", basis: "" });
	const [none, setNone] = useState(false);
	const [general, setGeneral] = useState(false);
	const set = (name: Name) => (value: string) =>
		setValues({ ...values, [name]: value });

	function check(): Errors<Name> {
		const wrong: Errors<Name> = {};

		if (!/^2\d{3}$/.test(values.fromYear.trim()))
			wrong.fromYear = words("needed", { label: words("targets.from") });
		if (!values.basis.trim())
			wrong.basis = words("needed", { label: words("targets.basis") });
		if (none)
			return wrong;
		for (const name of ["least", "most"] as const)
			if (values[name] && !(jpTyped(values[name]) >= 0))
				wrong[name] = words("badJp");
		if (!values.least && !values.most)
			wrong.least = words("targets.either");
		return wrong;
	}

	const amount = (text: string) => none || !text ? undefined : jpTyped(text);
	const form = useForm<Name>({
		check,
		send: async () => {
			await call("POST", ofAgency("/api/v1/jp/targets"), { kind: values.kind,
				fromYear: Number(values.fromYear), basis: values.basis.trim(),
				least: amount(values.least), most: amount(values.most), none,
				general });
			done();
		},
		place: atField<Name>("kind", "fromYear", "least", "most", "basis"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Select name="kind" label={words("kind")} value={values.kind}
				change={set("kind")}
				options={options(KINDS, (k) => words(`kind.${k}`))} />
			<Field name="fromYear" label={words("targets.from")}
				inputMode="numeric" value={values.fromYear}
				error={form.errors.fromYear} change={set("fromYear")} />
			<Choice type="checkbox" name="none" value="1"
				label={words("targets.none")} checked={none}
				change={setNone} />
			{!none && <>
				<Field name="least" label={words("targets.least")}
					hint={words("targets.either")} inputMode="decimal"
					value={values.least} error={form.errors.least}
					change={set("least")} />
				<Field name="most" label={words("targets.most")}
					inputMode="decimal" value={values.most}
					error={form.errors.most} change={set("most")} />
			</>}
			<Field name="basis" label={words("targets.basis")}
				hint={words("targets.basisHint")} value={values.basis}
				error={form.errors.basis} change={set("basis")} />
			{has(person(), "admin") &&
				<Choice type="checkbox" name="general" value="1"
					label={words("rules.forAll")} checked={general}
					change={setGeneral} />}
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("targets.add")}
			</button>
		</form>
	);
}

export default function Targets() {
	const list = useLoad<List>(useOfAgency()("/api/v1/jp/targets"));
	const [said, say] = useState("");

	return (
		<Page title={words("targets")}>
			<Tabs />
			<div class="stack far">
				<p class="quiet">{words("targets.what")}</p>
				<AgencyChoice />
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<Loaded from={list}>{(of) =>
					<ul class="plain cards">
						{of.targets.map((target) =>
							<Line key={target.id} of={target}
								year={of.year} />)}
					</ul>}</Loaded>
				<section class="stack" aria-labelledby="add">
					<h2 id="add">{words("targets.add")}</h2>
					<Add done={() => {
						say(words("targets.saved"));
						list.reload();
					}} />
				</section>
			</div>
		</Page>
	);
}
