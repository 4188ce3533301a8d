/*
 * A module: in one line what it takes, where I am, and what is in it. For
 * those who made it also what the import found and the switches.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, type Problem } from "../api/client";
import type { ModuleDetail, Node } from "../api/types";
import { Earned } from "../parts/Earned";
import { Failure } from "../parts/Failure";
import { fault } from "../parts/fault";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { lessonHref, Outline } from "../parts/Outline";
import { Page } from "../parts/Page";
import { ModulePicture, State, UnitsBar } from "../parts/pieces";
import { ReportView } from "../parts/ReportView";
import { VersionChange } from "../parts/VersionChange";
import { Wait } from "../parts/Wait";
import { managesModule } from "../session/roles";
import { person } from "../session/session";
import { t, type Key } from "../text";
import { bytes, day, moment } from "../text/format";
import { isDone, moduleFacts, openable, standardName, standing } from
	"../text/names";
import { words } from "../text/versions";
import { Then } from "./competency/Then";
import { Answered } from "./need/Answered";
import { About } from "./module/About";
import { Desk } from "./module/Desk";
import { ShareModule } from "./module/ShareModule";
import type { Standing } from "./player/way";

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

/*
 * The package's own order says where one begins; later it holds lessons back.
 * One that moves its learners alone lets none be chosen, and is gone on with.
 */
function unitToOpen(
	module: ModuleDetail,
	rules: Standing | null,
): Node | null {
	const all = openable(module.outline).filter((u) => u.kind !== "link");
	const start = all.find((u) => u.id === rules?.next) ?? null;
	const free = rules
		? openable(rules.outline).filter((u) => u.kind !== "link") : all;

	return (all.some((u) => u.progress) ? null : start) ??
		nextUnit(free) ?? start ?? nextUnit(all);
}

/* A quiz costs nothing worth telling. */
function startWords(key: Key, size: number): string {
	return t(key, { size: size ? bytes(size) : "" }).replace(/ · $/, "");
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
				{startWords(version ? "module.previewStart" : goWord(module),
					unit.bytes)}
			</a>
		</p>
	);
}

function Results({ module }: { module: ModuleDetail }) {
	return module.mine && (
		<section class="stack near" aria-labelledby="mine">
			<h2 id="mine">{t("module.mine")}</h2>
			<p><State named={standing(module.mine)} /></p>
			<UnitsBar module={module} done={module.mine.unitsDone} />
			{isDone(module.mine) && <Earned module={module.id} />}
			{isDone(module.mine) && !person()?.guest &&
				<Then module={module.id} />}
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
			{module.newerChange && <VersionChange of={module.newerChange}
				number={module.newer ?? undefined} id="newer-change" />}
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button" type="button" aria-busy={busy}
					onClick={begin}>{t("module.beginNewer")}</button>
			</p>
		</div>
	);
}

/*
 * Where the module has an order of its own, its rules say what may be opened:
 * they are fetched then, and until they are here nothing is shown that they
 * might forbid. Undefined: not yet known; null: there are none.
 */
function useRules(module: ModuleDetail): Standing | null | undefined {
	const { tree, activity, outline } = module;
	const [rules, setRules] = useState<{
		of: ModuleDetail;
		standing: Standing | null;
	} | null>(null);

	useEffect(() => {
		let gone = false;

		if (tree)
			import("./player/way").then(
				(way) => way.standingOf(tree, activity, outline), () => null,
			).then((standing) => gone || setRules({ of: module, standing }));
		return () => void (gone = true);
	}, [module]);
	return !tree ? null : rules?.of === module ? rules.standing : undefined;
}

/* What stands in the way, or that this only looks. */
function Hindrance({ module, version }: {
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

/* Who looks at a version came from where it is published or approved. */
function backOf(
	module: ModuleDetail,
	version: string | undefined,
): { href: string; label: string } {
	if (!version)
		return person()?.guest
			? { href: "/kegiatan", label: t("nav.events") }
			: { href: "/katalog", label: t("nav.catalogue") };
	return managesModule(person(), module)
		? { href: `/kelola/modul/${encodeURIComponent(module.id)}`,
			label: words("title") }
		: { href: "/kelola/persetujuan", label: words("approvals") };
}

function Detail({ module, set, version }: {
	module: ModuleDetail;
	set: (m: ModuleDetail) => void;
	version: string | undefined;
}) {
	const manages = managesModule(person(), module);
	const shut = !version && !!module.withdrawn;
	const rules = useRules(module);
	const nodes = rules?.outline ?? module.outline;
	const unit = shut || rules === undefined ? null
		: unitToOpen(module, rules);

	return (
		<Page title={module.title}
			back={backOf(module, version)}>
			<div class={`stack${unit ? " with-dock" : ""}`}>
				<p class="strong">{moduleFacts(module)}</p>
				<Hindrance module={module} version={version} />
				<ModulePicture picture={module.picture} />
				{module.description && <p>{module.description}</p>}
				{unit && <Go module={module} unit={unit} version={version} />}
				{!version && !!module.newer && <Newer module={module} />}
				{!version && <Results module={module} />}
				<section class="outline" aria-labelledby="outline">
					<h2 id="outline">{t("module.outline")}</h2>
					{rules === undefined ? <Wait />
						: nodes.length > 0
						? <Outline module={module.id} nodes={nodes}
							here={module.mine && unit ? unit.id : null}
							version={version} shut={shut} />
						: <p class="quiet">{t("module.noUnits")}</p>}
				</section>
				{module.change && <VersionChange of={module.change}
					id="version-change" />}
				<About module={module} manages={manages && !version} />
				{!version && !person()?.guest &&
					<Answered kind="modules" id={module.id} />}
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
				{!version && module.state === "published" &&
					!person()?.guest && <ShareModule module={module.id}
						title={module.title} />}
				{manages && !version && <Desk module={module} set={set} />}
				{version && module.report &&
					<details class="card" open={
						module.report.warnings.length > 0}>
						<summary>{t("desk.report")}</summary>
						<ReportView report={module.report} />
					</details>}
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
