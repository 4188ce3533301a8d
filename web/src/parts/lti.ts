/*
 * What a tool of somebody else may say to the page that shows it (LTI Client
 * Side postMessages 0.1): what it wants kept for a moment, how tall it is, that
 * it is done. Its storage is this page's memory, and each origin sees its own
 * alone.
 */

/** Of one origin: names and values together, and names. */
export const LETTERS_MOST = 4096;
export const KEYS_MOST = 500;

const HIGH_LEAST = 200;
const HIGH_MOST = 10_000;
const OLD = "org.imsglobal.";	/* how drafts of the standard begin a subject */

type Message = Record<string, unknown>;

function refusal(code: string, message: string): Message {
	return { error: { code, message } };
}

export class ToolStore {
	private readonly kept = new Map<string, Map<string, string>>();

	/** null: there is none. */
	get(origin: string, key: string): string | null {
		return this.kept.get(origin)?.get(key) ?? null;
	}

	/** False, and nothing is changed: it would be too much. null forgets it. */
	put(origin: string, key: string, value: string | null): boolean {
		const own = this.kept.get(origin) ?? new Map<string, string>();
		let letters = 0;

		if (value === null) {
			own.delete(key);
			return true;
		}
		for (const [k, v] of own)
			letters += k === key ? 0 : k.length + v.length;
		if (letters + key.length + value.length > LETTERS_MOST ||
		    (!own.has(key) && own.size >= KEYS_MOST))
			return false;
		own.set(key, value);
		this.kept.set(origin, own);
		return true;
	}
}

export interface Heard {
	resize: (height: number) => void;
	close: () => void;
}

const SUBJECTS = ["lti.capabilities", "lti.put_data", "lti.get_data",
	"lti.frameResize", "lti.close"];

function capabilities(): Message {
	return {
		supported_messages: SUBJECTS.flatMap((subject) =>
			[{ subject }, { subject: OLD + subject }]),
	};
}

function stored(
	store: ToolStore,
	origin: string,
	what: "put" | "get",
	{ key, value }: Message,
): Message {
	if (typeof key !== "string" || !key)
		return refusal("bad_request", "key must be a text");
	if (what === "get")
		return { key, value: store.get(origin, key) };
	if (value !== null && typeof value !== "string")
		return refusal("bad_request", "value must be a text or null");
	return store.put(origin, key, value) ? { key, value }
		: refusal("storage_exhaustion", "there is no more room");
}

/* Older tools send a text. */
function read(data: unknown): Message | null {
	let message = data;

	if (typeof data === "string" && data.length < 2 * LETTERS_MOST &&
	    data.startsWith("{"))
		try {
			message = JSON.parse(data);
		} catch {
			return null;
		}
	return typeof message === "object" && message !== null &&
		!Array.isArray(message) ? message as Message : null;
}

/**
 * What is to be answered to a message of that origin; null: nothing. That the
 * origin is the tool's the caller has seen to.
 */
export function answerTo(
	store: ToolStore,
	origin: string,
	data: unknown,
	heard: Heard,
): Message | null {
	const message = read(data);
	const subject = message?.subject;

	if (!message || typeof subject !== "string" ||
	    !/^(org\.imsglobal\.)?lti\./.test(subject))
		return null;
	const said = subject.startsWith(OLD) ? subject.slice(OLD.length) : subject;
	const reply = (more: Message): Message => ({
		subject: `${subject}.response`,
		message_id: message.message_id ?? null, ...more,
	});

	if (said === "lti.frameResize") {
		const height = Number(message.height);

		if (Number.isFinite(height) && height > 0)
			heard.resize(Math.min(HIGH_MOST, Math.max(HIGH_LEAST, height)));
		return null;
	}
	if (said === "lti.close") {
		heard.close();
		return null;
	}
	if (typeof message.message_id !== "string" || !message.message_id)
		return reply(refusal("bad_request", "message_id must be a text"));
	if (said === "lti.capabilities")
		return reply(capabilities());
	if (said === "lti.put_data" || said === "lti.get_data")
		return reply(stored(store, origin,
			said === "lti.put_data" ? "put" : "get", message));
	return reply(refusal("unsupported_subject", "not known here"));
}

/** Of one page. */
export const store = new ToolStore();

/**
 * Answer that frame while it shows a tool of these origins; all others are as
 * if they had said nothing. Call what it returns to stop.
 */
export function listen(
	frame: () => Window | null,
	origins: readonly string[],
	heard: Heard,
): () => void {
	const hear = (e: MessageEvent) => {
		const from = e.source as Window | null;

		if (!from || from !== frame() || !origins.includes(e.origin))
			return;
		const answer = answerTo(store, e.origin, e.data, heard);

		if (answer)
			from.postMessage(answer, e.origin);
	};

	addEventListener("message", hear);
	return () => removeEventListener("message", hear);
}
