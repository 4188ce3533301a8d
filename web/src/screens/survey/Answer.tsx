/*
 * /survei/:id: a survey that asks somebody. What is not sent yet is kept in this
 * tab; when the survey has moved on meanwhile, what still fits is kept.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, get, Problem } from "../../api/client";
import type { AskedSurvey } from "../../api/survey";
import { Failure } from "../../parts/Failure";
import { Summary, useForm, type Errors } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { focusSoon } from "../../questions/edit/area";
import { person } from "../../session/session";
import { kept, missing, wire, type Answers } from "../../survey/answers";
import { useTabKept } from "../../survey/kept";
import { words } from "../../text/asked";
import { moment } from "../../text/format";
import { Questions } from "./Questions";

/* To be told of what was kept: of which version, and what did not fit. */
interface Draft {
	version: string;
	answers: Answers;
	lost: number;
	moved: boolean;
}

function draftFrom(found: unknown, of: AskedSurvey): Draft {
	const was = found && typeof found === "object" ? found as Partial<Draft> : {};
	const { answers, lost } = kept(of.form, was.answers);
	const moved = was.version !== undefined && was.version !== of.version.id;

	return {
		version: of.version.id, answers,
		lost: lost + (moved ? 0 : Number(was.lost) || 0),
		moved: moved || was.moved === true,
	};
}

const back = () => person()?.guest
	? { href: "/kegiatan", label: words("mine.events") }
	: { href: "/survei", label: words("mine.back") };

function Promise_({ of }: { of: AskedSurvey }) {
	return of.anonymous
		? <div class="notice">
			<p>{words("anonymous.why")}</p>
			<p>{words("anonymous.final")}</p>
		</div>
		: <p class="notice warn">{words("named.why")}</p>;
}

function Fill({ of, reload, done }: {
	of: AskedSurvey;
	reload: () => Promise<AskedSurvey>;
	done: () => void;
}) {
	const [held, keep, drop] = useTabKept<Draft>(
		`balai.asked.${person()?.id ?? ""}.${of.id}`,
		(found) => draftFrom(found, of));
	/* The survey may be read anew while it is filled in. */
	const draft = held.version === of.version.id ? held : draftFrom(held, of);
	const state = useForm<string>({
		check: () => Object.fromEntries([...missing(of.form, draft.answers)]
			.map(([id, what]) => [id, words(`miss.${what}`, {
				question: of.form.questions.find((q) => q.id === id)
					?.text ?? "" })])) as Errors<string>,
		send: async () => {
			try {
				await call("POST", `/api/v1/me/surveys/${of.id}/answers`, {
					version: of.version.id,
					answers: wire(of.form, draft.answers),
				});
				drop();
				done();
			} catch (e) {
				if (!(e instanceof Problem) || (e.code !== "survey_moved" &&
				    e.code !== "survey_shut"))
					throw e;
				const next = await reload();

				if (next.state === "closed")
					return drop();
				keep(draftFrom(draft, next));
				focusSoon("moved");
			}
		},
	});
	const offline = state.problem?.status === 0;

	return (
		<form class="stack far" onSubmit={state.submit} noValidate>
			<Promise_ of={of} />
			<p class="small quiet">{words("kept")}</p>
			<div role="status" id="moved" tabIndex={-1}>
				{draft.moved && <p class="notice warn">{draft.lost > 0
					? words("moved.lost", { n: draft.lost })
					: words("moved")}</p>}
			</div>
			<Summary {...state} problem={offline ? null : state.problem} />
			<Questions form={of.form} answers={draft.answers}
				errors={state.errors}
				change={(answers) => keep({ ...draft, answers })} />
			<div class="stack near">
				<div role="alert">{offline &&
					<p class="notice warn">{words("unsent")}</p>}</div>
				<p class="actions">
					<button class="button primary" type="submit"
						aria-busy={state.busy}>
						{words(state.busy ? "sending" : "send")}
					</button>
				</p>
			</div>
		</form>
	);
}

function Shut() {
	return (
		<div class="notice" role="status">
			<p class="strong">{words("closed")}</p>
			<p>{words("closed.why")}</p>
			<p><a class="button" href={back().href}>{back().label}</a></p>
		</div>
	);
}

function Told({ title, why }: { title: string; why: string }) {
	const { href, label } = back();

	return (
		<Page title={title}>
			<div class="card stack">
				<p>{why}</p>
				<p class="actions"><a class="button" href={href}>{label}</a></p>
			</div>
		</Page>
	);
}

/* A survey that is another's is nobody's fault. */
function Refused({ problem, again }: { problem: Problem; again: () => void }) {
	return problem.status === 403 || problem.status === 404
		? <Told title={words("notAsked")} why={words("notAsked.why")} />
		: <Failure problem={problem} again={again} page />;
}

export default function Answer() {
	const id = useRoute().params.id ?? "";
	const path = `/api/v1/me/surveys/${encodeURIComponent(id)}`;
	const from = useLoad<AskedSurvey>(path);
	const [sent, setSent] = useState(false);
	const of = from.data;

	async function reload(): Promise<AskedSurvey> {
		const next = await get<AskedSurvey>(path);

		from.set(next);
		return next;
	}

	if (!of && from.problem)
		return <Refused problem={from.problem} again={from.reload} />;
	return (
		<Page title={of?.title ?? words("mine")} back={back()}>
			<Loaded from={from}>{(of) =>
				<div class="stack">
					<p class="facts">
						{[words(`why.${of.why.kind}`, { name: of.why.name }),
							of.closesAt && words("until",
								{ at: moment(of.closesAt) })]
							.filter(Boolean).join(" · ")}
					</p>
					{of.about && <p class="lines">{of.about}</p>}
					{sent || of.done
						? <div class="notice ok" role="status">
							<p class="strong">
								{words(sent ? "sent" : "done")}
							</p>
							<p>{words(!sent ? "done.why" : of.anonymous
								? "sent.anonymous" : "done.why")}</p>
							<p><a class="button" href={back().href}>
								{back().label}
							</a></p>
						</div>
						: of.state === "closed"
							? <Shut />
						: from.fresh
							? <Fill key={of.id} of={of} reload={reload}
								done={() => {
									setSent(true);
									scrollTo(0, 0);
								}} />
							: null}
				</div>}
			</Loaded>
		</Page>
	);
}
