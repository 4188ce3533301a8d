/*
 * Ordering: buttons for keys and fingers, a handle for dragging. While it is
 * dragged nothing moves in the document, only what is drawn; the new order is
 * given when it is let go, so that neither focus nor pointer is lost.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { words } from "../text/questions";
import { Html, textOf } from "./html";
import { moved } from "./moved";
import type { AnswerProps } from "./types";

interface Drag {
	from: number;
	to: number;
	/** How far the pointer has gone down, and how far the others give way. */
	by: number;
	room: number;
}

/* Where each row of the list lies when a drag begins. */
function middles(list: HTMLElement): number[] {
	return [...list.children].map((row) => {
		const box = row.getBoundingClientRect();
		return box.top + box.height / 2;
	});
}

function useDrag(
	list: { current: HTMLOListElement | null },
	drop: (from: number, to: number) => void,
) {
	const [drag, set] = useState<Drag | null>(null);
	const stop = useRef<() => void>();

	useEffect(() => () => stop.current?.(), []);
	function begin(e: PointerEvent, from: number): void {
		if (!list.current || e.button !== 0)
			return;
		const rows = middles(list.current);
		const box = list.current.children[from]!.getBoundingClientRect();
		let now: Drag = { from, to: from, by: 0, room: box.height + 8 };
		const follow = (at: PointerEvent) => {
			const by = at.clientY - e.clientY;
			const middle = rows[from]! + by;
			const to = rows.filter((row, i) => i !== from &&
				(i < from ? row < middle : row <= middle)).length;

			at.preventDefault();
			now = { ...now, by, to };
			set(now);
		};
		const over = () => {
			removeEventListener("pointermove", follow);
			removeEventListener("pointerup", up);
			removeEventListener("pointercancel", over);
			set(null);
		};
		const up = () => {
			over();
			if (now.to !== from)
				drop(from, now.to);
		};

		e.preventDefault();
		stop.current = over;
		addEventListener("pointermove", follow);
		addEventListener("pointerup", up);
		addEventListener("pointercancel", over);
		set(now);
	}
	return { drag, begin };
}

/* No gesture comes of it: Chromium would pass over the next tap. */
function still(e: TouchEvent): void {
	e.preventDefault();
}

/* How far a row is drawn from its place. */
function shift(drag: Drag | null, i: number): string | undefined {
	if (!drag)
		return undefined;
	if (i === drag.from)
		return `translateY(${drag.by}px)`;
	if (i > drag.from && i <= drag.to)
		return `translateY(${-drag.room}px)`;
	if (i < drag.from && i >= drag.to)
		return `translateY(${drag.room}px)`;
	return undefined;
}

export function Order({ question, response, setting, labelledBy, change,
	say }: AnswerProps) {
	const items = question.items ?? [];
	const list = useRef<HTMLOListElement>(null);
	const focus = useRef<string | null>(null);
	const ids = items.map((item) => item.id);
	const given = response?.order;
	const order = given && given.length === ids.length &&
		ids.every((id) => given.includes(id)) ? given : ids;
	const texts = useMemo(() => new Map(items.map((item) =>
		[item.id, textOf(item.html)])), [items]);
	const name = (id: string) => texts.get(id) ?? "";

	/* A row that moves in the document loses the focus: it is given back. */
	useEffect(() => {
		if (focus.current)
			document.getElementById(focus.current)?.focus();
		focus.current = null;
	}, [order.join(" ")]);

	function move(from: number, to: number, button?: string): void {
		const id = order[from]!;

		if (to < 0 || to >= order.length)
			return say(words(to < 0 ? "order.first" : "order.last",
				{ text: name(id) }));
		focus.current = button ?? null;
		change({ order: moved(order, from, to) });
		say(words("order.said",
			{ text: name(id), n: to + 1, all: order.length }));
	}
	const { drag, begin } = useDrag(list, move);
	const dom = (id: string, what: string) =>
		`${labelledBy}-${id}-${what}`;

	return (
		<div role="group" aria-labelledby={labelledBy}>
			<ol class={`plain order${drag ? " dragging" : ""}`} ref={list}>
				{order.map((id, i) => {
					const item = items.find((one) => one.id === id)!;

					return (
						<li key={id} class={drag?.from === i ? "held" : ""}
							style={{ transform: shift(drag, i) ?? "" }}>
							<span class="order-handle" aria-hidden="true"
								title={words("order.drag")}
								onTouchStart={still}
								onPointerDown={(e) => begin(e, i)}>
								⠿
							</span>
							<span class="order-number">{i + 1}.</span>
							<span class="order-text">
								<Html html={item.html} inline {...setting} />
							</span>
							<span class="order-buttons">
								{([["up", i - 1], ["down", i + 1]] as const)
									.map(([way, to]) =>
										<button type="button" key={way}
											id={dom(id, way)} class="button"
											aria-label={words(way === "up"
												? "order.upOf"
												: "order.downOf",
											{ text: name(id) })}
											aria-disabled={to < 0 ||
												to >= order.length}
											onClick={() =>
												move(i, to, dom(id, way))}>
											<span aria-hidden="true">
												{way === "up" ? "↑" : "↓"}
											</span>
										</button>)}
							</span>
						</li>
					);
				})}
			</ol>
			<p class="small quiet">
				{words(given ? "order.kept" : "order.untouched")}
			</p>
			{!given &&
				<button type="button" class="button"
					onClick={() => change({ order })}>
					{words("order.keep")}
				</button>}
		</div>
	);
}
