/*
 * Sending a package: choose, see what is sent, go on to how it is read.
 */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/client";
import type { ModuleDetail } from "../../api/types";
import { upload, type Upload as Sending } from "../../api/upload";
import { ErrorText, Summary } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { bytes } from "../../text/format";
import { addRecent } from "./recent";

const ACCEPT = ".zip,.tar,.tgz,.gz,.bz2,.xz,.zst,.7z,.imscc";

function Sent({ file, sent, stop }: {
	file: File;
	sent: number;
	stop: () => void;
}) {
	const words = t("upload.sent", {
		sent: bytes(sent), all: bytes(file.size),
	});

	return (
		<div class="card stack">
			<p class="strong">{file.name}</p>
			<progress max={file.size || 1} value={sent}
				aria-label={t("upload.progress")} />
			<p class="facts">{words}</p>
			<p class="small quiet">{t("upload.stay")}</p>
			<button class="button" type="button" onClick={stop}>
				{t("upload.stop")}
			</button>
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

export default function Upload() {
	const { query, route } = useLocation();
	const [file, setFile] = useState<File | null>(null);
	const [sent, setSent] = useState<number | null>(null);
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [attempt, setAttempt] = useState(0);
	const sending = useRef<Sending<{ id: string }> | null>(null);

	useEffect(() => () => sending.current?.stop(), []);

	function send(e: Event): void {
		e.preventDefault();
		setProblem(null);
		setMissing(!file);
		setAttempt((n) => n + 1);
		if (!file)
			return;
		setSent(0);
		const path = `/api/v1/imports?name=${encodeURIComponent(file.name)}` +
			(query.module
				? `&module=${encodeURIComponent(query.module)}` : "");
		sending.current = upload<{ id: string }>(path, file, setSent);
		sending.current.done.then(({ id }) => {
			addRecent(id, file.name);
			route(`/kelola/unggah/${id}`, true);
		}, (why) => {
			setSent(null);
			if (why)
				setProblem(fault(why));
		});
	}

	return (
		<Page title={t("manage.upload")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<div class="stack">
				{query.module && <NewVersionOf id={query.module} />}
				{file && sent !== null
					? <Sent file={file} sent={sent}
						stop={() => sending.current?.stop()} />
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
							{t("upload.go")}
						</button>
					</form>}
			</div>
		</Page>
	);
}
