/*
 * A batch's name, dates, and whether people enrol themselves.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Batch, BatchDetail } from "../../../api/programme";
import { atField, Choice, Field, Summary, useForm } from
	"../../../parts/Field";
import { t } from "../../../text";
import { words } from "../../../text/programme";

type Name = "name" | "startsAt" | "endsAt" | "enrolUntil" | "capacity";

const pair = (n: number) => String(n).padStart(2, "0");

/* As <input type="date"> has it, on this device's calendar. */
function dayText(ms: number | null | undefined): string {
	const at = new Date(ms ?? NaN);

	return Number.isNaN(at.getTime()) ? ""
		: `${at.getFullYear()}-${pair(at.getMonth() + 1)}-` +
			pair(at.getDate());
}

/* The first or the last minute of that day; NaN for none. */
export function dayMs(text: string, last: boolean): number {
	return new Date(`${text}T${last ? "23:59:00" : "00:00:00"}`).getTime();
}

export function RunForm({ path, batch, saved }: {
	path: string;
	batch: Batch | null;
	saved: (batch: BatchDetail) => void;
}) {
	const [name, setName] = useState(batch?.name ?? "");
	const [from, setFrom] = useState(dayText(batch?.startsAt));
	const [to, setTo] = useState(dayText(batch?.endsAt));
	const [self, setSelf] = useState(batch?.selfEnrol ?? false);
	const [until, setUntil] = useState(dayText(batch?.enrolUntil));
	const [capacity, setCapacity] =
		useState(batch?.capacity ? String(batch.capacity) : "");
	const [done, setDone] = useState(false);
	const form = useForm<Name>({
		check: () => {
			setDone(false);
			return {
				...(!name.trim() && { name: words("run.noName") }),
				...(!from && { startsAt: words("run.noDay") }),
				...(!to && { endsAt: words("run.noDay") }),
				...(capacity && !/^[1-9]\d{0,4}$/.test(capacity.trim()) &&
					{ capacity: words("run.badNumber") }),
			};
		},
		send: async () => {
			const next = await call<BatchDetail>(batch ? "PATCH" : "POST",
				path, {
					name: name.trim(), startsAt: dayMs(from, false),
					endsAt: dayMs(to, true), selfEnrol: self,
					enrolUntil: self && until ? dayMs(until, true) : null,
					capacity: self && capacity ? Number(capacity) : null,
				});

			setDone(true);
			saved(next);
		},
		place: atField("name", "startsAt", "endsAt", "enrolUntil",
			"capacity"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={words("run.name")} value={name}
				hint={words("run.nameHint")} change={setName}
				error={form.errors.name} autocomplete="off" />
			<Field name="startsAt" label={words("run.from")} type="date"
				value={from} change={setFrom} error={form.errors.startsAt} />
			<Field name="endsAt" label={words("run.to")} type="date"
				value={to} change={setTo} error={form.errors.endsAt} />
			<Choice type="checkbox" name="selfEnrol" value="1"
				label={words("run.self")} checked={self} change={setSelf} />
			{self && <>
				<Field name="enrolUntil" label={words("run.until")}
					type="date" value={until} change={setUntil}
					error={form.errors.enrolUntil} />
				<Field name="capacity" label={words("run.capacity")}
					hint={words("run.capacityHint")} inputMode="numeric"
					value={capacity} change={setCapacity}
					error={form.errors.capacity} />
			</>}
			<div role="status">
				{done && <p class="notice ok">{words("saved")}</p>}
			</div>
			<button class={batch ? "button" : "button primary"} type="submit"
				aria-busy={form.busy}>
				{form.busy ? t("form.busy")
					: words(batch ? "run.save" : "run.add")}
			</button>
		</form>
	);
}
