/* The tools above a lesson's text, and what they ask for. */
import { useRef, useState } from "preact/hooks";
import { isBag } from "../../drafts/json";
import { inserted, link, picture, prefixed, put, TABLE, wrapped, type Chosen }
	from "../../drafts/markdown";
import { titleOf } from "../../drafts/module";
import type { Draft } from "../../drafts/session";
import { Dialog } from "../../parts/Dialog";
import { Field, Select } from "../../parts/Field";
import { applyTo, chosenIn } from "../../questions/edit/area";
import { words } from "../../text/editor";
import { isPicture, isRecording, PICTURES, RECORDINGS, Upload } from "./Media";

const NOTES = ["adegan", "catatan", "perhatian", "coba", "pasti"] as const;
type Asking = "link" | "picture" | "recording" | "token" | null;

/* What opens a note in the file is Indonesian, whoever reads the screen. */
const OPENING: Record<typeof NOTES[number], string> = {
	adegan: "Adegan", catatan: "Catatan", perhatian: "Perhatian",
	coba: "Coba di kantor Anda", pasti: "Belum pasti",
};

function LinkAsk({ draft, chosen, done, close }: {
	draft: Draft;
	chosen: string;
	done: (markdown: string) => void;
	close: () => void;
}) {
	const [text, setText] = useState(chosen);
	const [lesson, setLesson] = useState("");
	const [address, setAddress] = useState("");
	const [tried, setTried] = useState(false);
	const to = lesson ? `lesson:${lesson}` : address.trim();
	const bad = !lesson && !/^(https?:\/\/|mailto:)\S+$/i.test(to);

	function go(e: Event): void {
		e.preventDefault();
		setTried(true);
		if (!bad && text.trim())
			done(link(text.trim(), to));
	}

	return (
		<Dialog title={words("tool.link")} close={close}>
			<form class="stack" onSubmit={go} noValidate>
				<Field name="link-text" label={words("link.words")} value={text}
					error={tried && !text.trim() ? words("link.noWords")
						: undefined} change={setText} />
				<Select name="link-lesson" label={words("link.lesson")}
					value={lesson} change={setLesson}
					options={[["", words("link.outside")],
						...draft.texts.filter((path) =>
							path.startsWith("lessons/"))
							.map((path): [string, string] =>
								[path.slice(8, -3), titleOf(path,
									draft.text(path) ?? "") || path])]} />
				{!lesson && <Field name="link-address" inputMode="url"
					label={words("link.address")} value={address}
					error={tried && bad ? words("link.bad") : undefined}
					change={setAddress} />}
				<Go close={close} />
			</form>
		</Dialog>
	);
}

function Go({ close }: { close: () => void }) {
	return (
		<p class="actions">
			<button type="submit" class="button primary">
				{words("tool.put")}
			</button>
			<button type="button" class="button" onClick={close}>
				{words("cancel")}
			</button>
		</p>
	);
}

function MediaAsk({ draft, kind, done, close }: {
	draft: Draft;
	kind: "picture" | "recording";
	done: (markdown: string) => void;
	close: () => void;
}) {
	const fits = kind === "picture" ? isPicture : isRecording;
	const all = draft.media.map((file) => file.path).filter(fits);
	const [path, setPath] = useState(all[0] ?? "");
	const [alt, setAlt] = useState("");
	const [caption, setCaption] = useState("");
	const [tried, setTried] = useState(false);
	const stem = path.replace(/\.[a-z0-9]+$/, "");
	const captioned = draft.media.some((file) =>
		file.path.startsWith(`${stem}.`) && file.path.endsWith(".vtt"));

	function go(e: Event): void {
		e.preventDefault();
		setTried(true);
		if (path && alt.trim())
			done(picture(path, alt.trim(), caption.trim()));
	}

	return (
		<Dialog title={words(`tool.${kind}`)} close={close}>
			<form class="stack" onSubmit={go} noValidate>
				{all.length > 0 &&
					<Select name="medium-path" label={words("medium.which")}
						value={path} change={setPath}
						options={all.map((one) => [one, one.slice(6)])} />}
				<Upload draft={draft} id="medium-new"
					endings={kind === "picture" ? PICTURES : RECORDINGS}
					label={words("medium.new")} hint={words("media.hint")}
					done={setPath} />
				{tried && !path &&
					<p class="error" role="alert">{words("medium.noFile")}</p>}
				<Field name="medium-alt" label={words(`${kind}.alt`)}
					hint={words(`${kind}.altHint`)} value={alt}
					maxLength={400} autoComplete="off"
					error={tried && !alt.trim() ? words("medium.noAlt")
						: undefined} change={setAlt} />
				{kind === "picture" &&
					<Field name="medium-caption" value={caption}
						label={words("picture.caption")} maxLength={400}
						autoComplete="off" change={setCaption} />}
				{kind === "recording" && /\.(mp4|webm)$/.test(path) &&
					!captioned &&
					<Upload draft={draft} id="medium-captions"
						endings={["vtt"]} as={`${stem}.id.vtt`}
						label={words("media.addCaptions")}
						hint={words("media.captionsHint")}
						done={() => undefined} />}
				<Go close={close} />
			</form>
		</Dialog>
	);
}

