/*
 * A lesson: what it says of itself, its text with tools and the learner's view
 * beside it, and the self-checks and exercises that stand in it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { newQuiz } from "../../drafts/begin";
import { headValues, lessonOf, lessonText, withHead, type HeadKey }
	from "../../drafts/head";
import { pathOfLine } from "../../drafts/json";
import { inserted, place, placed, withoutPlace, type Chosen, type Placed }
	from "../../drafts/markdown";
import { nextId } from "../../drafts/names";
import type { Draft } from "../../drafts/session";
import { Field, Select } from "../../parts/Field";
import { applyTo, focusSoon } from "../../questions/edit/area";
import { Lines } from "../../questions/edit/fields";
import { Lens } from "../../questions/edit/lens";
import { newActivity, newQuestion } from "../../questions/edit/make";
import { words } from "../../text/editor";
import { nameOf } from "./place";
import { LessonPreview } from "./LessonPreview";
import { aroundOf, Questions, Types } from "./Questions";
import { goToLine } from "./TextEdit";
import { Tools, toolKeys } from "./Tools";

const CONFIDENCES = ["seen", "general", "unsure"] as const;

function Head({ draft, path }: { draft: Draft; path: string }) {
	const { head } = lessonOf(draft.text(path) ?? "");
	const one = (key: HeadKey) => headValues(head, key)[0] ?? "";
	const set = (key: HeadKey, values: string[]) =>
		draft.writer.edit(path, (text) => {
			const lesson = lessonOf(text);

			return lessonText({ ...lesson,
				head: withHead(lesson.head, key, values) });
		});
	const basis = new Lens({ basis: headValues(head, "basis") }, (edit) =>
		draft.writer.edit(path, (text) => {
			const lesson = lessonOf(text);
			const now = edit({ basis: headValues(lesson.head, "basis") }) as
				{ basis?: string[] };

			return lessonText({ ...lesson,
				head: withHead(lesson.head, "basis", now.basis ?? []) });
		}), ["basis"]);
	const confidence = one("confidence");

	return (
		<details class="card edit-more">
			<summary>{words("head")}</summary>
			<div class="edit-form stack">
				<Field name="f.head.title" label={words("part.title")}
					value={one("title")} maxLength={200} autoComplete="off"
					change={(text) => set("title", [text])} />
				<Field name="f.head.minutes" label={words("head.minutes")}
					value={one("minutes")} inputMode="numeric" maxLength={3}
					autoComplete="off"
					change={(text) => set("minutes", [text.trim()])} />
				<Lines of={basis} title={words("head.basis")} most={20}
					hint={words("head.basisHint")}
					label={(n) => words("head.basisN", { n })}
					add={words("head.basisAdd")} />
				<Select name="f.head.confidence" label={words("head.confidence")}
					hint={words(`confidence.${CONFIDENCES.find((c) =>
						c === confidence) ?? "general"}`)}
					value={confidence}
					options={[...(CONFIDENCES.some((c) => c === confidence)
						? [] : [[confidence, confidence || "—"] as
							[string, string]]),
					...CONFIDENCES.map((c): [string, string] =>
						[c, words(`confidence.${c}.name`)])]}
					change={(value) => set("confidence", [value])} />
				<Field name="f.head.checkedAt" type="date"
					label={words("head.checkedAt")} value={one("checkedAt")}
					change={(text) => set("checkedAt", [text])} />
				<Field name="f.head.reviewBy" type="date"
					label={words("head.reviewBy")} value={one("reviewBy")}
					hint={words("head.reviewByHint")}
					change={(text) => set("reviewBy", [text])} />
			</div>
		</details>
	);
}

function setBody(draft: Draft, path: string, body: string): void {
	draft.writer.edit(path, (text) => lessonText({ ...lessonOf(text), body }));
}

/* The lesson's practice file, which is made when the first one is wanted. */
function practiceOf(draft: Draft, name: string) {
	const path = `quizzes/${name}.json`;
	const value = draft.value(path);

	return {
		path,
		of: new Lens(value ?? {}, (edit) => draft.editValue(path, edit)),
		needed: (title: string) => {
			if (!draft.file(path))
				draft.writer.create(path, newQuiz(name, title, "practice"));
		},
	};
}

const KEYS = { check: "questions", activity: "activities" } as const;

