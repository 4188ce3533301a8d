/*
 * What a host says of an event: the few fields that make a public page first,
 * the rest folded away.
 */
import { useEffect, useState } from "preact/hooks";
import { call, get } from "../../../api/client";
import { eventPath, type EventWhole, type ZoneName } from "../../../api/event";
import { atField, Choice, Field, Select, Summary, TextField, useForm,
	type Errors } from "../../../parts/Field";
import { t } from "../../../text";
import { words, type EventWord } from "../../../text/event";
import { fromInputs, inputDate, inputTime, ownZone, ZONES } from
	"../../../text/zones";
import { ModulePick, type Named } from "./ModulePick";

const DAY = 86_400_000;
type Name = "title" | "date" | "starts" | "ends" | "joinUrl" | "place" |
	"capacity" | "jp" | "leastPercent" | "leastChecks";

interface Filled {
	title: string;
	kind: "webinar" | "room";
	date: string;
	starts: string;
	ends: string;
	zone: ZoneName;
	joinUrl: string;
	place: string;
	about: string;
	capacity: string;
	audience: string;
	jp: string;
	paper: string;
	paperSurvey: boolean;
	paperModule: string;
	leastPercent: string;
	leastChecks: string;
	competency: string;
}

function begin(of: EventWhole | null): Filled {
	const zone = of?.zone ?? ownZone();

	return {
		title: of?.title ?? "", kind: of?.kind ?? "webinar", zone,
		date: of ? inputDate(zone, of.startsAt) : "",
		starts: of ? inputTime(zone, of.startsAt) : "09:00",
		ends: of ? inputTime(zone, of.endsAt) : "11:00",
		joinUrl: of?.joinUrl ?? "", place: of?.place ?? "",
		about: of?.about ?? "",
		capacity: of?.capacity ? String(of.capacity) : "",
		audience: of?.audience ?? "public",
		jp: String((of?.jp ?? 0) / 100).replace(".", ","),
		paper: of?.paper ?? "", paperSurvey: of?.paperSurvey ?? false,
		paperModule: of?.paperModule ?? "",
		leastPercent: String(of?.leastPercent ?? 70),
		leastChecks: String(of?.leastChecks ?? 0),
		competency: of?.competency ?? "technical",
	};
}

/* An event that lasts for days keeps its length; else an end before the start
   is the day after. */
function times(f: Filled, of: EventWhole | null): [number, number] {
	const starts = fromInputs(f.zone, f.date, f.starts);
	const ends = fromInputs(f.zone, f.date, f.ends);
	const days = of ? Math.floor((of.endsAt - of.startsAt) / DAY) : 0;

	return [starts, (ends > starts ? ends : ends + DAY) + days * DAY];
}

const whole = (text: string, least: number, most: number): boolean =>
	/^\d{1,7}$/.test(text.trim()) && Number(text) >= least &&
	Number(text) <= most;

function jpOf(text: string): number {
	return /^\d{1,4}([.,]\d{1,2})?$/.test(text.trim())
		? Math.round(Number(text.trim().replace(",", ".")) * 100) : NaN;
}

function check(f: Filled): Errors<Name> {
	const errors: Errors<Name> = {};

	if (!f.title.trim())
		errors.title = words("noTitle");
	if (!f.date || !f.starts || !f.ends)
		errors.date = words("noTime");
	if (f.joinUrl.trim() && !/^https:\/\/[^\s.]+\.\S+$/.test(f.joinUrl.trim()))
		errors.joinUrl = words("badLink");
	if (f.capacity.trim() && !whole(f.capacity, 1, 100_000))
		errors.capacity = words("badCapacity");
	if (!(jpOf(f.jp) <= 100_000))
		errors.jp = words("badJp");
	if (!whole(f.leastPercent, 0, 100))
		errors.leastPercent = words("badLeast");
	if (!whole(f.leastChecks, 0, 50))
		errors.leastChecks = words("badLeast");
	return errors;
}

function body(f: Filled, of: EventWhole | null): Record<string, unknown> {
	const [startsAt, endsAt] = times(f, of);

	return {
		title: f.title.trim(), kind: f.kind, startsAt, endsAt, zone: f.zone,
		joinUrl: f.joinUrl.trim(), place: f.place.trim(), about: f.about,
		capacity: f.capacity.trim() ? Number(f.capacity) : null,
		audience: f.audience, jp: jpOf(f.jp), paper: f.paper,
		paperSurvey: f.paperSurvey, paperModule: f.paperModule || null,
		leastPercent: Number(f.leastPercent),
		leastChecks: Number(f.leastChecks), competency: f.competency,
		...of && { revision: of.revision },
	};
}

const choices = (name: string, keys: string[]): [string, string][] =>
	keys.map((key) => [key, words(`${name}.${key}` as EventWord)]);

interface PartProps {
	f: Filled;
	of: EventWhole | null;
	set: (change: Partial<Filled>) => void;
	errors: Errors<Name>;
}

/* The module whose quiz is to be passed first: one of the materials' or any that
   is published; who holds a seat may open it. */
