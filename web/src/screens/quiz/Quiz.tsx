/*
 * A quiz or a case, in the player in place of a package's frame: what awaits,
 * the sitting itself, what came of it.
 *
 * Every sitting is answered in a run of its own. A run's items stand for one
 * another in the queue, and those of one sitting must not stand for another's.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get, Problem } from "../../api/client";
import type { QuizInfo, Sitting } from "../../api/quiz";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { useLoad } from "../../parts/load";
import { Wait } from "../../parts/Wait";
import { useAbout } from "../../parts/about";
import type { Setting } from "../../questions/html";
import { launch as launchAgain, type Launch } from "../player/launch";
import type { OwnProps } from "../player/Own";
import { Case } from "./Case";
import { Paper } from "./Paper";
import { Start } from "./Start";
import { sittingPath } from "./use";
import "./quiz.css";

type Shown = { at: "start" } | { at: "opening" } |
	{ at: "sitting"; sitting: Sitting; launch: Launch };

/* Where the files of this version lie, which questions have pictures of. */
function useSetting(module: string, launch: Launch): Setting {
	const about = useAbout();
	const base = about?.contentUrl.replace("{module}", module);

	return {
		files: base ? `${base}/c/${launch.state.filesToken}/` : null,
		tokens: launch.state.tokens ?? {},
	};
}

export default function Quiz(props: OwnProps) {
	const { module, version, launch, person, changed, leave, ready } = props;
	const unit = launch.unit.id;
	const info = useLoad<QuizInfo>(`/api/v1/attempts/${
		encodeURIComponent(launch.attempt)}/units/${
		encodeURIComponent(unit)}/quiz`);
	const [shown, show] = useState<Shown>({ at: "start" });
	const [problem, setProblem] = useState<Problem | null>(null);
	const setting = useSetting(module, launch);
	const run = useRef<Launch | null>(launch);
	const top = useRef<HTMLDivElement>(null);

	/* A link to one sitting opens it, once. */
	const asked = useRef(new URLSearchParams(location.search)
		.get("percobaan"));

	useEffect(ready, []);
	useEffect(() => {
		const row = info.data?.sittings.find((s) => s.id === asked.current);

		if (!info.data || !asked.current)
			return;
		asked.current = null;
		if (row && row.state !== "open")
			void see(row.id);
	}, [info.data]);
	useEffect(() => top.current?.scrollTo?.(0, 0), [shown]);

	async function fresh(): Promise<Launch> {
		const unused = run.current;

		run.current = null;
		return unused ?? launchAgain(module, unit, version);
	}

	async function open(work: () => Promise<Sitting>): Promise<void> {
		setProblem(null);
		show({ at: "opening" });
		try {
			const sitting = await work();

			show({
				at: "sitting", sitting,
				launch: sitting.state === "open" ? await fresh() : launch,
			});
		} catch (e) {
			setProblem(fault(e));
			show({ at: "start" });
			info.reload();
		}
	}
	const begin = () => open(() => call<Sitting>("POST", "/api/v1/sittings",
		{ attempt: launch.attempt, unit }));
	const see = (id: string) => open(() => get<Sitting>(sittingPath(id)));

	function back(): void {
		leave(null);
		show({ at: "start" });
		info.reload();
		changed();
	}

	/* What is left of the attempts is another number now. */
	function ended(): void {
		info.reload();
		changed();
	}

	if (shown.at === "sitting") {
		const Page = shown.sitting.kind === "case" ? Case : Paper;

		return (
			<div class="quiz" ref={top}>
				<Page key={shown.launch.run + shown.sitting.id}
					{...shown} info={info.data} person={person}
					setting={setting} next={props.next} back={back}
					changed={ended} leave={leave} />
			</div>
		);
	}
	return (
		<div class="quiz" ref={top}>
			<div class="quiz-page stack">
				{problem && <Failure problem={problem} />}
				{info.data
					? <Start info={info.data} busy={shown.at === "opening"}
						setting={setting} begin={() => void begin()}
						see={(id) => void see(id)} />
					: info.problem
						? <Failure problem={info.problem}
							again={info.reload} />
						: <Wait again={info.reload} />}
			</div>
		</div>
	);
}
