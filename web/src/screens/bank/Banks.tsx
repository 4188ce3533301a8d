/*
 * The question banks of one's agency, and a form to make another.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Bank } from "../../api/bank";
import { atField, Field, Summary, TextField, useForm } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/bank";
import { number } from "../../text/format";
import { Tabs } from "../manage/Tabs";

/* Makes a bank, or changes the one that is given. */
export function BankForm({ bank, saved }: {
	bank: Bank | null;
	saved: (bank: Bank) => void;
}) {
	const [name, setName] = useState(bank?.name ?? "");
	const [description, describe] = useState(bank?.description ?? "");
	const form = useForm<"name" | "description">({
		check: () => name.trim() ? {} : { name: words("bank.noName") },
		send: async () => saved(await call<Bank>(bank ? "PATCH" : "POST",
			bank ? `/api/v1/banks/${bank.id}` : "/api/v1/banks",
			{ name: name.trim(), description: description.trim() })),
		place: atField("name", "description"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={words("bank.name")} value={name}
				hint={words("bank.nameHint")} change={setName}
				error={form.errors.name} autocomplete="off" />
			<TextField name="description" label={words("bank.description")}
				value={description} change={describe}
				error={form.errors.description} />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy")
					: words(bank ? "bank.save" : "bank.add")}
			</button>
		</form>
	);
}

function Card({ bank, many }: { bank: Bank; many: boolean }) {
	return (
		<li class="card stack near">
			<h2><a href={`/kelola/bank/${bank.id}`}>{bank.name}</a></h2>
			{bank.description && <p>{bank.description}</p>}
			<p class="facts">
				{words("bank.count", { n: number(bank.questions, 0) })}
				{bank.retired > 0 && ` · ${words("bank.retiredCount",
					{ n: number(bank.retired, 0) })}`}
				{many && ` · ${bank.agency.name}`}
			</p>
		</li>
	);
}

export default function Banks() {
	const { route } = useLocation();
	const list = useLoad<{ banks: Bank[] }>("/api/v1/banks");

	return (
		<Page title={words("banks")}>
			<Tabs />
			<div class="stack">
				<p>{words("banks.why")}</p>
				<Loaded from={list}>{({ banks }) => banks.length === 0
					? <p class="card empty">{words("banks.none")}</p>
					: <ul class="plain stack">
						{banks.map((b) => <Card key={b.id} bank={b}
							many={banks.some((o) =>
								o.agency.id !== b.agency.id)} />)}
					</ul>}</Loaded>
				<section class="card stack" aria-labelledby="new-bank">
					<h2 id="new-bank">{words("bank.add")}</h2>
					<BankForm bank={null} saved={(b) =>
						route(`/kelola/bank/${b.id}`)} />
				</section>
			</div>
		</Page>
	);
}
