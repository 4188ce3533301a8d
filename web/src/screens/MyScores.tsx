/*
 * Saya › Nilai saya: of every module its quizzes with each try, as far as they
 * tell, and the way back to what came of it.
 */
import type { OwnGrades, OwnSitting, OwnUnit } from "../api/gradebook";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { ownGain } from "../parts/ownGain";
import { Page } from "../parts/Page";
import { State } from "../parts/pieces";
import { t } from "../text";
import { moment, number } from "../text/format";
import { words } from "../text/gradebook";
import { standing } from "../text/names";
import "./manage/gradebook/gradebook.css";

const percent = (score: number) => number(100 * score);

function Try({ of, href }: { of: OwnSitting; href: string }) {
	const said = of.score !== null
		? words("sitting.score", { score: percent(of.score),
			points: number(of.points ?? 0, 2), most: number(of.most ?? 0, 2) })
		: of.state === "graded" ? words("own.unseen")
			: words(`sitting.${of.state}`);

	return (
		<li>
			<p>
				<span class="strong">{words("sitting.n", { n: of.number })}</span>
				{": "}{said}
				{of.passed !== null &&
					` · ${words(of.passed ? "sitting.passed"
						: "sitting.failed")}`}
			</p>
			<p class="facts">{moment(of.beganAt)}</p>
			<p><a href={href}>
				{words(of.state === "open" ? "own.goOn"
					: of.review ? "own.review" : "own.result",
				{ n: of.number })}
			</a></p>
		</li>
	);
}

function Unit({ of, module }: { of: OwnUnit; module: string }) {
	const player = `/modul/${encodeURIComponent(module)}/belajar?unit=${
		encodeURIComponent(of.id)}`;

	return (
		<li class="stack near">
			<h3>{of.title}</h3>
			{!of.counts
				? <p class="facts">{words("own.uncounted")}</p>
				: of.score !== null && <p>{words("own.kept",
					{ score: percent(of.score) })}
				{!of.graded && ` (${words("claimed")})`}</p>}
			{of.gain && <p>{ownGain(of.gain, true)}</p>}
			{of.sittings.length > 0
				? <ol class="plain sittings">
					{of.sittings.map((s) =>
						<Try key={s.id} of={s} href={s.state === "open"
							? player : `${player}&percobaan=${s.id}`} />)}
				</ol>
				: of.score === null &&
					<p class="facts">{words("own.untried")}</p>}
		</li>
	);
}

export default function MyScores() {
	const mine = useLoad<OwnGrades>("/api/v1/me/gradebook");

	return (
		<Page title={words("own")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={mine}>{({ modules }) => modules.length === 0
				? <div class="card empty">
					<p>{words("own.none")}</p>
					<p><a class="button" href="/katalog">
						{words("own.none.go")}
					</a></p>
				</div>
				: <div class="stack">
					{modules.map((m) =>
						<section class="card stack" key={m.id}
							aria-labelledby={`m-${m.id}`}>
							<h2 id={`m-${m.id}`}>
								<a href={`/modul/${m.id}`}>{m.title}</a>
							</h2>
							<p><State named={standing(m)} /></p>
							<ul class="plain stack">
								{m.units.map((u) =>
									<Unit key={u.id} of={u} module={m.id} />)}
							</ul>
						</section>)}
				</div>}
			</Loaded>
		</Page>
	);
}
