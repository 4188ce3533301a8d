/*
 * The viewers of units that are one file: a PDF, a video, a recording, a
 * picture, a page; and of lessons of our own. Each is a chunk of its own, loaded when it is needed.
 */
import type { RunState } from "../../runtime/types";
import type { Language } from "../../text/sizes";
import type { Viewer, ViewerEvents } from "./shell";
import "./viewers.css";

export type { Viewer } from "./shell";

type Make = new (state: RunState, lang: Language, on: ViewerEvents) => Viewer;

async function maker(kind: string | undefined): Promise<Make> {
	switch (kind) {
	case "pdf":
		return (await import("./pdf")).PdfViewer;
	case "image":
		return (await import("./image")).ImageViewer;
	case "lesson":
		return (await import("./lesson")).LessonViewer;
	case "page":
		return (await import("./page")).PageViewer;
	default:
		return (await import("./media")).MediaViewer;
	}
}

export async function createViewer(
	state: RunState,
	lang: Language,
	on: ViewerEvents,
): Promise<Viewer> {
	return new (await maker(state.unit.kind))(state, lang, on);
}
