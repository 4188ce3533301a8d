/* Who answered what, of a survey that bears names; fetched when it is asked for. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { surveyPath, type Form, type NamedAnswers, type NamedPage, type Question,
	type Results, type Survey } from "../../../api/survey";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { moment } from "../../../text/format";
import { words } from "../../../text/surveyResults";

function said(q: Question, answer: number | string | string[]): string {
	const name = (id: string) =>
		q.choices?.find((c) => c.id === id)?.text ?? id;

	return Array.isArray(answer) ? answer.map(name).join(" · ")
		: q.kind === "choice" ? name(String(answer)) : String(answer);
}

function Person({ of, form }: { of: NamedAnswers; form: Form }) {
	const answered = form.questions.filter(({ id }) => id in of.answers);

	return (
		<li>
			<details>
				<summary>{of.person.name}</summary>
				<div class="stack near">
					<p class="facts">
						{[of.unit, of.batch, moment(of.at)]
							.filter(Boolean).join(" · ")}
					</p>
					<dl class="rows">
						{answered.map((q) =>
							<div key={q.id}>
								<dt>{q.text}</dt>
								<dd class="said">
									{said(q, of.answers[q.id]!)}
								</dd>
							</div>)}
					</dl>
				</div>
			</details>
		</li>
	);
}

function List({ path, form }: { path: string; form: Form }) {
	const [after, setAfter] = useState("");
	const from = useLoad<NamedPage>(path + (after &&
		`&after=${encodeURIComponent(after)}`));

	return (
		<Loaded from={from}>{({ names, next }) => <>
			{names.length === 0
				? <p class="quiet">{words("names.nobody")}</p>
				: <ul class="plain">
					{names.map((one) =>
						<Person key={one.person.id} of={one} form={form} />)}
				</ul>}
			{(after || next) && <p class="actions">
				{after && <button type="button" class="button"
					onClick={() => setAfter("")}>
					{words("names.first")}
				</button>}
				{next && <button type="button" class="button"
					onClick={() => setAfter(next)}>
					{words("names.next")}
				</button>}
			</p>}
		</>}</Loaded>
	);
}

/* Of the version that the results are of: the address names it (ResultsView). */
export function Names({ of, results }: { of: Survey; results: Results }) {
	const [shown, show] = useState(false);
	const { query } = useLocation();
	const version = results.versions.find(({ id }) => id === query.version) ??
		results.versions.find(({ id }) => id === of.version.id);
	const id = version?.id ?? of.version.id;

	return (
		<section class="card stack near no-print" aria-labelledby="names">
			<h2 id="names">
				{words("names")}
				{version && results.versions.length > 1 &&
					` · ${words("version.n", { n: version.number })}`}
			</h2>
			<p class="quiet">{words("names.why")}</p>
			{shown
				? <List key={id} form={version?.form ?? of.form}
					path={`${surveyPath(of.id)}/names?version=${
						encodeURIComponent(id)}`} />
				: <p><button type="button" class="button"
					onClick={() => show(true)}>
					{words("names.show")}
				</button></p>}
		</section>
	);
}
