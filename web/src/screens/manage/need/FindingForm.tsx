/* A finding written down or put right, and the need that it belongs to. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Finding, NeedPage, Topic } from "../../../api/need";
import { atField, Field, Select, Summary, TextField, useForm } from
	"../../../parts/Field";
import { useLoad } from "../../../parts/load";
import { t } from "../../../text";
import { words } from "../../../text/need";
import { desk } from "../../../text/needDesk";
import { topicOptions } from "../../need/parts";
import { everyone, useUnits } from "./Fields";

type Name = "day" | "who" | "words" | "need";
type Pair = [string, string];

const MAKE = "+";	/* no id has it */

/* The needs that it may belong to: those most asked for, and its own. */
function useNeeds(agency: string, own: Finding["need"]): Pair[] {
	const { data } = useLoad<NeedPage>(`/api/v1/needs${agency &&
		`?agency=${encodeURIComponent(agency)}`}`);
	const others = (data?.needs ?? []).filter((n) => n.id !== own?.id)
		.map((n): Pair => [n.id, n.title]);

	return [["", desk("finding.later")], [MAKE, desk("finding.make")],
		...(own ? [[own.id, own.title] as Pair] : []), ...others];
}

export function FindingForm({ finding, agency, saved, close }: {
	finding: Finding | null;
	agency: string;
	saved: (now: Finding) => void;
	close?: () => void;
}) {
	const key = finding?.id ?? "new";
	const named = (name: string) => `${name}-${key}`;
	const [kind, setKind] = useState<string>(finding?.kind ?? "interview");
	const [day, setDay] = useState(finding?.day ?? "");
	const [unit, setUnit] = useState(finding?.unit?.id ?? "");
	const [topic, setTopic] = useState<Topic>(finding?.topic ?? "");
	const [who, setWho] = useState(finding?.who ?? "");
	const [text, setText] = useState(finding?.words ?? "");
	const [need, setNeed] = useState(finding?.need?.id ?? "");
	const [title, setTitle] = useState("");
	const units = useUnits(agency);
	const needs = useNeeds(agency, finding?.need ?? null);
	const form = useForm<string>({
		check: () => ({
			...(!day && { [named("day")]: desk("finding.noDay") }),
			...(!who.trim() && { [named("who")]: desk("finding.noWho") }),
			...(!text.trim() &&
				{ [named("words")]: desk("finding.noWords") }),
			...(need === MAKE && !title.trim() &&
				{ [named("need")]: desk("field.noTitle") }),
		}),
		send: async () => saved(await call<Finding>(
			finding ? "PATCH" : "POST",
			`/api/v1/need-findings${finding ? `/${finding.id}` : ""}`, {
				kind, day, unit: unit || null, topic, who: who.trim(),
				words: text.trim(), need: need === MAKE
					? { title: title.trim() } : need || null,
				...(!finding && agency && { agency }),
			})),
		place: (problem) => {
			const at = atField<Name>("day", "who", "words",
				"need")(problem);

			return at && named(at);
		},
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Select name={named("kind")} label={desk("finding.kind")}
				value={kind} change={setKind}
				options={(["interview", "discussion"] as const).map((k):
					Pair => [k, desk(`finding.${k}`)])} />
			<Field name={named("day")} label={desk("finding.day")} type="date"
				value={day} change={setDay}
				error={form.errors[named("day")]} />
			<Field name={named("who")} label={desk("finding.who")}
				hint={desk("finding.whoHint")} value={who} change={setWho}
				error={form.errors[named("who")]} maxLength={200}
				autocomplete="off" />
			<TextField name={named("words")} label={desk("finding.words")}
				value={text} change={setText}
				error={form.errors[named("words")]} />
			<Select name={named("unit")} label={desk("field.unit")}
				value={unit} options={[everyone(), ...units]}
				change={setUnit} />
			<Select name={named("topic")} label={words("by.topic")}
				value={topic} options={topicOptions()}
				change={(t) => setTopic(t as Topic)} />
			<Select name={named("of")} label={desk("finding.need")}
				value={need} options={needs} change={setNeed} />
			{need === MAKE && <Field name={named("need")}
				label={desk("finding.title")} value={title}
				change={setTitle} error={form.errors[named("need")]}
				maxLength={200} autocomplete="off" />}
			<p class="actions">
				<button type="submit" class="button primary"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : desk("save")}
				</button>
				{close && <button type="button" class="button"
					onClick={close}>{desk("cancel")}</button>}
			</p>
		</form>
	);
}
