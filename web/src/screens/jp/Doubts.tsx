/*
 * Kelola › JP diragukan: what a regrade would not have given, or a programme
 * earned besides its parts. Each is kept or taken back by a person.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Entry } from "../../api/jp";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { moment } from "../../text/format";
import { words } from "../../text/jp";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { Tabs } from "../manage/Tabs";
import { days, jp } from "./parts";
import { Reverse } from "./Reverse";
import "./jp.css";

const WHY: Record<string, Parameters<typeof words>[0]> = {
	regrade: "doubts.regrade", mark: "doubts.mark", parts: "doubts.parts",
};

interface List {
	total: number;
	entries: Entry[];
}

function Line({ entry, keep, reverse }: {
	entry: Entry;
	keep: () => void;
	reverse: () => void;
}) {
	const name = entry.person?.name ?? "";
	const why = entry.doubt?.why ?? "regrade";

	return (
		<li class="card stack near">
			<div class="jp-head">
				<h2 class="card-title">{name}</h2>
				<p class="strong jp-n">{words("n", { n: jp(entry.jp) })}</p>
			</div>
			<p>{entry.title}</p>
			<p class="facts">{days(entry)}</p>
			<p>{words(WHY[why] ?? "doubts.regrade", { at: moment(entry.doubt?.at ?? entry.at) })}</p>
			<p class="actions">
				<button class="button" type="button" onClick={keep}>
					{words("doubts.keep")}
					<span class="hidden-words">{name}</span>
				</button>
				<button class="button" type="button" onClick={reverse}>
					{words("reverse")}
					<span class="hidden-words">{name}</span>
				</button>
			</p>
		</li>
	);
}

export default function Doubts() {
	const list = useLoad<List>(useOfAgency()("/api/v1/jp/doubts"));
	const [chosen, choose] = useState<Entry | null>(null);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function done(words_: string): void {
		choose(null);
		say(words_);
		list.reload();
	}

	function keep(entry: Entry): void {
		setProblem(null);
		call("POST", `/api/v1/jp/doubts/${entry.id}/keep`).then(() =>
			done(words("doubts.kept", { n: jp(entry.jp),
				name: entry.person?.name ?? "" })),
		(e) => setProblem(fault(e)));
	}

	return (
		<Page title={words("doubts")}>
			<Tabs />
			<div class="stack">
				<p class="quiet">{words("doubts.what")}</p>
				<AgencyChoice />
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				<Loaded from={list}>{({ entries }) => entries.length === 0
					? <div class="card empty"><p>{words("doubts.none")}</p></div>
					: <ul class="plain cards">
						{entries.map((e) =>
							<Line key={e.id} entry={e} keep={() => keep(e)}
								reverse={() => choose(e)} />)}
					</ul>}</Loaded>
			</div>
			{chosen && <Reverse entry={chosen} close={() => choose(null)}
				done={done} />}
		</Page>
	);
}
