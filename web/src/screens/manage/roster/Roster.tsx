/*
 * A list of employees: given, looked at, mended, taken in whole; then slips.
 */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Named, RosterTaken } from "../../../api/org";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/roster";
import { choose } from "../chosen";
import { Tabs } from "../Tabs";
import { Begin } from "./Begin";
import { EnrolList } from "./EnrolList";
import { Mend } from "./Mend";
import { keep, keptList, type List } from "./state";
import "../../../styles/roster.css";

function Done({ taken, known, again }: {
	taken: RosterTaken;
	known: Named[];
	again: () => void;
}) {
	const { route } = useLocation();
	const box = useRef<HTMLDivElement>(null);
	const n = taken.created.length;

	useEffect(() => box.current?.focus(), []);
	return (
		<div class="stack">
			<div class="notice ok stack near" tabIndex={-1} ref={box}>
				{n > 0 && <p class="strong">{words("done", { n })}</p>}
				{taken.counts.update > 0 &&
					<p>{words("done.update", { n: taken.counts.update })}</p>}
				{n > 0 && <p>{words("done.next")}</p>}
			</div>
			<p class="actions">
				{n > 0 &&
					<button class="button primary" type="button"
						onClick={() => {
							choose({ people: taken.created });
							route("/kelola/orang/kode");
						}}>
						{words("done.codes", { n })}
					</button>}
				<EnrolList people={[...taken.created, ...known]} />
				<a class="button" href="/kelola/orang">{words("done.people")}</a>
				<button class="button" type="button" onClick={again}>
					{words("done.more")}
				</button>
			</p>
		</div>
	);
}

export default function Roster() {
	const [list, setList] = useState<List | null>(keptList);
	const [taken, setTaken] = useState<RosterTaken | null>(null);
	const [known, setKnown] = useState<Named[]>([]);

	function begin(): void {
		keep(null);
		setList(null);
		setTaken(null);
	}

	return (
		<Page wide title={words("title")} action={list && !taken &&
			<button class="button" type="button" onClick={begin}>
				{words("back")}
			</button>}>
			<Tabs />
			{taken ? <Done taken={taken} known={known} again={begin} />
				: list ? <Mend start={list} done={(done, before) => {
					keep(null);
					setKnown(before);
					setTaken(done);
				}} />
					: <Begin make={(made) => {
						keep(made);
						setList(made);
					}} />}
		</Page>
	);
}
