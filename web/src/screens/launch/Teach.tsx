/*
 * A teacher: what learners are given, which grades arrived, and who is in the
 * course. What they do in the module counts for nothing; the server sees to it.
 */
import { useLocation } from "preact-iso";
import { useRef } from "preact/hooks";
import type { LtiLaunch } from "../../api/lti";
import type { ModuleDetail } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Outline } from "../../parts/Outline";
import { Page } from "../../parts/Page";
import { launchPath } from "../../session/launched";
import { openable } from "../../text/names";
import { words } from "../../text/launch";
import { Lessons } from "../player/Player";
import { About } from "./About";
import { Grades } from "./Grades";
import { usePageHeight, useScreenHeight } from "./height";
import { Roster } from "./Roster";

const TABS = ["module", "grades", "roster"] as const;

type Tab = typeof TABS[number];

function Tabs({ here }: { here: Tab }) {
	return (
		<ul class="tabs">
			{TABS.map((tab) => (
				<li key={tab}>
					<a href={launchPath({ lihat: tab === "module" ? null : tab })}
						aria-current={tab === here ? "page" : undefined}>
						{words(`tab.${tab}`)}
					</a>
				</li>
			))}
		</ul>
	);
}

function Preview({ launch, module }: { launch: LtiLaunch; module: string }) {
	const load = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(module)}`);

	return (
		<div class="stack">
			<p class="notice">{words("preview")}</p>
			<Loaded from={load}>{({ outline }) => {
				const units = openable(outline);
				const first = units.find((u) => u.key === launch.unit) ??
					(launch.unit === null ? units[0] : undefined);

				return (
					<div class="stack">
						{first?.id && <p>
							<a class="button primary"
								href={launchPath({ unit: first.id })}>
								{launch.unit === null ? words("open")
									: words("openUnit", { title: first.title })}
							</a>
						</p>}
						{launch.unit === null && <div class="outline card">
							<Outline module={module} nodes={outline}
								here={null} />
						</div>}
					</div>
				);
			}}</Loaded>
		</div>
	);
}

function Look({ launch, module, unit }: {
	launch: LtiLaunch;
	module: string;
	unit: string;
}) {
	useScreenHeight();
	return <Lessons id={module} asked={unit} alone={launch.unit !== null}
		page={launchPath()} />;
}

function Desk({ launch, module, tab }: {
	launch: LtiLaunch;
	module: { id: string; title: string };
	tab: Tab;
}) {
	const box = useRef<HTMLElement>(null);

	usePageHeight(box);
	return (
		<main class="launch" ref={box}>
			<Page title={module.title} action={launch.returnUrl
				? <a class="button" href={launch.returnUrl}>
					{words("backTo")}
				</a> : undefined}>
				<Tabs here={tab} />
				{tab === "module" &&
					<Preview launch={launch} module={module.id} />}
				{tab === "grades" && <Grades launch={launch} />}
				{tab === "roster" && <Roster launch={launch} />}
				<About launch={launch} />
			</Page>
		</main>
	);
}

export function Teach({ launch, module }: {
	launch: LtiLaunch;
	module: { id: string; title: string };
}) {
	const { query } = useLocation();
	const tab = TABS.find((one) => one === query.lihat) ?? "module";

	return query.unit
		? <Look launch={launch} module={module.id} unit={query.unit} />
		: <Desk launch={launch} module={module} tab={tab} />;
}
