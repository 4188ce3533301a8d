/*
 * Saya › Pemberitahuan: what I was told, the newest first. Opening it is having
 * seen it.
 */
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { Notice, Notices as Page_ } from "../api/home";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { State } from "../parts/pieces";
import { useWanted } from "../parts/Search";
import { servedTarget } from "../parts/served";
import { t } from "../text";
import { moment } from "../text/format";
import { words } from "../text/home";

const PATH = "/saya/pemberitahuan";

function Line({ notice }: { notice: Notice }) {
	return (
		<li class="card linked stack near">
			<h2><a class="cover" href={notice.href}
				target={servedTarget(notice.href)}>{notice.title}</a></h2>
			<p>{notice.words}</p>
			{!notice.seen &&
				<p><State named={{ word: words("notices.new"), icon: "half",
					tone: "wait" }} /></p>}
			<p class="facts">{moment(notice.at)}</p>
		</li>
	);
}

function List({ of, page }: { of: Page_; page: number }) {
	const newest = of.notices[0]?.at;

	useEffect(() => {
		if (of.unseen > 0 && newest)
			call("POST", "/api/v1/me/notices/seen", { until: newest })
				.catch(() => undefined);
	}, [newest]);
	return of.notices.length === 0
		? <p class="card empty">{words("notices.none")}</p>
		: <>
			<ul class="plain cards">
				{of.notices.map((one) => <Line key={one.id} notice={one} />)}
			</ul>
			<p class="actions">
				{page > 1 && <a class="button" href={PATH}>
					{words("notices.newer")}</a>}
				{of.more && <a class="button" href={`${PATH}?page=${page + 1}`}>
					{words("notices.more")}</a>}
			</p>
		</>;
}

export default function Notices() {
	const { page } = useWanted();
	const from = useLoad<Page_>(`/api/v1/me/notices?page=${page}`);

	return (
		<Page title={words("notices")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={from}>{(of) => <List of={of} page={page} />}</Loaded>
		</Page>
	);
}
