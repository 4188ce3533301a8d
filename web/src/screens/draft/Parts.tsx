/*
 * The parts of a module in the order they are learned, and what is needed to
 * complete it.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { Place } from "../../api/tool";
import { newCase, newLesson, newQuiz } from "../../drafts/begin";
import { isBag } from "../../drafts/json";
import { completionChoices, partOf, partPath, withoutPart, type ModulePart }
	from "../../drafts/module";
import { freeName, slug } from "../../drafts/names";
import type { Draft } from "../../drafts/session";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Choice, Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { ToolChoice, ToolFields } from "../../parts/ToolChoice";
import { focusSoon } from "../../questions/edit/area";
import { Area, Line, Lines, Num } from "../../questions/edit/fields";
import { Lens } from "../../questions/edit/lens";
import { moved } from "../../questions/moved";
import { words } from "../../text/editor";
import { draftHref, fileHref, kindOf, nameOf } from "./place";
import { fileTitle } from "./Status";
import { TextEdit } from "./TextEdit";

type Adding = "lesson" | "quiz" | "pretest" | "case";

function quizKind(draft: Draft, path: string): string {
	const value = draft.value(path);

	return isBag(value) && typeof value.kind === "string" ? value.kind : "";
}

/* How many questions, nodes or minutes: what one would look for in a list. */
function facts(draft: Draft, part: ModulePart): string {
	const value = draft.value(part.path);
	const bag = isBag(value) ? value : {};

	if (part.kind === "quiz")
		return words("part.questions", { n: Array.isArray(bag.questions)
			? bag.questions.length : 0 });
	if (part.kind === "case")
		return words("part.nodes", { n: isBag(bag.nodes)
			? Object.keys(bag.nodes).length : 0 });
	const minutes = /^minutes:\s*(\d+)/m.exec(draft.text(part.path) ?? "")?.[1];

	return minutes ? words("part.minutes", { n: minutes }) : "";
}

/* A key that says nothing is left out, so that the file stays plain. */
function toolPart(place: Place, id: string): object {
	return { id, ...place, title: place.title || id,
		...(!place.window && { window: undefined }) };
}

/* What is asked 90 and 180 days later. */
function FollowUp({ of }: { of: Lens }) {
	return (
		<fieldset class="field stack near" id={of.name} tabIndex={-1}>
			<legend>{words("asks")}</legend>
			<p class="hint">{words("asks.hint")}</p>
			{([["superior", 3], ["colleague", 1]] as const).map(([who, most]) =>
				<Lines key={who} of={of.at(who)} optional most={most}
					title={words(`asks.${who}`)}
					label={(n) => words("asks.one", { n })}
					add={words("asks.add")} />)}
			<Line of={of.at("indicator")} optional most={200}
				label={words("asks.indicator")}
				hint={words("asks.indicatorHint")} />
		</fieldset>
	);
}

function Own({ draft, of, part }: {
	draft: Draft;
	of: Lens;
	part: ModulePart;
}) {
	const at = of.at(part.kind);

	return (
		<details class="edit-more">
			<summary>{words("part.change")}</summary>
			<div class="stack">
				<Line of={at.at("title")} label={words("part.title")} />
				{part.kind === "tool" &&
					<ToolFields to={{ draft: draft.id }}
						named={(...path) => {
							const { name, error } = at.at(...path);

							return { name, error };
						}}
						place={at.value as Place} change={(place) =>
							at.edit((value) => toolPart(place,
								isBag(value) ? String(value.id) : ""))} />}
				{part.kind === "survey" &&
					<p class="small quiet">{words("survey.means")}</p>}
				{part.kind === "plan" && <>
					<Area of={at.at("prompt")} optional rows={2}
						label={words("plan.prompt")} />
					<Lines of={at.at("choices")} optional most={20}
						title={words("plan.choices")}
						label={(n) => words("plan.choice", { n })}
						add={words("plan.add")} />
					<Num of={at.at("days")} optional
						label={words("plan.days")} />
					<FollowUp of={at.at("followup")} />
				</>}
			</div>
		</details>
	);
}

function Title({ draft, part }: { draft: Draft; part: ModulePart }) {
	return part.path
		? <a href={fileHref(draft.id, part.path)}>
			{draft.file(part.path) ? fileTitle(draft, part.path)
				: part.name}
		</a>
		: <span>{part.name}</span>;
}

