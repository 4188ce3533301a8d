/*
 * Kelola › Ekspor SIASN: rows with the names that BKN uses, as a file; how each
 * stands; and the ids that come from BKN. Nothing is sent from here.
 */
import { useState } from "preact/hooks";
import { call, get, type Problem } from "../../api/client";
import type { Component, Siasn as Ids, SiasnRow, SiasnState, Taken } from
	"../../api/jp";
import { readTable } from "../../bank/sheet";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { atField, Field, Select, Summary, TextField, useForm } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { moment } from "../../text/format";
import { words } from "../../text/jp";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { keep } from "../manage/gradebook/file";
import { Tabs } from "../manage/Tabs";
import { keepFile, options, thisYear } from "./parts";
import "./jp.css";

const RECORDS = ["kursus", "diklat"] as const;
const STATES = ["earned", "verified", "exported", "accepted", "rejected"] as
	const;
const COMPONENTS: Component[] = ["leadership", "functional", "technical",
	"seminar"];
const NAMED = 5;
const ROWS_MOST = 5000;

interface Export {
	year: number;
	record: typeof RECORDS[number];
	rows: SiasnRow[];
}

/* A row as it stands in the file, ours behind SIASN's. */
function flat({ balai, ...row }: SiasnRow): Record<string, string | number> {
	const cells = Object.entries(row).map(([name, value]) =>
		[name, Array.isArray(value) ? "" : value as string | number]);
	const ours = Object.entries(balai).filter(([name]) => name !== "jp")
		.map(([name, value]) => [`balai.${name}`, value ?? ""]);

	return Object.fromEntries([...cells, ...ours]) as
		Record<string, string | number>;
}

async function keepXlsx(of: Export, name: string): Promise<void> {
	const { default: write } = await import("write-excel-file/browser");
	const rows = of.rows.map(flat);
	const heads = Object.keys(rows[0] ?? {});

	keep(await write([
		heads.map((value) =>
			({ type: String, value, fontWeight: "bold" as const })),
		...rows.map((row) => heads.map((head) => {
			const value = row[head] ?? "";

			return typeof value === "number" ? { type: Number, value }
				: { type: String, value };
		})),
	], { sheet: of.record, stickyRowsCount: 1 }).toBlob(), name);
}

function Missing({ rows }: { rows: SiasnRow[] }) {
	const names = [...new Set(rows.filter((r) => !r.pnsOrangId)
		.map((r) => r.balai.nama))];
	const n = rows.filter((r) => !r.pnsOrangId).length;
	const said = names.slice(0, NAMED).join(", ") + (names.length > NAMED
		? ` ${words("siasn.more", { n: names.length - NAMED })}` : "");

	return n === 0 ? <p class="notice ok">{words("siasn.whole")}</p>
		: <p class="notice warn">{words("siasn.missing", { n, names: said })}</p>;
}

