/*
 * What an organiser does for somebody's account besides its details: turn
 * sign-in codes off for who has lost everything; merge two accounts.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call, get, type Problem } from "../../api/client";
import type { Person } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { words } from "../../text/account";

function path(person: Pick<Person, "id">): string {
	return `/api/v1/people/${encodeURIComponent(person.id)}`;
}

export function FactorReset({ person }: { person: Person }) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");

	return (
		<section class="stack near" aria-labelledby="factor">
			<h2 id="factor">{words("reset")}</h2>
			<p class="small quiet">{words("reset.what")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<p><button class="button" type="button" onClick={() => {
				setProblem(null);
				call("DELETE", `${path(person)}/totp`).then(
					() => say(words("reset.done")),
					(e) => setProblem(fault(e)));
			}}>{words("reset.go")}</button></p>
		</section>
	);
}

interface Preview {
	from: Person;
	into: Person;
	moves: {
		what: "attempts" | "sittings" | "seats" | "enrolments" |
			"submissions" | "jp" | "certificates" | "owned";
		n: number;
		both: number;
	}[];
	rolesEnd: boolean;
}

function Ask({ preview, close, merged }: {
	preview: Preview;
	close: () => void;
	merged: (into: Person) => void;
}) {
	const { from, into, moves } = preview;
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	function run(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<Person>("POST", `${path(from)}/merge`, { into: into.id })
			.then(merged, (e) => {
				setProblem(fault(e));
				setBusy(false);
			});
	}

	return (
		<Dialog title={words("merge.title", {
			from: `${from.name} (${from.login})`,
			into: `${into.name} (${into.login})`,
		})} close={close}>
			{problem && <Failure problem={problem} />}
			{moves.length === 0
				? <p>{words("merge.nothing")}</p>
				: <>
					<p>{words("merge.moves")}</p>
					<ul>
						{moves.map((m) =>
							<li key={m.what}>
								{words(m.both ? "merge.both" : "merge.n", {
									what: words(`merge.${m.what}`),
									n: m.n, both: m.both,
								})}
							</li>)}
					</ul>
				</>}
			{preview.rolesEnd && <p>{words("merge.roles")}</p>}
			<div class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={run}>
					{words("merge.go", { login: from.login })}
				</button>
				<button class="button" type="button" onClick={close}>
					{words("cancel")}
				</button>
			</div>
		</Dialog>
	);
}

export function MergeSection({ person }: { person: Pick<Person, "id"> }) {
	const { route } = useLocation();
	const [asked, setAsked] = useState("");
	const [found, setFound] = useState<Person[] | null>(null);
	const [preview, setPreview] = useState<Preview | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	function search(e: Event): void {
		e.preventDefault();
		setProblem(null);
		get<{ people: Person[] }>(
			`/api/v1/people?q=${encodeURIComponent(asked.trim())}`)
			.then(({ people }) => setFound(people.filter((p) =>
				p.id !== person.id && !p.disabled)),
			(refused) => setProblem(fault(refused)));
	}

	function look(into: Person): void {
		setProblem(null);
		get<Preview>(`${path(person)}/merge?into=${
			encodeURIComponent(into.id)}`)
			.then(setPreview, (e) => setProblem(fault(e)));
	}

	return (
		<section class="stack near" aria-labelledby="merge">
			<h2 id="merge">{words("merge")}</h2>
			<p class="small quiet">{words("merge.what")}</p>
			{problem && <Failure problem={problem} />}
			<form class="stack near" onSubmit={search} noValidate>
				<Field name="merge-find" label={words("merge.find")}
					hint={words("merge.findHint")} value={asked}
					change={setAsked} autocomplete="off" spellcheck={false}
					after={<button class="button" type="submit">
						{words("merge.search")}
					</button>} />
			</form>
			<div role="status">
				{found?.length === 0 && <p>{words("merge.none")}</p>}
			</div>
			{found && found.length > 0 &&
				<ul class="plain cards">
					{found.map((p) =>
						<li key={p.id} class="card stack near">
							<p class="strong">{p.name}</p>
							<p class="facts"><span class="mono">{p.login}</span>
								{p.nip && ` · ${p.nip}`}
								{` · ${p.agency.name}`}</p>
							<p><button class="button" type="button"
								onClick={() => look(p)}>
								{words("merge.choose", { name: p.name })}
							</button></p>
						</li>)}
				</ul>}
			{preview && <Ask preview={preview}
				close={() => setPreview(null)}
				merged={(into) => route(`/kelola/orang/${into.id}`)} />}
		</section>
	);
}
