/* What happened to a need, the newest first; names are there for organisers. */
import type { NeedEvent } from "../../api/need";
import { moment } from "../../text/format";
import { words, type NeedWord } from "../../text/need";

const NAMED = ["merged", "absorbed"];

function who(event: NeedEvent): string {
	return event.mine ? words("history.you")
		: event.by ? words("history.by", { name: event.by }) : "";
}

function Event({ event }: { event: NeedEvent }) {
	const named = NAMED.includes(event.kind);

	return (
		<li class="stack near">
			<p><span class="strong">{words(`history.${
				event.kind}` as NeedWord, { words: event.words })}</span>
			{who(event) && ` ${who(event)}`}
			<span class="facts">{` · ${moment(event.at)}`}</span></p>
			{event.words && !named && <p class="said">{event.words}</p>}
		</li>
	);
}

export function History({ all }: { all: NeedEvent[] }) {
	return (
		<section class="stack" aria-labelledby="history">
			<h2 id="history">{words("history")}</h2>
			<ol class="plain stack">
				{all.map((event) => <Event key={event.id} event={event} />)}
			</ol>
		</section>
	);
}
