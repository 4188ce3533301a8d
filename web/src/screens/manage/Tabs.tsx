/*
 * Where one is in Kelola: its sections, and the pages of the one that is open.
 */
import { useLocation } from "preact-iso";
import type { Marking } from "../../api/gradebook";
import { useLoad } from "../../parts/load";
import { person } from "../../session/session";
import { t } from "../../text";
import { words, type Name } from "../../text/sections";
import { placeOf, sections, type Place, type Section } from "./sections";

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

export function Tabs() {
	const { path } = useLocation();
	const all = sections(person());
	const here = placeOf(path, all);
	const open = all.find((section) => here && section.places.includes(here));

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
					<ul class="tabs">
						{open.places.map((place) =>
							<li key={place.href}>
								<a href={place.href} aria-current={
									place === here ? "page" : undefined}>
									<Label place={place} />
								</a>
							</li>)}
					</ul>
				</nav>}
		</>
	);
}
