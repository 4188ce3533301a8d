/*
 * Taking an entry back: it cannot be undone, so it is asked, with what it does.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Entry } from "../../api/jp";
import { Dialog } from "../../parts/Dialog";
import { atField, Summary, TextField, useForm } from "../../parts/Field";
import { t } from "../../text";
import { words } from "../../text/jp";
import { jp } from "./parts";

export function Reverse({ entry, close, done }: {
	entry: Entry;
	close: () => void;
	done: (words: string) => void;
}) {
	const [reason, setReason] = useState("");
	const said = { n: jp(entry.jp), name: entry.person?.name ?? "" };
	const form = useForm<"reason">({
		check: () => reason.trim() ? {}
			: { reason: words("reverse.noReason") },
		send: async () => {
			await call("POST", `/api/v1/jp/${entry.id}/reversal`,
				{ reason: reason.trim() });
			done(words("reverse.done", said));
		},
		place: atField("reason"),
	});

	return (
		<Dialog title={words("reverse.title", said)} close={close}>
			<form class="form" onSubmit={form.submit} noValidate>
				<p>{words("reverse.what", { title: entry.title })}</p>
				<Summary {...form} />
				<TextField name="reason" label={words("reverse.reason")}
					hint={words("reverse.reasonHint")} value={reason}
					error={form.errors.reason} change={setReason} />
				<p class="actions">
					<button class="button primary" type="submit"
						aria-busy={form.busy}>
						{form.busy ? t("form.busy") : words("reverse.do", said)}
					</button>
					<button class="button" type="button" onClick={close}>
						{words("cancel")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}
