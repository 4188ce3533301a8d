/*
 * More time or more tries of a quiz for one learner, with the reason. What was
 * given before stands in the fields.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { LearnerUnit } from "../../../api/gradebook";
import { Dialog } from "../../../parts/Dialog";
import { Field, Summary, useForm, atField } from "../../../parts/Field";
import { number } from "../../../text/format";
import { words } from "../../../text/gradebook";

const MINUTES_MOST = 7 * 24 * 60;
const TRIES_MOST = 100;

function wrong(value: string, most: number): string | undefined {
	return /^\d{1,6}$/.test(value.trim()) && Number(value) <= most
		? undefined : words("leave.number", { most: number(most) });
}

export function Extend({ path, person, unit, close, done }: {
	path: string;	/* of the module, in the API */
	person: { id: string; name: string };
	unit: LearnerUnit;
	close: () => void;
	done: (said: string) => void;
}) {
	const [minutes, setMinutes] = useState(
		String(unit.leave?.extraMinutes ?? 0));
	const [tries, setTries] = useState(
		String(unit.leave?.extraAttempts ?? 0));
	const [reason, setReason] = useState(unit.leave?.reason ?? "");
	const form = useForm<"extraMinutes" | "extraAttempts" | "reason">({
		check: () => ({
			extraMinutes: wrong(minutes, MINUTES_MOST),
			extraAttempts: wrong(tries, TRIES_MOST),
			reason: reason.trim() ? undefined
				: words("leave.reason.missing"),
		} as Record<string, string>),
		send: async () => {
			await call("PUT", `${path}/leave/${
				encodeURIComponent(person.id)}`, {
				unit: unit.key, extraMinutes: Number(minutes),
				extraAttempts: Number(tries), reason: reason.trim(),
			});
			done(words("leave.saved", { unit: unit.title }));
		},
		place: atField("extraMinutes", "extraAttempts", "reason"),
	});

	return (
		<Dialog title={words("leave.title", { name: person.name })}
			close={close}>
			<form class="stack" noValidate aria-busy={form.busy}
				onSubmit={form.submit}>
				<Summary {...form} />
				<p class="strong">{unit.title}</p>
				<p>{words("leave.means")}</p>
				<Field name="extraMinutes" label={words("leave.minutes")}
					inputmode="numeric" autocomplete="off" value={minutes}
					change={setMinutes} error={form.errors.extraMinutes} />
				<Field name="extraAttempts" label={words("leave.attempts")}
					inputmode="numeric" autocomplete="off" value={tries}
					change={setTries} error={form.errors.extraAttempts} />
				<Field name="reason" label={words("leave.reason")}
					hint={words("leave.reason.hint")} autocomplete="off"
					value={reason} change={setReason}
					error={form.errors.reason} />
				<p class="actions">
					<button class="button primary" type="submit">
						{words("leave.go")}
					</button>
					<button class="button" type="button" onClick={close}>
						{words("leave.cancel")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}
