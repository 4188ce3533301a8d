// node tests/crash/long.mjs KILLS SEED ADDRESS FOLDER: for tests/crash/run.
import { crash } from './crash.mjs'

const [kills, seed, address, folder] = process.argv.slice(2)
const print = ({ kills: n, ...found }, how = '') =>
	console.log(`${String(n).padStart(5)} kills ${how.padEnd(8)}`,
		JSON.stringify(found))
const say = (found, how) => found.kills % 10 || print(found, how)

console.log(`seed ${seed}`)
console.log('SQLite')
print(await crash({ kills: Math.ceil(kills * 0.7), seed: Number(seed), say }))
console.log('PostgreSQL')
print(await crash({ kills: Math.floor(kills * 0.3), seed: Number(seed) + 1, say,
	hows: ['kill', 'postgres', 'both'],
	postgres: { address, folder } }))
