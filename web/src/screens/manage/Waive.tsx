/*
 * A learner need not do a lesson of cmi5: which one and why, with what that
 * means said before it is done.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { LearnerUnits, WaiveReason } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Choice, Select } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { words } from "../../text/versions";

const REASONS: WaiveReason[] = ["Tested Out", "Equivalent AU",
	"Equivalent Outside Activity", "Administrative"];

interface Props {
	path: string;		/* of the module, in the API */
	person: { id: string; name: string };
	close: () => void;
	done: (said: string) => void;
}

function Form({ path, of, close, done }: Omit<Props, "person"> & {
	of: LearnerUnits;
}) {
	const open = of.units.filter((u) => u.waivable);
	const [unit, setUnit] = useState(open[0]?.id ?? "");
	const [reason, setReason] = useState<WaiveReason>(
		"Administrative");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	async function go(e: Event): Promise<void> {
		e.preventDefault();
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		try {
			await call("POST", `${path}/waivers`,
				{ person: of.person.id, unit, reason });
			done(words("waived", {
				name: of.person.name,
				title: open.find((u) => u.id === unit)?.title ?? "",
			}));
		} catch (why) {
			setProblem(fault(why));
			setBusy(false);
		}
	}

	const cancel = (
		<button class="button" type="button" onClick={close}>
			{words("waive.cancel")}
		</button>
	);

	if (open.length === 0)
		return <><p>{words("waive.none")}</p><p class="actions">{cancel}</p></>;
	return (
		<form class="stack" aria-busy={busy} onSubmit={(e) => void go(e)}>
			{problem && <Failure problem={problem} />}
			<p>{words("waive.means")}</p>
			<Select name="unit" label={words("waive.unit")} value={unit}
				options={open.map((u) => [u.id, u.title])} change={setUnit} />
			<fieldset class="field">
				<legend>{words("waive.reason")}</legend>
				{REASONS.map((r) =>
					<Choice key={r} type="radio" name="reason"
						value={r.replace(/ /g, "-")}
						label={words(`reason.${r}`)} checked={reason === r}
						change={() => setReason(r)} />)}
			</fieldset>
			<p class="actions">
				<button class="button primary" type="submit">
					{words("waive.go")}
				</button>
				{cancel}
			</p>
		</form>
	);
}

export function Waive({ path, person, close, done }: Props) {
	const units = useLoad<LearnerUnits>(
		`${path}/learners/${encodeURIComponent(person.id)}`);

	return (
		<Dialog title={words("waive.open", { name: person.name })}
			close={close}>
			<Loaded from={units}>{(of) =>
				<Form path={path} of={of} close={close} done={done} />}
			</Loaded>
		</Dialog>
	);
}
