/*
 * A dialog over the page, by hand: Safari 14 has no <dialog>. The focus goes
 * in, stays in, and returns to what opened it; Escape and the ground close it.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "./queue.css";

interface Props {
	title: string;
	close: () => void;
	children: ComponentChildren;
	side?: boolean;	/* along the edge, for the outline */
}

const FOCUSABLE = "a[href],button:not([disabled]),input,select,textarea," +
	"[tabindex='0']";

export function Sheet({ title, close, children, side }: Props) {
	const box = useRef<HTMLDivElement>(null);
	const leave = useRef(close);

	leave.current = close;
	useEffect(() => {
		const before = document.activeElement as HTMLElement | null;
		const inside = () => [...box.current!
			.querySelectorAll<HTMLElement>(FOCUSABLE)];

		const key = (e: KeyboardEvent) => {
			if (e.key === "Escape")
				return leave.current();
			if (e.key !== "Tab")
				return;
			const all = inside();
			const edge = e.shiftKey ? all[0] : all[all.length - 1];
			if (document.activeElement === edge ||
			    !box.current!.contains(document.activeElement)) {
				e.preventDefault();
				(e.shiftKey ? all[all.length - 1] : all[0])?.focus();
			}
		};
		box.current!.focus();
		document.addEventListener("keydown", key);
		return () => {
			document.removeEventListener("keydown", key);
			before?.focus();
		};
	}, []);

	return (
		<div class="sheet-veil" onClick={(e) =>
			e.target === e.currentTarget && close()}>
			<div
				class={`sheet ${side ? "sheet-side" : ""}`}
				role="dialog"
				aria-modal="true"
				aria-label={title}
				tabIndex={-1}
				ref={box}
			>
				<h2>{title}</h2>
				{children}
			</div>
		</div>
	);
}
