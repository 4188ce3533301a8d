/*
 * Kelola itself: the modules of those who write them, and for all others the
 * first page of theirs.
 */
import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { authors } from "../../session/roles";
import { person } from "../../session/session";
import Modules from "./Modules";
import { sections } from "./sections";

export default function Manage() {
	const { route } = useLocation();
	const mine = authors(person());

	useEffect(() => {
		if (!mine)
			route(sections(person())[0]?.places[0]?.href ?? "/", true);
	}, [mine]);
	return mine ? <Modules /> : null;
}
