/*
 * Writing a question of a bank, or its next version, with the editor's form. What
 * the server finds wrong stands at its field; what is typed is kept in this tab.
 */
import { useLocation, useRoute } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import type { BankQuestionDetail, BankQuestionPage } from "../../api/bank";
import { call, Problem } from "../../api/client";
import type { QuestionType } from "../../api/quiz";
import { isBag } from "../../drafts/json";
import { Dialog } from "../../parts/Dialog";
import { Field, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { focusSoon } from "../../questions/edit/area";
import { Lens } from "../../questions/edit/lens";
import { newQuestion, QUESTION_TYPES } from "../../questions/edit/make";
import { QuestionPreview } from "../../questions/edit/Preview";
import { QuestionForm, type Around } from "../../questions/edit/QuestionForm";
import { person } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/bank";
import { words as forms } from "../../text/questionEdit";
import "../draft/draft.css";
import { useKept, type KeptState } from "./kept";

const AROUND: Around = { kind: "bank", media: [], lessons: [], competencies: [] };
const SETTING = { files: null, tokens: {} };
const NOTE_MOST = 300;
const MEMBER = "definition";

/* Nobody has to think of a code; a try that is made again has the same. */
function newCode(): string {
	return `soal-${Date.now().toString(36)}${
		Math.random().toString(36).slice(2, 5)}`;
}

/*
 * The id of the field of a JSON pointer (RFC 6901), or of the nearest thing
 * around it that is on the page.
 */
function fieldOf(pointer: string): string {
	const keys = ["f", ...pointer.split("/").slice(1).map((key) =>
		key.replace(/~1/g, "/").replace(/~0/g, "~"))];

	while (keys.length > 1 && !document.getElementById(keys.join(".")))
		keys.pop();
	return keys.join(".");
}

/* What is folded away cannot take the focus. */
function unfold(id: string): void {
	const fold = document.getElementById(id)?.closest("details");

	if (fold)
		fold.open = true;
}

function placeOf(problem: Problem): string | null {
	if (problem.code !== "bank_question_invalid" ||
	    !problem.field.startsWith(MEMBER))
		return null;
	const id = fieldOf(problem.field.slice(MEMBER.length));

	unfold(id);
	return id;
}

/* The sentence names the place for programs; here it stands at the field. */
function plain(problem: Problem): Problem {
	const place = `${problem.field.slice(MEMBER.length) || "/"}: `;
	const at = problem.detail.indexOf(place);

	return problem.code !== "bank_question_invalid" || at < 0 ? problem
		: new Problem(problem.status, problem.code, problem.title,
			problem.detail.slice(at + place.length), problem.requestId, 0,
			problem.field);
}

/* An answer that was lost on its way: the question may be there by now. */
async function savedBefore(path: string, code: string): Promise<string | null> {
	const { questions } = await call<BankQuestionPage>("GET",
		`${path}?q=${encodeURIComponent(code)}`);

	return questions.find((one) => one.ident === code)?.id ?? null;
}

async function send(
	path: string,
	id: string,
	body: { definition: unknown; note: string },
): Promise<BankQuestionDetail> {
	if (id)
		return call("PUT", `${path}/${id}`, body);
	try {
		return await call("POST", path, body);
	} catch (e) {
		const { definition } = body;
		const found = e instanceof Problem && e.code === "name_taken" &&
			isBag(definition)
			? await savedBefore(path, String(definition.id)) : null;

		if (found === null)
			throw e;
		return call("PUT", `${path}/${found}`, body);
	}
}

function Types({ choose }: { choose: (type: QuestionType) => void }) {
	return (
		<section class="card stack" aria-labelledby="types">
			<h2 id="types" tabIndex={-1}>{words("write.type")}</h2>
			<ul class="plain edit-types">
				{QUESTION_TYPES.map((type) =>
					<li key={type}>
						<button type="button" class="button"
							onClick={() => choose(type)}>
							{forms(`type.${type}`)}
						</button>
					</li>)}
			</ul>
		</section>
	);
}

function Discard({ drop }: { drop: () => void }) {
	const [asking, ask] = useState(false);

	return <>
		<button type="button" class="button bare" onClick={() => ask(true)}>
			{words("write.discard")}
		</button>
		{asking && <Dialog title={words("write.discardAsk")}
			close={() => ask(false)}>
			<p class="actions">
				<button type="button" class="button primary" onClick={() => {
					ask(false);
					drop();
				}}>{words("write.discard")}</button>
				<button type="button" class="button"
					onClick={() => ask(false)}>{words("write.goOn")}</button>
			</p>
		</Dialog>}
	</>;
}

interface WriteProps {
	bank: string;
	/** "": a new one. */
	id: string;
	kept: KeptState;
	drop: () => void;
}

function Write({ bank, id, kept, drop }: WriteProps) {
	const { route } = useLocation();
	const box = useRef<HTMLFormElement>(null);
	const { question, note } = kept.now;
	const form = useForm<string>({
		check: () => {
			const unread = box.current?.querySelector("[data-unread]");

			if (unread)
				unfold(unread.id);
			return unread ? { [unread.id]: forms("number.bad") } : {};
		},
		send: async () => {
			const saved = await send(
				`/api/v1/banks/${encodeURIComponent(bank)}/questions`, id,
				{ definition: question, note: note.trim() })
				.catch((e) => {
					throw e instanceof Problem ? plain(e) : e;
				});

			kept.drop();
			route(`/kelola/bank/${bank}/soal/${saved.id}`);
		},
		place: placeOf,
	});
	const of = new Lens(question, (edit) => kept.change((was) =>
		({ ...was, question: edit(was.question) })), [], form.errors);

	return (
		<form class="stack" onSubmit={form.submit} noValidate ref={box}>
			<Summary {...form} />
			<div class="edit-both">
				<div class="stack">
					<QuestionForm of={of} around={AROUND} />
					<Field name="note" label={words(id ? "write.note"
						: "write.noteNew")} value={note} maxLength={NOTE_MOST}
						autoComplete="off" hint={words("write.noteHint")}
						change={(text) => kept.change((was) =>
							({ ...was, note: text }))} />
				</div>
				<div><QuestionPreview value={question} setting={SETTING} /></div>
			</div>
			<p class="actions">
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy")
						: words(id ? "write.saveVersion" : "write.save")}
				</button>
				<Discard drop={drop} />
			</p>
		</form>
	);
}

