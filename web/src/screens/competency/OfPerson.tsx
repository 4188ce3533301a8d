/* What somebody can do, on their page for organisers, and an assessor's word. */
import { useState } from "preact/hooks";
import type { Competency, Profile } from "../../api/competency";
import { call } from "../../api/client";
import { atField, Field, Select, Summary, useForm } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { t } from "../../text";
import { words } from "../../text/competency";
import { chooseFrom, levelOptions, Standing } from "./parts";

function Assess({ path, options, set }: {
	path: string;
	options: [string, string][];
	set: (of: Profile) => void;
}) {
	const [chosen, setChosen] = useState(options[0]?.[0] ?? "");
	const [level, setLevel] = useState("1");
	const [reason, setReason] = useState("");
	const [said, say] = useState("");
	const form = useForm<"reason">({
		check: () => reason.trim() ? {}
			: { reason: words("assess.needReason") },
		send: async () => {
			set(await call<Profile>("POST", path, { competency: chosen,
				level: Number(level), reason: reason.trim() }));
			setReason("");
			say(words("assess.saved"));
		},
		place: atField("reason"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Select name="assess-of" label={words("levels.choose")}
				value={chosen} options={options} change={setChosen} />
			<Select name="assess-level" label={words("assess.level")}
				value={level} change={setLevel}
				options={[["0", words("assess.none")], ...levelOptions()]} />
			<Field name="reason" label={words("assess.reason")}
				value={reason} change={setReason}
				error={form.errors.reason} autocomplete="off" />
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			<button type="submit" class="button" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("assess")}
			</button>
		</form>
	);
}

export function OfPerson({ id }: { id: string }) {
	const path = `/api/v1/people/${encodeURIComponent(id)}/competencies`;
	const from = useLoad<Profile>(path);
	const all = useLoad<{ competencies: Competency[] }>(
		"/api/v1/competencies");

	return (
		<section class="stack" aria-labelledby="competencies">
			<h2 id="competencies">{words("person")}</h2>
			<Loaded from={from}>{(of) => of.wanted.length +
				of.besides.length === 0
				? <p>{words("person.none")}</p>
				: <Standing of={of} />}</Loaded>
			<details class="card">
				<summary>{words("assess")}</summary>
				<Loaded from={all}>{({ competencies }) =>
					<Assess path={path} set={from.set}
						options={chooseFrom(competencies)} />}</Loaded>
			</details>
		</section>
	);
}
