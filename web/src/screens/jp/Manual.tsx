/*
 * Kelola › Catat pelatihan lain: training that was held elsewhere, with its
 * evidence.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Entry, Siasn } from "../../api/jp";
import { atField, Field, Select, Summary, TextField, useForm, type Errors }
	from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/jp";
import { Tabs } from "../manage/Tabs";
import { dayThatCounts, isDay, jp, jpTyped, options } from "./parts";

const FORMS = ["in-person", "webinar", "self-paced", "blended"] as const;
const COMPETENCIES = ["technical", "managerial", "social"] as const;
const TEXTS = ["login", "title", "organiser", "firstDay", "day", "jp",
	"evidence"] as const;

type Name = typeof TEXTS[number] | "form" | "competency" | "trainingKind";

function Form({ of }: { of: Siasn }) {
	const empty = { login: "", title: "", organiser: "", firstDay: "",
		day: dayThatCounts(), jp: "", evidence: "", form: "in-person",
		competency: "technical", trainingKind: "3" };
	const [values, setValues] = useState<Record<Name, string>>(empty);
	const [said, say] = useState("");
	const set = (name: Name) => (value: string) => {
		say("");
		setValues({ ...values, [name]: value });
	};

	function check(): Errors<Name> {
		const wrong: Errors<Name> = {};

		for (const name of TEXTS)
			if (!values[name].trim())
				wrong[name] = words("needed",
					{ label: words(`manual.${name}`) });
		for (const name of ["firstDay", "day"] as const)
			if (values[name] && !isDay(values[name]))
				wrong[name] = words("badDay");
		if (values.jp && !(jpTyped(values.jp) > 0))
			wrong.jp = words("badJp");
		return wrong;
	}

	const form = useForm<Name>({
		check,
		send: async () => {
			const made = await call<Entry>("POST", "/api/v1/jp", { ...values,
				jp: jpTyped(values.jp),
				trainingKind: Number(values.trainingKind) });

			say(words("manual.done", { n: jp(made.jp),
				name: made.person?.name ?? "" }));
			setValues({ ...values, login: "" });
		},
		place: atField<Name>(...TEXTS, "form", "competency", "trainingKind"),
	});
	const text = (name: typeof TEXTS[number], more = {}) =>
		<Field name={name} label={words(`manual.${name}`)}
			value={values[name]} error={form.errors[name]}
			change={set(name)} autocomplete="off" {...more} />;

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			{text("login", { hint: words("manual.loginHint"),
				autocapitalize: "none", spellcheck: false })}
			{text("title")}
			{text("organiser")}
			{text("firstDay", { type: "date", max: dayThatCounts() })}
			{text("day", { type: "date", max: dayThatCounts() })}
			{text("jp", { hint: words("manual.jpHint"),
				inputMode: "decimal" })}
			<Select name="trainingKind" label={words("manual.kind")}
				value={values.trainingKind} change={set("trainingKind")}
				error={form.errors.trainingKind}
				options={of.kinds.map((k): [string, string] =>
					[String(k.id), k.name])} />
			<Select name="form" label={words("form")} value={values.form}
				change={set("form")}
				options={options(FORMS, (f) => words(`form.${f}`))} />
			<Select name="competency" label={words("competency")}
				value={values.competency} change={set("competency")}
				options={options(COMPETENCIES, (c) =>
					words(`competency.${c}`))} />
			<TextField name="evidence" label={words("manual.evidence")}
				hint={words("manual.evidenceHint")} value={values.evidence}
				error={form.errors.evidence} change={set("evidence")} />
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("manual.send")}
			</button>
		</form>
	);
}

export default function Manual() {
	const siasn = useLoad<Siasn>("/api/v1/jp/siasn");

	return (
		<Page title={words("manual")}
			back={{ href: "/kelola/jp", label: words("ledger") }}>
			<Tabs />
			<div class="stack">
				<p class="quiet">{words("manual.what")}</p>
				<Loaded from={siasn}>{(of) => <Form of={of} />}</Loaded>
			</div>
		</Page>
	);
}
