/*
 * /kelola/lti/alat/:id: one tool: what its side must know of us, whether its keys
 * can be had, what happened, what may be changed. At /kelola/lti/alat/baru a new
 * one.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { has } from "../../../session/roles";
import { person } from "../../../session/session";
import { words } from "../../../text/ltiTools";
import { CopyLine } from "./CopyLine";
import { Events } from "./Events";
import { Keys } from "./Keys";
import { Offer } from "./Offer";
import { ToolForm } from "./ToolForm";
import { PATH, SCOPES, type ToolWhole } from "./tool";

const back = () => ({ href: "/kelola/lti/alat", label: words("tools") });

function Ours({ tool }: { tool: ToolWhole }) {
	return (
		<section class="card stack near" aria-labelledby="ours">
			<h2 id="ours">{words("ours")}</h2>
			<CopyLine label={words("ours.issuer")} value={tool.issuer} />
			<CopyLine label={words("ours.client")} value={tool.clientId} />
			{tool.deployments.map((one) =>
				<CopyLine key={one.id} value={one.id} label={
					words("ours.deployment", { agency: one.agency.name })} />)}
			<CopyLine label={words("ours.auth")} value={tool.authUrl} />
			<CopyLine label={words("ours.token")} value={tool.tokenUrl} />
			<CopyLine label={words("ours.keys")} value={tool.platformJwksUrl} />
			<CopyLine label={words("ours.configuration")}
				value={tool.configurationUrl} />
		</section>
	);
}

interface Tried {
	ok: boolean;
	sentence: string;
	advice: string;
	kids: string[];
}

function Test({ tool, tried }: { tool: ToolWhole; tried: () => void }) {
	const [said, say] = useState<Tried | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	async function go(): Promise<void> {
		setBusy(true);
		setProblem(null);
		try {
			say(await call<Tried>("POST", `${PATH}/${tool.id}/test`));
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
				{said?.ok && <p class="notice ok">
					{words(tool.jwk ? "test.pinned" : "test.good",
						{ kids: said.kids.join(", ") })}
				</p>}
				{said && !said.ok && <div class="notice bad">
					<p class="strong">{said.sentence}</p>
					<p>{said.advice}</p>
				</div>}
			</div>
		</section>
	);
}

interface Props {
	tool: ToolWhole;
	set: (tool: ToolWhole) => void;
}

/* Who registers by itself is off until somebody has looked. */
function State({ tool, set }: Props) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const on = tool.state === "active";

	return (
		<section class="stack near" aria-labelledby="state">
			<h2 id="state">{words("state")}</h2>
			<p>{words(`state.${tool.state}`)}</p>
			{!on && <p>{words("off.why", { address: tool.targetUrl })}</p>}
			{problem && <Failure problem={problem} />}
			<p><button type="button" class={on ? "button" : "button primary"}
				onClick={() => {
					setProblem(null);
					call<ToolWhole>("PATCH", `${PATH}/${tool.id}`, {
						revision: tool.revision,
						state: on ? "off" : "active",
					}).then(set, (e) => setProblem(fault(e)));
				}}>
				{words(on ? "off" : "on")}
			</button></p>
		</section>
	);
}

function Removal({ tool }: { tool: ToolWhole }) {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<section class="stack near" aria-labelledby="removal">
			<h2 id="removal">{words("remove")}</h2>
			<p class="quiet small">{words("remove.why")}</p>
			{problem && <Failure problem={problem} />}
			<p><button class="button" type="button" onClick={() => {
				setProblem(null);
				call("DELETE", `${PATH}/${tool.id}`).then(
					() => route("/kelola/lti/alat", true),
					(e) => setProblem(fault(e)));
			}}>
				{words("remove")}
			</button></p>
		</section>
	);
}

/* For organisers: which it is, what it may do, what it is told. */
function Facts({ tool }: { tool: ToolWhole }) {
	const on = tool.state === "active" &&
		tool.deployments.some(({ state }) => state === "active");
	const told = (["sendName", "sendEmail"] as const)
		.filter((one) => tool[one]).map((one) => words(one));
	const facts = [
		[words("state"), [words(on ? "state.active" : "state.off")]],
		[words("address"), [tool.targetUrl]],
		[words("services"), SCOPES.filter((one) => tool.scopes.includes(one))
			.map((one) => words(`scope.${one}`))],
		[words("privacy"), told.length ? told : [words("told.code")]],
	] as const;

	return (
		<dl class="card rows breaks">
			{facts.map(([name, lines]) => lines.length > 0 &&
				<div key={name}>
					<dt>{name}</dt>
					<dd>{lines.map((line) => <p key={line}>{line}</p>)}</dd>
				</div>)}
		</dl>
	);
}

function Read({ tool }: { tool: ToolWhole }) {
	return (
		<Page title={tool.name} back={back()}>
			<div class="stack far">
				<p class="notice">{words("read")}</p>
				<Facts tool={tool} />
				<Keys of="tool" path={`${PATH}/${tool.id}`} />
				<Events path={`${PATH}/${tool.id}/events`}
					title={words("events")} />
			</div>
		</Page>
	);
}

function One({ tool, set }: Props) {
	const [round, setRound] = useState(0);

	return (
		<Page title={tool.name} back={back()}>
			<div class="stack far">
				<State tool={tool} set={set} />
				<Ours tool={tool} />
				<Test tool={tool} tried={() => setRound(round + 1)} />
				<Keys key={`keys ${round}`} of="tool" path={`${PATH}/${tool.id}`} />
				<Events key={`events ${round}`} path={`${PATH}/${tool.id}/events`}
					title={words("events")} />
				<section class="stack near" aria-labelledby="settings">
					<h2 id="settings">{words("settings")}</h2>
					<ToolForm key={tool.id} tool={tool} saved={set} />
				</section>
				<Removal tool={tool} />
			</div>
		</Page>
	);
}

function New() {
	const { route } = useLocation();

	return (
		<Page title={words("add")} back={back()}>
			<div class="stack far">
				<Offer />
				<section class="stack near" aria-labelledby="hand">
					<h2 id="hand">{words("byHand")}</h2>
					<ToolForm tool={null} saved={(tool) =>
						route(`/kelola/lti/alat/${tool.id}`, true)} />
				</section>
			</div>
		</Page>
	);
}

function Known({ id }: { id: string }) {
	const tool = useLoad<ToolWhole>(`${PATH}/${id}`);

	return (
		<Loaded from={tool} page>{(data) => has(person(), "admin")
			? <One tool={data} set={tool.set} />
			: <Read tool={data} />}</Loaded>
	);
}

export default function ToolPage() {
	const { id = "" } = useRoute().params;

	return id === "baru" ? <New /> : <Known id={id} />;
}
