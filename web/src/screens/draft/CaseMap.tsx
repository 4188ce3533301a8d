/* A case drawn: nodes in the order they are reached, and the ways between. */
import { isBag } from "../../drafts/json";
import { layers, targetsOf } from "../../drafts/graph";
import { words } from "../../text/editor";

const WIDE = 132, HIGH = 48, ACROSS = 24, DOWN = 44;

export function CaseMap({ nodes, start, open }: {
	nodes: Record<string, unknown>;
	start: string;
	open: (id: string) => void;
}) {
	const rows = layers(nodes, start);
	const most = Math.max(...rows.map((row) => row.length), 1);
	const width = most * (WIDE + ACROSS) + ACROSS;
	const height = rows.length * (HIGH + DOWN) + DOWN;
	const place = new Map<string, [number, number]>();

	rows.forEach((row, y) => row.forEach((id, x) => place.set(id, [
		(width - row.length * (WIDE + ACROSS) + ACROSS) / 2 +
			x * (WIDE + ACROSS), y * (HIGH + DOWN) + DOWN / 2])));
	const lines = [...place].flatMap(([id, [x, y]]) =>
		targetsOf(nodes[id]).flatMap((to) => {
			const end = place.get(to);

			return end ? [{ id, to, x: x + WIDE / 2, y: y + HIGH,
				x2: end[0] + WIDE / 2, y2: end[1] }] : [];
		}));

	return (
		<div class="edit-map" tabIndex={0} role="group"
			aria-label={words("map")}>
			<svg width={width} height={height}
				viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
				{lines.map((l, i) =>
					<path key={i} class={l.y2 <= l.y ? "back" : ""}
						d={`M${l.x} ${l.y}C${l.x} ${l.y + DOWN / 2} ${
							l.x2} ${l.y2 - DOWN / 2} ${l.x2} ${l.y2}`} />)}
				{[...place].map(([id, [x, y]]) => {
					const node = nodes[id];
					const title = isBag(node) ? String(node.title ?? "") : "";
					const end = !isBag(node);

					return (
						<g key={id} class={end ? "end" : id === start
							? "start" : ""} onClick={() => end || open(id)}>
							<rect x={x} y={y} width={WIDE} height={HIGH} rx="8" />
							<text x={x + WIDE / 2} y={y + 20}
								class="strong">{id}</text>
							<text x={x + WIDE / 2} y={y + 37}>
								{title.length > 17 ? `${title.slice(0, 16)}…`
									: title}
							</text>
						</g>
					);
				})}
			</svg>
		</div>
	);
}
