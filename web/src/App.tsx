/*
 * The app: who is signed in decides whether a screen or the sign-in form
 * stands at an address. So an address can be opened at any time, and after
 * signing in the person is where they wanted to be.
 */
import { LocationProvider, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { Boundary } from "./parts/Boundary";
import { forget } from "./parts/load";
import { Shell } from "./parts/Shell";
import { Wait } from "./parts/Wait";
import { queueStart } from "./queue";
import { isOpen, Launched, NewPassword, PrivacyDue, Routes, SignIn } from
	"./routes";
import { launchId } from "./session/launched";
import { refreshPerson, useSession } from "./session/session";
import { SessionDialogs } from "./session/SessionDialogs";
import { useLang } from "./text";

function Screen() {
	const { path, route } = useLocation();
	const { state, person } = useSession();
	const signedIn = state !== "out";
	const guest = person?.guest === true;
	/* Where a guest has nothing, their events are. */
	const atDoor = signedIn && (path === "/masuk" ||
		(guest && /^\/(katalog|saya|kelola)?$/.test(path)));

	useEffect(() => {
		if (atDoor)
			route(guest ? "/kegiatan" : "/", true);
	}, [atDoor]);

	if (isOpen(path))
		return <Routes />;
	if (!signedIn)
		return <SignIn />;
	if (person?.mustSetPassword)
		return <NewPassword />;
	if (person?.privacyDue)
		return <PrivacyDue />;
	return atDoor ? <Wait /> : <Routes />;
}

function Inside() {
	const { path } = useLocation();
	const { state, person } = useSession();

	useLang();
	useEffect(() => {
		if (person)
			void refreshPerson().catch(() => undefined);
		else
			forget();
	}, [person?.id]);
	/* Whatever page is opened, what was left unsent goes out. */
	useEffect(() => {
		void queueStart(person?.id ?? null);
	}, [person?.id, state]);

	return (
		<>
			<Shell inert={state === "over" || state === "other"}>
				<Boundary at={path}>
					<Screen />
				</Boundary>
			</Shell>
			<SessionDialogs />
		</>
	);
}

export function App() {
	return (
		<LocationProvider>
			{launchId
				? <Boundary at="launch"><Launched /></Boundary>
				: <Inside />}
		</LocationProvider>
	);
}
