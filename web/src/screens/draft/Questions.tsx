/*
 * A list of questions or exercises: one line each, the one that is worked on
 * open with its form and how learners see it.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { isBag } from "../../drafts/json";
import { mediaUsed } from "../../drafts/module";
import { nextId } from "../../drafts/names";
import { type Draft, usePictures } from "../../drafts/session";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { ActivityForm } from "../../questions/edit/ActivityForm";
import { focusSoon } from "../../questions/edit/area";
import type { Lens } from "../../questions/edit/lens";
import { ACTIVITY_TYPES, isQuestionType, newActivity, newQuestion,
	QUESTION_TYPES } from "../../questions/edit/make";
import { QuestionPreview } from "../../questions/edit/Preview";
import { QuestionForm, type Around } from "../../questions/edit/QuestionForm";
import { moved } from "../../questions/moved";
import { words } from "../../text/editor";
import { words as forms } from "../../text/questionEdit";
import { isPicture } from "./Media";

type Type = Parameters<typeof newActivity>[0];

function typeName(type: string): string {
	return isQuestionType(type) || ACTIVITY_TYPES.some((one) => one === type)
		? forms(`type.${type}` as "type.single") : type;
}

/** Which type? Each is a button; a list would hide what there is. */
export function Types({ title, activities, choose, close }: {
	title: string;
	activities?: boolean;
	choose: (type: Type) => void;
	close: () => void;
}) {
	return (
		<Dialog title={title} close={close}>
			<ul class="plain edit-types">
				{[...(activities ? ACTIVITY_TYPES : []), ...QUESTION_TYPES]
					.map((type) =>
						<li key={type}>
							<button type="button" class="button"
								onClick={() => choose(type)}>
								{typeName(type)}
							</button>
						</li>)}
			</ul>
			<p><button type="button" class="button" onClick={close}>
				{words("cancel")}
			</button></p>
		</Dialog>
	);
}

/** What a question of this draft may refer to. */
export function aroundOf(draft: Draft, kind: Around["kind"]): Around {
	const module = draft.value("module.json");
	const competencies = isBag(module) && Array.isArray(module.competencies)
		? module.competencies : [];

	return {
		kind,
		media: draft.media.map((file) => file.path).filter(isPicture),
		lessons: draft.texts.filter((path) => path.startsWith("lessons/"))
			.map((path): [string, string] => {
				const name = path.slice(8, -3);

				return [name, /^title:\s*(.*)$/m.exec(draft.text(path) ?? "")
					?.[1] ?? name];
			}),
		competencies: competencies.filter(isBag).map((one) =>
			[String(one.id ?? ""), String(one.name ?? one.id ?? "")]),
	};
}

function tokensOf(draft: Draft): Record<string, string> {
	const module = draft.value("module.json");
	const tokens = isBag(module) && isBag(module.tokens) ? module.tokens : {};

	return Object.fromEntries(Object.entries(tokens).map(([name, one]) =>
		[name, isBag(one) ? String(one.otherwise ?? name) : name]));
}

export function useSetting(draft: Draft, value: unknown) {
	const used = mediaUsed([JSON.stringify(value ?? "")],
		draft.media.map((file) => file.path));
	const picture = usePictures(draft, [...used].filter(isPicture));

	return { files: null, tokens: tokensOf(draft), fileOf: picture };
}

function Preview({ draft, value }: { draft: Draft; value: unknown }) {
	return <QuestionPreview value={value} setting={useSetting(draft, value)} />;
}

