/* The agencies as what a list offers: [id, name]; none until they are read. */
import type { AgencyRow } from "../../api/types";
import { useLoad } from "../../parts/load";

export function useAgencies(): [string, string][] {
	const { data } = useLoad<{ agencies: AgencyRow[] }>("/api/v1/agencies");

	return (data?.agencies ?? []).map((a) => [a.id, a.name]);
}
