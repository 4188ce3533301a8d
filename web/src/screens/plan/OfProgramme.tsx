/*
 * The plan at a programme's end: one thing to put to work, until when, and whom
 * to ask about it.
 */
import { useEffect, useState } from "preact/hooks";
import { call, get } from "../../api/client";
import type { Plan, Plans } from "../../api/plan";
import { atField, Field, Summary, TextField, useForm }
	from "../../parts/Field";
import { t } from "../../text";
import { words } from "../../text/plan";
import { until } from "./Log";
import { People } from "./People";

const WORDS_MOST = 4_000;

function Write({ batch, saved }: {
	batch: string;
	saved: (plan: Plan) => void;
}) {
	const [text, setText] = useState("");
	const [by, setBy] = useState("");
	const form = useForm<"words" | "byDay">({
		check: () => !text.trim() || text.length > WORDS_MOST
			? { words: words("edit.noWords") } : {},
		send: async () => saved(await call<Plan>("POST",
			`/api/v1/me/programmes/${encodeURIComponent(batch)}/plan`,
			{ words: text.trim(), byDay: by || null })),
		place: atField("words", "byDay"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<p>{words("programme.why")}</p>
			<Summary {...form} />
			<TextField name="words" label={words("edit.words")} value={text}
				change={setText} error={form.errors.words} />
			<Field name="byDay" type="date" label={words("edit.by")}
				value={by} change={setBy} error={form.errors.byDay} />
			<button class="button" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("edit.save")}
			</button>
		</form>
	);
}

function Written({ plan, fresh }: { plan: Plan; fresh: boolean }) {
	const [asked, setAsked] = useState(false);

	return (
		<>
			<p class="lines">{words("programme.kept",
				{ words: plan.words })}</p>
			<p class="facts">{until(plan)}</p>
			<div role="status">{asked &&
				<p class="notice ok">{words("people.saved")}</p>}</div>
			{fresh && !asked && <People plan={plan}
				path={`/api/v1/me/plans/${plan.id}`}
				saved={() => setAsked(true)} />}
			<p><a href="/saya/rencana">{words("mine")}</a></p>
		</>
	);
}

export function OfProgramme({ batch }: { batch: string }) {
	const [plan, setPlan] = useState<Plan | null | undefined>(undefined);
	const [fresh, setFresh] = useState(false);

	useEffect(() => {
		const stop = new AbortController();

		get<Plans>("/api/v1/me/plans", { signal: stop.signal })
			.then(({ plans }) => setPlan(plans.find((p) =>
				p.source === "programme" && p.batch === batch) ?? null),
			() => undefined);
		return () => stop.abort();
	}, [batch]);

	return plan === undefined ? null : (
		<section class="card stack" aria-labelledby="plan">
			<h2 id="plan">{words("programme")}</h2>
			{plan ? <Written plan={plan} fresh={fresh} />
				: <Write batch={batch} saved={(next) => {
					setFresh(true);
					setPlan(next);
				}} />}
		</section>
	);
}
