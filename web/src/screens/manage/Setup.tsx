/*
 * The first five steps of an installation, each with the screen where it is
 * done; they may be left in any order.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Setup as State_ } from "../../api/types";
import { refreshAbout } from "../../parts/about";
import { atField, Field, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { t } from "../../text";
import { words } from "../../text/setup";
import { Tabs } from "./Tabs";

type Step = keyof State_["steps"];

function Address({ setup, set }: {
	setup: State_;
	set: (s: State_) => void;
}) {
	const [address, setAddress] = useState(setup.address ?? location.origin);
	const [saved, setSaved] = useState(false);
	const form = useForm<"address">({
		check: () => {
			setSaved(false);
			return {};
		},
		send: async () => {
			set(await call<State_>("PATCH", "/api/v1/setup",
				{ address: address.trim() }));
			refreshAbout();
			setSaved(true);
		},
		place: atField("address"),
	});

	if (setup.addressFixed)
		return <p>{words("address.fixed", { address: setup.address ?? "" })}</p>;
	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="address" label={words("address.label")} type="url"
				inputMode="url" hint={words("address.hint")} value={address}
				change={setAddress} error={form.errors.address}
				autocomplete="url" spellcheck={false} />
			<div role="status">
				{saved && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("address.save")}
			</button>
		</form>
	);
}

function Card({ setup, step, set }: {
	setup: State_;
	step: Step;
	set: (s: State_) => void;
}) {
	const done = setup.steps[step];
	const href = {
		agency: `/kelola/instansi/${setup.agency}`,
		address: "",
		mail: "/kelola/email",
		people: "/kelola/orang/baru",
		module: "/kelola/unggah",
	}[step];

	return (
		<li class="card stack near">
			<h2>{words(step)}</h2>
			<p><State named={done
				? { word: words("done"), tone: "ok", icon: "done" }
				: { word: words("todo"), tone: "", icon: "none" }} /></p>
			<p>{words(`${step}.why`)}</p>
			{step === "address"
				? <Address setup={setup} set={set} />
				: <p><a class="button" href={href}>
					{words(`${step}.go`)}
				</a></p>}
		</li>
	);
}

const STEPS: Step[] = ["agency", "address", "mail", "people", "module"];

export function doneSteps(setup: State_): number {
	return STEPS.filter((step) => setup.steps[step]).length;
}

export default function Setup() {
	const setup = useLoad<State_>("/api/v1/setup");

	return (
		<Page title={words("setup")}>
			<Tabs />
			<Loaded from={setup}>{(data) =>
				<div class="stack">
					<p>{words("intro")}</p>
					<p class="facts">
						{words("progress", { done: doneSteps(data) })}
					</p>
					<ol class="plain cards">
						{STEPS.map((step) =>
							<Card key={step} step={step} setup={data}
								set={setup.set} />)}
					</ol>
				</div>}</Loaded>
		</Page>
	);
}
