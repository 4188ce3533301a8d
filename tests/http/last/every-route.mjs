// After all others: has every route given a good answer at least once?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { balai, visitor } from '../lib.mjs'

test('every route of the table was exercised, and worked', async () => {
	const { text: metrics } = await visitor('GET', '/metrics')
	const worked = new Set()
	const line = /origin="(\w+)",method="(\w+)",route="([^"]+)",class="[23]xx"/g

	for (const [, origin, method, route] of metrics.matchAll(line))
		worked.add(`${origin} ${method} ${route}`)
	const missing = balai(['routes']).trim().split('\n')
		.map(row => row.trim().split(/\s+/).slice(0, 3).join(' '))
		.filter(route => !worked.has(route))

	assert.deepEqual(missing, [])
})

test('the description for programs has every route of the table', async () => {
	const { body: api } = await visitor('GET', '/api/openapi.json')
	const described = Object.entries(api.paths).flatMap(([path, methods]) =>
		Object.keys(methods).filter(m => m !== 'description')
			.map(m => `${m.toUpperCase()} ${path}`))
	const table = balai(['routes']).trim().split('\n')
		.map(row => row.trim().split(/\s+/).slice(1, 3).join(' ')
			.replace('*', ''))

	assert.equal(api.openapi, '3.1.0')
	assert.deepEqual([...new Set(described)].sort(), [...new Set(table)].sort())
})
