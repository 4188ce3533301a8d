/*
 * What stands in another LMS's frame: /l/ID. Its ticket is in the fragment,
 * good once, and taken out of the address at once; a reload goes on with the
 * session that this tab keeps.
 *
 * There is nothing of the app around it: the course is.
 */
import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../../api/client";
import { langOf, type LtiLaunch } from "../../api/lti";
import { useAgain } from "../../parts/again";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { LanguageButton } from "../../parts/LanguageButton";
import { Page } from "../../parts/Page";
import { Wait } from "../../parts/Wait";
import { queueStart, queueState } from "../../queue";
import { keepLaunched, launched, launchedLang, secret, signInByTicket,
	useSession } from "../../session/session";
import { lang, setLang, useLang } from "../../text";
import { words } from "../../text/launch";
import { Choose } from "./Choose";
import { Learn } from "./Learn";
import { Review } from "./Review";
import { Teach } from "./Teach";
import "./launch.css";

let ticket = "";

function takeTicket(): void {
	if (location.hash.length > 1) {
		ticket = location.hash.slice(1);
		history.replaceState(null, "", location.pathname + location.search);
	}
}

/* The ticket, else the session that this tab has from it. */
async function enter(): Promise<void> {
	takeTicket();
	if (ticket)
		try {
			await signInByTicket(ticket);
			ticket = "";
		} catch (e) {
			const { status } = fault(e);

			/* Used: this page came back to, with what it kept. */
			if (status === 0 || status >= 500 || !secret())
				throw e;
			ticket = "";
		}
	else if (secret())
		keepLaunched({ launch: await get<LtiLaunch>("/api/v1/me/launch") });
	const wanted = launchedLang() ?? langOf(launched()?.locale ?? null);

	if (wanted && wanted !== lang())
		await setLang(wanted, false).catch(() => undefined);
}

function Told({ title, children }: { title: string; children: string[] }) {
	return (
		<main class="launch">
			<Page title={title}>
				<div class="stack">
					{children.map((text) => <p key={text}>{text}</p>)}
					<p><LanguageButton /></p>
				</div>
			</Page>
		</main>
	);
}

/* What is kept in this page alone goes with it: the browser asks. */
function useLastWarning(): void {
	useEffect(() => {
		const warn = (e: BeforeUnloadEvent) => {
			const { unsent, stored } = queueState();

			if (unsent > 0 && stored === "memory") {
				e.preventDefault();
				e.returnValue = "";
			}
		};

		addEventListener("beforeunload", warn);
		return () => removeEventListener("beforeunload", warn);
	}, []);
}

function Opened({ launch }: { launch: LtiLaunch }) {
	if (launch.kind === "choice")
		return <Choose launch={launch} />;
	if (launch.module && launch.kind === "review")
		return <Review launch={launch} />;
	if (!launch.module)
		return <Told title={words("noModule")}>
			{[words("noModule.do")]}
		</Told>;
	return launch.role === "instructor"
		? <Teach launch={launch} module={launch.module} />
		: <Learn launch={launch} module={launch.module} />;
}

function Over({ close }: { close: () => void }) {
	return (
		<Dialog title={words("over")} close={close}>
			<p>{words("over.why")}</p>
			<p class="actions">
				<button class="button primary" type="button" onClick={close}>
					{words("over.close")}
				</button>
			</p>
		</Dialog>
	);
}

export default function Launched() {
	const { state, person } = useSession();
	const { url } = useLocation();
	const now = useLang();
	const [entered, setEntered] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [seen, see] = useState(false);
	const launch = launched();

	function go(): void {
		setProblem(null);
		enter().then(() => setEntered(true), (e) => setProblem(fault(e)));
	}

	useLastWarning();
	useEffect(go, []);
	useAgain(problem, go);
	useEffect(() => {
		if (entered)
			keepLaunched({ lang: now });
	}, [entered, now]);
	useEffect(() => {
		void queueStart(person?.id ?? null);
	}, [person?.id, state]);
	useEffect(() => see(false), [state, url]);

	/* Without a line what this tab knows is enough to begin with. */
	if (problem && (problem.status !== 0 || !launch))
		return problem.status === 0 || problem.status >= 500
			? <main class="launch"><Failure problem={problem} again={go} /></main>
			: <Told title={problem.status === 401 ? words("closed")
				: problem.title}>
				{problem.status === 401
					? [words("closed.why"), words("closed.do")]
					: [problem.detail, words("failed.do")]}
			</Told>;
	if (!entered && !problem)
		return <main class="launch" aria-busy="true">
			<Wait again={go} />
		</main>;
	if (state === "out" || !launch)
		return <Told title={words("closed")}>
			{[words("closed.why"), words("closed.do")]}
		</Told>;
	return (
		<>
			<Opened key={launch.id} launch={launch} />
			{state === "over" && !seen && <Over close={() => see(true)} />}
		</>
	);
}
