/*
 * Whose things are shown: administrators choose, in the address, where there are
 * several agencies. Nobody else sees anything of it.
 */
import { useLocation } from "preact-iso";
import { Select } from "../../parts/Field";
import { person } from "../../session/session";
import { words } from "../../text/org";
import { useAgencies } from "./agencyList";

/* `all`: the list may be of every agency; else it is one's own at first. */
export function AgencyChoice({ all = false }: { all?: boolean }) {
	const { path, query, route } = useLocation();
	const agencies = useAgencies();

	if (agencies.length < 2)
		return null;
	return (
		<div class="filters no-print">
			<Select name="agency" label={words("agency")}
				value={query.agency ?? (all ? "" : person()?.agency.id ?? "")}
				options={all ? [["", words("agency.all")], ...agencies]
					: agencies}
				change={(id) => route(id
					? `${path}?agency=${encodeURIComponent(id)}` : path)} />
		</div>
	);
}

/* A path of the API, of the agency that the address names. */
export function useOfAgency(): (path: string) => string {
	const { query } = useLocation();

	return (path) => !query.agency ? path : path +
		(path.includes("?") ? "&" : "?") +
		`agency=${encodeURIComponent(query.agency)}`;
}
