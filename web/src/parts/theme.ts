/*
 * Light, dark, or as the device has it; kept in this browser.
 */
export type Theme = "auto" | "light" | "dark";

export const THEMES: readonly Theme[] = ["auto", "light", "dark"];

const STORE = "balai.theme";

export function theme(): Theme {
	try {
		const value = localStorage.getItem(STORE);
		return value === "light" || value === "dark" ? value : "auto";
	} catch {
		return "auto";
	}
}

function show(value: Theme): void {
	if (value === "auto")
		delete document.documentElement.dataset.theme;
	else
		document.documentElement.dataset.theme = value;
}

export function setTheme(value: Theme): void {
	show(value);
	try {
		localStorage.setItem(STORE, value);
	} catch {
		/* Storage is shut: the choice lasts as long as the page. */
	}
}

export function startTheme(): void {
	show(theme());
}
