/*
 * Kelola › Sertifikat: an agency's papers, searched and filtered by the address;
 * issued anew or revoked with a reason, and what was signed elsewhere attached.
 */
import { useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Paper, PaperKind, PaperPage, PaperState } from
	"../../api/paper";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Field, Select, Summary, useForm } from "../../parts/Field";
import { FilterForm, filterQuery, useFilter, type Filter } from
	"../../parts/filters";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager, State } from "../../parts/pieces";
import { t } from "../../text";
import { day, number } from "../../text/format";
import { words } from "../../text/paper";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { keep } from "../manage/gradebook/file";
import { Tabs } from "../manage/Tabs";
import { keepPdf, Over, stateOf, whenOf } from "./pieces";
import "./paper.css";

const PATH = "/kelola/sertifikat";
const API = "/api/v1/certificates";
const NAMES = ["year", "kind", "state", "agency"] as const;
const KINDS: PaperKind[] = ["attendance", "completion", "pass"];
const STATES: PaperState[] = ["good", "replaced", "revoked"];

type Wanted = Filter<typeof NAMES[number]>;
type Ask = { paper: Paper; what: "reissue" | "revoke" };

function Filters({ filter }: { filter: Wanted }) {
	const any: [string, string] = ["", words("filter.any")];
	const now = new Date().getFullYear();

	return (
		<FilterForm path={PATH} label={words("all.search")} names={NAMES}
			filter={filter}>{(set) => <>
				<Select name="year" label={words("filter.year")}
					value={filter.year} change={(year) => set({ year })}
					options={[any, ...[0, 1, 2, 3, 4].map((ago):
						[string, string] =>
						[String(now - ago), String(now - ago)])]} />
				<Select name="kind" label={words("filter.kind")}
					value={filter.kind} change={(kind) => set({ kind })}
					options={[any, ...KINDS.map((k): [string, string] =>
						[k, words(`kind.${k}`)])]} />
				<Select name="state" label={words("filter.state")}
					value={filter.state} change={(state) => set({ state })}
					options={[any, ...STATES.map((s): [string, string] =>
						[s, words(`state.${s}`)])]} />
			</>}
		</FilterForm>
	);
}

interface Hands {
	run: (work: () => Promise<string | void>) => void;
	ask: (ask: Ask) => void;
}

function Attach({ of, hands }: { of: Paper; hands: Hands }) {
	const input = useRef<HTMLInputElement>(null);
	const path = `${API}/${of.id}/signed`;

	return (
		<div class="stack near">
			<p class="hint" id={`attach-${of.id}`}>{words("attach.hint")}</p>
			<input class="hidden-words" type="file" ref={input} tabIndex={-1}
				accept="application/pdf" aria-label={words("attach")}
				onChange={(e) => {
					const file = e.currentTarget.files?.[0];

					if (file)
						hands.run(async () => {
							await call("PUT", path, file);
							return words("attach.done",
								{ number: of.number });
						});
				}} />
			<p class="actions">
				<button class="button" type="button"
					aria-describedby={`attach-${of.id}`}
					onClick={() => input.current?.click()}>
					{words("attach")}
				</button>
				{of.signedAt &&
					<button class="button" type="button"
						onClick={() => hands.run(async () => {
							await call("DELETE", path);
							return words("detach.done");
						})}>
						{words("detach")}
					</button>}
			</p>
		</div>
	);
}

function Actions({ of, hands }: { of: Paper; hands: Hands }) {
	return (
		<details class="fold">
			<summary aria-label={words("do", { number: of.number })}>
				{words("do.short")}
			</summary>
			<div class="stack near">
				<p class="actions">
					<button class="button" type="button"
						onClick={() => hands.run(() => keepPdf(of))}>
						{words("pdf")}
					</button>
					{of.signedAt &&
						<button class="button" type="button"
							onClick={() => hands.run(() => keepPdf(of, true))}>
							{words("pdf.signed")}
						</button>}
					<a class="button" href={of.link} target="_blank"
						rel="noopener">{words("check")}</a>
				</p>
				{of.state === "good" && <>
					<Attach of={of} hands={hands} />
					<p class="actions">
						<button class="button" type="button" onClick={() =>
							hands.ask({ paper: of, what: "reissue" })}>
							{words("reissue")}
						</button>
						<button class="button danger" type="button"
							onClick={() =>
								hands.ask({ paper: of, what: "revoke" })}>
							{words("revoke")}
						</button>
					</p>
				</>}
			</div>
		</details>
	);
}

