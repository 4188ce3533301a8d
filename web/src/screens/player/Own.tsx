/*
 * Units that are pages of our own stand in the app, in place of a frame: each
 * kind is a chunk that is fetched when it is first opened.
 */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { offline } from "../../api/client";
import { Failure } from "../../parts/Failure";
import type { Item } from "../../runtime/types";
import type { Launch } from "./launch";

export interface OwnProps {
	module: string;
	version: string | undefined;
	launch: Launch;
	person: string;
	next: { title: string; href: string } | null;
	/** What is known of the unit may have changed. */
	changed: () => void;
	/** An item that was kept says that the unit is done. */
	done: (item: Item) => void;
	/** What is to be done before the player leaves; null: nothing. */
	leave: (settle: (() => void) | null) => void;
	/** The page stands: nothing is waited for. */
	ready: () => void;
}

type Page = ComponentType<OwnProps>;

const quiz = () => import("../quiz/Quiz");
const PAGES: Record<string, () => Promise<{ default: Page }>> = {
	quiz,
	case: quiz,
	survey: () => import("./Survey").then(({ default: Survey }) => ({
		default: ({ launch, ready, changed }: OwnProps) =>
			<Survey launch={launch} ready={ready} done={changed} />,
	})),
	plan: () => import("./Plan").then(({ default: Plan }) => ({
		default: ({ launch, person, ready, done, changed }: OwnProps) =>
			<Plan launch={launch} person={person} ready={ready}
				done={(item) => {
					done(item);
					changed();
				}} />,
	})),
	tool: () => import("./Tool"),
};

export function isOwn(kind: string): boolean {
	return kind in PAGES;
}

export function Own(props: OwnProps) {
	const [Page, show] = useState<Page | null>(null);
	const [failed, fail] = useState(false);
	const [tries, again] = useState(0);

	useEffect(() => {
		let gone = false;

		fail(false);
		PAGES[props.launch.unit.kind]!().then((found) => {
			if (!gone)
				show(() => found.default);
		}, () => {
			if (!gone) {
				fail(true);
				props.ready();
			}
		});
		return () => void (gone = true);
	}, [tries]);

	if (failed)
		return (
			<div class="player-over">
				<Failure problem={offline()} again={() => again(tries + 1)} />
			</div>
		);
	return Page && <Page {...props} />;
}
