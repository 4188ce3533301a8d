/* Changing a text field by a button or a key, so that Undo takes it back. */
import { difference, type Chosen } from "../../drafts/markdown";

export function chosenIn(area: HTMLTextAreaElement): Chosen {
	return { text: area.value, from: area.selectionStart,
		to: area.selectionEnd };
}

export function applyTo(area: HTMLTextAreaElement, next: Chosen): void {
	const { from, to, put } = difference(area.value, next.text);

	area.focus();
	area.setSelectionRange(from, to);
	/* The one way that a browser's own Undo knows of. */
	if (from !== to || put !== "")
		document.execCommand(put ? "insertText" : "delete", false, put);
	if (area.value !== next.text) {
		area.value = next.text;
		area.dispatchEvent(new Event("input", { bubbles: true }));
	}
	area.setSelectionRange(next.from, next.to);
}

/** The field of that id takes the focus once it is there. */
export function focusSoon(id: string): void {
	setTimeout(() => {
		const found = document.getElementById(id);

		found?.scrollIntoView({ block: "nearest" });
		found?.focus();
	}, 0);
}
