/* Whom a need is for and why it is one: the same fields wherever it is written. */
import type { NeedCause, Topic } from "../../../api/need";
import type { Jobs, Units } from "../../../api/org";
import { Field, Select, TextField } from "../../../parts/Field";
import { useLoad } from "../../../parts/load";
import { words } from "../../../text/need";
import { desk } from "../../../text/needDesk";
import { topicOptions } from "../../need/parts";

export interface Draft {
	title: string;
	about: string;
	topic: Topic;
	unit: string;	/* "": of all */
	job: string;
	cause: NeedCause;
	regulation: string;
}

export type DraftErrors = Partial<Record<keyof Draft, string>>;

type Pair = [string, string];

export const everyone = (): Pair => ["", desk("field.everyone")];

export function draftCheck(draft: Draft): DraftErrors {
	return {
		...(!draft.title.trim() && { title: desk("field.noTitle") }),
		...(draft.cause === "regulation" && !draft.regulation.trim() &&
			{ regulation: desk("field.noRegulation") }),
	};
}

export const draftBody = (draft: Draft) => ({ ...draft,
	title: draft.title.trim(), about: draft.about.trim(),
	regulation: draft.regulation.trim(),
	unit: draft.unit || null, job: draft.job || null });

/* Units and jobs that are open, as choices; the one there is stays one. */
export function useUnits(agency: string): Pair[] {
	const { data } = useLoad<Units>(`/api/v1/units${agency &&
		`?agency=${encodeURIComponent(agency)}`}`);

	return (data?.units ?? []).filter((u) => !u.closed)
		.map((u): Pair => [u.id, u.name]);
}

function useJobs(agency: string): Pair[] {
	const { data } = useLoad<Jobs>(`/api/v1/jobs${agency &&
		`?agency=${encodeURIComponent(agency)}`}`);

	return (data?.jobs ?? []).filter((j) => !j.closed)
		.map((j): Pair => [j.id, j.name]);
}

export function Fields({ draft, set, errors, causes, agency }: {
	draft: Draft;
	set: (change: Partial<Draft>) => void;
	errors: DraftErrors;
	causes: readonly NeedCause[];
	agency: string;
}) {
	const units = useUnits(agency), jobs = useJobs(agency);

	return (
		<>
			<Field name="title" label={desk("field.title")} value={draft.title}
				change={(title) => set({ title })} error={errors.title}
				maxLength={200} autocomplete="off" />
			<TextField name="about" label={desk("field.about")}
				value={draft.about} change={(about) => set({ about })}
				error={errors.about} />
			<Select name="need-topic" label={words("by.topic")}
				value={draft.topic} options={topicOptions()}
				change={(topic) => set({ topic: topic as Topic })} />
			<Select name="need-unit" label={desk("field.unit")}
				value={draft.unit} options={[everyone(), ...units]}
				change={(unit) => set({ unit })} />
			<Select name="need-job" label={desk("field.job")}
				value={draft.job} options={[everyone(), ...jobs]}
				change={(job) => set({ job })} />
			<Select name="cause" label={desk("field.cause")}
				value={draft.cause} options={causes.map((cause): Pair =>
					[cause, words(`cause.${cause}`)])}
				change={(cause) => set({ cause: cause as NeedCause })} />
			<Field name="regulation" label={desk("field.regulation")}
				hint={desk("field.regulationHint")} value={draft.regulation}
				change={(regulation) => set({ regulation })}
				error={errors.regulation} maxLength={300} autocomplete="off" />
		</>
	);
}
