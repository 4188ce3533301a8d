/*
 * /kelola/lti/baru: connect an LMS, by one link that is pasted there.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { atField, Field, Summary, useForm } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { moment } from "../../../text/format";
import { words } from "../../../text/lti";
import { CopyLine } from "./CopyLine";
import type { Invitation } from "./types";

const PATH = "/api/v1/lti/invitations";

function Made({ invitation }: { invitation: Invitation }) {
	return (
		<div class="card stack near" role="status">
			<CopyLine label={words("invite.url")}
				value={invitation.url ?? ""} />
			<p>{words("invite.once", { until: moment(invitation.expiresAt) })}
			</p>
			<p>{words("invite.moodle")}</p>
			<p>{words("invite.balai")}</p>
			<p>{words("invite.other")}</p>
		</div>
	);
}

function Open({ invitations, gone }: {
	invitations: Invitation[];
	gone: () => void;
}) {
	if (!invitations.length)
		return null;
	return (
		<section class="stack near" aria-labelledby="open">
			<h2 id="open">{words("invites")}</h2>
			<ul class="plain stack">
				{invitations.map((one) => {
					const who = one.host
						? words("invite.for", { host: one.host })
						: words("invite.any");

					return (
						<li key={one.id}>
							<p>{who}, {words("invite.until",
								{ until: moment(one.expiresAt) })}</p>
							<p><button class="button small" type="button"
								onClick={() => {
									void call("DELETE", `${PATH}/${one.id}`)
										.then(gone, gone);
								}}>
								{words("invite.recall")}
								<span class="hidden-words"> {who}</span>
							</button></p>
						</li>
					);
				})}
			</ul>
		</section>
	);
}

export default function Connect() {
	const [lms, setLms] = useState("");
	const [made, setMade] = useState<Invitation | null>(null);
	const open = useLoad<{ invitations: Invitation[] }>(PATH);
	const form = useForm<"lms">({
		check: () => ({}),
		send: async () => {
			setMade(await call<Invitation>("POST", PATH,
				{ lms: lms.trim() }));
			open.reload();
		},
		place: atField("lms"),
	});

	return (
		<Page title={words("add")}
			back={{ href: "/kelola/lti", label: words("lti") }}>
			<div class="stack far">
				<section class="stack near" aria-labelledby="invite">
					<h2 id="invite">{words("invite")}</h2>
					<form class="form" onSubmit={form.submit} noValidate>
						<Summary {...form} />
						<Field name="lms" label={words("invite.lms")}
							hint={words("invite.lmsHint")} value={lms}
							change={setLms} error={form.errors.lms}
							inputMode="url" autocapitalize="none"
							spellcheck={false} autocomplete="off" />
						<button class="button primary" type="submit"
							aria-busy={form.busy}>{words("invite.make")}</button>
					</form>
					{made && <Made invitation={made} />}
				</section>
				<p>{words("invite.byHand")}{" "}
					<a href="/kelola/lti/tangan">{words("hand")}</a></p>
				<Loaded from={open}>{({ invitations }) =>
					<Open invitations={invitations} gone={open.reload} />}</Loaded>
			</div>
		</Page>
	);
}
