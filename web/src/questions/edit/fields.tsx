/*
 * Fields that stand for one place of a JSON text. What is optional and left
 * empty is not written at all.
 */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { prefixed, wrapped } from "../../drafts/markdown";
import { Choice, ErrorText, Field, Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { readNumber } from "../../practice/number";
import { number } from "../../text/format";
import { words } from "../../text/questionEdit";
import { moved } from "../moved";
import { applyTo, chosenIn, focusSoon } from "./area";
import type { Lens } from "./lens";

const HIGHEST = 400;

interface One {
	of: Lens;
	label: string;
	hint?: string | undefined;
	/** Empty: the key goes. */
	optional?: boolean;
}

function given(text: string, optional: boolean | undefined): string | undefined {
	return text === "" && optional ? undefined : text;
}

export function Line({ of, label, hint, optional, type, most = 500 }: One & {
	type?: "date" | "text";
	most?: number;
}) {
	return <Field name={of.name} label={label} hint={hint} value={of.text}
		error={of.error} type={type ?? "text"} maxLength={most} autoComplete="off"
		change={(text) => of.set(given(text, optional))} />;
}

/* Ctrl+B and Ctrl+I, wherever Markdown is written. */
function markdownKeys(e: KeyboardEvent): boolean {
	const area = e.currentTarget as HTMLTextAreaElement;

	if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey)
		return false;
	const key = e.key.toLowerCase();

	if (key !== "b" && key !== "i")
		return false;
	e.preventDefault();
	applyTo(area, wrapped(chosenIn(area), key === "b" ? "**" : "*",
		words(key === "b" ? "bold.words" : "italic.words")));
	return true;
}

