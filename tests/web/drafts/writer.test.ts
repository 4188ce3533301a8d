/*
 * The texts of a draft while they are written: nothing typed is lost, and one
 * file is never written twice at once.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Writer, type Fault, type Kept } from "../../../web/src/drafts/writer";

const refusal = (status: number, code: string): Fault =>
	({ status, code, title: code, detail: code });

/* A server of one draft, a device, and a clock that is turned by hand. */
class World {
	files = new Map<string, { text: string; revision: number }>();
	kept = new Map<string, Kept>();
	timers: { at: number; run: () => void }[] = [];
	time = 0;
	revision = 1;
	line = true;
	writing = new Map<string, number>();
	most = 0;
	writes: string[] = [];
	/* Answers wait for this. */
	gate: Promise<void> | null = null;
	refuses: Fault | null = null;
	/* It arrives, and its answer is lost. */
	deaf = false;

	writer(): Writer {
		return new Writer({
			read: async (path) => {
				if (!this.line)
					throw refusal(0, "offline");
				return this.files.get(path) ?? null;
			},
			write: (path, text, revision) => this.write(path, text, revision),
			keep: (path, kept) => void (kept ? this.kept.set(path, kept)
				: this.kept.delete(path)),
			kept: () => [...this.kept],
			later: (ms, run) => {
				const timer = { at: this.time + ms, run };

				this.timers.push(timer);
				return () => void (this.timers = this.timers
					.filter((one) => one !== timer));
			},
			now: () => this.time,
		});
	}

	put(path: string, text: string): void {
		this.files.set(path, { text, revision: ++this.revision });
	}

	private async write(path: string, text: string, revision: number) {
		const n = (this.writing.get(path) ?? 0) + 1;

		this.writing.set(path, n);
		this.most = Math.max(this.most, n);
		try {
			await this.gate;
			if (!this.line)
				throw refusal(0, "offline");
			if (this.refuses)
				throw this.refuses;
			if ((this.files.get(path)?.revision ?? 0) !== revision)
				throw refusal(409, "draft_moved");
			this.put(path, text);
			this.writes.push(text);
			if (this.deaf)
				throw refusal(0, "offline");
			return this.revision;
		} finally {
			this.writing.set(path, n - 1);
		}
	}

	async pass(ms: number): Promise<void> {
		this.time += ms;
		for (let n = 0; n < 20; n++) {
			const due = this.timers.filter((one) => one.at <= this.time);

			this.timers = this.timers.filter((one) => one.at > this.time);
			due.forEach((one) => one.run());
			await new Promise((tell) => setImmediate(tell));
		}
	}
}

const PATH = "lessons/a.md";

async function begun(text = "awal") {
	const world = new World();

	world.put(PATH, text);
	const writer = world.writer();

	await writer.open(PATH);
	return { world, writer, file: () => writer.files.get(PATH)! };
}

test("what is typed is sent by itself after a pause, once", async () => {
	const { world, writer, file } = await begun();

	writer.change(PATH, "satu");
	writer.change(PATH, "satu dua");
	assert.equal(file().state, "typed");
	assert.equal(world.kept.get(PATH)?.text, "satu dua");
	await world.pass(500);
	assert.deepEqual(world.writes, []);
	await world.pass(1_000);
	assert.deepEqual(world.writes, ["satu dua"]);
	assert.equal(file().state, "saved");
	assert.equal(file().savedAt, 1_500);
	assert.equal(world.kept.size, 0);
});

test("a file is never written twice at once, and what was typed meanwhile " +
	"follows", async () => {
	const { world, writer, file } = await begun();
	let open = () => undefined as void;

	world.gate = new Promise((tell) => {
		open = () => tell();
	});
	writer.change(PATH, "satu");
	await world.pass(1_000);
	writer.change(PATH, "satu dua");
	await world.pass(5_000);
	writer.change(PATH, "satu dua tiga");
	await world.pass(5_000);
	assert.equal(world.most, 1);
	world.gate = null;
	open();
	await world.pass(5_000);
	assert.deepEqual(world.writes, ["satu", "satu dua tiga"]);
	assert.equal(world.most, 1);
	assert.equal(file().state, "saved");
});

test("without a line it is kept on the device and sent once there is one",
	async () => {
		const { world, writer, file } = await begun();

		world.line = false;
		writer.change(PATH, "di jalan");
		await world.pass(1_000);
		assert.equal(file().state, "waiting");
		assert.equal(world.kept.get(PATH)?.text, "di jalan");
		await world.pass(60_000);
		assert.equal(file().state, "waiting");
		world.line = true;
		writer.hurry();
		await world.pass(0);
		assert.deepEqual(world.writes, ["di jalan"]);
		assert.equal(file().state, "saved");
		assert.equal(world.kept.size, 0);
	});

