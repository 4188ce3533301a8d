/*
 * A list as it is pasted or read from a file: rows of texts.
 */
import { readTable, type Rows } from "../../../bank/sheet";

/*
 * A number of 16 digits or more is not what was typed: Excel keeps 15. It goes
 * to the server as the damage it is, whichever program rounded it how.
 */
function cell(value: unknown): string {
	if (value === null || value === undefined)
		return "";
	if (value instanceof Date)
		return value.toISOString().slice(0, 10);
	if (typeof value === "number" && Math.abs(value) >= 1e15)
		return value.toExponential();
	return String(value);
}

async function readWorkbook(file: Blob): Promise<Rows> {
	const { readSheet } = await import("read-excel-file/universal");

	return (await readSheet(await file.arrayBuffer()))
		.map((row) => row.map(cell));
}

function clean(rows: Rows): Rows {
	return rows.map((row) => row.map((value) =>
		value.replace(/[\r\n\t]+/g, " ").trim()))
		.filter((row) => row.some(Boolean));
}

export function readText(text: string): Rows {
	return clean(readTable(text.replace(/^\ufeff/, "")));
}

/* XLSX, or a text with a sign between its cells. Rejects what is none. */
export async function readFile(file: File): Promise<Rows> {
	const begins = await file.slice(0, 4).text();

	return /^PK/.test(begins) ? clean(await readWorkbook(file))
		: readText(await file.text());
}