/** Markdown of a few lines. `tools`: with buttons for those who want them. */
export function Area({ of, label, hint, optional, tools, rows = 1,
	error = of.error }: One & {
	tools?: boolean;
	rows?: number;
	error?: string | undefined;
}) {
	const area = useRef<HTMLTextAreaElement>(null);
	const { name, text } = of;
	const told = [hint && `${name}-hint`, error && `${name}-error`]
		.filter(Boolean).join(" ");

	/* As high as its words, up to half a screen. */
	useLayoutEffect(() => {
		const box = area.current!;

		box.style.height = "auto";
		box.style.height = `${Math.min(box.scrollHeight + 2, HIGHEST)}px`;
	}, [text]);
	const act = (how: "bold" | "italic" | "list") => {
		const at = chosenIn(area.current!);

		applyTo(area.current!, how === "list"
			? prefixed(at, "- ", words("list.words"))
			: wrapped(at, how === "bold" ? "**" : "*", words(`${how}.words`)));
	};

	return (
		<div class="field">
			<label for={name}>{label}</label>
			{hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
			{error && <p class="error" id={`${name}-error`}>
				<Icon name="bad" size={20} />{error}
			</p>}
			{tools &&
				<div class="tools" role="group" aria-label={words("tools")}>
					{(["bold", "italic", "list"] as const).map((how) =>
						<button key={how} type="button" class={`tool-${how}`}
							onClick={() => act(how)}>
							{words(how)}
						</button>)}
				</div>}
			<textarea class="input" id={name} ref={area} value={text}
				rows={rows}
				aria-describedby={told || undefined}
				aria-invalid={error ? "true" : undefined}
				onKeyDown={(e) => void markdownKeys(e)}
				onInput={(e) =>
					of.set(given(e.currentTarget.value, optional))} />
		</div>
	);
}

/** A number as people here write it; what is no number is not taken. */
export function Num({ of, label, hint, optional, empty }: One & {
	/** What an empty field means in the file; without it the key goes. */
	empty?: null;
}) {
	const [typed, type] = useState<string | null>(null);
	const shown = typed ?? (typeof of.value === "number"
		? number(of.value, 10) : "");
	const bad = typed !== null && typed.trim() !== "" &&
		readNumber(typed) === null;

	function change(text: string): void {
		const n = readNumber(text);

		type(text);
		if (text.trim() === "")
			of.set(empty === null ? null : optional ? undefined : 0);
		else if (n !== null)
			of.set(n);
	}

	return <Field name={of.name} label={label} hint={hint} value={shown}
		inputMode="decimal" autoComplete="off" maxLength={40}
		error={bad ? words("number.bad") : of.error}
		data-unread={bad ? "" : undefined}
		onBlur={() => bad || type(null)} change={change} />;
}

export function Tick({ of, label, hint, otherwise = false }: One & {
	/** What it means when the file says nothing. */
	otherwise?: boolean;
}) {
	const on = typeof of.value === "boolean" ? of.value : otherwise;

	return <Choice type="checkbox" name={of.name} value="on" label={label}
		hint={hint} checked={on}
		change={(next) => of.set(next === otherwise ? undefined : next)} />;
}

export function Pick({ of, label, hint, options, otherwise }: One & {
	options: [value: string, label: string][];
	/** The value that is not written. */
	otherwise?: string;
}) {
	const value = of.text || (otherwise ?? "");
	const known = options.some(([one]) => one === value);

	return <Select name={of.name} label={label} hint={hint} value={value}
		error={of.error} options={known ? options : [[value, value], ...options]}
		change={(next) => of.set(next === otherwise ? undefined : next)} />;
}

/** A list of short words in one line, parted by commas. */
export function Tags({ of, label, hint }: One) {
	const [typed, type] = useState<string | null>(null);
	const shown = typed ?? of.list.join(", ");

	function change(text: string): void {
		const all = text.split(",").map((one) => one.trim()).filter(Boolean);

		type(text);
		of.set(all.length ? all : undefined);
	}

	return <Field name={of.name} label={label} hint={hint} value={shown}
		error={of.error} autoComplete="off" onBlur={() => type(null)} change={change} />;
}

interface RowsProps {
	of: Lens;
	/** "Pilihan 2" */
	label: (n: number) => string;
	add: string;
	make: () => unknown;
	/** The field of a new row that takes the focus: "text". */
	first?: string;
	least?: number;
	most?: number;
	hint?: string | undefined;
	/** The list's own name, for those who hear it. */
	title: string;
	/** An empty list is not written. */
	optional?: boolean;
	children: (item: Lens, i: number) => ComponentChildren;
}

/** Any list: rows that can be added, moved, and removed with a way back. */
export function Rows({ of, label, add, make, first, least = 0, most = 500, hint,
	title, optional, children }: RowsProps) {
	const [gone, setGone] = useState<[number, unknown] | null>(null);
	const [said, say] = useState("");
	const { items } = of;
	const idOf = (i: number) => of.at(i, ...(first ? [first] : [])).name;

	function remove(i: number): void {
		setGone([i, of.list[i]]);
		of.edit((list) => {
			const next = (list as unknown[]).filter((_, at) => at !== i);

			return next.length === 0 && optional ? undefined : next;
		});
		focusSoon(`${of.name}-undo`);
	}

	function back(): void {
		if (!gone)
			return;
		of.edit((list) => {
			const next = [...(Array.isArray(list) ? list : [])];

			next.splice(gone[0], 0, gone[1]);
			return next;
		});
		setGone(null);
		focusSoon(idOf(gone[0]));
	}

	function move(from: number, to: number): void {
		if (to < 0 || to >= items.length)
			return;
		setGone(null);
		of.edit((list) => moved(list as unknown[], from, to));
		say(words("moved", { what: label(from + 1), n: to + 1 }));
		focusSoon(`${of.name}-${to}-${to < from ? "up" : "down"}`);
	}

	return (
		<fieldset class="edit-rows" id={of.name} tabIndex={-1}
			aria-describedby={of.error ? `${of.name}-error` : undefined}>
			<legend>{title}</legend>
			{hint && <p class="hint">{hint}</p>}
			<ErrorText id={`${of.name}-error`} error={of.error} />
			<ol class="plain">
				{items.map((item, i) =>
					<li key={i} class="edit-row">
						<div class="edit-row-fields">{children(item, i)}</div>
						<div class="edit-row-tools">
							{items.length > 1 &&
								([["up", i - 1], ["down", i + 1]] as const)
									.map(([way, to]) =>
										<button type="button" key={way}
											class="button icon"
											id={`${of.name}-${i}-${way}`}
											aria-label={words(way,
												{ what: label(i + 1) })}
											aria-disabled={to < 0 ||
												to >= items.length}
											onClick={() => move(i, to)}>
											<span aria-hidden="true">
												{way === "up" ? "↑" : "↓"}
											</span>
										</button>)}
							{items.length > least &&
								<button type="button" class="button icon"
									aria-label={words("remove",
										{ what: label(i + 1) })}
									onClick={() => remove(i)}>
									<span aria-hidden="true">×</span>
								</button>}
						</div>
					</li>)}
			</ol>
			{gone &&
				<p class="edit-undo">
					{words("removed")}{" "}
					<button type="button" class="button bare"
						id={`${of.name}-undo`} onClick={back}>
						{words("undo")}
					</button>
				</p>}
			{items.length < most &&
				<button type="button" class="button" onClick={() => {
					setGone(null);
					of.edit((list) =>
						[...(Array.isArray(list) ? list : []), make()]);
					focusSoon(idOf(items.length));
				}}>
					<Icon name="add" size={20} />{add}
				</button>}
			<p class="hidden-words" role="status">{said}</p>
		</fieldset>
	);
}

/** A list of texts, each in a field of its own. */
export function Lines({ of, title, label, add, hint, least, most, optional, long }:
Omit<RowsProps, "children" | "make" | "first"> & { long?: boolean }) {
	return (
		<Rows of={of} title={title} label={label} add={add} hint={hint}
			least={least ?? 0} most={most ?? 100} optional={optional === true}
			make={() => ""}>
			{(item, i) => long
				? <Area of={item} label={label(i + 1)} />
				: <Line of={item} label={label(i + 1)} />}
		</Rows>
	);
}
