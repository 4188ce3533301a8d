/*
 * What would be said of a module otherwise, or was: each line's old and new
 * words.
 */
import type { Change } from "../../api/types";
import { fieldName, w, type CatalogueKey } from "../../text/catalogue";
import { calendarDay, number } from "../../text/format";
import type { ModuleField } from "../../api/types";

const LABELS: Record<Change["field"], CatalogueKey> = {
	title: "form.title", description: "form.sentence", field: "form.field",
	jp: "form.jp", minutes: "form.minutes", contact: "form.contact",
	legalBasis: "form.legal", reviewBy: "form.review", pictureAlt: "form.alt",
	picture: "form.picture",
};

/* One that was replaced may be gone: then its words are seen. */
function picture(blob: string) {
	return <img class="picture small" src={`/gambar/${encodeURIComponent(blob)}`}
		alt={w("form.picture")} />;
}

function shown(field: Change["field"], value: string | number) {
	if (!value)
		return w("changes.nothing");
	if (field === "picture")
		return picture(String(value));
	if (typeof value === "number")
		return number(value);
	return field === "field" ? fieldName(value as ModuleField)
		: field === "reviewBy" ? calendarDay(value) : value;
}

export function Changes({ of: changes }: { of: Change[] }) {
	return (
		<dl class="rows">
			{changes.map(({ field, from, to }) =>
				<div key={field}>
					<dt>{w(LABELS[field])}</dt>
					<dd>
						<span class="hidden-words">{w("changes.from")} </span>
						<del>{shown(field, from)}</del>{" → "}
						<span class="hidden-words">{w("changes.to")} </span>
						<ins>{shown(field, to)}</ins>
					</dd>
				</div>)}
		</dl>
	);
}
