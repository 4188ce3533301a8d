/*
 * Questions into a bank: a file or a paste is looked at first, and what would
 * become of each is shown; then all that can be taken are, or none.
 */
import { useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Bank, ImportResult } from "../../api/bank";
import { fileFormat, FORMATS, textFormat, type Format } from
	"../../bank/format";
import { MOST_ROWS, readTable, readWorkbook, save, tableText, TEMPLATE,
	workbook, type Rows } from "../../bank/sheet";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { ErrorText, Select, TextField } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/bank";
import { Notes, Taken } from "./ImportLists";

interface Parcel {
	format: Format;
	name: string;
	body: Blob;
}

/* A sentence for the person, where it is not the server that refuses. */
class Unfit extends Error {}

function rowsBody(rows: Rows): Blob {
	if (rows.length > MOST_ROWS)
		throw new Unfit(words("import.manyRows", { n: MOST_ROWS }));
	return new Blob([JSON.stringify({ rows })]);
}

async function fileParcel(file: File, chosen: string): Promise<Parcel> {
	const begins = await file.slice(0, 4000).text();
	const format = (chosen || fileFormat(file.name, begins)) as Format;

	if (format !== "rows")
		return { format, name: file.name, body: file };
	if (!/^PK/.test(begins))
		return { format, name: file.name,
			body: rowsBody(readTable((await file.text())
				.replace(/^\ufeff/, ""))) };
	const rows = await readWorkbook(file).catch(() => {
		throw new Unfit(words("import.badExcel"));
	});

	return { format, name: file.name, body: rowsBody(rows) };
}

function textParcel(text: string, chosen: string): Parcel {
	const format = (chosen || textFormat(text)) as Format;

	return { format, name: "", body: format === "rows"
		? rowsBody(readTable(text)) : new Blob([text]) };
}

function send(bank: Bank, parcel: Parcel, look: boolean):
Promise<ImportResult> {
	return call<ImportResult>("POST", `/api/v1/banks/${bank.id}/import` +
		`?format=${parcel.format}&name=${encodeURIComponent(parcel.name)}` +
		(look ? "&try=1" : ""), parcel.body);
}

function Templates() {
	const [problem, setProblem] = useState<Problem | null>(null);
	const excel = () => {
		workbook(TEMPLATE).then((blob) => save(blob, "templat-soal.xlsx"))
			.catch((e) => setProblem(fault(e)));
	};

	return (
		<section class="card stack near" aria-labelledby="template">
			<h2 id="template">{words("template")}</h2>
			<p>{words("template.why")}</p>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button" type="button" onClick={excel}>
					{words("template.xlsx")}
				</button>
				<button class="button" type="button" onClick={() =>
					save(new Blob([tableText(TEMPLATE)],
						{ type: "text/csv" }), "templat-soal.csv")}>
					{words("template.csv")}
				</button>
			</p>
		</section>
	);
}

function Choose({ look }: {
	look: (make: () => Promise<Parcel>) => Promise<void>;
}) {
	const [file, setFile] = useState<File | null>(null);
	const [text, setText] = useState("");
	const [format, setFormat] = useState("");
	const [error, setError] = useState("");
	const [busy, setBusy] = useState(false);

	function submit(e: Event): void {
		e.preventDefault();
		if (busy)
			return;
		if (!file && !text.trim())
			return setError(words("import.nothing"));
		setError("");
		setBusy(true);
		look(async () => file ? fileParcel(file, format)
			: textParcel(text, format)).catch((why) =>
			setError(why instanceof Unfit ? why.message : fault(why).detail))
			.then(() => setBusy(false));
	}

	return (
		<form class="form" onSubmit={submit} noValidate
			onDragOver={(e) => e.preventDefault()}
			onDrop={(e) => {
				e.preventDefault();
				setFile(e.dataTransfer?.files[0] ?? null);
			}}>
			<div class="field">
				<label for="file">{words("import.file")}</label>
				<p class="hint" id="file-hint">{words("import.fileHint")}</p>
				<input class="input" id="file" type="file"
					aria-describedby="file-hint"
					accept=".xlsx,.csv,.tsv,.txt,.gift,.xml,.zip,.imscc"
					onChange={(e) =>
						setFile(e.currentTarget.files?.[0] ?? null)} />
				{file && <p class="facts" role="status">{file.name}</p>}
			</div>
			<TextField name="paste" label={words("import.paste")}
				hint={words("import.pasteHint")} value={text}
				change={setText} />
			<Select name="format" label={words("import.format")} value={format}
				options={[["", words("import.auto")], ...FORMATS.map((f):
					[string, string] => [f, words(`format.${f}`)])]}
				change={setFormat} />
			<div role="alert"><ErrorText id="import-error" error={error} /></div>
			<button class="button primary" type="submit" aria-busy={busy}>
				{busy ? t("form.busy") : words("import.look")}
			</button>
		</form>
	);
}

function Result({ bank, result, take, again }: {
	bank: Bank;
	result: ImportResult;
	take: () => Promise<void>;
	again: () => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const n = result.taken.filter((q) => q.as !== "same").length;

	useEffect(() => heading.current?.focus(), [result.try]);
	return (
		<section class="stack" aria-labelledby="result">
			<h2 id="result" ref={heading} tabIndex={-1}>{words("result")}</h2>
			<p class={result.try ? "notice" : "notice ok"} role="status">
				{result.try ? words("result.none", {
					taken: n, refused: result.refused.length,
					warnings: result.warnings.length,
				}) : n ? words("result.done", { n, name: bank.name })
					: words("result.doneNone")}
			</p>
			{problem && <Failure problem={problem} />}
			{result.try && result.refused.length > 0 && n > 0 &&
				<p>{words("result.rest")}</p>}
			<p class="actions">
				{result.try && n > 0 &&
					<button class="button primary" type="button"
						aria-busy={busy} onClick={() => {
							if (busy)
								return;
							setBusy(true);
							take().catch((e) => setProblem(fault(e)))
								.then(() => setBusy(false));
						}}>
						{words("result.take", { n })}
					</button>}
				{!result.try && <a class="button primary"
					href={`/kelola/bank/${bank.id}`}>
					{words("result.open")}
				</a>}
				<button class="button" type="button" onClick={again}>
					{words("result.more")}
				</button>
			</p>
			<Notes title="refused" notes={result.refused} />
			<Notes title="warnings" notes={result.warnings} />
			<Taken taken={result.taken} />
		</section>
	);
}

function Steps({ bank }: { bank: Bank }) {
	const [parcel, setParcel] = useState<Parcel | null>(null);
	const [result, setResult] = useState<ImportResult | null>(null);

	if (parcel && result)
		return <Result bank={bank} result={result}
			take={async () => setResult(await send(bank, parcel, false))}
			again={() => {
				setResult(null);
				setParcel(null);
			}} />;
	return (
		<div class="stack">
			<Choose look={async (make) => {
				const next = await make();

				setResult(await send(bank, next, true));
				setParcel(next);
			}} />
			<Templates />
		</div>
	);
}

export default function BankImport() {
	const id = useRoute().params.id ?? "";
	const bank = useLoad<Bank>(`/api/v1/banks/${encodeURIComponent(id)}`);
	const name = bank.data?.name ?? "…";

	return (
		<Page title={words("import", { name })}
			back={{ href: `/kelola/bank/${id}`,
				label: words("import.back", { name }) }}>
			<Loaded from={bank} page>{(b) => <Steps bank={b} />}</Loaded>
		</Page>
	);
}
