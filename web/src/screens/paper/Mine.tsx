/*
 * Saya › Sertifikat: what I hold, how others can check it, and how a misspelt
 * name is mended: in the account first, then by a new number.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { MyPapers, Paper } from "../../api/paper";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Field, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { refreshPerson } from "../../session/session";
import { t } from "../../text";
import { day } from "../../text/format";
import { words } from "../../text/paper";
import { keepPdf, Over, stateOf, whenOf } from "./pieces";
import "./paper.css";

interface Doing {
	busy: boolean;
	run: (work: () => Promise<void>) => void;
}

function Files({ of, doing }: { of: Paper; doing: Doing }) {
	const shared = words("share.words", { kind: words(`kind.${of.kind}`),
		name: of.name, title: of.title, link: of.link });

	return (
		<p class="actions">
			<button class="button primary" type="button"
				aria-label={words("pdf.of", { number: of.number })}
				onClick={() => doing.run(() => keepPdf(of))}>
				{words("pdf")}
			</button>
			{of.signedAt &&
				<button class="button" type="button"
					onClick={() => doing.run(() => keepPdf(of, true))}>
					{words("pdf.signed")}
				</button>}
			<a class="button" target="_blank" rel="noopener"
				href={`https://wa.me/?text=${encodeURIComponent(shared)}`}>
				{words("share")}
			</a>
			<a class="button" target="_blank" rel="noopener" href={of.link}>
				{words("check")}
			</a>
		</p>
	);
}

function Held({ of, name, doing, again }: {
	of: Paper;
	name: string;
	doing: Doing;
	again: (paper: Paper) => void;
}) {
	return (
		<li class={`card stack near ${of.state === "good" ? "" : "over"}`}>
			<h2 class="paper-title">{of.title}</h2>
			<p>{words(`kind.${of.kind}`)} · <State named={stateOf(of.state)} /></p>
			<p class="mono">{words("number", { number: of.number })}</p>
			<p class="facts">{whenOf(of)}</p>
			<p class="facts">{words("issued",
				{ day: day(of.issuedAt), agency: of.agency })}</p>
			<Over paper={of} />
			{of.state === "good" && of.outdated &&
				<div class="notice wait stack near">
					<p>{words("outdated", { old: of.name, name })}</p>
					<p><button class="button" type="button"
						onClick={() => doing.run(async () => again(
							await call<Paper>("POST",
								`/api/v1/certificates/${of.id}/reissue`,
								{})))}>
						{words("again")}
					</button></p>
				</div>}
			{of.state === "good" && <Files of={of} doing={doing} />}
		</li>
	);
}

function Mend({ name, mended }: {
	name: string;
	mended: (said: string) => void;
}) {
	const [value, setValue] = useState(name);
	const form = useForm<"name">({
		check: () => value.trim() === name
			? { name: words("name.same") } : {},
		send: async () => {
			const now = await call<{ name: string }>("PUT", "/api/v1/me/name",
				{ name: value.trim() });

			await refreshPerson().catch(() => undefined);
			mended(now.name === name
				? words("name.wish", { name: now.name })
				: words("name.saved", { name: now.name }));
		},
		place: (problem) => problem.field === "name" ? "name" : null,
	});

	return (
		<details class="card fold">
			<summary>{words("name")}</summary>
			<form class="form stack" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="name" label={words("name.field")}
					hint={words("name.why")} value={value} maxLength={120}
					autocomplete="name" error={form.errors.name}
					change={setValue} />
				<button class="button" type="submit" aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("name.save")}
				</button>
			</form>
		</details>
	);
}

export default function Mine() {
	const mine = useLoad<MyPapers>("/api/v1/me/certificates");
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const doing: Doing = {
		busy,
		run: (work) => {
			if (busy)
				return;
			setBusy(true);
			setProblem(null);
			work().catch((e) => setProblem(fault(e)))
				.then(() => setBusy(false));
		},
	};
	const done = (words_: string) => {
		say(words_);
		mine.reload();
	};

	return (
		<Page title={words("mine")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<div class="stack" aria-busy={busy}>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				<Loaded from={mine}>{({ certificates, name }) => <>
					{certificates.length === 0
						? <div class="card empty">
							<p>{words("mine.none")}</p>
							<p><a class="button" href="/katalog">
								{words("mine.none.go")}
							</a></p>
						</div>
						: <ul class="plain stack">
							{certificates.map((c) =>
								<Held key={c.id} of={c} name={name}
									doing={doing} again={(next) =>
										done(words("again.done",
											{ number: next.number }))} />)}
						</ul>}
					{certificates.length > 0 &&
						<Mend key={name} name={name} mended={done} />}
				</>}</Loaded>
			</div>
		</Page>
	);
}
