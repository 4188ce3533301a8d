/* What module.json says of the module: a form, and nothing of JSON. */
import { useState } from "preact/hooks";
import { isBag } from "../../drafts/json";
import { slug } from "../../drafts/names";
import type { Draft } from "../../drafts/session";
import { Field } from "../../parts/Field";
import { focusSoon } from "../../questions/edit/area";
import { Area, Line, Lines, Num, Pick, Rows } from "../../questions/edit/fields";
import type { Lens } from "../../questions/edit/lens";
import { words } from "../../text/editor";

const TOPICS = ["it", "public-service", "leadership", "finance", "other"] as const;
const KINDS = ["technical", "managerial", "social"] as const;

/* Names for what each agency fills in itself. */
function Tokens({ of, draft }: { of: Lens; draft: Draft }) {
	const [name, setName] = useState("");
	const [wrong, setWrong] = useState(false);
	const used = (token: string) => draft.texts.some((path) =>
		path !== "module.json" &&
		(draft.text(path) ?? "").includes(`{{${token}}}`));

	function add(): void {
		const key = slug(name, "").replace(/-/g, "_");

		setWrong(!/^[a-z]/.test(key) || of.keys.includes(key));
		if (!/^[a-z]/.test(key) || of.keys.includes(key))
			return;
		of.at(key).set({ label: name.trim(), otherwise: name.trim() });
		setName("");
		focusSoon(of.at(key, "otherwise").name);
	}

	return (
		<fieldset class="edit-rows" id={of.name} tabIndex={-1}>
			<legend>{words("tokens")}</legend>
			<p class="hint">{words("tokens.hint")}</p>
			<ul class="plain">
				{of.keys.map((token) =>
					<li key={token} class="edit-row">
						<div class="edit-row-fields">
							<p class="mono small">{`{{${token}}}`}{" · "}
								{words(used(token) ? "media.used"
									: "media.unused")}</p>
							<Line of={of.at(token, "label")}
								label={words("token.label")} />
							<Line of={of.at(token, "otherwise")}
								label={words("token.otherwise")} />
						</div>
						<div class="edit-row-tools">
							<button type="button" class="button icon"
								aria-label={words("token.remove", { token })}
								onClick={() => of.edit((all) => {
									const { [token]: _, ...rest } =
										isBag(all) ? all : {};

									return Object.keys(rest).length
										? rest : undefined;
								})}>
								<span aria-hidden="true">×</span>
							</button>
						</div>
					</li>)}
			</ul>
			<Field name="token-new" label={words("token.new")} value={name}
				error={wrong ? words("token.wrong") : undefined}
				autoComplete="off" maxLength={60} change={setName} after={
					<button type="button" class="button" onClick={add}>
						{words("token.add")}
					</button>} />
		</fieldset>
	);
}

export function About({ draft, of }: { draft: Draft; of: Lens }) {
	return (
		<div class="edit-form stack">
			<Line of={of.at("title")} most={200} label={words("about.title")} />
			<Area of={of.at("description")} rows={2}
				label={words("about.description")}
				hint={words("about.descriptionHint")} />
			<Pick of={of.at("topic")} otherwise="" label={words("about.topic")}
				options={[["", words("about.noTopic")],
					...TOPICS.map((one): [string, string] =>
						[one, words(`topic.${one}`)])]} />
			<div class="edit-row-fields three">
				<Num of={of.at("jp")} optional label={words("about.jp")} />
				<Num of={of.at("minutes")} optional
					label={words("about.minutes")} />
				<Line of={of.at("code")} optional most={20}
					label={words("about.code")} />
			</div>
			<Lines of={of.at("goals")} optional title={words("goals")}
				hint={words("goals.hint")} label={(n) => words("goal", { n })}
				add={words("goal.add")} most={20} />
			<Area of={of.at("audience")} optional label={words("about.audience")} />
			<Line of={of.at("contact")} optional most={200}
				label={words("about.contact")} />
			<Rows of={of.at("competencies")} optional most={50}
				title={words("competencies")}
				label={(n) => words("competency", { n })}
				add={words("competency.add")} first="name"
				make={() => ({ id: `T${of.at("competencies").list.length + 1}`,
					name: "", kind: "technical" })}>
				{(item, i) => <>
					<p class="facts mono">{item.at("id").text}</p>
					<Line of={item.at("name")}
						label={words("competency", { n: i + 1 })} />
					<Pick of={item.at("kind")} label={words("competency.kind")}
						options={KINDS.map((one) =>
							[one, words(`competency.${one}`)])} />
					<Num of={item.at("level")} optional
						label={words("competency.level")} />
				</>}
			</Rows>
			<Tokens of={of.at("tokens")} draft={draft} />
			<Area of={of.at("whatsNew")} optional label={words("about.whatsNew")}
				hint={words("about.whatsNewHint")} />
			<p class="facts">{words("about.id", { id: of.at("id").text })}</p>
		</div>
	);
}
