/* A result of a survey noted as a need: a title, a few words, a field. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { Dialog } from "../../../parts/Dialog";
import { atField, Field, Select, Summary, TextField, useForm } from
	"../../../parts/Field";
import { t } from "../../../text";
import { words, type ResultWord } from "../../../text/surveyResults";

const TOPICS = ["", "it", "public-service", "leadership", "finance", "other"];

export interface NeedBegun {
	question: string;	/* in words */
	title: string;
	about: string;
}

export function Need({ survey, begun, close, made }: {
	survey: string;
	begun: NeedBegun;
	close: () => void;
	made: (id: string) => void;
}) {
	const [title, setTitle] = useState(begun.title);
	const [about, setAbout] = useState(begun.about);
	const [topic, setTopic] = useState("");
	const form = useForm<"title" | "about" | "topic">({
		check: () => title.trim() ? {} : { title: words("need.none") },
		send: async () => made((await call<{ id: string }>("POST",
			"/api/v1/needs/from-survey", { survey,
				question: begun.question, title: title.trim(),
				about: about.trim(), topic })).id),
		place: atField("title", "about", "topic"),
	});

	return (
		<Dialog title={words("need")} close={close}>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="title" label={words("need.title")}
					hint={words("need.titleHint")} value={title}
					change={setTitle} error={form.errors.title}
					maxLength={200} autocomplete="off" />
				<TextField name="about" label={words("need.about")}
					value={about} change={setAbout}
					error={form.errors.about} />
				<Select name="topic" label={words("need.topic")} value={topic}
					change={setTopic} error={form.errors.topic}
					options={TOPICS.map((one) =>
						[one, words(`topic.${one}` as ResultWord)])} />
				<p class="actions">
					<button type="submit" class="button primary"
						aria-busy={form.busy}>
						{form.busy ? t("form.busy") : words("need.go")}
					</button>
					<button type="button" class="button" onClick={close}>
						{words("cancel")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}
