/*
 * Texts of questions that strangers wrote: nothing in them runs and nothing in
 * them reaches out, even where no policy of the page would stop it.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { demoPerson, enter, launch, open, url } from "./lib.mjs";
import { address, fakeQuiz } from "./quiz-fake.mjs";
import { VECTORS } from "./vectors.mjs";

let browser, learner;

before(async () => {
	browser = await launch();
	learner = await demoPerson("learner");
});
after(() => browser?.close());

const TAGS = ["p", "hr", "blockquote", "pre", "ul", "ol", "li", "dl", "dt",
	"dd", "figure", "figcaption", "table", "caption", "thead", "tbody",
	"tfoot", "tr", "th", "td", "div", "br", "em", "strong", "b", "i", "u",
	"s", "del", "ins", "sub", "sup", "code", "kbd", "samp", "var", "abbr",
	"cite", "q", "mark", "small", "span", "a", "img"];

/* A question for each: the vector is its text, a choice, and its feedback. */
const questions = VECTORS.map((html, i) => ({
	id: `Q${i}`, type: "single", points: 1,
	html: `<p>SOAL ${i}</p>${html}`, hint: html,
	choices: [{ id: "1", html }, { id: "2", html: `PILIHAN ${i}` }],
}));

const told = {
	state: "graded", begun: true,
	responses: Object.fromEntries(questions.map((q) =>
		[q.id, { response: { choice: "1" }, at: 1 }])),
	result: { scaled: 0, points: 0, most: 1, passed: false,
		questions: Object.fromEntries(questions.map((q) => [q.id, {
			state: "wrong", points: 0, most: 1, html: q.html,
			choices: { 1: q.html }, key: { choice: "2" },
		}])) },
};

