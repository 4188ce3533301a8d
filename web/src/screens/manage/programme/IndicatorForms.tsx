/* A new indicator, and a figure of one. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Indicator, Indicators, Phase } from "../../../api/indicator";
import { atField, Choice, Field, Summary, useForm, type Errors }
	from "../../../parts/Field";
import { t } from "../../../text";
import { words } from "../../../text/indicator";
import { dayThatCounts } from "../../jp/parts";

/* "1.250,5" and "1250.5" are the same: one mark alone is the decimal's. */
export function typed(text: string): number {
	const bare = text.replace(/[\s\u00a0]/g, "");
	const plain = /,/.test(bare) ? bare.replace(/\./g, "").replace(",", ".")
		: bare;

	return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}

export function AddIndicator({ path, added }: {
	path: string;
	added: (all: Indicators) => void;
}) {
	const [name, setName] = useState("");
	const [measure, setMeasure] = useState("");
	const [better, setBetter] = useState<Indicator["better"]>("lower");
	const form = useForm<"name" | "measure">({
		check: () => {
			const wrong: Errors<"name" | "measure"> = {};

			if (!name.trim())
				wrong.name = words("add.noName");
			if (!measure.trim())
				wrong.measure = words("add.noMeasure");
			return wrong;
		},
		send: async () => {
			const all = await call<Indicators>("POST", path,
				{ name, measure, better });

			setName("");
			setMeasure("");
			added(all);
		},
		place: atField("name", "measure"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={words("add.name")}
				hint={words("add.nameHint")} value={name} change={setName}
				maxLength={200} autocomplete="off" error={form.errors.name} />
			<Field name="measure" label={words("add.measure")}
				hint={words("add.measureHint")} value={measure}
				change={setMeasure} maxLength={40} autocomplete="off"
				error={form.errors.measure} />
			<fieldset class="field">
				<legend>{words("add.better")}</legend>
				{(["lower", "higher"] as const).map((way) =>
					<Choice key={way} type="radio" name="better" value={way}
						label={words(`better.${way}`)}
						checked={better === way}
						change={() => setBetter(way)} />)}
			</fieldset>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("add.save")}
			</button>
		</form>
	);
}

const NAMES = ["day", "value", "origin"] as const;
type Name = typeof NAMES[number];
type Values = Record<Name, string>;

function check(values: Values, id: (name: Name) => string): Errors<string> {
	const wrong: Errors<string> = {};

	if (!values.day)
		wrong[id("day")] = words("put.noDay");
	if (Number.isNaN(typed(values.value)))
		wrong[id("value")] = words("put.noValue");
	if (!values.origin.trim())
		wrong[id("origin")] = words("put.noOrigin");
	return wrong;
}

export function PutFigure({ of, put, said }: {
	of: Indicator;
	put: (body: unknown) => Promise<unknown>;
	said: () => void;
}) {
	const [values, setValues] = useState<Values>({ day: dayThatCounts(),
		value: "", origin: "" });
	const [phase, setPhase] = useState<Phase>("before");
	const id = (name: Name) => `${name}-${of.id}`;
	const set = (name: Name) => (value: string) =>
		setValues({ ...values, [name]: value });
	const form = useForm<string>({
		check: () => check(values, id),
		send: async () => {
			await put({ phase, day: values.day, value: typed(values.value),
				origin: values.origin });
			setValues({ ...values, value: "" });
			said();
		},
		place: ({ field }) => NAMES.includes(field as Name)
			? id(field as Name) : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<fieldset class="field">
				<legend>{words("phase")}</legend>
				{(["before", "after"] as const).map((p) =>
					<Choice key={p} type="radio" name={`phase-${of.id}`}
						value={p} label={words(p)} checked={phase === p}
						change={() => setPhase(p)} />)}
			</fieldset>
			<Field name={id("day")} type="date" label={words("day")}
				max={dayThatCounts()} value={values.day} change={set("day")}
				error={form.errors[id("day")]} />
			<Field name={id("value")} inputMode="decimal" autocomplete="off"
				label={words("value.in", { measure: of.measure })}
				value={values.value} change={set("value")}
				error={form.errors[id("value")]} />
			<Field name={id("origin")} label={words("origin")}
				hint={words("origin.hint")} autocomplete="off" maxLength={300}
				value={values.origin} change={set("origin")}
				error={form.errors[id("origin")]} />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("put.save")}
			</button>
		</form>
	);
}
