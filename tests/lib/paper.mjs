// A paper for somebody: a small module of our own format is published, and they
// complete it.
import { item, publish, zip } from '../http/lib.mjs'
import { LESSON } from './native.mjs'

let made = 0

/* `who` is a caller of tests/http/lib.mjs; what /me/certificates says of it. */
export async function paper(who, title = 'Modul bersertifikat') {
	const stamp = `${Date.now().toString(36)}${made++}`
	const { module } = publish(zip({
		'module.json': JSON.stringify({
			format: 'balai/1', id: `kertas-${stamp}`, code: 'KT', title,
			description: 'Untuk uji.', language: 'id', jp: 2, minutes: 90,
			goals: ['Selesai.'], parts: [{ lesson: 'satu' }],
			completion: { required: ['lessons'] },
		}),
		'lessons/satu.md': LESSON,
	}))
	const launch = (await who('POST', `/api/v1/modules/${module}/launches`,
		{ unit: 'lesson:satu' })).body
	const saved = await who('POST', '/api/v1/saves', item(launch, 1,
		{ completion: 'completed', ended: true }))

	if (saved.status !== 200)
		throw new Error(`not saved: ${saved.status} ${saved.text}`)
	const { body } = await who('GET', '/api/v1/me/certificates')
	const found = body.certificates.find(c => c.sourceId === module)

	if (!found)
		throw new Error(`no paper: ${JSON.stringify(body)}`)
	return found
}
