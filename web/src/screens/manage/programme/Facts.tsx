/*
 * What a programme says of itself: a form that makes one, or changes it.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { ProgrammeDetail } from "../../../api/programme";
import { atField, Field, Select, Summary, TextField, useForm } from
	"../../../parts/Field";
import { t } from "../../../text";
import { number } from "../../../text/format";
import { words } from "../../../text/programme";

type Name = "title" | "purpose" | "methods" | "about" | "mode" |
	"competency" | "jp" | "paper" | "passMark" | "leastOptional";

const text = (value: number | null | undefined): string =>
	value ? number(value, 2) : "";

/* "2,5" and "2.5"; null for what is no number. */
function numberOf(typed: string): number | null {
	const value = Number(typed.trim().replace(",", ".") || "0");

	return Number.isFinite(value) && value >= 0 ? value : null;
}

function begin(p: ProgrammeDetail | null): Record<Name, string> {
	return {
		title: p?.title ?? "", purpose: p?.purpose ?? "",
		methods: p?.methods ?? "", about: p?.about ?? "",
		mode: p?.mode ?? "online",
		competency: p?.competency ?? "technical",
		jp: text(p && p.jp / 100), paper: p?.paper ?? "completion",
		passMark: text(p?.passMark),
		leastOptional: text(p?.leastOptional),
	};
}

export function Facts({ programme, saved }: {
	programme: ProgrammeDetail | null;
	saved: (p: ProgrammeDetail) => void;
}) {
	const [value, setValue] = useState(begin(programme));
	const [done, setDone] = useState(false);
	const set = (name: Name) => (to: string) =>
		setValue((was) => ({ ...was, [name]: to }));
	const form = useForm<Name>({
		check: () => {
			const mark = numberOf(value.passMark);

			setDone(false);
			return {
				...(!value.title.trim() && { title: words("title.none") }),
				...(numberOf(value.jp) === null &&
					{ jp: words("jp.bad") }),
				...((mark === null || mark > 100) &&
					{ passMark: words("mark.bad") }),
				...(numberOf(value.leastOptional) === null &&
					{ leastOptional: words("run.badNumber") }),
			};
		},
		send: async () => {
			const mark = Math.round(numberOf(value.passMark) ?? 0);
			const next = await call<ProgrammeDetail>(
				programme ? "PATCH" : "POST", programme
					? `/api/v1/programmes/${programme.id}`
					: "/api/v1/programmes", {
					...value,
					title: value.title.trim(),
					jp: Math.round(100 * (numberOf(value.jp) ?? 0)),
					passMark: mark || null,
					leastOptional: Math.round(
						numberOf(value.leastOptional) ?? 0),
					...(programme && { revision: programme.revision }),
				});

			setDone(true);
			saved(next);
		},
		place: atField("title", "purpose", "methods", "about", "mode",
			"competency", "jp", "paper", "passMark", "leastOptional"),
	});
	const field = (name: Name) => ({ name, value: value[name],
		change: set(name), error: form.errors[name] });

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field {...field("title")} label={words("title")}
				autocomplete="off" />
			<TextField {...field("purpose")} label={words("purpose")}
				hint={words("purpose.hint")} />
			<TextField {...field("methods")} label={words("methods")}
				hint={words("methods.hint")} />
			<TextField {...field("about")} label={words("about")} />
			<Select {...field("mode")} label={words("mode")}
				options={(["online", "in-person", "blended"] as const)
					.map((m) => [m, words(`mode.${m}`)])} />
			<Select {...field("competency")} label={words("competency")}
				options={(["technical", "managerial", "social"] as const)
					.map((c) => [c, words(`competency.${c}`)])} />
			<Field {...field("jp")} label={words("jp.field")}
				hint={words("jp.hint")} inputMode="decimal" />
			<Select {...field("paper")} label={words("paper.field")}
				options={[["", words("paper.none")],
					["completion", words("paper.completion")],
					["pass", words("paper.pass")]]} />
			<Field {...field("passMark")} label={words("mark")}
				hint={words("mark.hint")} inputMode="numeric" />
			<Field {...field("leastOptional")} label={words("leastOptional")}
				hint={words("leastOptional.hint")} inputMode="numeric" />
			<div role="status">
				{done && <p class="notice ok">{words("saved")}</p>}
			</div>
			<button class={programme ? "button" : "button primary"}
				type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy")
					: words(programme ? "save" : "create")}
			</button>
		</form>
	);
}
