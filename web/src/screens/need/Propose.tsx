/*
 * /kebutuhan/baru: propose a topic. What is nearly the same is shown first, so
 * that one topic has many supporters rather than many have one.
 */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../../api/client";
import type { Near, Need, NeedPage } from "../../api/need";
import { atField, Field, Select, Summary, TextField, useForm } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/need";
import { NeedStateLine, supporters, topicOptions } from "./parts";

type Place = NeedPage["place"];

function whomOptions(place: Place): [string, string][] {
	const all: [string, string][] = [["", words("propose.all")]];

	if (place?.unit)
		all.push(["unit", words("propose.unit", { name: place.unit.name })]);
	if (place?.job)
		all.push(["job", words("propose.job", { name: place.job.name })]);
	return all;
}

function Alike({ all, anyway, busy }: {
	all: Near[];
	anyway: () => void;
	busy: boolean;
}) {
	const heading = useRef<HTMLHeadingElement>(null);

	useEffect(() => heading.current?.focus(), []);
	return (
		<section class="notice stack" aria-labelledby="near">
			<h2 id="near" tabIndex={-1} ref={heading}>{words("near")}</h2>
			<p>{words("near.why")}</p>
			<ul class="plain stack">
				{all.map((one) => <li key={one.id} class="stack near">
					<p><a href={`/kebutuhan/${one.id}`}>{one.title}</a></p>
					<NeedStateLine state={one.state} />
					<p class="facts">{supporters(one)}</p>
				</li>)}
			</ul>
			<p class="actions">
				<button type="button" class="button" aria-busy={busy}
					onClick={anyway}>{words("near.anyway")}</button>
			</p>
		</section>
	);
}

function Form({ place }: { place: Place }) {
	const { query, route } = useLocation();
	const [title, setTitle] = useState((query.judul ?? "").slice(0, 200));
	const [about, setAbout] = useState("");
	const [topic, setTopic] = useState("");
	const [whom, setWhom] = useState("");
	const [near, setNear] = useState<Near[]>([]);
	const passed = useRef("");	/* the title whose likes were seen */

	async function send(): Promise<void> {
		const made = await call<Need>("POST", "/api/v1/needs", {
			title: title.trim(), about: about.trim(), topic,
			unit: whom === "unit" ? place?.unit?.id : null,
			job: whom === "job" ? place?.job?.id : null,
		});

		route(`/kebutuhan/${made.id}?baru=1`, true);
	}

	const form = useForm<"title" | "about">({
		check: () => title.trim() ? {}
			: { title: words("propose.noTitle") },
		send: async () => {
			if (passed.current !== title) {
				const { needs } = await get<{ needs: Near[] }>(
					"/api/v1/needs/near?title=" +
					encodeURIComponent(title.trim()));

				passed.current = title;
				setNear(needs);
				if (needs.length > 0)
					return;
			}
			await send();
		},
		place: atField("title", "about"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="title" label={words("propose.title")}
				hint={words("propose.titleHint")} value={title}
				change={(typed) => {
					setTitle(typed);
					setNear([]);
				}} error={form.errors.title} maxLength={200}
				autocomplete="off" />
			<TextField name="about" label={words("propose.about")}
				hint={words("propose.aboutHint")} value={about}
				change={setAbout} error={form.errors.about} />
			<Select name="topic" label={words("by.topic")} value={topic}
				options={topicOptions()} change={setTopic} />
			{whomOptions(place).length > 1 && <Select name="whom"
				label={words("propose.for")} value={whom}
				options={whomOptions(place)} change={setWhom} />}
			{near.length > 0
				? <Alike all={near} busy={form.busy}
					anyway={() => form.submit(new Event("submit"))} />
				: <button type="submit" class="button primary"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("propose.go")}
				</button>}
		</form>
	);
}

export default function Propose() {
	const from = useLoad<NeedPage>("/api/v1/needs");

	return (
		<Page title={words("propose")}
			back={{ href: "/kebutuhan", label: words("list") }}>
			<div class="stack">
				<p>{words("propose.why")}</p>
				<Loaded from={from} page>{({ place }) =>
					<Form place={place} />}</Loaded>
			</div>
		</Page>
	);
}
