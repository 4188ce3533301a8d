/*
 * A fault of ours: what was thrown goes to the console with a short code, and
 * the person gets a sentence and the code for the administrator.
 */
import { Problem } from "../api/client";
import { t } from "../text";

export function fault(thrown: unknown): Problem {
	if (thrown instanceof Problem)
		return thrown;
	const code = Math.floor(Math.random() * 0x10000).toString(16)
		.toUpperCase().padStart(4, "0");

	console.error(`fault ${code}`, thrown);
	return new Problem(500, "fault", t("fault.title"), t("fault.detail"), code);
}
