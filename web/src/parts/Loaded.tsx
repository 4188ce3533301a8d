/*
 * Waiting, failed, or there: one of the three in the same place.
 */
import type { ComponentChildren } from "preact";
import { Failure } from "./Failure";
import type { Load } from "./load";
import { Wait } from "./Wait";

interface Props<T> {
	from: Load<T>;
	page?: boolean;	/* a failure stands for the whole screen */
	children: (data: T) => ComponentChildren;
}

export function Loaded<T>({ from, page, children }: Props<T>) {
	const { data, problem, reload } = from;

	if (data !== null)
		return <>{children(data)}</>;
	if (problem)
		return <Failure problem={problem} again={reload} page={page === true} />;
	return <Wait again={reload} />;
}
