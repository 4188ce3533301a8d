/*
 * Sending a module's file: choose, see what is sent, pause, go on where it
 * was; then how it is read.
 */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, Problem } from "../../api/client";
import type { ModuleDetail, Pending } from "../../api/types";
import { resumable, transfer, type Phase, type Transfer } from "../../api/upload";
import { ErrorText, Summary } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { useLoad, type Load } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { bytes, day } from "../../text/format";
import { goOnHref } from "./Waiting";

const ACCEPT = ".zip,.tar,.tgz,.gz,.bz2,.xz,.zst,.7z,.imscc,.pdf,.mp4,.m4v," +
	".mov,.webm,.ogv,.mp3,.m4a,.aac,.wav,.ogg,.oga,.opus,.flac,.png,.jpg," +
	".jpeg,.gif,.webp,.avif,.md,.markdown,.doc,.docx,.xls,.xlsx,.ppt,.pptx," +
	".odt,.ods,.odp";

const percent = (part: number, whole: number): number =>
	Math.floor(100 * part / Math.max(whole, 1));

function figures(sent: number, all: number): string {
	return t("upload.sent", {
		sent: bytes(sent), all: bytes(all), percent: percent(sent, all),
	});
}

function Sent({ file, sent, phase, transfer: going, giveUp }: {
	file: File;
	sent: number;
	phase: Phase;
	transfer: Transfer | null;
	giveUp: () => void;
}) {
	return (
		<div class="card stack">
			<p class="strong">{file.name}</p>
			<progress max={file.size || 1} value={sent}
				aria-label={t("upload.progress")} />
			<p class="facts">{figures(sent, file.size)}</p>
			<p role="status" class={phase === "sending" ? "" : "notice"}>
				{phase === "waiting" && t("upload.waiting")}
				{phase === "paused" && t("upload.paused")}
			</p>
			<p class="small quiet">{t("upload.stay")}</p>
			<p class="actions">
				{phase === "paused"
					? <button class="button primary" type="button"
						onClick={() => going?.resume()}>
						{t("upload.resume")}
					</button>
					: <button class="button" type="button"
						onClick={() => going?.pause()}>
						{t("upload.pause")}
					</button>}
				<button class="button" type="button" onClick={giveUp}>
					{t("upload.stop")}
				</button>
			</p>
		</div>
	);
}

function NewVersionOf({ id }: { id: string }) {
	const { data } = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(id)}`);

	return (
		<p class="notice">
			{t("upload.newVersion", { title: data?.title ?? "…" })}
		</p>
	);
}

/* The same file has to be chosen: a page may not open it by itself. */
function GoOn({ one, target }: { one: Pending; target: string | null }) {
	if (one.target !== target)
		return (
			<a class="button" href={goOnHref(one)}>
				{t(one.target ? "upload.asVersion" : "upload.asModule")}
			</a>
		);
	return (
		<button class="button" type="button" onClick={() =>
			document.getElementById("file")?.click()}>
			{t("upload.chooseAgain")}
			<span class="hidden-words">{one.name}</span>
		</button>
	);
}

function Unfinished({ from, target }: {
	from: Load<{ uploads: Pending[] }>;
	target: string | null;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const all = from.data?.uploads ?? [];

	function remove(one: Pending): void {
		setProblem(null);
		call("DELETE", `/api/v1/uploads/${one.id}`, undefined, {
			headers: { "Tus-Resumable": "1.0.0" },
		}).then(() => from.reload(), (why) => setProblem(fault(why)));
	}

	if (all.length === 0)
		return null;
	return (
		<section class="stack" aria-labelledby="unfinished">
			<h2 id="unfinished">{t("upload.pending")}</h2>
			<p class="hint">{t("upload.pendingHint")}</p>
			{problem && <p class="notice bad" role="alert">{problem.detail}</p>}
			<ul class="plain cards">
				{all.map((one) => (
					<li class="card stack near" key={one.id}>
						<p class="strong">{one.name}</p>
						<progress max={one.bytes} value={one.offset}
							aria-label={t("upload.progress")} />
						<p class="facts">{figures(one.offset, one.bytes)}</p>
						<p class="facts">
							{t("upload.until", { day: day(one.expiresAt) })}
						</p>
						<p class="actions">
							<GoOn one={one} target={target} />
							<button class="button bare" type="button"
								onClick={() => remove(one)}>
								{t("upload.delete")}{" "}
								<span class="hidden-words">{one.name}</span>
							</button>
						</p>
					</li>
				))}
			</ul>
		</section>
	);
}

export default function Upload() {
	const { query, route } = useLocation();
	const target = query.module ?? null;
	const pending = useLoad<{ uploads: Pending[] }>("/api/v1/uploads");
	const [file, setFile] = useState<File | null>(null);
	const [sent, setSent] = useState<number | null>(null);
	const [phase, setPhase] = useState<Phase>("sending");
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [attempt, setAttempt] = useState(0);
	const going = useRef<Transfer | null>(null);
	const before = file &&
		resumable(file, target, pending.data?.uploads ?? []);

	useEffect(() => () => going.current?.leave(), []);

	function stopped(why: Problem | null): void {
		going.current = null;
		setSent(null);
		setProblem(why);
		pending.reload();
	}

	function send(e: Event): void {
		e.preventDefault();
		setProblem(null);
		setMissing(!file);
		setAttempt((n) => n + 1);
		if (!file || going.current)
			return;
		setSent(before?.offset ?? 0);
		setPhase("sending");
		going.current = transfer(file, target, before, {
			sent: setSent,
			phase: setPhase,
			done: (id) => route(`/kelola/unggah/${id}`, true),
			failed: stopped,
		});
	}

	function giveUp(): void {
		going.current?.giveUp();
		stopped(null);
	}

	return (
		<Page title={t("manage.upload")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<div class="stack">
				{target && <NewVersionOf id={target} />}
				{file && sent !== null
					? <Sent file={file} sent={sent} phase={phase}
						transfer={going.current} giveUp={giveUp} />
					: <form class="form" onSubmit={send} noValidate>
						<Summary attempt={attempt} problem={problem}
							errors={missing ? { file: t("upload.noFile") } : {}} />
						<div class="field">
							<label for="file">{t("upload.file")}</label>
							<p class="hint" id="file-hint">{t("upload.hint")}</p>
							<ErrorText id="file-error"
								error={missing ? t("upload.noFile") : undefined} />
							<input class="hidden-words" type="file" id="file" name="file"
								accept={ACCEPT}
								aria-describedby={missing
									? "file-hint file-error" : "file-hint"}
								aria-invalid={missing ? "true" : undefined}
								onChange={(e) => {
									setFile(e.currentTarget.files?.[0] ?? null);
									setMissing(false);
								}} />
							<p><label class="button" for="file">
								{t(file ? "upload.chooseOther" : "upload.choose")}
							</label></p>
							<p role="status">
								{file && `${file.name}, ${bytes(file.size)}`}
							</p>
						</div>
						<button class="button primary" type="submit">
							{before
								? t("upload.goOn", {
									name: before.name,
									percent: percent(before.offset,
										before.bytes),
								})
								: t("upload.go")}
						</button>
					</form>}
				{sent === null && <Unfinished from={pending} target={target} />}
			</div>
		</Page>
	);
}
