/*
 * Which column of a pasted table is what: by its heading, in Indonesian or
 * English, else by what stands in it.
 */
import type { Column } from "../../../api/org";

export type Chosen = (Column | "")[];

const HEADINGS: Record<Column, string[]> = {
	name: ["nama", "nama lengkap", "nama pegawai", "nama asn", "name",
		"full name", "employee name"],
	nip: ["nip", "nip baru", "nipbaru", "ni pppk", "nip nippppk", "nip ni pppk",
		"nomor induk pegawai", "nip pegawai", "employee number"],
	unit: ["unit", "unit kerja", "unit organisasi", "unor", "nama unor", "opd",
		"bidang", "satuan kerja", "bagian", "org unit", "department"],
	job: ["jabatan", "nama jabatan", "job", "position", "job title"],
	kind: ["jenis", "jenis pegawai", "status pegawai", "status kepegawaian",
		"status asn", "kind", "employee kind", "employment status"],
	email: ["email", "e mail", "surel", "alamat email", "email address"],
	roles: ["peran", "role", "roles", "hak akses"],
	login: ["nama masuk", "login", "username", "nama pengguna", "user name"],
};

function plain(text: string): string {
	return text.toLowerCase().replace(/[^a-z]+/g, " ").trim();
}

function byHeading(text: string): Column | "" {
	const words = plain(text);

	return (Object.keys(HEADINGS) as Column[])
		.find((column) => HEADINGS[column].includes(words)) ?? "";
}

const LOOKS: [Column, RegExp][] = [
	["email", /^\S+@\S+\.\S+$/],
	["nip", /^'?[\d .,\-\u00A0]{15,26}$|^'?\d[,.]\d+E\+\d+$|^#+$/i],
	["kind", /^(c?pns|pppk|p3k)\b.{0,14}$/i],
];

function byContents(values: string[]): Column | "" {
	const filled = values.filter(Boolean);

	return LOOKS.find(([, look]) => filled.length > 0 &&
		filled.filter((v) => look.test(v)).length * 2 > filled.length)?.[0] ??
		"";
}

/* Each column once: the first that asks for it has it. */
function once(columns: Chosen): Chosen {
	return columns.map((c, i) => c && columns.indexOf(c) === i ? c : "");
}

export interface Recognised {
	header: boolean;
	columns: Chosen;
}

/* Without headings the first column that has letters is taken for the name. */
export function recognise(rows: string[][]): Recognised {
	const width = Math.max(...rows.map((row) => row.length));
	const cells = (i: number, from: number) =>
		rows.slice(from, from + 50).map((row) => (row[i] ?? "").trim());
	const headings = Array.from({ length: width }, (_, i) =>
		byHeading(rows[0]?.[i] ?? ""));
	const header = headings.filter(Boolean).length >= 2 ||
		headings.includes("nip") ||
		(headings.includes("name") && width === 1);

	if (header)
		return { header, columns: once(headings) };
	const found = once(Array.from({ length: width }, (_, i) =>
		byContents(cells(i, 0))));
	const named = found.findIndex((c, i) => !c &&
		cells(i, 0).some((v) => /[a-z]{2}/i.test(v)));

	if (named >= 0)
		found[named] = "name";
	return { header, columns: found };
}
