/* One try of a quiz or a case, to be read: what was answered, and what of that is
   told to have been right. */
import type { LtiReview, LtiReviewSitting } from "../../api/lti";
import { useAbout } from "../../parts/about";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { State } from "../../parts/pieces";
import { Answer } from "../../questions/Answer";
import { Html, type Setting } from "../../questions/html";
import { moment } from "../../text/format";
import { words as gradeWords } from "../../text/gradebook";
import { words } from "../../text/launch";
import { words as quizWords } from "../../text/quiz";
import { Way } from "../quiz/Case";
import { REVIEW, scoreOf, tryStanding } from "./review";
import "../quiz/quiz.css";

function note({ feedback }: LtiReviewSitting, own: boolean): string {
	if (feedback === "closed" || feedback === "never")
		return quizWords(`review.${feedback}`);
	return own ? quizWords("review.none") : words("review.untold");
}

function Answers({ sitting, own, setting }: {
	sitting: LtiReviewSitting;
	own: boolean;
	setting: Setting;
}) {
	const questions = sitting.questions ?? [];
	const told = sitting.result?.questions;

	return (
		<>
			{!told && <p>{note(sitting, own)}</p>}
			<ol class="plain review">
				{questions.map((question, i) =>
					<li key={question.id} class="card stack">
						<h3>{quizWords("question",
							{ n: i + 1, all: questions.length })}</h3>
						<Answer question={question} setting={setting}
							response={sitting.responses?.[question.id]
								?.response ?? null}
							feedback={told?.[question.id] ?? null}
							other={!own} />
					</li>)}
			</ol>
		</>
	);
}

function Ways({ sitting, setting }: {
	sitting: LtiReviewSitting;
	setting: Setting;
}) {
	const ending = sitting.result?.ending;

	return (
		<>
			<Way graph={sitting.case!} path={sitting.path ?? []}
				setting={setting} />
			{ending && <div class="notice">
				<p class="strong">{ending.title}</p>
				<Html html={ending.html} {...setting} />
			</div>}
		</>
	);
}

function One({ sitting, review }: {
	sitting: LtiReviewSitting;
	review: LtiReview;
}) {
	const about = useAbout();
	const base = about?.contentUrl.replace("{module}", review.module.id);
	const setting: Setting = {
		files: base ? `${base}/c/${sitting.filesToken}/` : null, tokens: {},
	};
	const { result } = sitting;
	const score = scoreOf({ score: result?.scaled ?? null,
		points: result?.points ?? null, most: result?.most ?? null });
	const unit = review.attempts.flatMap((a) => a.units)
		.find((u) => u.sittings.some((s) => s.id === sitting.id));

	return (
		<div class="stack">
			<div class="stack near">
				<h2>
					{unit && `${unit.title}: `}
					{gradeWords("sitting.n", { n: sitting.number })}
				</h2>
				{score && <p class="strong upper-first">{score}</p>}
				<p><State named={tryStanding({ state: sitting.state,
					passed: result?.passed ?? null })} /></p>
				<p class="facts">{moment(sitting.beganAt)}</p>
			</div>
			<h2>{words(sitting.kind === "case" ? "review.way"
				: "review.answers")}</h2>
			{sitting.kind === "case"
				? <Ways sitting={sitting} setting={setting} />
				: <Answers sitting={sitting} own={review.own}
					setting={setting} />}
		</div>
	);
}

export function ReviewSitting({ review, id }: {
	review: LtiReview;
	id: string;
}) {
	const sitting = useLoad<LtiReviewSitting>(
		`${REVIEW}/${encodeURIComponent(id)}`);

	return (
		<Loaded from={sitting}>{(of) =>
			<One sitting={of} review={review} />}</Loaded>
	);
}
