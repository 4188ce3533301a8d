/* /kelola/kompetensi: those of all agencies and of one's own. */
import { useState } from "preact/hooks";
import { KINDS, type Competency } from "../../api/competency";
import { call, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { atField, Choice, Field, Select, Summary, useForm } from
	"../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/competency";
import { Tabs } from "../manage/Tabs";

function Add({ done }: { done: () => void }) {
	const [name, setName] = useState("");
	const [code, setCode] = useState("");
	const [kind, setKind] = useState("technical");
	const [shared, setShared] = useState(false);
	const form = useForm<"name" | "code" | "kind">({
		check: () => ({
			...(!name.trim() && { name: words("list.needName") }),
			...(!code.trim() && { code: words("list.needCode") }),
		}),
		send: async () => {
			await call("POST", "/api/v1/competencies",
				{ name: name.trim(), code: code.trim(), kind, shared });
			setName("");
			setCode("");
			done();
		},
		place: atField("name", "code", "kind"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={words("list.name")} value={name}
				change={setName} error={form.errors.name}
				autocomplete="off" />
			<Field name="code" label={words("list.code")} value={code}
				hint={words("list.codeHint")} change={setCode}
				error={form.errors.code} autocomplete="off" />
			<Select name="kind" label={words("list.kind")} value={kind}
				change={setKind} error={form.errors.kind}
				options={KINDS.map((k): [string, string] =>
					[k, words(`kind.${k}`)])} />
			{has(person(), "admin") && <Choice type="checkbox" name="shared"
				value="yes" label={words("list.shared")} checked={shared}
				change={setShared} />}
			<button type="submit" class="button primary"
				aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("list.add")}
			</button>
		</form>
	);
}

function Table({ all, turn }: {
	all: Competency[];
	turn: (one: Competency) => void;
}) {
	const heads = ["list.name", "list.code", "list.kind", "list.state"] as
		const;

	return (
		<table class="table" role="table" aria-label={words("list")}>
			<thead role="rowgroup"><tr role="row">
				{heads.map((head) => <th key={head} scope="col"
					role="columnheader">{words(head)}</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{all.map((one) => <tr role="row" key={one.id}>
					<th scope="row" role="rowheader">
						{one.name}
						{one.shared && <span class="small quiet">
							{` · ${words("list.shared")}`}
						</span>}
					</th>
					<td role="cell" data-label={words("list.code")}>
						{one.code}
					</td>
					<td role="cell" data-label={words("list.kind")}>
						{words(`kind.${one.kind}`)}
					</td>
					<td role="cell" data-label={words("list.state")}>
						{words(one.closed ? "list.closed" : "list.open")}
						{(!one.shared || has(person(), "admin")) &&
							<button type="button" class="button bare"
								onClick={() => turn(one)}>
								{words(one.closed ? "list.reopen"
									: "list.close")}
								<span class="hidden-words">
									{one.name}
								</span>
							</button>}
					</td>
				</tr>)}
			</tbody>
		</table>
	);
}

export default function List() {
	const from = useLoad<{ competencies: Competency[] }>(
		"/api/v1/competencies");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const done = () => {
		say(words("list.saved"));
		from.reload();
	};

	return (
		<Page title={words("list")}>
			<Tabs />
			<div class="stack">
				<Add done={done} />
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				<Loaded from={from}>{({ competencies }) =>
					<Table all={competencies} turn={(one) => {
						setProblem(null);
						call("PATCH", `/api/v1/competencies/${one.id}`,
							{ closed: !one.closed }).then(done,
							(e) => setProblem(fault(e)));
					}} />}</Loaded>
			</div>
		</Page>
	);
}
