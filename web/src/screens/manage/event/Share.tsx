/* The public page's address, its QR code, and words to pass on. */
import type { EventWhole } from "../../../api/event";
import { words } from "../../../text/event";
import { CopyButton, invitation, reminder, whatsapp } from
	"../../event/pieces";

export function Share({ of }: { of: EventWhole }) {
	const text = reminder(of);

	return (
		<section class="card stack" aria-labelledby="bagikan">
			<h2 id="bagikan">{words("share")}</h2>
			{of.state === "draft" &&
				<p class="notice warn">{words("share.draft")}</p>}
			<div class="field">
				<label for="alamat">{words("share.address")}</label>
				<input class="input" id="alamat" readOnly value={of.url}
					onFocus={(e) => e.currentTarget.select()} />
			</div>
			<p class="actions">
				<CopyButton text={of.url} label={words("share.copy")} />
				<a class="button" href={whatsapp(invitation(of))}
					target="_blank" rel="noopener noreferrer">
					{words("share.whatsapp")}
				</a>
				{of.state !== "draft" && <a class="button"
					href={`/k/${of.code}`} target="_blank" rel="noopener">
					{words("share.open")}
				</a>}
			</p>
			<img src={`/k/${of.code}/qr.svg`} alt={words("share.qr")}
				width="200" height="200" />
			<p class="actions">
				<a class="button" href={`/k/${of.code}/qr.svg?download`}>
					{words("share.svg")}
				</a>
				<a class="button" href={`/k/${of.code}/qr.png?download`}>
					{words("share.png")}
				</a>
			</p>
			<div class="field">
				<label for="pengingat">{words("share.reminder")}</label>
				<textarea class="input" id="pengingat" readOnly rows={6}
					value={text} />
			</div>
			<p class="actions">
				<CopyButton text={text} label={words("share.reminderCopy")} />
				<a class="button" href={whatsapp(text)} target="_blank"
					rel="noopener noreferrer">
					{words("share.whatsapp")}
				</a>
			</p>
		</section>
	);
}
