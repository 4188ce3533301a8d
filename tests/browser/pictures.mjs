/*
 * Makes the README's pictures anew:
 *
 *	node tests/lib/server.mjs --demo -- node tests/browser/pictures.mjs
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { badge, saved } from "./lessons.mjs";
import { demoPerson, enter, launch, open, PHONE, top, url, zip } from
	"./lib.mjs";

const pages = [
	["Menyapa pemohon", "Pemohon datang dengan satu pertanyaan. Sapa lebih " +
		"dahulu, baru minta berkasnya."],
	["Menjawab keluhan", "Ulangi keluhan dengan kata-kata Anda sendiri, lalu " +
		"sebutkan apa yang terjadi sesudah ini dan kapan."],
	["Menutup layanan", "Pastikan pemohon tahu nomor berkasnya."],
];

function lesson([title, text]) {
	return `<!doctype html><html lang="id"><meta charset="utf-8">
		<meta name="viewport" content="width=device-width">
		<title>${title}</title><style>
			body { font: 17px/27px system-ui, sans-serif; margin: 24px;
				max-width: 40em; background: #fff; color: #1b1f23 }
			label { display: block; margin: 12px 0 }
		</style><h1>${title}</h1><p>${text}</p>
		<p>Apa yang Anda katakan lebih dahulu?</p>
		<label><input type="radio" name="a"> Mana berkasnya?</label>
		<label><input type="radio" name="a" id="good">
			Selamat pagi, Bapak. Ada yang bisa saya bantu?</label>
		<script>
			var api = window.parent.API;
			api.LMSInitialize("");
			document.getElementById("good").onchange = function () {
				api.LMSSetValue("cmi.core.lesson_status", "passed");
				api.LMSSetValue("cmi.core.score.raw", "100");
				api.LMSCommit("");
			};
		</script></html>`;
}

function manifest() {
	const items = pages.map(([title], n) => `<item identifier="i${n}"
		identifierref="r${n}"><title>${title}</title></item>`);
	const resources = pages.map((_, n) => `<resource identifier="r${n}"
		type="webcontent" adlcp:scormtype="sco" href="${n}.html">
		<file href="${n}.html"/></resource>`);

	return `<?xml version="1.0" encoding="UTF-8"?>
		<manifest identifier="loket" version="1"
			xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
			xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
		<metadata><schema>ADL SCORM</schema>
			<schemaversion>1.2</schemaversion></metadata>
		<organizations default="o"><organization identifier="o">
			<title>Pelayanan di loket</title>${items.join("")}
		</organization></organizations>
		<resources>${resources.join("")}</resources></manifest>`;
}

const folder = mkdtempSync(join(tmpdir(), "balai-pictures-"));
const file = join(folder, "loket.zip");

writeFileSync(file, zip({ "imsmanifest.xml": manifest(),
	...Object.fromEntries(pages.map((p, n) => [`${n}.html`, lesson(p)])) }));
const { module } = JSON.parse(execFileSync(process.env.BALAI_BIN, ["import",
	"--data", process.env.BALAI_DATA, "--publish", "--json", file]));
rmSync(folder, { recursive: true });

const browser = await launch();

async function shoot(name, viewport, path, ready) {
	const page = await open(browser, { viewport });

	await enter(page, await demoPerson("learner"));
	await page.goto(`${url}/modul/${module}${path}`);
	await ready(page);
	await page.screenshot({ path: join(top, "web/pictures", name) });
	await page.context().close();
}

await shoot("lesson.png", { width: 800, height: 640 }, "/belajar",
	async (page) => {
		const choice = page.frameLocator("iframe").frameLocator("iframe")
			.locator("#good");

		await choice.check();
		await badge(page, saved);
	});
await shoot("module.png", PHONE, "", (page) =>
	page.getByText(pages[2][0]).waitFor());
await browser.close();
