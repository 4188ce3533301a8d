/* An address to be entered elsewhere, with a button that copies it. */
import { useState } from "preact/hooks";
import { words } from "../../../text/lti";

export function CopyLine({ label, value }: { label: string; value: string }) {
	const [copied, setCopied] = useState(false);

	return (
		<div class="stack near">
			<p class="strong">{label}</p>
			<p class="mono key">{value}</p>
			{navigator.clipboard && <p>
				<button class="button small" type="button" onClick={() => {
					void navigator.clipboard.writeText(value)
						.then(() => setCopied(true), () => undefined);
				}}>
					{words("copy")}
					<span class="hidden-words"> {label}</span>
				</button>
			</p>}
			<div role="status">
				{copied && <p class="quiet small">{words("copied")}</p>}
			</div>
		</div>
	);
}
