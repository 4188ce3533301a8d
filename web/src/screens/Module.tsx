/*
 * A module: in one line what it takes, where I am, and what is in it. For
 * those who made it also what the import found and the switches.
 */
import { useRoute } from "preact-iso";
import type { ModuleDetail, Node } from "../api/types";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Outline } from "../parts/Outline";
import { Page } from "../parts/Page";
import { State, UnitsBar } from "../parts/pieces";
import { managesModule } from "../session/roles";
import { person } from "../session/session";
import { t, type Key } from "../text";
import { bytes, day, moment } from "../text/format";
import { isDone, moduleFacts, openable, standardName, standing } from
	"../text/names";
import { Desk } from "./module/Desk";

/* The lesson begun last, or the first one after it that is not done. */
function nextUnit(units: Node[]): Node | null {
	const begun = units.filter((u) => u.progress)
		.sort((a, b) => b.progress!.updatedAt - a.progress!.updatedAt)[0];

	if (!begun)
		return units[0] ?? null;
	if (!isDone(begun.progress))
		return begun;
	const after = units.slice(units.indexOf(begun) + 1)
		.find((u) => !isDone(u.progress));
	return after ?? units.find((u) => !isDone(u.progress)) ??
		units[0] ?? null;
}

function goWord(module: ModuleDetail): Key {
	if (!module.mine)
		return "module.start";
	return isDone(module.mine) ? "module.reopen" : "module.go";
}

function Go({ module, unit }: { module: ModuleDetail; unit: Node }) {
	return (
		<p class="dock">
			<a class="button primary" href={`/modul/${module.id}/belajar?unit=` +
				encodeURIComponent(unit.id ?? "")}>
				{t(goWord(module), { size: bytes(unit.bytes) })}
			</a>
		</p>
	);
}

function Results({ module }: { module: ModuleDetail }) {
	return module.mine && (
		<section class="stack near" aria-labelledby="mine">
			<h2 id="mine">{t("module.mine")}</h2>
			<p><State named={standing(module.mine)} /></p>
			<UnitsBar done={module.mine.unitsDone}
				all={module.version.units} />
			<p class="facts">
				{t("module.lastAt", { at: moment(module.mine.lastAt) })}
			</p>
		</section>
	);
}

function Detail({ module, set }: {
	module: ModuleDetail;
	set: (m: ModuleDetail) => void;
}) {
	const unit = nextUnit(openable(module.outline)
		.filter((u) => u.kind !== "link"));

	return (
		<Page title={module.title}
			back={{ href: "/katalog", label: t("nav.catalogue") }}>
			<div class={`stack${unit ? " with-dock" : ""}`}>
				<p class="strong">{moduleFacts(module)}</p>
				{module.state !== "published" &&
					<p class="notice warn">{t(module.state === "draft"
						? "module.draftWhy" : "module.closedWhy")}</p>}
				{module.description && <p>{module.description}</p>}
				{unit && <Go module={module} unit={unit} />}
				<Results module={module} />
				<section class="outline" aria-labelledby="outline">
					<h2 id="outline">{t("module.outline")}</h2>
					{module.outline.length > 0
						? <Outline module={module.id} nodes={module.outline}
							here={module.mine && unit ? unit.id : null} />
						: <p class="quiet">{t("module.noUnits")}</p>}
				</section>
				<p class="small quiet">
					{t(module.createdBy.name
						? "module.by" : "module.from", {
						name: module.createdBy.name ?? "",
						agency: module.agency.name,
					})}{" "}
					{t("module.version", {
						n: module.version.number,
						day: day(module.updatedAt),
						standard: standardName(module.version.standard),
					})}
				</p>
				{managesModule(person(), module) &&
					<Desk module={module} set={set} />}
			</div>
		</Page>
	);
}

export default function Module() {
	const { id } = useRoute().params;
	const module = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(id ?? "")}`);

	return (
		<Loaded from={module} page>{(data) =>
			<Detail module={data} set={module.set} />}</Loaded>
	);
}
