/*
 * On the administrator's Beranda until all is done or it is put away.
 */
import { call } from "../../api/client";
import type { Setup } from "../../api/types";
import { useLoad } from "../../parts/load";
import { words } from "../../text/setup";
import { doneSteps } from "./Setup";

export default function SetupCard() {
	const { data, set } = useLoad<Setup>("/api/v1/setup");
	const done = data ? doneSteps(data) : 0;

	if (!data || data.dismissed || done === 5)
		return null;
	return (
		<section class="card stack near setup" aria-labelledby="setup">
			<h2 id="setup">{words("card")}</h2>
			<progress max={5} value={done}
				aria-label={words("progress", { done })} />
			<p class="facts">{words("progress", { done })}</p>
			<p class="actions">
				<a class="button" href="/kelola/mulai">{words("card.go")}</a>
				<button class="button bare" type="button" onClick={() =>
					void call<Setup>("PATCH", "/api/v1/setup",
						{ dismissed: true }).then(set, () => undefined)}>
					{words("card.leave")}
				</button>
			</p>
		</section>
	);
}
