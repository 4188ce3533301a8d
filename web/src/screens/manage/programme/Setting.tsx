/* What an assignment or a discussion asks for, and where a tool is, while its
   programme is made. */
import { useRoute } from "preact-iso";
import type { AssignmentSetting, DiscussionSetting, RubricLine } from
	"../../../api/assignment";
import type { Step } from "../../../api/programme";
import type { Place } from "../../../api/tool";
import { Choice, Field, TextField } from "../../../parts/Field";
import { ToolFields } from "../../../parts/ToolChoice";
import { readNumber } from "../../../practice/number";
import { words } from "../../../text/assignment";
import { number } from "../../../text/format";

interface Props<S> {
	at: number;
	setting: S;
	change: (setting: S) => void;
}

function Rubric({ at, lines, change }: {
	at: number;
	lines: RubricLine[];
	change: (lines: RubricLine[]) => void;
}) {
	const put = (i: number, more: Partial<RubricLine>) =>
		change(lines.map((line, k) => k === i ? { ...line, ...more } : line));

	return (
		<fieldset class="form">
			<legend>{words("setting.rubric")}</legend>
			<p class="hint">{words("setting.rubricHint")}</p>
			{lines.map((line, i) => <div key={i} class="stack near">
				<Field name={`rubric-${at}-${i}`} autocomplete="off"
					label={words("setting.line", { n: i + 1 })}
					value={line.text} change={(text) => put(i, { text })} />
				<Field name={`points-${at}-${i}`} inputMode="decimal"
					label={words("setting.points", { n: i + 1 })}
					value={line.points ? number(line.points, 2) : ""}
					change={(text) =>
						put(i, { points: readNumber(text) ?? 0 })} />
				<p><button type="button" class="button bare" onClick={() =>
					change(lines.filter((_, k) => k !== i))}>
					{words("setting.drop", { n: i + 1 })}
				</button></p>
			</div>)}
			<p><button type="button" class="button" onClick={() =>
				change([...lines, { text: "", points: 10 }])}>
				{words("setting.add")}
			</button></p>
		</fieldset>
	);
}

function OfAssignment({ at, setting, change }: Props<AssignmentSetting>) {
	const put = (more: AssignmentSetting) => change({ ...setting, ...more });
	const rubric = setting.rubric ?? [];

	return (
		<>
			<TextField name={`brief-${at}`} label={words("setting.brief")}
				value={setting.brief ?? ""}
				change={(brief) => put({ brief })} />
			<Rubric at={at} lines={rubric} change={(lines) =>
				put(lines.length ? { rubric: lines }
					: { rubric: lines, pass: 0 })} />
			{rubric.length > 0 && <Field name={`mark-${at}`}
				label={words("setting.pass")} hint={words("setting.passHint")}
				inputMode="numeric" value={String(setting.pass ?? 0)}
				change={(text) =>
					put({ pass: Math.floor(Number(text)) || 0 })} />}
			<Field name={`files-${at}`} label={words("setting.files")}
				inputMode="numeric" value={String(setting.files ?? 5)}
				change={(text) =>
					put({ files: Math.floor(Number(text)) || 0 })} />
			<Choice type="checkbox" name={`team-${at}`} value="1"
				label={words("setting.team")} checked={setting.team === true}
				change={(team) => put({ team })} />
			<Choice type="checkbox" name={`late-${at}`} value="1"
				label={words("setting.late")} checked={setting.late === true}
				change={(late) => put({ late })} />
		</>
	);
}

function OfDiscussion({ at, setting, change }: Props<DiscussionSetting>) {
	return (
		<>
			<TextField name={`brief-${at}`} label={words("setting.brief")}
				value={setting.brief ?? ""}
				change={(brief) => change({ ...setting, brief })} />
			<Field name={`posts-${at}`} label={words("setting.posts")}
				inputMode="numeric" value={String(setting.posts ?? 1)}
				change={(text) => change({ ...setting,
					posts: Math.floor(Number(text)) || 1 })} />
		</>
	);
}

export function Setting({ step, at, change }: {
	step: Step;
	at: number;
	change: (setting: unknown) => void;
}) {
	const { params } = useRoute();

	return step.kind === "assignment"
		? <OfAssignment at={at} change={change}
			setting={(step.setting ?? {}) as AssignmentSetting} />
		: step.kind === "discussion"
			? <OfDiscussion at={at} change={change}
				setting={(step.setting ?? {}) as DiscussionSetting} />
			: step.kind === "tool"
				? <ToolFields change={change} named={(...path) =>
					({ name: `tool-${at}-${path.join("-")}` })}
					to={{ programme: params.id ?? "" }}
					place={(step.setting ?? { url: "https://" }) as Place} />
				: null;
}
