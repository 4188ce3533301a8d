/*
 * Deep linking: a teacher chooses what their course gets, and the browser takes
 * the signed answer back by a form, which ends this page. To choose nothing is
 * an answer, too: the course closes its frame then.
 */
import { useLocation } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { LtiChoice, LtiChoices, LtiChosen, LtiLaunch } from
	"../../api/lti";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Choice, ErrorText } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/pieces";
import { SearchField, useWords } from "../../parts/Search";
import { launchPath } from "../../session/launched";
import { words } from "../../text/launch";
import { About } from "./About";
import { usePageHeight } from "./height";

/** A module, or a unit of it by its ident. */
interface Picked {
	module: string;
	unit: string | null;
}

const same = (a: Picked, b: Picked) =>
	a.module === b.module && a.unit === b.unit;

/* The course takes the frame over with what this form brings. */
function carry({ returnUrl, jwt }: LtiChosen): void {
	const form = document.createElement("form");
	const field = document.createElement("input");

	form.method = "POST";
	form.action = returnUrl;
	field.type = "hidden";
	field.name = "JWT";
	field.value = jwt;
	form.append(field);
	document.body.append(form);
	form.submit();
}

interface Picking {
	many: boolean;
	has: (one: Picked) => boolean;
	pick: (one: Picked, on: boolean) => void;
}

function Pick({ of, label, hint, picking }: {
	of: Picked;
	label: string;
	hint?: string | undefined;
	picking: Picking;
}) {
	return <Choice type={picking.many ? "checkbox" : "radio"} name="pick"
		value={`${of.module}.${of.unit ?? ""}`} label={label} hint={hint}
		checked={picking.has(of)}
		change={(on) => picking.pick(of, on)} />;
}

function Module({ of, picking }: { of: LtiChoice; picking: Picking }) {
	return (
		<li class="card launch-choice">
			<Pick of={{ module: of.id, unit: null }} label={of.title}
				hint={words("choose.whole")} picking={picking} />
			{of.units.length > 1 && <details class="fold">
				<summary>
					{words("choose.units", { n: of.units.length })}
				</summary>
				<ul class="plain">
					{of.units.map((unit) => <li key={unit.ident}>
						<Pick of={{ module: of.id, unit: unit.ident }}
							label={unit.title} picking={picking} />
					</li>)}
				</ul>
			</details>}
		</li>
	);
}

export function Choose({ launch }: { launch: LtiLaunch }) {
	const { query, route } = useLocation();
	const settings = launch.settings ?? {};
	const many = settings.accept_multiple !== false;
	const graded = settings.accept_lineitem !== false;
	const q = query.q ?? "";
	const page = Math.max(1, Math.floor(Number(query.page)) || 1);
	const load = useLoad<LtiChoices>(
		`/api/v1/lti/choices?q=${encodeURIComponent(q)}&page=${page}`);
	const [typed, setTyped] = useWords(q);
	const [picked, setPicked] = useState<Picked[]>([]);
	const [grade, setGrade] = useState(graded);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const box = useRef<HTMLElement>(null);
	const picking: Picking = {
		many,
		has: (one) => picked.some((other) => same(one, other)),
		pick: (one, on) => {
			setWrong(false);
			setPicked((all) => {
				const rest = many ? all.filter((other) => !same(one, other))
					: [];
				return on ? [...rest, one] : rest;
			});
		},
	};

	usePageHeight(box);

	function send(items: Picked[]): void {
		setProblem(null);
		setBusy(true);
		call<LtiChosen>("POST", "/api/v1/lti/choices", {
			items: items.map((one) => ({ ...one, lineItem: graded && grade })),
		}).then(carry, (e) => {
			setBusy(false);
			setProblem(fault(e));
		});
	}

	function submit(): void {
		if (picked.length > 0)
			return send(picked);
		setWrong(true);
		document.getElementById("picks")?.focus();
	}

	return (
		<main class="launch" ref={box}>
			<Page title={words("choose")}>
				<div class="stack">
					<p>{words(many ? "choose.many" : "choose.one")}</p>
					<form class="search field" role="search" onSubmit={(e) => {
						e.preventDefault();
						route(launchPath({ q: typed.trim() }));
					}}>
						<SearchField label={words("choose.search")}
							words={typed} change={setTyped} />
					</form>
					<fieldset id="picks" tabIndex={-1}
						aria-describedby={wrong ? "picks-error" : undefined}>
						<legend class="hidden-words">{words("choose")}</legend>
						<ErrorText id="picks-error" error={wrong
							? words("choose.nothing") : undefined} />
						<Loaded from={load}>{({ modules, pages }) =>
							modules.length === 0
								? <p class="quiet">
									{words(q ? "choose.none" : "choose.empty")}
								</p>
								: <>
									<ul class="plain">
										{modules.map((one) => <Module
											key={one.id} of={one}
											picking={picking} />)}
									</ul>
									{pages > 1 && <Pager page={page}
										pages={pages}
										href={(to) => launchPath({
											q, page: String(to),
										})} />}
								</>}
						</Loaded>
					</fieldset>
					{graded && <Choice type="checkbox" name="grade" value="yes"
						label={words("choose.grade")}
						hint={words("choose.gradeHint")}
						checked={grade} change={setGrade} />}
					{problem && <Failure problem={problem} />}
					<p role="status">
						{words("choose.picked", { n: picked.length })}
					</p>
					<p class="actions">
						<button class="button primary" type="button"
							aria-busy={busy} onClick={submit}>
							{words(busy ? "choose.sending" : "choose.send")}
						</button>
						<button class="button" type="button"
							onClick={() => send([])}>
							{words("choose.cancel")}
						</button>
					</p>
				</div>
				<About launch={launch} />
			</Page>
		</main>
	);
}
