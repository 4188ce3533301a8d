/*
 * Where one is in Kelola: its sections, and the pages of the one that is open.
 */
import { useLocation } from "preact-iso";
import type { Marking } from "../../api/gradebook";
import { Menu, useNarrow } from "../../parts/Menu";
import { useLoad } from "../../parts/load";
import { person } from "../../session/session";
import { t } from "../../text";
import { words, type Name } from "../../text/sections";
import { placeOf, sections, type Place, type Section } from "./sections";

interface Whole {
	all: Section[];
	open: Section | undefined;	/* the one that the page is in */
	here: Place | undefined;
}

/* How many answers wait for marks, once it is known. */
function Waiting() {
	const { data } = useLoad<Marking>("/api/v1/marking");

	return <>{data?.total ? words("marking.n", { n: data.total })
		: words("marking")}</>;
}

/* Of which they see one page, is called as that. */
function nameOf({ name, places }: Section): Name {
	return places.length === 1 ? places[0]!.name : name;
}

function Label({ place }: { place: Place }) {
	return place.name === "marking"
		? <Waiting /> : <>{words(place.name)}</>;
}

function Places({ kind, of, here }: { kind: string; of: Section;
	here: Place | undefined }) {
	return (
		<ul class={kind}>
			{of.places.map((place) =>
				<li key={place.href}>
					<a href={place.href} aria-current={
						place === here ? "page" : undefined}>
						<Label place={place} />
					</a>
				</li>)}
		</ul>
	);
}

/* Two rows: the sections, and the pages of the one that is open. */
function Rows({ all, open, here }: Whole) {
	return (
		<>
			{all.length > 1 &&
				<nav aria-label={t("nav.manage")}>
					<ul class="sections">
						{all.map((section) =>
							<li key={section.name}>
								<a href={section.places[0]?.href}
									aria-current={section === open
										? "true" : undefined}>
									{words(nameOf(section))}
								</a>
							</li>)}
					</ul>
				</nav>}
			{open && open.places.length > 1 &&
				<nav aria-label={words(open.name)}>
					<Places kind="tabs" of={open} here={here} />
				</nav>}
		</>
	);
}

/* Everything there is, in one step from everywhere. */
function Tree({ all, here }: Whole) {
	return (
		<>
			{all.map((section) =>
				<section key={section.name}>
					{section.places.length > 1 &&
						<h2>{words(section.name)}</h2>}
					<Places kind="menu-links" of={section} here={here} />
				</section>)}
		</>
	);
}

export function Tabs() {
	const { path } = useLocation();
	const folded = useNarrow();
	const all = sections(person());
	const here = placeOf(path, all);
	const open = all.find((section) => here && section.places.includes(here));
	const whole = { all, open, here };

	if (!folded)
		return <Rows {...whole} />;
	if (all.length === 1 && all[0]!.places.length === 1)
		return null;
	return (
		<Menu label={t("nav.manage")} name={open
			? words("menu.at", { at: words(nameOf(open)) }) : words("menu")}>
			{() => <Tree {...whole} />}
		</Menu>
	);
}
