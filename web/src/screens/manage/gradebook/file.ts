/*
 * The gradebook as a file. The CSV is the server's; the XLSX is made here of the
 * same rows, by a library that is fetched when it is asked for.
 */
import { call, get } from "../../../api/client";
import type { SheetRows } from "../../../api/gradebook";
import { words } from "../../../text/gradebook";

const MOMENT = "yyyy-mm-dd hh:mm";

function zone(): string {
	return `zone=${-new Date().getTimezoneOffset()}`;
}

export function keep(blob: Blob, name: string): void {
	const link = document.createElement("a");

	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/* "nilai-keamanan-informasi-2026-11-27" */
function fileName(title: string): string {
	const plain = title.toLowerCase().normalize("NFD")
		.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
	const now = new Date();
	const pair = (n: number) => String(n).padStart(2, "0");

	return words("file.name", {
		title: plain || "modul",
		day: `${now.getFullYear()}-${pair(now.getMonth() + 1)}-${
			pair(now.getDate())}`,
	});
}

function address(module: string, form: string, query: string): string {
	return `/api/v1/modules/${encodeURIComponent(module)}/gradebook.${form}${
		query ? `${query}&` : "?"}${zone()}`;
}

/* Each tells, in words, what was kept. */
export async function keepCsv(
	module: string,
	title: string,
	query: string,
): Promise<string> {
	const name = `${fileName(title)}.csv`;

	keep(await call<Blob>("GET", address(module, "csv", query), undefined,
		{ read: (response) => response.blob() }), name);
	return words("file.done.csv", { name });
}

/*
 * Excel's days have no zone: what the clock here shows is written as though it
 * were UTC, which is how the library reads a Date.
 */
function local(ms: number): Date {
	return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
}

export async function keepXlsx(
	module: string,
	title: string,
	query: string,
): Promise<string> {
	const [{ default: write }, sheet] = await Promise.all([
		import("write-excel-file/browser"),
		get<SheetRows>(address(module, "json", query)),
	]);
	const name = `${fileName(title)}.xlsx`;
	const cells = sheet.rows.map((row) => row.map((value, i) => {
		if (value === null)
			return null;
		switch (sheet.columns[i]?.type) {
		case "number":
			return { type: Number, value: Number(value) };
		case "moment":
			return { type: Date, value: local(Number(value)),
				format: MOMENT };
		default:
			return { type: String, value: String(value) };
		}
	}));

	keep(await write([
		sheet.columns.map(({ title: head }) =>
			({ type: String, value: head, fontWeight: "bold" as const })),
		...cells,
	], {
		sheet: words("title"),
		stickyRowsCount: 1,
		columns: sheet.columns.map(({ title: head, type }) => ({
			width: type === "moment" ? 18 : Math.min(40,
				Math.max(12, head.length + 2)),
		})),
	}).toBlob(), name);
	return words("file.done", { name, n: sheet.rows.length });
}
