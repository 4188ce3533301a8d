/*
 * /kelola/lti/:id: one LMS: whether it works, what happened, what may be changed.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/lti";
import { Events } from "./Events";
import { FailedGrades } from "./FailedGrades";
import { Keys } from "./Keys";
import { PlatformForm } from "./PlatformForm";
import { PATH, type Check, type Deployment, type PlatformWhole }
	from "./types";

interface Props {
	platform: PlatformWhole;
	set: (p: PlatformWhole) => void;
}

/* A change of one button. */
function useChange(set: (p: PlatformWhole) => void) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	async function change(method: "PATCH" | "PUT", path: string,
		body: object): Promise<void> {
		setBusy(true);
		setProblem(null);
		try {
			set(await call<PlatformWhole>(method, path, body));
		} catch (e) {
			setProblem(fault(e));
		}
		setBusy(false);
	}

	return { change, problem, busy };
}

function State({ platform, set }: Props) {
	const { change, problem, busy } = useChange(set);
	const { state, revision, id } = platform;
	const to = state === "active" ? "off" : "active";

	return (
		<section class="stack near" aria-labelledby="state">
			<h2 id="state">{words("state")}</h2>
			<p>{words(`state.${state}`)}</p>
			{state === "pending" && <p>
				{words("agree.why", { issuer: platform.issuer })}
			</p>}
			{problem && <Failure problem={problem} />}
			<p><button type="button" aria-busy={busy}
				class={state === "active" ? "button" : "button primary"}
				onClick={() => void change("PATCH", `${PATH}/${id}`,
					{ revision, state: to })}>
				{words(state === "pending" ? "agree"
					: state === "active" ? "off" : "on")}
			</button></p>
		</section>
	);
}

function Checked({ check }: { check: Check }) {
	return (
		<li>
			<p class="strong">{words(`test.${check.name}`)}: {
				check.code === "ok" ? words("test.good")
					: check.code === "untried" ? words("test.passed")
						: check.sentence}</p>
			{check.advice && <p>{check.advice}</p>}
		</li>
	);
}

function Test({ platform, tried }: {
	platform: PlatformWhole;
	tried: () => void;
}) {
	const [checks, setChecks] = useState<Check[]>([]);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	async function go(): Promise<void> {
		setBusy(true);
		setProblem(null);
		try {
			setChecks((await call<{ checks: Check[] }>("POST",
				`${PATH}/${platform.id}/test`)).checks);
			tried();
		} catch (e) {
			setProblem(fault(e));
		}
		setBusy(false);
	}

	return (
		<section class="stack near" aria-labelledby="test">
			<h2 id="test">{words("test")}</h2>
			<p class="quiet small">{words("test.why")}</p>
			<p><button class="button" type="button" aria-busy={busy}
				onClick={() => void go()}>
				{words(busy ? "test.busy" : "test")}
			</button></p>
			{problem && <Failure problem={problem} />}
			<div role="status">
				{checks.length > 0 && <ul class="plain stack">
					{checks.map((check) =>
						<Checked key={check.name} check={check} />)}
				</ul>}
			</div>
		</section>
	);
}

function Install({ platform, one, set }: Props & { one: Deployment }) {
	const { change, problem, busy } = useChange(set);

	return (
		<li>
			<p><span class="mono">{one.deployment}</span>
				{" · "}{words(`state.${one.state}`)}</p>
			{problem && <Failure problem={problem} />}
			<p><button class="button small" type="button" aria-busy={busy}
				onClick={() => void change("PUT",
					`${PATH}/${platform.id}/deployments`, {
						deployment: one.deployment,
						state: one.state === "active" ? "off" : "active",
					})}>
				{words(one.state === "pending" ? "agree"
					: one.state === "active" ? "off" : "on")}
				<span class="hidden-words"> {one.deployment}</span>
			</button></p>
		</li>
	);
}

function Installs(props: Props) {
	return (
		<section class="stack near" aria-labelledby="installs">
			<h2 id="installs">{words("installs")}</h2>
			{props.platform.known.length
				? <ul class="plain stack">
					{props.platform.known.map((one) =>
						<Install key={one.deployment} one={one} {...props} />)}
				</ul>
				: <p>{words("installs.none")}</p>}
		</section>
	);
}

export default function PlatformPage() {
	const { params } = useRoute();
	const path = `${PATH}/${params.id}`;
	const load = useLoad<PlatformWhole>(path);
	const [round, setRound] = useState(0);

	return (
		<Page title={load.data?.name ?? words("lti")}
			back={{ href: "/kelola/lti", label: words("lti") }}>
			<Loaded from={load}>{(platform) =>
				<div class="stack far">
					<p class="facts">
						{platform.issuer}{" · "}{words("clientId")}{" "}
						{platform.clientId}
					</p>
					<State platform={platform} set={load.set} />
					<section class="stack near" aria-labelledby="grades">
						<h2 id="grades">{words("grades")}</h2>
						<p>{words("grades.is", platform.grades)}</p>
						<FailedGrades path={path} />
					</section>
					<Test platform={platform}
						tried={() => setRound((n) => n + 1)} />
					<Keys key={`keys ${round}`} of="platform" path={path} />
					<Installs platform={platform} set={load.set} />
					<Events key={`events ${round}`} path={`${path}/events`}
						title={words("events")} />
					<section class="stack near" aria-labelledby="settings">
						<h2 id="settings">{words("settings")}</h2>
						<PlatformForm key={platform.revision}
							platform={platform} saved={load.set} />
					</section>
				</div>}</Loaded>
		</Page>
	);
}
