/* Two people found by their names become a pair. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { KINDS, type Mentoring, type MentoringKind }
	from "../../../api/mentoring";
import type { Programme } from "../../../api/programme";
import type { Person } from "../../../api/types";
import { atField, Field, Select, Summary, useForm, type Errors }
	from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { t } from "../../../text";
import { words } from "../../../text/mentoring";

const NAMES = ["kind", "mentor", "mentee", "topic", "programme"] as const;
type Name = typeof NAMES[number];
type Who = "mentor" | "mentee";
type Found = Pick<Person, "id" | "name">;

const SHOWN = 10;

function People({ q, who, choose }: {
	q: string;
	who: Who;
	choose: (found: Found) => void;
}) {
	const from = useLoad<{ people: Person[] }>(
		`/api/v1/people?q=${encodeURIComponent(q)}`);

	return (
		<Loaded from={from}>{({ people }) => people.length === 0
			? <p>{words("add.nobody")}</p>
			: <ul class="plain stack near" aria-label={words(who)}>
				{people.slice(0, SHOWN).map((p) =>
					<li key={p.id} class="line-with-button">
						<span>{p.name}</span>
						<button type="button" class="button"
							onClick={() => choose(p)}>
							{words("add.choose")}
							<span class="hidden-words">{p.name}</span>
						</button>
					</li>)}
			</ul>}</Loaded>
	);
}

/* A field that finds somebody; once chosen, their name. */
function Finder({ who, found, choose, error }: {
	who: Who;
	found: Found | null;
	choose: (found: Found | null) => void;
	error: string | undefined;
}) {
	const [typed, type] = useState("");
	const [q, setQ] = useState("");

	if (found)
		return (
			<div class="field">
				<p class="label">{words(who)}</p>
				<p class="line-with-button">
					<span class="strong">{found.name}</span>
					<button type="button" class="button" onClick={() => {
						setQ("");
						choose(null);
					}}>
						{words("add.other")}
						<span class="hidden-words">{words(who)}</span>
					</button>
				</p>
			</div>
		);
	return (
		<div class="stack near">
			<Field name={who} type="search" label={words(who)} value={typed}
				hint={words("add.hint")} change={type} autocomplete="off"
				error={error} onKeyDown={(e) => {
					if (e.key !== "Enter")
						return;
					e.preventDefault();
					setQ(typed.trim());
				}} after={<button type="button" class="button"
					onClick={() => setQ(typed.trim())}>
					{words("add.find")}
					<span class="hidden-words">{words(who)}</span>
				</button>} />
			{q && <People q={q} who={who} choose={choose} />}
		</div>
	);
}

function After({ value, change }: {
	value: string;
	change: (id: string) => void;
}) {
	const from = useLoad<{ programmes: Programme[] }>(
		"/api/v1/programmes?state=published");

	return <Select name="programme" label={words("add.programme")}
		value={value} change={change}
		options={[["", words("add.noProgramme")],
			...(from.data?.programmes ?? []).map((p): [string, string] =>
				[p.id, p.title])]} />;
}

export function Make({ made }: { made: (pair: Mentoring) => void }) {
	const [kind, setKind] = useState<MentoringKind>("mentoring");
	const [mentor, setMentor] = useState<Found | null>(null);
	const [mentee, setMentee] = useState<Found | null>(null);
	const [topic, setTopic] = useState("");
	const [programme, setProgramme] = useState("");
	const form = useForm<Name>({
		check: () => {
			const wrong: Errors<Name> = {};

			if (!mentor)
				wrong.mentor = words("add.needPerson");
			if (!mentee)
				wrong.mentee = words("add.needPerson");
			if (!topic.trim())
				wrong.topic = words("add.needTopic");
			return wrong;
		},
		send: async () => {
			const pair = await call<Mentoring>("POST", "/api/v1/mentorings", {
				kind, mentor: mentor?.id, mentee: mentee?.id, topic,
				programme: programme || null });

			setMentee(null);
			made(pair);
		},
		place: atField(...NAMES),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Select name="kind" label={words("kind")} value={kind}
				options={KINDS.map((k) => [k, words(`kind.${k}`)])}
				change={(k) => setKind(k as MentoringKind)} />
			<Finder who="mentor" found={mentor} choose={setMentor}
				error={form.errors.mentor} />
			<Finder who="mentee" found={mentee} choose={setMentee}
				error={form.errors.mentee} />
			<Field name="topic" label={words("topic")}
				hint={words("topic.hint")} value={topic} change={setTopic}
				maxLength={300} autocomplete="off" error={form.errors.topic} />
			<After value={programme} change={setProgramme} />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("add.save")}
			</button>
		</form>
	);
}
