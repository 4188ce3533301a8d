/*
 * What a lesson's reader asks of the app: to say that something is wrong, or
 * to follow a link that leads out.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../api/client";
import { Dialog } from "../../parts/Dialog";
import { Choice, ErrorText, Summary, useForm } from "../../parts/Field";
import { words } from "../../text/reports";

const KINDS = ["fact", "law", "typo", "picture", "other"] as const;
const MOST = 2_000;

type Kind = typeof KINDS[number];

export function Report({ module, unit, title, close }: {
	module: string;
	unit: string;
	title: string;
	close: () => void;
}) {
	const [kind, setKind] = useState<Kind>("fact");
	const [text, setText] = useState("");
	const [sent, setSent] = useState(false);
	const told = useRef<HTMLParagraphElement>(null);
	const form = useForm<"text">({
		check: () => text.trim() ? {} : { text: words("noText") },
		send: async () => {
			await call("POST",
				`/api/v1/modules/${encodeURIComponent(module)}/errors`,
				{ unit, kind, text: text.trim() });
			setSent(true);
		},
		place: (problem) => problem.field === "text" ? "text" : null,
	});

	useEffect(() => told.current?.focus(), [sent]);
	if (sent)
		return (
			<Dialog title={words("report")} close={close}>
				<p class="notice ok" tabIndex={-1} ref={told}>
					{words("sent")}
				</p>
				<p class="actions">
					<button class="button primary" type="button"
						onClick={close}>{words("close")}</button>
				</p>
			</Dialog>
		);
	return (
		<Dialog title={words("report")} close={close}>
			<form class="stack" noValidate aria-busy={form.busy}
				onSubmit={form.submit}>
				<Summary errors={form.errors} problem={form.problem}
					attempt={form.attempt} />
				<p class="quiet">{words("in", { title })}</p>
				<fieldset class="field">
					<legend>{words("kind")}</legend>
					{KINDS.map((k) =>
						<Choice key={k} type="radio" name="kind" value={k}
							label={words(`kind.${k}`)} checked={kind === k}
							change={() => setKind(k)} />)}
				</fieldset>
				<div class="field">
					<label for="text">{words("text")}</label>
					<p class="hint" id="text-hint">{words("textHint")}</p>
					<ErrorText id="text-error" error={form.errors.text} />
					<textarea class="input" id="text" rows={4}
						maxLength={MOST} value={text}
						aria-invalid={form.errors.text ? "true" : undefined}
						aria-describedby={`text-hint${
							form.errors.text ? " text-error" : ""}`}
						onInput={(e) => setText(e.currentTarget.value)} />
				</div>
				<p class="actions">
					<button class="button primary" type="submit">
						{words("send")}
					</button>
					<button class="button" type="button" onClick={close}>
						{words("cancel")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}

export function Outside({ href, close }: { href: string; close: () => void }) {
	const mail = /^mailto:([^?]*)/i.exec(href);
	const host = mail ? mail[1]! : new URL(href).host;

	return (
		<Dialog title={words("outside")} close={close}>
			<p>{words(mail ? "outside.mail" : "outside.what", { host })}</p>
			<p class="mono">{href}</p>
			<p class="actions">
				<a class="button primary" href={href} target="_blank"
					rel="noopener noreferrer" onClick={close}>
					{words("outside.open", { host })}
				</a>
				<button class="button" type="button" onClick={close}>
					{words("cancel")}
				</button>
			</p>
		</Dialog>
	);
}
