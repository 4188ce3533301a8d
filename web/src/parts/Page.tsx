/*
 * One screen: its title in the tab, an h1 that takes the focus when the route
 * changes, and the content below it.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text";
import { Icon } from "./Icon";

let first = true;

interface Props {
	title: string;
	children: ComponentChildren;
	/* What stands beside the h1, e.g. a link to make a new one. */
	action?: ComponentChildren;
	back?: { href: string; label: string };
	wide?: boolean;	/* a table of many columns */
}

export function Page({ title, children, action, back, wide }: Props) {
	const heading = useRef<HTMLHeadingElement>(null);

	useEffect(() => {
		document.title = `${title} · ${t("app.name")}`;
	}, [title]);
	useEffect(() => {
		/* A page just loaded begins at its top, where the skip link is. */
		if (!first)
			heading.current?.focus();
		first = false;
	}, []);

	return (
		<div class={wide ? "page wide" : "page"}>
			{back && <a class="back" href={back.href}>
				<Icon name="back" size={20} />{back.label}
			</a>}
			<div class="page-head">
				<h1 tabIndex={-1} ref={heading}>{title}</h1>
				{action}
			</div>
			{children}
		</div>
	);
}
