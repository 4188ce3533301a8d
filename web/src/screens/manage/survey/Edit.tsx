/*
 * /kelola/survei/:id: a survey, what can be done with it, and the form that
 * writes it. At …/baru a new one, from a template.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get, type Problem } from "../../../api/client";
import { surveyPath, type Survey } from "../../../api/survey";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { draftOf, dirty, keptDraft, type Draft } from "../../../survey/build";
import { useTabKept } from "../../../survey/kept";
import { lang } from "../../../text";
import { moment } from "../../../text/format";
import { beginning, TEMPLATES, type TemplateName } from
	"../../../text/surveyTemplates";
import { words } from "../../../text/surveys";
import { Build } from "./Build";
import { answersOf, PATH, StateOf } from "./List";
import { SurveyTabs } from "./SurveyTabs";

const back = () => ({ href: PATH, label: words("list.back") });

/* ---- A new one ----------------------------------------------------------------- */

function Templates() {
	return (
		<section class="stack" aria-labelledby="from">
			<h2 id="from">{words("new.from")}</h2>
			<p class="quiet">{words("new.fromWhy")}</p>
			<ul class="plain cards">
				{TEMPLATES.map((name) =>
					<li key={name} class="card linked stack near">
						<h3 class="card-title">
							<a class="cover"
								href={`${PATH}/baru?templat=${name}`}>
								{words(`template.${name}`)}
							</a>
						</h3>
						<p class="facts">{words(`template.${name}.why`)}</p>
					</li>)}
			</ul>
		</section>
	);
}

function draftFrom(name: TemplateName): Draft {
	return { ...beginning(name, lang()), revision: 0, anonymous: true,
		closes: "", targets: [] };
}

/* What is written and not saved; `restored`: since before this visit. */
function useDraft(kept: string, begin: Draft) {
	const restored = useRef(false);
	const [draft, keep, drop] = useTabKept<Draft>(`balai.survey.${kept}`,
		(found) => {
			const was = keptDraft(found);

			restored.current = was !== null;
			return was ?? begin;
		});

	return { draft, keep, restored: restored.current, drop: (next: Draft) => {
		restored.current = false;
		drop(next);
	} };
}

function Begun({ name }: { name: TemplateName }) {
	const { route } = useLocation();
	const state = useDraft(`new.${name}`, draftFrom(name));
	const drop = () => state.drop(draftFrom(name));

	return (
		<Build {...state} of={null} drop={drop} saved={({ id }) => {
			drop();
			route(`${PATH}/${id}`, true);
		}} />
	);
}

function New() {
	const { query } = useLocation();
	const name = TEMPLATES.find((one) => one === query.templat);

	return (
		<Page title={words("new")} back={back()}>
			{name
				? <div class="stack">
					<p><a href={`${PATH}/baru`}>{words("template.other")}</a></p>
					<Begun key={name} name={name} />
				</div>
				: <Templates />}
		</Page>
	);
}

/* ---- One that is there --------------------------------------------------------- */

function Remove({ of, close }: { of: Survey; close: () => void }) {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<Dialog title={words("remove.ask", { title: of.title })} close={close}>
			<p>{words("remove.why")}</p>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button type="button" class="button primary" onClick={() => {
					setProblem(null);
					call("DELETE", surveyPath(of.id)).then(
						() => route(PATH, true),
						(e) => setProblem(fault(e)));
				}}>{words("remove.go")}</button>
				<button type="button" class="button" onClick={close}>
					{words("cancel")}
				</button>
			</p>
		</Dialog>
	);
}

/* What stands in the way of opening it. */
function lacks(of: Survey, unsaved: boolean): string {
	return unsaved ? words("open.unsaved")
		: of.form.questions.length === 0 ? words("fault.questions.need")
			: of.targets.length === 0 ? words("targets.need") : "";
}

function Doing({ of, unsaved, saved }: {
	of: Survey;
	unsaved: boolean;
	saved: (survey: Survey) => void;
}) {
	const { route } = useLocation();
	const [asking, ask] = useState(false);
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const missing = lacks(of, unsaved);

	function run(what: "opening" | "closing" | "copy"): void {
		if (busy)
			return;
		setProblem(null);
		say(what === "opening" ? missing : "");
		if (what === "opening" && missing)
			return;
		setBusy(true);
		call<Survey>("POST", `${surveyPath(of.id)}/${what}`, {})
			.then((next) => {
				if (what === "copy")
					return route(`${PATH}/${next.id}`);
				saved(next);
				say(words(what === "opening" ? "opened" : "closed"));
			}, (e) => setProblem(fault(e))).then(() => setBusy(false));
	}

	return (
		<section class="card stack near" aria-label={words("list.state")}>
			<StateOf state={of.state} />
			<p>{words(`${of.state}.why`)}</p>
			<p class="facts">
				{[answersOf(of), words("version", { n: of.version.number }),
					of.closesAt && words("until",
						{ at: moment(of.closesAt) })]
					.filter(Boolean).join(" · ")}
			</p>
			<div role="status">{said && <p class="notice">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				{of.state === "open"
					? <button type="button" class="button" aria-busy={busy}
						onClick={() => run("closing")}>
						{words("close")}
					</button>
					: <button type="button" aria-busy={busy}
						class={unsaved ? "button" : "button primary"}
						onClick={() => run("opening")}>
						{words(of.state === "draft" ? "open" : "open.again")}
					</button>}
				<button type="button" class="button" aria-busy={busy}
					onClick={() => run("copy")}>{words("copy")}</button>
				{of.state === "draft" &&
					<button type="button" class="button"
						onClick={() => ask(true)}>{words("remove")}</button>}
			</p>
			{asking && <Remove of={of} close={() => ask(false)} />}
		</section>
	);
}

function Whole({ of, set }: { of: Survey; set: (survey: Survey) => void }) {
	const base = useRef(of);
	const { draft, keep, restored, drop } =
		useDraft(`edit.${of.id}`, draftOf(of));

	/* It may come anew, of this page or of another organiser. */
	useEffect(() => {
		if (!dirty(draft, base.current))
			drop(draftOf(of));
		base.current = of;
	}, [of]);

	function put(next: Survey): void {
		drop(draftOf(next));
		base.current = next;
		set(next);
	}

	return (
		<div class="stack far">
			<Doing of={of} unsaved={dirty(draft, of)} saved={(next) => {
				if (dirty(draft, of))
					keep({ ...draft, revision: next.revision });
				set(next);
			}} />
			<Build of={of} draft={draft} keep={keep} restored={restored}
				drop={() => {
					put(of);
					void get<Survey>(surveyPath(of.id)).then(put,
						() => undefined);
				}} saved={put} />
		</div>
	);
}

function Existing({ id }: { id: string }) {
	const from = useLoad<Survey>(surveyPath(id));

	return (
		<Page title={from.data?.title ?? words("list")} back={back()}>
			<SurveyTabs id={id} />
			<Loaded from={from} page>{(of) => from.fresh
				? <Whole of={of} set={from.set} /> : null}</Loaded>
		</Page>
	);
}

export default function Edit() {
	const { params } = useRoute();

	return params.id === "baru" ? <New />
		: <Existing key={params.id} id={params.id ?? ""} />;
}
