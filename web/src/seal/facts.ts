/*
 * What a seal says, read from its bytes: the layout is told in
 * server/domain/seal_facts.h, and tests hold both to the same bytes.
 */

export const PREFIX = "balai:segel:1:";
const SIGNATURE = 64;
const HEAD = 28;
const MOST = [80, 160, 160, 100];

export type Kind = "attendance" | "completion" | "pass";

export interface Facts {
	kind: Kind;
	/** Who it is was said by themselves only. */
	claimed: boolean;
	/** Of the key, 16 hexadecimal digits. */
	key: string;
	issuedAt: number;
	/** Hundredths. */
	jp: number;
	/** Since 1970-01-01. */
	firstDay: number;
	lastDay: number;
	version: number;
	/** "1990••••••••••1001", or "". */
	nip: string;
	number: string;
	name: string;
	title: string;
	agency: string;
}

export interface Seal {
	facts: Facts;
	signed: Uint8Array;
	signature: Uint8Array;
}

const LETTERS =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** base64url without padding, in its one spelling; null for anything else. */
export function bytesOf(text: string): Uint8Array | null {
	const out = new Uint8Array(Math.floor(text.length * 6 / 8));
	let held = 0, bits = 0, n = 0;

	if (text.length % 4 === 1)
		return null;
	for (const letter of text) {
		const value = LETTERS.indexOf(letter);

		if (value < 0)
			return null;
		held = (held << 6 | value) & 0xFFFF;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out[n++] = held >> bits & 255;
		}
	}
	return held & (1 << bits) - 1 ? null : out;
}

const hex = (bytes: Uint8Array) => Array.from(bytes)
	.map((byte) => byte.toString(16).padStart(2, "0")).join("");

const big = (bytes: Uint8Array) =>
	bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** The four texts behind the head; null when they do not end with the bytes. */
function texts(bytes: Uint8Array): string[] | null {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	const out: string[] = [];
	let at = HEAD;

	for (const most of MOST) {
		const size = bytes[at++];

		if (size === undefined || size > most || at + size > bytes.length)
			return null;
		try {
			out.push(decoder.decode(bytes.subarray(at, at + size)));
		} catch {
			return null;
		}
		at += size;
	}
	return at === bytes.length ? out : null;
}

const KINDS: (Kind | undefined)[] =
	[undefined, "attendance", "completion", "pass"];
const four = (n: number) => String(n).padStart(4, "0");

function factsOf(bytes: Uint8Array): Facts | null {
	const number = (from: number, size: number) =>
		big(bytes.subarray(from, from + size));
	const kind = KINDS[bytes[1] ?? 0];
	const flags = bytes[2] ?? 255;
	const said = bytes.length >= HEAD ? texts(bytes) : null;

	if (bytes[0] !== 1 || !kind || flags > 3 || !said)
		return null;
	const [first, last] = [number(24, 2), number(26, 2)];
	const [paper = "", name = "", title = "", agency = ""] = said;

	return {
		kind, claimed: (flags & 1) === 1, key: hex(bytes.subarray(3, 11)),
		issuedAt: number(11, 4) * 1000, jp: number(15, 3),
		firstDay: number(18, 2), lastDay: number(20, 2),
		version: number(22, 2),
		nip: flags & 2 ? `${four(first)}••••••••••${four(last)}` : "",
		number: paper, name, title, agency,
	};
}

/** A whole link, or what stands behind its #, with blanks wherever. */
export function sealOf(given: string): Seal | null {
	const text = given.replace(/\s+/g, "");
	const bytes = bytesOf(text.slice(text.indexOf("#") + 1));

	if (!bytes || bytes.length <= SIGNATURE)
		return null;
	const signed = bytes.subarray(0, bytes.length - SIGNATURE);
	const facts = factsOf(signed);

	return facts && { facts, signed,
		signature: bytes.subarray(bytes.length - SIGNATURE) };
}