test("what a page took with it when it was closed comes back and is sent",
	async () => {
		const { world, writer } = await begun();

		world.line = false;
		writer.change(PATH, "sebelum ditutup");
		await world.pass(1_000);
		world.timers = [];
		world.line = true;
		const next = world.writer();

		await next.resume();
		assert.equal(next.files.get(PATH)?.text, "sebelum ditutup");
		await world.pass(10);
		assert.deepEqual(world.writes, ["sebelum ditutup"]);
		assert.equal(next.files.get(PATH)?.state, "saved");
	});

test("a new file that was never sent comes back as well", async () => {
	const world = new World();
	const writer = world.writer();

	world.line = false;
	writer.create("lessons/b.md", "baru");
	await world.pass(1_000);
	world.timers = [];
	world.line = true;
	const next = world.writer();

	await next.resume();
	await world.pass(10);
	assert.equal(world.files.get("lessons/b.md")?.text, "baru");
});

test("an answer that was lost on its way does not make a conflict", async () => {
	const { world, writer, file } = await begun();

	world.deaf = true;
	writer.change(PATH, "sampai");
	await world.pass(1_000);
	assert.equal(file().state, "waiting");
	world.deaf = false;
	await world.pass(60_000);
	assert.equal(file().state, "saved");
	assert.equal(file().theirs, null);
	assert.equal(file().joined, false);
	assert.deepEqual(world.writes, ["sampai"]);
});

test("what two authors did in different places is put together", async () => {
	const { world, writer, file } = await begun("a\nb\nc\nd");

	writer.change(PATH, "A\nb\nc\nd");
	world.put(PATH, "a\nb\nc\nD");
	await world.pass(1_000);
	await world.pass(1_000);
	assert.equal(world.files.get(PATH)?.text, "A\nb\nc\nD");
	assert.equal(file().state, "saved");
	assert.equal(file().joined, true);
});

test("where both changed the same place both texts stay until one is chosen",
	async () => {
		const { world, writer, file } = await begun("a");

		writer.change(PATH, "punya saya");
		world.put(PATH, "punya dia");
		await world.pass(1_000);
		assert.equal(file().state, "conflict");
		assert.equal(file().text, "punya saya");
		assert.equal(file().theirs?.text, "punya dia");
		assert.equal(world.files.get(PATH)?.text, "punya dia");
		writer.change(PATH, "punya saya, lagi");
		await world.pass(10_000);
		assert.equal(world.files.get(PATH)?.text, "punya dia");
		assert.equal(world.kept.get(PATH)?.text, "punya saya, lagi");

		writer.settle(PATH, file().text);
		await world.pass(10);
		assert.equal(world.files.get(PATH)?.text, "punya saya, lagi");
		assert.equal(file().state, "saved");
		assert.equal(world.kept.size, 0);
	});

test("theirs can be taken, and then nothing is written", async () => {
	const { world, writer, file } = await begun("a");

	writer.change(PATH, "saya");
	world.put(PATH, "dia");
	await world.pass(1_000);
	writer.settle(PATH, "dia");
	await world.pass(1_000);
	assert.equal(file().state, "saved");
	assert.deepEqual(world.writes, []);
	assert.equal(writer.whole, true);
});

test("a file that somebody removed meanwhile is told, and can be written anew",
	async () => {
		const { world, writer, file } = await begun("a");

		writer.change(PATH, "masih ada");
		world.files.delete(PATH);
		await world.pass(1_000);
		assert.equal(file().state, "conflict");
		assert.equal(file().theirs?.text, null);
		writer.settle(PATH, file().text);
		await world.pass(10);
		assert.equal(world.files.get(PATH)?.text, "masih ada");
	});

test("what the server will not have stays on the screen and on the device",
	async () => {
		const { world, writer, file } = await begun();

		world.refuses = refusal(422, "field_invalid");
		writer.change(PATH, "terlalu panjang");
		await world.pass(60_000);
		assert.equal(file().state, "refused");
		assert.equal(file().problem?.code, "field_invalid");
		assert.equal(world.kept.get(PATH)?.text, "terlalu panjang");
		world.refuses = null;
		writer.change(PATH, "pendek");
		await world.pass(1_000);
		assert.equal(file().state, "saved");
	});

test("a file that nobody writes here is read anew when it changed there",
	async () => {
		const { world, writer, file } = await begun();

		world.put(PATH, "dari penyusun lain");
		await writer.heard([{ path: PATH, revision: world.revision }]);
		assert.equal(file().text, "dari penyusun lain");
		writer.change(PATH, "sedang saya tulis");
		world.put(PATH, "lagi");
		await writer.heard([{ path: PATH, revision: world.revision }]);
		assert.equal(file().text, "sedang saya tulis");
	});

test("before a version is made all is sent, or it says that it is not",
	async () => {
		const { world, writer } = await begun();

		writer.change(PATH, "akhir");
		assert.equal(await writer.flush(), true);
		assert.deepEqual(world.writes, ["akhir"]);
		world.line = false;
		writer.change(PATH, "tanpa sambungan");
		assert.equal(await writer.flush(), false);
	});
