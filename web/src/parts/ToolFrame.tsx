/*
 * A tool of somebody else: in a frame of this page, or in a window of its own.
 * Each opening is good once, so every frame and window asks for one.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../api/client";
import { openTool, type Opened, type Where } from "../api/tool";
import { launchId } from "../session/launched";
import { words } from "../text/tool";
import { useAgain } from "./again";
import { Failure } from "./Failure";
import { fault } from "./fault";
import { listen } from "./lti";
import "./tool.css";

type Phase =
	| { at: "opening" }
	| { at: "failed"; problem: Problem }
	| { at: "frame" | "window" | "closed" | "stale"; opened: Opened };

/* It may be a whole application; it may not take this page elsewhere. */
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups " +
	"allow-popups-to-escape-sandbox allow-downloads allow-modals " +
	"allow-storage-access-by-user-activation";
const ALLOW = "autoplay; clipboard-write; encrypted-media; fullscreen";

/*
 * The page on which a tool leaves people is ours, but the sandbox that it stands
 * in lets it lead nowhere: its link is followed here.
 */
function leadBack(frame: HTMLIFrameElement): void {
	let link: HTMLAnchorElement | null = null;

	try {
		if (frame.contentWindow?.location.pathname === "/lti/platform/return")
			link = frame.contentDocument?.querySelector("a[target=_top]") ??
				null;
	} catch {
		return;	// a page of the tool's is none to look into
	}
	link?.addEventListener("click", (e) => {
		e.preventDefault();
		location.assign((e.currentTarget as HTMLAnchorElement).href);
	});
}

/* The window is opened by the press, else browsers block it. */
async function openWindow(where: Where): Promise<boolean> {
	const opened = window.open("", "_blank");

	if (!opened)
		return false;
	opened.opener = null;
	try {
		opened.location.replace(
			(await openTool(where, launchId !== null)).url);
	} catch (e) {
		opened.close();
		throw e;
	}
	return true;
}

function Apart({ where, title, lead }: {
	where: Where;
	title: string;
	lead: boolean;
}) {
	const [problem, fail] = useState<Problem | null>(null);
	const [shut, setShut] = useState(false);

	function press(): void {
		fail(null);
		setShut(false);
		openWindow(where).then((there) => setShut(!there),
			(e) => fail(fault(e)));
	}

	return (
		<>
			<button type="button" class={lead ? "button primary" : "button"}
				onClick={press}>
				{lead ? words("open", { title }) : words("tab")}
			</button>
			{shut && <p class="notice warn" role="alert">{words("shut")}</p>}
			{problem && <Failure problem={problem} again={press} />}
		</>
	);
}

/* The page's policy is that of when it was opened. */
function usePolicy(opened: Opened | null, broken: () => void): void {
	useEffect(() => {
		if (!opened)
			return;
		const hear = (e: SecurityPolicyViolationEvent) => {
			if (/^(frame|child)-src/.test(e.violatedDirective) &&
			    opened.origins.some((o) => e.blockedURI.startsWith(o)))
				broken();
		};

		document.addEventListener("securitypolicyviolation", hear);
		return () =>
			document.removeEventListener("securitypolicyviolation", hear);
	}, [opened]);
}

export function ToolFrame({ where, ready, begun, closed, children }: {
	where: Where;
	ready?: () => void;
	begun?: (opened: Opened) => void;
	/** The tool says that it is done. */
	closed?: () => void;
	children?: preact.ComponentChildren;
}) {
	const [phase, set] = useState<Phase>({ at: "opening" });
	const [round, again] = useState(0);
	const [high, setHigh] = useState(0);
	const frame = useRef<HTMLIFrameElement>(null);
	const opened = "opened" in phase ? phase.opened : null;
	const key = JSON.stringify(where);

	useEffect(() => {
		let gone = false;

		set({ at: "opening" });
		setHigh(0);
		openTool(where).then((found) => {
			if (gone)
				return;
			set({ at: found.window ? "window" : "frame", opened: found });
			begun?.(found);
			ready?.();
		}, (e) => {
			if (gone)
				return;
			set({ at: "failed", problem: fault(e) });
			ready?.();
		});
		return () => void (gone = true);
	}, [key, round]);
	useEffect(() => {
		if (phase.at !== "frame")
			return;
		return listen(() => frame.current?.contentWindow ?? null,
			phase.opened.origins, {
				resize: setHigh,
				close: () => {
					set({ at: "closed", opened: phase.opened });
					closed?.();
				},
			});
	}, [phase]);
	useAgain(phase.at === "failed" ? phase.problem : null,
		() => again((n) => n + 1));
	usePolicy(phase.at === "frame" ? phase.opened : null, () =>
		opened && set({ at: "stale", opened }));

	return (
		<div class="tool-page">
			<div class="tool-head">
				{children}
				{phase.at === "frame" && opened && !opened.pending &&
					<Apart where={where} title={opened.title} lead={false} />}
			</div>
			{phase.at === "opening" && <p class="quiet" role="status">
				{words("opening")}</p>}
			{phase.at === "failed" && <Failure problem={phase.problem}
				again={() => again(round + 1)} />}
			{phase.at === "stale" &&
				<div class="notice warn" role="alert">
					<p>{words("stale")}</p>
					<button type="button" class="button"
						onClick={() => location.reload()}>
						{words("reload")}
					</button>
				</div>}
			{phase.at === "closed" && opened &&
				<div class="stack" role="status">
					<p>{words("closed", { title: opened.title })}</p>
					<button type="button" class="button"
						onClick={() => again(round + 1)}>
						{words("again")}
					</button>
				</div>}
			{phase.at === "window" && opened &&
				<div class="stack">
					<p>{words("window")}</p>
					<p><Apart where={where} title={opened.title} lead /></p>
				</div>}
			{phase.at === "frame" && opened &&
				<iframe ref={frame} class="tool-frame" src={opened.url}
					title={words("frame", { title: opened.title,
						tool: opened.tool })}
					allow={ALLOW} sandbox={SANDBOX}
					onLoad={(e) => leadBack(e.currentTarget)}
					style={high ? { minHeight: `${high}px` } : {}} />}
		</div>
	);
}
