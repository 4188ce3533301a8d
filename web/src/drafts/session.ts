/*
 * One draft that is open in this page: its files on the server, and its texts
 * as they are being written. It outlives the screen, so that going elsewhere
 * in the app does not interrupt what is being sent.
 */
import { useEffect, useState } from "preact/hooks";
import { call, get, headers, offline, Problem, problemOf } from "../api/client";
import { person } from "../session/session";
import { isBag, read, written } from "./json";
import { mediaName } from "./names";
import { Writer, type Kept, type OpenFile } from "./writer";

export interface DraftFile {
	path: string;
	bytes: number;
	revision: number;
}

export interface DraftRow {
	id: string;
	title: string;
	module: string | null;
	import: string | null;
	revision: number;
	createdAt: number;
	updatedAt: number;
	updatedBy: string | null;
}

export interface DraftInfo extends DraftRow {
	files: DraftFile[];
}

const LOOK_MS = 20_000;
const AT_ONCE = 4;
const STORE = "balai.naskah";

const isText = (path: string) => /\.(md|json)$/.test(path);

function pathOf(path: string): string {
	return path.split("/").map(encodeURIComponent).join("/");
}

/* What is kept on the device belongs to the person who typed it. */
function keptAt(id: string): string {
	return `${STORE}.${person()?.id ?? ""}.${id}.`;
}

function keep(id: string, path: string, kept: Kept | null): boolean {
	try {
		if (kept)
			localStorage.setItem(keptAt(id) + path, JSON.stringify(kept));
		else
			localStorage.removeItem(keptAt(id) + path);
		return true;
	} catch {
		return kept === null;
	}
}

function allKept(id: string): [string, Kept][] {
	const before = keptAt(id);
	const found: [string, Kept][] = [];

	try {
		for (let i = 0; i < localStorage.length; i++) {
			const name = localStorage.key(i)!;

			if (!name.startsWith(before))
				continue;
			const kept = read(localStorage.getItem(name) ?? "");

			if (isBag(kept) && typeof kept.text === "string" &&
			    typeof kept.base === "string" &&
			    typeof kept.revision === "number")
				found.push([name.slice(before.length),
					kept as unknown as Kept]);
		}
	} catch {
		/* Storage is shut: nothing was kept. */
	}
	return found;
}

export class Draft {
	info: DraftInfo | null = null;
	problem: Problem | null = null;
	/** All its texts are here. */
	loaded = false;
	readonly writer: Writer;
	private readonly unkept = new Set<string>();
	private readonly values = new Map<string, { text: string; value: unknown }>();
	private readonly listeners = new Set<() => void>();
	private readonly pictures = new Map<string, Promise<string>>();
	private users = 0;
	private timer = 0;

	constructor(readonly id: string) {
		this.writer = new Writer({
			read: (path) => this.fetchText(path),
			write: (path, text, revision) => this.put(path, revision,
				new Blob([text])),
			keep: (path, kept) => {
				if (keep(id, path, kept))
					this.unkept.delete(path);
				else
					this.unkept.add(path);
			},
			kept: () => allKept(id),
			later: (ms, run) => {
				const timer = setTimeout(run, ms);

				return () => clearTimeout(timer);
			},
			now: () => Date.now(),
		});
		this.writer.listen(() => this.tell());
	}

	listen(tell: () => void): () => void {
		this.listeners.add(tell);
		return () => void this.listeners.delete(tell);
	}

	private tell(): void {
		this.listeners.forEach((tell) => tell());
	}

	get url(): string {
		return `/api/v1/drafts/${encodeURIComponent(this.id)}`;
	}

	urlOf(path: string): string {
		return `${this.url}/files/${pathOf(path)}`;
	}

	private async fetchText(path: string) {
		try {
			return await get<{ text: string; revision: number }>(
				this.urlOf(path));
		} catch (e) {
			if (e instanceof Problem && e.status === 404)
				return null;
			throw e;
		}
	}

	private async put(path: string, revision: number, body: Blob) {
		const made = await call<DraftFile>("PUT",
			`${this.urlOf(path)}?revision=${revision}`, body);

		this.noted(made);
		return made.revision;
	}

	private noted(file: DraftFile): void {
		if (!this.info)
			return;
		const rest = this.info.files.filter((f) => f.path !== file.path);

		this.info = { ...this.info, updatedAt: Date.now(),
			files: [...rest, file].sort((a, b) => a.path < b.path ? -1 : 1) };
		this.tell();
	}

	/** While a screen shows it, what others do to it is looked at. */
	use(): () => void {
		const hurry = () => {
			this.writer.hurry();
			void this.look();
		};
		const seen = () => document.visibilityState === "visible" && hurry();
		const leaving = (e: BeforeUnloadEvent) => {
			if (this.unkept.size > 0)
				e.preventDefault();
		};

		if (this.users++ === 0)
			this.timer = window.setInterval(() =>
				document.visibilityState === "visible" && void this.look(),
			LOOK_MS);
		addEventListener("online", hurry);
		addEventListener("beforeunload", leaving);
		document.addEventListener("visibilitychange", seen);
		void this.look();
		return () => {
			if (--this.users === 0)
				clearInterval(this.timer);
			removeEventListener("online", hurry);
			removeEventListener("beforeunload", leaving);
			document.removeEventListener("visibilitychange", seen);
		};
	}

