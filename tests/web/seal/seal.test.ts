/* Seals as the page reads and checks them, beside tests/server/domain. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { etc, getPublicKey, sign } from "@noble/ed25519";
import { LIST_PREFIX, listOf, verdictOf } from "../../../web/src/seal/check";
import { bytesOf, PREFIX, sealOf } from "../../../web/src/seal/facts";
import { daysOf, words } from "../../../web/src/seal/words";

/* The head of tests/server/domain/seal_facts.c, then its texts. */
const HEAD = "0102020123456789abcdef6b00df000008025129512a000307c603e9";
const TEXTS = ["0012/SERT/BKPSDM-KM/XI/2026", "Siti Nurhaliza, S.Sos., M.A.P.",
	"Pelayanan Publik: Menjawab Pengaduan", "BKPSDM Kota Mataram"];
const secret = new Uint8Array(32).fill(7);
const key = { id: "0123456789abcdef",
	public: Buffer.from(getPublicKey(secret)).toString("base64") };

function sealed(head = HEAD, texts = TEXTS): string {
	const facts = Buffer.concat([Buffer.from(head, "hex"),
		...texts.flatMap((text) => [Buffer.from([Buffer.byteLength(text)]),
			Buffer.from(text)])]);
	const signature = sign(etc.concatBytes(Buffer.from(PREFIX), facts), secret);

	return Buffer.concat([facts, signature]).toString("base64url");
}

test("the page reads what the server has written", () => {
	const facts = sealOf(sealed())?.facts;

	assert.deepEqual(facts, {
		kind: "completion", claimed: false, key: key.id,
		issuedAt: 1795219200000, jp: 2050, firstDay: 20777, lastDay: 20778,
		version: 3, nip: "1990••••••••••1001", number: TEXTS[0],
		name: TEXTS[1], title: TEXTS[2], agency: TEXTS[3],
	});
	assert.equal(daysOf(20777, 20778, "id"), "20–21 November 2026");
});

test("a link is read as well as its code, with blanks where a mail broke it", () => {
	const code = sealed();
	const broken = `${code.slice(0, 40)}\n ${code.slice(40)}`;

	for (const given of [code, `https://x.go.id/s/#${code}`, broken])
		assert.equal(sealOf(given)?.facts.name, TEXTS[1]);
});

test("a seal holds under its key, and with any letter changed it does not", () => {
	const code = sealed();
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" +
		"0123456789-_";
	let looked = 0;

	assert.equal(verdictOf(sealOf(code)!, [key]), "good");
	for (let i = 0; i < code.length; i++) {
		const letter = letters[(letters.indexOf(code[i]!) + 1 + i) % 64]!;

		if (letter === code[i])
			continue;
		const seal = sealOf(code.slice(0, i) + letter + code.slice(i + 1));

		looked++;
		assert.ok(!seal || verdictOf(seal, [key]) !== "good", `letter ${i}`);
	}
	assert.ok(looked > 200);
});

test("what is cut, has one letter more, or is no seal is not read", () => {
	const code = sealed();

	for (let i = 0; i < code.length; i += 7) {
		const seal = sealOf(code.slice(0, i));

		assert.ok(!seal || verdictOf(seal, [key]) !== "good");
	}
	for (const bad of ["", "#", "x", `${code}A`, "....", `${code}==`])
		assert.equal(sealOf(bad), null, bad);
	assert.equal(bytesOf("AB"), null);
	assert.equal(sealOf(sealed("02" + HEAD.slice(2))), null);
	assert.equal(sealOf(sealed("0104" + HEAD.slice(4))), null);
});

test("a key that is not at hand makes nothing valid and nothing false", () => {
	const seal = sealOf(sealed())!;

	assert.equal(verdictOf(seal, []), "unknown");
	assert.equal(verdictOf(seal, [{ ...key, id: "fedcba9876543210" }]),
		"unknown");
});

test("a list that we did not sign is none, and a seal is no list", () => {
	const list = JSON.stringify({ at: 5, papers: [{ number: "1", at: 4 }] });
	const signed = (prefix: string) => Buffer.from(sign(etc.concatBytes(
		Buffer.from(prefix), Buffer.from(list)), secret)).toString("base64url");
	const told = { list, key: key.id, signature: signed(LIST_PREFIX) };

	assert.equal(listOf(told, [key], bytesOf)?.papers.length, 1);
	assert.equal(listOf({ ...told, list: list.replace("4", "6") }, [key],
		bytesOf), null);
	assert.equal(listOf({ ...told, signature: signed(PREFIX) }, [key],
		bytesOf), null);
	assert.equal(listOf(null, [key], bytesOf), null);
	assert.equal(listOf("x", [key], bytesOf), null);
});

test("values fill the sentences of both languages", () => {
	for (const lang of ["id", "en"] as const)
		assert.match(words(lang)("replaced.words",
			{ number: "0002/X", day: "1 Mei 2026" }), /0002\/X.*1 Mei 2026/);
});
