/* The fields by which a question is answered, one for each type. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState }
	from "preact/hooks";
import { rightsOf } from "../../../practice/grade";
import type { Values } from "../../../practice/formula";
import { Random } from "../../../practice/random";
import type { Choice, Cloze, Essay, Gap, GapResponse, Grade, Match, Multiple,
	Numeric, Order, Question, Response, Single, TextQuestion, TrueFalse }
	from "../../../practice/types";
import { el, fill } from "../shell";
import { useHere } from "./context";
import { Button, Part, Radio } from "./pieces";
import { Rich, usePlain } from "./Rich";
import { FIELD_MOST } from "./store";

interface Of<Q> {
	q: Q;
	/** Unlike any other on the page. */
	name: string;
	response: Response;
	change: (response: Response) => void;
	/** Once it was checked. */
	grade: Grade | null;
	values: Values;
}

function useOrder(q: { id: string }, n: number, shuffle: boolean): string[] {
	const { seed } = useHere();

	return useMemo(() => shuffle
		? new Random(`${seed}:${q.id}`).shuffled(n)
		: Array.from({ length: n }, (_, i) => String(i + 1)),
	[seed, q.id, n, shuffle]);
}

function Option({ of, id, name, kind, chosen, change, grade }: {
	of: Choice;
	id: string;
	name: string;
	kind?: "checkbox";
	chosen: boolean;
	change: () => void;
	grade: Grade | null;
}) {
	return (
		<li>
			<Radio name={name} value={id} checked={chosen} change={change}
				{...(kind ? { kind } : {})}>
				<Rich text={of.text} html={of.html} />
				{chosen && grade && id in grade.parts &&
					<Part good={!!grade.parts[id]} />}
			</Radio>
			{chosen && grade && of.feedback &&
				<Rich block class="option-why" text={of.feedback}
					html={of.feedbackHtml} />}
		</li>
	);
}

function SingleAnswer({ q, name, response, change, grade }: Of<Single>) {
	const order = useOrder(q, q.choices.length, q.shuffle !== false);

	return (
		<ul class="options">
			{order.map((id) =>
				<Option key={id} id={id} name={name} grade={grade}
					of={q.choices[Number(id) - 1]!}
					chosen={response.choice === id}
					change={() => change({ choice: id })} />)}
		</ul>
	);
}

function MultipleAnswer({ q, name, response, change, grade }: Of<Multiple>) {
	const { words } = useHere();
	const order = useOrder(q, q.choices.length, q.shuffle !== false);
	const chosen = response.choices ?? [];

	return (
		<>
			<p class="hint">{words.several}</p>
			<ul class="options">
				{order.map((id) =>
					<Option key={id} id={id} name={name} grade={grade}
						kind="checkbox" of={q.choices[Number(id) - 1]!}
						chosen={chosen.includes(id)}
						change={() => change({
							choices: chosen.includes(id)
								? chosen.filter((c) => c !== id)
								: [...chosen, id].sort(),
						})} />)}
			</ul>
		</>
	);
}

function TrueFalseAnswer({ name, response, change }: Of<TrueFalse>) {
	const { words } = useHere();

	return (
		<ul class="options">
			{[true, false].map((value) =>
				<li key={String(value)}>
					<Radio name={name} value={String(value)}
						checked={response.value === value}
						change={() => change({ value })}>
						{value ? words.true : words.false}
					</Radio>
				</li>)}
		</ul>
	);
}

function MatchAnswer({ q, name, response, change, grade }: Of<Match>) {
	const { words } = useHere();
	const plain = usePlain();
	const rights = rightsOf(q);
	const order = useOrder(q, rights.length, true);
	const pairs = response.pairs ?? {};

	function choose(left: string, right: string): void {
		const { [left]: _before, ...rest } = pairs;

		change({ pairs: right ? { ...rest, [left]: right } : rest });
	}

	return (
		<ul class="pairs">
			{q.pairs.map((pair, i) => {
				const left = String(i + 1), id = `${name}-${left}`;

				return (
					<li key={left}>
						<label for={id}>
							<Rich text={pair.left} html={pair.leftHtml} />
						</label>
						<select id={id} value={pairs[left] ?? ""}
							onChange={(e) =>
								choose(left, e.currentTarget.value)}>
							<option value="">{words.choose}</option>
							{order.map((right) =>
								<option key={right} value={right}
									selected={pairs[left] === right}>
									{plain(rights[Number(right) - 1])}
								</option>)}
						</select>
						{grade && pairs[left] &&
							<Part good={!!grade.parts[left]} />}
					</li>
				);
			})}
		</ul>
	);
}

/* What stands there before anything was moved is not the answer. */
export function firstOrder(q: Order, seed: string): string[] {
	return new Random(`${seed}:${q.id}`).mixed(q.items.length);
}

