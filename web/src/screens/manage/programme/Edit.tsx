/*
 * /kelola/pelatihan/:id: a programme's steps, what it says, its batches. At
 * …/baru a new one.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Problem } from "../../../api/client";
import type { Batch, ProgrammeDetail, ProgrammeState } from
	"../../../api/programme";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words as skills } from "../../../text/competency";
import { day } from "../../../text/format";
import { words as service } from "../../../text/indicator";
import { words } from "../../../text/programme";
import { Levels } from "../../competency/parts";
import { Answered } from "../../need/Answered";
import { Facts } from "./Facts";
import { ProgrammeStateLine } from "./List";
import { RunForm } from "./RunForm";
import { StepList } from "./StepList";

const PATH = "/kelola/pelatihan";

function Run({ batch }: { batch: Batch }) {
	return (
		<li class="card linked stack near">
			<h3 class="card-title">
				<a class="cover" href={`/kelola/angkatan/${batch.id}`}>
					{batch.name}
				</a>
			</h3>
			<p class="facts">
				{words("dates", { from: day(batch.startsAt),
					to: day(batch.endsAt) })}{" · "}
				{words("run.sum", { completed: batch.completed,
					enrolled: batch.enrolled })}
			</p>
		</li>
	);
}

function Runs({ programme }: { programme: ProgrammeDetail }) {
	const { route } = useLocation();

	return (
		<section class="stack" aria-labelledby="runs">
			<h2 id="runs">{words("batches")}</h2>
			{programme.runs.length === 0
				? <p>{words("batches.none")}</p>
				: <ul class="plain stack">
					{programme.runs.map((b) => <Run key={b.id} batch={b} />)}
				</ul>}
			<details class="card">
				<summary>{words("run.add")}</summary>
				<RunForm batch={null}
					path={`/api/v1/programmes/${programme.id}/batches`}
					saved={(b) => route(`/kelola/angkatan/${b.id}`)} />
			</details>
		</section>
	);
}

const NEXT: Record<ProgrammeState, [ProgrammeState,
	"publish" | "close" | "reopen"]> = {
	draft: ["published", "publish"], published: ["closed", "close"],
	closed: ["published", "reopen"],
};

function Publish({ programme, saved }: {
	programme: ProgrammeDetail;
	saved: (p: ProgrammeDetail) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [state, word] = NEXT[programme.state];

	function run(): void {
		setProblem(null);
		call<ProgrammeDetail>("PATCH", `/api/v1/programmes/${programme.id}`,
			{ state }).then(saved, (e) => setProblem(fault(e)));
	}

	return (
		<div class="stack near">
			<ProgrammeStateLine state={programme.state} />
			{programme.state === "draft" && <p>{words("publish.why")}</p>}
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button type="button" class={programme.state === "draft"
					? "button primary" : "button"} onClick={run}>
					{words(word)}
				</button>
				<a class="button" href={`${PATH}/${programme.id}/pratinjau`}>
					{words("preview")}
				</a>
			</p>
		</div>
	);
}

function New() {
	const { route } = useLocation();

	return (
		<Page title={words("list.add")}
			back={{ href: PATH, label: words("back.programmes") }}>
			<Facts programme={null}
				saved={(p) => route(`${PATH}/${p.id}`, true)} />
		</Page>
	);
}

function Existing({ id }: { id: string }) {
	const from = useLoad<ProgrammeDetail>(
		`/api/v1/programmes/${encodeURIComponent(id)}`);

	return (
		<Page title={from.data?.title ?? words("list")}
			back={{ href: PATH, label: words("back.programmes") }}>
			<Loaded from={from} page>{(programme) =>
				<div class="stack far">
					<Publish programme={programme} saved={from.set} />
					<StepList key={`steps ${programme.id}`}
						programme={programme} saved={from.set} />
					{programme.state !== "draft" &&
						<Runs programme={programme} />}
					<section class="stack near" aria-labelledby="service">
						<h2 id="service">{service("title")}</h2>
						<p class="small quiet">{service("why")}{" "}
							{service("proof")}</p>
						<p><a class="button"
							href={`${PATH}/${programme.id}/indikator`}>
							{service("open")}
						</a></p>
					</section>
					<section class="stack" aria-labelledby="gives">
						<h2 id="gives">{skills("levels.programme")}</h2>
						<p class="small quiet">{skills("levels.why")}</p>
						<Levels path={`/api/v1/programmes/${
							programme.id}/competencies`} />
					</section>
					<Answered kind="programmes" id={programme.id} />
					<section class="stack" aria-labelledby="facts">
						<h2 id="facts">{words("facts")}</h2>
						<Facts programme={programme} saved={from.set} />
					</section>
				</div>}</Loaded>
		</Page>
	);
}

export default function Edit() {
	const { params } = useRoute();

	return params.id === "baru" ? <New />
		: <Existing key={params.id} id={params.id ?? ""} />;
}
