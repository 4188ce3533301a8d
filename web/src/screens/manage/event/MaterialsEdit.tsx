/* What is linked before, during and after: adding, changing, in what order. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { eventPath, type EventWhole, type Material, type Phase } from
	"../../../api/event";
import type { ModuleDetail, Node } from "../../../api/types";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { Choice, Field, Select } from "../../../parts/Field";
import { fault } from "../../../parts/fault";
import { useLoad } from "../../../parts/load";
import { words } from "../../../text/event";
import { materialFacts } from "../../event/Materials";
import { ModulePick, type Named } from "./ModulePick";

const MOST = 100 << 20;
const PHASES: Phase[] = ["before", "during", "after"];
type Kind = "module" | "file" | "link" | "recording";
const KINDS: Kind[] = ["module", "file", "link", "recording"];

function Edit({ of, m, done }: {
	of: EventWhole;
	m: Material;
	done: (of: EventWhole | null) => void;
}) {
	const [title, setTitle] = useState(m.title);
	const [phase, setPhase] = useState(m.phase);
	const [open, setOpen] = useState(m.open);
	const [wrong, setWrong] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function save(e: Event): void {
		e.preventDefault();
		setWrong(title.trim() ? "" : words("materials.noTitle"));
		if (title.trim())
			call<EventWhole>("PATCH", eventPath(of.id, `/materials/${m.id}`),
				{ title: title.trim(), phase, open }).then(done,
				(x) => setProblem(fault(x)));
	}

	return (
		<Dialog title={words("materials.edit", { title: m.title })}
			close={() => done(null)}>
			<form class="stack" onSubmit={save} noValidate>
				<Field name="edit-title" label={words("materials.title")}
					value={title} change={setTitle} maxLength={200}
					autocomplete="off" error={wrong} />
				<Select name="edit-phase" label={words("materials.phase")}
					value={phase} options={PHASES.map((p) =>
						[p, words(`phase.${p}`)])}
					change={(p) => setPhase(p as Phase)} />
				<Choice type="checkbox" name="edit-open" value="1"
					label={words("materials.open")} checked={open}
					change={setOpen} />
				{problem && <Failure problem={problem} />}
				<p class="actions">
					<button class="button primary" type="submit">
						{words("save")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}

/* What is listed by phases moves past its neighbour of the same phase. */
function neighbours(of: EventWhole, m: Material): [Material?, Material?] {
	const same = of.materials.filter((x) => x.phase === m.phase);
	const at = same.findIndex((x) => x.id === m.id);

	return [same[at - 1], same[at + 1]];
}

function Row({ of, m, send, edit }: {
	of: EventWhole;
	m: Material;
	send: (method: "PATCH" | "DELETE", m: Material, body?: unknown) => void;
	edit: () => void;
}) {
	const [before, after] = neighbours(of, m);
	const placeOf = (x: Material) => of.materials.indexOf(x) + 1;

	return (
		<li class="stack near">
			<div>
				<div class="strong">{m.title}</div>
				<div class="facts">
					{words(`phase.${m.phase}`)} · {materialFacts(m)}
					{m.open && ` · ${words("materials.opened")}`}
				</div>
			</div>
			<p class="actions">
				<button class="button bare" type="button" onClick={edit}
					aria-label={words("materials.edit", { title: m.title })}>
					{words("materials.change")}
				</button>
				{before && <button class="button bare" type="button"
					aria-label={words("materials.upOf", { title: m.title })}
					onClick={() => send("PATCH", m, { place: placeOf(before) })}>
					{words("materials.up")}
				</button>}
				{after && <button class="button bare" type="button"
					aria-label={words("materials.downOf", { title: m.title })}
					onClick={() => send("PATCH", m, { place: placeOf(after) })}>
					{words("materials.down")}
				</button>}
				<button class="button bare" type="button"
					aria-label={words("materials.drop", { title: m.title })}
					onClick={() => send("DELETE", m)}>
					{words("materials.remove")}
				</button>
			</p>
		</li>
	);
}

const lessons = (all: Node[]): Node[] =>
	all.flatMap((n) => [...n.id ? [n] : [], ...lessons(n.children)]);

