/* A tool that registers itself: its own address takes our token there, in a tab
   of its own, and what it says waits here to be turned on. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { atField, Field, Summary, useForm } from "../../../parts/Field";
import { words } from "../../../text/ltiTools";

export function Offer() {
	const [url, setUrl] = useState("");
	const [way, setWay] = useState("");
	const form = useForm<"url">({
		check: () => {
			setWay("");
			return url.trim() ? {} : { url: words("offer.needed") };
		},
		send: async () => {
			setWay((await call<{ url: string }>("POST",
				"/api/v1/lti/offers", { url: url.trim() })).url);
		},
		place: atField("url"),
	});

	return (
		<section class="stack near" aria-labelledby="offer">
			<h2 id="offer">{words("offer")}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="url" label={words("offer.url")}
					hint={words("offer.hint")} value={url} change={setUrl}
					error={form.errors.url} inputMode="url"
					autocapitalize="none" spellcheck={false}
					autocomplete="off" />
				<button class="button primary" type="submit"
					aria-busy={form.busy}>{words("offer.make")}</button>
			</form>
			<div role="status" class="stack near">
				{way && <>
					<p><a class="button" href={way} target="_blank"
						rel="opener">{words("offer.open")}</a></p>
					<p>{words("offer.then")}{" "}
						<a href="/kelola/lti/alat">{words("tools")}</a></p>
				</>}
			</div>
		</section>
	);
}
