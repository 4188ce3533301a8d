/*
 * What stands around a screen: skip link, whose server this is, the badge,
 * help (always in the same place), and the navigation.
 */
import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAbout } from "./about";
import { QueueBadge } from "../queue";
import { isBare } from "../routes";
import { useSession } from "../session/session";
import { manages } from "../session/roles";
import { t, type Key } from "../text";
import { Icon, type IconName } from "./Icon";
import { LanguageButton } from "./LanguageButton";
import iconUrl from "../styles/icon.svg";

interface Place {
	href: string;
	word: Key;
	icon: IconName;
	here: RegExp;
}

const PLACES: Place[] = [
	{ href: "/", word: "nav.home", icon: "home", here: /^\/$/ },
	{ href: "/katalog", word: "nav.catalogue", icon: "catalogue",
		here: /^\/(katalog|modul|kebutuhan)/ },
	{ href: "/kegiatan", word: "nav.events", icon: "event",
		here: /^\/kegiatan/ },
	{ href: "/saya", word: "nav.me", icon: "me", here: /^\/(saya|pelatihan)/ },
];
const MANAGE: Place = { href: "/kelola", word: "nav.manage", icon: "manage",
	here: /^\/kelola/ };

function Nav({ places, path }: { places: Place[]; path: string }) {
	const bar = useRef<HTMLElement>(null);

	useEffect(() => bar.current ? watchHeight(bar.current) : undefined, []);
	return (
		<nav class="nav" aria-label={t("nav.label")} ref={bar}>
			<ul>
				{places.map((place) =>
					<li key={place.href}>
						<a href={place.href} aria-current={
							place.here.test(path) ? "page" : undefined}>
							<Icon name={place.icon} />
							<span>{t(place.word)}</span>
						</a>
					</li>)}
			</ul>
		</nav>
	);
}

/* What is pinned above the bar, or scrolled to, must know how high it is. */
function watchHeight(bar: HTMLElement): () => void {
	const root = document.documentElement.style;
	const tell = () => {
		const pinned = getComputedStyle(bar).position === "sticky";
		root.setProperty("--nav-height",
			`${pinned ? bar.offsetHeight : 0}px`);
	};
	const watch = new ResizeObserver(tell);

	watch.observe(bar);
	tell();
	return () => {
		watch.disconnect();
		root.removeProperty("--nav-height");
	};
}

function useLine(): boolean {
	const [line, set] = useState(navigator.onLine);

	useEffect(() => {
		const tell = () => set(navigator.onLine);
		addEventListener("online", tell);
		addEventListener("offline", tell);
		return () => {
			removeEventListener("online", tell);
			removeEventListener("offline", tell);
		};
	}, []);
	return line;
}

function Top({ signedIn }: { signedIn: boolean }) {
	const about = useAbout();

	return (
		<header class="top">
			<a class="brand" href="/">
				<img src={about?.agency.logo ?? iconUrl} width="32" height="32"
					alt="" />
				<span>
					<span class="brand-name">
						{about?.name ?? t("app.name")}
					</span>
					{about?.agency.name &&
						<span class="brand-agency">{about.agency.name}</span>}
				</span>
			</a>
			{!signedIn && <LanguageButton />}
			<a class="tool" href="/bantuan">
				<Icon name="help" size={20} />{t("nav.help")}
			</a>
			{signedIn && <QueueBadge />}
		</header>
	);
}

interface Props {
	inert: boolean;	/* a dialog is on top */
	children: ComponentChildren;
}

export function Shell({ inert, children }: Props) {
	const { path } = useLocation();
	const { state, person } = useSession();
	const line = useLine();
	const box = useRef<HTMLDivElement>(null);
	const signedIn = state !== "out" && !person?.mustSetPassword &&
		!person?.privacyDue;
	const bare = isBare(path) && signedIn;
	/* A guest has their events and nothing else. */
	const places = person?.guest
		? PLACES.filter(({ href }) => href === "/kegiatan")
		: person && manages(person) ? [...PLACES, MANAGE] : PLACES;

	/* An attribute, not a property: browsers before 2022 ignore it safely. */
	useEffect(() => {
		box.current?.toggleAttribute("inert", inert);
	}, [inert]);

	return (
		<div class={`shell${signedIn && !bare ? " with-nav" : ""}`} ref={box}>
			{!bare && <a class="skip button" href="#isi">{t("app.skip")}</a>}
			{!bare && <Top signedIn={state !== "out"} />}
			{!bare && signedIn && <Nav places={places} path={path} />}
			{!line && !bare &&
				<p class="lost" role="status">{t("offline.bar")}</p>}
			{bare
				? children
				: <main id="isi" tabIndex={-1}>{children}</main>}
		</div>
	);
}
