/*
 * Of what follow-ups are shown: all of an agency, a programme or one batch of it,
 * a module. It lies in the address.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Programme, ProgrammeDetail } from "../../../api/programme";
import type { ModuleDetail, ModulePage } from "../../../api/types";
import { Field, Select } from "../../../parts/Field";
import { useLoad } from "../../../parts/load";
import { words } from "../../../text/followup";

export const PATH = "/kelola/tindak-lanjut";

export interface Scope {
	source: "module" | "programme" | "";
	sourceId: string;
	batch: string;
}

export function useScope(): Scope {
	const { query } = useLocation();
	const source = query.source === "module" || query.source === "programme"
		? query.source : "";

	return { source, sourceId: source ? query.sourceId ?? "" : "",
		batch: source === "programme" ? query.batch ?? "" : "" };
}

/* As the server names it; a batch says its programme by itself. */
export function scopeQuery({ source, sourceId, batch }: Scope): string {
	return batch ? `?batch=${encodeURIComponent(batch)}`
		: source ? `?source=${source}&sourceId=${
			encodeURIComponent(sourceId)}` : "";
}

const href = (scope: Scope): string => PATH + (scope.source
	? `?source=${scope.source}&sourceId=${encodeURIComponent(scope.sourceId)}`
	: "") + (scope.batch ? `&batch=${encodeURIComponent(scope.batch)}` : "");

function OfProgramme({ scope }: { scope: Scope }) {
	const { route } = useLocation();
	const { data } = useLoad<ProgrammeDetail>(
		`/api/v1/programmes/${encodeURIComponent(scope.sourceId)}`);

	return data && (
		<>
			<h2>{words("scope.programme", { title: data.title })}</h2>
			{data.runs.length > 0 && <div class="filters no-print">
				<Select name="batch" label={words("batch")} value={scope.batch}
					options={[["", words("batch.all")],
						...data.runs.map((b): [string, string] =>
							[b.id, b.name])]}
					change={(batch) => route(href({ ...scope, batch }))} />
			</div>}
		</>
	);
}

function OfModule({ id }: { id: string }) {
	const { data } = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(id)}`);

	return data && <h2>{words("scope.module", { title: data.title })}</h2>;
}

function Found({ q }: { q: string }) {
	const word = encodeURIComponent(q);
	const programmes = useLoad<{ programmes: Programme[] }>(
		`/api/v1/programmes?q=${word}`);
	const modules = useLoad<ModulePage>(
		`/api/v1/modules?state=published&q=${word}`);
	const found = [
		...(programmes.data?.programmes ?? []).map((p) =>
			({ source: "programme" as const, ...p })),
		...(modules.data?.modules ?? []).map((m) =>
			({ source: "module" as const, ...m })),
	].slice(0, 12);

	if (!programmes.data || !modules.data)
		return null;
	return found.length === 0
		? <p role="status">{words("scope.none")}</p>
		: <ul class="plain stack near">
			{found.map((one) => <li key={one.id}>
				<a class="line" href={href({ source: one.source,
					sourceId: one.id, batch: "" })}>
					{words(`scope.${one.source}`, { title: one.title })}
				</a>
			</li>)}
		</ul>;
}

function Find() {
	const [typed, type] = useState("");
	const [q, setQ] = useState("");

	return (
		<div class="stack near no-print">
			<form role="search" onSubmit={(e) => {
				e.preventDefault();
				setQ(typed.trim());
			}}>
				<Field name="scope" type="search" label={words("scope.find")}
					hint={words("scope.findHint")} value={typed}
					change={type} autocomplete="off"
					after={<button type="submit" class="button">
						{words("scope.go")}</button>} />
			</form>
			{q && <Found q={q} />}
		</div>
	);
}

export function ScopeChoice({ scope }: { scope: Scope }) {
	return (
		<section class="stack" aria-label={words("scope")}>
			{scope.source === "programme" && <OfProgramme scope={scope} />}
			{scope.source === "module" && <OfModule id={scope.sourceId} />}
			{scope.source === "" && <h2>{words("scope.all")}</h2>}
			{scope.source !== "" && <p class="no-print">
				<a href={PATH}>{words("scope.clear")}</a>
			</p>}
			<Find key={scope.sourceId} />
		</section>
	);
}
