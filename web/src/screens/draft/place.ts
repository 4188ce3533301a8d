/* Where in the app the parts of a draft are. */
import type { PartKind } from "../../drafts/module";

export type View = "isi" | "keterangan" | "media" | "periksa";
export const VIEWS: View[] = ["isi", "keterangan", "media", "periksa"];

export function draftHref(id: string, view: View = "isi"): string {
	return `/kelola/naskah/${encodeURIComponent(id)}` +
		(view === "isi" ? "" : `?lihat=${view}`);
}

/** A file's editor, at a line of it where one is named. */
export function fileHref(id: string, path: string, line = 0): string {
	const at = line > 0 ? `&baris=${line}` : "";

	if (path === "module.json")
		return `/kelola/naskah/${encodeURIComponent(id)}?lihat=keterangan${at}`;
	if (path.startsWith("media/"))
		return draftHref(id, "media");
	return `/kelola/naskah/${encodeURIComponent(id)}?berkas=${
		encodeURIComponent(path)}${at}`;
}

export function kindOf(path: string): PartKind | null {
	return path.startsWith("lessons/") ? "lesson"
		: path.startsWith("quizzes/") ? "quiz"
			: path.startsWith("cases/") ? "case" : null;
}

export function nameOf(path: string): string {
	return path.replace(/^[a-z]+\//, "").replace(/\.(md|json)$/, "");
}
