// Waiting for what will be true, on a machine that may be busy.

/*
 * Ask `holds` until it says something true, and give that back. What never comes
 * is an error that says `what` was waited for, after two minutes or `seconds`.
 */
export async function until(what, holds, seconds = 120) {
	const end = Date.now() + seconds * 1000

	for (;;) {
		const found = await holds()

		if (found)
			return found
		if (Date.now() > end)
			throw new Error(`it does not come: ${what}`)
		await new Promise(next => setTimeout(next, 25))
	}
}
