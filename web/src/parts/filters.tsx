/*
 * A list that is searched and filtered by its address: what is wanted, the
 * address of it, and the form, which goes there.
 */
import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { SearchField, useWords } from "./Search";

/** What is wanted by name, "" where all is; "q" are the words. */
export type Filter<N extends string> = Record<N | "q", string>;

export function useFilter<N extends string>(
	names: readonly N[],
): Filter<N> & { page: number } {
	const { query } = useLocation();
	const found = Object.fromEntries(["q", ...names].map((name) =>
		[name, query[name] ?? ""])) as Filter<N>;

	return {
		...found,
		page: Math.max(1, Math.floor(Number(query.page)) || 1),
	};
}

/* "?q=sari&state=waiting", without what is as it is anyway. */
export function filterQuery<N extends string>(
	names: readonly N[],
	filter: Filter<N>,
	page = 1,
): string {
	const parts = (["q", ...names] as const)
		.filter((name) => filter[name])
		.map((name) => `${name}=${encodeURIComponent(filter[name])}`);

	if (page > 1)
		parts.push(`page=${page}`);
	return parts.length ? `?${parts.join("&")}` : "";
}

interface Props<N extends string> {
	path: string;
	label: string;
	names: readonly N[];
	filter: Filter<N>;
	/** The filters; a change of one goes with the words that stand there. */
	children: (set: (change: Partial<Filter<N>>) => void) => ComponentChildren;
}

export function FilterForm<N extends string>(
	{ path, label, names, filter, children }: Props<N>,
) {
	const { route } = useLocation();
	const [q, setQ] = useWords(filter.q);
	const set = (change: Partial<Filter<N>>) => route(path +
		filterQuery(names, { ...filter, q: q.trim(), ...change }));

	return (
		<form class="stack" role="search" onSubmit={(e) => {
			e.preventDefault();
			set({});
		}}>
			<div class="search field">
				<SearchField label={label} words={q} change={setQ} />
			</div>
			<div class="filters">{children(set)}</div>
		</form>
	);
}
