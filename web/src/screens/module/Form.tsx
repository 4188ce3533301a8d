/*
 * The one short form that describes a module, after its import and later.
 * What is typed is kept on the device until it is saved.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client";
import { MODULE_FIELDS, type Module, type ModuleDetail } from
	"../../api/types";
import { atField, ErrorText, Field, Summary, useForm, type Errors } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { ModulePicture } from "../../parts/pieces";
import { t } from "../../text";
import { fieldName, w } from "../../text/catalogue";
import { bytes } from "../../text/format";
import { Changes } from "./Changes";
import { dropDraft, keepDraft, keptDraft, type Typed } from "./draft";

const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"];
const PICTURE_MOST = 1_000_000;

type Name = keyof Typed | "picture";

function typedOf(m: Module): Typed {
	return {
		title: m.title,
		description: m.description,
		field: m.field ?? "",
		jp: m.jp === null ? "" : String(m.jp),
		minutes: m.minutes === null ? "" : String(m.minutes),
		contact: m.contact ?? "",
		legalBasis: m.legalBasis ?? "",
		reviewBy: m.reviewBy ?? "",
		alt: m.picture?.alt ?? "",
	};
}

/* "5" of " 5 "; null when it is no whole number from 1 to `most`. */
function whole(text: string, most: number): number | null {
	const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;

	return value >= 1 && value <= most ? value : null;
}

function check(typed: Typed, file: File | null): Errors<Name> {
	const errors: Errors<Name> = {};
	const sentence = [...typed.description.trim()].length;

	if (!typed.title.trim() || [...typed.title.trim()].length > 200)
		errors.title = w("bad.title");
	if (sentence > 500)
		errors.description = w("bad.sentence", { n: sentence });
	if (typed.jp.trim() && whole(typed.jp, 999) === null)
		errors.jp = w("bad.jp");
	if (typed.minutes.trim() && whole(typed.minutes, 99_999) === null)
		errors.minutes = w("bad.minutes");
	if (file && !PICTURE_TYPES.includes(file.type))
		errors.picture = w("bad.picture", { name: file.name });
	else if (file && file.size > PICTURE_MOST)
		errors.picture = w("bad.pictureSize", {
			name: file.name, size: bytes(file.size),
		});
	if (typed.reviewBy && !/^2[01]\d\d-\d\d-\d\d$/.test(typed.reviewBy))
		errors.reviewBy = w("bad.review");
	return errors;
}

/* Does what was typed wait for somebody else's approval? */
async function send(
	module: Module,
	typed: Typed,
	file: File | null,
	remove: boolean,
): Promise<boolean> {
	const path = `/api/v1/modules/${encodeURIComponent(module.id)}`;

	let now = await call<Pick<ModuleDetail, "changes">>("PATCH", path, {
		title: typed.title.trim(),
		description: typed.description.replace(/\s+/g, " ").trim(),
		field: typed.field || null,
		jp: whole(typed.jp, 999),
		minutes: whole(typed.minutes, 99_999),
		contact: typed.contact.trim() || null,
		legalBasis: typed.legalBasis.trim() || null,
		reviewBy: typed.reviewBy || null,
		pictureAlt: typed.alt.trim(),
	});
	if (file)
		now = await call("PUT", `${path}/picture`, file);
	else if (remove)
		now = await call("DELETE", `${path}/picture`);
	return (now.changes ?? []).length > 0;
}

interface PictureProps {
	module: Module;
	file: File | null;
	remove: boolean;
	error: string | undefined;
	pick: (file: File | null, remove: boolean) => void;
}

function PictureField({ module, file, remove, error, pick }: PictureProps) {
	const now = module.picture;

	return (
		<div class="field">
			<label for="picture">{w("form.picture")}</label>
			<p class="hint" id="picture-hint">{w("form.pictureHint")}</p>
			<ErrorText id="picture-error" error={error} />
			{now && !file && !remove && <>
				<ModulePicture picture={now} small />
				<p class="small">{w("form.pictureIs", {
					size: bytes(now.bytes),
				})}</p>
			</>}
			<input class="hidden-words" id="picture" name="picture"
				type="file" accept={PICTURE_TYPES.join(",")}
				aria-invalid={error ? "true" : undefined}
				aria-describedby={error
					? "picture-hint picture-error" : "picture-hint"}
				onChange={(e) =>
					pick(e.currentTarget.files?.[0] ?? null, false)} />
			<p class="actions">
				<label class="button" for="picture">
					{w(now || file
						? "form.pictureOther" : "form.pictureChoose")}
				</label>
				{now && !file && !remove &&
					<button class="button" type="button"
						onClick={() => pick(null, true)}>
						{w("form.pictureRemove")}
					</button>}
			</p>
			<div role="status">
				{file && <p class="small">{w("form.pictureNew", {
					name: file.name, size: bytes(file.size),
				})}</p>}
				{remove && <p class="small">{w("form.pictureGone")}</p>}
			</div>
		</div>
	);
}