function Row({ draft, of, i, all, move, remove, drag }: {
	draft: Draft;
	of: Lens;
	i: number;
	all: number;
	move: (from: number, to: number) => void;
	remove: (i: number) => void;
	drag: { from: number | null; begin: (i: number | null) => void };
}) {
	const part = partOf(of.value);
	const kind = part?.kind === "quiz" &&
		quizKind(draft, part.path) === "pretest" ? "pretest"
		: part?.kind ?? "unknown";
	const own = part && !part.path ? part : null;
	const name = own ? of.at(own.kind, "title").text
		: part ? fileTitle(draft, part.path) : "?";

	return (
		<li class={`card edit-part${drag.from === i ? " held" : ""}`}
			id={of.name} tabIndex={-1}
			onDragOver={(e) => drag.from !== null && e.preventDefault()}
			onDrop={(e) => {
				e.preventDefault();
				if (drag.from !== null)
					move(drag.from, i);
				drag.begin(null);
			}}>
			<span class="edit-handle" draggable aria-hidden="true"
				title={words("part.drag")}
				onDragStart={(e) => {
					e.dataTransfer?.setData("text/plain", name);
					drag.begin(i);
				}}
				onDragEnd={() => drag.begin(null)}>⠿</span>
			<div class="edit-part-words">
				<p class="facts">{i + 1}. {words(`kind.${kind}`)}</p>
				<p class="strong">{own ? name
					: part ? <Title draft={draft} part={part} /> : "?"}</p>
				{part?.path && (draft.file(part.path)
					? <p class="facts">{facts(draft, part)}</p>
					: <p class="state bad"><Icon name="bad" size={20} />
						<span>{words("part.noFile", { path: part.path })}</span>
					</p>)}
				{own && <Own draft={draft} of={of} part={own} />}
			</div>
			<div class="edit-row-tools">
				{([["up", i - 1], ["down", i + 1]] as const).map(([way, to]) =>
					<button type="button" key={way} class="button icon"
						id={`part-${i}-${way}`}
						aria-label={words(`part.${way}`, { name })}
						aria-disabled={to < 0 || to >= all}
						onClick={() => move(i, to)}>
						<span aria-hidden="true">{way === "up" ? "↑" : "↓"}</span>
					</button>)}
				<button type="button" class="button icon"
					aria-label={words("part.remove", { name })}
					onClick={() => remove(i)}>
					<span aria-hidden="true">×</span>
				</button>
			</div>
		</li>
	);
}

function namesOf(draft: Draft): string[] {
	return draft.paths.filter((path) => kindOf(path)).map(nameOf);
}

/* Files of a new part, which has to be told to module.json as well. */
function make(draft: Draft, of: Lens, kind: Adding, title: string): string {
	const name = freeName(slug(title, words(`name.${kind}`)), namesOf(draft));
	const folder = kind === "pretest" ? "quiz" : kind;
	const path = partPath(folder, name);

	draft.writer.create(path, kind === "lesson" ? newLesson(title, Date.now())
		: kind === "case" ? newCase(name, title)
			: newQuiz(name, title, kind));
	of.at("parts").edit((list) => {
		const parts = Array.isArray(list) ? list : [];
		const part = { [folder]: name };

		return kind === "pretest" ? [part, ...parts] : [...parts, part];
	});
	return path;
}

