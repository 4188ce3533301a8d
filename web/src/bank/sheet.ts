/*
 * Questions in a spreadsheet: reading one, and the template to fill in. The
 * server understands the rows; here they become text.
 */

export type Rows = string[][];

export const MOST_ROWS = 3000;

function cell(value: unknown): string {
	if (value === null || value === undefined)
		return "";
	if (value instanceof Date)
		return value.toISOString().slice(0, 10);
	/* A number in a cell has no thousands: 1250.5 is written 1250,5. */
	if (typeof value === "number")
		return String(value).replace(".", ",");
	if (typeof value === "boolean")
		return value ? "Benar" : "Salah";
	return String(value);
}

/* The first sheet of a file of Excel. Rejects what is none. */
export async function readWorkbook(file: Blob): Promise<Rows> {
	const { readSheet } = await import("read-excel-file/universal");

	return (await readSheet(await file.arrayBuffer()))
		.map((row) => row.map(cell));
}

/* Cells between tabs, commas or semicolons; quotes may hold line breaks. */
export function readTable(text: string): Rows {
	const first = text.slice(0, text.search(/\r?\n|$/));
	const sign = first.includes("\t") ? "\t"
		: first.split(";").length > first.split(",").length ? ";" : ",";
	const rows: Rows = [[]];
	let at = 0;

	while (at < text.length) {
		const row = rows[rows.length - 1] as string[];
		let value = "";

		if (text[at] === "\"") {
			for (at++; at < text.length; at++) {
				if (text[at] === "\"" && text[++at] !== "\"")
					break;
				value += text[at];
			}
		}
		while (at < text.length && text[at] !== sign && text[at] !== "\n")
			value += text[at++];
		/* What tableText puts before a sign that Excel would compute. */
		row.push(value.replace(/\r$/, "").replace(/^'(?=[=+\-@\t])/, ""));
		if (text[at] === "\n")
			rows.push([]);
		at++;
	}
	return rows;
}

const HEADINGS = ["Kode", "Jenis", "Soal", "Pilihan A", "Pilihan B",
	"Pilihan C", "Pilihan D", "Pilihan E", "Pilihan F", "Kunci", "Nilai", "Tag",
	"Umpan balik benar", "Umpan balik salah", "Toleransi", "Dasar"];

const EXAMPLES: Rows = [
	["contoh-1", "Pilihan ganda", "Siapa yang menetapkan APBD?", "Gubernur",
		"DPRD", "DPRD bersama kepala daerah", "", "", "", "C", "1", "dasar",
		"Benar.", "APBD ditetapkan dengan peraturan daerah.", "", ""],
	["contoh-2", "Pilihan ganda kompleks", "Mana data pribadi spesifik?",
		"Data kesehatan", "Nama lengkap", "Data biometrik", "", "", "", "A, C",
		"2", "data pribadi", "", "", "", "UU 27/2022 Pasal 4"],
	["contoh-3", "Benar salah", "Kata sandi boleh dipakai bersama.", "", "",
		"", "", "", "", "Salah", "1", "", "", "", "", ""],
	["contoh-4", "Menjodohkan", "Jodohkan singkatan dan kepanjangannya.",
		"APBD = Anggaran Pendapatan dan Belanja Daerah",
		"PAD = Pendapatan Asli Daerah", "(pengecoh) = Pajak Alat Daerah", "", "", "", "",
		"1", "", "", "", "", ""],
	["contoh-5", "Mengurutkan", "Urutkan siklus anggaran.", "Penyusunan",
		"Penetapan", "Pelaksanaan", "Pertanggungjawaban", "", "", "", "1", "",
		"", "", "", ""],
	["contoh-6", "Angka", "Berapa jam 3 hari?", "", "", "", "", "", "", "72",
		"1", "", "", "", "0", ""],
	["contoh-7", "Isian", "Kartu identitas penduduk disebut?", "", "", "", "",
		"", "", "KTP; e-KTP", "1", "", "", "", "", ""],
	["contoh-8", "Esai", "Jelaskan dua asas pelayanan publik.", "", "", "", "",
		"", "", "Dua asas dengan contoh", "5", "", "", "", "", ""],
];

export const TEMPLATE: Rows = [HEADINGS, ...EXAMPLES];

/* As Excel of an Indonesian or English machine opens it; no cell is a formula. */
export function tableText(rows: Rows): string {
	return "\ufeff" + rows.map((row) => row.map((value) =>
		`"${(/^[=+\-@\t]/.test(value) ? "'" : "") +
			value.replace(/"/g, "\"\"")}"`).join(";")).join("\r\n") + "\r\n";
}

export async function workbook(rows: Rows): Promise<Blob> {
	const { default: write } = await import("write-excel-file/universal");

	return write(rows.map((row, i) => row.map((value) => ({
		value, type: String, wrap: true,
		...(i === 0 && { fontWeight: "bold" as const }),
	}))), {
		sheet: "Soal",
		columns: HEADINGS.map((name) => ({ width: name === "Soal" ? 48 : 20 })),
		stickyRowsCount: 1,
	}).toBlob();
}

/* Hand a file to the person. */
export function save(blob: Blob, name: string): void {
	const link = document.createElement("a");

	link.href = URL.createObjectURL(blob);
	link.download = name;
	document.body.append(link);
	link.click();
	link.remove();
	window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
