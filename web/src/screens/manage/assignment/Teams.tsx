/*
 * /kelola/angkatan/:batch/kelompok/:activity: who is in which team. Chosen for
 * each person, or divided by chance for those who are in none.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import type { Teams as Data } from "../../../api/assignment";
import { call } from "../../../api/client";
import { Field, Select, Summary, useForm } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { t } from "../../../text";
import { words } from "../../../text/assignment";

/* `key` tells teams apart that are not saved yet. */
interface Team {
	key: string;
	id?: string;
	name: string;
	handed: boolean;
}

function Board({ data, path, set, say }: {
	data: Data;
	path: string;
	set: (data: Data) => void;
	say: (words: string) => void;
}) {
	const [teams, setTeams] = useState<Team[]>(data.teams.map((team) =>
		({ ...team, key: team.id })));
	const [of, setOf] = useState<Record<string, string>>(
		Object.fromEntries(data.people.map((p) => [p.id, p.team ?? ""])));
	const [name, setName] = useState("");
	const handed = new Set(teams.filter((team) => team.handed)
		.map((team) => team.key));
	const form = useForm<never>({
		check: () => ({}),
		send: async () => {
			set(await call<Data>("PUT", path, { teams: teams.map((team) => ({
				id: team.id, name: team.name,
				members: data.people.filter((p) => of[p.id] === team.key)
					.map((p) => p.id) })) }));
			say(words("teams.saved"));
		},
	});

	function add(): void {
		if (!name.trim())
			return;
		setTeams([...teams, { key: `new-${teams.length}`, name: name.trim(),
			handed: false }]);
		setName("");
	}

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			{teams.length === 0 && <p>{words("teams.none")}</p>}
			{teams.map((team, i) => team.handed
				? <p key={team.key}><span class="strong">{team.name}</span>
					{` · ${words("teams.handed")}`}</p>
				: <Field key={team.key} name={`team-${i}`}
					label={words("teams.name")} value={team.name}
					autocomplete="off" change={(value) =>
						setTeams(teams.map((one) => one === team
							? { ...one, name: value } : one))} />)}
			<Field name="team-new" label={words("teams.new")} value={name}
				change={setName} autocomplete="off" after={
					<button type="button" class="button" onClick={add}>
						{words("teams.add")}
					</button>} />
			{data.people.map((p) => handed.has(of[p.id] ?? "")
				? <p key={p.id}>{p.name}: {teams.find((team) =>
					team.key === of[p.id])?.name}</p>
				: <Select key={p.id} name={`of-${p.id}`}
					label={words("teams.of", { name: p.name })}
					value={of[p.id] ?? ""}
					options={[["", words("teams.alone")],
						...teams.filter((team) => !team.handed)
							.map((team): [string, string] =>
								[team.key, team.name])]}
					change={(value) => setOf({ ...of, [p.id]: value })} />)}
			<button type="submit" class="button primary"
				aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("teams.save")}
			</button>
		</form>
	);
}

function Draw({ path, set, say }: {
	path: string;
	set: (data: Data) => void;
	say: (words: string) => void;
}) {
	const [size, setSize] = useState("5");
	const form = useForm<"size">({
		check: () => ({}),
		send: async () => {
			set(await call<Data>("POST", `${path}/draw`,
				{ size: Number(size) || 0 }));
			say(words("teams.saved"));
		},
		place: (problem) => problem.field === "size" ? "size" : null,
	});

	return (
		<form class="card form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="size" label={words("teams.size")} value={size}
				inputMode="numeric" error={form.errors.size}
				change={setSize} />
			<button type="submit" class="button" aria-busy={form.busy}>
				{words("teams.draw")}
			</button>
		</form>
	);
}

export default function Teams() {
	const { id = "", activity = "" } = useRoute().params;
	const path = `/api/v1/batches/${encodeURIComponent(id)}/teams/${
		encodeURIComponent(activity)}`;
	const from = useLoad<Data>(path);
	const [said, say] = useState("");
	const [round, setRound] = useState(0);
	const set = (data: Data) => {
		from.set(data);
		setRound((n) => n + 1);
	};

	return (
		<Page title={words("teams")} back={{
			href: `/kelola/angkatan/${encodeURIComponent(id)}`,
			label: from.data?.batch.name ?? words("back") }}>
			<Loaded from={from} page>{(data) => <div class="stack">
				<p class="facts">{data.title}</p>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{data.people.some((p) => !p.team) &&
					<Draw path={path} set={set} say={say} />}
				{from.fresh && <Board key={round} data={data} path={path}
					set={set} say={say} />}
			</div>}</Loaded>
		</Page>
	);
}