function OrderAnswer({ q, name, response, change, grade }: Of<Order>) {
	const { words, seed } = useHere();
	const plain = usePlain();
	const list = useRef<HTMLOListElement>(null);
	const [said, say] = useState("");
	const [moved, setMoved] = useState<[id: string, by: number] | null>(null);
	const order = response.order?.length === q.items.length
		? response.order : firstOrder(q, seed);
	const text = (id: string) => plain(q.items[Number(id) - 1],
		q.itemsHtml?.[Number(id) - 1]);

	/* The button moved with its row: the focus goes along. */
	useEffect(() => {
		if (!moved)
			return;
		const [id, by] = moved;
		const buttons = list.current!.querySelectorAll<HTMLElement>(
			`[data-row="${id}"] button`);

		(buttons[by < 0 ? 0 : 1])?.focus();
	}, [moved]);

	function move(from: number, by: number): void {
		const to = from + by;
		const next = order.slice();

		if (to < 0 || to >= next.length)
			return;
		[next[from], next[to]] = [next[to]!, next[from]!];
		change({ order: next });
		setMoved([order[from]!, by]);
		say(fill(words.moved, {
			text: text(order[from]!), n: to + 1, all: next.length,
		}));
	}

	return (
		<>
			<ol class="ranks" ref={list}>
				{order.map((id, i) =>
					<li key={id} data-row={id}>
						<span class="rank">{i + 1}</span>
						<span class="rank-words">
							<Rich text={q.items[Number(id) - 1]}
								html={q.itemsHtml?.[Number(id) - 1]} />
							{grade && <Part good={!!grade.parts[id]} />}
						</span>
						<span class="rank-tools">
							<Button go={() => move(i, -1)} disabled={i === 0}
								label={fill(words.up, { text: text(id) })}>
								<Arrow up />
							</Button>
							<Button go={() => move(i, 1)}
								disabled={i === order.length - 1}
								label={fill(words.down, { text: text(id) })}>
								<Arrow />
							</Button>
						</span>
					</li>)}
			</ol>
			<p class="unseen" role="status" id={`${name}-said`}>{said}</p>
		</>
	);
}

function Arrow({ up }: { up?: boolean }) {
	return (
		<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
			<path d={up ? "M10 16V4M4.5 9.5L10 4l5.5 5.5"
				: "M10 4v12M4.5 10.5L10 16l5.5-5.5"}
				fill="none" stroke="currentColor" stroke-width="2"
				stroke-linecap="round" stroke-linejoin="round" />
		</svg>
	);
}

function FieldAnswer({ q, name, response, change }:
	Of<Numeric | TextQuestion>) {
	const { words } = useHere();
	const number = q.type === "numeric";

	return (
		<div class="answer">
			<label for={name}>
				{number ? words.yourNumber : words.yourAnswer}
			</label>
			<span class="answer-line">
				<input id={name} type="text" autocomplete="off"
					inputMode={number ? "decimal" : "text"} maxLength={500}
					value={response.text ?? ""}
					onInput={(e) => change({ text: e.currentTarget.value })} />
				{number && q.unit && <span>{q.unit}</span>}
			</span>
		</div>
	);
}

function EssayAnswer({ q, name, response, change }: Of<Essay>) {
	const { words } = useHere();

	return (
		<div class="answer">
			<label for={name}>{words.yourAnswer}</label>
			<textarea id={name} rows={5} value={response.text ?? ""}
				maxLength={Math.min(q.mostCharacters ?? FIELD_MOST, FIELD_MOST)}
				onInput={(e) => change({ text: e.currentTarget.value })} />
		</div>
	);
}

/*
 * The gaps are made once and stand in words that are not Preact's; what they
 * hold is read when it changes.
 */
function ClozeAnswer({ q, name, response, change, grade }: Of<Cloze>) {
	const { words, seed } = useHere();
	const plain = usePlain();
	const latest = useRef({ response, change });
	const box = useRef<HTMLDivElement>(null);

	latest.current = { response, change };
	useLayoutEffect(() => {	/* at once: beside it the result is read out */
		for (const field of Array.from(box.current!.querySelectorAll<
			HTMLInputElement | HTMLSelectElement>("[data-in]"))) {
			const n = field.dataset.in!;
			const given = response.gaps?.[n];
			const value = given?.choice ?? given?.text ?? "";
			const good = grade?.parts[n];

			if (field.value !== value)
				field.value = value;
			field.classList.toggle("ok", good === true);
			field.classList.toggle("bad", good === false);
			field.setAttribute("aria-invalid", String(good === false));
		}
	}, [response, grade]);

	function put(n: string, given: GapResponse): void {
		const { response: now, change: tell } = latest.current;

		tell({ gaps: { ...now.gaps, [n]: given } });
	}

	function select(n: string, gap: Gap & { type: "single" }): HTMLElement {
		const made = el("select", { "data-in": n,
			"aria-label": fill(words.gap, { n }) },
		el("option", { value: "" }, words.choose));

		for (const id of new Random(`${seed}:${q.id}:${n}`)
			.shuffled(gap.choices.length)) {
			const choice = gap.choices[Number(id) - 1]!;

			made.append(el("option", { value: id },
				plain(choice.text, choice.html)));
		}
		made.addEventListener("change", () => put(n, { choice: made.value }));
		return made;
	}

	function gapField(n: string): Node | null {
		const gap = q.gaps[Number(n) - 1];

		if (!gap)
			return null;
		if (gap.type === "single")
			return select(n, gap);
		const made = el("input", { type: "text", "data-in": n, size: "12",
			autocomplete: "off", maxlength: "200",
			inputmode: gap.type === "numeric" ? "decimal" : "text",
			"aria-label": fill(words.gap, { n }) });

		made.addEventListener("input", () => put(n, { text: made.value }));
		return made;
	}

	return (
		<div class="cloze" ref={box} id={name}>
			<Rich block text={q.text} html={q.html} gap={gapField} />
		</div>
	);
}

export function Answer(props: Of<Question>) {
	switch (props.q.type) {
	case "single":
		return <SingleAnswer {...props as Of<Single>} />;
	case "multiple":
		return <MultipleAnswer {...props as Of<Multiple>} />;
	case "trueFalse":
		return <TrueFalseAnswer {...props as Of<TrueFalse>} />;
	case "match":
		return <MatchAnswer {...props as Of<Match>} />;
	case "order":
		return <OrderAnswer {...props as Of<Order>} />;
	case "cloze":
		return <ClozeAnswer {...props as Of<Cloze>} />;
	case "essay":
		return <EssayAnswer {...props as Of<Essay>} />;
	default:
		return <FieldAnswer {...props as Of<Numeric | TextQuestion>} />;
	}
}
