/*
 * The agencies as what a list offers: [id, name]; none until they are read, and
 * none for those who act for their own alone.
 */
import type { AgencyRow } from "../../api/types";
import { useLoad } from "../../parts/load";
import { has } from "../../session/roles";
import { person } from "../../session/session";

export function useAgencies(): [string, string][] {
	return has(person(), "admin") ? useAll() : [];
}

function useAll(): [string, string][] {
	const { data } = useLoad<{ agencies: AgencyRow[] }>("/api/v1/agencies");

	return (data?.agencies ?? []).map((a) => [a.id, a.name]);
}
