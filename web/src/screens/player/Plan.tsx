/*
 * The plan at a module's end: what the learner will do, how, and until when. It
 * is saved like any progress, by the queue, and can be changed afterwards.
 */
import { useEffect, useState } from "preact/hooks";
import { Choice, ErrorText, Field, Summary, TextField, useForm,
	type Errors } from "../../parts/Field";
import { queuePut } from "../../queue";
import type { Item } from "../../runtime/types";
import { person as whoIs } from "../../session/session";
import { words as plans } from "../../text/plan";
import { words } from "../../text/survey";
import { Follow } from "../plan/Follow";
import type { Launch } from "./launch";

type Name = "choice" | "other" | "text" | "by";

const OTHER = "other";
const TEXT_MOST = 4_000;
const DAY = 86_400_000;

/* A day of this device's calendar, as an <input type="date"> has it. */
function day(from: number): string {
	const at = new Date(from);

	return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
		.map((part) => String(part).padStart(2, "0")).join("-");
}

export default function Plan({ launch, person, ready, done }: {
	launch: Launch;
	person: string;
	ready: () => void;
	done: (item: Item) => void;
}) {
	const { cmi, unit } = launch.state;
	const plan = unit.plan ?? { choices: [], days: 30, prompt: "" };
	const before = (name: Name) => cmi[`balai.plan.${name}`] ?? "";
	const [choice, setChoice] = useState(before("choice"));
	const [other, setOther] = useState(before("other"));
	const [text, setText] = useState(before("text"));
	const [by, setBy] = useState(before("by") ||
		day(Date.now() + plan.days * DAY));
	const [kept, setKept] = useState(false);
	const [times, setTimes] = useState(0);
	const [sequence, setSequence] = useState(launch.state.sequence);
	const [began] = useState(() => performance.now());

	const guest = whoIs()?.guest === true;

	useEffect(ready, []);

	const form = useForm<Name>({
		check: () => {
			const wrong: Errors<Name> = {};

			setKept(false);
			if (!choice || (choice === OTHER && !other.trim()))
				wrong.choice = words("plan.noChoice");
			if (!text.trim())
				wrong.text = words("plan.noText");
			if (text.length > TEXT_MOST)
				wrong.text = words("long");
			if (!by || (by !== before("by") && (by < day(Date.now()) ||
			    by > day(Date.now() + 366 * DAY))))
				wrong.by = words("plan.noDate");
			return wrong;
		},
		send: async () => {
			const item: Item = {
				attempt: launch.attempt, run: launch.run,
				sequence: sequence + 1, at: Date.now(), kind: "cmi",
				cmi: {
					"balai.kind": "plan", "balai.plan.choice": choice,
					"balai.plan.other": choice === OTHER ? other.trim() : "",
					"balai.plan.text": text.trim(), "balai.plan.by": by,
				},
				completion: "completed", success: "unknown", score: null,
				progressMeasure: 1, location: null, exit: "suspend",
				sessionTimeMs: Math.round(performance.now() - began),
				ended: false, nav: null, activity: null,
			};

			setSequence(item.sequence);
			await queuePut(item, launch.runToken, person);
			setKept(true);
			setTimes((n) => n + 1);
			done(item);
		},
	});

	return (
		<div class="player-page"><div class="stack far">
			<form class="form" onSubmit={form.submit} noValidate>
				{plan.prompt && <p>{plan.prompt}</p>}
				{!guest && <p class="small quiet">{plans("private")}</p>}
				<Summary {...form} />
				<fieldset class="field" id="choice" tabIndex={-1}
					aria-describedby={form.errors.choice
						? "choice-error" : undefined}>
					<legend>{words("plan.choices")}</legend>
					<ErrorText id="choice-error" error={form.errors.choice} />
					{plan.choices.map((what) =>
						<Choice key={what} type="radio" name="choice" value={what}
							label={what} checked={choice === what}
							change={() => setChoice(what)} />)}
					<Choice type="radio" name="choice" value={OTHER}
						label={words("plan.other")} checked={choice === OTHER}
						change={() => setChoice(OTHER)} />
				</fieldset>
				{choice === OTHER &&
					<Field name="other" label={words("plan.other")} value={other}
						change={setOther} maxLength={300} />}
				<TextField name="text" label={words("plan.text")}
					hint={words("plan.textHint")} value={text} change={setText}
					error={form.errors.text} />
				<Field name="by" type="date" label={words("plan.by")}
					hint={words("plan.byHint", { days: plan.days })}
					value={by} change={setBy} error={form.errors.by} />
				<div role="status">
					{kept && <p class="notice ok">{words("plan.kept")}</p>}
				</div>
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{words("plan.save")}
				</button>
			</form>
			{!guest && <Follow evidence={launch.attempt} saved={times} />}
		</div></div>
	);
}
