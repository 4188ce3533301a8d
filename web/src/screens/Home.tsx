/*
 * Beranda: the one thing to go on with, then what else there is.
 */
import type { HomeNews } from "../api/home";
import type { ModulePage, MyModule } from "../api/types";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { ModuleCard, UnitsBar } from "../parts/pieces";
import { screen } from "../parts/screen";
import { Ahead, First } from "./Ahead";
import { has } from "../session/roles";
import { person } from "../session/session";
import { t } from "../text";
import { bytes } from "../text/format";
import { isDone } from "../text/names";

const FEW = 3;

function Continue({ module }: { module: MyModule }) {
	const unit = module.resume?.unit;

	return (
		<section class="card continue" aria-labelledby="continue">
			<div>
				<p class="facts">{t("home.last")}</p>
				<h2 id="continue">{module.title}</h2>
				{unit && unit.title !== module.title &&
					<p class="facts">{unit.title}</p>}
			</div>
			<UnitsBar module={module} done={module.mine?.unitsDone ?? 0} />
			<p class="actions">
				<a class="button primary" href={`/modul/${module.id}/belajar`}>
					{t("home.go")}
					{unit && ` · ${bytes(unit.bytes)}`}
					<span class="hidden-words">{module.title}</span>
				</a>
			</p>
			<p><a href={`/modul/${module.id}`}>{t("home.about")}</a></p>
		</section>
	);
}

function Others({ modules }: { modules: MyModule[] }) {
	return modules.length === 0 ? null : (
		<section class="stack" aria-labelledby="others">
			<h2 id="others">{t("home.others")}</h2>
			<ul class="plain cards">
				{modules.slice(0, FEW).map((m) =>
					<ModuleCard key={m.id} module={m} level={3} />)}
			</ul>
			{modules.length > FEW &&
				<p><a href="/saya">{t("home.allMine")}</a></p>}
		</section>
	);
}

function Fresh({ except }: { except: string[] }) {
	const page = useLoad<ModulePage>("/api/v1/modules");

	return (
		<section class="stack" aria-labelledby="fresh">
			<h2 id="fresh">{t("home.fresh")}</h2>
			<Loaded from={page}>{({ modules }) => {
				const shown = modules.filter((m) => m.state === "published" &&
					!except.includes(m.id)).slice(0, FEW);
				return shown.length > 0
					? <>
						<ul class="plain cards">
							{shown.map((m) =>
								<ModuleCard key={m.id} module={m} level={3} />)}
						</ul>
						<p><a href="/katalog">{t("home.toCatalogue")}</a></p>
					</>
					: <p class="quiet">{t("home.noFresh")}</p>;
			}}</Loaded>
		</section>
	);
}

/* News come when they come: a slow or lost line holds nothing else up. */
function Begun({ modules }: { modules: MyModule[] }) {
	const { data } = useLoad<HomeNews>("/api/v1/me/home");
	const open = modules.filter((m) => !isDone(m.mine));
	const [last, ...others] = open;
	const due = last ? undefined : data?.due[0];

	return (
		<div class="stack far">
			{last
				? <Continue module={last} />
				: due ? <First due={due} />
				: <section class="card empty">
					<p>{t(modules.length ? "home.allDone" : "home.empty")}</p>
					<p class="actions">
						<a class="button primary" href="/katalog">
							{t("home.choose")}
						</a>
					</p>
				</section>}
			{data && <Ahead data={data} first={due !== undefined} />}
			<Others modules={others} />
			<Fresh except={modules.map((m) => m.id)} />
		</div>
	);
}

const RoomCard = screen(() => import("./manage/RoomCard"));
const SetupCard = screen(() => import("./manage/SetupCard"));

export function Home() {
	const mine = useLoad<{ modules: MyModule[] }>("/api/v1/me/modules");

	return (
		<Page title={t("nav.home")}>
			{has(person(), "admin") && <RoomCard />}
			{has(person(), "admin") && <SetupCard />}
			<Loaded from={mine}>{({ modules }) =>
				<Begun modules={modules} />}</Loaded>
		</Page>
	);
}
