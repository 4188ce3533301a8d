/* The drafts of an agency: what is being written, and a way to begin. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import { dropDraftOf, type DraftInfo, type DraftRow } from "../../drafts/session";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Field, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/editor";
import { moment } from "../../text/format";
import type { Problem } from "../../api/client";
import { draftHref } from "./place";

const TITLE_MOST = 200;

function Begin() {
	const { route } = useLocation();
	const [title, setTitle] = useState("");
	const form = useForm<"title">({
		check: () => ({
			title: title.trim() ? undefined : words("begin.noTitle"),
		}) as Partial<Record<"title", string>>,
		send: async () => {
			const made = await call<DraftInfo>("POST", "/api/v1/drafts",
				{ title: title.trim() });

			route(draftHref(made.id));
		},
	});

	return (
		<section class="card stack" aria-labelledby="begin">
			<h2 id="begin">{words("begin")}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary errors={form.errors} problem={form.problem}
					attempt={form.attempt} />
				<Field name="title" label={words("begin.title")}
					hint={words("begin.hint")} value={title}
					maxLength={TITLE_MOST} autoComplete="off"
					error={form.errors.title} change={setTitle} />
				<button class="button primary" type="submit"
					aria-busy={form.busy}>{words("begin.go")}</button>
			</form>
		</section>
	);
}

function Row({ row, remove }: { row: DraftRow; remove: () => void }) {
	return (
		<li class="card stack near">
			<h3><a href={draftHref(row.id)}>{row.title}</a></h3>
			<p class="facts">
				{words(row.module ? "drafts.ofModule" : "drafts.new")}{" · "}
				{words("drafts.changed", {
					at: moment(row.updatedAt), name: row.updatedBy ?? "?",
				})}
			</p>
			<p class="actions">
				<a class="button" href={draftHref(row.id)}>
					{words("drafts.go")}
					<span class="hidden-words">{row.title}</span>
				</a>
				<button type="button" class="button bare" onClick={remove}>
					{words("drafts.remove")}
					<span class="hidden-words">{row.title}</span>
				</button>
			</p>
		</li>
	);
}

export default function Drafts() {
	const list = useLoad<{ drafts: DraftRow[] }>("/api/v1/drafts");
	const [asked, ask] = useState<DraftRow | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	function remove(row: DraftRow): void {
		ask(null);
		setProblem(null);
		call("DELETE", `/api/v1/drafts/${encodeURIComponent(row.id)}`)
			.then(() => {
				dropDraftOf(row.id);
				list.reload();
			}, (e) => setProblem(fault(e)));
	}

	return (
		<Page title={words("drafts")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<div class="stack">
				{problem && <Failure problem={problem} />}
				<Begin />
				<section class="stack" aria-labelledby="list">
					<h2 id="list">{words("drafts.list")}</h2>
					<Loaded from={list}>{({ drafts }) => drafts.length === 0
						? <p class="quiet">{words("drafts.none")}</p>
						: <ul class="plain cards">
							{drafts.map((row) => <Row key={row.id} row={row}
								remove={() => ask(row)} />)}
						</ul>}</Loaded>
				</section>
			</div>
			{asked &&
				<Dialog title={words("drafts.removeTitle",
					{ title: asked.title })} close={() => ask(null)}>
					<p>{words("drafts.removeMeans")}</p>
					<p class="actions">
						<button type="button" class="button primary"
							onClick={() => remove(asked)}>
							{words("drafts.removeGo")}
						</button>
						<button type="button" class="button"
							onClick={() => ask(null)}>{words("cancel")}</button>
					</p>
				</Dialog>}
		</Page>
	);
}
