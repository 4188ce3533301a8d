/*
 * /saya/keamanan: sign-in codes, set up and turned off; for administrators
 * whether everybody on duty is asked for them.
 */
import { useEffect, useState } from "preact/hooks";
import { call } from "../api/client";
import { useAbout } from "../parts/about";
import { Choice, Field, PasswordField, Summary, useForm } from "../parts/Field";
import { fault } from "../parts/fault";
import { Failure } from "../parts/Failure";
import type { Problem } from "../api/client";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { State } from "../parts/pieces";
import { has } from "../session/roles";
import { person } from "../session/session";
import { t } from "../text";
import { moment } from "../text/format";
import { words } from "../text/account";
import { keep } from "./manage/gradebook/file";
import "../styles/security.css";

interface Totp {
	on: boolean;
	since: number | null;
	recoveryCodes: number;
	wanted: boolean;
}

interface Secret {
	secret: string;
	uri: string;
	qr: { size: number; path: string };
}

const TOTP = "/api/v1/me/totp";
const FEW = 3;

function Begin({ begun }: { begun: (s: Secret) => void }) {
	const [password, setPassword] = useState("");
	const form = useForm<"password">({
		check: () => (password ? {} : { password: words("noPassword") }),
		send: async () => begun(await call<Secret>("POST", TOTP,
			{ password })),
		place: (problem) => problem.code === "password_mismatch"
			? "password" : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<PasswordField name="password" label={words("codes.password")}
				value={password} change={setPassword}
				error={form.errors.password}
				autocomplete="current-password" />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("signIn.busy") : words("next")}
			</button>
		</form>
	);
}

function grouped(secret: string): string {
	return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

function Confirm({ secret, done, cancel }: {
	secret: Secret;
	done: (codes: string[]) => void;
	cancel: () => void;
}) {
	const [code, setCode] = useState("");
	const [copied, setCopied] = useState(false);
	const form = useForm<"code">({
		check: () => (code.trim() ? {} : { code: words("noCode") }),
		send: async () => done((await call<{ recoveryCodes: string[] }>(
			"PUT", TOTP, { code: code.trim() })).recoveryCodes),
		place: (problem) => problem.code === "code_mismatch"
			? "code" : null,
	});
	const { size, path } = secret.qr;

	useEffect(() => document.getElementById("scan")?.focus(), []);
	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<h3 id="scan" tabIndex={-1}>{words("scan")}</h3>
			<p>{words("scan.how")}</p>
			<svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img"
				shape-rendering="crispEdges"
				aria-label={words("scan.picture")}>
				<rect width={size} height={size} fill="#FFF" />
				<path d={path} fill="#000" />
			</svg>
			<p><a href={secret.uri}>{words("scan.open")}</a></p>
			<div>
				<p class="strong">{words("scan.key")}</p>
				<p class="mono key">{grouped(secret.secret)}</p>
			</div>
			{navigator.clipboard &&
				<p><button class="button" type="button" onClick={() => {
					void navigator.clipboard.writeText(secret.secret)
						.then(() => setCopied(true), () => undefined);
				}}>{words("scan.copy")}</button></p>}
			<div role="status">
				{copied && <p class="quiet small">{words("scan.copied")}</p>}
			</div>
			<Field name="code" label={words("confirm")} value={code}
				change={setCode} error={form.errors.code}
				autocomplete="one-time-code" inputMode="numeric"
				spellcheck={false} />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("signIn.busy") : words("confirm.go")}
			</button>
			<p><button class="button" type="button" onClick={cancel}>
				{words("cancel")}
			</button></p>
		</form>
	);
}

function Recovery({ codes, done }: { codes: string[]; done: () => void }) {
	const about = useAbout();
	const head = words("recovery.head", {
		agency: about?.agency.name ?? "Balai",
		login: person()?.login ?? "",
	});

	useEffect(() => document.getElementById("recovery")?.focus(), []);
	return (
		<div class="stack" role="group" aria-labelledby="recovery">
			<h3 id="recovery" tabIndex={-1}>{words("recovery")}</h3>
			<p>{words("recovery.what")}</p>
			<p class="on-paper">{head}</p>
			<ul class="plain card recovery mono">
				{codes.map((code) => <li key={code}>{code}</li>)}
			</ul>
			<div class="actions">
				<button class="button" type="button" onClick={() =>
					keep(new Blob([`${head}\n\n${codes.join("\n")}\n`],
						{ type: "text/plain" }), words("recovery.file"))}>
					{words("recovery.keep")}
				</button>
				<button class="button" type="button"
					onClick={() => window.print()}>
					{words("recovery.print")}
				</button>
			</div>
			<button class="button primary" type="button" onClick={done}>
				{words("recovery.kept")}
			</button>
		</div>
	);
}