function Ready({ of, query, again }: {
	of: Export;
	query: string;
	again: () => void;
}) {
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const name = `siasn-${of.record}-${of.year}`;
	const fresh = of.rows.filter((r) => r.balai.status === "" ||
		r.balai.status === "verified").slice(0, ROWS_MOST);

	function go(work: Promise<void>, done: string): void {
		setProblem(null);
		work.then(() => say(done), (e) => setProblem(fault(e)));
	}

	async function mark(): Promise<void> {
		await call<Taken>("POST", "/api/v1/jp/status", { rows: fresh.map((r) =>
			({ entry: r.balai.catatan, state: "exported" })) });
		again();
	}

	if (of.rows.length === 0)
		return <p class="quiet">{words("siasn.none")}</p>;
	return (
		<div class="stack">
			<p class="strong">{words("siasn.rows", { n: of.rows.length })}</p>
			<Missing rows={of.rows} />
			{of.record === "kursus" && !of.rows[0]?.instansiId &&
				<p class="notice warn">{words("siasn.noAgency")}</p>}
			<p class="actions">
				<button class="button primary" type="button" onClick={() =>
					go(keepXlsx(of, `${name}.xlsx`),
						words("siasn.saved", { name: `${name}.xlsx` }))}>
					{words("siasn.xlsx")}
				</button>
				<button class="button" type="button" onClick={() =>
					go(keepFile(`/api/v1/jp/export.csv${query}`,
						`${name}.csv`),
					words("siasn.saved", { name: `${name}.csv` }))}>
					{words("siasn.csv")}
				</button>
				<button class="button" type="button" onClick={() => {
					keep(new Blob([JSON.stringify(of.rows, null, "\t")],
						{ type: "application/json" }), `${name}.json`);
					say(words("siasn.saved", { name: `${name}.json` }));
				}}>{words("siasn.json")}</button>
			</p>
			{fresh.length > 0 &&
				<p><button class="button" type="button" onClick={() =>
					go(mark(), words("siasn.marked", { n: fresh.length }))}>
					{words("siasn.mark", { n: fresh.length })}
				</button></p>}
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

function Exports({ taken }: { taken: () => void }) {
	const [record, setRecord] = useState<string>("kursus");
	const [year, setYear] = useState(String(thisYear()));
	const [state, setState] = useState("");
	const [ready, setReady] = useState<Export | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const ofAgency = useOfAgency();
	const query = ofAgency(`?year=${year}&record=${record}&state=${state}`);
	const years = Array.from({ length: 6 }, (_, i) => String(thisYear() - i));

	function load(clear: boolean): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		if (clear)
			setReady(null);
		get<Export>(`/api/v1/jp/export.json${query}`).then((of) => {
			setReady(of);
			taken();
		}, (e) => setProblem(fault(e))).then(() => setBusy(false));
	}

	const change = (set: (value: string) => void) => (value: string) => {
		set(value);
		setReady(null);
	};

	return (
		<div class="stack">
			<div class="filters">
				<Select name="record" label={words("siasn.record")}
					value={record} change={change(setRecord)}
					options={options(RECORDS, (r) => words(`siasn.${r}`))} />
				<Select name="year" label={words("year")} value={year}
					change={change(setYear)}
					options={options(years, (y) => y)} />
				<Select name="state" label={words("state")} value={state}
					change={change(setState)}
					options={[["", words("any")], ...options(STATES, (s) =>
						words(`state.${s}`))]} />
			</div>
			<p class="small quiet">{words("siasn.logged")}</p>
			<p><button class="button" type="button" aria-busy={busy}
				onClick={() => load(true)}>{words("siasn.load")}</button></p>
			{problem && <Failure problem={problem} />}
			{ready && <Ready of={ready} query={query} again={() => load(false)} />}
		</div>
	);
}

const STATE_WORDS: Record<string, SiasnState> = {
	diperiksa: "verified", diekspor: "exported", diterima: "accepted",
	ditolak: "rejected",
};

function stateOf(text: string): string {
	const plain = text.trim().toLowerCase().replace(/ siasn$/, "");

	return STATE_WORDS[plain] ?? plain;
}

type Fault = "entry" | "state" | "words" | "reversed" | "nip" | "id" |
	"unknown";

/* A table that is pasted, and what was wrong with its rows. */
function Pasted({ name, title, what, label, send, path, rowOf }: {
	name: string;
	title: string;
	what: string;
	label: string;
	send: string;
	path: string;
	rowOf: (cells: string[]) => Record<string, string>;
}) {
	const [table, setTable] = useState("");
	const [taken, setTaken] = useState<Taken | null>(null);
	const form = useForm<string>({
		check: () => table.trim() ? {} : { [name]: words("siasn.empty") },
		send: async () => {
			const rows = readTable(table.trim())
				.filter((cells) => cells.some((cell) => cell.trim()))
				.slice(0, ROWS_MOST);

			setTaken(null);
			setTaken(await call<Taken>("POST", path,
				{ rows: rows.map(rowOf) }));
		},
		place: (problem) => problem.field === "rows" ? name : null,
	});

	return (
		<section class="stack near" aria-labelledby={`${name}-head`}>
			<h2 id={`${name}-head`}>{title}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<p class="quiet">{what}</p>
				<Summary {...form} />
				<TextField name={name} label={label} value={table}
					error={form.errors[name]} change={setTable} />
				<button class="button" type="submit" aria-busy={form.busy}>
					{form.busy ? t("form.busy") : send}
				</button>
			</form>
			<div role="status">
				{taken && <p class="notice ok">
					{words("siasn.taken", { n: taken.taken })}
				</p>}
				{taken && taken.faults.length > 0 &&
					<ul class="notice warn">
						{taken.faults.slice(0, 50).map(({ row, why }) =>
							<li key={row}>{words("siasn.fault", { row,
								why: words(`fault.${why as Fault}`) })}</li>)}
					</ul>}
			</div>
		</section>
	);
}

function Agency({ of }: { of: Ids }) {
	const ofAgency = useOfAgency();
	const [instansi, setInstansi] = useState(of.instansiId);
	const [lokasi, setLokasi] = useState(of.lokasiId);
	const [said, say] = useState(false);
	const form = useForm<"instansiId" | "lokasiId">({
		check: () => ({}),
		send: async () => {
			await call("PUT", ofAgency("/api/v1/jp/siasn"),
				{ instansiId: instansi.trim(), lokasiId: lokasi.trim() });
			say(true);
		},
		place: atField("instansiId", "lokasiId"),
	});

	return (
		<section class="stack near" aria-labelledby="ids">
			<h2 id="ids">{words("siasn.ids")}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="instansiId" label="instansiId" value={instansi}
					hint={words("siasn.idsHint")} spellcheck={false}
					error={form.errors.instansiId} change={setInstansi} />
				<Field name="lokasiId" label="lokasiId" value={lokasi}
					hint={words("siasn.idsHint")} spellcheck={false}
					error={form.errors.lokasiId} change={setLokasi} />
				<div role="status">
					{said && <p class="notice ok">
						{words("siasn.ids.saved")}
					</p>}
				</div>
				<button class="button" type="submit" aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("siasn.ids.send")}
				</button>
			</form>
		</section>
	);
}

