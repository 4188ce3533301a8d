/*
 * The agencies and partners that people belong to.
 */
import type { AgencyRow } from "../../api/types";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/people";
import { Tabs } from "./Tabs";

function Row({ agency, own }: { agency: AgencyRow; own: boolean }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`/kelola/instansi/${agency.id}`}>{agency.name}</a>
				{own && <span class="facts"> ({words("agency.own")})</span>}
			</th>
			<td role="cell" data-label={words("agency.kind")}>
				{words(`kind.${agency.kind}`)}
			</td>
			<td role="cell" data-label={words("agency.people")}>
				<a href={`/kelola/orang?agency=${agency.id}`}>
					{words("agency.seePeople", { n: agency.people })}
					<span class="hidden-words">{agency.name}</span>
				</a>
			</td>
		</tr>
	);
}

export default function Agencies() {
	const list = useLoad<{ agencies: AgencyRow[] }>("/api/v1/agencies");

	return (
		<Page title={words("agencies")} action={
			<a class="button primary" href="/kelola/instansi/baru">
				<Icon name="add" size={20} />{words("agency.add")}
			</a>}>
			<Tabs />
			<Loaded from={list}>{({ agencies }) =>
				<table class="table" role="table"
					aria-label={words("agencies")}>
					<thead role="rowgroup">
						<tr role="row">
							<th scope="col" role="columnheader">
								{t("person.name")}
							</th>
							<th scope="col" role="columnheader">
								{words("agency.kind")}
							</th>
							<th scope="col" role="columnheader">
								{words("agency.people")}
							</th>
						</tr>
					</thead>
					<tbody role="rowgroup">
						{agencies.map((a, i) =>
							<Row key={a.id} agency={a} own={i === 0} />)}
					</tbody>
				</table>}</Loaded>
		</Page>
	);
}
