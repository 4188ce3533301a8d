/* Pictures, videos and captions of a draft: what is used, and adding more. */
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import { mediaUsed } from "../../drafts/module";
import { type Draft, type DraftFile, usePictures } from "../../drafts/session";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { State } from "../../parts/pieces";
import { bytes } from "../../text/format";
import { words } from "../../text/editor";

export const PICTURES = ["svg", "png", "jpg", "jpeg", "webp"];
export const RECORDINGS = ["mp4", "webm", "mp3", "m4a"];
const CAPTIONS = ["vtt"];
const MOST = 100_000_000;
const HEAVY = 300_000;

const endingOf = (name: string) =>
	/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
export const isPicture = (path: string) => PICTURES.includes(endingOf(path));
export const isRecording = (path: string) =>
	RECORDINGS.includes(endingOf(path));
const isVideo = (path: string) => /\.(mp4|webm)$/.test(path);


/** A file chosen and sent, with how far it is. `as`: the name it takes. */
export function Upload({ draft, id, label, hint, endings, as, done }: {
	draft: Draft;
	id: string;
	label: string;
	hint: string;
	endings: string[];
	as?: string;
	done: (path: string) => void;
}) {
	const [going, go] = useState<{ name: string; sent: number; all: number;
		stop: () => void } | null>(null);
	const [wrong, setWrong] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function send(file: File | undefined): void {
		setProblem(null);
		setWrong("");
		if (!file)
			return;
		if (!endings.includes(endingOf(file.name)))
			return setWrong(words("media.kind", { list: endings.join(", ") }));
		if (file.size > MOST)
			return setWrong(words("media.large", { size: bytes(file.size) }));
		const sending = draft.upload(file, as ?? null, (sent) =>
			go((was) => was && { ...was, sent }));

		go({ name: file.name, sent: 0, all: file.size, stop: sending.stop });
		sending.done.then((path) => {
			go(null);
			done(path);
		}, (e) => {
			go(null);
			setProblem(fault(e));
		});
	}

	return (
		<div class="field">
			<input class="hidden-words" type="file" id={id}
				accept={endings.map((one) => `.${one}`).join(",")}
				aria-describedby={`${id}-hint`}
				onChange={(e) => {
					send(e.currentTarget.files?.[0]);
					e.currentTarget.value = "";
				}} />
			<p class="actions"><label class="button" for={id}>{label}</label></p>
			<p class="hint" id={`${id}-hint`}>{hint}</p>
			{wrong && <p class="error" role="alert">{wrong}</p>}
			{problem && <Failure problem={problem} />}
			{going &&
				<div class="stack near">
					<progress max={going.all || 1} value={going.sent}
						aria-label={words("media.sending",
							{ name: going.name })} />
					<p class="facts">{words("media.sent", {
						name: going.name, sent: bytes(going.sent),
						all: bytes(going.all),
					})}</p>
					<p><button type="button" class="button"
						onClick={going.stop}>{words("media.stop")}</button></p>
				</div>}
		</div>
	);
}

const stemOf = (path: string) => path.replace(/\.[a-z0-9]+$/, "");

function Row({ draft, file, used, url, remove }: {
	draft: Draft;
	file: DraftFile;
	used: boolean;
	url: string | null;
	remove: () => void;
}) {
	const captions = `${stemOf(file.path)}.id.vtt`;
	const has = draft.media.some((one) =>
		one.path.startsWith(`${stemOf(file.path)}.`) &&
		one.path.endsWith(".vtt"));

	return (
		<li class="card edit-medium">
			{isPicture(file.path) && (url
				? <img src={url} alt="" class="edit-thumb" />
				: <span class="edit-thumb" />)}
			<div class="stack near">
				<p class="strong mono">{file.path.slice(6)}</p>
				<p class="facts">{bytes(file.bytes)}
					{isPicture(file.path) && file.bytes > HEAVY &&
						` · ${words("media.heavy")}`}</p>
				<State named={used
					? { word: words("media.used"), tone: "ok", icon: "done" }
					: { word: words("media.unused"), tone: "wait",
						icon: "none" }} />
				{isVideo(file.path) && (has
					? <p class="small">{words("media.captioned")}</p>
					: <Upload draft={draft} id={`captions-${file.path}`}
						endings={CAPTIONS} as={captions}
						label={words("media.addCaptions")}
						hint={words("media.captionsHint")}
						done={() => undefined} />)}
				<p><button type="button" class="button bare" onClick={remove}>
					{words("media.remove")}
					<span class="hidden-words">{file.path}</span>
				</button></p>
			</div>
		</li>
	);
}

export function Media({ draft }: { draft: Draft }) {
	const all = draft.media;
	const [asked, ask] = useState<DraftFile | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const used = mediaUsed(draft.texts.map((path) => draft.text(path) ?? ""),
		all.map((file) => file.path));
	const picture = usePictures(draft, all.map((file) => file.path)
		.filter(isPicture));

	function remove(file: DraftFile): void {
		ask(null);
		setProblem(null);
		draft.remove(file.path).then(() =>
			say(words("media.removed", { name: file.path.slice(6) })),
		(e) => setProblem(fault(e)));
	}

	return (
		<div class="stack">
			<Upload draft={draft} id="medium" endings={[...PICTURES,
				...RECORDINGS, ...CAPTIONS]} label={words("media.add")}
			hint={words("media.hint")} done={(path) =>
				say(words("media.added", { name: path.slice(6) }))} />
			{problem && <Failure problem={problem} />}
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{all.length === 0 && <p class="quiet">{words("media.none")}</p>}
			{all.length > 0 && <p class="facts">{words("media.sum", {
				n: all.length,
				size: bytes(all.reduce((sum, one) => sum + one.bytes, 0)),
			})}</p>}
			<ul class="plain cards">
				{all.map((file) => <Row key={file.path} draft={draft} file={file}
					used={used.has(file.path)} url={picture(file.path)}
					remove={() => ask(file)} />)}
			</ul>
			{asked &&
				<Dialog title={words("media.removeTitle",
					{ name: asked.path.slice(6) })} close={() => ask(null)}>
					<p>{words(used.has(asked.path) ? "media.removeUsed"
						: "media.removeUnused")}</p>
					<p class="actions">
						<button type="button" class="button primary"
							onClick={() => remove(asked)}>
							{words("media.removeGo")}
						</button>
						<button type="button" class="button"
							onClick={() => ask(null)}>{words("cancel")}</button>
					</p>
				</Dialog>}
		</div>
	);
}
