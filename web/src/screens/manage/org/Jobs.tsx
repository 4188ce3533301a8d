/* The jobs that people have: added, renamed, closed. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { JOB_KINDS, type Job, type JobKind, type Jobs as JobList } from
	"../../../api/org";
import { atField, Choice, Field, Select, Summary, useForm } from
	"../../../parts/Field";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { has } from "../../../session/roles";
import { person } from "../../../session/session";
import { t } from "../../../text";
import { words as skills } from "../../../text/competency";
import { words } from "../../../text/org";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";
import { agencyQuery } from "./Units";

interface FormProps {
	list: JobList;
	job?: Job;
	done: (said: string) => void;
	cancel?: () => void;
}

function JobForm({ list, job, done, cancel }: FormProps) {
	const [name, setName] = useState(job?.name ?? "");
	const [kind, setKind] = useState<string>(job?.kind ?? "functional");
	const [shared, setShared] = useState(false);
	const id = job ? "edit-" : "";
	const form = useForm<"name" | "kind">({
		check: () => name.trim() ? {} : { name: words("job.needName") },
		send: async () => {
			await (job
				? call("PATCH", `/api/v1/jobs/${job.id}`,
					{ name: name.trim(), kind: kind as JobKind })
				: call("POST", "/api/v1/jobs", { name: name.trim(), kind, shared,
					agency: list.agency.id }));
			if (!job)
				setName("");
			done(words("job.saved"));
		},
		place: atField("name", "kind"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name={`${id}name`} label={words("job.name")} value={name}
				change={setName} error={form.errors.name} autocomplete="off" />
			<Select name={`${id}kind`} label={words("job.kind")} value={kind}
				change={setKind} error={form.errors.kind}
				options={JOB_KINDS.map((k): [string, string] =>
					[k, words(`jobKind.${k}`)])} />
			{!job && has(person(), "admin") &&
				<Choice type="checkbox" name="shared" value="yes"
					label={words("job.shared")} checked={shared}
					change={setShared} />}
			<p class="actions">
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy")
						: words(job ? "job.save" : "job.add")}
				</button>
				{cancel && <button class="button" type="button"
					onClick={cancel}>{words("cancel")}</button>}
			</p>
		</form>
	);
}

function Table({ list, edit, turn }: {
	list: JobList;
	edit: (job: Job) => void;
	turn: (job: Job) => void;
}) {
	const mine = (job: Job) => !job.shared || has(person(), "admin");
	const heads = ["job.name", "job.kind", "job.people", "job.state"] as const;

	return (
		<table class="table" role="table" aria-label={words("jobs")}>
			<thead role="rowgroup">
				<tr role="row">
					{heads.map((head) =>
						<th key={head} scope="col" role="columnheader">
							{words(head)}
						</th>)}
					<th scope="col" role="columnheader">{words("job.edit")}</th>
				</tr>
			</thead>
			<tbody role="rowgroup">
				{list.jobs.map((job) =>
					<tr role="row" key={job.id}>
						<th scope="row" role="rowheader">
							{job.people > 0
								? <a href={`/kelola/orang?job=${job.id}`}>
									{job.name}
								</a> : job.name}
							{job.shared && <span class="small quiet">
								{` · ${words("job.shared")}`}
							</span>}
						</th>
						<td role="cell" data-label={words("job.kind")}>
							{words(`jobKind.${job.kind}`)}
						</td>
						<td role="cell" data-label={words("job.people")}>
							{job.people}
						</td>
						<td role="cell" data-label={words("job.state")}>
							{words(job.closed ? "job.closed" : "job.open")}
						</td>
						<td role="cell">
							{!job.closed && job.people > 0 && <p class="actions">
								<a class="button bare"
									href={`/kelola/angkatan?job=${job.id}&agency=${
										list.agency.id}`}>
									{words("enrol")}
									<span class="hidden-words">
										{` ${job.name}`}
									</span>
								</a>
							</p>}
							{mine(job) && <p class="actions">
								<a class="button bare"
									href={`/kelola/jabatan/${job.id}`}>
									{skills("levels.open")}
									<span class="hidden-words">
										{` ${job.name}`}
									</span>
								</a>
								<button class="button bare" type="button"
									onClick={() => edit(job)}>
									{words("job.edit")}
									<span class="hidden-words">
										{` ${job.name}`}
									</span>
								</button>
								<button class="button bare" type="button"
									onClick={() => turn(job)}>
									{words(job.closed ? "job.reopen"
										: "job.close")}
									<span class="hidden-words">
										{` ${job.name}`}
									</span>
								</button>
							</p>}
						</td>
					</tr>)}
			</tbody>
		</table>
	);
}

function Board({ list, reload }: { list: JobList; reload: () => void }) {
	const [editing, setEditing] = useState<Job | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");

	function done(words: string): void {
		setEditing(null);
		say(words);
		reload();
	}

	return (
		<div class="stack">
			<JobForm list={list} done={done} />
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			{list.jobs.length === 0
				? <p class="quiet">{words("jobs.none")}</p>
				: <Table list={list} edit={setEditing} turn={(job) => {
					setProblem(null);
					call("PATCH", `/api/v1/jobs/${job.id}`,
						{ closed: !job.closed }).then(() =>
						done(words("job.saved")), (e) => setProblem(fault(e)));
				}} />}
			<p><Csv name="jabatan.csv"
				path={`/api/v1/jobs.csv?agency=${list.agency.id}`} /></p>
			{editing && <Dialog title={editing.name}
				close={() => setEditing(null)}>
				<JobForm list={list} job={editing} done={done}
					cancel={() => setEditing(null)} />
			</Dialog>}
		</div>
	);
}

export default function Jobs() {
	const { query } = useLocation();
	const list = useLoad<JobList>(`/api/v1/jobs${agencyQuery(query)}`);

	return (
		<Page title={words("jobs")}>
			<Tabs />
			<div class="stack">
				<AgencyChoice />
				<Loaded from={list}>{(data) =>
					<Board list={data} reload={list.reload} />}</Loaded>
			</div>
		</Page>
	);
}
