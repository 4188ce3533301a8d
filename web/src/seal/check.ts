/*
 * Is it signed by one of our keys? All in this browser, with no WebCrypto,
 * which knows the curve only lately and only on https.
 */
import { etc, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2";
import { PREFIX, type Seal } from "./facts";

export const LIST_PREFIX = "balai:dicabut:1:";

export interface Key {
	id: string;
	/** base64 */
	public: string;
}

export interface Revoked {
	number: string;
	at: number;
	/** The number of the paper that has taken its place. */
	by?: string;
}

export interface List {
	at: number;
	papers: Revoked[];
}

etc.sha512Sync = (...parts) => sha512(etc.concatBytes(...parts));

const plain = (base64: string) =>
	Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function signedBy(key: Key, prefix: string, bytes: Uint8Array,
	signature: Uint8Array): boolean {
	const head = new TextEncoder().encode(prefix);

	try {
		return verify(signature, etc.concatBytes(head, bytes),
			plain(key.public), { zip215: false });
	} catch {
		return false;
	}
}

export type Verdict = "good" | "false" | "unknown";

/** "unknown": no key of that name is at hand. */
export function verdictOf(seal: Seal, keys: Key[]): Verdict {
	const key = keys.find(({ id }) => id === seal.facts.key);

	if (!key)
		return "unknown";
	return signedBy(key, PREFIX, seal.signed, seal.signature)
		? "good" : "false";
}

/** The list of what is not valid any more; null when we did not sign it. */
export function listOf(answer: unknown, keys: Key[],
	bytesOf: (text: string) => Uint8Array | null): List | null {
	const { list, key, signature } = (answer ?? {}) as
		{ list?: unknown; key?: unknown; signature?: unknown };
	const by = keys.find(({ id }) => id === key);
	const bytes = typeof signature === "string" ? bytesOf(signature) : null;

	if (typeof list !== "string" || !by || !bytes ||
		!signedBy(by, LIST_PREFIX, new TextEncoder().encode(list), bytes))
		return null;
	return JSON.parse(list) as List;
}
