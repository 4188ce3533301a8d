/* /kelola/nama: names that people wish to have, for an organiser's yes or no. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { moment } from "../../text/format";
import { words } from "../../text/account";
import { Tabs } from "./Tabs";

interface Wish {
	id: string;
	login: string;
	before: string;
	name: string;
	at: number;
}

export default function NameWishes() {
	const all = useLoad<{ wishes: Wish[] }>("/api/v1/name-wishes");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");

	function answer(w: Wish, grant: boolean): void {
		setProblem(null);
		call("POST", `/api/v1/name-wishes/${w.id}/answer`,
			{ name: w.name, grant }).then(() => {
			say(words(grant ? "wishes.granted" : "wishes.refused",
				{ name: w.name }));
			all.reload();
		}, (e) => setProblem(fault(e)));
	}

	return (
		<Page title={words("wishes")}>
			<Tabs />
			<div class="stack">
				<p>{words("wishes.what")}</p>
				<div role="status">{said && <p class="notice ok">{said}</p>}</div>
				{problem && <Failure problem={problem} />}
				<Loaded from={all}>{({ wishes }) => wishes.length === 0
					? <p class="quiet">{words("wishes.none")}</p>
					: <ul class="plain cards">
						{wishes.map((w) =>
							<li class="card stack near" key={w.id}>
								<p class="strong">{words("wishes.line",
									{ before: w.before, name: w.name })}</p>
								<p class="facts">{words("wishes.at", {
									login: w.login, at: moment(w.at),
								})}</p>
								<div class="actions">
									<button class="button" type="button"
										onClick={() => answer(w, true)}>
										{words("wishes.grant")}
										<span class="hidden-words">{w.name}</span>
									</button>
									<button class="button" type="button"
										onClick={() => answer(w, false)}>
										{words("wishes.refuse")}
										<span class="hidden-words">{w.name}</span>
									</button>
								</div>
							</li>)}
					</ul>}</Loaded>
			</div>
		</Page>
	);
}
