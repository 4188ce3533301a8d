/*
 * The second thing that a sign-in asks for, in the place of the form that asked
 * for the first: a code of the authenticator app, or a recovery code.
 */
import { useEffect, useState } from "preact/hooks";
import { Field, Summary, useForm } from "../parts/Field";
import { t } from "../text";
import { signInByCode } from "./session";

interface Props {
	ticket: string;
	done?: () => void;
	again: () => void;	/* to the password */
}

export function CodeForm({ ticket, done, again }: Props) {
	const [code, setCode] = useState("");
	const [lost, setLost] = useState(false);
	const form = useForm<"code">({
		check: () => (code.trim() ? {} : { code: t("code.none") }),
		send: async () => {
			await signInByCode(ticket, code.trim());
			done?.();
		},
		place: (problem) => problem.code === "code_mismatch"
			? "code" : null,
	});

	useEffect(() => document.getElementById("code")?.focus(), [lost]);

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			{lost
				? <Field key="lost" name="code" label={t("code.recovery")}
					hint={t("code.recoveryHint")} value={code}
					change={setCode} error={form.errors.code}
					autocomplete="off" autocapitalize="characters"
					spellcheck={false} />
				: <Field key="app" name="code" label={t("code.label")}
					hint={t("code.hint")} value={code} change={setCode}
					error={form.errors.code} autocomplete="one-time-code"
					inputMode="numeric" spellcheck={false} />}
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{t(form.busy ? "signIn.busy" : "signIn.go")}
			</button>
			<div class="actions">
				<button class="button" type="button" onClick={() => {
					setCode("");
					setLost(!lost);
				}}>{t(lost ? "code.useApp" : "code.useRecovery")}</button>
				<button class="button" type="button" onClick={again}>
					{t("code.again")}
				</button>
			</div>
			<p class="quiet small">{t("code.help")}</p>
		</form>
	);
}