function TokenAsk({ draft, done, close }: {
	draft: Draft;
	done: (markdown: string) => void;
	close: () => void;
}) {
	const module = draft.value("module.json");
	const tokens = isBag(module) && isBag(module.tokens) ? module.tokens : {};

	return (
		<Dialog title={words("tool.token")} close={close}>
			<p class="hint">{words(Object.keys(tokens).length ? "tokens.hint"
				: "token.none")}</p>
			<ul class="plain edit-types">
				{Object.entries(tokens).map(([name, one]) =>
					<li key={name}>
						<button type="button" class="button"
							onClick={() => done(`{{${name}}}`)}>
							{isBag(one) ? String(one.label ?? name) : name}
						</button>
					</li>)}
			</ul>
			<p><button type="button" class="button" onClick={close}>
				{words("cancel")}
			</button></p>
		</Dialog>
	);
}

export function Tools({ draft, area, practice }: {
	draft: Draft;
	area: { current: HTMLTextAreaElement | null };
	/** A self-check or an exercise is wanted where the text is chosen. */
	practice: (kind: "check" | "activity", at: Chosen) => void;
}) {
	const [asking, ask] = useState<Asking>(null);
	const at = useRef<Chosen>({ text: "", from: 0, to: 0 });
	const act = (change: (chosen: Chosen) => Chosen) =>
		area.current && applyTo(area.current, change(chosenIn(area.current)));

	function open(what: Asking): void {
		at.current = chosenIn(area.current!);
		ask(what);
	}

	/* After the dialog has given the focus back. */
	function done(change: (chosen: Chosen) => Chosen): void {
		ask(null);
		setTimeout(() => area.current &&
			applyTo(area.current, change(at.current)), 0);
	}

	const simple: [string, () => void][] = [
		["bold", () => act((c) => wrapped(c, "**", words("tool.boldWords")))],
		["italic", () => act((c) => wrapped(c, "*", words("tool.italicWords")))],
		["heading", () => act((c) => prefixed(c, "## ",
			words("tool.headingWords")))],
		["list", () => act((c) => prefixed(c, "- ", words("tool.listWords")))],
		["numbers", () => act((c) => prefixed(c, "1. ",
			words("tool.listWords")))],
		["link", () => open("link")],
	];
	const more: [string, () => void][] = [
		["picture", () => open("picture")],
		["recording", () => open("recording")],
		["table", () => act((c) => inserted(c, TABLE(words("tool.column",
			{ n: 1 }), words("tool.column", { n: 2 }))))],
		...NOTES.map((note): [string, () => void] => [note, () =>
			act((c) => inserted(c, `> **${OPENING[note]}.** ${
				words("tool.noteWords")}`))]),
		["check", () => practice("check", chosenIn(area.current!))],
		["activity", () => practice("activity", chosenIn(area.current!))],
		["token", () => open("token")],
	];
	const chosen = at.current.text.slice(at.current.from, at.current.to);

	return (
		<div class="edit-tools">
			<div class="tools" role="group" aria-label={words("tools")}>
				{simple.map(([name, run]) =>
					<button type="button" key={name} class={`tool-${name}`}
						onClick={run}>
						{words(`tool.${name}` as "tool.bold")}
					</button>)}
			</div>
			<details>
				<summary>{words("tools.more")}</summary>
				<div class="tools" role="group" aria-label={words("tools.more")}>
					{more.map(([name, run]) =>
						<button type="button" key={name} onClick={run}>
							{words(`tool.${name}` as "tool.bold")}
						</button>)}
				</div>
			</details>
			{asking === "link" &&
				<LinkAsk draft={draft} chosen={chosen} close={() => ask(null)}
					done={(made) => done((c) => put(c, made))} />}
			{(asking === "picture" || asking === "recording") &&
				<MediaAsk draft={draft} kind={asking} close={() => ask(null)}
					done={(made) => done((c) => inserted(c, made))} />}
			{asking === "token" &&
				<TokenAsk draft={draft} close={() => ask(null)}
					done={(made) => done((c) => put(c, made))} />}
		</div>
	);
}

/** Ctrl+B, I, K and Ctrl+Alt+2 for a heading. */
export function toolKeys(e: KeyboardEvent, openLink: () => void): void {
	const area = e.currentTarget as HTMLTextAreaElement;
	const key = e.key.toLowerCase();

	if (!(e.ctrlKey || e.metaKey) || e.shiftKey)
		return;
	if (e.altKey ? key === "2" : key === "b" || key === "i" || key === "k")
		e.preventDefault();
	if (e.altKey)
		return void (key === "2" && applyTo(area, prefixed(chosenIn(area),
			"## ", words("tool.headingWords"))));
	if (key === "b")
		applyTo(area, wrapped(chosenIn(area), "**", words("tool.boldWords")));
	if (key === "i")
		applyTo(area, wrapped(chosenIn(area), "*", words("tool.italicWords")));
	if (key === "k")
		openLink();
}
