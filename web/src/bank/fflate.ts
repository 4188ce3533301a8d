/*
 * What the libraries of spreadsheets take for "fflate".
 *
 * The real one unpacks what is large in a worker made of a text, which the page's
 * policy forbids. A table of questions is small: it is done at once.
 */
import { unzipSync, zipSync, type AsyncUnzipOptions, type FlateError,
	type Unzipped, type Zippable } from "fflate/browser";

export { strFromU8, strToU8, unzipSync, zipSync } from
	"fflate/browser";

type Answer<T> = (error: FlateError | null, result: T) => void;

function answered<T>(work: () => T, answer: Answer<T>): void {
	let result: T;

	try {
		result = work();
	} catch (e) {
		answer(e as FlateError, undefined as unknown as T);
		return;
	}
	answer(null, result);
}

export function unzip(
	bytes: Uint8Array,
	options: AsyncUnzipOptions | Answer<Unzipped>,
	answer?: Answer<Unzipped>,
): void {
	if (typeof options === "function")
		answered(() => unzipSync(bytes), options);
	else if (answer)
		answered(() => unzipSync(bytes, options), answer);
}

export function zip(files: Zippable, answer: Answer<Uint8Array>): void {
	answered(() => zipSync(files), answer);
}
