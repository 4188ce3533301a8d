/*
 * Answers questions of our own format by their keys, as a person does. `root` is
 * where they are shown: the page, or a frame of it.
 */
import assert from "node:assert/strict";
import { press } from "./lib.mjs";

/* The words of Markdown as they are read. */
export const plain = (text) =>
	text.replace(/[*`]/g, "").replace(/\s+/g, " ").trim();

/* The option of that label among the fields that are shown. */
export async function tick(page, root, text) {
	const found = root.locator(".pick").filter({
		has: root.getByText(plain(text), { exact: true }) });

	await press(page, found.locator("input"), "Space");
}

const ANSWERS = {
	single: (page, root, q) =>
		tick(page, root, q.choices.find((c) => c.right).text),
	multiple: async (page, root, q) => {
		for (const choice of q.choices.filter((c) => c.right))
			await tick(page, root, choice.text);
	},
	trueFalse: (page, root, q) =>
		tick(page, root, q.right ? "Benar" : "Salah"),
	numeric: (page, root, q) => root.locator(".written input")
		.fill(String(q.answer).replace(".", ",")),
	text: (page, root, q) => root.locator(".written input").fill(q.accept[0]),
	match: async (page, root, q) => {
		for (const { left, right } of q.pairs)
			await root.locator(".matches li").filter({
				has: root.getByText(plain(left), { exact: true }) })
				.locator("select").selectOption({ label: plain(right) })
				.catch(() => root.locator(".matches li").filter({
					hasText: plain(left) }).locator("select")
					.selectOption(plain(right)));
	},
	/* Each to its place from the first on, by its own button. */
	order: async (page, root, q) => {
		for (const [to, text] of q.items.entries())
			for (;;) {
				const now = (await root.locator(".order-text")
					.allInnerTexts()).map((t) => t.trim());
				const at = now.indexOf(plain(text));

				assert.ok(at >= 0, `${plain(text)} in ${now.join("|")}`);
				if (at <= to)
					break;
				await press(page, root.locator(".order > li").nth(at)
					.locator("button").first());
			}
		const keep = root.getByRole("button",
			{ name: "Urutan ini sudah benar", exact: true });

		if (await keep.count())
			await press(page, keep);
	},
};

export const answer = (page, root, question) =>
	ANSWERS[question.type](page, root, question);
