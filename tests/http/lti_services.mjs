// What the tests of the services for tools (AGS, NRPS) have in common.
import assert from 'node:assert/strict'
import { AGS, LTI, NRPS } from '../lib/lti_platform.mjs'
import { newPerson, publish, zip } from './lib.mjs'

export const stamp = Date.now().toString(36)

const part = (id, address, more = {}) => ({ tool: { id, title: `Lab ${id}`,
	url: address, ...more } })

/* A module of a lesson and units that a tool opens: 'tool:lab', with a mark to
   be reached, at `path` of it, 'tool:bebas', without. Its id. */
export function labModule(name, tool, path = '/lab') {
	const made = publish(zip({
		'module.json': JSON.stringify({
			format: 'balai/1', id: `${name}-${stamp}`, code: 'LB',
			title: `Lab ${name} ${stamp}`, language: 'id',
			description: 'Latihan di alat lain.', jp: 1, minutes: 45,
			goals: ['Berlatih.'],
			parts: [{ lesson: 'satu' },
				part('lab', tool.url + path, { passMark: 60 }),
				part('bebas', `${tool.url}/bebas`)],
			completion: { required: ['tool:lab'] } }),
		'lessons/satu.md': '---\ntitle: Satu\nminutes: 5\nconfidence: ' +
			'seen\ncheckedAt: 2026-11-21\nreviewBy: 2027-05-21\n---\n\nBacalah.\n',
	}))

	assert.ok(made.ok, JSON.stringify(made))
	return made.module
}

/* Who has an account and a password of their own. */
export function newcomer(admin, login, more = {}) {
	return newPerson(admin, { login: `${login}.${stamp}`, name: `Nama ${login}`,
		agency: admin.person.agency.id, roles: [], ...more })
}

/* Somebody begins a module, or only looks at the version that learners have. */
export async function begun(who, module, looks) {
	const path = `/api/v1/modules/${module}`
	const version = looks ? (await who('GET', path)).body.version.id
		: undefined
	const { status, body, text } = await who('POST', `${path}/launches`,
		{ version })

	assert.equal(status, 201, text)
	return body
}

/* What somebody's launch tells the tool. */
export async function opened(tool, who, { module, unit, looks = false }) {
	const { attempt } = await begun(who, module, looks)
	const { claims } = await tool.launch(who, { module, unit, attempt })
	const ags = claims[AGS.endpoint]

	return { sub: claims.sub, items: ags.lineitems, item: ags.lineitem,
		link: claims[LTI.link].id,
		members: claims[NRPS.service].context_memberships_url }
}

let last = Date.now() * 1000 - 60_000_000

/* A later moment than any before, in microseconds. */
export function later() {
	last += 1000
	return moment(last)
}

export const moment = us => `${new Date(Math.floor(us / 1000)).toISOString()
	.slice(0, -1)}${String(us % 1000).padStart(3, '0')}Z`

/* A final score of 80 of 100, or as `more` says. */
export const scoreOf = (sub, more = {}) => ({
	userId: sub, timestamp: later(), scoreGiven: 80, scoreMaximum: 100,
	activityProgress: 'Completed', gradingProgress: 'FullyGraded', ...more })
