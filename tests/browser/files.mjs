/*
 * Small files made here, for the viewers: a PDF, a recording, a picture, and a
 * video that the browser itself records.
 */
import { deflateSync } from "node:zlib";
import { randomUUID } from "node:crypto";

/* A PDF of so many pages of A4, each with its number in a font not embedded. */
export function pdf(pages) {
	const kids = Array.from({ length: pages }, (_, i) => `${4 + 2 * i} 0 R`);
	const objects = [
		"<</Type/Catalog/Pages 2 0 R>>",
		`<</Type/Pages/Count ${pages}/Kids[${kids.join(" ")}]>>`,
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	];
	let text = "%PDF-1.4\n";
	const places = [];

	for (let i = 1; i <= pages; i++) {
		const drawn = `BT /F1 48 Tf 72 700 Td (Halaman ${i}) Tj ET ` +
			`.1 .4 .5 rg 72 72 ${450 * i / pages} 300 re f`;

		objects.push("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" +
			`/Contents ${3 + 2 * i} 0 R` +
			"/Resources<</Font<</F1 3 0 R>>>>>>",
		`<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream`);
	}
	objects.forEach((body, i) => {
		places.push(text.length);
		text += `${i + 1} 0 obj\n${body}\nendobj\n`;
	});
	const at = text.length;
	const line = (n, mark) => `${String(n).padStart(10, "0")} ${mark} \n`;
	return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n` +
		line(0, "65535 f") +
		places.map((n) => line(n, "00000 n")).join("") +
		`trailer\n<</Size ${objects.length + 1}/Root 1 0 R` +
		`/ID[<${hex()}><${hex()}>]>>\nstartxref\n${at}\n%%EOF\n`, "latin1");
}

/* The same bytes would be the same module. */
function hex() {
	return randomUUID().replace(/-/g, "");
}

/* A tone of so many seconds. */
export function wav(seconds) {
	const rate = 8_000, size = rate * seconds;
	const out = Buffer.alloc(44 + size);
	const shift = Math.random() * 100;

	out.write("RIFF", 0, "latin1");
	out.writeUInt32LE(36 + size, 4);
	out.write("WAVEfmt ", 8, "latin1");
	out.writeUInt32LE(16, 16);
	out.writeUInt16LE(1, 20);
	out.writeUInt16LE(1, 22);
	out.writeUInt32LE(rate, 24);
	out.writeUInt32LE(rate, 28);
	out.writeUInt16LE(1, 32);
	out.writeUInt16LE(8, 34);
	out.write("data", 36, "latin1");
	out.writeUInt32LE(size, 40);
	for (let i = 0; i < size; i++)
		out[44 + i] = 128 + 20 * Math.sin(i / 8 + shift);
	return out;
}

const crcs = Uint32Array.from({ length: 256 }, (_, n) => {
	for (let bit = 0; bit < 8; bit++)
		n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
	return n >>> 0;
});

function chunk(type, body) {
	const out = Buffer.alloc(12 + body.length);
	let crc = 0xffffffff;

	out.writeUInt32BE(body.length, 0);
	out.write(type, 4, "latin1");
	body.copy(out, 8);
	for (const byte of out.subarray(4, 8 + body.length))
		crc = crcs[(crc ^ byte) & 0xff] ^ (crc >>> 8);
	out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 8 + body.length);
	return out;
}

/* A picture of grey steps. */
export function png(width, height) {
	const head = Buffer.alloc(13);
	const rows = Buffer.alloc((width + 1) * height);
	const shift = Math.floor(Math.random() * 200);

	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head[8] = 8;
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			rows[y * (width + 1) + 1 + x] = (x >> 3) * 9 + shift & 0xff;
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
		chunk("IHDR", head), chunk("IDAT", deflateSync(rows)),
		chunk("IEND", Buffer.alloc(0))]);
}

/* What the browser records of a canvas in so many seconds: WebM. */
export async function webm(browser, seconds) {
	const page = await browser.newPage();

	await page.goto("about:blank");
	const bytes = await page.evaluate(async (ms) => {
		const canvas = document.createElement("canvas");
		const pen = canvas.getContext("2d");
		const recorder = new MediaRecorder(canvas.captureStream(10),
			{ mimeType: "video/webm;codecs=vp8" });
		const parts = [];
		let n = Math.random() * 360;

		canvas.width = 160;
		canvas.height = 90;
		const timer = setInterval(() => {
			pen.fillStyle = `hsl(${n += 20}, 60%, 50%)`;
			pen.fillRect(0, 0, 160, 90);
		}, 100);
		recorder.ondataavailable = (e) => parts.push(e.data);
		recorder.start();
		await new Promise((r) => setTimeout(r, ms));
		await new Promise((r) => {
			recorder.onstop = r;
			recorder.stop();
		});
		clearInterval(timer);
		return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
	}, seconds * 1_000);
	await page.close();
	return Buffer.from(bytes);
}
