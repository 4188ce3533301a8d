/*
 * A module's public page, for whoever sees the module: its short address is
 * made when it is first asked for.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { words } from "../../text/share";

function Address({ url, title }: { url: string; title: string }) {
	const [copied, setCopied] = useState(false);
	const message = encodeURIComponent(`*${title}*\n${url}`);

	return (
		<div class="stack near">
			<div class="field">
				<label for="alamat">{words("address")}</label>
				<input class="input" id="alamat" readOnly value={url}
					onFocus={(e) => e.currentTarget.select()} />
			</div>
			<p class="actions">
				<a class="button" href={`https://wa.me/?text=${message}`}
					target="_blank" rel="noopener noreferrer">
					{words("whatsapp")}
				</a>
				{"clipboard" in navigator && <button class="button"
					type="button" onClick={() => void navigator.clipboard
						.writeText(url).then(() => setCopied(true),
							() => undefined)}>
					<span aria-live="polite">
						{words(copied ? "copied" : "copy")}
					</span>
				</button>}
			</p>
		</div>
	);
}

export function ShareModule({ module, title }: {
	module: string;
	title: string;
}) {
	const [url, setUrl] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const ask = () => void call<{ url: string }>("POST",
		`/api/v1/modules/${encodeURIComponent(module)}/code`)
		.then((answer) => setUrl(answer.url), (e) => setProblem(fault(e)));

	if (problem)
		return <Failure problem={problem} />;
	return url ? <Address url={url} title={title} /> : (
		<p><button class="button" type="button" onClick={ask}>
			{words("share")}
		</button></p>
	);
}
