/* The day it is where the reader is: "2027-01-31". */
export function today(): string {
	const now = new Date();
	const two = (n: number) => String(n).padStart(2, "0");

	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${
		two(now.getDate())}`;
}
