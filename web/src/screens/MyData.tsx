/*
 * /saya/data: how my name is written, a copy of what is stored about me, who
 * looked at my scores, what I did as a guest, and who I am in other LMSs.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../api/client";
import { useAbout } from "../parts/about";
import { Field, Summary, useForm } from "../parts/Field";
import { fault } from "../parts/fault";
import { Failure } from "../parts/Failure";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { refreshPerson } from "../session/session";
import { t } from "../text";
import { moment } from "../text/format";
import { words } from "../text/account";
import { Accounts } from "./launch/Accounts";
import { keep } from "./manage/gradebook/file";

interface NameState {
	name: string;
	wish: { name: string; at: number } | null;
}

function Name({ state, set }: {
	state: NameState;
	set: (s: NameState) => void;
}) {
	const [name, setName] = useState(state.name);
	const [said, say] = useState("");
	const form = useForm<"name">({
		check: () => {
			say("");
			return name.trim() ? {} : { name: words("noName") };
		},
		send: async () => {
			const next = await call<NameState>("PUT", "/api/v1/me/name",
				{ name: name.trim() });

			set(next);
			if (!next.wish) {
				say(words("name.done", { name: next.name }));
				await refreshPerson();
			}
		},
		place: (problem) => problem.field === "name" ? "name" : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={words("name.label")}
				hint={words("name.hint")} value={name} change={setName}
				error={form.errors.name} autocomplete="name" />
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
				{state.wish &&
					<p class="notice wait">{words("name.waits", {
						name: state.wish.name, at: moment(state.wish.at),
					})}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("name.save")}
			</button>
			{state.wish &&
				<p><button class="button" type="button" onClick={() => {
					void call<NameState>("DELETE", "/api/v1/me/name")
						.then((next) => {
							set(next);
							say(words("name.recalled"));
						}, () => undefined);
				}}>{words("name.recall")}</button></p>}
		</form>
	);
}

function Copy() {
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function make(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<Blob>("GET", "/api/v1/me/copy", undefined,
			{ read: (response) => response.blob() }).then((blob) => {
			keep(blob, words("copy.file"));
			say(words("copy.done", { name: words("copy.file") }));
		}, (e) => setProblem(fault(e))).then(() => setBusy(false));
	}

	return (
		<section class="stack near" aria-labelledby="copy">
			<h2 id="copy">{words("copy")}</h2>
			<p>{words("copy.what")}</p>
			{problem && <Failure problem={problem} />}
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			<p><button class="button" type="button" aria-busy={busy}
				onClick={make}>{words(busy ? "copy.busy" : "copy.go")}
			</button></p>
		</section>
	);
}

/* What is behind the # of a personal link, or all of it. */
function tokenOf(link: string): string {
	return link.trim().replace(/^.*#/, "");
}

function Guests() {
	const about = useAbout();
	const [email, setEmail] = useState("");
	const [code, setCode] = useState("");
	const [link, setLink] = useState("");
	const [sent, setSent] = useState(false);
	const [said, say] = useState("");
	const mail = useForm<"guest-email">({
		check: () => (email.trim()
			? {} : { "guest-email": words("guests.noEmail") }),
		send: async () => {
			await call("POST", "/api/v1/me/guests/letter",
				{ email: email.trim() });
			setSent(true);
		},
	});

	async function adopt(proof: object): Promise<void> {
		const { adopted } = await call<{ adopted: number }>("POST",
			"/api/v1/me/guests", proof);

		say(adopted ? words("guests.done", { n: adopted })
			: words("guests.nothing"));
		setSent(false);
		setLink("");
		setCode("");
	}

	const byCode = useForm<"guest-code">({
		check: () => (code.trim()
			? {} : { "guest-code": words("noCode") }),
		send: () => adopt({ code: code.trim() }),
		place: (problem) => problem.code === "proof_invalid"
			? "guest-code" : null,
	});
	const byLink = useForm<"guest-link">({
		check: () => (tokenOf(link)
			? {} : { "guest-link": words("guests.noLink") }),
		send: () => adopt({ token: tokenOf(link) }),
		place: (problem) => problem.code === "proof_invalid"
			? "guest-link" : null,
	});

	return (
		<section class="stack near" aria-labelledby="guests">
			<h2 id="guests">{words("guests")}</h2>
			<p>{words("guests.what")}</p>
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
				{sent && <p class="notice">{words("guests.sent")}</p>}
			</div>
			{!sent && about?.mail &&
				<form class="stack near" onSubmit={mail.submit} noValidate>
					<Summary {...mail} />
					<Field name="guest-email" label={words("guests.email")}
						value={email} change={setEmail} type="email"
						inputMode="email" autocomplete="email"
						error={mail.errors["guest-email"]} />
					<p><button class="button" type="submit"
						aria-busy={mail.busy}>{words("guests.send")}
					</button></p>
				</form>}
			{sent &&
				<form class="stack near" onSubmit={byCode.submit} noValidate>
					<Summary {...byCode} />
					<Field name="guest-code" label={words("guests.code")}
						value={code} change={setCode}
						autocomplete="one-time-code" spellcheck={false}
						autocapitalize="characters"
						error={byCode.errors["guest-code"]} />
					<p><button class="button" type="submit"
						aria-busy={byCode.busy}>{words("guests.go")}
					</button></p>
				</form>}
			<form class="stack near" onSubmit={byLink.submit} noValidate>
				<Summary {...byLink} />
				<Field name="guest-link" label={words(about?.mail
					? "guests.link" : "guests.linkAlone")}
					value={link} change={setLink} autocomplete="off"
					spellcheck={false}
					error={byLink.errors["guest-link"]} />
				<p><button class="button" type="submit"
					aria-busy={byLink.busy}>{words("guests.linkGo")}
				</button></p>
			</form>
		</section>
	);
}

interface Look {
	kind: "list" | "learner" | "export" | "jp";
	module: { id: string; title: string } | null;	/* null: of JP */
	by: string;
	at: number;
}

function Looks() {
	const looks = useLoad<{ looks: Look[] }>("/api/v1/me/looks");

	return (
		<section class="stack near" aria-labelledby="looks">
			<h2 id="looks">{words("looks")}</h2>
			<Loaded from={looks}>{({ looks: all }) => all.length === 0
				? <p class="quiet">{words("looks.none")}</p>
				: <ul class="plain cards">
					{all.map((l) =>
						<li class="card stack near"
							key={`${l.at} ${l.by} ${l.module?.id}`}>
							{l.module &&
								<p class="strong">{l.module.title}</p>}
							<p class={l.module ? "" : "strong"}>{words(`looks.${l.kind}`)}</p>
							<p class="facts">{words("looks.line", {
								by: l.by, at: moment(l.at),
							})}</p>
						</li>)}
				</ul>}</Loaded>
		</section>
	);
}

export default function MyData() {
	const name = useLoad<NameState>("/api/v1/me/name");

	return (
		<Page title={words("data")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<div class="stack far">
				<section class="stack near" aria-labelledby="name-head">
					<h2 id="name-head">{words("name")}</h2>
					<Loaded from={name}>{(state) =>
						<Name state={state} set={name.set} />}</Loaded>
				</section>
				<Copy />
				<Looks />
				<Guests />
				<Accounts />
			</div>
		</Page>
	);
}
