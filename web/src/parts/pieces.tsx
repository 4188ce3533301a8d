/*
 * Small pieces that several screens share.
 */
import type { Module, Picture, Score } from "../api/types";
import { t } from "../text";
import { number } from "../text/format";
import { moduleFacts, scoreText, standing, type Named } from "../text/names";
import { Icon } from "./Icon";

export function State({ named }: { named: Named }) {
	return (
		<span class={`state ${named.tone}`}>
			<Icon name={named.icon} size={20} />
			<span>{named.word}</span>
		</span>
	);
}

/* What the server says of a file names it between backticks. */
export function Quoted({ text }: { text: string }) {
	return (
		<>{text.split("`").map((part, i) => i % 2
			? <span class="mono" key={i}>{part}</span> : part)}</>
	);
}

/* A score and who says so: the two are different things. */
export function ScoreLine({ score, source }: {
	score: Score | null;
	source: "package" | "server";
}) {
	const text = scoreText(score);

	return text === null ? null : (
		<span class="facts">
			{t("score.is", { score: text })}{" · "}
			{t(source === "server" ? "score.server" : "score.package")}
		</span>
	);
}

/*
 * "2 dari 6 pelajaran selesai" as bar and words; of a module of ours "bagian",
 * for it has quizzes, a case and a survey among its lessons.
 */
export function UnitsBar({ module, done }: { module: Module; done: number }) {
	const { units: all, standard } = module.version;
	const words = t(standard === "balai" ? "units.parts"
		: all === 1 ? "units.doneOne" : "units.done",
	{ done: number(done), all: number(all) });

	return (
		<div class="stack near">
			<p class="facts">{words}</p>
			<progress max={Math.max(all, 1)} value={Math.min(done, all)}
				aria-label={words} />
		</div>
	);
}

const DEAR_BYTES = 20_000;

/* Does this person save data, or is the line a slow one? */
function thrifty(): boolean {
	const line = (navigator as {
		connection?: { saveData?: boolean; effectiveType?: string };
	}).connection;

	return line?.saveData === true || /2g|3g/.test(line?.effectiveType ?? "");
}

/* The picture of a module; a dear one is left out where data are. */
export function ModulePicture({ picture, small }: {
	picture: Picture | null;
	small?: boolean;
}) {
	if (!picture || (picture.bytes > DEAR_BYTES && thrifty()))
		return null;
	return (
		<img class={small ? "picture small" : "picture"} src={picture.url}
			alt={picture.alt} loading="lazy" decoding="async" />
	);
}

export function ModuleCard({ module, level = 2 }: {
	module: Module;
	level?: 2 | 3;
}) {
	const Heading = level === 2 ? "h2" : "h3";

	return (
		<li class="card linked stack near">
			<Heading class="card-title">
				<a class="cover" href={`/modul/${module.id}`}>{module.title}</a>
			</Heading>
			<ModulePicture picture={module.picture} small />
			{module.description &&
				<p class="sentence">{module.description}</p>}
			<p class="facts">
				{module.agency.name} · {moduleFacts(module)}
			</p>
			{module.mine && <State named={standing(module.mine)} />}
		</li>
	);
}

/* Pages of a list; the address is the state. */
export function Pager({ page, pages, href }: {
	page: number;
	pages: number;
	href: (page: number) => string;
}) {
	if (pages <= 1)
		return null;
	return (
		<nav class="pager" aria-label={t("pager.label")}>
			<span>{page > 1 &&
				<a class="button" href={href(page - 1)}>
					{t("pager.before")}
				</a>}</span>
			<span class="small">
				{t("pager.here", { page, pages })}
			</span>
			<span>{page < pages &&
				<a class="button" href={href(page + 1)}>
					{t("pager.after")}
				</a>}</span>
		</nav>
	);
}
