/*
 * How high the other LMS's frame should be. Some heed it, some do not; what we
 * show scrolls in any height. It is no secret, so whoever frames us may hear.
 */
import { useEffect } from "preact/hooks";

const LEAST = 400;
const MOST = 6_000;

function ask(height: number): void {
	if (parent === window)
		return;
	parent.postMessage({
		subject: "lti.frameResize",
		height: Math.min(MOST, Math.max(LEAST, Math.ceil(height))),
	}, "*");
}

/* A lesson fills what it gets: most of a screen. */
export function useScreenHeight(): void {
	useEffect(() => ask(screen.availHeight * .8), []);
}

/* A page is as high as what is on it. */
export function usePageHeight(box: { current: HTMLElement | null }): void {
	useEffect(() => {
		const page = box.current;
		let told = 0;

		if (!page)
			return;
		const watch = new ResizeObserver(() => {
			const height = page.scrollHeight;

			if (Math.abs(height - told) > 8)
				ask(told = height);
		});

		watch.observe(page);
		return () => watch.disconnect();
	}, []);
}
