/*
 * /pelatihan/:batch/tugas/:activity: an assignment, its draft, what was handed
 * in and what came of it. A draft that somebody else of the team has changed
 * meanwhile is shown beside one's own words, which stay.
 */
import { useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Assignment as Data, Submission } from "../../api/assignment";
import { call, get, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { TextField } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words, type AssignmentWord } from "../../text/assignment";
import { moment } from "../../text/format";
import { Brief, Earlier, Files, Judged, Words } from "./parts";

const FILE_MOST = 20 * 1024 * 1024;
const KNOWN = ["submission_waits", "submission_marked", "submission_late",
	"submission_often", "team_missing", "batch_over", "step_locked",
	"forbidden"];

const draftOf = (data: Data): Submission | null =>
	data.submissions[0]?.state === "draft" ? data.submissions[0] : null;

interface EditorProps {
	path: string;
	data: Data;
	set: (data: Data) => void;
	say: (words: string) => void;
}

function Editor({ path, data, set, say }: EditorProps) {
	const draft = draftOf(data);
	const [text, setText] = useState(draft?.words ?? "");
	const [seen, setSeen] = useState(draft?.revision ?? 0);
	const [kept, setKept] = useState(draft?.words ?? "");
	const [theirs, setTheirs] = useState<Submission | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [error, setError] = useState("");
	const [busy, setBusy] = useState("");
	const file = useRef<HTMLInputElement>(null);
	const dirty = text !== kept;

	useEffect(() => {
		const stay = (e: BeforeUnloadEvent) => e.preventDefault();

		if (!dirty)
			return;
		addEventListener("beforeunload", stay);
		return () => removeEventListener("beforeunload", stay);
	}, [dirty]);

	function took(next: Data): void {
		const now = draftOf(next);

		set(next);
		setSeen(now?.revision ?? 0);
	}

	/* Somebody was faster: theirs is shown, and is what is saved over next. */
	async function clash(): Promise<void> {
		const next = await get<Data>(path);

		took(next);
		setTheirs(draftOf(next));
	}

	function run(what: string, work: () => Promise<void>): void {
		if (busy)
			return;
		setBusy(what);
		setProblem(null);
		setError("");
		say("");
		work().catch((e) => {
			const found = fault(e);

			setProblem(found);
			if (found.code === "submission_moved")
				return clash();
		}).catch((e) => setProblem(fault(e))).then(() => setBusy(""));
	}

	async function save(): Promise<Data> {
		const next = await call<Data>("PUT", `${path}/draft`,
			{ words: text, revision: seen });

		took(next);
		setKept(text);
		setTheirs(null);
		return next;
	}

	function attach(chosen: File | undefined): void {
		if (!chosen)
			return;
		if (chosen.size > FILE_MOST)
			return setError(words("files.large"));
		run("file", async () => {
			const next = await call<Data>("POST", `${path}/files?name=${
				encodeURIComponent(chosen.name)}`, chosen);

			set(next);
			if (!draft)
				setSeen(draftOf(next)?.revision ?? 0);
		});
		if (file.current)
			file.current.value = "";
	}

	function hand(): void {
		run("hand", async () => {
			const now = dirty ? await save() : data;

			set(await call<Data>("POST", `${path}/submission`,
				{ revision: draftOf(now)?.revision ?? 0 }));
			say(words("handed"));
		});
	}

	return (
		<section class="stack" aria-labelledby="draft">
			<h2 id="draft">{words("draft")}</h2>
			{draft && <p class="facts">{words("draft.by",
				{ name: draft.by, at: moment(draft.updatedAt) })}</p>}
			{problem && <Failure problem={problem} />}
			{theirs && <div class="notice warn stack near">
				<p class="strong">{words("draft.theirs",
					{ name: theirs.by })}</p>
				<Words text={theirs.words} />
				<p>{words("draft.join")}</p>
			</div>}
			<TextField name="words" label={words("draft.words")}
				hint={words("draft.hint")} value={text} change={setText} />
			{data.files > 0 && <div class="stack near">
				<h3>{words("files")}</h3>
				<p class="hint" id="files-hint">
					{words("files.hint", { n: data.files })}
				</p>
				{draft && <Files id={draft.id} files={draft.files}
					remove={(f) => run("file", async () => set(
						await call<Data>("DELETE",
							`${path}/files/${f.place}`)))} />}
				{(draft?.files.length ?? 0) < data.files &&
					<div class="field">
						<label for="file">{words(busy === "file"
							? "files.busy" : "files.add")}</label>
						<input type="file" class="input" id="file" ref={file}
							aria-describedby="files-hint" onChange={(e) =>
								attach(e.currentTarget.files?.[0])} />
					</div>}
				{error && <p class="error" role="alert">{error}</p>}
			</div>}
			{dirty && <p class="facts">{words("draft.unsaved")}</p>}
			<p class="facts">{words("hand.sure")}</p>
			<p class="actions">
				<button type="button" class="button primary"
					aria-busy={busy === "hand"} onClick={hand}>
					{busy === "hand" ? t("form.busy") : words("hand")}
				</button>
				<button type="button" class="button"
					aria-busy={busy === "save"} onClick={() =>
						run("save", async () => {
							await save();
							say(words("draft.saved"));
						})}>
					{busy === "save" ? t("form.busy") : words("draft.save")}
				</button>
			</p>
		</section>
	);
}

function refusal(code: string): string {
	return words(`refusal.${KNOWN.includes(code) ? code
		: "forbidden"}` as AssignmentWord);
}

/* What it is about now: the newest that was handed in, and what is to be done. */
function Now({ data, handed }: { data: Data; handed: Submission | undefined }) {
	return (
		<div class="stack near">
			{handed && <section class="card stack near"
				aria-labelledby="result">
				<h2 id="result">{words(`state.${handed.state}`)}</h2>
				<Judged of={data} submission={handed} />
				{handed.state !== "handed" && data.refusal === null &&
					<p>{words("again")}</p>}
			</section>}
			{data.refusal && <p class="notice">{refusal(data.refusal)}</p>}
		</div>
	);
}

function Whole({ path, data, set }: {
	path: string;
	data: Data;
	set: (data: Data) => void;
}) {
	const [said, say] = useState("");
	const past = data.submissions.filter((s) => s.state !== "draft");

	return (
		<div class="stack far">
			<p class="facts">{data.batch.programme.title} · {" "}
				{words("due", { at: moment(data.dueAt) })}</p>
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			<Now data={data} handed={past[0]} />
			{data.activity.about && <p>{data.activity.about}</p>}
			<Brief of={data} />
			{data.myTeam && <section class="stack near"
				aria-labelledby="team">
				<h2 id="team">{words("team", { name: data.myTeam.name })}</h2>
				<p>{words("team.people",
					{ names: data.myTeam.people.join(", ") })}</p>
			</section>}
			{data.refusal === null && <Editor
				key={past[0]?.id ?? ""} path={path} data={data} set={set}
				say={say} />}
			<Earlier of={data} all={past} />
		</div>
	);
}

export default function Assignment() {
	const { batch = "", activity = "" } = useRoute().params;
	const path = `/api/v1/batches/${encodeURIComponent(batch)}/assignments/${
		encodeURIComponent(activity)}`;
	const from = useLoad<Data>(path);

	return (
		<Page title={from.data?.activity.title ?? words("assignment")} back={{
			href: `/pelatihan/${encodeURIComponent(batch)}`,
			label: words("back") }}>
			<Loaded from={from} page>{(data) => from.fresh
				? <Whole path={path} data={data} set={from.set} />
				: null}</Loaded>
		</Page>
	);
}
