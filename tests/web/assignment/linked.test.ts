/*
 * Texts of people, with addresses that can be followed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { linked } from "../../../web/src/screens/assignment/linked";

const links = (text: string) => linked(text).filter((p) => p.href)
	.map((p) => p.href);

test("an address becomes a link, without what ends the sentence", () => {
	assert.deepEqual(linked("Lihat https://a.go.id/b?c=1, ya."), [
		{ text: "Lihat " },
		{ text: "https://a.go.id/b?c=1", href: "https://a.go.id/b?c=1" },
		{ text: ", ya." }]);
	assert.deepEqual(links("(http://a.go.id) https://b.go.id!"),
		["http://a.go.id", "https://b.go.id"]);
});

test("what is no address of the web, or hides its host, stays text", () => {
	for (const text of ["javascript:alert(1)", "data:text/html,x", "https://",
		"https://bank.go.id@evil.example/", "ftp://a.go.id"])
		assert.deepEqual(links(text), []);
});

test("nothing of a text is lost or doubled", () => {
	const text = "a <b>https://x.go.id/\"onclick\" https://y.go.id.. z";

	assert.equal(linked(text).map((p) => p.text).join(""), text);
});
