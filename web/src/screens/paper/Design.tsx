/*
 * Kelola › Desain sertifikat: what an agency's papers look like, beside the
 * paper itself, drawn anew by the server while the form is filled in.
 */
import { useEffect, useState } from "preact/hooks";
import { call, Problem } from "../../api/client";
import type { Design, DesignAnswer, PaperKind } from "../../api/paper";
import { Field, Select, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/paper";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { Tabs } from "../manage/Tabs";
import "./paper.css";

const PATH = "/api/v1/certificate-design";
const PAUSE_MS = 400;
const KINDS: PaperKind[] = ["attendance", "completion", "pass"];

type Name = keyof Design;

/* Drawn when nothing was typed for a moment; what was drawn last stays. */
function useDrawing(design: Design, kind: PaperKind) {
	const ofAgency = useOfAgency();
	const [picture, setPicture] = useState("");
	const [why, setWhy] = useState("");
	const asked = JSON.stringify(design);

	useEffect(() => {
		const gone = new AbortController();
		const late = setTimeout(() => {
			call<Blob>("POST", ofAgency(`${PATH}/preview?kind=${kind}`),
				JSON.parse(asked), { read: (r) => r.blob(),
					signal: gone.signal, quiet: true })
				.then((blob) => {
					setWhy("");
					setPicture((before) => {
						URL.revokeObjectURL(before);
						return URL.createObjectURL(blob);
					});
				}, (e) => {
					if (!gone.signal.aborted && e instanceof Problem)
						setWhy(e.detail);
				});
		}, PAUSE_MS);

		return () => {
			clearTimeout(late);
			gone.abort();
		};
	}, [asked, kind]);
	return { picture, why };
}

function Preview({ design }: { design: Design }) {
	const [kind, setKind] = useState<PaperKind>("completion");
	const { picture, why } = useDrawing(design, kind);

	return (
		<section class="stack near" aria-labelledby="preview">
			<h2 id="preview">{words("design.preview")}</h2>
			<Select name="kind" label={words("design.preview.kind")}
				value={kind} change={(k) => setKind(k as PaperKind)}
				options={KINDS.map((k) => [k, words(`kind.${k}`)])} />
			<div class="paper-sheet">
				{picture && <img src={picture} width={842} height={595}
					alt={words("design.preview.alt",
						{ kind: words(`kind.${kind}`) })} />}
			</div>
			<div role="status">
				{why && <p class="notice wait">{words("design.preview.failed",
					{ why })}</p>}
			</div>
		</section>
	);
}

interface FormProps {
	of: DesignAnswer;
	design: Design;
	change: (design: Design) => void;
}

function Form({ of, design, change }: FormProps) {
	const ofAgency = useOfAgency();
	const [example, setExample] = useState(of.example);
	const [done, setDone] = useState(false);
	const form = useForm<Name>({
		check: () => {
			setDone(false);
			return {};
		},
		send: async () => {
			const now = await call<DesignAnswer>("PUT", ofAgency(PATH), design);

			setExample(now.example);
			setDone(true);
		},
		place: (problem) => problem.field in design
			? problem.field as Name : null,
	});
	const field = (name: Name, more: Partial<Parameters<typeof Field>[0]> = {}) =>
		<Field key={name} name={name} label={words(`design.${name}`)}
			value={design[name]} error={form.errors[name]} autocomplete="off"
			change={(value) => {
				setDone(false);
				change({ ...design, [name]: value });
			}} {...more} />;

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			{field("signer", { maxLength: 120 })}
			{field("signerTitle", { maxLength: 200 })}
			{field("signerLine", { maxLength: 120 })}
			{field("place", { maxLength: 60 })}
			{field("subtitle", { maxLength: 120 })}
			{field("accent", { type: "color", class: "input paper-colour",
				hint: words("design.accent.hint") } as
				Partial<Parameters<typeof Field>[0]>)}
			{field("code", { maxLength: 16, hint: words("design.code.hint"),
				autocapitalize: "characters" })}
			{field("pattern", { maxLength: 60,
				hint: words("design.pattern.hint") })}
			<p class="facts">{words("design.example", { number: example })}</p>
			<p class="facts">{words(of.agency.logo ? "design.logo"
				: "design.logo.none")}</p>
			<div role="status">
				{done && <p class="notice ok">{words("design.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("design.save")}
			</button>
		</form>
	);
}

function Both({ of }: { of: DesignAnswer }) {
	const [design, setDesign] = useState(of.design);

	return (
		<div class="paper-design">
			<Form of={of} design={design} change={setDesign} />
			<Preview design={design} />
		</div>
	);
}

export default function DesignPage() {
	const design = useLoad<DesignAnswer>(useOfAgency()(PATH));

	return (
		<Page title={words("design")} wide
			back={{ href: "/kelola/sertifikat", label: words("all") }}>
			<Tabs />
			<div class="stack">
				<p>{words("design.why")}</p>
				<AgencyChoice />
				<Loaded from={design}>{(of) =>
					<Both key={of.agency.id} of={of} />}</Loaded>
			</div>
		</Page>
	);
}