function Describe({ module }: { module: ModuleDetail }) {
	const { route } = useLocation();
	const saved = typedOf(module);
	const [kept, setKept] = useState(() => keptDraft(module.id, saved));
	const [typed, setTyped] = useState<Typed>(kept ?? saved);
	const [file, setFile] = useState<File | null>(null);
	const [remove, setRemove] = useState(false);
	const page = `/modul/${encodeURIComponent(module.id)}`;
	const waiting = module.changes ?? [];
	const form = useForm<Name>({
		check: () => check(typed, file),
		send: async () => {
			const waits = await send(module, typed, file, remove);

			dropDraft(module.id);
			route(waits ? `/kelola${page}` : page);
		},
		place: atField("title", "description", "field", "jp", "minutes",
			"contact", "legalBasis", "reviewBy"),
	});
	const field = (name: keyof Typed) => ({
		name,
		value: typed[name],
		error: form.errors[name],
		change: (value: string) => {
			const next = { ...typed, [name]: value };

			setTyped(next);
			keepDraft(module.id, next);
		},
	});

	return (
		<Page title={w("form")} back={{ href: page, label: module.title }}>
			<form class="form" onSubmit={form.submit} noValidate
				autocomplete="off">
				<p class="quiet">{w("form.why")}</p>
				{waiting.length > 0 && <div class="notice stack near">
					<p>{w("changes.wait")} {w("changes.again")}</p>
					<Changes of={waiting} />
				</div>}
				{kept && <div class="notice" role="status">
					<p>{w("form.kept")}</p>
					<p><button class="button" type="button" onClick={() => {
						dropDraft(module.id);
						setTyped(saved);
						setKept(null);
					}}>{w("form.drop")}</button></p>
				</div>}
				<Summary {...form} />
				<Field {...field("title")} label={w("form.title")} />
				<Sentence {...field("description")} />
				<FieldChoice {...field("field")} />
				<Field {...field("jp")} label={w("form.jp")}
					hint={w("form.jpHint")} inputMode="numeric" />
				<Field {...field("minutes")} label={w("form.minutes")}
					hint={w("form.minutesHint")} inputMode="numeric" />
				<PictureField module={module} file={file} remove={remove}
					error={form.errors.picture} pick={(next, gone) => {
						setFile(next);
						setRemove(gone);
					}} />
				{(file || (module.picture && !remove)) &&
					<Field {...field("alt")} label={w("form.alt")}
						hint={w("form.altHint")} maxLength={200} />}
				<Field {...field("contact")} label={w("form.contact")}
					hint={w("form.contactHint")} maxLength={200} />
				<Field {...field("legalBasis")} label={w("form.legal")}
					hint={w("form.legalHint")} maxLength={300} />
				<Field {...field("reviewBy")} label={w("form.review")}
					hint={w("form.reviewHint")} type="date"
					min="2000-01-01" max="2199-12-31" />
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : w("form.save")}
				</button>
			</form>
		</Page>
	);
}

interface InputProps {
	name: string;
	value: string;
	error: string | undefined;
	change: (value: string) => void;
}

function Sentence({ name, value, error, change }: InputProps) {
	return (
		<div class="field">
			<label for={name}>{w("form.sentence")}</label>
			<p class="hint" id={`${name}-hint`}>{w("form.sentenceHint")}</p>
			<ErrorText id={`${name}-error`} error={error} />
			<textarea class="input" id={name} name={name} rows={3}
				aria-invalid={error ? "true" : undefined}
				aria-describedby={`${name}-hint${error
					? ` ${name}-error` : ""}`}
				value={value}
				onInput={(e) => change(e.currentTarget.value)} />
		</div>
	);
}

function FieldChoice({ name, value, change }: InputProps) {
	return (
		<div class="field">
			<label for={name}>{w("form.field")}</label>
			<select class="input select" id={name} name={name} value={value}
				onChange={(e) => change(e.currentTarget.value)}>
				<option value="">{w("form.noField")}</option>
				{MODULE_FIELDS.map((f) =>
					<option key={f} value={f}>{fieldName(f)}</option>)}
			</select>
		</div>
	);
}

/* What the server says now, not what was read before: this is written back. */
export default function Form() {
	const { id } = useRoute().params;
	const path = `/api/v1/modules/${encodeURIComponent(id ?? "")}`;
	const module = useLoad<ModuleDetail>(path);
	const [fresh, setFresh] = useState<ModuleDetail | null>(null);

	useEffect(() => setFresh(null), [path]);
	useEffect(() => {
		if (!fresh && module.data && module.fresh)
			setFresh(module.data);
	}, [module.data, module.fresh]);
	return (
		<Loaded from={{ ...module, data: fresh }} page>{(data) =>
			<Describe key={data.id} module={data} />}</Loaded>
	);
}
