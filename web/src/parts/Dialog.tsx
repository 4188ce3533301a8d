/*
 * A dialog on top of whatever is there, which keeps what was typed. The focus
 * goes in, stays in, and goes back where it was. Safari 14 has no <dialog>.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), " +
	"select, textarea, [tabindex='0']";

interface Props {
	title: string;
	children: ComponentChildren;
	close?: () => void;	/* without it the dialog must be answered */
}

export function Dialog({ title, children, close }: Props) {
	const box = useRef<HTMLDivElement>(null);

	useEffect(() => {
		const before = document.activeElement as HTMLElement | null;

		(box.current?.querySelector<HTMLElement>("input:not([hidden])") ??
			box.current?.querySelector<HTMLElement>("h2"))?.focus();
		document.body.style.overflow = "hidden";
		return () => {
			document.body.style.overflow = "";
			before?.focus?.();
		};
	}, []);

	function keys(e: KeyboardEvent): void {
		if (e.key === "Escape" && close)
			return close();
		if (e.key !== "Tab" || !box.current)
			return;
		const all = [...box.current.querySelectorAll<HTMLElement>(FOCUSABLE)];
		const edge = e.shiftKey ? all[0] : all[all.length - 1];
		if (document.activeElement !== edge &&
		    box.current.contains(document.activeElement))
			return;
		e.preventDefault();
		(e.shiftKey ? all[all.length - 1] : all[0])?.focus();
	}

	return (
		<div class="veil">
			<div class="dialog" role="dialog" aria-modal="true"
				aria-labelledby="dialog-title" ref={box} tabIndex={-1}
				onKeyDown={keys}>
				<h2 id="dialog-title" tabIndex={-1}>{title}</h2>
				{children}
			</div>
		</div>
	);
}
