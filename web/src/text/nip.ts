/*
 * NIP, the 18 digits of a civil servant: typed or pasted in any form, shown as
 * 19900101 201503 1 001.
 */
export function nipDigits(text: string): string {
	return text.replace(/\D/g, "");
}

/* Of digits alone it can be said here that there are too few or too many; what
   else is wrong, such as what Excel makes of a NIP, is the server's to say. */
export function nipMiscounted(text: string): boolean {
	return text.trim() !== "" && /^'?[\d\s.-]*$/.test(text.trim()) &&
		nipDigits(text).length !== 18;
}

export function nipGrouped(text: string): string {
	const digits = nipDigits(text);

	return digits.length === 18
		? digits.replace(/^(.{8})(.{6})(.)(.{3})$/, "$1 $2 $3 $4")
		: text.trim();
}
