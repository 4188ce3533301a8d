/* Before it begins: what awaits, what was before, and the rule that holds. */
import type { QuizInfo, SittingRow } from "../../api/quiz";
import { Icon, type IconName } from "../../parts/Icon";
import { Html, type Setting } from "../../questions/html";
import { clock, day, moment, number } from "../../text/format";
import { words } from "../../text/quiz";

interface Props {
	info: QuizInfo;
	setting: Setting;
	busy: boolean;
	begin: () => void;
	see: (sitting: string) => void;
}

const MARKS: Record<SittingRow["state"], [string, IconName]> = {
	open: ["wait", "half"],
	ended: ["", "done"],
	waiting: ["wait", "half"],
	graded: ["ok", "done"],
};

/* "80": of a hundred, as everybody here counts. */
export function percent(scaled: number): string {
	return number(scaled * 100);
}

function Facts({ info }: { info: QuizInfo }) {
	const { timeMinutes: time, extraMinutes: more } = info;
	const quiz = info.kind !== "case";
	const rows: [string, string][] = [];

	if (quiz)
		rows.push([words("fact.questions"), info.points === null
			? words("fact.questions.only", { n: info.questions })
			: words("fact.questions.n", {
				n: info.questions, points: number(info.points, 2),
			})]);
	if (quiz)
		rows.push([words("fact.time"), time === null
			? words("fact.time.none")
			: words(more > 0 ? "fact.time.more" : "fact.time.n",
				{ n: time + more, more })]);
	if (info.minutes)
		rows.push([words("fact.minutes"),
			words("fact.time.n", { n: info.minutes })]);
	if (info.kind !== "pretest") {
		rows.push([words("fact.pass"), info.passMark === null
			? words("fact.pass.none") : number(info.passMark)]);
		rows.push([words("fact.attempts"), info.attempts === null
			? words("fact.attempts.free")
			: words("fact.attempts.left", {
				left: info.left ?? 0,
				all: info.used + (info.left ?? 0),
			})]);
		rows.push([words("fact.keep"), words(`keep.${info.keep}`)]);
	}
	if (quiz)
		rows.push([words("fact.feedback"), words(`feedback.${info.feedback}`)]);
	if (info.closesAt)
		rows.push([words("fact.closes"), moment(info.closesAt)]);
	return (
		<section class="card">
			<h2>{words("facts")}</h2>
			<dl class="rows">
				{rows.map(([name, value]) =>
					<div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
			</dl>
		</section>
	);
}

function Row({ row, see }: { row: SittingRow; see: () => void }) {
	const [tone, icon] = MARKS[row.state];

	return (
		<li class="card line-with-button">
			<div>
				<p class="strong">
					{words("earlier.row", { n: row.number })}
					{row.score && ` · ${words("score.line",
						{ score: percent(row.score.scaled) })}`}
				</p>
				<p class={`state ${tone}`}>
					<Icon name={icon} size={20} />
					<span>{words(`sitting.${row.state}`)}</span>
				</p>
				<p class="facts">
					{day(row.beganAt)} {clock(row.beganAt)}
					{row.counts && ` · ${words("earlier.counts")}`}
				</p>
			</div>
			{row.state !== "open" &&
				<button type="button" class="button" onClick={see}>
					<span aria-hidden="true"><Icon name="next" size={20} /></span>
					<span class="hidden-words">
						{words("earlier.see", { n: row.number })}
					</span>
				</button>}
		</li>
	);
}

export function Start({ info, setting, busy, begin, see }: Props) {
	const open = info.sittings.find((row) => row.id === info.open);
	const why = info.whyNot === "used" || info.whyNot === "closed"
		? info.whyNot : "other";
	const decides = info.kind === "case";
	const kind = words(`kind.${info.kind}`);

	return (
		<>
			<div>
				{kind !== info.title && <p class="small quiet">{kind}</p>}
				<h2 class="quiz-title">{info.title}</h2>
			</div>
			{info.introHtml && <Html html={info.introHtml} {...setting} />}
			{info.kind === "pretest" && <p>{words("pretest.what")}</p>}
			{(info.mayBegin || open)
				? <p class="actions">
					<button type="button" class="button primary"
						aria-busy={busy} onClick={() => busy || begin()}>
						{open ? words("goOn", { n: open.number })
							: info.used > 0
								? words("begin.again", { n: info.used + 1 })
								: words("begin",
									{ kind: kind.toLowerCase() })}
					</button>
				</p>
				: <div class="notice warn"><p>{words(`why.${why}`)}</p></div>}
			{info.kept !== null &&
				<p class="strong">{words("kept", { score: percent(info.kept) })}</p>}
			<Facts info={info} />
			<section class="notice ok">
				<h2>{words(decides ? "rule.decisions" : "rule.title")}</h2>
				<p>{words(decides ? "rule.kept" : "rule.saved")}</p>
				{info.timeMinutes !== null && <p>{words("rule.time")}</p>}
			</section>
			{info.sittings.length > 0 &&
				<section class="stack near">
					<h2>{words("earlier")}</h2>
					<ol class="plain cards">
						{info.sittings.map((row) =>
							<Row key={row.id} row={row}
								see={() => see(row.id)} />)}
					</ol>
				</section>}
		</>
	);
}
