/*
 * What the frame and the app's page say to each other by postMessage.
 *
 * Both sides check the origin and the window a message came from; the package,
 * which lives beside the frame, is neither. Shapes are checked all the same:
 * the frame shares its origin with other people's script.
 */
import type { Item, NavRequest, RunState } from "../runtime/types";

/** How videos are played on this device; the app's page keeps it. */
export interface Habits {
	/** The name of a form. */
	form?: string;
	/** A language, or "off". */
	captions?: string;
}

export type ToFrame =
	| {
		balai: 1;
		type: "hello";
		run: string;
		lang: string;
		/** "light", "dark", or "auto": as the device has it. */
		theme?: string;
		habits?: Habits;
		/** Saves the frame from asking the server. */
		attempt?: string;
		state?: RunState;
		activity?: unknown;
	}
	| { balai: 1; type: "kept"; run: string; sequence: number }
	| { balai: 1; type: "finish"; run: string };

export type ToApp =
	| { balai: 1; type: "ready"; run: string }
	| { balai: 1; type: "item"; item: Item }
	| {
		balai: 1;
		type: "saved";
		run: string;
		sequence: number;
		savedAt: number;
	}
	| { balai: 1; type: "habits"; habits: Habits }
	| {
		balai: 1;
		type: "size";
		width: number;
		height: number;
		/** It shrinks itself to its window, from this size. */
		own: boolean;
	}
	| { balai: 1; type: "nav"; request: NavRequest; target?: string }
	| { balai: 1; type: "ended"; run: string }
	/** Laporkan kesalahan: the app asks what is wrong. */
	| { balai: 1; type: "report" }
	/** A link of a lesson that leads out; the app names the host first. */
	| { balai: 1; type: "open"; href: string }
	/** To another lesson of the module, by its key. */
	| { balai: 1; type: "go"; unit: string }
	| { balai: 1; type: "problem"; code: string; message: string }
	| { balai: 1; type: "finished"; run: string };

export function isMessage(value: unknown): value is { type: string } {
	const m = value as { balai?: unknown; type?: unknown } | null;

	return typeof m === "object" && m !== null && m.balai === 1 &&
		typeof m.type === "string";
}

const TEXT_MAX = 200;

function text(value: unknown): value is string {
	return typeof value === "string" && value.length <= TEXT_MAX;
}

const ADDRESS_MAX = 2_000;

/* What a browser may be sent to from here; nothing that runs. */
function outside(value: unknown): value is string {
	return typeof value === "string" && value.length <= ADDRESS_MAX &&
		/^(https?:\/\/|mailto:)[^\s]+$/i.test(value);
}

function count(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isItem(value: unknown): value is Item {
	const i = value as Item | null;

	return typeof i === "object" && i !== null && text(i.attempt) &&
		text(i.run) && count(i.sequence) && typeof i.cmi === "object";
}

/* What came from the frame, or null when it is not of the shapes above. */
export function fromFrame(value: unknown): ToApp | null {
	const m = value as Record<string, unknown>;

	if (!isMessage(value))
		return null;
	const right = {
		ready: () => text(m.run),
		item: () => isItem(m.item),
		saved: () => text(m.run) && count(m.sequence) && count(m.savedAt),
		habits: () => typeof m.habits === "object" && m.habits !== null,
		size: () => count(m.width) && count(m.height) &&
			typeof m.own === "boolean",
		nav: () => text(m.request) &&
			(m.target === undefined || text(m.target)),
		ended: () => text(m.run),
		report: () => true,
		open: () => outside(m.href),
		go: () => text(m.unit),
		problem: () => text(m.code),
		finished: () => text(m.run),
	}[m.type as ToApp["type"]];

	return right?.() ? value as unknown as ToApp : null;
}
