/*
 * The units of an agency as a tree that keys walk through; beside it the one
 * that is chosen: its name, its place, its people.
 */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { OrgUnit, Units as UnitList } from "../../../api/org";
import type { PeoplePage } from "../../../api/types";
import { atField, Field, Select, Summary, useForm } from
	"../../../parts/Field";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import type { Problem } from "../../../api/client";
import { t } from "../../../text";
import { words } from "../../../text/org";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";
import { lines, options, within, type Line } from "./tree";
import "../../../styles/org.css";

interface TreeProps {
	units: OrgUnit[];
	here: string;
	pick: (id: string) => void;
}

/* All branches are open while there are few units, else the topmost. */
function openAtFirst(units: OrgUnit[]): Set<string> {
	return new Set(units.filter((u) => units.length <= 60 || !u.parent)
		.map((u) => u.id));
}

function Tree({ units, here, pick }: TreeProps) {
	const [open, setOpen] = useState(() => openAtFirst(units));
	const box = useRef<HTMLUListElement>(null);
	const shown = lines(units, open);
	const at = Math.max(0, shown.findIndex((line) => line.unit.id === here));

	function go(to: number): void {
		const line = shown[Math.min(Math.max(to, 0), shown.length - 1)];

		if (!line)
			return;
		pick(line.unit.id);
		box.current?.querySelector<HTMLElement>(
			`[data-id="${line.unit.id}"]`)?.focus();
	}

	function turn(line: Line, on: boolean): void {
		const next = new Set(open);

		if (on)
			next.add(line.unit.id);
		else
			next.delete(line.unit.id);
		setOpen(next);
	}

	function keys(e: KeyboardEvent): void {
		const line = shown[at];
		const to: Record<string, () => void> = {
			ArrowDown: () => go(at + 1),
			ArrowUp: () => go(at - 1),
			Home: () => go(0),
			End: () => go(shown.length - 1),
			ArrowRight: () => line && (line.branches && !open.has(line.unit.id)
				? turn(line, true) : line.branches && go(at + 1)),
			ArrowLeft: () => line && (line.branches && open.has(line.unit.id)
				? turn(line, false)
				: go(shown.findIndex((l) => l.unit.id === line.unit.parent))),
		};

		if (to[e.key]) {
			e.preventDefault();
			to[e.key]?.();
		}
	}

	return (
		<ul class="tree plain" role="tree" aria-label={words("units.tree")}
			aria-describedby="tree-keys" ref={box} onKeyDown={keys}>
			{shown.map((line, i) => {
				const { unit } = line;

				return (
					<li key={unit.id} role="treeitem" data-id={unit.id}
						class={unit.closed ? "closed" : undefined}
						aria-level={line.level} aria-posinset={line.place}
						aria-setsize={line.siblings}
						aria-selected={i === at && here === unit.id}
						aria-expanded={line.branches
							? open.has(unit.id) : undefined}
						tabIndex={i === at ? 0 : -1}
						style={{ paddingLeft: `${line.level * 20 - 12}px` }}
						onClick={() => pick(unit.id)}>
						<span class="tree-sign" aria-hidden="true"
							onClick={(e) => {
								e.stopPropagation();
								turn(line, !open.has(unit.id));
							}}>
							{!line.branches ? "·" : open.has(unit.id) ? "▾"
								: "▸"}
						</span>
						<span>{unit.name}</span>{" "}
						<span class="small quiet">
							{unit.closed ? words("unit.closed")
								: unit.people > 0
									? words("unit.people", { n: unit.people })
									: ""}
						</span>
					</li>
				);
			})}
		</ul>
	);
}

function People({ unit }: { unit: OrgUnit }) {
	const list = useLoad<PeoplePage>(
		`/api/v1/people?unit=${unit.id}&per=20`);

	return (
		<section class="stack near" aria-labelledby="unit-people">
			<Loaded from={list}>{({ people, total }) => <>
				<h3 id="unit-people">
					{words("unit.peopleBelow", { n: total })}
				</h3>
				{total === 0 ? <p class="quiet">{words("unit.noPeople")}</p>
					: <ul class="plain lined">
						{people.map((p) =>
							<li key={p.id}>
								<a href={`/kelola/orang/${p.id}`}>{p.name}</a>
								<span class="small quiet">
									{[p.job?.name, p.unit?.id !== unit.id
										? p.unit?.name : ""]
										.filter(Boolean).map((w) => ` · ${w}`)}
								</span>
							</li>)}
					</ul>}
				{total > people.length && <p>
					<a href={`/kelola/orang?unit=${unit.id}`}>
						{words("unit.allPeople", { n: total })}
					</a>
				</p>}
			</>}</Loaded>
		</section>
	);
}

interface EditProps {
	list: UnitList;
	unit: OrgUnit;
	changed: () => void;
}