function Add({ draft, of, parts }: {
	draft: Draft;
	of: Lens;
	parts: (ModulePart | null)[];
}) {
	const { route } = useLocation();
	const [kind, ask] = useState<Adding | null>(null);
	const [title, setTitle] = useState("");
	const [missing, setMissing] = useState(false);
	const [choosing, choose] = useState(false);
	const has = (one: string) => parts.some((part) => part?.kind === one);
	const append = (part: object) => {
		of.at("parts").edit((list) => [...(Array.isArray(list) ? list : []),
			part]);
		focusSoon(of.at("parts", parts.length).name);
	};

	function takeTools(places: Place[]): void {
		const taken = parts.flatMap((part) =>
			part?.kind === "tool" ? [part.name] : []);

		choose(false);
		for (const place of places) {
			const id = freeName(slug(place.title ?? "", words("name.tool")),
				taken);

			taken.push(id);
			append({ tool: toolPart(place, id) });
		}
	}

	function go(e: Event): void {
		e.preventDefault();
		setMissing(!title.trim());
		if (!title.trim() || !kind)
			return;
		route(fileHref(draft.id, make(draft, of, kind, title.trim())));
	}

	return (
		<section class="stack near" aria-labelledby="add">
			<h2 id="add">{words("add")}</h2>
			<p class="actions edit-adds">
				{(["lesson", "quiz", "pretest", "case"] as const).map((one) =>
					<button type="button" class="button" key={one}
						onClick={() => {
							setTitle(words(`begin.${one}`));
							ask(one);
						}}>
						<Icon name="add" size={20} />{words(`kind.${one}`)}
					</button>)}
				{!has("survey") &&
					<button type="button" class="button" onClick={() => append({
						survey: { id: "survei", title: words("survey.title"),
							form: "standard" },
					})}>
						<Icon name="add" size={20} />{words("kind.survey")}
					</button>}
				{!has("plan") &&
					<button type="button" class="button" onClick={() => append({
						plan: { id: "rencana", title: words("plan.title"),
							days: 30 },
					})}>
						<Icon name="add" size={20} />{words("kind.plan")}
					</button>}
				<button type="button" class="button"
					onClick={() => choose(true)}>
					<Icon name="add" size={20} />{words("kind.tool")}
				</button>
			</p>
			{choosing && <ToolChoice to={{ draft: draft.id }} multiple
				take={takeTools} close={() => choose(false)} />}
			{kind &&
				<Dialog title={words(`add.${kind}`)} close={() => ask(null)}>
					<form class="stack" onSubmit={go} noValidate>
						<Field name="new-title" label={words("part.title")}
							hint={words("add.hint")} value={title}
							maxLength={200} autoComplete="off"
							error={missing ? words("begin.noTitle") : undefined}
							change={setTitle} />
						<p class="actions">
							<button type="submit" class="button primary">
								{words("add.go")}
							</button>
							<button type="button" class="button"
								onClick={() => ask(null)}>
								{words("cancel")}
							</button>
						</p>
					</form>
				</Dialog>}
		</section>
	);
}

/* Of a part that is no file. */
function ownTitle(of: Lens, part: ModulePart): string {
	const found = of.at("parts").items.find((item) => {
		const one = partOf(item.value);

		return one?.kind === part.kind && one.name === part.name;
	});

	return found?.at(part.kind, "title").text ?? "";
}

function Completion({ draft, of, parts }: {
	draft: Draft;
	of: Lens;
	parts: ModulePart[];
}) {
	const at = of.at("completion", "required");
	const now = at.list.map(String);
	const pretests = parts.filter((part) => part.kind === "quiz" &&
		quizKind(draft, part.path) === "pretest").map((part) => part.name);
	const name = (one: string) => {
		const part = parts.find((p) => `${p.kind}:${p.name}` === one);

		if (part?.kind === "tool")
			return ownTitle(of, part) || part.name;
		return part?.path ? words("need.pass",
			{ title: fileTitle(draft, part.path) })
			: /^(all|lessons|quizzes|cases|survey|plan|tools)$/.test(one)
				? words(`need.${one}` as "need.all") : one;
	};

	function change(one: string, on: boolean): void {
		const next = on ? [...now, one] : now.filter((x) => x !== one);

		of.at("completion").edit((value) => next.length === 0 ? undefined
			: { ...(isBag(value) ? value : {}), required: next });
	}

	return (
		<fieldset class="field" id={of.at("completion").name} tabIndex={-1}>
			<legend>{words("completion")}</legend>
			<p class="hint">{words("completion.hint")}</p>
			{completionChoices(parts, pretests, now).map((one) =>
				<Choice key={one} type="checkbox" name="completion" value={one}
					label={name(one)} checked={now.includes(one)}
					change={(on) => change(one, on)} />)}
		</fieldset>
	);
}

