/*
 * The unit has said that it ends: the one warm moment when it is done, where
 * it came from, and what comes next.
 */
import type { ModuleDetail, Progress } from "../../api/types";
import { Earned } from "../../parts/Earned";
import { ScoreLine, State } from "../../parts/pieces";
import { queueState } from "../../queue";
import { launchId } from "../../session/launched";
import { person } from "../../session/session";
import { isDone, standing } from "../../text/names";
import { words } from "../../text/player";
import { Then } from "../competency/Then";
import type { Out } from "./Player";

interface Props {
	module: ModuleDetail | null;
	unit: string;
	/** What is known of the unit at its end. */
	last: Pick<Progress, "completion" | "success" | "score"> | null;
	/** Every unit of the module is done. */
	all: boolean;
	next: { title: string; href: string } | null;
	/** Null: the module has no page here. */
	moduleHref: string | null;
	out: Out | null;
	again: () => void;
}

function sentence({ module, unit, last, all }: Props): string {
	if (all && module)
		return words("end.all", { title: module.title });
	return last && isDone(last)
		? words("end.done", { title: unit })
		: words("end.left", { title: unit });
}

export function Ended(props: Props) {
	const { last, next, all, moduleHref, out, again } = props;
	const first = next && !all ? "" : " primary";

	return (
		<section class="player-end" role="status">
			<p class="strong">{sentence(props)}</p>
			{last && <p class="player-facts">
				<State named={standing(last)} />{" "}
				<ScoreLine score={last.score} source="package" />
			</p>}
			{all && props.module && !launchId &&
				<Earned module={props.module.id} done />}
			{all && props.module && !person()?.guest &&
				<Then module={props.module.id} level={2} />}
			{queueState().unsent > 0 &&
				<p class="small quiet">{words(queueState().stored === "disk"
					? "end.unsent" : "end.unsentHere")}</p>}
			<p class="actions">
				{next && !all &&
					<a class="button primary" href={next.href}
						data-move="continue">
						{words("end.next", { title: next.title })}
					</a>}
				{out && <a class={`button${first}`} href={out.href} data-out>
					{out.words}
				</a>}
				{moduleHref !== null &&
					<a class={`button${out ? "" : first}`}
						href={all && !launchId ? "/" : moduleHref}>
						{words(all && !launchId ? "end.home" : "end.module")}
					</a>}
				<button type="button" class="button" onClick={again}>
					{words("end.again")}
				</button>
			</p>
		</section>
	);
}
