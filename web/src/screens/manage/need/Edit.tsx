/*
 * /kelola/kebutuhan/:id: what becomes of a need, what answers it, and where it
 * came from.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { CAUSES, STATES, type NeedDetail, type NeedState } from
	"../../../api/need";
import { atField, Select, Summary, TextField, useForm } from
	"../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { authors } from "../../../session/roles";
import { person } from "../../../session/session";
import { t } from "../../../text";
import { words } from "../../../text/need";
import { desk } from "../../../text/needDesk";
import { History } from "../../need/History";
import { needFacts, NeedStateLine } from "../../need/parts";
import { Answers } from "./Answers";
import { draftBody, draftCheck, Fields, type Draft } from "./Fields";
import { FindingCard } from "./Findings";
import { Merge } from "./Merge";
import { PATH } from "./NeedTabs";
import { Revise } from "./Revise";

interface Props {
	need: NeedDetail;
	set: (now: NeedDetail) => void;
}

const patch = (need: NeedDetail, change: object): Promise<NeedDetail> =>
	call<NeedDetail>("PATCH", `/api/v1/needs/${need.id}`,
		{ revision: need.revision, ...change });

/* What was answered or declined is opened again first. */
const after = (state: NeedState): NeedState[] =>
	STATES.filter((to) => state === to || state === "open" ||
		state === "planned" || to === "open" || to === "planned");

function Decide({ need, set }: Props) {
	const [state, setState] = useState(need.state);
	const [outcome, setOutcome] = useState(need.outcome);
	const [said, say] = useState("");
	const form = useForm<"outcome" | "state">({
		check: () => ({}),
		send: async () => {
			say("");
			set(await patch(need, { state, outcome: outcome.trim() }));
			say(desk("saved"));
		},
		place: atField("outcome", "state"),
	});

	return (
		<section class="card stack" aria-labelledby="decide">
			<h2 id="decide">{desk("decide")}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Select name="state" label={desk("decide.state")} value={state}
					options={after(need.state).map((s): [string, string] =>
						[s, words(`state.${s}`)])}
					change={(s) => setState(s as NeedState)}
					error={form.errors.state} />
				<TextField name="outcome" label={desk("decide.outcome")}
					hint={desk("decide.outcomeHint")} value={outcome}
					change={setOutcome} error={form.errors.outcome} />
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<button type="submit" class="button primary"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : desk("decide.save")}
				</button>
			</form>
		</section>
	);
}

function Facts({ need, set }: Props) {
	const [draft, setDraft] = useState<Draft>({ title: need.title,
		about: need.about, topic: need.topic, unit: need.unit?.id ?? "",
		job: need.job?.id ?? "", cause: need.cause,
		regulation: need.regulation });
	const [said, say] = useState("");
	const form = useForm<keyof Draft>({
		check: () => draftCheck(draft),
		send: async () => {
			say("");
			set(await patch(need, draftBody(draft)));
			say(desk("saved"));
		},
		place: atField("title", "about", "regulation"),
	});

	return (
		<details class="card fold">
			<summary>{desk("facts")}</summary>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Fields draft={draft} errors={form.errors} causes={CAUSES}
					agency={need.agency}
					set={(change) => setDraft({ ...draft, ...change })} />
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<button type="submit" class="button" aria-busy={form.busy}>
					{form.busy ? t("form.busy") : desk("save")}
				</button>
			</form>
		</details>
	);
}

/* Who, and what it came of. */
function Origin({ need }: { need: NeedDetail }) {
	return (
		<div class="stack near">
			<NeedStateLine state={need.state} />
			<p class="facts">{[needFacts(need), words(`cause.${need.cause}`)]
				.join(" · ")}</p>
			{need.source && <p class="facts">{desk(
				`from.${need.source.kind}`, { title: need.source.title })}</p>}
			{need.proposedBy && <p class="facts">{desk(
				need.cause === "proposal" ? "proposedBy" : "notedBy",
				{ name: need.proposedBy.name })}</p>}
			{need.regulation && <p>{words("regulation",
				{ text: need.regulation })}</p>}
			{need.about && <p class="said">{need.about}</p>}
		</div>
	);
}

function Findings({ need, reload }: {
	need: NeedDetail;
	reload: () => void;
}) {
	return !need.findings?.length ? null : (
		<section class="stack" aria-labelledby="findings">
			<h2 id="findings">{desk("findings")}</h2>
			<ul class="plain stack">
				{need.findings.map((one) => <FindingCard key={one.id}
					level={3} finding={one} agency={need.agency} saved={reload} />)}
			</ul>
		</section>
	);
}

function Editor({ need, set, reload }: Props & { reload: () => void }) {
	const { route } = useLocation();

	if (need.mergedInto)
		return (
			<div class="stack far">
				<p class="notice"><a href={`${PATH}/${need.mergedInto.id}`}>
					{desk("merged", { title: need.mergedInto.title })}
				</a></p>
				<History all={need.history} />
			</div>
		);
	return (
		<div class="stack far">
			<Origin need={need} />
			<Answers need={need} set={set} />
			<Decide need={need} set={set} />
			{need.regulation && need.modules.length > 0 &&
				authors(person()) && <Revise need={need} />}
			<Findings need={need} reload={reload} />
			<Facts need={need} set={set} />
			<Merge need={need} merged={(into) => route(`${PATH}/${into.id}`)} />
			<History all={need.history} />
		</div>
	);
}

export default function Edit() {
	const { params } = useRoute();
	const id = encodeURIComponent(params.id ?? "");
	const from = useLoad<NeedDetail>(`/api/v1/needs/${id}`);

	return (
		<Page title={from.data?.title ?? desk("title")}
			back={{ href: `${PATH}/daftar`, label: desk("title") }}>
			<Loaded from={from} page>{(need) => <Editor key={id} need={need}
				set={from.set} reload={from.reload} />}</Loaded>
		</Page>
	);
}
