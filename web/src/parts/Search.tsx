/*
 * A search whose words live in the address: it can be gone back to and sent
 * to a colleague.
 */
import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { t } from "../text";

interface Props {
	path: string;
	label: string;
	/* The address for these words, where there is more in it than words. */
	address?: (q: string) => string;
}

export interface Wanted {
	q: string;
	page: number;
}

export function useWanted(): Wanted {
	const { query } = useLocation();

	return {
		q: query.q ?? "",
		page: Math.max(1, Math.floor(Number(query.page)) || 1),
	};
}

/* "?q=anggaran&page=2", without what is as it is anyway. */
function wantedQuery({ q, page }: Wanted): string {
	const parts = [
		q && `q=${encodeURIComponent(q)}`,
		page > 1 && `page=${page}`,
	].filter(Boolean);

	return parts.length ? `?${parts.join("&")}` : "";
}

/* As typed, until the address says others. */
export function useWords(q: string): [string, (words: string) => void] {
	const [words, setWords] = useState(q);

	useEffect(() => setWords(q), [q]);
	return [words, setWords];
}

export function SearchField({ label, words, change }: {
	label: string;
	words: string;
	change: (words: string) => void;
}) {
	return (
		<>
			<label for="q">{label}</label>
			<div class="with-button">
				<input class="input" id="q" name="q" type="search"
					enterkeyhint="search" autocomplete="off" value={words}
					onInput={(e) => change(e.currentTarget.value)} />
				<button class="button" type="submit">{t("search.go")}</button>
			</div>
		</>
	);
}

export function Search({ path, label, address }: Props) {
	const { route } = useLocation();
	const { q } = useWanted();
	const [words, setWords] = useWords(q);

	return (
		<form class="search field" role="search" onSubmit={(e) => {
			e.preventDefault();
			route(address ? address(words.trim())
				: path + wantedQuery({ q: words.trim(), page: 1 }));
		}}>
			<SearchField label={label} words={words} change={setWords} />
		</form>
	);
}
