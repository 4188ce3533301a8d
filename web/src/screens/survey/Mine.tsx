/* /survei: what somebody is asked, and what they have answered already. */
import type { MySurvey } from "../../api/survey";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { words } from "../../text/asked";
import { moment } from "../../text/format";

function Card({ of }: { of: MySurvey }) {
	return (
		<li class="card linked stack near">
			<h3 class="card-title">
				{of.done ? of.title
					: <a class="cover" href={`/survei/${of.id}`}>
						{of.title}
					</a>}
			</h3>
			{of.about && !of.done && <p class="lines">{of.about}</p>}
			<p class="facts">{words(`why.${of.why.kind}`,
				{ name: of.why.name })}</p>
			{of.done
				? <State named={{ word: words("mine.done"), tone: "ok",
					icon: "done" }} />
				: <p class="facts">
					{[words(of.anonymous ? "anonymous" : "named"),
						of.closesAt && words("until",
							{ at: moment(of.closesAt) })]
						.filter(Boolean).join(" · ")}
				</p>}
		</li>
	);
}

function List({ id, title, all }: {
	id: string;
	title: string;
	all: MySurvey[];
}) {
	return all.length === 0 ? null : (
		<section class="stack" aria-labelledby={id}>
			<h2 id={id}>{title}</h2>
			<ul class="plain cards">
				{all.map((one) => <Card key={one.id} of={one} />)}
			</ul>
		</section>
	);
}

/* Those that wait, where a guest is, who has no other place for them. */
export function Waiting() {
	const { data } = useLoad<{ surveys: MySurvey[] }>("/api/v1/me/surveys");

	return <List id="open" title={words("mine.open")}
		all={(data?.surveys ?? []).filter((one) => !one.done)} />;
}

export default function Mine() {
	const from = useLoad<{ surveys: MySurvey[] }>("/api/v1/me/surveys");

	return (
		<Page title={words("mine")}>
			<Loaded from={from}>{({ surveys }) => {
				const open = surveys.filter((one) => !one.done);

				return (
					<div class="stack far">
						{open.length > 0 ? <p>{words("mine.why")}</p>
							: <p class="card empty">{words(surveys.length
								? "mine.allDone" : "mine.none")}</p>}
						<List id="open" title={words("mine.open")}
							all={open} />
						<List id="done" title={words("mine.done")}
							all={surveys.filter((one) => one.done)} />
					</div>
				);
			}}</Loaded>
		</Page>
	);
}