function Row({ of, hands }: { of: Paper; hands: Hands }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<span class="strong">{of.name}</span>
				<span class="paper-line facts mono">{of.number}</span>
			</th>
			<td role="cell" data-label={words("column.for")}>
				{of.title}
				<span class="paper-line facts">{words(`kind.${of.kind}`)} · {
					whenOf(of)}</span>
			</td>
			<td role="cell" data-label={words("column.issued")}>
				{day(of.issuedAt)}
			</td>
			<td role="cell" data-label={words("column.state")}>
				<State named={stateOf(of.state)} />
				<Over paper={of} />
				{of.signedAt && <p class="facts">{words("attached",
					{ day: day(of.signedAt) })}</p>}
			</td>
			<td role="cell" class="paper-do">
				<Actions of={of} hands={hands} />
			</td>
		</tr>
	);
}

function Table({ rows, hands }: { rows: Paper[]; hands: Hands }) {
	const heads = ["name", "for", "issued", "state", "do"] as const;

	return (
		<table class="table" role="table" aria-label={words("all")}>
			<thead role="rowgroup">
				<tr role="row">
					{heads.map((head) =>
						<th key={head} scope="col" role="columnheader">
							{words(`column.${head}`)}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{rows.map((c) => <Row key={c.id} of={c} hands={hands} />)}
			</tbody>
		</table>
	);
}

/* What cannot be undone is named, with a reason that is kept. */
function Reason({ ask, close, done }: {
	ask: Ask;
	close: () => void;
	done: (said: string) => void;
}) {
	const { paper, what } = ask;
	const [reason, setReason] = useState("");
	const form = useForm<"reason">({
		check: () => reason.trim().length < 3 || reason.trim().length > 300
			? { reason: words("reason.wrong") } : {},
		send: async () => {
			const next = await call<Paper>("POST", `${API}/${paper.id}/${
				what === "revoke" ? "revocation" : "reissue"}`,
			{ reason: reason.trim() });

			done(words(`${what}.done`,
				{ name: next.name, number: next.number }));
		},
		place: (problem) => problem.field === "reason" ? "reason" : null,
	});

	return (
		<Dialog title={words(what)} close={close}>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<p>{words(`${what}.what`,
					{ number: paper.number, name: paper.name })}</p>
				<Field name="reason" label={words("reason")}
					hint={words("reason.hint")} value={reason}
					maxLength={300} error={form.errors.reason}
					autocomplete="off" change={setReason} />
				<p class="actions">
					<button class={`button ${what === "revoke" ? "danger"
						: "primary"}`} type="submit" aria-busy={form.busy}>
						{form.busy ? t("form.busy") : words(what)}
					</button>
					<button class="button" type="button" onClick={close}>
						{words("cancel")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}

function Found({ from, filter, hands }: {
	from: PaperPage;
	filter: Wanted & { page: number };
	hands: Hands;
}) {
	const filtered = filterQuery(NAMES, filter) !== "";

	if (from.total === 0)
		return (
			<div class="card empty">
				<p>{words(filtered ? "all.none.match" : "all.none")}</p>
				{filtered && <p><a class="button" href={PATH}>
					{words("all.show")}
				</a></p>}
			</div>
		);
	return (
		<div class="stack">
			<p class="facts" role="status">{words("all.total",
				{ n: number(from.total) })}</p>
			<Table rows={from.certificates} hands={hands} />
			<Pager page={from.page}
				pages={Math.ceil(from.total / from.size)}
				href={(page) => PATH + filterQuery(NAMES, filter, page)} />
		</div>
	);
}

export default function Papers() {
	const ofAgency = useOfAgency();
	const filter = useFilter(NAMES);
	const query = filterQuery(NAMES, filter, filter.page);
	const papers = useLoad<PaperPage>(API + query);
	const [ask, setAsk] = useState<Ask | null>(null);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const done = (words_: string) => {
		setAsk(null);
		say(words_);
		papers.reload();
	};
	const run: Hands["run"] = (work) => {
		setProblem(null);
		work().then((words_) => words_ && done(words_),
			(e) => setProblem(fault(e)));
	};

	return (
		<Page title={words("all")} wide
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<Tabs />
			<div class="stack">
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				<AgencyChoice />
				<Filters filter={filter} />
				<p class="actions">
					<button class="button" type="button" onClick={() =>
						run(async () => keep(await call<Blob>("GET",
							`${API}.csv${filterQuery(NAMES, filter)}`,
							undefined, { read: (r) => r.blob() }),
						words("all.csv.name")))}>
						{words("all.csv")}
					</button>
					<a class="button" href={ofAgency(`${PATH}/desain`)}>
						{words("all.design")}
					</a>
				</p>
				<Loaded from={papers}>{(from) =>
					<Found from={from} filter={filter}
						hands={{ run, ask: setAsk }} />}</Loaded>
			</div>
			{ask && <Reason ask={ask} close={() => setAsk(null)}
				done={done} />}
		</Page>
	);
}