function firstWords(value: unknown): string {
	const text = isBag(value) && typeof value.text === "string" ? value.text : "";
	const line = text.replace(/[*_`#>]/g, "").replace(/\s+/g, " ").trim();

	return line.length > 90 ? `${line.slice(0, 88)}…` : line;
}

interface ListProps {
	draft: Draft;
	/** A list of questions or activities. */
	of: Lens;
	around: Around;
	activities?: boolean;
	/** What ids begin with where there is none to go on from. */
	base: string;
	/** The place that is open; null: none. */
	open: number | null;
	setOpen: (i: number | null) => void;
	/** Beside each: where it stands in the lesson. */
	beside?: (id: string) => ComponentChildren;
	removed?: (id: string) => void;
}

export function Questions({ draft, of, around, activities, base, open, setOpen,
	beside, removed }: ListProps) {
	const [asked, ask] = useState<number | null>(null);
	const [said, say] = useState("");
	const { items } = of;
	const ids = items.map((item) => item.at("id").text);

	function toggle(i: number): void {
		setOpen(open === i ? null : i);
	}

	function move(from: number, to: number): void {
		if (to < 0 || to >= items.length)
			return;
		of.edit((list) => moved(list as unknown[], from, to));
		if (open === from)
			setOpen(to);
		say(words("question.moved", { n: to + 1, all: items.length }));
		focusSoon(`${of.name}-${to}-${to < from ? "up" : "down"}`);
	}

	function copy(i: number): void {
		of.edit((list) => {
			const all = [...(list as unknown[])];
			const one = all[i];

			all.splice(i + 1, 0, { ...(isBag(one) ? one : {}),
				id: nextId(ids, base) });
			return all;
		});
		setOpen(i + 1);
		focusSoon(of.at(i + 1, "text").name);
	}

	function remove(i: number): void {
		ask(null);
		setOpen(null);
		removed?.(ids[i] ?? "");
		of.edit((list) => (list as unknown[]).filter((_, at) => at !== i));
		say(words("question.removed", { n: i + 1 }));
	}

	return (
		<div class="stack near">
			<p class="hidden-words" role="status">{said}</p>
			<ol class="plain cards">
				{items.map((item, i) => {
					const on = open === i;
					const what = firstWords(item.value) || words("question.empty");

					return (
						<li key={i} class="card edit-question">
							<div class="edit-question-head">
								<div>
									<p class="facts">
										{i + 1}. {typeName(item.at("type").text)}
										{" · "}<span class="mono">{ids[i]}</span>
									</p>
									<p class={what === words("question.empty")
										? "quiet" : ""}>{what}</p>
									{beside?.(ids[i] ?? "")}
								</div>
								<button type="button" class="button"
									aria-expanded={on}
									id={`${item.name}-open`}
									onClick={() => toggle(i)}>
									{words(on ? "question.close"
										: "question.open")}
									<span class="hidden-words">{i + 1}</span>
								</button>
							</div>
							{on && <div class="edit-question-body">
								<div class="edit-both">
									{activities
										? <ActivityForm of={item}
											around={around} />
										: <QuestionForm of={item}
											around={around} />}
									<div>{isQuestionType(item.at("type").text) &&
										<Preview draft={draft}
											value={item.value} />}</div>
								</div>
								<p class="actions">
									{([["up", i - 1], ["down", i + 1]] as const)
										.map(([way, to]) =>
											<button type="button" key={way}
												class="button"
												id={`${of.name}-${i}-${way}`}
												aria-disabled={to < 0 ||
													to >= items.length}
												onClick={() => move(i, to)}>
												{words(`question.${way}`)}
											</button>)}
									<button type="button" class="button"
										onClick={() => copy(i)}>
										{words("question.copy")}
									</button>
									<button type="button" class="button bare"
										onClick={() => ask(i)}>
										{words("question.remove")}
									</button>
								</p>
							</div>}
						</li>
					);
				})}
			</ol>
			{asked !== null &&
				<Dialog title={words("question.removeTitle", { n: asked + 1 })}
					close={() => ask(null)}>
					<p>{firstWords(items[asked]?.value)}</p>
					<p class="actions">
						<button type="button" class="button primary"
							onClick={() => remove(asked)}>
							{words("remove.go")}
						</button>
						<button type="button" class="button"
							onClick={() => ask(null)}>{words("cancel")}</button>
					</p>
				</Dialog>}
		</div>
	);
}

/** A button that asks for the type and adds one of it at the end. */
export function AddQuestion({ of, base, activities, label, added, primary }: {
	of: Lens;
	base: string;
	activities?: boolean;
	label: string;
	primary?: boolean;
	added: (i: number, id: string) => void;
}) {
	const [asking, ask] = useState(false);

	function add(type: Type): void {
		const id = nextId(of.items.map((item) => item.at("id").text), base);
		const at = of.list.length;

		ask(false);
		of.edit((list) => [...(Array.isArray(list) ? list : []),
			activities ? newActivity(type, id)
				: newQuestion(type as Parameters<typeof newQuestion>[0], id)]);
		added(at, id);
		focusSoon(of.at(at, "text").name);
	}

	return <>
		<p class="actions"><button type="button"
			class={`button${primary ? " primary" : ""}`}
			onClick={() => ask(true)}>
			<Icon name="add" size={20} />{label}
		</button></p>
		{asking && <Types title={label} activities={activities === true}
			choose={add} close={() => ask(false)} />}
	</>;
}
