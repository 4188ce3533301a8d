/*
 * One agency: its name, what it is, whom to ask, and its logo. At
 * /kelola/instansi/baru a new one.
 */
import { useLocation, useRoute } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import { call, headers, offline, problemOf, type Problem } from
	"../../api/client";
import type { AgencyKind, AgencyRow } from "../../api/types";
import { refreshAbout } from "../../parts/about";
import { atField, Choice, Field, Select, Summary, TextField, useForm } from
	"../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { NotFound } from "../NotFound";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/people";
import { words as figures } from "../../text/overview";
import { words as names } from "../../text/reports";

const PATH = "/api/v1/agencies";
const pagePath = (agency: AgencyRow) => `/angka/${agency.id}`;

function Form({ agency, own, saved }: {
	agency: AgencyRow | null;
	own: boolean;
	saved: (a: AgencyRow) => void;
}) {
	const [name, setName] = useState(agency?.name ?? "");
	const [kind, setKind] = useState<string>(agency?.kind ?? "agency");
	const [helpText, setHelp] = useState(agency?.helpText ?? "");
	const [open, setOpen] = useState(agency?.figuresPublic ?? false);
	const [done, setDone] = useState(false);
	const form = useForm<"name" | "kind" | "helpText">({
		check: () => {
			setDone(false);
			return name.trim() ? {} : { name: words("agency.noName") };
		},
		send: async () => {
			const next = await call<AgencyRow>(agency ? "PATCH" : "POST",
				agency ? `${PATH}/${agency.id}` : PATH,
				{ name: name.trim(), kind, helpText: helpText.trim(),
					figuresPublic: open });

			setDone(true);
			refreshAbout();
			saved(next);
		},
		place: atField("name", "kind", "helpText"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={words("agency.name")} value={name}
				change={setName} error={form.errors.name}
				autocomplete="organization" />
			{!own && <Select name="kind" label={words("agency.kind")}
				hint={words("agency.kindHint")} value={kind}
				options={(["agency", "partner"] as AgencyKind[]).map((k) =>
					[k, words(`kind.${k}`)])}
				change={setKind} error={form.errors.kind} />}
			<TextField name="helpText" label={words("agency.help")}
				hint={words("agency.helpHint")} value={helpText}
				change={setHelp} error={form.errors.helpText} />
			{agency && <Choice type="checkbox" name="figuresPublic" value="on"
				label={figures("public")} checked={open} change={setOpen}
				hint={figures("public.hint")} />}
			{agency?.figuresPublic && <p>
				<a href={pagePath(agency)} target="_blank" rel="noopener">
					{figures("public.see")}
				</a>
			</p>}
			<div role="status">
				{done && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy")
					: words(agency ? "agency.save" : "agency.create")}
			</button>
		</form>
	);
}

/* The picture as it is: the server looks whether it is one. */
async function sendLogo(id: string, file: File): Promise<AgencyRow> {
	const answer = await fetch(`${PATH}/${id}/logo`, {
		method: "PUT",
		headers: {
			...headers(), "Content-Type": "application/octet-stream",
		},
		body: file,
	}).catch(() => {
		throw offline();
	});
	const body: unknown = await answer.json().catch(() => null);

	if (!answer.ok)
		throw problemOf(answer.status, body, null);
	return body as AgencyRow;
}

function Logo({ agency, saved }: {
	agency: AgencyRow;
	saved: (a: AgencyRow) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const input = useRef<HTMLInputElement>(null);

	function run(work: Promise<AgencyRow>, done: string): void {
		setProblem(null);
		say("");
		work.then((next) => {
			say(done);
			refreshAbout();
			saved(next);
		}, (e) => setProblem(fault(e))).then(() => {
			if (input.current)
				input.current.value = "";
		});
	}

	return (
		<section class="stack near" aria-labelledby="logo-title">
			<h2 id="logo-title">{words("agency.logo")}</h2>
			{agency.logo && <img class="logo" src={agency.logo}
				alt={words("agency.logoAlt", { name: agency.name })} />}
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<div class="field">
				<p class="hint" id="logo-hint">{words("agency.logoHint")}</p>
				<input class="hidden-words" type="file" id="logo" ref={input}
					accept="image/png,image/jpeg" aria-describedby="logo-hint"
					onChange={(e) => {
						const file = e.currentTarget.files?.[0];
						if (file)
							run(sendLogo(agency.id, file),
								words("agency.logoSaved"));
					}} />
				<p class="actions">
					<label class="button" for="logo">
						{words(agency.logo
							? "agency.logoOther" : "agency.logoChoose")}
					</label>
					{agency.logo && <button class="button" type="button"
						onClick={() => run(call<AgencyRow>("DELETE",
							`${PATH}/${agency.id}/logo`),
						words("agency.logoGone"))}>
						{words("agency.logoRemove")}
					</button>}
				</p>
			</div>
		</section>
	);
}

const BACK = { href: "/kelola/instansi", key: "agencies" } as const;

function back() {
	return { href: BACK.href, label: words(BACK.key) };
}

function New({ added }: { added: (a: AgencyRow) => void }) {
	const { route } = useLocation();

	return (
		<Page title={words("agency.new")} back={back()}>
			<Form agency={null} own={false}
				saved={(a) => {
					added(a);
					route(`/kelola/instansi/${a.id}`, true);
				}} />
		</Page>
	);
}

export default function Agency() {
	const { id } = useRoute().params;
	const list = useLoad<{ agencies: AgencyRow[] }>(PATH);

	if (id === "baru")
		return <New added={(a) => list.data
			? list.set({ agencies: [...list.data.agencies, a] })
			: list.reload()} />;
	return (
		<Loaded from={list} page>{({ agencies }) => {
			const found = agencies.find((a) => a.id === id);
			const saved = (next: AgencyRow) => list.set({
				agencies: agencies.map((a) => a.id === next.id
					? { ...next, people: a.people } : a),
			});

			return !found ? <NotFound /> : (
				<Page title={found.name} back={back()}>
					<div class="stack far">
						<Form key={found.id} agency={found}
							own={found === agencies[0]} saved={saved} />
						<Logo agency={found} saved={saved} />
						<p><a class="button" href={
							`/kelola/instansi/${found.id}/sebutan`}>
							{names("tokens")}
						</a></p>
					</div>
				</Page>
			);
		}}</Loaded>
	);
}
