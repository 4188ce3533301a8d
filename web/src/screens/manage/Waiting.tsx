/*
 * What waits on Kelola before anything else: modules to approve, what came of
 * what was asked for, and uploads that are not finished.
 */
import type { Approval, ApprovalRow, Pending } from "../../api/types";
import { useLoad } from "../../parts/load";
import { person } from "../../session/session";
import { bytes, day } from "../../text/format";
import { words } from "../../text/manage";
import { words as versions } from "../../text/versions";
import { Wish } from "./Wish";

interface Rows {
	waiting: ApprovalRow[];
	asked: ApprovalRow[];
}

/* Asked and not done with: it waits, or has come back with words. */
const open = (row: Approval) =>
	row.state === "waiting" || row.state === "returned";

/* The newest of each module; the list has the oldest first. */
function newest(rows: ApprovalRow[]): ApprovalRow[] {
	const last = new Map(rows.map((row) => [row.module, row] as const));

	return [...last.values()].filter(open).reverse();
}

function Approvals({ rows }: { rows: ApprovalRow[] }) {
	return (
		<section class="card stack near" aria-labelledby="approve">
			<h2 id="approve">{words("approve")}</h2>
			<ul class="dots">
				{rows.map((row) => <li key={row.id}>
					{words(row.changes.length
						? "approve.change" : "approve.line", {
						title: row.title, n: row.number, name: row.askedBy,
					})}
				</li>)}
			</ul>
			<p><a class="button" href="/kelola/persetujuan">
				{words("approve.go", { n: rows.length })}
			</a></p>
		</section>
	);
}

function Asked({ rows }: { rows: ApprovalRow[] }) {
	return (
		<section class="stack near" aria-labelledby="asked">
			<h2 id="asked">{words("asked")}</h2>
			<ul class="plain cards">
				{rows.map((row) =>
					<li class="card linked stack near" key={row.id}>
						<h3><a class="cover"
							href={`/kelola/modul/${row.module}`}>
							{row.title}
						</a></h3>
						<p class="facts">{row.changes.length
							? versions("changes")
							: versions("version", { n: row.number })}</p>
						<Wish wish={row} />
					</li>)}
			</ul>
		</section>
	);
}

/* Where one that is not finished goes on. */
export function goOnHref(one: Pending): string {
	return "/kelola/unggah" +
		(one.target ? `?module=${encodeURIComponent(one.target)}` : "");
}

function Uploads({ all }: { all: Pending[] }) {
	return (
		<section class="stack near" aria-labelledby="uploads">
			<h2 id="uploads">{words("uploads")}</h2>
			<ul class="plain cards">
				{all.map((one) =>
					<li class="card linked stack near" key={one.id}>
						<h3><a class="cover" href={goOnHref(one)}>
							{words("uploads.go", { name: one.name })}
						</a></h3>
						<p class="facts">{words("uploads.line", {
							sent: bytes(one.offset), all: bytes(one.bytes),
							day: day(one.expiresAt),
						})}</p>
					</li>)}
			</ul>
		</section>
	);
}

export function Waiting() {
	const approvals = useLoad<Rows>("/api/v1/approvals");
	const uploads = useLoad<{ uploads: Pending[] }>("/api/v1/uploads");
	const waiting = approvals.data?.waiting ?? [];
	const asked = newest(approvals.data?.asked ?? []);
	const sent = uploads.data?.uploads ?? [];

	return !person() ? null : (
		<>
			{waiting.length > 0 && <Approvals rows={waiting} />}
			{sent.length > 0 && <Uploads all={sent} />}
			{asked.length > 0 && <Asked rows={asked} />}
		</>
	);
}
