/*
 * NIP, the 18 digits of a civil servant: typed or pasted in any form, shown as
 * 19900101 201503 1 001.
 */
export function nipDigits(text: string): string {
	return text.replace(/\D/g, "");
}

export function nipGrouped(text: string): string {
	const digits = nipDigits(text);

	return digits.length === 18
		? digits.replace(/^(.{8})(.{6})(.)(.{3})$/, "$1 $2 $3 $4")
		: text.trim();
}
