/*
 * A draft: its parts, what it says of itself, its media, what is wrong with it;
 * and the editor of each file.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect } from "preact/hooks";
import { pathOfLine } from "../../drafts/json";
import { headKeyOfLine } from "../../drafts/head";
import { useDraft, type Draft as Open } from "../../drafts/session";
import { Failure } from "../../parts/Failure";
import { Page } from "../../parts/Page";
import { Wait } from "../../parts/Wait";
import { Lens } from "../../questions/edit/lens";
import { words } from "../../text/editor";
import { About } from "./About";
import { CaseEdit } from "./CaseEdit";
import { Check } from "./Check";
import { LessonEdit } from "./LessonEdit";
import { Media } from "./Media";
import { Parts } from "./Parts";
import { draftHref, kindOf, nameOf, VIEWS, type View } from "./place";
import { QuizEdit } from "./QuizEdit";
import { Conflict, fileTitle, Joined, Status } from "./Status";
import { TextEdit } from "./TextEdit";
import "./draft.css";

function Views({ draft, here }: { draft: Open; here: View }) {
	return (
		<nav aria-label={words("views")}>
			<ul class="tabs">
				{VIEWS.map((view) =>
					<li key={view}>
						<a href={draftHref(draft.id, view)}
							aria-current={view === here ? "page" : undefined}>
							{words(`view.${view}`)}
						</a>
					</li>)}
			</ul>
		</nav>
	);
}

/* The field that a line of the file is about takes the focus. */
function useLine(draft: Open, path: string, line: number): void {
	const ready = draft.file(path) !== null;

	useEffect(() => {
		const text = draft.text(path);

		if (!ready || line < 1 || text === null)
			return;
		const timer = setTimeout(() => {
			const key = path.endsWith(".md") ? headKeyOfLine(text, line) : null;
			const at = path.endsWith(".md")
				? [...(key ? ["head", key] : ["body"])]
				: pathOfLine(text, line);

			for (let n = at.length; n >= 0; n--) {
				const name = ["f", ...at.slice(0, n)].join(".");
				const found = document.getElementById(name) ??
					document.getElementById(`${name}-on`);

				if (!found)
					continue;
				for (let up = found.parentElement; up; up = up.parentElement)
					if (up instanceof HTMLDetailsElement)
						up.open = true;
				found.scrollIntoView({ block: "center" });
				found.focus();
				break;
			}
		}, 100);

		return () => clearTimeout(timer);
	}, [path, line, ready]);
}

function Editor({ draft, path, line }: {
	draft: Open;
	path: string;
	line: number;
}) {
	const kind = kindOf(path);
	const file = draft.file(path);

	useLine(draft, path, line);
	if (!file)
		return <p class="notice">{words("file.gone")}</p>;
	if (kind === "lesson")
		return <LessonEdit draft={draft} path={path} line={line} />;
	const value = draft.value(path);

	if (value === undefined || value === null || typeof value !== "object")
		return <TextEdit draft={draft} path={path} line={line} />;
	const of = new Lens(value, (edit) => draft.editValue(path, edit));
	const lesson = `lessons/${nameOf(path)}.md`;

	/* Self-checks are written where they stand: in their lesson. */
	if (of.at("kind").text === "practice" && draft.file(lesson))
		return <LessonEdit draft={draft} path={lesson} line={0}
			practiceLine={line} />;
	return kind === "case"
		? <CaseEdit draft={draft} of={of} line={line} path={path} />
		: <QuizEdit draft={draft} of={of} line={line} path={path} />;
}

export default function Draft() {
	const id = useRoute().params.id ?? "";
	const { query } = useLocation();
	const draft = useDraft(id);
	const view = VIEWS.find((one) => one === query.lihat) ?? "isi";
	const path = query.berkas ?? "";
	const line = Math.floor(Number(query.baris)) || 0;
	const title = draft.info?.title ?? words("drafts");

	useLine(draft, "module.json", view === "isi" && !path ? line : 0);
	if (!draft.info || !draft.loaded)
		return (
			<Page title={title} key="wait"
				back={{ href: "/kelola/naskah", label: words("drafts") }}>
				{draft.problem && !draft.info
					? <Failure problem={draft.problem}
						again={() => void draft.look()} />
					: <Wait again={() => void draft.look()} />}
			</Page>
		);
	if (path)
		return (
			<Page title={fileTitle(draft, path)} key={path} wide
				back={{ href: draftHref(id), label: title }}>
				<Status draft={draft} />
				<div class="stack">
					<Conflict draft={draft} path={path} />
					<Joined draft={draft} path={path} />
					<Editor draft={draft} path={path} line={line} />
				</div>
			</Page>
		);
	return (
		<Page title={title} key={view}
			back={{ href: "/kelola/naskah", label: words("drafts") }}>
			<Views draft={draft} here={view} />
			<Status draft={draft} />
			<div class="stack">
				<Conflict draft={draft} path="module.json" />
				<Joined draft={draft} path="module.json" />
				{view === "isi" && <Parts draft={draft} />}
				{view === "keterangan" && <Described draft={draft} line={line} />}
				{view === "media" && <Media draft={draft} />}
				{view === "periksa" && <Check draft={draft} />}
			</div>
		</Page>
	);
}

function Described({ draft, line }: { draft: Open; line: number }) {
	const value = draft.value("module.json");

	useLine(draft, "module.json", line);
	return value === undefined
		? <TextEdit draft={draft} path="module.json" line={line} />
		: <About draft={draft} of={new Lens(value, (edit) =>
			draft.editValue("module.json", edit))} />;
}
