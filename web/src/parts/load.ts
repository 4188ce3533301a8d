/*
 * What a screen reads from the server.
 *
 * What was read before is shown at once and read anew meanwhile, so that going
 * back is instant. Without a line, or while the server is busy, it is tried again
 * by itself.
 */
import { useEffect, useState } from "preact/hooks";
import { get, Problem } from "../api/client";
import { person } from "../session/session";
import { fault } from "./fault";
import { retryMs } from "./retry";

const known = new Map<string, unknown>();

/* Answers belong to one person; what another read is not shown. */
function key(path: string): string {
	return `${person()?.id ?? ""} ${path}`;
}

export interface Load<T> {
	data: T | null;
	problem: Problem | null;	/* with data: it may be out of date */
	fresh: boolean;			/* data are those of this visit */
	reload: () => void;
	set: (data: T) => void;
}

interface Held<T> {
	path: string;
	data: T | null;
	problem: Problem | null;
}

export function useLoad<T>(path: string): Load<T> {
	const [held, hold] = useState<Held<T>>({ path, data: null, problem: null });
	const [round, setRound] = useState(0);
	const reload = () => setRound((n) => n + 1);
	const data = held.path === path && held.data !== null
		? held.data
		: (known.get(key(path)) as T | undefined) ?? null;
	const problem = held.path === path ? held.problem : null;

	useEffect(() => {
		const stop = new AbortController();
		let timer = 0;

		get<T>(path, { signal: stop.signal }).then((answer) => {
			known.set(key(path), answer);
			hold({ path, data: answer, problem: null });
		}).catch((e) => {
			if (stop.signal.aborted)
				return;
			const found = fault(e);
			hold((was) => ({
				path,
				data: was.path === path ? was.data : null,
				problem: found,
			}));
			const wait = retryMs(found);
			if (wait !== null)
				timer = window.setTimeout(reload, wait);
		});
		addEventListener("online", reload);
		return () => {
			stop.abort();
			clearTimeout(timer);
			removeEventListener("online", reload);
		};
	}, [path, round]);

	function set(next: T): void {
		known.set(key(path), next);
		hold({ path, data: next, problem: null });
	}

	return {
		data, problem, reload, set,
		fresh: held.path === path && held.data !== null,
	};
}

/* Nobody is signed in any more: nothing that was read stays. */
export function forget(): void {
	known.clear();
}
