/*
 * To the other language, named in that language.
 */
import { useState } from "preact/hooks";
import { setLang, t, useLang } from "../text";
import { Icon } from "./Icon";

export function LanguageButton() {
	const now = useLang();
	const other = now === "id" ? "en" : "id";
	const [failed, setFailed] = useState(false);

	return (
		<button type="button" class="tool" lang={other}
			onClick={() => setLang(other)
				.then(() => setFailed(false), () => setFailed(true))}>
			<Icon name="language" size={20} />
			{failed ? t("language.failed") : t("language.other")}
		</button>
	);
}
