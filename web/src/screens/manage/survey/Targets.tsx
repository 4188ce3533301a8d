/* Whom a survey asks: by what they take part in, where they work, as what. */
import { useState } from "preact/hooks";
import { TARGET_KINDS, type Target, type TargetKind } from
	"../../../api/survey";
import { Field, Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { focusSoon } from "../../../questions/edit/area";
import { words } from "../../../text/surveys";

const FEW = 8;

interface Found {
	id: string;
	title?: string;
	name?: string;
	closed?: boolean;
}

/* Long lists are searched by the server, those of an agency here. */
const PATHS: Record<TargetKind, (q: string) => string> = {
	module: (q) => `/api/v1/modules?state=published&q=${q}`,
	event: (q) => `/api/v1/events?list=managed&q=${q}`,
	programme: (q) => `/api/v1/programmes?q=${q}`,
	unit: () => "/api/v1/units",
	job: () => "/api/v1/jobs",
};

const MEMBERS: Record<TargetKind, string> = {
	module: "modules", event: "events", programme: "programmes",
	unit: "units", job: "jobs",
};

const nameOf = (one: Found) => one.title ?? one.name ?? "";

function Matches({ kind, q, chosen, add }: {
	kind: TargetKind;
	q: string;
	chosen: Target[];
	add: (target: Target) => void;
}) {
	const from = useLoad<Record<string, Found[]>>(
		PATHS[kind](encodeURIComponent(q)));
	const here = kind === "unit" || kind === "job";
	const fits = (one: Found) => !one.closed && !chosen.some((t) =>
		t.kind === kind && t.ref === one.id) && (!here ||
		nameOf(one).toLowerCase().includes(q.toLowerCase()));

	return (
		<Loaded from={from}>{(data) => {
			const found = (data[MEMBERS[kind]] ?? []).filter(fits);

			return found.length === 0
				? <p class="quiet" role="status">{words("target.nothing")}</p>
				: <ul class="plain stack near"
					aria-label={words(`target.${kind}`)}>
					{found.slice(0, FEW).map((one) =>
						<li key={one.id} class="survey-target">
							<span>{nameOf(one)}</span>
							<button type="button" class="button"
								onClick={() => add({ kind, ref: one.id,
									name: nameOf(one) })}>
								{words("target.add")}{" "}
								<span class="hidden-words">{nameOf(one)}</span>
							</button>
						</li>)}
				</ul>;
		}}</Loaded>
	);
}

export function Targets({ targets, set }: {
	targets: Target[];
	set: (targets: Target[]) => void;
}) {
	const [kind, setKind] = useState<TargetKind>("module");
	const [typed, setTyped] = useState("");
	const [q, setQ] = useState<string | null>(null);
	const [said, say] = useState("");
	const find = () => setQ(typed.trim());

	return (
		<section class="stack" aria-labelledby="targets">
			<h2 id="targets" tabIndex={-1}>{words("targets")}</h2>
			<p class="small quiet">{words("targets.why")}</p>
			{targets.length === 0
				? <p class="card empty">{words("targets.none")}</p>
				: <ul class="plain cards">
					{targets.map((one) =>
						<li key={`${one.kind} ${one.ref}`}
							class="card survey-target">
							<span>
								<span class="strong">{one.name}</span>
								<span class="facts">
									{words(`target.${one.kind}`)}{": "}
									{words(`means.${one.kind}`)}
								</span>
							</span>
							<button type="button" class="button"
								onClick={() => {
									set(targets.filter((t) => t !== one));
									say(words("target.removed",
										{ name: one.name }));
									focusSoon("targets");
								}}>
								{words("target.remove")}{" "}
								<span class="hidden-words">{one.name}</span>
							</button>
						</li>)}
				</ul>}
			<p class="hidden-words" role="status">{said}</p>
			<div class="form">
				<Select name="target-kind" label={words("target.kind")}
					value={kind} change={(next) => {
						setKind(next as TargetKind);
						setTyped("");
						setQ(null);
					}} options={TARGET_KINDS.map((k) =>
						[k, words(`target.${k}`)])} />
				<Field name="target-q" type="search" autocomplete="off"
					label={words(`target.label.${kind}`)} value={typed}
					enterkeyhint="search" change={setTyped}
					onKeyDown={(e) => {
						if (e.key === "Enter") {
							e.preventDefault();
							find();
						}
					}} after={<button type="button" class="button"
						onClick={find}>{words("target.find")}</button>} />
			</div>
			{q !== null && <Matches kind={kind} q={q} chosen={targets}
				add={(one) => {
					set([...targets, one]);
					say(words("target.added", { name: one.name }));
					focusSoon("target-q");
				}} />}
		</section>
	);
}
