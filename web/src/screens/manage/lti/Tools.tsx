/*
 * /kelola/lti/alat: the tools that our lessons and programmes open.
 */
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { has } from "../../../session/roles";
import { person } from "../../../session/session";
import { words } from "../../../text/ltiTools";
import { Tabs } from "../Tabs";
import { PATH, type Tool } from "./tool";

function Row({ tool }: { tool: Tool }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`/kelola/lti/alat/${tool.id}`}>{tool.name}</a>
			</th>
			<td role="cell" data-label={words("address")} class="break">
				{tool.targetUrl}
			</td>
			<td role="cell" data-label={words("state")}>
				{words(`state.${tool.state}`)}
			</td>
		</tr>
	);
}

function List({ tools, may }: { tools: Tool[]; may: boolean }) {
	if (!tools.length)
		return <p>{words(may ? "none" : "none.read")}</p>;
	return (
		<table class="table" role="table" aria-label={words("tools")}>
			<thead role="rowgroup">
				<tr role="row">
					{(["name", "address", "state"] as const).map((name) =>
						<th key={name} scope="col" role="columnheader">
							{words(name)}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{tools.map((one) => <Row key={one.id} tool={one} />)}
			</tbody>
		</table>
	);
}

export default function Tools() {
	const may = has(person(), "admin");
	const list = useLoad<{ tools: Tool[] }>(PATH);

	return (
		<Page title={words("tools")} action={may
			? <a class="button primary" href="/kelola/lti/alat/baru">
				<Icon name="add" size={20} />{words("add")}
			</a> : undefined}>
			<Tabs />
			<p>{words(may ? "intro" : "intro.read")}</p>
			<Loaded from={list}>{({ tools }) => <List
				tools={tools} may={may} />}</Loaded>
		</Page>
	);
}