function PaperModule({ f, of, set }: PartProps) {
	const [chosen, choose] = useState<Named | null>(null);
	const [picking, pick] = useState(false);
	const offered = [...new Map((of?.materials ?? []).filter((m) => m.module)
		.map((m) => [m.module, { id: m.module ?? "",
			title: m.moduleTitle ?? m.title }])).values()];
	const title = [chosen, ...offered].find((m) => m?.id === f.paperModule)
		?.title ?? words("paper.module");

	useEffect(() => {
		if (f.paperModule)
			get<Named>(`/api/v1/modules/${encodeURIComponent(f.paperModule)}`)
				.then(choose, () => undefined);
	}, [f.paperModule]);

	return (
		<div class="stack near">
			<Choice type="checkbox" name="paperModule" value="1"
				label={words("paperModule")}
				checked={picking || !!f.paperModule} change={(on) => {
					pick(on);
					set({ paperModule: "" });
				}} />
			{(picking || f.paperModule) &&
				<ModulePick name="paper-module" published
					label={words("materials.module")}
					hint={words("paperModuleHint")} offered={offered}
					chosen={f.paperModule ? { id: f.paperModule, title } : null}
					choose={(m) => {
						choose(m);
						set({ paperModule: m.id });
					}} />}
		</div>
	);
}

function Few({ f, set, errors }: PartProps) {
	return (
		<>
			<Field name="title" label={words("title")} value={f.title}
				change={(title) => set({ title })} error={errors.title}
				maxLength={200} autocomplete="off" />
			<Select name="kind" label={words("kind")} value={f.kind}
				options={choices("kind", ["webinar", "room"])}
				change={(kind) => set({ kind: kind as Filled["kind"] })} />
			<Field name="date" type="date" label={words("date")} value={f.date}
				change={(date) => set({ date })} error={errors.date} />
			<Field name="starts" type="time" label={words("starts")}
				value={f.starts} change={(starts) => set({ starts })} />
			<Field name="ends" type="time" label={words("ends")} value={f.ends}
				change={(ends) => set({ ends })}
				hint={f.ends <= f.starts ? words("nextDay") : undefined} />
			<Select name="zone" label={words("zone")} value={f.zone}
				options={ZONES.map((z) => [z, z])}
				change={(zone) => set({ zone: zone as ZoneName })} />
			{f.kind === "room" &&
				<Field name="place" label={words("place")} value={f.place}
					hint={words("placeHint")} maxLength={150}
					change={(place) => set({ place })} error={errors.place} />}
			<Field name="joinUrl" type="url" inputMode="url"
				label={words("link")} hint={words("linkHint")}
				value={f.joinUrl} change={(joinUrl) => set({ joinUrl })}
				error={errors.joinUrl} autocomplete="off" maxLength={2000} />
		</>
	);
}

function More({ f, of, set, errors }: PartProps) {
	return (
		<div class="stack">
			<TextField name="about" label={words("about")} value={f.about}
				hint={words("aboutHint")} change={(about) => set({ about })} />
			<Field name="capacity" label={words("capacity")}
				hint={words("capacityHint")} inputMode="numeric"
				value={f.capacity} change={(capacity) => set({ capacity })}
				error={errors.capacity} />
			<Select name="audience" label={words("audience")}
				value={f.audience}
				options={choices("audience", ["public", "agency", "batch"])}
				change={(audience) => set({ audience })} />
			<Field name="jp" label={words("jpField")} hint={words("jpHint")}
				inputMode="decimal" value={f.jp} change={(jp) => set({ jp })}
				error={errors.jp} />
			<Select name="competency" label={words("competency")}
				value={f.competency} options={choices("competency",
					["technical", "managerial", "social"])}
				change={(competency) => set({ competency })} />
			<Select name="paper" label={words("paper")} value={f.paper}
				options={[["", words("paper.none")], ...choices("paper",
					["attendance", "completion", "pass"])]}
				change={(paper) => set({ paper })} />
			{f.paper && <Choice type="checkbox" name="paperSurvey" value="1"
				label={words("paperSurvey")} checked={f.paperSurvey}
				change={(paperSurvey) => set({ paperSurvey })} />}
			{f.paper && <PaperModule f={f} of={of} set={set} errors={errors} />}
			<Field name="leastPercent" label={words("leastPercent")}
				inputMode="numeric" value={f.leastPercent}
				change={(leastPercent) => set({ leastPercent })}
				error={errors.leastPercent} />
			<Field name="leastChecks" label={words("leastChecks")}
				inputMode="numeric" value={f.leastChecks}
				change={(leastChecks) => set({ leastChecks })}
				error={errors.leastChecks} />
		</div>
	);
}

/* `of` null: a new one. */
export function Form({ of, done }: {
	of: EventWhole | null;
	done: (of: EventWhole) => void;
}) {
	const [f, fill] = useState(() => begin(of));
	const [publish, setPublish] = useState(true);
	const draft = !of || of.state === "draft";
	const form = useForm<Name>({
		check: () => check(f),
		send: async () => done(await call<EventWhole>(of ? "PATCH" : "POST",
			of ? eventPath(of.id) : "/api/v1/events",
			{ ...body(f, of), publish: draft && publish })),
		place: (problem) => problem.field === "startsAt" ||
			problem.field === "endsAt" ? "date"
			: atField<Name>("title", "joinUrl", "place", "capacity", "jp",
				"leastPercent", "leastChecks")(problem),
	});
	const set = (change: Partial<Filled>) => fill({ ...f, ...change });
	const folded = ["capacity", "jp", "leastPercent", "leastChecks"] as const;

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Few f={f} of={of} set={set} errors={form.errors} />
			<details class="fold" open={folded.some((n) => form.errors[n])}>
				<summary>{words("details")}</summary>
				<More f={f} of={of} set={set} errors={form.errors} />
			</details>
			<p class="actions">
				<button class="button primary" type="submit"
					aria-busy={form.busy} onClick={() => setPublish(true)}>
					{form.busy ? t("form.busy")
						: words(draft ? "publish" : "save")}
				</button>
				{draft && <button class="button" type="submit"
					aria-busy={form.busy} onClick={() => setPublish(false)}>
					{words("saveDraft")}
				</button>}
			</p>
		</form>
	);
}
