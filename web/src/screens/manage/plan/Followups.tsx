/*
 * /kelola/tindak-lanjut: how many of those who were asked about their plans have
 * answered, what, as counts, and whose superior is not named yet.
 */
import { useState } from "preact/hooks";
import type { Problem } from "../../../api/client";
import type { Rate, Rates } from "../../../api/plan";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { number } from "../../../text/format";
import { words, type FollowupWord } from "../../../text/followup";
import { keepFile } from "../../jp/parts";
import { Tabs } from "../Tabs";
import { Missing } from "./Missing";
import { ScopeChoice, scopeQuery, useScope } from "./scope";

function counted(counts: Record<string, number>): string {
	return Object.entries(counts).map(([choice, n]) => {
		const name = words(`a.${choice}` as FollowupWord);

		return `${name} ${number(n)}`;
	}).join(" · ");
}

function Answers({ of, least }: { of: Rate; least: number }) {
	if (!of.answers)
		return <>{words(of.answered === 0 ? "answers.none" : "answers.few",
			{ n: least })}</>;
	return (
		<ul class="plain">
			{Object.entries(of.answers).map(([question, counts]) =>
				<li key={question}>
					{words(`q.${question}` as FollowupWord)}{": "}
					{counted(counts)}
					<span class="facts">{" "}
						{words("answers.of", { n: number(of.told) })}</span>
				</li>)}
		</ul>
	);
}

function Row({ of, least }: { of: Rate; least: number }) {
	const share = of.asked ? Math.round(100 * of.answered / of.asked) : 0;

	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				{words("kind", { day: of.day, role: words(`role.${of.role}`) })}
			</th>
			<td role="cell" data-label={words("asked")}>{number(of.asked)}</td>
			<td role="cell" data-label={words("answered")}>
				{of.asked === 0 ? "–" : words("rate", {
					n: number(of.answered), percent: share })}
				{of.asked > 0 && <progress max={100} value={share}
					aria-hidden="true" />}
			</td>
			<td role="cell" data-label={words("answers")}>
				<Answers of={of} least={least} />
			</td>
		</tr>
	);
}

function Table({ of }: { of: Rates }) {
	return of.rates.every((rate) => rate.asked === 0)
		? <p class="card empty">{words("nothing")}</p>
		: <table class="table" role="table" aria-label={words("title")}>
			<thead role="rowgroup"><tr role="row">
				{(["who", "asked", "answered", "answers"] as const).map((h) =>
					<th key={h} scope="col" role="columnheader">
						{words(h)}</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{of.rates.map((rate) => <Row key={`${rate.day} ${rate.role}`}
					of={rate} least={of.least} />)}
			</tbody>
		</table>;
}

function Files({ query }: { query: string }) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const get = (path: string, name: string) => () => {
		setProblem(null);
		keepFile(path + query, name).catch((e) => setProblem(fault(e)));
	};

	return (
		<div class="stack near no-print">
			<p class="actions">
				<button class="button" type="button" onClick={get(
					"/api/v1/followups/rates.csv", "tindak-lanjut.csv")}>
					{words("csv.rates")}</button>
				<button class="button" type="button" onClick={get(
					"/api/v1/plans.csv", "rencana-aksi.csv")}>
					{words("csv.plans")}</button>
				<button class="button" type="button" onClick={() => print()}>
					{words("print")}</button>
			</p>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

export default function Followups() {
	const scope = useScope();
	const query = scopeQuery(scope);
	const from = useLoad<Rates>(`/api/v1/followups/rates${query}`);

	return (
		<Page wide title={words("title")}>
			<Tabs />
			<div class="stack far">
				<p class="quiet">{words("why",
					{ n: from.data?.least ?? 5 })}</p>
				<ScopeChoice scope={scope} />
				<Loaded from={from}>{(of) => <Table of={of} />}</Loaded>
				<Files query={query} />
				<Missing key={query} query={query} />
			</div>
		</Page>
	);
}
