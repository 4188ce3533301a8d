/*
 * The list comes in: pasted or from a file, and which column is what.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { COLUMNS, type Column } from "../../../api/org";
import type { Rows } from "../../../bank/sheet";
import { Choice, ErrorText, Field, Select, TextField } from
	"../../../parts/Field";
import { person } from "../../../session/session";
import { t } from "../../../text";
import { words, type Word } from "../../../text/roster";
import { useAgencies } from "../agencyList";
import { today } from "../../../text/days";
import { recognise, type Chosen } from "./columns";
import { readFile, readText } from "./read";
import { makeList, type List } from "./state";

const MOST = 5000;

interface Given {
	rows: Rows;
	agency: string;
	from: string;
}

function Give({ give }: { give: (given: Given) => void }) {
	const [text, setText] = useState("");
	const [file, setFile] = useState<File | null>(null);
	const [agency, setAgency] = useState(person()?.agency.id ?? "");
	const [from, setFrom] = useState(today());
	const [error, setError] = useState("");
	const [busy, setBusy] = useState(false);
	const agencies = useAgencies();

	async function submit(e: Event): Promise<void> {
		e.preventDefault();
		if (busy)
			return;
		setError("");
		setBusy(true);
		const rows = await (file ? readFile(file).catch(() => null)
			: readText(text));

		setBusy(false);
		if (!rows)
			setError(words("badFile"));
		else if (!rows.length)
			setError(words("nothing"));
		else if (rows.length > MOST + 1)
			setError(words("many", { n: rows.length }));
		else
			give({ rows, agency, from });
	}

	return (
		<form class="form" onSubmit={(e) => void submit(e)} noValidate
			onDragOver={(e) => e.preventDefault()}
			onDrop={(e) => {
				e.preventDefault();
				setFile(e.dataTransfer?.files[0] ?? null);
			}}>
			<p>{words("intro")}</p>
			<div role="alert"><ErrorText id="roster-error" error={error} /></div>
			<TextField name="paste" label={words("paste")}
				hint={words("paste.hint")} value={text} change={setText} />
			<div class="field">
				<label for="file">{words("file")}</label>
				<p class="hint" id="file-hint">{words("file.hint")}</p>
				<input class="input" id="file" type="file"
					aria-describedby="file-hint" accept=".xlsx,.csv,.tsv,.txt"
					onChange={(e) =>
						setFile(e.currentTarget.files?.[0] ?? null)} />
			</div>
			{agencies.length > 1 &&
				<Select name="agency" label={words("agency")} value={agency}
					change={setAgency} options={agencies} />}
			<Field name="from" label={words("from")} hint={words("from.hint")}
				type="date" max={today()} value={from} change={setFrom} />
			<button class="button primary" type="submit" aria-busy={busy}>
				{busy ? t("form.busy") : words("read")}
			</button>
		</form>
	);
}

function wrongColumns(columns: Chosen): string {
	const twice = columns.find((c, i) => c && columns.indexOf(c) !== i);

	if (twice)
		return words("columns.twice", {
			column: words(`column.${twice}` as Word) });
	if (!columns.includes("name"))
		return words("columns.noName");
	return columns.includes("nip") || columns.includes("login")
		? "" : words("columns.noNip");
}

function Columns({ given, make }: {
	given: Given;
	make: (list: List) => void;
}) {
	const known = recognise(given.rows);
	const [header, setHeader] = useState(known.header);
	const [columns, setColumns] = useState<Chosen>(known.columns);
	const [error, setError] = useState("");
	const heading = useRef<HTMLHeadingElement>(null);
	const rows = header ? given.rows.slice(1) : given.rows;

	useEffect(() => heading.current?.focus(), []);
	return (
		<form class="form" noValidate onSubmit={(e) => {
			e.preventDefault();
			const wrong = wrongColumns(columns);

			setError(wrong);
			if (!wrong)
				make(makeList(rows, columns, given.agency, given.from));
		}}>
			<h2 ref={heading} tabIndex={-1}>{words("columns")}</h2>
			<p class="hint">{words("columns.hint", { n: rows.length })}</p>
			<div role="alert"><ErrorText id="columns-error" error={error} /></div>
			<Choice type="checkbox" name="header" value="yes"
				label={words("columns.header")} checked={header}
				change={setHeader} />
			{columns.map((column, i) =>
				<Select key={i} name={`column-${i}`} value={column}
					label={words("columns.n", { n: i + 1, sample: [
						...(header ? [given.rows[0]?.[i] ?? ""] : []),
						...rows.slice(0, 2).map((row) => row[i] ?? ""),
					].filter(Boolean).join(", ") || words("columns.empty") })}
					options={(["", ...COLUMNS] as (Column | "")[]).map((c):
						[string, string] => [c, words(`column.${c}` as Word)])}
					change={(next) => setColumns(columns.map((c, k) =>
						k === i ? next as Column | "" : c))} />)}
			<button class="button primary" type="submit">
				{words("columns.go", { n: rows.length })}
			</button>
		</form>
	);
}

/* Where everything was recognised nobody needs to be asked. */
function plainly(rows: Rows): boolean {
	const { header, columns } = recognise(rows);

	return header && !wrongColumns(columns) && !columns.includes("");
}

export function Begin({ make }: { make: (list: List) => void }) {
	const [given, setGiven] = useState<Given | null>(null);

	return given ? <Columns given={given} make={make} />
		: <Give give={(next) => {
			if (plainly(next.rows) && next.rows.length > 1)
				make(makeList(next.rows.slice(1),
					recognise(next.rows).columns, next.agency, next.from));
			else
				setGiven(next);
		}} />;
}
