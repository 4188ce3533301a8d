/*
 * One learner in a module: every unit, every sitting of its quizzes, what was
 * given besides, and what is to be marked.
 */
import type { ComponentChildren } from "preact";
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import type { GradeSitting, LearnerGrades, LearnerUnit } from
	"../../../api/gradebook";
import type { ToolResults } from "../../../api/tool";
import { Loaded } from "../../../parts/Loaded";
import { useLoad, type Load } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { State } from "../../../parts/pieces";
import { duration, moment, number } from "../../../text/format";
import { words } from "../../../text/gradebook";
import { standing, type Named } from "../../../text/names";
import { nipGrouped } from "../../../text/nip";
import { ModuleTabs } from "../ModuleTabs";
import { ToolScore } from "../ToolScore";
import { Waive } from "../Waive";
import { Extend } from "./Extend";
import { percent } from "./Gradebook";
import "./gradebook.css";

function standingOf(s: GradeSitting): Named {
	if (s.state === "open")
		return { word: words("sitting.open"), tone: "wait", icon: "half" };
	if (s.state === "waiting")
		return { word: words("sitting.waiting"), tone: "wait", icon: "half" };
	if (s.passed === true)
		return { word: words("sitting.passed"), tone: "ok", icon: "done" };
	if (s.passed === false)
		return { word: words("sitting.failed"), tone: "wait", icon: "bad" };
	return s.state === "ended"
		? { word: words("sitting.ended"), tone: "", icon: "none" }
		: { word: words("sitting.graded"), tone: "ok", icon: "done" };
}

function Sitting({ of, version }: { of: GradeSitting; version: number }) {
	const facts = [
		moment(of.beganAt),
		of.endedAt === null ? "" : words("sitting.took",
			{ time: duration(of.endedAt - of.beganAt) }),
		of.lateMs ? words("sitting.late", { time: duration(of.lateMs) }) : "",
		of.version !== version
			? words("sitting.version", { n: of.version }) : "",
	].filter(Boolean);

	return (
		<li>
			<p>
				<span class="strong">{words("sitting.n", { n: of.number })}</span>
				{of.score !== null && `: ${words("sitting.score", {
					score: percent(of.score), points: number(of.points ?? 0, 2),
					most: number(of.most ?? 0, 2),
				})}`}
			</p>
			<p><State named={standingOf(of)} /></p>
			<p class="facts">{facts.join(" · ")}</p>
			{of.marks.map((m) =>
				<p key={m.question}>
					<a href={`/kelola/penilaian/${of.id}/${
						encodeURIComponent(m.question)}`}>
						{m.state === "waiting"
							? words("mark.due", { question: m.question })
							: words("mark.see", {
								question: m.question,
								points: number(m.points ?? 0, 2),
								most: number(m.most, 2),
							})}
					</a>
				</p>)}
		</li>
	);
}

type Tools = Load<ToolResults>;

/* What tools said of a learner: read once, and only where there is one. */
function Reading({ person, path, children }: {
	person: { id: string };
	path: string;
	children: (tools: Tools) => ComponentChildren;
}) {
	return <>{children(useLoad<ToolResults>(
		`${path}/tool-results?person=${encodeURIComponent(person.id)}`))}</>;
}

function Tool({ unit, person, tools, done }: {
	unit: LearnerUnit;
	person: { id: string; name: string };
	tools: Tools;
	done: (said: string) => void;
}) {
	return (
		<Loaded from={tools}>{({ items }) => <>
			{items.filter(({ place }) => place === unit.key).map((item) =>
				<ToolScore key={item.id} item={item} title={unit.title}
					person={person} done={(said) => {
						tools.reload();
						done(said);
					}} />)}
		</>}</Loaded>
	);
}

