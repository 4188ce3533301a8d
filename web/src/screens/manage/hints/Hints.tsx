/*
 * Petunjuk: what the night found in a module, the weightiest first, each to be
 * made a task or left as it is; then the figures it was found in, and what came
 * of earlier revisions.
 */
import { useRoute } from "preact-iso";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import type { Figures as Counted } from "../../../api/figures";
import type { Hint, Hints as All } from "../../../api/revision";
import type { ModuleDetail, Node } from "../../../api/types";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { TextField } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { t } from "../../../text";
import { clock, day, moment } from "../../../text/format";
import { words } from "../../../text/hints";
import { ModuleTabs } from "../ModuleTabs";
import { EffectSection } from "./Effect";
import { FiguresSection } from "./Figures";
import { cut, effort, looks, sentence } from "./tell";
import "./hints.css";

type Way = "acceptance" | "dismissal";

/* Lessons by their ident, wherever they stand in the outline. */
function identsOf(nodes: Node[], into = new Map<string, string>()):
Map<string, string> {
	for (const node of nodes) {
		if (node.id)
			into.set(node.key, node.id);
		identsOf(node.children, into);
	}
	return into;
}

/* What is asked before a hint is decided; the focus goes to the words. */
function Decide({ hint, way, done, close }: {
	hint: Hint;
	way: Way;
	done: (said: string) => void;
	close: () => void;
}) {
	const accept = way === "acceptance";
	const name = `${way}-${hint.id}`;
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const focus = () => document.getElementById(name)?.focus();

	useEffect(() => {
		focus();
	}, []);

	function go(e: Event): void {
		e.preventDefault();
		const none = !accept && !text.trim();

		if (busy)
			return;
		setMissing(none);
		if (none)
			return focus();
		setBusy(true);
		setProblem(null);
		call("POST", `/api/v1/hints/${encodeURIComponent(hint.id)}/${way}`,
			{ words: text.trim() }).then(() =>
			done(words(accept ? "accept.done" : "dismiss.done")), (e) => {
			setProblem(fault(e));
			setBusy(false);
		});
	}

	return (
		<form class="notice stack near" onSubmit={go} noValidate
			aria-busy={busy}>
			<TextField name={name} value={text} change={setText}
				label={words(accept ? "accept.words" : "dismiss.words")}
				hint={words(accept ? "accept.hint" : "dismiss.hint")}
				error={missing ? words("dismiss.missing") : undefined} />
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button primary">
					{words(accept ? "accept.go" : "dismiss.go")}
				</button>
				<button class="button" type="button" onClick={close}>
					{words("cancel")}
				</button>
			</p>
		</form>
	);
}

function Open({ hint, module, units, done }: {
	hint: Hint;
	module: string;
	units: Map<string, string>;
	done: (said: string) => void;
}) {
	const [way, setWay] = useState<Way | null>(null);
	const first = useRef<HTMLButtonElement>(null);
	const was = useRef(false);
	const what = sentence(hint);

	/* Whoever closes the form is back where it was opened. */
	useEffect(() => {
		if (was.current && !way)
			first.current?.focus();
		was.current = way !== null;
	}, [way]);
	return (
		<li class="card stack near hint">
			<p class="hint-says">{what}</p>
			{hint.question && hint.question.text !== hint.question.ident &&
				<p class="said">{cut(hint.question.text, 160)}</p>}
			<p class="facts">
				{words("version", { n: hint.version })}{" · "}
				{words("since", { at: day(hint.firstAt) })}
			</p>
			<p class="quiet small">{effort(hint.kind)}</p>
			<p class="hint-looks no-paper">
				{looks(module, hint, units).map(({ href, label }) =>
					<a key={href} href={href}>{label}</a>)}
			</p>
			{way
				? <Decide key={way} hint={hint} way={way} done={done}
					close={() => setWay(null)} />
				: <p class="actions no-paper">
					<button class="button" type="button" ref={first}
						aria-label={words("accept.of", { what })}
						onClick={() => setWay("acceptance")}>
						{words("accept")}
					</button>
					<button class="button" type="button"
						aria-label={words("dismiss.of", { what })}
						onClick={() => setWay("dismissal")}>
						{words("dismiss")}
					</button>
				</p>}
		</li>
	);
}

function Decided({ hints }: { hints: Hint[] }) {
	return hints.length === 0 ? null : (
		<section class="stack near" aria-labelledby="decided">
			<h2 id="decided">{words("decided")}</h2>
			<ul class="plain stack">
				{hints.map((h) =>
					<li class="card stack near" key={h.id}>
						<p>{sentence(h)}</p>
						<p class="facts">{h.decidedBy && h.decidedAt
							? words("decided.by", {
								state: words(`state.${h.state}`),
								name: h.decidedBy, at: day(h.decidedAt) })
							: words(`state.${h.state}`)}</p>
						{h.words && <p>{h.words}</p>}
						{h.state === "accepted" &&
							<p><a href="/kelola/revisi">{words("tasks")}</a></p>}
					</li>)}
			</ul>
		</section>
	);
}

/* "Dihitung tadi malam pukul 02.03." */
export function counted(at: number | null, now: number): string {
	if (at === null)
		return words("counted.never");
	return now - at < 86_400_000
		? words("counted.tonight", { clock: clock(at) })
		: words("counted", { at: moment(at) });
}

/* Why there is none: too few people is something else than nothing to say. */
function None({ least, figures }: { least: number; figures: Counted | null }) {
	const now = figures?.versions.find((v) => v.current);
	const people = now?.figures?.begun;

	return (
		<div class="card">
			<p>{!now || (people !== undefined && people >= least)
				? words("none")
				: people !== undefined
					? words(people ? "few" : "few.none", { least, n: people })
					: words("few.unknown", { least })}</p>
		</div>
	);
}

export default function Hints() {
	const id = useRoute().params.id ?? "";
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const hints = useLoad<All>(`${path}/hints`);
	const module = useLoad<ModuleDetail>(path);
	const figures = useLoad<Counted>(`${path}/figures`);
	const [said, say] = useState("");
	const units = useMemo(() => identsOf(module.data?.outline ?? []),
		[module.data]);

	return (
		<Page wide title={words("title")} back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: module.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<div class="stack">
				<p class="quiet">{words("why")}</p>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<Loaded from={hints}>{(all) => {
					const open = all.hints.filter((h) => h.state === "open");

					return (
						<>
							<p class="facts">
								{counted(all.countedAt, Date.now())}
							</p>
							<section class="stack near" aria-labelledby="open">
								<h2 id="open">{words("open")}</h2>
								{open.length === 0
									? <None least={all.least}
										figures={figures.data} />
									: <ol class="plain stack">
										{open.map((h) =>
											<Open key={h.id} hint={h}
												module={id} units={units}
												done={(text) => {
													say(text);
													hints.reload();
												}} />)}
									</ol>}
							</section>
							<Decided hints={all.hints.filter((h) =>
								h.state !== "open")} />
						</>
					);
				}}</Loaded>
				<EffectSection path={path} />
				<FiguresSection id={id} first={figures}
					title={module.data?.title ?? ""} />
			</div>
		</Page>
	);
}
