/*
 * The lessons of a module in their order: what each is, what opening it
 * costs, how far the person is, and where they are now.
 */
import { call } from "../api/client";
import type { Node } from "../api/types";
import { launchId, launchPath } from "../session/launched";
import { t } from "../text";
import { bytes, duration } from "../text/format";
import { linkHost, standing } from "../text/names";
import { Icon } from "./Icon";
import { ScoreLine, State } from "./pieces";

interface Props {
	module: string;
	nodes: Node[];
	here: string | null;	/* the unit to go on with */
	version?: string | undefined;	/* looked at, not one's own */
	shut?: boolean;		/* nothing of it can be opened */
}

/* Opening a link is learning too: the server is told, and need not answer. */
function tellOpened(module: string, unit: string | null): void {
	if (unit)
		call("POST", `/api/v1/modules/${module}/launches`, { unit },
			{ quiet: true }).catch(() => undefined);
}

/* Where a lesson is opened. */
export function lessonHref(
	module: string,
	unit: string,
	version?: string | undefined,
): string {
	if (launchId)
		return launchPath({ unit });
	return `/modul/${encodeURIComponent(module)}/belajar?unit=` +
		encodeURIComponent(unit) +
		(version ? `&versi=${encodeURIComponent(version)}` : "");
}

function Title({ module, node, version, shut }: {
	module: string;
	node: Node;
	version?: string | undefined;
	shut: boolean;
}) {
	const host = node.kind === "link" ? linkHost(node.url) : null;

	if (shut)
		return <span>{node.title}</span>;

	if (host)
		return (
			<a href={node.url} target="_blank" rel="noopener noreferrer"
				onClick={() => tellOpened(module, node.id)}>
				{node.title}
				<span class="facts"> {t("unit.link", { host })}</span>
			</a>
		);
	if (node.launchable && node.id)
		return (
			<a href={lessonHref(module, node.id, version)}>{node.title}</a>
		);
	return (
		<span>
			{node.title}
			<span class="facts"> {t(node.held ? "unit.notYet" : "unit.notHere")}</span>
		</span>
	);
}

function Unit({ module, node, here, version, shut }: {
	module: string;
	node: Node;
	here: boolean;
	version?: string | undefined;
	shut: boolean;
}) {
	const { progress } = node;
	const opens = node.launchable && node.kind !== "link";

	return (
		<div class={`unit${here ? " here" : ""}`}
			aria-current={here ? "step" : undefined}>
			<div>
				<p><Title module={module} node={node}
					version={version} shut={shut} /></p>
				{opens && <p><State named={standing(progress)} /></p>}
				{progress && progress.score &&
					<p><ScoreLine score={progress.score}
						source={progress.source} /></p>}
				{progress && progress.timeMs > 0 &&
					<p class="facts">{t("unit.time", {
						time: duration(progress.timeMs),
					})}</p>}
			</div>
			{opens && node.bytes > 0 && <span class="bytes">{bytes(node.bytes)}</span>}
			{node.kind === "link" && <Icon name="link" size={20} />}
		</div>
	);
}

export function Outline({ module, nodes, here, version, shut }: Props) {
	return (
		<ol>
			{nodes.filter((node) => node.visible).map((node) =>
				<li key={node.key}>
					{node.kind === "folder" || (!node.launchable &&
						node.children.length > 0)
						? <p class="folder">{node.title}</p>
						: <Unit module={module} node={node}
							here={node.id !== null && node.id === here}
							version={version} shut={shut === true} />}
					{node.children.some((child) => child.visible) &&
						<Outline module={module} nodes={node.children}
							here={here} version={version}
							shut={shut === true} />}
				</li>)}
		</ol>
	);
}
