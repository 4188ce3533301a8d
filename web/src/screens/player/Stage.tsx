/*
 * Where the lesson is shown. What was made for a desk is scaled to fit a
 * phone, and Perbesar shows it in its own size, to be moved about. So is what
 * shrinks itself: in a window as wide as it was made for it has no need to.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../text/player";
import type { Item } from "../../runtime/types";
import { Lesson, type Wish } from "./lesson";
import type { Launch } from "./launch";

interface Props {
	launch: Launch;
	person: string;
	lesson: (lesson: Lesson | null) => void;
	ready: () => void;
	blocked: () => void;
	item: (item: Item) => void;
	ended: () => void;
	nav: (request: string, target: string | undefined) => void;
	wish: (wish: Wish) => void;
}

interface Room {
	width: number;
	height: number;
}

function useRoom(box: { current: HTMLElement | null }): Room {
	const [room, set] = useState<Room>({ width: 0, height: 0 });

	useLayoutEffect(() => {
		const measure = () => set({
			/* Not clientWidth, which a scroll bar of Perbesar changes. */
			width: box.current!.offsetWidth,
			height: box.current!.clientHeight,
		});
		const observer = new ResizeObserver(measure);

		measure();
		observer.observe(box.current!);
		return () => observer.disconnect();
	}, []);
	return room;
}

/* Less is a scroll bar's width or a rounding. */
const SLACK = 8;

export function Stage(props: Props) {
	const box = useRef<HTMLDivElement>(null);
	const frame = useRef<HTMLIFrameElement>(null);
	const room = useRoom(box);
	const [wide, setWide] = useState(0);
	const [high, setHigh] = useState(0);
	const [zoomed, zoom] = useState(false);
	const handlers = useRef(props);

	handlers.current = props;
	useEffect(() => {
		const lesson = new Lesson(props.launch, props.person, frame.current!, {
			ready: () => handlers.current.ready(),
			blocked: () => handlers.current.blocked(),
			item: (item) => handlers.current.item(item),
			size: (width, height) => {
				setWide((was) => Math.max(was, width));
				setHigh((was) => Math.max(was, height));
			},
			ended: () => handlers.current.ended(),
			nav: (request, target) => handlers.current.nav(request, target),
			wish: (wish) => handlers.current.wish(wish),
		});

		lesson.start();
		props.lesson(lesson);
		return () => {
			props.lesson(null);
			lesson.dispose();
		};
	}, []);
	/* Turned: measured anew, the frame tells after every change of its size. */
	useEffect(() => {
		setWide(0);
		setHigh(0);
	}, [room.width]);

	const scaled = room.width > 0 && wide > room.width + SLACK;
	const scale = scaled && !zoomed ? room.width / wide : 1;

	return (
		<div class="stage">
			<div class={`stage-box${zoomed && scaled ? " zoomed" : ""}`}
				ref={box}>
				<iframe
					ref={frame}
					title={props.launch.unit.title}
					allow="autoplay"
					allowFullScreen
					style={scaled ? {
						width: `${wide}px`,
						height: `${zoomed ? Math.max(room.height, high)
							: room.height / scale}px`,
						transform: `scale(${scale})`,
					} : undefined}
				/>
			</div>
			{scaled && (
				<button type="button" class="button stage-zoom"
					aria-pressed={zoomed} onClick={() => zoom(!zoomed)}>
					{words("zoom")}
				</button>
			)}
		</div>
	);
}