/* Files that no part names: left over, or made by another author meanwhile. */
function Unused({ draft, of, parts, remove }: {
	draft: Draft;
	of: Lens;
	parts: ModulePart[];
	remove: (path: string) => void;
}) {
	const all = draft.paths.filter((path) => kindOf(path) &&
		draft.file(path) && !parts.some((part) => part.path === path) &&
		!(path.startsWith("quizzes/") &&
			quizKind(draft, path) === "practice" &&
			draft.paths.includes(`lessons/${nameOf(path)}.md`)));

	if (all.length === 0)
		return null;
	return (
		<section class="stack near" aria-labelledby="unused">
			<h2 id="unused">{words("unused")}</h2>
			<ul class="plain cards">
				{all.map((path) =>
					<li class="card stack near" key={path}>
						<p><a href={fileHref(draft.id, path)}>
							{fileTitle(draft, path)}
						</a></p>
						<p class="actions">
							<button type="button" class="button" onClick={() =>
								of.at("parts").edit((list) => [
									...(Array.isArray(list) ? list : []),
									{ [kindOf(path)!]: nameOf(path) }])}>
								{words("unused.add")}
							</button>
							<button type="button" class="button bare"
								onClick={() => remove(path)}>
								{words("unused.remove")}
							</button>
						</p>
					</li>)}
			</ul>
		</section>
	);
}

/* A part on its way out: what goes with it is said before. */
interface Going {
	at: number | null;
	title: string;
	paths: string[];
}

function practiceOf(draft: Draft, path: string): string[] {
	const practice = `quizzes/${nameOf(path)}.json`;

	return kindOf(path) === "lesson" && draft.file(practice) ? [practice] : [];
}

export function Parts({ draft }: { draft: Draft }) {
	const value = draft.value("module.json");
	const [from, begin] = useState<number | null>(null);
	const [said, say] = useState("");
	const [going, ask] = useState<Going | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	if (value === undefined)
		return <TextEdit draft={draft} path="module.json" line={0} />;
	const of = new Lens(value, (edit) => draft.editValue("module.json", edit));
	const list = of.at("parts");
	const parts = list.list.map(partOf);
	const known = parts.filter((part): part is ModulePart => part !== null);

	function move(at: number, to: number): void {
		if (to < 0 || to >= parts.length || at === to)
			return;
		list.edit((all) => moved(all as unknown[], at, to));
		say(words("part.moved", { n: to + 1, all: parts.length }));
		focusSoon(`part-${to}-${to < at ? "up" : "down"}`);
	}

	function askFor(at: number): void {
		const part = parts[at];
		const path = part?.path ?? "";

		ask({
			at,
			title: path ? fileTitle(draft, path)
				: list.at(at, part?.kind ?? "", "title").text || String(at + 1),
			paths: path ? [path, ...practiceOf(draft, path)] : [],
		});
	}

	async function remove({ at, paths, title }: Going): Promise<void> {
		ask(null);
		setProblem(null);
		try {
			if (at !== null)
				of.edit((root) => withoutPart(root, at));
			for (const path of paths)
				if (draft.paths.includes(path))
					await draft.remove(path);
			say(words("part.removed", { name: title }));
		} catch (e) {
			setProblem(fault(e));
		}
	}

	return (
		<div class="stack">
			{problem && <Failure problem={problem} />}
			<p class="hidden-words" role="status">{said}</p>
			<section class="stack near" aria-labelledby="parts">
				<h2 id="parts">{words("parts")}</h2>
				{parts.length === 0 && <p class="quiet">{words("parts.none")}</p>}
				<ol class="plain cards">
					{list.items.map((item, i) =>
						<Row key={i} draft={draft} of={item} i={i}
							all={parts.length} move={move} remove={askFor}
							drag={{ from, begin }} />)}
				</ol>
			</section>
			<Add draft={draft} of={of} parts={parts} />
			<Unused draft={draft} of={of} parts={known} remove={(path) => ask({
				at: null, title: fileTitle(draft, path),
				paths: [path, ...practiceOf(draft, path)],
			})} />
			<Completion draft={draft} of={of} parts={known} />
			<p class="actions">
				<a class="button primary" href={draftHref(draft.id, "periksa")}>
					{words("parts.check")}
				</a>
			</p>
			{going &&
				<Dialog title={words("remove.title", { title: going.title })}
					close={() => ask(null)}>
					<p>{words(going.paths.length > 1 ? "remove.lesson"
						: going.paths.length ? "remove.file" : "remove.part")}</p>
					<p class="actions">
						<button type="button" class="button primary"
							onClick={() => void remove(going)}>
							{words("remove.go")}
						</button>
						<button type="button" class="button"
							onClick={() => ask(null)}>{words("cancel")}</button>
					</p>
				</Dialog>}
		</div>
	);
}
