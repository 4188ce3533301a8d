/*
 * Whom a plan's follow-ups ask besides the learner: two names, two addresses,
 * and what will happen with them, said before they are given.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Contact, Plan } from "../../api/plan";
import { atField, Field, Summary, useForm, type Errors }
	from "../../parts/Field";
import { t } from "../../text";
import { words } from "../../text/plan";

const WHO = ["superior", "colleague"] as const;
type Who = typeof WHO[number];

const half = ({ name, email }: Contact): boolean =>
	!name.trim() !== !email.trim();

function Person({ who, id, of, error, change }: {
	who: Who;
	id: string;
	of: Contact;
	error: string | undefined;
	change: (of: Contact) => void;
}) {
	return (
		<>
			<Field name={`${id}-${who}-name`} label={words(`${who}.name`)}
				value={of.name} maxLength={200} autocomplete="off"
				change={(name) => change({ ...of, name })} />
			<Field name={id + who} label={words(`${who}.email`)}
				type="email" inputMode="email" autocapitalize="none"
				autocomplete="off" value={of.email} maxLength={254}
				error={error} change={(email) => change({ ...of, email })} />
		</>
	);
}

/** `path` is where this plan is changed: the learner's or an organiser's. */
export function People({ plan, path, why = true, saved, cancel }: {
	plan: Plan;
	path: string;
	why?: boolean;
	saved: (plan: Plan) => void;
	cancel?: () => void;
}) {
	const [named, name] = useState({ superior: plan.superior,
		colleague: plan.colleague });
	const id = `${plan.id}-`;
	const form = useForm<Who>({
		check: () => {
			const wrong: Errors<Who> = {};

			for (const who of WHO)
				if (half(named[who]))
					wrong[who] = words("people.half");
			return wrong;
		},
		send: async () => saved(await call<Plan>("PATCH", path, named)),
		place: atField(...WHO),
	});
	const errors = Object.fromEntries(WHO.map((who) =>
		[id + who, form.errors[who]])) as Errors<string>;

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			{why && <>
				<p>{words("people.why")}</p>
				<p class="small quiet">{words("people.who")}</p>
			</>}
			<Summary {...form} errors={errors} />
			{WHO.map((who) => <Person key={who} who={who} id={id}
				of={named[who]} error={form.errors[who]}
				change={(of) => name({ ...named, [who]: of })} />)}
			<p class="actions">
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("people.save")}
				</button>
				{cancel && <button class="button" type="button"
					onClick={cancel}>{words("edit.cancel")}</button>}
			</p>
		</form>
	);
}