function Unit({ unit, version, extend, tool }: {
	unit: LearnerUnit;
	version: number;
	extend: () => void;
	tool: ComponentChildren;
}) {
	const { leave } = unit;

	return (
		<li class="card stack near">
			<h3>{unit.title}</h3>
			<p><State named={standing(unit)} /></p>
			{(unit.score !== null || unit.timeMs > 0) &&
				<p class="facts">
					{[unit.score === null ? "" : words("learner.score",
						{ score: percent(unit.score) }) +
						(unit.graded ? "" : ` (${words("claimed")})`),
					unit.timeMs ? duration(unit.timeMs) : "",
					unit.scored ? "" : words("pretest")]
						.filter(Boolean).join(" · ")}
				</p>}
			{unit.sittings.length > 0 &&
				<ol class="plain sittings">
					{unit.sittings.map((s) =>
						<Sitting key={s.id} of={s} version={version} />)}
				</ol>}
			{tool}
			{leave && (leave.extraMinutes > 0 || leave.extraAttempts > 0) &&
				<p class="notice ok">{words("leave.line", {
					minutes: leave.extraMinutes,
					attempts: leave.extraAttempts,
					reason: leave.reason, by: leave.by, at: moment(leave.at),
				})}</p>}
			{leave !== undefined &&
				<p><button class="button" type="button" onClick={extend}>
					{words(leave ? "leave.change" : "leave.button")}
					<span class="hidden-words"> {unit.title}</span>
				</button></p>}
		</li>
	);
}

function Grades({ of, path, reload }: {
	of: LearnerGrades;
	path: string;
	reload: () => void;
}) {
	const [unit, setUnit] = useState<LearnerUnit | null>(null);
	const [waiving, setWaiving] = useState(false);
	const [said, say] = useState("");
	const finish = (text: string) => {
		setUnit(null);
		setWaiving(false);
		say(text);
		reload();
	};
	const list = (tools: Tools | null) => (
		<ul class="plain cards">
			{of.units.map((u) =>
				<Unit key={u.key} unit={u} version={of.version}
					extend={() => setUnit(u)}
					tool={tools && u.kind === "tool" && <Tool unit={u}
						person={of.person} tools={tools} done={finish} />} />)}
		</ul>
	);

	return (
		<div class="stack">
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{unit && <Extend path={path} person={of.person} unit={unit}
				close={() => setUnit(null)} done={finish} />}
			{waiving && <Waive path={path} person={of.person}
				close={() => setWaiving(false)} done={finish} />}
			<section class="card stack near">
				<p><State named={standing(of)} /></p>
				<p class="strong">{of.score === null ? words("learner.none")
					: words("learner.score", { score: percent(of.score) })}</p>
				<p class="facts">
					{[of.person.agency, of.person.nip &&
						nipGrouped(of.person.nip),
					words("learner.version", { n: of.version }),
					words("learner.began", { at: moment(of.beganAt) }),
					words("learner.last", { at: moment(of.lastAt) })]
						.filter(Boolean).join(" · ")}
				</p>
			</section>
			<section class="stack" aria-labelledby="units">
				<h2 id="units">{words("learner.units")}</h2>
				{of.units.some((u) => u.kind === "tool")
					? <Reading person={of.person} path={path}>{list}</Reading>
					: list(null)}
			</section>
			{of.units.some((u) => u.kind === "au") &&
				<p><button class="button" type="button"
					onClick={() => setWaiving(true)}>
					{words("waive")}
				</button></p>}
		</div>
	);
}

export default function Learner() {
	const { params } = useRoute();
	const id = params.id ?? "";
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const grades = useLoad<LearnerGrades>(`${path}/gradebook/${
		encodeURIComponent(params.person ?? "")}`);

	return (
		<Page title={grades.data?.person.name ?? words("title")} back={{
			href: `/kelola/modul/${encodeURIComponent(id)}/nilai`,
			label: words("title"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={grades} page>{(of) =>
				<Grades of={of} path={path} reload={grades.reload} />}
			</Loaded>
		</Page>
	);
}
