/*
 * What is wanted of the catalogue, as it stands in the address:
 * /katalog?q=anggaran&bidang=finance&jp=2&urut=short. The server is asked
 * under its own names.
 */
import { useLocation } from "preact-iso";
import type { Counts } from "../api/types";

export interface Choice {
	name: "bidang" | "jp" | "lama" | "baru" | "saya" | "status" | "urut";
	api: string;
	values: readonly string[];
	counts?: (counts: Counts) => Record<string, number>;
	forManagers?: boolean;
}

export const CHOICES: readonly Choice[] = [
	{
		name: "bidang", api: "field", counts: (c) => c.field,
		values: ["it", "public-service", "leadership", "finance", "other"],
	},
	{ name: "jp", api: "jp", values: ["1", "2", "3"], counts: (c) => c.jp },
	{
		name: "lama", api: "length", values: ["1", "2", "3"],
		counts: (c) => c.length,
	},
	{
		name: "baru", api: "new", values: ["1"],
		counts: (c) => ({ 1: c.new }),
	},
	{
		name: "saya", api: "mine", values: ["open", "begun", "done"],
		counts: (c) => c.mine,
	},
	{
		name: "status", api: "state", forManagers: true,
		values: ["published", "draft", "closed"], counts: (c) => c.state,
	},
	{ name: "urut", api: "sort", values: ["fit", "new", "title", "short"] },
];

export type Wish = { q: string; page: number } &
	Partial<Record<Choice["name"], string>>;

/* What the address does not say, or says in a word we do not have, is open. */
export function useWish(): Wish {
	const { query } = useLocation();
	const wish: Wish = {
		q: query.q ?? "",
		page: Math.max(1, Math.floor(Number(query.page)) || 1),
	};

	for (const { name, values } of CHOICES) {
		const value = query[name];

		if (value !== undefined && values.includes(value))
			wish[name] = value;
	}
	return wish;
}

function pairs(wish: Wish, nameOf: (c: Choice) => string): string {
	const parts = CHOICES.map((c) => wish[c.name] &&
		`${nameOf(c)}=${encodeURIComponent(wish[c.name] ?? "")}`);

	if (wish.q)
		parts.unshift(`q=${encodeURIComponent(wish.q)}`);
	if (wish.page > 1)
		parts.push(`page=${wish.page}`);
	const said = parts.filter(Boolean);
	return said.length ? `?${said.join("&")}` : "";
}

export function addressOf(wish: Wish): string {
	return `/katalog${pairs(wish, (c) => c.name)}`;
}

export function requestOf(wish: Wish): string {
	return `/api/v1/modules${pairs(wish, (c) => c.api)}`;
}

/* How many choices are made, the order not counted. */
export function chosen(wish: Wish): number {
	return CHOICES.filter((c) => c.name !== "urut" && wish[c.name]).length;
}
