/*
 * What a review opens: one learner's work at this place of the course, for its
 * teacher or for the learner. Nothing is done here but to look, and to send a
 * grade again.
 */
import { useLocation } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { LtiGrade, LtiLaunch, LtiReview, LtiReviewAttempt,
	LtiReviewUnit } from "../../api/lti";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { launchPath } from "../../session/launched";
import { duration, moment } from "../../text/format";
import { words as gradeWords } from "../../text/gradebook";
import { words } from "../../text/launch";
import { standing } from "../../text/names";
import { About } from "./About";
import { TONES, When } from "./Grades";
import { usePageHeight } from "./height";
import { percent, REVIEW, scoreOf, tryStanding, type Try } from "./review";
import { ReviewSitting } from "./ReviewSitting";
import "../manage/gradebook/gradebook.css";

function Sat({ of, own }: { of: Try; own: boolean }) {
	const score = scoreOf(of);

	return (
		<li>
			<p>
				<span class="strong">
					{gradeWords("sitting.n", { n: of.number })}
				</span>
				{score && `: ${score}`}
			</p>
			<p><State named={tryStanding(of)} /></p>
			<p class="facts">{moment(of.beganAt)}</p>
			{own && of.state === "graded" && !score &&
				<p class="facts">{words("review.unseen")}</p>}
			{of.state !== "open" && <p>
				<a href={launchPath({ percobaan: of.id })}>
					{words("review.see", { n: of.number })}
				</a>
			</p>}
		</li>
	);
}

function Unit({ of, own }: { of: LtiReviewUnit; own: boolean }) {
	const facts = [
		of.score === null ? "" : gradeWords("learner.score",
			{ score: percent(of.score) }) +
			(of.graded ? "" : ` (${gradeWords("claimed")})`),
		of.timeMs ? duration(of.timeMs) : "",
		of.scored ? "" : gradeWords("pretest"),
	].filter(Boolean);

	return (
		<li class="card stack near">
			<h3>{of.title}</h3>
			<p><State named={standing(of)} /></p>
			{facts.length > 0 && <p class="facts">{facts.join(" · ")}</p>}
			{of.sittings.length > 0 &&
				<ol class="plain sittings">
					{of.sittings.map((s) =>
						<Sat key={s.id} of={s} own={own} />)}
				</ol>}
		</li>
	);
}

function Attempt({ of, several, own }: {
	of: LtiReviewAttempt;
	several: boolean;
	own: boolean;
}) {
	const id = `attempt-${of.number}`;

	return (
		<section class="stack" aria-labelledby={id}>
			<h2 id={id}>{several ? words("review.attempt", { n: of.number })
				: words("review.units")}</h2>
			<div class="stack near">
				<p><State named={standing(of)} /></p>
				{of.score !== null && <p class="strong">
					{gradeWords("learner.score", { score: percent(of.score) })}
				</p>}
				<p class="facts">
					{gradeWords("learner.began", { at: moment(of.beganAt) })}
					{" · "}
					{gradeWords("learner.last", { at: moment(of.lastAt) })}
				</p>
			</div>
			<ul class="plain cards">
				{of.units.map((u) => <Unit key={u.key} of={u} own={own} />)}
			</ul>
		</section>
	);
}

function Send({ of, sent }: { of: LtiGrade; sent: () => void }) {
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<>
			{problem && <Failure problem={problem} />}
			<p><button class="button" type="button" onClick={() => {
				setProblem(null);
				call("POST", `/api/v1/lti/grades/${of.id}/sending`, {})
					.then(sent, (e) => setProblem(fault(e)));
			}}>
				{words(of.state === "waiting" ? "sendNow" : "send")}
			</button></p>
		</>
	);
}

function Grade({ of, own, reload }: {
	of: LtiGrade | null;
	own: boolean;
	reload: () => void;
}) {
	const [sent, setSent] = useState(false);

	return (
		<section class="card stack near" aria-labelledby="grade">
			<h2 id="grade">{words("review.grade")}</h2>
			{!of ? <p class="quiet">{words("review.gradeNone")}</p> : <>
				<p>{of.scaled === null ? words("noScore")
					: words("review.gradeIs",
						{ score: percent(of.scaled) })}</p>
				<p><span class={`state ${TONES[of.state]}`}>
					{words(`state.${of.state}`)}
				</span></p>
				<When of={of} />
				{of.state !== "sent" && of.sentence && <p>{of.sentence}</p>}
				{of.state !== "sent" && of.advice &&
					<p class="quiet">{of.advice}</p>}
				{of.state !== "sent" && of.said && <p class="small quiet">
					{words("said", { text: of.said })}
				</p>}
				<div role="status">
					{sent && <p class="notice ok">{words("sent.again")}</p>}
				</div>
				{!own && <Send of={of} sent={() => {
					setSent(true);
					reload();
				}} />}
			</>}
		</section>
	);
}

function Work({ review, reload }: { review: LtiReview; reload: () => void }) {
	const { attempts, own } = review;

	return (
		<div class="stack far">
			<p class="quiet">{review.module.title}</p>
			<Grade of={review.grade} own={own} reload={reload} />
			{attempts.length === 0 && <p>{words("review.none")}</p>}
			{attempts.map((one) => <Attempt key={one.number} of={one}
				several={attempts.length > 1} own={own} />)}
		</div>
	);
}

export function Review({ launch }: { launch: LtiLaunch }) {
	const { query } = useLocation();
	const review = useLoad<LtiReview>(REVIEW);
	const box = useRef<HTMLElement>(null);
	const title = review.data?.own !== false ? words("review.own")
		: review.data.person.name;

	usePageHeight(box);
	return (
		<main class="launch" ref={box}>
			<Page title={title} back={query.percobaan ? {
				href: launchPath(), label: words("review.back"),
			} : undefined} action={launch.returnUrl
				? <a class="button" href={launch.returnUrl}>
					{words("backTo")}
				</a> : undefined}>
				<Loaded from={review} page>{(of) => query.percobaan
					? <ReviewSitting review={of} id={query.percobaan} />
					: <Work review={of} reload={review.reload} />}</Loaded>
				<About launch={launch} />
			</Page>
		</main>
	);
}
