/*
 * Pictures of numbers. The library is fetched when one is shown; a picture has
 * its sentence beside it and its table below, so nobody needs to see it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { number } from "../../../text/format";
import { words } from "../../../text/numbers";

type Library = typeof uPlot;
type Plot = Pick<uPlot.Options, "scales" | "axes" | "series" | "hooks">;
export interface Colours {
	text: string;
	quiet: string;
	line: string;
	primary: string;
	bad: string;
}

const HEIGHT = 260;
const FONT = "13px system-ui, Roboto, sans-serif";

function colours(): Colours {
	const style = getComputedStyle(document.documentElement);
	const of = (name: string) => style.getPropertyValue(name).trim();

	return { text: of("--text"), quiet: of("--quiet"), line: of("--line"),
		primary: of("--primary"), bad: of("--bad") };
}

export function axis(c: Colours, more: uPlot.Axis): uPlot.Axis {
	return {
		stroke: c.quiet,
		font: FONT,
		labelFont: FONT,
		labelSize: 22,
		grid: { stroke: c.line, width: 1 },
		ticks: { stroke: c.line, width: 1 },
		values: (_, splits) => splits.map((v) => number(v, 1)),
		...more,
	};
}

/*
 * Drawn anew when its room, the colours or what it shows change. `make` must be
 * the same function as long as it shows the same.
 */
export function Picture({ label, data, make }: {
	label: string;
	data: uPlot.AlignedData;
	make: (library: Library, c: Colours) => Plot;
}) {
	const place = useRef<HTMLDivElement>(null);
	const [missing, setMissing] = useState(false);

	useEffect(() => {
		const dark = matchMedia("(prefers-color-scheme: dark)");
		let plot: uPlot | null = null, library: Library | null = null;
		let gone = false;

		function draw(): void {
			const width = place.current?.clientWidth ?? 0;

			plot?.destroy();
			plot = null;
			if (!library || !place.current || width < 1)
				return;
			plot = new library({
				width, height: HEIGHT, legend: { show: false },
				cursor: { show: false }, ...make(library, colours()),
			}, data, place.current);
		}

		/* Old Safari has no addEventListener here. */
		dark.addListener(draw);
		addEventListener("resize", draw);
		Promise.all([import("uplot"), import("uplot/dist/uPlot.min.css")])
			.then(([{ default: loaded }]) => {
				library = loaded;
				if (!gone)
					draw();
			})
			.catch(() => setMissing(true));
		return () => {
			gone = true;
			dark.removeListener(draw);
			removeEventListener("resize", draw);
			plot?.destroy();
		};
	}, [data, make]);

	return missing ? null
		: <div class="picture" role="img" aria-label={label} ref={place} />;
}

/* How many sittings by tens of the score. */
export function barsPlot(library: Library, c: Colours): Plot {
	return {
		scales: {
			x: { time: false, range: [0, 100] },
			y: { range: (_u, _min, max) => [0, Math.max(max * 1.05, 4)] },
		},
		axes: [
			axis(c, { label: words("bars.score"), grid: { show: false } }),
			axis(c, { label: words("bars.n"), incrs: [1, 2, 5, 10, 20, 50, 100,
				200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] }),
		],
		series: [{}, {
			paths: library.paths.bars!({ size: [.9, 80], align: 0 }),
			fill: c.primary, stroke: c.primary, points: { show: false },
		}],
	};
}

export interface Dot {
	id: string;
	x: number;	/* percents */
	y: number;
	marked: boolean;
}

/* Circles are fine, diamonds with their names need a look. */
export function dotsPlot(dots: Dot[]): (library: Library, c: Colours) => Plot {
	const low = Math.min(0, ...dots.map((d) => d.y));
	const high = Math.max(.6, ...dots.map((d) => d.y));

	return (_library, c) => ({
		scales: {
			x: { time: false, range: [0, 100] },
			y: { range: [Math.floor(low * 5 - .3) / 5, Math.min(1.05,
				Math.ceil(high * 5 + .3) / 5)] },
		},
		axes: [axis(c, { label: words("scatter.x") }),
			axis(c, { label: words("scatter.y"),
				incrs: [.1, .2, .5] })],
		series: [{}, { paths: () => null, points: { show: false } }],
		hooks: { draw: [(u) => dots.forEach((d) => dot(u, d, c))] },
	});
}

function dot(u: uPlot, d: Dot, c: Colours): void {
	const ratio = devicePixelRatio, size = (d.marked ? 8 : 5) * ratio;
	const x = u.valToPos(d.x, "x", true), y = u.valToPos(d.y, "y", true);
	const { ctx } = u;
	const right = x > u.bbox.left + u.bbox.width * .8;

	ctx.save();
	ctx.beginPath();
	if (d.marked) {
		ctx.moveTo(x, y - size);
		ctx.lineTo(x + size, y);
		ctx.lineTo(x, y + size);
		ctx.lineTo(x - size, y);
		ctx.closePath();
	} else {
		ctx.arc(x, y, size, 0, 2 * Math.PI);
	}
	ctx.fillStyle = d.marked ? c.bad : c.primary;
	ctx.fill();
	if (d.marked) {
		ctx.font = `600 ${13 * ratio}px system-ui, Roboto, sans-serif`;
		ctx.fillStyle = c.text;
		ctx.textAlign = right ? "right" : "left";
		ctx.textBaseline = "middle";
		ctx.fillText(d.id, x + (right ? -1.5 : 1.5) * size, y);
	}
	ctx.restore();
}
