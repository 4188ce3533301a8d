// Packages of cmi5 and Tin Can, and a way to speak xAPI as their libraries do.
//
//	const l = await begin(learner, `${course}/pre`, { of: module })
//	await l.say('initialized')
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { call, zip } from './lib.mjs'

export const ADL = 'http://adlnet.gov/expapi/verbs/'
export const ADL2 = 'https://w3id.org/xapi/adl/verbs/'
export const CMI5 = 'https://w3id.org/xapi/cmi5/context/'
export const SESSION = `${CMI5}extensions/sessionid`
export const MASTERY = `${CMI5}extensions/masteryscore`
export const course = `https://contoh.go.id/${randomUUID()}`

export const au = (id, attributes, more = '') => `<au id="${course}/${id}"
	${attributes}><title><langstring lang="id">${id}</langstring></title>
	<description><langstring lang="id">${id}</langstring></description>
	<url>${id}.html?dari=kursus#awal</url>${more}</au>`

export const structure = units => zip({
	'cmi5.xml': `<?xml version="1.0" encoding="utf-8"?><courseStructure
xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="${course}"><title><langstring lang="id">Kursus</langstring></title>
<description><langstring lang="id">Kursus</langstring></description></course>
${units}</courseStructure>`,
	...Object.fromEntries(['pre', 'isi', 'post', 'bebas'].map(id =>
		[`${id}.html`, `<!doctype html><title>${id}</title>`])),
})

export const block = inside => `<block id="${course}/blok"><title>
	<langstring lang="id">Blok</langstring></title><description>
	<langstring lang="id">Blok</langstring></description>${inside}</block>`

export const tincan = zip({
	'tincan.xml': `<?xml version="1.0" encoding="utf-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="${course}/tincan" type="http://adlnet.gov/expapi/activities/course">
<name lang="id">Tin Can</name><description lang="id">Tin Can</description>
<launch lang="id">index.html</launch></activity></activities></tincan>`,
	'index.html': '<!doctype html><title>Tin Can</title>',
})

/* Open a unit, and everything that stands in its address. */
export async function open(who, unit, { of, restart = false }) {
	const answer = await who('POST', `/api/v1/modules/${of}/launches`,
		{ unit, restart })

	assert.equal(answer.status, 201, answer.text)
	const launch = answer.body
	const href = new URL(launch.state.unit.launchHref,
		launch.url.replace(/~play.*/, ''))
	const params = Object.fromEntries(href.searchParams)

	return { ...launch, href, params, actor: JSON.parse(params.actor) }
}

/* The same with its token fetched: `.ask(method, path, {query, body, headers})`. */
export async function begin(who, unit, options) {
	const l = await open(who, unit, options)
	const { body } = await call('POST', l.params.fetch)

	return speaking(l, `Basic ${body['auth-token']}`)
}

export function speaking(l, authorization) {
	l.ask = (method, path, { query = {}, body, headers } = {}) =>
		call(method, l.params.endpoint + path +
			(Object.keys(query).length
				? `?${new URLSearchParams(query)}` : ''), {
			body: body === undefined || typeof body === 'string' ||
				Buffer.isBuffer(body) ? body : JSON.stringify(body),
			headers: { Authorization: authorization,
				'X-Experience-API-Version': '1.0.3',
				...(body !== undefined && {
					'Content-Type': 'application/json' }),
				...headers },
		})
	l.state = (method, name, more = {}) => l.ask(method, 'activities/state', {
		...more, query: { activityId: l.params.activityId,
			agent: l.params.actor,
			...(name && { stateId: name }), ...more.query } })
	l.say = (verb, fields) => l.put(statement(l, verb, fields))
	l.put = s => l.ask('PUT', 'statements',
		{ query: { statementId: s.id }, body: s })
	l.find = async query => (await l.ask('GET', 'statements', { query })).body
		.statements
	return l
}

/* One of cmi5's own statements, as its libraries make it. */
export function statement(l, verb,
	{ result, category = [], extensions, ...more } = {}) {
	const judged = result && ('success' in result || 'completion' in result)

	return {
		id: randomUUID(), timestamp: new Date().toISOString(),
		actor: l.actor, verb: { id: ADL + verb },
		object: { id: l.params.activityId },
		...(result && { result }),
		context: {
			registration: l.params.registration,
			contextActivities: {
				grouping: [{ id: `${course}/${l.unit.title}` }],
				category: [{ id: `${CMI5}categories/cmi5` },
					...(judged
						? [{ id: `${CMI5}categories/moveon` }] : []),
					...category],
			},
			extensions: { [SESSION]: l.run, ...extensions },
		},
		...more,
	}
}

export const passed = { success: true, score: { scaled: 0.9 },
	duration: 'PT30S' }
export const completed = { completion: true, duration: 'PT40S' }
export const pass = l => l.say('passed', { result: passed,
	extensions: { [MASTERY]: 0.7 } })

export async function line(who, unit, of) {
	const { body } = await who('GET', '/api/v1/me/progress')

	return body.find(p => p.module.id === of && p.unit.title === unit)
}

export async function mine(who, of) {
	return (await who('GET', `/api/v1/modules/${of}`)).body.mine
}