/* Every text of the quiz at once: as a page to be read after the end. */
async function showAll(options) {
	const page = await open(browser, options);
	const reached = [];

	page.context().on("request", (request) => {
		if (/hostile/.test(request.url()))
			reached.push(request.url());
	});
	page.on("dialog", (dialog) => {
		reached.push(`a dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	await page.addInitScript(() => {
		globalThis.ran = [];
		for (const name of ["alert", "confirm", "prompt", "open"])
			globalThis[name] = (...said) => globalThis.ran.push([name, said]);
		/* Chromium complains of handlers, styles and bases already while an inert
		   document is parsed; what they do is seen without a policy. */
		addEventListener("securitypolicyviolation", (e) => {
			if (/-src/.test(e.violatedDirective) &&
			    e.blockedURI !== "inline")
				globalThis.ran.push(["stopped", e.violatedDirective,
				e.blockedURI]);
		});
	});
	await enter(page, learner);
	await fakeQuiz(page, { questions, told: structuredClone(told) });
	await page.goto(url + address);
	await page.getByRole("button", { name: /Lihat percobaan 1/ }).click();
	await page.getByText(`SOAL ${VECTORS.length - 1}`).first()
		.waitFor({ state: "attached", timeout: 60_000 });
	return { page, reached };
}

/* As a person would: over everything, and on everything. */
function poke(page) {
	return page.evaluate(async () => {
		const all = [...document.querySelectorAll(".text, .text *")];

		for (const element of all) {
			for (const name of ["mouseover", "pointerover", "focus", "toggle",
				"load", "error"])
				element.dispatchEvent(new Event(name, { bubbles: true }));
			if (element.localName !== "a")
				element.dispatchEvent(new MouseEvent("click",
					{ bubbles: false, cancelable: true }));
		}
		await new Promise((done) => setTimeout(done, 1_000));
		return { ran: globalThis.ran, texts:
			document.querySelectorAll(".text").length };
	});
}

/* What stands in texts and should not. */
function strange(page) {
	return page.evaluate((tags) => {
		const known = new Set(tags), found = [];
		const own = ["text", "line", "to-left", "to-right", "to-centre",
			"strong", "quiet", "question-picture", "question-table"];

		for (const text of document.querySelectorAll(".text"))
			for (const e of text.querySelectorAll("*")) {
				if (!known.has(e.localName) ||
				    e.namespaceURI !== "http://www.w3.org/1999/xhtml")
					found.push(e.outerHTML.slice(0, 200));
				for (const { name, value } of e.attributes) {
					const good = name === "class"
						? value.split(" ").every((c) => own.includes(c))
						: name === "href" ? /^(https?:\/\/|mailto:)/.test(value)
							: name === "src"
								? /\/c\/files\/media\/[\w.-]+$/.test(value)
								: ["alt", "title", "lang", "dir", "colspan",
									"rowspan", "start", "target", "rel",
									"decoding", "referrerpolicy"]
									.includes(name);
					if (!good)
						found.push(`${name}="${value}"`);
				}
				if (e.localName === "a" && (e.target !== "_blank" ||
				    !/noopener/.test(e.rel)) && e.hasAttribute("href"))
					found.push(e.outerHTML);
			}
		return found;
	}, TAGS);
}

test(`of ${VECTORS.length} published vectors none runs or reaches out`,
	async () => {
	assert.ok(VECTORS.length >= 60);
	const { page, reached } = await showAll();
	const { ran, texts } = await poke(page);

	assert.ok(texts > VECTORS.length * 3, `${texts} texts are shown`);
	assert.deepEqual(ran, [], "nothing runs, and no policy had to stop it");
	assert.deepEqual(await strange(page), []);
	assert.deepEqual(reached, []);
	assert.deepEqual(page.foreign, []);
	assert.deepEqual(page.faults.filter((fault) =>
		!/(Executing|Applying) inline|base-uri/.test(fault)), []);
	await page.context().close();
});

test("none does where the page has no policy at all", async () => {
	const { page, reached } = await showAll({ bypassCSP: true });
	const { ran } = await poke(page);

	assert.deepEqual(ran, []);
	assert.deepEqual(await strange(page), []);
	assert.deepEqual(reached, []);
	assert.deepEqual(page.foreign, []);
	await page.context().close();
});

test("nor while the questions are answered", async () => {
	const { page, reached } = await (async () => {
		const page = await open(browser);
		const reached = [];

		page.context().on("request", (request) => {
			if (/hostile/.test(request.url()))
				reached.push(request.url());
		});
		await page.addInitScript(() => {
			globalThis.ran = [];
			globalThis.alert = (...said) => globalThis.ran.push(said);
		});
		await enter(page, learner);
		await fakeQuiz(page, { questions });
		await page.goto(url + address);
		await page.getByRole("button", { name: "Mulai kuis" }).click();
		return { page, reached };
	})();

	for (let i = 0; i < VECTORS.length; i++) {
		await page.getByText(`SOAL ${i}`, { exact: true }).waitFor();
		assert.deepEqual(await strange(page), [], VECTORS[i].slice(0, 200));
		await page.locator(".quiz-move .primary").click();
	}
	assert.deepEqual(await page.evaluate(() => globalThis.ran), []);
	assert.deepEqual(reached, []);
	assert.deepEqual(page.foreign, []);
	await page.context().close();
});

test("a page of the app makes no markup by any other policy", async () => {
	const page = await open(browser);

	await page.goto(`${url}/masuk`);
	await page.waitForSelector("h1");
	const tried = await page.evaluate(() => {
		const out = [];

		try {
			globalThis.trustedTypes.createPolicy("mine",
				{ createHTML: (s) => s });
			out.push("a policy of its own");
		} catch {
			/* As it should. */
		}
		try {
			document.body.insertAdjacentHTML("beforeend", "<b>x</b>");
			out.push("text as markup");
		} catch {
			/* As it should. */
		}
		return out;
	});

	assert.deepEqual(tried, []);
	await page.context().close();
});

test("what is meant well stands: links, tables, pictures of the module",
	async () => {
	const html = `<p>Lihat <a href="https://jdih.go.id/x">JDIH</a> dan ` +
		`<code>go.id</code>.</p><table><tr><th align="right">Rp</th>` +
		`<td colspan="2">1</td></tr></table><ol start="3"><li>x</li></ol>` +
		`<p><img src="media/bagan.svg" alt="Bagan"></p>` +
		`<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="Titik"></p>` +
		`<p><img src="https://a.example/x.png" alt="Jauh"></p>` +
		`<p><span data-token="instansi">instansi Anda</span></p>` +
		`<h1>Judul</h1>`;
	const page = await open(browser);
	const files = [];

	await page.route("**/c/files/**", (route) => {
		files.push(new URL(route.request().url()).pathname);
		return route.fulfill({ contentType: "image/svg+xml", body:
			"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
		headers: { "Cross-Origin-Resource-Policy": "cross-origin" } });
	});
	await enter(page, learner);
	await fakeQuiz(page, { questions: [
		{ id: "Q1", type: "trueFalse", points: 1, html },
	] });
	await page.goto(url + address);
	await page.getByRole("button", { name: "Mulai kuis" }).click();
	const text = page.locator(".question .text").first();

	await text.waitFor();
	const link = text.getByRole("link", { name: "JDIH" });
	assert.equal(await link.getAttribute("target"), "_blank");
	assert.match(await link.getAttribute("rel"), /noopener/);
	assert.equal(await text.locator("td").getAttribute("colspan"), "2");
	assert.equal(await text.locator("ol").getAttribute("start"), "3");
	assert.equal(await text.getByAltText("Titik").count(), 1);
	assert.equal(await text.getByAltText("Jauh").count(), 0);
	assert.match(await text.textContent(), /tidak dapat ditampilkan: Jauh/);
	assert.match(await text.textContent(), /Kota Contoh/);
	assert.equal(await text.locator("h1").count(), 0);
	await page.waitForFunction(() =>
		document.querySelector("img[alt=Bagan]")?.naturalWidth === 9);
	assert.deepEqual(files, ["/c/files/media/bagan.svg"]);
	assert.deepEqual(page.faults, []);
	await page.context().close();
});
