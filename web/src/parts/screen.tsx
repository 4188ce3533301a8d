/*
 * A screen as a chunk of its own: nothing for 300 ms, then "Memuat…", after
 * 10 s a way out; when it cannot be fetched, the reason and a retry. Drawn
 * again when the language changes, what was typed in it kept.
 */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { offline } from "../api/client";
import { useLang } from "../text";
import { Failure } from "./Failure";
import { Wait } from "./Wait";

export function eager(Screen: ComponentType): ComponentType {
	return () => {
		useLang();
		return <Screen />;
	};
}

export function screen(
	load: () => Promise<{ default: ComponentType }>,
	bare = false,	/* it brings its own <main>: until then there is one here */
): ComponentType {
	let Screen: ComponentType | null = null;

	return () => {
		const [tries, setTries] = useState(0);
		const [failed, setFailed] = useState(false);
		const [, drawn] = useState(false);

		useLang();
		useEffect(() => {
			let gone = false;

			if (Screen)
				return;
			setFailed(false);
			load().then((m) => {
				Screen = m.default;
				if (!gone)
					drawn(true);
			}, () => gone || setFailed(true));
			return () => void (gone = true);
		}, [tries]);

		/* After an update of the server the old page names chunks that are
		   gone: the second time, the page itself is fetched anew. */
		const again = () => tries > 0 && navigator.onLine
			? location.reload()
			: setTries(tries + 1);
		if (Screen)
			return <Screen />;
		const meanwhile = failed
			? <Failure problem={offline()} again={again} page />
			: <Wait again={again} />;
		return bare ? <main>{meanwhile}</main> : meanwhile;
	};
}
