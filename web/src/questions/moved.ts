/** The item at `from` put at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
	const next = [...list];

	next.splice(to, 0, ...next.splice(from, 1));
	return next;
}
