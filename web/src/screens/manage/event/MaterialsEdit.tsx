/* What is linked before, during and after: adding and taking away. */
import { useState } from "preact/hooks";
import { call, get, type Problem } from "../../../api/client";
import { eventPath, type EventWhole, type Material, type Phase } from
	"../../../api/event";
import type { Module, ModulePage } from "../../../api/types";
import { Failure } from "../../../parts/Failure";
import { Choice, Field, Select } from "../../../parts/Field";
import { fault } from "../../../parts/fault";
import { words } from "../../../text/event";
import { materialFacts } from "../../event/Materials";

const MOST = 100 << 20;
const PHASES: Phase[] = ["before", "during", "after"];
type Kind = "module" | "file" | "link" | "recording";
const KINDS: Kind[] = ["module", "file", "link", "recording"];

function Row({ of, drop }: { of: Material; drop: () => void }) {
	return (
		<li class="line-with-button">
			<div>
				<div class="strong">{of.title}</div>
				<div class="facts">
					{words(`phase.${of.phase}`)} · {materialFacts(of)}
					{of.open && ` · ${words("materials.opened")}`}
				</div>
			</div>
			<button class="button bare" type="button" onClick={drop}>
				{words("materials.drop", { title: of.title })}
			</button>
		</li>
	);
}

function Modules({ chosen, choose }: {
	chosen: Module | null;
	choose: (m: Module) => void;
}) {
	const [q, setQ] = useState("");
	const [found, setFound] = useState<Module[]>([]);

	function find(): void {
		void get<ModulePage>(`/api/v1/modules?q=${encodeURIComponent(q)}`)
			.then((page) => setFound(page.modules), () => undefined);
	}

	return (
		<div class="stack near">
			<Field name="module-q" label={words("materials.module")} value={q}
				change={setQ} onKeyDown={(e) => {
					if (e.key === "Enter") {
						e.preventDefault();
						find();
					}
				}} after={<button type="button" class="button"
					onClick={find}>{words("materials.find")}</button>} />
			{(chosen ? [chosen, ...found.filter((m) => m.id !== chosen.id)]
				: found).map((m) =>
				<Choice key={m.id} type="radio" name="module" value={m.id}
					label={m.title} checked={chosen?.id === m.id}
					change={() => choose(m)} />)}
		</div>
	);
}

function useAdding(of: EventWhole, changed: (of: EventWhole) => void) {
	const [kind, setKind] = useState<Kind>("file");
	const [phase, setPhase] = useState<Phase>("before");
	const [title, setTitle] = useState("");
	const [url, setUrl] = useState("");
	const [file, setFile] = useState<File | null>(null);
	const [module, setModule] = useState<Module | null>(null);
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
			...linked ? { url: url.trim() } : { module: module?.id },
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
			changed(next);
		}, (x) => setProblem(fault(x))).then(() => setBusy(false));
	}

	return { kind, setKind, phase, setPhase, title, setTitle, url, setUrl,
		file, setFile, module, setModule, open, setOpen, busy, wrong, problem,
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
				<Modules chosen={a.module} choose={a.setModule} />}
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
	const drop = (m: Material) => void call<EventWhole>("DELETE",
		eventPath(of.id, `/materials/${m.id}`)).then(changed,
		(e) => setProblem(fault(e)));

	return (
		<div class="stack">
			{problem && <Failure problem={problem} />}
			{of.materials.length === 0
				? <p class="quiet">{words("materials.none")}</p>
				: <ul class="plain stack near">
					{of.materials.map((m) =>
						<Row key={m.id} of={m} drop={() => drop(m)} />)}
				</ul>}
			<Add of={of} changed={changed} />
		</div>
	);
}
