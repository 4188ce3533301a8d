/* /kebutuhan/:id: one need, and what became of it. */
import { useLocation, useRoute } from "preact-iso";
import type { Answer, NeedDetail } from "../../api/need";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { words } from "../../text/need";
import { History } from "./History";
import { needFacts, NeedStateLine, Support } from "./parts";

function Line({ of, href }: { of: Answer; href: string }) {
	return <li>{of.open ? <a href={href}>{of.title}</a>
		: words("answers.soon", { title: of.title })}</li>;
}

function Answers({ need }: { need: NeedDetail }) {
	return need.modules.length + need.programmes.length === 0 ? null : (
		<section class="stack near" aria-labelledby="answers">
			<h2 id="answers">{words("answers")}</h2>
			<ul class="dots">
				{need.modules.map((m) => <Line key={m.id} of={m}
					href={`/modul/${m.id}`} />)}
				{need.programmes.map((p) => <Line key={p.id} of={p}
					href="/pelatihan" />)}
			</ul>
		</section>
	);
}

function Manage({ need }: { need: NeedDetail }) {
	return (has(person(), "organiser") || has(person(), "admin")) ? (
		<p><a class="button" href={`/kelola/kebutuhan/${need.id}`}>
			{words("manage")}
		</a></p>
	) : null;
}

function Detail({ need, set, fresh }: {
	need: NeedDetail;
	set: (now: NeedDetail) => void;
	fresh: boolean;
}) {
	return (
		<div class="stack">
			{fresh && <p class="notice ok" role="status">{words("sent")}</p>}
			<NeedStateLine state={need.state} />
			<p class="facts">{[needFacts(need), words(`cause.${need.cause}`)]
				.join(" · ")}</p>
			{need.mine && <p class="facts">{words("mine")}</p>}
			{need.regulation && <p>{words("regulation",
				{ text: need.regulation })}</p>}
			{need.about && <p class="said">{need.about}</p>}
			{need.mergedInto
				? <div class="notice stack near">
					<p>{words("merged")}</p>
					<p><a href={`/kebutuhan/${need.mergedInto.id}`}>
						{words("merged.open",
							{ title: need.mergedInto.title })}
					</a></p>
				</div>
				: <Support need={need} set={set} primary />}
			<Answers need={need} />
			{!need.mergedInto && <section class="stack near"
				aria-labelledby="outcome">
				<h2 id="outcome">{words("outcome")}</h2>
				<p class="said">{need.outcome || words(need.state === "open"
					? "outcome.none" : `state.${need.state}`)}</p>
			</section>}
			<History all={need.history} />
			<Manage need={need} />
		</div>
	);
}

export default function Need() {
	const { params } = useRoute();
	const { query } = useLocation();
	const id = encodeURIComponent(params.id ?? "");
	const from = useLoad<NeedDetail>(`/api/v1/needs/${id}`);

	return (
		<Page title={from.data?.title ?? words("list")}
			back={{ href: "/kebutuhan", label: words("list") }}>
			<Loaded from={from} page>{(need) => <Detail key={id} need={need}
				set={from.set} fresh={query.baru === "1"} />}</Loaded>
		</Page>
	);
}
