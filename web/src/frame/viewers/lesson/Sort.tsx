/* Cards, each put into one of some groups. */
import { useState } from "preact/hooks";
import { outcome, sortParts, type Sorted } from "../../../practice/activity";
import type { Sort } from "../../../practice/types";
import { fill } from "../shell";
import { useHere } from "./context";
import { Button, Part, Radio, Result, useKept } from "./pieces";
import { Rich, usePlain } from "./Rich";

interface State {
	g: Sorted;
	/** Checked as it stands. */
	s: boolean;
}

export function SortActivity({ of }: { of: Sort }) {
	const { words, save } = useHere();
	const plain = usePlain();
	const [{ g, s }, keep] = useKept<State>(of.id, { g: {}, s: false });
	const [note, setNote] = useState("");
	const parts = sortParts(of, g);
	const right = Object.values(parts).filter(Boolean).length;
	const all = of.cards.length;
	const left = of.cards.filter((_, i) => !g[String(i + 1)]).length;

	function check(): void {
		if (left > 0)
			return setNote(fill(words.sortRest, { n: left }));
		setNote("");
		keep({ s: true });
		save();
	}

	return (
		<>
			<ol class="sort">
				{of.cards.map((card, i) => {
					const id = String(i + 1);

					return (
						<li key={id}>
							<fieldset>
								<legend>
									<Rich text={card.text} html={card.html} />
									{s && <Part good={!!parts[id]} />}
								</legend>
								<div class="pills">
									{of.groups.map((group, n) =>
										<Radio key={group} value={String(n + 1)}
											name={`${of.id}-${id}`}
											checked={g[id] === String(n + 1)}
											change={() => {
												setNote("");
												keep({ s: false, g: {
													...g, [id]: String(n + 1),
												} });
											}}>{plain(group, of.groupsHtml?.[n])}</Radio>)}
								</div>
								{s && !parts[id] && <p class="small">
									{fill(words.belongs,
										{ group: plain(card.group, of.groupsHtml?.[
											of.groups.indexOf(card.group)]) })}
								</p>}
								{s && card.why && <Rich block class="small"
									text={card.why} html={card.whyHtml} />}
							</fieldset>
						</li>
					);
				})}
			</ol>
			<p class="small quiet">{fill(words.sortOf,
				{ n: all - left, all })}</p>
			<div class="tools">
				<Button primary go={check}>{words.checkIt}</Button>
				<Button go={() => keep({ g: {}, s: false })}>
					{words.again}
				</Button>
			</div>
			<Result state={s ? outcome(right, all) : null} note={note}
				feedback={of.feedback}>
				<p>{fill(words.partOf, { n: right, all })}</p>
			</Result>
		</>
	);
}
