/*
 * Icons, drawn here, always beside a word; so they are hidden from those who
 * hear the page.
 */
const paths = {
	home: "M3 11 12 4l9 7M5 10v10h5v-6h4v6h5V10",
	catalogue: "M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z",
	event: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
	bell: "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
	me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-7 8-7s8 3 8 7",
	manage: "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3" +
		"M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1" +
		"M16.3 7.7l2.1-2.1",
	help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 " +
		"3.5 2.3c-.7.3-1 .9-1 1.7M12 16.5v.5",
	back: "M19 12H5M11 6l-6 6 6 6",
	next: "M9 6l6 6-6 6",
	down: "M6 9l6 6 6-6",
	done: "M5 12.5l5 5 9-11",
	half: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
	none: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
	bad: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5v5.5M12 16v.5",
	draft: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
	closed: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
	link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
	language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18" +
		"M12 3c-3 3-3 15 0 18",
	upload: "M12 16V5M7 9l5-5 5 5M4 17v3h16v-3",
	add: "M12 5v14M5 12h14",
	out: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
};

export type IconName = keyof typeof paths;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
	return (
		<svg width={size} height={size} viewBox="0 0 24 24" fill="none"
			stroke="currentColor" stroke-width="2" stroke-linecap="round"
			stroke-linejoin="round" aria-hidden="true" focusable="false">
			<path d={paths[name]} />
		</svg>
	);
}