/* One lesson of the module, or the module as a whole. */
function Unit({ module, unit, set }: {
	module: string;
	unit: string;
	set: (unit: string) => void;
}) {
	const load = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(module)}`);
	const all = lessons(load.data?.outline ?? []);

	return all.length < 2 ? null : (
		<Select name="material-unit" label={words("materials.unit")}
			value={unit} change={set} options={[
				["", words("materials.whole")],
				...all.map((n): [string, string] => [n.id ?? "", n.title])]} />
	);
}

function useAdding(of: EventWhole, changed: (of: EventWhole) => void) {
	const [kind, setKind] = useState<Kind>("file");
	const [phase, setPhase] = useState<Phase>("before");
	const [title, setTitle] = useState("");
	const [url, setUrl] = useState("");
	const [file, setFile] = useState<File | null>(null);
	const [module, setModule] = useState<Named | null>(null);
	const [unit, setUnit] = useState("");
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const linked = kind === "link" || (kind === "recording" && url.trim());

	function missing(): string {
		if (kind === "file")
			return file && file.size <= MOST ? "" : words("materials.noFile");
		if (!linked)
			return module ? "" : words("materials.noModule");
		if (!/^https:\/\/\S+$/.test(url.trim()))
			return words("badLink");
		return title.trim() ? "" : words("materials.noTitle");
	}

	function send(): Promise<EventWhole> {
		if (kind === "file" && file)
			return call("POST", eventPath(of.id, "/files") +
				`?name=${encodeURIComponent(file.name)}&phase=${phase}` +
				`&title=${encodeURIComponent(title.trim())}` +
				(open ? "&open=1" : ""), file);
		return call("POST", eventPath(of.id, "/materials"), {
			kind, phase, open, title: title.trim(),
			...linked ? { url: url.trim() }
				: { module: module?.id, ...kind === "module" && { unit } },
		});
	}

	function add(e: Event): void {
		const lacks = missing();

		e.preventDefault();
		setWrong(lacks);
		setProblem(null);
		if (lacks || busy)
			return;
		setBusy(true);
		send().then((next) => {
			setTitle("");
			setUrl("");
			setFile(null);
			setModule(null);
			setUnit("");
			changed(next);
		}, (x) => setProblem(fault(x))).then(() => setBusy(false));
	}

	return { kind, setKind, phase, setPhase, title, setTitle, url, setUrl,
		file, setFile, module, setModule, unit, setUnit, open, setOpen, busy, wrong, problem,
		add };
}

function Add({ of, changed }: {
	of: EventWhole;
	changed: (of: EventWhole) => void;
}) {
	const a = useAdding(of, changed);

	return (
		<form class="stack" onSubmit={a.add} noValidate>
			<h3>{words("materials.add")}</h3>
			<Select name="material-kind" label={words("materials.kind")}
				value={a.kind} options={KINDS.map((k) =>
					[k, words(`material.${k}`)])}
				change={(k) => {
					a.setKind(k as Kind);
					if (k === "recording")
						a.setPhase("after");
				}} />
			<Select name="material-phase" label={words("materials.phase")}
				value={a.phase} options={PHASES.map((p) =>
					[p, words(`phase.${p}`)])}
				change={(p) => a.setPhase(p as Phase)} />
			{a.kind === "file" && <div class="field">
				<label for="material-file">{words("materials.file")}</label>
				<input class="input" id="material-file" type="file"
					onChange={(e) =>
						a.setFile(e.currentTarget.files?.[0] ?? null)} />
			</div>}
			{(a.kind === "link" || a.kind === "recording") &&
				<Field name="material-url" type="url" value={a.url}
					label={words("materials.url")} change={a.setUrl}
					autocomplete="off" />}
			{a.kind === "recording" && <p class="small quiet">
				{words("materials.video")}{" "}
				<a href="/kelola/unggah">{words("materials.upload")}</a>
			</p>}
			{(a.kind === "module" || a.kind === "recording") &&
				<ModulePick name="module" label={words("materials.module")}
					chosen={a.module} choose={(m) => {
						a.setModule(m);
						a.setUnit("");
					}} />}
			{a.kind === "module" && a.module && <Unit key={a.module.id}
				module={a.module.id} unit={a.unit} set={a.setUnit} />}
			<Field name="material-title" label={words("materials.title")}
				value={a.title} change={a.setTitle} maxLength={200}
				autocomplete="off" />
			<Choice type="checkbox" name="material-open" value="1"
				label={words("materials.open")} checked={a.open}
				change={a.setOpen} />
			<div role="alert">
				{a.wrong && <p class="notice bad">{a.wrong}</p>}
			</div>
			{a.problem && <Failure problem={a.problem} />}
			<p class="actions"><button class="button" type="submit"
				aria-busy={a.busy}>{words("materials.add")}</button></p>
		</form>
	);
}

export function MaterialsEdit({ of, changed }: {
	of: EventWhole;
	changed: (of: EventWhole) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [edited, edit] = useState<Material | null>(null);
	const send = (method: "PATCH" | "DELETE", m: Material, body?: unknown) =>
		void call<EventWhole>(method, eventPath(of.id, `/materials/${m.id}`),
			body).then(changed, (e) => setProblem(fault(e)));

	return (
		<div class="stack">
			{problem && <Failure problem={problem} />}
			{of.materials.length === 0
				? <p class="quiet">{words("materials.none")}</p>
				: <ul class="plain stack near">
					{of.materials.map((m) =>
						<Row key={m.id} of={of} m={m} send={send}
							edit={() => edit(m)} />)}
				</ul>}
			{edited && <Edit of={of} m={edited} done={(next) => {
				edit(null);
				if (next)
					changed(next);
			}} />}
			<Add of={of} changed={changed} />
		</div>
	);
}
