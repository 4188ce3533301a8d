/*
 * Which tool a lesson or step is to open, and what of it: chosen there, where the
 * tool lets one choose, or by an address that is typed.
 */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client";
import type { Choice as Came, Opened, Place, Usable } from "../api/tool";
import { number } from "../text/format";
import { words } from "../text/toolPlace";
import { Dialog } from "./Dialog";
import { Choice, Field } from "./Field";
import { Loaded } from "./Loaded";
import { useLoad } from "./load";
import { readNumber } from "../practice/number";
import { ToolFrame } from "./ToolFrame";

export type For = { draft: string } | { programme: string };

const ASK = 1_500;

/* Until the tool has sent its answer back by the frame. */
function useCame(pending: string | undefined): Came | null {
	const [came, set] = useState<Came | null>(null);

	useEffect(() => {
		if (!pending)
			return;
		let gone = false;
		const timer = setInterval(() => {
			get<Came>(`/api/v1/lti/choices/${pending}`, { quiet: true })
				.then((found) => {
					if (gone || found.state === "waiting")
						return;
					clearInterval(timer);
					set(found);
				}, () => undefined);
		}, ASK);

		return () => {
			gone = true;
			clearInterval(timer);
		};
	}, [pending]);
	return came;
}

function Result({ came, take, close }: {
	came: Came;
	take: (places: Place[]) => void;
	close: () => void;
}) {
	const places = came.items.flatMap((item) => item.place ?? []);

	return (
		<div class="stack" role="status">
			{came.error && <p class="notice warn">{came.error}</p>}
			{came.message && <p>{came.message}</p>}
			{came.items.length === 0 && <p>{words("nothing")}</p>}
			<ul class="plain stack near">
				{came.items.map((item, i) => <li key={i}>
					<span class="strong">
						{item.title || item.place?.title || words("untitled")}
					</span>
					{item.why && <p class="small quiet">
						{words("passedOver")} {item.why}</p>}
				</li>)}
			</ul>
			<p class="actions">
				{places.length > 0 &&
					<button type="button" class="button primary"
						onClick={() => take(places)}>
						{words("take", { n: places.length })}
					</button>}
				<button type="button" class="button" onClick={close}>
					{words("close")}
				</button>
			</p>
		</div>
	);
}

function There({ tool, to, multiple, take, close }: {
	tool: Usable;
	to: For;
	multiple: boolean;
	take: (places: Place[]) => void;
	close: () => void;
}) {
	const [opened, begun] = useState<Opened | null>(null);
	const came = useCame(opened?.pending);

	return came
		? <Result came={came} take={take} close={close} />
		: <div class="stack">
			<div class="tool-choice">
				<ToolFrame where={{ tool: tool.id, for: to, multiple }}
					begun={begun} closed={close} />
			</div>
			<p><button type="button" class="button" onClick={close}>
				{words("close")}
			</button></p>
		</div>;
}

export function ToolChoice({ to, multiple, take, close }: {
	to: For;
	multiple: boolean;
	take: (places: Place[]) => void;
	close: () => void;
}) {
	const tools = useLoad<{ tools: Usable[] }>("/api/v1/lti/usable");
	const [at, choose] = useState<Usable | null>(null);

	return (
		<Dialog title={at ? words("chooseAt", { tool: at.name })
			: words("which")} close={close}>
			{at
				? <There tool={at} to={to} multiple={multiple} take={take}
					close={close} />
				: <Loaded from={tools}>{({ tools: all }) => <div class="stack">
					{all.length === 0 && <p>{words("noTool")}</p>}
					<ul class="plain stack near">
						{all.map((tool) => <li key={tool.id}
							class="line-with-button">
							<span>{tool.name}</span>
							<button type="button" class="button"
								onClick={() => tool.choice ? choose(tool)
									: take([{ title: tool.name,
										url: tool.url }])}>
								{words(tool.choice ? "choose" : "use")}
								<span class="hidden-words"> {tool.name}</span>
							</button>
						</li>)}
					</ul>
					<p><button type="button" class="button bare"
						onClick={() => take([{ title: words("begin"),
							url: "https://" }])}>
						{words("type")}
					</button></p>
					<p><button type="button" class="button" onClick={close}>
						{words("close")}
					</button></p>
				</div>}</Loaded>}
		</Dialog>
	);
}

/** Where a key of the place stands in what is written, and its fault. */
export type Named = (...path: string[]) =>
	{ name: string; error?: string | undefined };

/* What is typed stays as it is typed until the field is left. */
function Amount({ value, change, ...field }: {
	name: string;
	label: string;
	hint?: string;
	error?: string | undefined;
	value: number | undefined;
	change: (value: number | undefined) => void;
}) {
	const [typed, type] = useState<string | null>(null);
	const bad = typed !== null && typed.trim() !== "" &&
		readNumber(typed) === null;

	return <Field {...field} inputMode="decimal" autocomplete="off"
		maxLength={40} error={bad ? words("badNumber") : field.error}
		value={typed ?? (value === undefined ? "" : number(value, 10))}
		onBlur={() => bad || type(null)} change={(text) => {
			const n = readNumber(text);

			type(text);
			if (n !== null || !text.trim())
				change(n ?? undefined);
		}} />;
}

/** What a place says, as fields, whose names `named` tells. */
export function ToolFields({ named, place, to, change }: {
	named: Named;
	place: Place;
	to: For;
	change: (place: Place) => void;
}) {
	const [choosing, open] = useState(false);
	const scored = place.lineItem === undefined ||
		(typeof place.lineItem === "object" && place.lineItem !== null);
	const most = typeof place.lineItem === "object" && place.lineItem
		? place.lineItem.scoreMaximum : 100;
	const put = (more: Partial<Place>) => change({ ...place, ...more });

	function setScored(on: boolean): void {
		const { passMark: _, ...rest } = place;

		change(on ? { ...place, lineItem: { scoreMaximum: most } }
			: { ...rest, lineItem: false });
	}

	return (
		<div class="stack">
			<p><button type="button" class="button"
				onClick={() => open(true)}>{words("chooseOther")}</button></p>
			<Field {...named("url")} label={words("url")}
				hint={words("urlHint")} inputMode="url" autocomplete="off"
				value={place.url} change={(url) => put({ url: url.trim() })} />
			<Choice type="checkbox" name={named("lineItem").name} value="1"
				label={words("scored")} checked={scored} change={setScored} />
			{scored && <Amount {...named("lineItem", "scoreMaximum")}
				label={words("most")} value={most} change={(points) =>
					put({ lineItem: {
						...(typeof place.lineItem === "object" &&
							place.lineItem),
						scoreMaximum: points ?? 100 } })} />}
			{scored && <Amount {...named("passMark")} label={words("mark")}
				hint={words("markHint")} value={place.passMark}
				change={(mark) => {
					const { passMark: _, ...rest } = place;

					change(mark === undefined ? rest
						: { ...rest, passMark: mark });
				}} />}
			<Choice type="checkbox" name={named("window").name} value="1"
				label={words("window")} checked={place.window === true}
				change={(window) => put({ window })} />
			{choosing && <ToolChoice to={to} multiple={false}
				close={() => open(false)} take={([found]) => {
					open(false);
					if (found)
						change({ ...found, ...(place.title &&
							{ title: place.title }) });
				}} />}
		</div>
	);
}
