/*
 * For those who answer for a video or a recording: its captions, and how its
 * smaller forms stand.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, type Method, type Problem } from "../../api/client";
import type { MediaDesk, MediaForm, ModuleDetail } from "../../api/types";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { ErrorText, Select } from "../../parts/Field";
import { type Load, useLoad } from "../../parts/load";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { lang } from "../../text";
import { bytes, number } from "../../text/format";
import { languageName, USUAL } from "../../text/languages";
import { words } from "../../text/media";

const LOOK_MS = 4_000;

const named = (code: string): string => languageName(lang(), code);

/* Ask the server; what it answers is how all stands, `said` what was done. */
type Act = (
	method: Method,
	path: string,
	body: Blob | undefined,
	said: string,
	/* Where a refusal is told; else above all. */
	refused?: (problem: Problem | null) => void,
) => Promise<boolean>;

/* The one unit of a module that is a video or a recording. */
export function isMedia(module: ModuleDetail): boolean {
	const [unit, more] = module.outline;

	return module.version.standard === "file" && !more && !!unit &&
		(unit.kind === "video" || unit.kind === "audio");
}

function Add({ act }: { act: Act }) {
	const [code, setCode] = useState("id");
	const [file, setFile] = useState<File | null>(null);
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const name = named(code);

	async function send(e: Event): Promise<void> {
		e.preventDefault();
		setMissing(!file);
		if (!file)
			return document.getElementById("caption")?.focus();
		if (await act("PUT", `/captions/${code}?name=${
			encodeURIComponent(file.name)}`, file,
		words("captions.added", { name }), setProblem))
			setFile(null);
	}

	return (
		<form class="form" onSubmit={(e) => void send(e)} noValidate>
			<Select name="caption-lang" label={words("captions.lang")}
				value={code} change={setCode}
				options={USUAL.map((one) => [one, named(one)])} />
			<div class="field">
				<label for="caption">{words("captions.file")}</label>
				<p class="hint" id="caption-hint">{words("captions.hint")}</p>
				<ErrorText id="caption-error" error={missing
					? words("captions.noFile") : undefined} />
				<input class="hidden-words" type="file" id="caption"
					accept=".vtt,.srt,text/vtt"
					key={file ? "full" : "empty"}
					aria-invalid={missing ? "true" : undefined}
					aria-describedby={`caption-hint${
						missing ? " caption-error" : ""}`}
					onChange={(e) => {
						setFile(e.currentTarget.files?.[0] ?? null);
						setMissing(false);
					}} />
				<p class="actions">
					<label class="button" for="caption">
						{words("captions.choose")}
					</label>
				</p>
				{file && <p class="small">{file.name}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			<button class="button" type="submit">
				{words("captions.add", { name })}
			</button>
		</form>
	);
}

function Earlier({ media, act }: { media: MediaDesk; act: Act }) {
	if (!media.earlier)
		return null;
	const { number: n, langs } = media.earlier;

	return (
		<div class="notice stack near">
			<p>{words("captions.earlier", {
				n, names: langs.map(named).join(", "),
			})}</p>
			<p class="actions">
				<button class="button" type="button" onClick={() =>
					void act("POST", "/captions", undefined,
						words("captions.carried", { n }))}>
					{words("captions.carry")}
				</button>
			</p>
		</div>
	);
}

function Captions({ media, act, children }: {
	media: MediaDesk;
	act: Act;
	children: ComponentChildren;
}) {
	const { captions, changeable } = media;

	return (
		<section class="stack near" aria-labelledby="captions">
			<h3 id="captions">{words("captions")}</h3>
			{captions.length === 0 &&
				<p class="quiet">{words("captions.none")}</p>}
			{captions.length > 0 &&
				<ul class="plain stack near">
					{captions.map(({ lang: code, cues, bytes: size }) =>
						<li key={code} class="line-with-button">
							<span>
								<span class="strong">{named(code)}</span>
								<span class="facts">{words(cues === 1
									? "captions.line" : "captions.lines",
								{ n: number(cues), size: bytes(size) })}
								</span>
							</span>
							{changeable &&
								<button class="button" type="button"
									aria-label={words("captions.removeOne",
										{ name: named(code) })}
									onClick={() => void act("DELETE",
										`/captions/${code}`, undefined,
										words("captions.removed",
											{ name: named(code) }))}>
									{words("captions.remove")}
								</button>}
						</li>)}
				</ul>}
			{children}
			{changeable
				? <>
					<Earlier media={media} act={act} />
					<details open={captions.length === 0}>
						<summary>{words("captions.more")}</summary>
						<Add act={act} />
					</details>
				</>
				: <p class="small quiet">{words("captions.fixed")}</p>}
		</section>
	);
}

function formName(media: MediaDesk, form: MediaForm): string {
	return words(form.name === "240p" ? "form.240p"
		: media.kind === "audio" ? "form.small" : "form.audio");
}

/* Waiting for a program that is not there is not waiting for a turn. */
function Absent() {
	return (
		<div class="notice warn">
			<p>{words("absent")}</p>
			<p class="small">{words(has(person(), "admin")
				? "absent.admin" : "absent.author")}</p>
		</div>
	);
}

function pending(media: MediaDesk): boolean {
	return media.forms.some((f) =>
		f.state === "waiting" || f.state === "making");
}

function Forms({ media, act }: { media: MediaDesk; act: Act }) {
	const { forms, converter } = media;
	const failed = forms.find((f) => f.state === "failed");

	if (forms.length === 0)
		return null;
	return (
		<section class="stack near" aria-labelledby="forms">
			<h3 id="forms">{words("forms")}</h3>
			<p class="small quiet">{words("forms.why",
				{ size: bytes(media.bytes) })}</p>
			{pending(media) && (converter
				? <p class="notice">{words("making")}</p> : <Absent />)}
			<dl class="rows">
				{forms.map((form) =>
					<div key={form.name}>
						<dt>{formName(media, form)}</dt>
						<dd>
							{form.state === "done" && `${bytes(form.bytes)} · `}
							{words(form.state === "waiting" && !converter
								? "state.absent" : `state.${form.state}`)}
						</dd>
					</div>)}
			</dl>
			{failed && failed.reason &&
				<div class="notice warn stack near">
					<p>{words(`reason.${failed.reason}`)}</p>
					<p class="actions">
						<button class="button" type="button" onClick={() =>
							void act("POST", "/forms", undefined,
								words("retried"))}>{words("retry")}</button>
					</p>
				</div>}
		</section>
	);
}

/* What is being made is looked at until it is done. */
function useMedia(path: string): Load<MediaDesk> {
	const load = useLoad<MediaDesk>(path);
	const waits = !!load.data && pending(load.data);

	useEffect(() => {
		if (!waits)
			return;
		const timer = setTimeout(load.reload, LOOK_MS);

		return () => clearTimeout(timer);
	}, [load.data]);
	return load;
}

export function Media({ module }: { module: ModuleDetail }): ComponentChildren {
	const path = `/api/v1/modules/${encodeURIComponent(module.id)}`;
	const version = `version=${encodeURIComponent(module.version.id)}`;
	const { data, problem: unread, set } =
		useMedia(`${path}/media?${version}`);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, setSaid] = useState("");

	const act: Act = async (method, where, body, done,
		refused = setProblem) => {
		setProblem(null);
		refused(null);
		setSaid("");
		try {
			set(await call<MediaDesk>(method, `${path}${where}${
				where.includes("?") ? "&" : "?"}${version}`, body));
			setSaid(done);
			return true;
		} catch (e) {
			refused(fault(e));
			return false;
		}
	};

	return (
		<div class="stack apart">
			{!data && unread && <Failure problem={unread} />}
			{data && <Captions media={data} act={act}>
				{problem && <Failure problem={problem} />}
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
			</Captions>}
			{data && <Forms media={data} act={act} />}
		</div>
	);
}
