// node tests/bench/launches.mjs LEARNERS: all of a class launch at once, by LTI.
//
// Beside a server with --demo --lti-loopback (tests/lib/server.mjs). A platform
// that is made up opens a module of ours for LEARNERS people, each of whom saves
// and finishes; then as many people of ours open a tool that is made up, which
// sends a score of each. A step begins for all in one moment, when the one before
// is over for all; who is told to wait waits and asks again, as a browser does.
// Prints for each step, separated by tabs: its name, how many did not succeed, how
// often one was told to wait, ms in the middle, ms of the slowest of a hundred, and
// how often a write was run once more because it had met another.
import { argv, env } from 'node:process'
import { item, publish, scorm12, signIn, url } from '../http/lib.mjs'
import { labModule, newcomer, scoreOf } from '../http/lti_services.mjs'
import { ask, start as startPlatform } from '../lib/lti_platform.mjs'
import { start as startTool } from '../lib/lti_tool.mjs'
import { until } from '../lib/until.mjs'

const count = Number(argv[2] ?? 300)

async function again() {
	const { text } = await ask(null, 'GET', `${url}/metrics`)

	return Number(/^balai_writes_again_total (\d+)/m.exec(text)?.[1] ?? 0)
}

const share = (sorted, part) =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]

function line(name, refused, waits, times, more) {
	const sorted = times.toSorted((a, b) => a - b)

	console.log([name, refused, waits, share(sorted, 0.5).toFixed(0),
		share(sorted, 0.99).toFixed(0), more].join('\t'))
}

const TRIES = 20
let waits = 0

/* What `one` makes of it, after waits that it is told of. */
async function patiently(one, given) {
	for (let i = 0; ; i++) {
		const answer = await one(given)
			.catch(error => ({ status: error.message, out: null }))

		if (!answer.wait || i === TRIES)
			return answer
		waits++
		await new Promise(next => setTimeout(next, answer.wait * 1000))
	}
}

/* One step of all: what each is given becomes what `one` makes of it, or null. */
async function step(name, all, one) {
	const before = await again()
	const times = []
	const statuses = {}

	waits = 0
	const results = await Promise.all(all.map(async given => {
		const began = performance.now()
		const answer = given === null ? null : await patiently(one, given)

		times.push(performance.now() - began)
		if (answer?.out === null)
			statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
		return answer?.out ?? null
	}))
	const refused = results.filter(result => result === null).length

	line(name, refused, waits, times, await again() - before)
	if (refused)
		console.error(`${name}: ${JSON.stringify(statuses)}`)
	return results
}

const good = (answer, status, out) =>
	({ status: `${answer.status} ${String(answer.text).slice(0, 200)}`,
		wait: answer.status === 503 && (answer.headers['retry-after'] ??
			answer.headers.get?.('retry-after')),
		out: answer.status === status ? out : null })

/* ---- They launch us ---------------------------------------------------------- */

const asLearner = (given, method, path, body) => ask(given.login.jar, method,
	url + path, { body: body && JSON.stringify(body), headers: {
		'Content-Type': 'application/json',
		'X-Balai-Session': given.secret } })

async function launchUs(lms, module, learners, name) {
	const target = `/lti/m/${module}`
	const place = { 'https://purl.imsglobal.org/spec/lti/claim/resource_link':
		{ id: 'ramai', title: 'Ujian akhir' } }
	let all = await step(`${name}: login`, learners, async who => {
		const login = await lms.login(target)

		return good(login, 303, { who, login })
	})

	for (const one of all.filter(Boolean))
		one.token = lms.token(one.login, { claims: { sub: one.who,
			name: one.who, ...place, ...lms.grades(lms.line) } })
	all = await step(`${name}: launch`, all, async given => {
		const answer = await lms.launch(given.login, { token: given.token })

		return good(answer, 303,
			{ ...given, ticket: answer.location?.split('#')[1] })
	})
	return step(`${name}: ticket`, all, async given => {
		const answer = await ask(given.login.jar, 'POST',
			`${url}/api/v1/session/launch`, {
				body: JSON.stringify({ ticket: given.ticket }),
				headers: { 'Content-Type': 'application/json' } })

		return good(answer, 200, { ...given, secret: answer.body.secret })
	})
}

