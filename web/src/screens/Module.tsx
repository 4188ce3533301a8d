/*
 * A module: in one line what it takes, where I am, and what is in it. For
 * those who made it also what the import found and the switches.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../api/client";
import type { ModuleDetail, Node } from "../api/types";
import { Failure } from "../parts/Failure";
import { fault } from "../parts/fault";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { lessonHref, Outline } from "../parts/Outline";
import { Page } from "../parts/Page";
import { ModulePicture, State, UnitsBar } from "../parts/pieces";
import { managesModule } from "../session/roles";
import { person } from "../session/session";
import { t, type Key } from "../text";
import { bytes, day, moment } from "../text/format";
import { isDone, moduleFacts, openable, standardName, standing } from
	"../text/names";
import { About } from "./module/About";
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

function Go({ module, unit, version }: {
	module: ModuleDetail;
	unit: Node;
	version: string | undefined;
}) {
	return (
		<p class="dock">
			<a class="button primary"
				href={lessonHref(module.id, unit.id ?? "", version)}>
				{t(version ? "module.previewStart" : goWord(module), { size: bytes(unit.bytes) })}
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

/* The record of the version begun before is kept. */
function Newer({ module }: { module: ModuleDetail }) {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const path = encodeURIComponent(module.id);

	function begin(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call("POST", `/api/v1/modules/${path}/launches`, { restart: true })
			.then(() => route(`/modul/${path}/belajar`), (e) => {
				setProblem(fault(e));
				setBusy(false);
			});
	}

	return (
		<div class="notice stack near">
			<p>{t("module.newer", { n: module.newer ?? "" })}</p>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button" type="button" aria-busy={busy}
					onClick={begin}>{t("module.beginNewer")}</button>
			</p>
		</div>
	);
}

/* What stands in the way, or that this only looks. */
function Standing({ module, version }: {
	module: ModuleDetail;
	version: string | undefined;
}) {
	if (version)
		return (
			<p class="notice">
				{t("module.preview", { n: module.version.number })}
			</p>
		);
	if (module.withdrawn)
		return (
			<p class="notice warn">
				{t("module.withdrawnWhy", { reason: module.withdrawn.reason })}
			</p>
		);
	return module.state === "published" ? null : (
		<p class="notice warn">{t(module.state === "draft"
			? "module.draftWhy" : "module.closedWhy")}</p>
	);
}

function Detail({ module, set, version }: {
	module: ModuleDetail;
	set: (m: ModuleDetail) => void;
	version: string | undefined;
}) {
	const shut = !version && !!module.withdrawn;
	const unit = shut ? null : nextUnit(openable(module.outline)
		.filter((u) => u.kind !== "link"));

	return (
		<Page title={module.title}
			back={{ href: "/katalog", label: t("nav.catalogue") }}>
			<div class={`stack${unit ? " with-dock" : ""}`}>
				<p class="strong">{moduleFacts(module)}</p>
				<Standing module={module} version={version} />
				<ModulePicture picture={module.picture} />
				{module.description && <p>{module.description}</p>}
				{unit && <Go module={module} unit={unit} version={version} />}
				{!version && !!module.newer && <Newer module={module} />}
				{!version && <Results module={module} />}
				<section class="outline" aria-labelledby="outline">
					<h2 id="outline">{t("module.outline")}</h2>
					{module.outline.length > 0
						? <Outline module={module.id} nodes={module.outline}
							here={module.mine && unit ? unit.id : null}
							version={version} />
						: <p class="quiet">{t("module.noUnits")}</p>}
				</section>
				<About module={module}
					manages={managesModule(person(), module)} />
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
	const { params, query } = useRoute();
	const version = query.versi;
	const module = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(params.id ?? "")}` +
		(version ? `?version=${encodeURIComponent(version)}` : ""));

	return (
		<Loaded from={module} page>{(data) =>
			<Detail module={data} set={module.set} version={version} />}</Loaded>
	);
}