export function LessonEdit({ draft, path, line, practiceLine = 0 }: {
	draft: Draft;
	path: string;
	line: number;
	practiceLine?: number;
}) {
	const name = nameOf(path);
	const text = draft.text(path) ?? "";
	const lesson = lessonOf(text);
	const { body, begins } = lesson;
	const area = useRef<HTMLTextAreaElement>(null);
	const [tab, setTab] = useState<"write" | "look">("write");
	const [asking, ask] = useState<Placed | null>(null);
	const [open, setOpen] = useState<{ kind: Placed; i: number } | null>(null);
	const at = useRef<Chosen>({ text: "", from: 0, to: 0 });
	const practice = practiceOf(draft, name);
	const here = placed(body);

	useEffect(() => {
		if (line >= begins && area.current)
			goToLine(area.current, line - begins + 1);
	}, [line]);
	useEffect(() => {
		const found = practiceLine > 0
			? pathOfLine(draft.text(practice.path) ?? "", practiceLine) : [];

		if (typeof found[1] === "number")
			setOpen({ kind: found[0] === "activities" ? "activity" : "check",
				i: found[1] });
	}, [practiceLine]);

	function add(kind: Placed, type: Parameters<typeof newActivity>[0]): void {
		const title = headValues(lesson.head, "title")[0] ?? name;

		ask(null);
		practice.needed(title);
		const value = draft.value(practice.path);
		const list = new Lens(value, (edit) =>
			draft.editValue(practice.path, edit)).at(KEYS[kind]);
		const id = nextId(list.items.map((item) => item.at("id").text),
			`${name}-${kind === "check" ? "soal" : "latihan"}`);
		const i = list.list.length;

		list.edit((all) => [...(Array.isArray(all) ? all : []),
			kind === "check" ? newQuestion(type as
				Parameters<typeof newQuestion>[0], id)
				: newActivity(type, id)]);
		setTimeout(() => {
			if (area.current)
				applyTo(area.current, inserted({ ...at.current,
					text: area.current.value }, place(kind, id)));
			setOpen({ kind, i });
			focusSoon(list.at(i, "text").name);
		}, 0);
	}

	function write(): void {
		setBody(draft, path, area.current!.value);
	}

	function section(kind: Placed) {
		const list = practice.of.at(KEYS[kind]);
		const count = list.list.length;

		if (count === 0)
			return null;
		return (
			<section class="stack near" aria-labelledby={`own-${kind}`}>
				<h2 id={`own-${kind}`}>{words(`own.${kind}`, { n: count })}</h2>
				<Questions draft={draft} of={list}
					around={aroundOf(draft, "practice")}
					activities={kind === "activity"}
					base={`${name}-${kind === "check" ? "soal" : "latihan"}`}
					open={open?.kind === kind ? open.i : null}
					setOpen={(i) => setOpen(i === null ? null : { kind, i })}
					removed={(id) => setBody(draft, path,
						withoutPlace(lessonOf(draft.text(path) ?? "").body,
							kind, id))}
					beside={(id) => here.some((one) =>
						one.kind === kind && one.id === id) ? null
						: <p class="notice warn small">
							{words("own.unplaced")}{" "}
							<button type="button" class="button" onClick={() =>
								setBody(draft, path, `${
									body.replace(/\n*$/, "")}\n\n${
									place(kind, id)}\n`)}>
								{words("own.place")}
							</button>
						</p>} />
			</section>
		);
	}

	return (
		<div class="stack">
			<Head draft={draft} path={path} />
			<div class="edit-switch" role="group" aria-label={words("switch")}>
				{(["write", "look"] as const).map((one) =>
					<button type="button" class="button" key={one}
						aria-pressed={tab === one} onClick={() => setTab(one)}>
						{words(`switch.${one}`)}
					</button>)}
			</div>
			<div class={`edit-both show-${tab}`}>
				<div class="edit-write">
					<Tools draft={draft} area={area} practice={(kind, chosen) => {
						at.current = chosen;
						ask(kind);
					}} />
					<div class="field">
						<label for="f.body">{words("body")}</label>
						<p class="hint" id="f.body-hint">{words("body.hint")}</p>
						<textarea class="input edit-body" id="f.body" ref={area}
							rows={22} value={body} lang="id"
							aria-describedby="f.body-hint"
							onKeyDown={(e) => toolKeys(e, () => document
								.querySelector<HTMLElement>(".tool-link")
								?.click())}
							onInput={write} />
					</div>
				</div>
				<LessonPreview draft={draft} name={name} />
			</div>
			{section("check")}
			{section("activity")}
			{asking && <Types title={words(`tool.${asking}`)}
				activities={asking === "activity"}
				choose={(type) => add(asking, type)} close={() => ask(null)} />}
		</div>
	);
}
