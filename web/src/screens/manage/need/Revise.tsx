/*
 * A regulation changed: those who answer for modules open a revision task for
 * each of the modules that this need concerns.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Answer, NeedDetail } from "../../../api/need";
import { Summary, TextField, useForm } from "../../../parts/Field";
import { t } from "../../../text";
import { desk } from "../../../text/needDesk";

function One({ need, module }: { need: NeedDetail; module: Answer }) {
	const name = `revise-${module.id}`;
	const [text, setText] = useState("");
	const [said, say] = useState("");
	const form = useForm<string>({
		check: () => text.trim() ? {} : { [name]: desk("revise.noWords") },
		send: async () => {
			await call("POST", `/api/v1/modules/${module.id}/revisions`,
				{ cause: "regulation", regulation: need.regulation,
					words: text.trim(), need: need.id });
			setText("");
			say(desk("revise.done", { title: module.title }));
		},
		place: ({ field }) => field === "words" ? name : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<h3>{module.title}</h3>
			<Summary {...form} />
			<TextField name={name} label={desk("revise.words")} value={text}
				change={setText} error={form.errors[name]} />
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			<button type="submit" class="button" aria-busy={form.busy}>
				{form.busy ? t("form.busy")
					: desk("revise.go", { title: module.title })}
			</button>
		</form>
	);
}

export function Revise({ need }: { need: NeedDetail }) {
	return (
		<section class="stack" aria-labelledby="revise">
			<h2 id="revise">{desk("revise")}</h2>
			<p>{desk("revise.why")}</p>
			{need.modules.map((module) => <One key={module.id} need={need}
				module={module} />)}
			<p><a href="/kelola/revisi">{desk("revise.list")}</a></p>
		</section>
	);
}
