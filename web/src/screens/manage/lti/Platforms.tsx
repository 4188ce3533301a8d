/*
 * /kelola/lti: the LMSs that open our modules.
 */
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/lti";
import { words as ofKeys } from "../../../text/ltiKeys";
import { Tabs } from "../Tabs";
import { Events } from "./Events";
import { PATH, type Platform } from "./types";

function Row({ platform }: { platform: Platform }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`/kelola/lti/${platform.id}`}>{platform.name}</a>
			</th>
			<td role="cell" data-label={words("issuer")}>
				{platform.issuer}
			</td>
			<td role="cell" data-label={words("state")}>
				{words(`state.${platform.state}`)}
			</td>
		</tr>
	);
}

function List({ platforms }: { platforms: Platform[] }) {
	if (!platforms.length)
		return <p>{words("none")}</p>;
	return (
		<table class="table" role="table" aria-label={words("lti")}>
			<thead role="rowgroup">
				<tr role="row">
					{(["name", "issuer", "state"] as const).map((name) =>
						<th key={name} scope="col" role="columnheader">
							{words(name)}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{platforms.map((p) => <Row key={p.id} platform={p} />)}
			</tbody>
		</table>
	);
}

export default function Platforms() {
	const list = useLoad<{ platforms: Platform[] }>(PATH);

	return (
		<Page title={words("lti")} action={
			<a class="button primary" href="/kelola/lti/baru">
				<Icon name="add" size={20} />{words("add")}
			</a>}>
			<Tabs />
			<p>{words("intro")}</p>
			<Loaded from={list}>{({ platforms }) =>
				<List platforms={platforms} />}</Loaded>
			<p class="actions">
				<a class="button" href="/kelola/lti/kunci">{ofKeys("keys")}</a>
			</p>
			<Events path="/api/v1/lti/events" title={words("events.unknown")}
				why={words("events.unknownWhy")} hideEmpty />
		</Page>
	);
}
