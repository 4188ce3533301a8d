/*
 * What Kelola is made of: sections, and the pages of each, as far as a person's
 * roles reach. The first page of a section is where its name leads.
 */
import type { Person, Role } from "../../api/types";
import { has } from "../../session/roles";
import type { Name } from "../../text/sections";

export interface Place {
	name: Name;
	href: string;
	roles: Role[];	/* administrators besides */
	/* Addresses that belong to it but do not begin with `href`. */
	also?: RegExp;
}

export interface Section {
	name: Name;
	places: Place[];
}

const AUTHOR: Role[] = ["author"];
const ORGANISER: Role[] = ["organiser"];
const ADMIN: Role[] = ["admin"];

const SECTIONS: Section[] = [
	{ name: "modules", places: [
		{ name: "modules", href: "/kelola", roles: AUTHOR,
			also: /^\/kelola\/(modul|unggah|naskah)\b/ },
		{ name: "approvals", href: "/kelola/persetujuan", roles: AUTHOR },
		{ name: "marking", href: "/kelola/penilaian", roles: AUTHOR },
		{ name: "duties", href: "/kelola/tinjau", roles: AUTHOR },
		{ name: "tokens", href: "/kelola/sebutan", roles: AUTHOR },
		{ name: "banks", href: "/kelola/bank", roles: AUTHOR },
	] },
	{ name: "events", places: [
		{ name: "events", href: "/kelola/kegiatan",
			roles: ["host", "organiser"] },
	] },
	{ name: "programmes", places: [
		{ name: "dashboard", href: "/kelola/dasbor", roles: ORGANISER },
		{ name: "programmes", href: "/kelola/pelatihan", roles: ORGANISER },
		{ name: "batches", href: "/kelola/angkatan", roles: ORGANISER },
		{ name: "assignments", href: "/kelola/tugas", roles: ORGANISER },
	] },
	{ name: "evaluation", places: [
		{ name: "needs", href: "/kelola/kebutuhan", roles: ORGANISER },
		{ name: "surveys", href: "/kelola/survei", roles: ORGANISER },
		{ name: "followups", href: "/kelola/tindak-lanjut",
			roles: ORGANISER },
		{ name: "mentoring", href: "/kelola/pendampingan",
			roles: ORGANISER },
		{ name: "revisions", href: "/kelola/revisi", roles: AUTHOR },
		{ name: "figures", href: "/kelola/angka", roles: AUTHOR },
	] },
	{ name: "people", places: [
		{ name: "people", href: "/kelola/orang", roles: ORGANISER },
		{ name: "units", href: "/kelola/unit", roles: ORGANISER },
		{ name: "jobs", href: "/kelola/jabatan", roles: ORGANISER },
		{ name: "competencies", href: "/kelola/kompetensi",
			roles: ORGANISER },
		{ name: "roster", href: "/kelola/pegawai", roles: ORGANISER },
		{ name: "names", href: "/kelola/nama", roles: ["organiser"] },
	] },
	{ name: "papers", places: [
		{ name: "jp", href: "/kelola/jp", roles: ORGANISER },
		{ name: "jpRules", href: "/kelola/jp/aturan", roles: ORGANISER },
		{ name: "jpTargets", href: "/kelola/jp/target", roles: ORGANISER },
		{ name: "jpDoubts", href: "/kelola/jp/ragu", roles: ORGANISER },
		{ name: "jpSiasn", href: "/kelola/jp/siasn", roles: ORGANISER },
		{ name: "certificates", href: "/kelola/sertifikat",
			roles: ORGANISER },
		{ name: "certificateDesign", href: "/kelola/sertifikat/desain",
			roles: ORGANISER },
	] },
	{ name: "server", places: [
		{ name: "agencies", href: "/kelola/instansi", roles: ADMIN },
		{ name: "lti", href: "/kelola/lti", roles: ADMIN },
		{ name: "ltiTools", href: "/kelola/lti/alat", roles: ORGANISER },
		{ name: "storage", href: "/kelola/ruang", roles: ADMIN },
		{ name: "setup", href: "/kelola/mulai", roles: ADMIN,
			also: /^\/kelola\/email\b/ },
	] },
];

/* What is there for this person; no section without a page. */
export function sections(person: Person | null): Section[] {
	return SECTIONS.map((section) => ({ ...section,
		places: section.places.filter((place) => has(person, "admin") ||
			place.roles.some((role) => has(person, role))) }))
		.filter((section) => section.places.length > 0);
}

/* The longest address that `path` is at or below. */
export function placeOf(path: string, all: Section[]): Place | undefined {
	return all.flatMap((section) => section.places)
		.filter(({ href, also }) => path === href || also?.test(path) ||
			(href !== "/kelola" && path.startsWith(`${href}/`)))
		.sort((a, b) => b.href.length - a.href.length)[0];
}
