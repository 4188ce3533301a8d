import { render } from "preact";
import { App } from "./App";
import { startTheme } from "./parts/theme";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/form.css";
import "./styles/parts.css";
import { startLang } from "./text";

startTheme();
void startLang().then(() => {
	const root = document.getElementById("app");

	if (root)
		render(<App />, root);
});