/* Either of the two: with password and code. */
function Both({ path, label, means, done }: {
	path: string;
	label: string;
	means: string;
	done: (codes: string[] | null) => void;
}) {
	const id = path.includes("removal") ? "off" : "renew";
	const [password, setPassword] = useState("");
	const [code, setCode] = useState("");
	const form = useForm<string>({
		check: () => ({
			[`${id}-password`]: password ? undefined : words("noPassword"),
			[`${id}-code`]: code.trim() ? undefined : words("noCode"),
		} as Record<string, string>),
		send: async () => done((await call<{ recoveryCodes: string[] } | null>(
			"POST", path, { password, code: code.trim() }))
			?.recoveryCodes ?? null),
		place: (problem) => problem.code === "password_mismatch"
			? `${id}-password` : problem.code === "code_mismatch"
				? `${id}-code` : null,
	});

	return (
		<details class="card">
			<summary>{label}</summary>
			<form class="form" onSubmit={form.submit} noValidate>
				<p>{means}</p>
				<Summary {...form} />
				<PasswordField name={`${id}-password`}
					label={words("codes.password")} value={password}
					change={setPassword} error={form.errors[`${id}-password`]}
					autocomplete="current-password" />
				<Field name={`${id}-code`} label={words("change.code")}
					value={code} change={setCode}
					error={form.errors[`${id}-code`]}
					autocomplete="one-time-code" spellcheck={false} />
				<button class="button" type="submit" aria-busy={form.busy}>
					{form.busy ? t("signIn.busy") : label}
				</button>
			</form>
		</details>
	);
}

function On({ totp, renewed, off }: {
	totp: Totp;
	renewed: (codes: string[]) => void;
	off: () => void;
}) {
	return (
		<div class="stack">
			<p><State named={{ word: words("codes.on", {
				at: moment(totp.since ?? 0),
			}), tone: "ok", icon: "done" }} /></p>
			<p class={totp.recoveryCodes <= FEW ? "notice wait" : "facts"}>
				{words(totp.recoveryCodes <= FEW ? "recovery.few"
					: "recovery.left", { n: totp.recoveryCodes })}
			</p>
			<h3>{words("change")}</h3>
			<p class="small quiet">{words("change.how")}</p>
			<Both path="/api/v1/me/recovery-codes"
				label={words("change.renew")}
				means={words("change.renewMeans")}
				done={(codes) => renewed(codes ?? [])} />
			<Both path={`${TOTP}/removal`} label={words("change.off")}
				means={words("change.offMeans")} done={off} />
		</div>
	);
}

function Codes() {
	const totp = useLoad<Totp>(TOTP);
	const [begins, setBegins] = useState(false);
	const [secret, setSecret] = useState<Secret | null>(null);
	const [codes, setCodes] = useState<string[] | null>(null);
	const [said, say] = useState("");

	function show(found: string[] | null): void {
		setSecret(null);
		setBegins(false);
		setCodes(found);
		totp.reload();
	}

	return (
		<section class="stack" aria-labelledby="codes">
			<h2 id="codes">{words("codes")}</h2>
			<p>{words("codes.what")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			<Loaded from={totp}>{(data) => codes
				? <Recovery codes={codes} done={() => setCodes(null)} />
				: data.on
					? <On totp={data} renewed={show} off={() => {
						say(words("changed.off"));
						show(null);
					}} />
					: secret
						? <Confirm secret={secret} done={(list) => {
							say("");
							show(list);
						}} cancel={() => show(null)} />
						: begins
							? <Begin begun={setSecret} />
							: <>
								<p><State named={{ word: words("codes.off"),
									tone: "", icon: "none" }} /></p>
								<button class="button primary" type="button"
									onClick={() => setBegins(true)}>
									{words("codes.begin")}
								</button>
							</>}</Loaded>
		</section>
	);
}

interface Wish {
	staff: boolean;
	people: number;
	have: number;
}

function Staff() {
	const wish = useLoad<Wish>("/api/v1/second-factor");
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<section class="stack near" aria-labelledby="staff">
			<h2 id="staff">{words("staff")}</h2>
			<p class="small quiet">{words("staff.what")}</p>
			{problem && <Failure problem={problem} />}
			<Loaded from={wish}>{(data) =>
				<div class="card stack near">
					<Choice type="checkbox" name="wish" value="staff"
						label={words("staff.ask")} checked={data.staff}
						change={(staff) => {
							setProblem(null);
							call<Wish>("PUT", "/api/v1/second-factor",
								{ staff }).then(wish.set,
								(e) => setProblem(fault(e)));
						}} />
					<p class="facts">{words("staff.have", {
						have: data.have, people: data.people,
					})}</p>
				</div>}</Loaded>
		</section>
	);
}

export default function Security() {
	return (
		<Page title={words("security")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<div class="stack far">
				<Codes />
				{has(person(), "admin") && <Staff />}
			</div>
		</Page>
	);
}