function KindForm({ done }: { done: () => void }) {
	const [id, setId] = useState("");
	const [name, setName] = useState("");
	const [code, setCode] = useState("P");
	const [component, setComponent] = useState<string>("technical");
	const form = useForm<"id" | "name" | "code">({
		check: () => ({
			...(!/^\d{1,4}$/.test(id) && { id: words("needed",
				{ label: words("siasn.kind.id") }) }),
			...(!name.trim() && { name: words("needed",
				{ label: words("siasn.kind.name") }) }),
			...(!code.trim() && { code: words("needed",
				{ label: words("siasn.code") }) }),
		}),
		send: async () => {
			await call("PUT", "/api/v1/jp/siasn/kinds", { id: Number(id),
				name: name.trim(), code: code.trim(), component });
			done();
		},
		place: atField("id", "name", "code"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="id" label={words("siasn.kind.id")} value={id}
				inputMode="numeric" error={form.errors.id} change={setId} />
			<Field name="name" label={words("siasn.kind.name")} value={name}
				error={form.errors.name} change={setName} />
			<Field name="code" label={words("siasn.code")} value={code}
				error={form.errors.code} change={setCode} />
			<Select name="component" label={words("siasn.component")}
				value={component} change={setComponent}
				options={options(COMPONENTS, (c) =>
					words(`component.${c}`))} />
			<button class="button" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("siasn.kind.save")}
			</button>
		</form>
	);
}

function Kinds({ of, reload }: { of: Ids; reload: () => void }) {
	const [said, say] = useState(false);

	return (
		<section class="stack near" aria-labelledby="kinds">
			<h2 id="kinds">{words("siasn.kinds")}</h2>
			<p class="quiet">{words("siasn.kinds.what")}</p>
			<dl class="card rows">
				{of.kinds.map((k) =>
					<div key={k.id}>
						<dt>{k.id}. {k.name}</dt>
						<dd>{k.code} · {words(`component.${k.component}`)}</dd>
					</div>)}
			</dl>
			<div role="status">
				{said && <p class="notice ok">{words("siasn.kind.saved")}</p>}
			</div>
			{has(person(), "admin") && <KindForm done={() => {
				say(true);
				reload();
			}} />}
		</section>
	);
}

export default function Siasn() {
	const ofAgency = useOfAgency();
	const mine = ofAgency("/api/v1/jp/siasn");
	const ids = useLoad<Ids>(mine);

	return (
		<Page title={words("siasn")}>
			<Tabs />
			<div class="stack far">
				<p class="quiet">
					{words("siasn.what")} {words("siasn.unofficial")}
				</p>
				<AgencyChoice />
				<Exports key={mine} taken={ids.reload} />
				<Pasted name="people" title={words("siasn.people")}
					what={words("siasn.people.what")}
					label={words("siasn.people.table")}
					send={words("siasn.people.send")}
					path={ofAgency("/api/v1/jp/siasn/people")}
					rowOf={([nip = "", id = ""]) =>
						({ nip: nip.trim(), id: id.trim() })} />
				<Pasted name="states" title={words("siasn.status")}
					what={words("siasn.status.what")}
					label={words("siasn.status.table")}
					send={words("siasn.status.send")}
					path="/api/v1/jp/status"
					rowOf={([entry = "", state = "", said = ""]) =>
						({ entry: entry.trim(), state: stateOf(state),
							words: said.trim() })} />
				<Loaded from={ids}>{(of) => <>
					<Agency key={`${mine}${of.instansiId}`} of={of} />
					<section class="stack near" aria-labelledby="exports">
						<h2 id="exports">{words("siasn.exports")}</h2>
						{of.exports.length === 0
							? <p class="quiet">{words("siasn.exports.none")}</p>
							: <ul class="plain">
								{of.exports.map((x) =>
									<li key={x.at}>
										{words("siasn.exports.line", { by: x.by,
											year: x.year, at: moment(x.at) })}
									</li>)}
							</ul>}
					</section>
					<Kinds of={of} reload={ids.reload} />
				</>}</Loaded>
			</div>
		</Page>
	);
}
