/*
 * A tool that registers itself: its own page takes our token there, in a tab of
 * its own. Once it has come, its page opens here, to be turned on.
 */
import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, get } from "../../../api/client";
import { atField, Field, Summary, useForm } from "../../../parts/Field";
import { words } from "../../../text/ltiTools";
import { PATH, type Tool } from "./tool";

const ASK = 1_500;	/* ms */

interface Begun {
	url: string;
	before: Set<string>;	/* the tools there were */
	opened: boolean;
}

async function known(): Promise<Tool[]> {
	return (await get<{ tools: Tool[] }>(PATH, { quiet: true })).tools;
}

/* The tab is opened by the press, else browsers block it. */
async function begin(url: string): Promise<Begun> {
	const there = window.open("", "_blank");

	try {
		const before = new Set((await known()).map((tool) => tool.id));
		const made = await call<{ url: string }>("POST",
			"/api/v1/lti/offers", { url });

		if (there) {
			there.opener = null;
			there.location.replace(made.url);
		}
		return { url: made.url, before, opened: !!there };
	} catch (e) {
		there?.close();
		throw e;
	}
}

function useCome(begun: Begun | null, come: (tool: Tool) => void): void {
	useEffect(() => {
		if (!begun)
			return;
		let gone = false;
		const ask = () => {
			if (document.visibilityState === "visible")
				known().then((tools) => {
					const found = tools.find((tool) =>
						!begun.before.has(tool.id));

					if (found && !gone)
						come(found);
				}, () => undefined);
		};
		const timer = setInterval(ask, ASK);

		document.addEventListener("visibilitychange", ask);
		return () => {
			gone = true;
			clearInterval(timer);
			document.removeEventListener("visibilitychange", ask);
		};
	}, [begun]);
}

export function Offer() {
	const { route } = useLocation();
	const [url, setUrl] = useState("");
	const [begun, set] = useState<Begun | null>(null);
	const form = useForm<"url">({
		check: () => {
			set(null);
			return url.trim() ? {} : { url: words("offer.needed") };
		},
		send: async () => set(await begin(url.trim())),
		place: atField("url"),
	});

	useCome(begun, (tool) => route(`/kelola/lti/alat/${tool.id}`, true));
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
			<div role="status">
				{begun && <div class="card stack near">
					<p>{words(begun.opened ? "offer.there" : "offer.shut")}</p>
					<p><a class="button" href={begun.url} target="_blank"
						rel="noreferrer">{words("offer.open")}</a></p>
					<p class="quiet small">{words("offer.then")}</p>
				</div>}
			</div>
		</section>
	);
}
