/*
 * Where one is among many pages. On a phone one line says it and unfolds the
 * rest below itself: rows of tabs took half of the screen before what a page is
 * for. Wide screens have room for the rows.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./Icon";

/* Where the bar at the bottom is, too (shell.css). */
const narrow = matchMedia("(max-width: 899px)");

export function useNarrow(): boolean {
	const [is, set] = useState(narrow.matches);

	useEffect(() => {
		const tell = () => set(narrow.matches);

		tell();
		narrow.addEventListener("change", tell);
		return () => narrow.removeEventListener("change", tell);
	}, []);
	return is;
}

interface Props {
	label: string;	/* of the navigation, for who hears it */
	name: string;	/* what the line says: what this is, and where one is */
	children: () => ComponentChildren;	/* links; made when unfolded */
}

export function Menu({ label, name, children }: Props) {
	const [open, set] = useState(false);
	const fold = (details: HTMLElement) => {
		set(false);
		details.querySelector("summary")?.focus();
	};

	return (
		<nav class="menu" aria-label={label}>
			<details open={open}
				onToggle={({ currentTarget }) => set(currentTarget.open)}
				onKeyDown={(event) => event.key === "Escape" && open &&
					fold(event.currentTarget)}>
				<summary>
					<span>{name}</span>
					<Icon name="down" size={20} />
				</summary>
				{open && <div onClick={({ target }) =>
					(target as Element).closest("a") && set(false)}>
					{children()}
				</div>}
			</details>
		</nav>
	);
}

export interface Tab {
	href: string;
	name: string;
	here: boolean;
}

/* The pages of one thing. More than three are too many for a phone's row. */
export function PageTabs({ label, tabs }: { label: string; tabs: Tab[] }) {
	const folded = useNarrow() && tabs.length > 3;
	const list = (kind: string) => (
		<ul class={kind}>
			{tabs.map(({ href, name, here }) =>
				<li key={href}>
					<a href={href} aria-current={here ? "page" : undefined}>
						{name}
					</a>
				</li>)}
		</ul>
	);

	return folded
		? <Menu label={label} name={`${label}: ${
			tabs.find(({ here }) => here)?.name ?? ""}`}>
			{() => list("menu-links")}
		</Menu>
		: <nav aria-label={label}>{list("tabs")}</nav>;
}