const keyOf = (bank: string, question: string) =>
	`balai.bank.${person()?.id ?? ""}.${bank}.${question}`;

function Restored({ kept }: { kept: KeptState }) {
	return <div role="status">
		{kept.restored && <p class="notice">{words("write.restored")}</p>}
	</div>;
}

export function BankNew() {
	const { id: bank = "" } = useRoute().params;
	const kept = useKept(keyOf(bank, "new"),
		{ question: null, note: "", from: 0 });

	return (
		<Page wide title={words("write")} back={{
			href: `/kelola/bank/${bank}`, label: words("question.back") }}>
			<div class="stack">
				<Restored kept={kept} />
				{kept.now.question === null
					? <Types choose={(type) => {
						kept.change((was) => ({ ...was,
							question: newQuestion(type, newCode()) }));
						focusSoon("f.text");
					}} />
					: <Write bank={bank} id="" kept={kept} drop={() => {
						kept.drop();
						focusSoon("types");
					}} />}
			</div>
		</Page>
	);
}

function Change({ bank, question }: {
	bank: string;
	question: BankQuestionDetail;
}) {
	const { route } = useLocation();
	const kept = useKept(keyOf(bank, question.id), {
		question: question.definition, note: "", from: question.number });

	return (
		<div class="stack">
			<Restored kept={kept} />
			{kept.now.from !== question.number &&
				<p class="notice warn">{words("write.newer", {
					n: question.number, from: kept.now.from })}</p>}
			<Write bank={bank} id={question.id} kept={kept} drop={() => {
				kept.drop();
				route(`/kelola/bank/${bank}/soal/${question.id}`);
			}} />
		</div>
	);
}

export default function BankChange() {
	const { id: bank = "", question = "" } = useRoute().params;
	const load = useLoad<BankQuestionDetail>(
		`/api/v1/banks/${encodeURIComponent(bank)}/questions/${
			encodeURIComponent(question)}`);

	return (
		<Page wide title={words("write.change")} back={{
			href: `/kelola/bank/${bank}/soal/${question}`,
			label: words("write.back") }}>
			<Loaded from={load} page>{(q) =>
				<Change key={q.id} bank={bank} question={q} />}</Loaded>
		</Page>
	);
}
