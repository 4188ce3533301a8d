/*
 * One-time codes for those chosen in the list: made a few at a time, so that
 * it can be seen how far it is; then printed as slips, or sent one by one.
 * They are told once and are gone with the page.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Code, Codes as Made } from "../../api/types";
import { useAbout } from "../../parts/about";
import { Choice } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { day } from "../../text/format";
import { words } from "../../text/people";
import { chosenCount, chosenNow, chosenPeople, type Someone } from "./chosen";
import { Slips } from "./Slips";

const AT_ONCE = 25;

interface Making {
	codes: Code[];
	skipped: Someone[];
	expiresAt: number;
	left: Someone[] | null;	/* null: who they are is not known yet */
}

const NONE: Making = { codes: [], skipped: [], expiresAt: 0, left: null };

/* A tab that is closed takes the codes with it. */
function useGuard(on: boolean): void {
	useEffect(() => {
		if (!on)
			return;
		const ask = (e: BeforeUnloadEvent) => e.preventDefault();
		addEventListener("beforeunload", ask);
		return () => removeEventListener("beforeunload", ask);
	}, [on]);
}

function useMaking() {
	const [made, setMade] = useState<Making>(NONE);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const gone = useRef(false);

	useEffect(() => () => void (gone.current = true), []);

	async function work(mail: boolean): Promise<void> {
		let now = made.left
			? made : { ...NONE, left: await chosenPeople() };

		while (now.left && now.left.length > 0 && !gone.current) {
			setMade(now);
			const some = now.left.slice(0, AT_ONCE);
			const more: Made = await call<Made>("POST",
				"/api/v1/activations", { people: some.map((p) => p.id), mail });

			now = {
				codes: [...now.codes, ...more.codes],
				skipped: [...now.skipped, ...more.skipped],
				expiresAt: more.expiresAt,
				left: now.left.slice(AT_ONCE),
			};
			setMade(now);
		}
	}

	function start(mail: boolean): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		work(mail).catch((e) => setProblem(fault(e)))
			.then(() => setBusy(false));
	}

	return { made, busy, problem, start };
}

function useMessage(expiresAt: number): (code: Code) => string {
	const agency = useAbout()?.agency.name ?? t("app.name");

	return (code) => words("codes.message", {
		name: code.person.name, agency, url: code.url.split("#")[0] ?? "",
		code: code.code, until: day(expiresAt),
	});
}

function Row({ code, message }: { code: Code; message: string }) {
	const [copied, setCopied] = useState(false);
	const forName = words("codes.forName", { name: code.person.name });

	return (
		<tr role="row">
			<th scope="row" role="rowheader">{code.person.name}</th>
			<td role="cell" data-label={words("slip.login")}>
				<span class="mono">{code.loginMasked}</span>
			</td>
			<td role="cell" data-label={words("slip.code")}>
				<strong class="mono">{code.code}</strong>
			</td>
			<td role="cell">
				{"clipboard" in navigator &&
					<button class="button bare" type="button" onClick={() =>
						void navigator.clipboard.writeText(message)
							.then(() => setCopied(true), () => undefined)}>
						{words(copied ? "codes.copied" : "codes.copy")}
						<span class="hidden-words">{forName}</span>
					</button>}
				<a class="button bare" target="_blank"
					rel="noopener noreferrer"
					href={`https://wa.me/?text=${
						encodeURIComponent(message)}`}>
					{words("codes.whatsapp")}
					<span class="hidden-words">{forName}</span>
				</a>
			</td>
		</tr>
	);
}

function List({ made }: { made: Making }) {
	const message = useMessage(made.expiresAt);

	return (
		<section class="stack near" aria-labelledby="codes">
			<h2 id="codes">{words("codes.list")}</h2>
			<table class="table" role="table" aria-labelledby="codes">
				<thead role="rowgroup">
					<tr role="row">
						<th scope="col" role="columnheader">
							{t("person.name")}
						</th>
						<th scope="col" role="columnheader">
							{words("slip.login")}
						</th>
						<th scope="col" role="columnheader">
							{words("slip.code")}
						</th>
						<th scope="col" role="columnheader">
							{words("codes.send")}
						</th>
					</tr>
				</thead>
				<tbody role="rowgroup">
					{made.codes.map((code) =>
						<Row key={code.person.id} code={code}
							message={message(code)} />)}
				</tbody>
			</table>
		</section>
	);
}

function Before({ busy, mail, setMail, start }: {
	busy: boolean;
	mail: boolean;
	setMail: (on: boolean) => void;
	start: () => void;
}) {
	const about = useAbout();
	const chosen = chosenNow();
	const n = chosenCount();
	const one = "people" in chosen && n === 1 ? chosen.people[0] : undefined;

	if (n === 0)
		return (
			<div class="card empty">
				<p>{words("codes.nobody")}</p>
				<p><a class="button primary" href="/kelola/orang">
					{words("codes.choose")}
				</a></p>
			</div>
		);
	return (
		<div class="stack">
			<p>{one ? words("codes.whoOne", { name: one.name })
				: words("codes.who", { n })}</p>
			{about?.mail && <Choice type="checkbox" name="mail" value="mail"
				label={words("codes.mail")} checked={mail}
				change={setMail} />}
			<button class="button primary" type="button" aria-busy={busy}
				onClick={start}>
				{words(busy ? "codes.counting"
					: one ? "codes.forOne" : "codes.make", { n })}
			</button>
		</div>
	);
}

function Progress({ done, all }: { done: number; all: number }) {
	const said = words("codes.making", { done, all });

	return (
		<div class="card stack near">
			<progress max={all} value={done} aria-label={said} />
			<p class="facts">{said}</p>
		</div>
	);
}

function After({ made, busy, start }: {
	made: Making;
	busy: boolean;
	start: () => void;
}) {
	const left = made.left?.length ?? 0;
	const done = made.codes.length + made.skipped.length;
	const n = made.codes.length;
	const mailed = made.codes.filter((c) => c.mailed).length;

	return (
		<div class="stack">
			{left > 0 && busy && <Progress done={done} all={done + left} />}
			{left > 0 && !busy &&
				<div class="notice warn">
					<p>{words("codes.stopped", { done, all: done + left })}</p>
					<button class="button" type="button" onClick={start}>
						{words("codes.more", { n: left })}
					</button>
				</div>}
			{n > 0 && <p class="notice warn">
				{words("codes.once", { until: day(made.expiresAt) })}
			</p>}
			{mailed > 0 && <p class="notice ok">
				{words("codes.mailed", { n: mailed })}
			</p>}
			{made.skipped.length > 0 && <p class="notice">
				{words("codes.skipped", {
					names: made.skipped.map((p) => p.name).join(", "),
				})}
			</p>}
			{n > 0 && left === 0 && <p class="actions">
				<button class="button primary" type="button"
					onClick={() => window.print()}>
					{words("codes.print", { n })}
				</button>
			</p>}
			{n > 0 && <List made={made} />}
		</div>
	);
}

export default function Codes() {
	const { made, busy, problem, start } = useMaking();
	const [mail, setMail] = useState(false);
	const go = () => start(mail);

	useGuard(made.codes.length > 0);
	return (
		<Page title={words("codes.title")}
			back={{ href: "/kelola/orang", label: t("manage.people") }}>
			<div class="stack">
				{problem && <Failure problem={problem} />}
				{made.left === null
					? <Before busy={busy} mail={mail} setMail={setMail} start={go} />
					: <After made={made} busy={busy} start={go} />}
			</div>
			<Slips codes={made.codes} expiresAt={made.expiresAt} />
		</Page>
	);
}
