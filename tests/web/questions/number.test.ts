/* Numbers as the page shows that they were understood. */
import assert from "node:assert/strict";
import test from "node:test";
import { numberRead } from "../../../web/src/questions/number";

const TABLE: [string, number | null][] = [
	["72", 72], ["1.234,5", 1234.5], ["1234,5", 1234.5], [",5", 0.5],
	["Rp 1.234.567,89", 1234567.89], ["Rp1.500", 1500], ["1 234 567", 1234567],
	["1'234'567,5", 1234567.5], ["1,234.5", 1234.5], ["1,234,567", 1234567],
	["1.5", 1.5], ["0.25", 0.25], ["1.2345", 1.2345], ["1.500", 1500],
	["0.500", 0.5], ["1,500", 1.5], ["12%", 12], ["12 jam", 12], ["−3", -3],
	["- 3,5", -3.5], ["+4", 4], ["  7 ", 7], ["１２", 12], ["", null],
	["3×24", null], ["1e5", null], ["1.23.456", null], ["1,2,3", null],
	["1.234.56", null], ["1.234,5,6", null], ["abc", null], ["1.", null],
	["1/2", null], ["-Rp -5", null],
];

for (const [typed, value] of TABLE)
	test(`“${typed}” is ${value === null ? "no number" : value}`, () => {
		assert.equal(numberRead(typed, "jam"), value);
	});
