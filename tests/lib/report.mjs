// What Node's test runner found, said as the tests of C say it: a line
// "ok - sentence" or "not ok - sentence" for each, its reasons before it.
//
// A test that has tests within is not counted, unless it fails though each of
// them passed.
export default async function* report(events) {
	const inner = [] // by depth: are there tests below, and did one fail?

	for await (const { type, data } of events) {
		if (type === 'test:stderr' || type === 'test:stdout') {
			yield comment(data.message)
			continue
		}
		if (type !== 'test:pass' && type !== 'test:fail')
			continue
		const depth = data.nesting
		const below = inner[depth + 1]
		const failed = type === 'test:fail'

		inner.length = depth + 1
		inner[depth] = { failed: failed || !!inner[depth]?.failed }
		if (data.skip !== undefined && data.skip !== false || data.todo) {
			yield `passed over - ${data.name}: ${data.skip || data.todo}\n`
			continue
		}
		if (below && (!failed || below.failed))
			continue
		if (failed)
			yield comment(reason(data.details?.error))
		yield `${failed ? 'not ok' : 'ok'} - ${data.name}\n`
	}
}

function reason(error) {
	const cause = error?.cause ?? error

	return [cause, cause?.cause].filter(Boolean)
		.map(e => String(e.stack ?? e.message ?? e)).join('\n')
}

function comment(text) {
	return text.trimEnd().replace(/^/gm, '# ') + '\n'
}