	async look(): Promise<void> {
		try {
			const info = await get<DraftInfo>(this.url);

			this.info = info;
			this.problem = null;
			this.tell();
			await this.readAll(info.files.map((f) => f.path).filter(isText));
			await this.writer.resume();
			this.loaded = true;
			await this.writer.heard(info.files);
		} catch (e) {
			this.problem = e instanceof Problem ? e : offline();
		}
		this.tell();
	}

	private async readAll(paths: string[]): Promise<void> {
		const left = [...paths];
		const some = async () => {
			for (let path = left.shift(); path; path = left.shift())
				await this.writer.open(path);
		};

		await Promise.all(Array.from({ length: AT_ONCE }, some));
	}

	/* ---- Texts ---- */

	file(path: string): OpenFile | null {
		return this.writer.files.get(path) ?? null;
	}

	text(path: string): string | null {
		return this.file(path)?.text ?? null;
	}

	/** undefined: it is no JSON, or not here. */
	value(path: string): unknown {
		const text = this.text(path);
		const known = this.values.get(path);

		if (text === null)
			return undefined;
		if (known?.text === text)
			return known.value;
		const value = read(text);

		this.values.set(path, { text, value });
		return value;
	}

	editValue(path: string, change: (value: unknown) => unknown): void {
		const value = this.value(path);

		if (value !== undefined)
			this.writer.change(path, written(change(value)));
	}

	get texts(): string[] {
		return [...this.writer.files.keys()];
	}

	/** Of all files there are, and those not sent yet. */
	get paths(): string[] {
		return [...new Set([...(this.info?.files ?? []).map((f) => f.path),
			...this.texts])].sort();
	}

	get media(): DraftFile[] {
		return (this.info?.files ?? []).filter((f) =>
			f.path.startsWith("media/"));
	}

	async remove(path: string): Promise<void> {
		await this.writer.flush();
		const revision = this.file(path)?.revision ??
			this.info?.files.find((f) => f.path === path)?.revision ?? 0;

		if (revision > 0)
			await call("DELETE", `${this.urlOf(path)}?revision=${revision}`)
				.catch((e) => {
					if (!(e instanceof Problem) || e.status !== 404)
						throw e;
				});
		this.writer.forget(path);
		this.pictures.delete(path);
		if (this.info)
			this.info = { ...this.info, files: this.info.files
				.filter((f) => f.path !== path) };
		this.tell();
	}

	/* ---- Media ---- */

	/** A blob: address of a medium; the policy of the page allows those. */
	picture(path: string): Promise<string> {
		const known = this.pictures.get(path);

		if (known)
			return known;
		const found = fetch(this.urlOf(path), { headers: headers(),
			credentials: "same-origin" }).then(async (answer) => {
			if (!answer.ok)
				throw new Error(String(answer.status));
			return URL.createObjectURL(await answer.blob());
		});

		found.catch(() => this.pictures.delete(path));
		this.pictures.set(path, found);
		return found;
	}

	/** Resolves with the path that it was given. */
	upload(
		file: File,
		as: string | null,
		sent: (bytes: number) => void,
	): { done: Promise<string>; stop: () => void } {
		const path = as ?? mediaName(file.name, this.paths);
		const request = new XMLHttpRequest();
		const done = new Promise<string>((resolve, reject) => {
			request.open("PUT", `${this.urlOf(path)}?revision=${
				this.info?.files.find((f) => f.path === path)
					?.revision ?? 0}`);
			for (const [name, value] of Object.entries(headers()))
				request.setRequestHeader(name, value);
			request.setRequestHeader("Content-Type",
				"application/octet-stream");
			request.upload.onprogress = (e) => sent(e.loaded);
			request.onerror = () => reject(offline());
			request.onabort = () => reject(offline());
			request.onload = () => {
				const body = read(request.responseText);

				if (request.status !== 200)
					return reject(problemOf(request.status, body,
						request.getResponseHeader("Retry-After")));
				this.pictures.delete(path);
				this.noted(body as DraftFile);
				resolve(path);
			};
			request.send(file);
		});

		return { done, stop: () => request.abort() };
	}
}

const open = new Map<string, Draft>();

export function draftOf(id: string): Draft {
	const key = `${person()?.id ?? ""} ${id}`;
	const found = open.get(key) ?? new Draft(id);

	open.set(key, found);
	return found;
}

/** The draft was given up: nothing of it stays here. */
export function dropDraftOf(id: string): void {
	allKept(id).forEach(([path]) => keep(id, path, null));
	open.delete(`${person()?.id ?? ""} ${id}`);
}

export function useDraft(id: string): Draft {
	const draft = draftOf(id);
	const [, drawn] = useState(0);

	useEffect(() => {
		const quiet = draft.listen(() => drawn((n) => n + 1));
		const leave = draft.use();

		return () => {
			quiet();
			leave();
		};
	}, [draft]);
	return draft;
}

/** A medium's blob: address once it is here; null meanwhile. */
export function usePictures(draft: Draft, paths: string[]) {
	const [known, set] = useState<Record<string, string>>({});
	const key = paths.join(" ");

	useEffect(() => {
		let gone = false;

		for (const path of paths)
			draft.picture(path).then((url) => gone ||
				set((was) => ({ ...was, [path]: url })), () => undefined);
		return () => void (gone = true);
	}, [draft, key]);
	return (path: string): string | null => known[path] ?? null;
}