const completed = { completion: 'completed',
	score: { scaled: 0.8, raw: 80, min: 0, max: 100 } }

async function learn(all, module, name, who) {
	all = await step(`${name}: open the lesson`, all, async given => {
		const answer = await who(given, 'POST',
			`/api/v1/modules/${module}/launches`, {})

		return good(answer, 201, { ...given, run: answer.body })
	})
	for (const [what, more] of [['save', {}], ['save again', {}],
		['finish', completed]])
		all = await step(`${name}: ${what}`, all, async given => {
			const sequence = (given.sequence ?? 0) + 1

			return good(await who(given, 'POST', '/api/v1/saves',
				item(given.run, sequence, more)), 200,
			{ ...given, sequence })
		})
	return all
}

async function theyLaunchUs(admin) {
	const { module } = publish(scorm12(`Ramai ${Date.now()}`))
	const lms = await startPlatform({ server: url })
	const learners = Array.from({ length: count }, (_, i) => `orang-${i}`)

	await lms.register(admin)
	lms.line = lms.addItem({ resourceLinkId: 'ramai' })
	const all = await launchUs(lms, module, learners, 'launched')
	const began = performance.now()
	const before = await again()

	const done = (await learn(all, module, 'launched', asLearner))
		.filter(Boolean).length
	const there = () => new Set(lms.scores
		.filter(s => s.activityProgress === 'Completed')
		.map(s => s.userId)).size

	await until('every grade arrives', () => there() === done).catch(() => {})
	line('launched: grades are there', count - there(), 0,
		[performance.now() - began], await again() - before)
	await launchUs(lms, module, learners, 'launched once more')
	await lms.stop()
}

/* ---- We launch them ---------------------------------------------------------- */

/* Signing in takes its time on purpose: some at once, before anything begins. */
async function people(admin) {
	const all = []

	for (let i = 0; i < count; i += 4)
		all.push(...await Promise.all(Array.from(
			{ length: Math.min(4, count - i) },
			(_, j) => newcomer(admin, `ramai${i + j}`))))
	return all
}

async function weLaunchThem(admin, learners) {
	const tool = await startTool({ server: url })

	await tool.register(admin)
	const module = labModule(`ramai${Date.now()}`, tool)
	let all = await step('signed in: open the lesson', learners, async who => {
		const answer = await who('POST', `/api/v1/modules/${module}/launches`,
			{})

		return good(answer, 201, { who, attempt: answer.body.attempt })
	})

	all = await step('tool: our page begins', all, async given => {
		const begun = await tool.begin(given.who, { module, unit: 'tool:lab',
			attempt: given.attempt })

		return { out: { ...given, begun } }
	})
	all = await step('tool: id_token', all, async given => {
		const answer = await tool.authorize(given.begun)
		const token = answer.form?.fields.id_token

		return good(answer, 200, token && { ...given, claims: JSON.parse(
			Buffer.from(token.split('.')[1], 'base64url')) })
	})
	await step('tool: access token', all, async () => {
		const answer = await tool.token(['score'])

		return good(answer, 200, answer.body)
	})
	const ags = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'

	await tool.bearer('score')
	for (const [what, score] of [['begun', { activityProgress: 'Started',
		gradingProgress: 'Pending', scoreGiven: undefined,
		scoreMaximum: undefined }], ['final', {}]])
		await step(`tool: score, ${what}`, all, async given => good(
			await tool.call('POST', `${given.claims[ags].lineitem}/scores`, {
				scope: 'score', type: 'application/vnd.ims.lis.v1.score+json',
				body: scoreOf(given.claims.sub, score) }), 200, given))
	await tool.stop()
}

const admin = await signIn('admin')

await theyLaunchUs(admin)
if (!env.ONLY_US) {
	const learners = await people(admin)
	const { module } = publish(scorm12(`Biasa ${Date.now()}`))

	await learn(learners.map(who => ({ who })), module, 'signed in',
		({ who }, ...asked) => who(...asked))
	await weLaunchThem(admin, learners)
}
