/*
 * An event for its host: sharing it first, then what is to be filled in.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { eventPath, type EventWhole } from "../../../api/event";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { TextField } from "../../../parts/Field";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/event";
import { Form } from "./Form";
import { MaterialsEdit } from "./MaterialsEdit";
import { Seats } from "./Seats";
import { Share } from "./Share";
import { Speakers } from "./Speakers";

interface Props {
	of: EventWhole;
	changed: (of: EventWhole) => void;
}

function Cancel({ of, changed }: Props) {
	const [asked, ask] = useState(false);
	const [why, setWhy] = useState("");
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	function cancel(): void {
		setMissing(!why.trim());
		if (!why.trim())
			return;
		call<EventWhole>("POST", eventPath(of.id, "/cancellation"),
			{ reason: why.trim() }).then((next) => {
			ask(false);
			changed(next);
		}, (e) => setProblem(fault(e)));
	}

	return (
		<>
			<button class="button bare" type="button" onClick={() => ask(true)}>
				{words("cancel")}
			</button>
			{asked && <Dialog title={words("cancel.ask")}
				close={() => ask(false)}>
				<TextField name="why" label={words("cancel.why")}
					hint={words("cancel.whyHint")} value={why} change={setWhy}
					error={missing ? words("cancel.noWhy") : undefined} />
				{problem && <Failure problem={problem} />}
				<p class="actions">
					<button class="button primary" type="button"
						onClick={cancel}>{words("cancel")}</button>
					<button class="button" type="button"
						onClick={() => ask(false)}>{words("cancel.no")}</button>
				</p>
			</Dialog>}
		</>
	);
}

function Actions({ of, changed }: Props) {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);
	const copy = () => void call<EventWhole>("POST",
		eventPath(of.id, "/copy"), {}).then((made) =>
		route(`/kelola/kegiatan/${made.id}`), (e) => setProblem(fault(e)));

	return (
		<>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button" type="button" onClick={copy}>
					{words("copy")}
				</button>
				{(of.state === "draft" || of.state === "published") &&
					<Cancel of={of} changed={changed} />}
			</p>
		</>
	);
}

function Fold({ title, open, children }: {
	title: string;
	open?: boolean;
	children: preact.ComponentChildren;
}) {
	return (
		<details class="card fold" open={open}>
			<summary><h2 class="inline">{title}</h2></summary>
			{children}
		</details>
	);
}

function Whole({ of, changed }: Props) {
	const [said, say] = useState("");

	return (
		<div class="stack">
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{of.state === "cancelled" && <div class="notice bad">
				<p class="strong">{words("cancelled")}</p>
				<p>{of.cancelWhy}</p>
			</div>}
			<p class="actions">
				<a class="button" href={`/kelola/kegiatan/${of.id}/meja`}>
					{words("desk")}
				</a>
			</p>
			{of.state !== "cancelled" && <Share of={of} />}
			{of.state !== "cancelled" &&
				<Fold title={words("edit")} open={of.state === "draft"}>
					<Form key={of.revision} of={of} done={(next) => {
						say(words(of.state === "draft" &&
							next.state === "published"
							? "published" : "saved"));
						changed(next);
						scrollTo(0, 0);
					}} />
				</Fold>}
			<Fold title={`${words("materials")} (${of.materials.length})`}>
				<MaterialsEdit of={of} changed={changed} />
			</Fold>
			<Fold title={`${words("speakers")} (${of.speakers.length})`}>
				<Speakers of={of} changed={changed} />
			</Fold>
			<Fold title={`${words("seats")} (${of.registered})`}>
				<Seats of={of} />
			</Fold>
			<Actions of={of} changed={changed} />
		</div>
	);
}

export default function EventEdit() {
	const { params } = useRoute();
	const load = useLoad<EventWhole>(eventPath(params.id ?? ""));

	return (
		<Page title={load.data?.title ?? words("edit")}
			back={{ href: "/kelola/kegiatan", label: words("events") }}>
			<Loaded from={load}>{(of) =>
				<Whole key={of.id} of={of} changed={load.set} />}</Loaded>
		</Page>
	);
}