function Edit({ list, unit, changed }: EditProps) {
	const [name, setName] = useState(unit.name);
	const [parent, setParent] = useState(unit.parent ?? "");
	const [saved, setSaved] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const others = options(list.units.filter((u) =>
		!within(list.units, u.id, unit.id)));
	const form = useForm<"name" | "parent">({
		check: () => {
			setSaved(false);
			return name.trim() ? {} : { name: words("unit.needName") };
		},
		send: async () => {
			await call("PATCH", `/api/v1/units/${unit.id}`,
				{ name: name.trim(), parent: parent || null });
			setSaved(true);
			changed();
		},
		place: atField("name", "parent"),
	});

	function turn(): void {
		setProblem(null);
		call("PATCH", `/api/v1/units/${unit.id}`, { closed: !unit.closed })
			.then(changed, (e) => setProblem(fault(e)));
	}

	return (
		<>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="name" label={words("unit.name")} value={name}
					change={setName} error={form.errors.name}
					autocomplete="off" />
				<Select name="parent" label={words("unit.parent")}
					value={parent} change={setParent}
					error={form.errors.parent}
					options={[["", words("unit.top")], ...others]} />
				<div role="status">
					{saved && <p class="notice ok">{words("unit.saved")}</p>}
				</div>
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("unit.save")}
				</button>
			</form>
			{problem && <Failure problem={problem} />}
			<p class="small quiet">{words("unit.closes")}</p>
			<p><button class="button" type="button" onClick={turn}>
				{words(unit.closed ? "unit.open" : "unit.close")}
			</button></p>
		</>
	);
}

function Add({ list, parent, added, cancel }: {
	list: UnitList;
	parent: OrgUnit | undefined;
	added: (id: string) => void;
	cancel?: (() => void) | undefined;
}) {
	const [name, setName] = useState("");
	const form = useForm<"name" | "parent">({
		check: () => name.trim() ? {} : { name: words("unit.needName") },
		send: async () => {
			const made = await call<OrgUnit>("POST", "/api/v1/units", {
				name: name.trim(), parent: parent?.id ?? null,
				agency: list.agency.id });

			setName("");
			added(made.id);
		},
		place: atField("name", "parent"),
	});

	useEffect(() => document.getElementById("new-name")?.focus(), []);
	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<h2>{parent ? words("unit.addBelow", { name: parent.name })
				: words("unit.addTop")}</h2>
			<Summary {...form} />
			<Field name="new-name" label={words("unit.name")} value={name}
				change={setName} autocomplete="off"
				error={form.errors.name ?? form.errors.parent} />
			<p class="actions">
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("unit.add")}
				</button>
				{cancel && <button class="button bare" type="button"
					onClick={cancel}>{words("cancel")}</button>}
			</p>
		</form>
	);
}

function Board({ list, reload }: { list: UnitList; reload: () => void }) {
	const [here, setHere] = useState(list.units[0]?.id ?? "");
	const [adding, setAdding] = useState<"" | "top" | "below">("");
	const unit = list.units.find((u) => u.id === here);

	function added(id: string): void {
		setHere(id);
		setAdding("");
		reload();
	}

	if (list.units.length === 0)
		return (
			<div class="stack">
				<p>{words("units.none", { agency: list.agency.name })}</p>
				<Add list={list} parent={undefined} added={added} />
			</div>
		);
	return (
		<div class="beside">
			<div class="stack near">
				<p class="small quiet" id="tree-keys">{words("units.keys")}</p>
				<Tree key={list.agency.id} units={list.units} here={here}
					pick={(id) => {
						setHere(id);
						setAdding("");
					}} />
				<p class="actions">
					<button class="button" type="button"
						onClick={() => setAdding("top")}>
						{words("unit.addTop")}
					</button>
					<Csv name="unit-kerja.csv"
						path={`/api/v1/units.csv?agency=${list.agency.id}`} />
				</p>
			</div>
			<div class="stack">
				{adding
					? <Add key={`${adding}${here}`} list={list} added={added}
						parent={adding === "below" ? unit : undefined}
						cancel={() => setAdding("")} />
					: unit && <>
						<h2>{unit.name}</h2>
						{!unit.closed && <p>
							<button class="button" type="button"
								onClick={() => setAdding("below")}>
								{words("unit.addBelow", { name: unit.name })}
							</button>
						</p>}
						{!unit.closed && <p>
							<a class="button" href={`/kelola/angkatan?unit=${
								unit.id}&agency=${list.agency.id}`}>
								{words("enrol")}
							</a>
						</p>}
						<Edit key={`${unit.id}${unit.name}${unit.parent ?? ""}`}
							list={list} unit={unit} changed={reload} />
						<People key={unit.id} unit={unit} />
					</>}
			</div>
		</div>
	);
}

export function agencyQuery(query: Record<string, string>): string {
	return query.agency ? `?agency=${encodeURIComponent(query.agency)}` : "";
}

export default function Units() {
	const { query } = useLocation();
	const list = useLoad<UnitList>(`/api/v1/units${agencyQuery(query)}`);

	return (
		<Page wide title={words("units")}>
			<Tabs />
			<div class="stack">
				<AgencyChoice />
				<Loaded from={list}>{(data) =>
					<Board key={data.agency.id} list={data}
						reload={list.reload} />}</Loaded>
			</div>
		</Page>
	);
}
