/* What was handed in, as those who did and those who mark see it. */
import { useState } from "preact/hooks";
import type { Asked, HandedFile, Submission } from "../../api/assignment";
import { call, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Html } from "../../questions/html";
import { words } from "../../text/assignment";
import { bytes, moment, number } from "../../text/format";
import { keep } from "../manage/gradebook/file";

const PLAIN = { files: null, tokens: {} };

export function Brief({ of }: { of: Asked }) {
	return (
		<>
			{of.briefHtml && <section class="stack near"
				aria-labelledby="brief">
				<h2 id="brief">{words("brief")}</h2>
				<Html html={of.briefHtml} {...PLAIN} />
			</section>}
			{of.rubric.length > 0 && <section class="stack near"
				aria-labelledby="rubric">
				<h2 id="rubric">{words("rubric")}</h2>
				<ul class="dots">
					{of.rubric.map((line, i) => <li key={i}>
						{words("rubric.line", { text: line.text,
							points: number(line.points, 2) })}
					</li>)}
				</ul>
				{of.pass > 0 && <p class="facts">{words("rubric.pass",
					{ n: number(of.pass), most: number(of.most, 2) })}</p>}
			</section>}
		</>
	);
}

/* Fetched with the session, since a link alone could show none. */
export function Files({ id, files, remove }: {
	id: string;
	files: HandedFile[];
	remove?: (file: HandedFile) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);

	function load(file: HandedFile): void {
		setProblem(null);
		call<Blob>("GET", `/api/v1/submissions/${id}/files/${file.place}`,
			undefined, { read: (response) => response.blob() })
			.then((blob) => keep(blob, file.name),
				(e) => setProblem(fault(e)));
	}

	return files.length === 0 ? null : (
		<div class="stack near">
			<ul class="plain stack near">
				{files.map((file) => <li key={file.place} class="actions">
					<button type="button" class="button"
						onClick={() => load(file)}>
						{words("files.get", { name: file.name,
							size: bytes(file.bytes) })}
					</button>
					{remove && <button type="button" class="button bare"
						onClick={() => remove(file)}>
						{words("files.remove")}
						<span class="hidden-words">{file.name}</span>
					</button>}
				</li>)}
			</ul>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

export function Judged({ of, submission }: {
	of: Asked;
	submission: Submission;
}) {
	const { points, most, marks, comment, marker, markedAt } = submission;

	return (
		<>
			{points !== null && most !== null && <p class="strong">
				{words("points", { points: number(points, 2),
					most: number(most, 2) })}
				{of.pass > 0 && ` · ${words(submission.passed
					? "passed" : "failed")}`}
			</p>}
			{marks && marks.length === of.rubric.length &&
				<ul class="dots">{of.rubric.map((line, i) => <li key={i}>
					{words("rubric.given", { text: line.text,
						got: number(marks[i] ?? 0, 2),
						points: number(line.points, 2) })}
				</li>)}</ul>}
			{comment && <p class="notice lines">{comment}</p>}
			{marker && markedAt && <p class="facts">
				{words("comment.by", { name: marker, at: moment(markedAt) })}
			</p>}
		</>
	);
}

export function Words({ text }: { text: string }) {
	return text.trim() ? <p class="lines">{text}</p>
		: <p class="quiet">{words("empty")}</p>;
}

export function Earlier({ of, all }: { of: Asked; all: Submission[] }) {
	return all.length === 0 ? null : (
		<section class="stack" aria-labelledby="earlier">
			<h2 id="earlier">{words("earlier")}</h2>
			<ol class="plain stack">
				{all.map((s) => <li key={s.id} class="card stack near">
					<h3 class="card-title">
						{words("number", { n: s.number })}: {" "}
						{words(`state.${s.state}`)}
					</h3>
					<p class="facts">{words("number.at", { name: s.by,
						at: moment(s.handedAt ?? s.updatedAt) })}</p>
					<Judged of={of} submission={s} />
					<details>
						<summary>{words("mark.answer")}</summary>
						<Words text={s.words} />
						<Files id={s.id} files={s.files} />
					</details>
				</li>)}
			</ol>
		</section>
	);
}
