// Run a command, then what must come after all tests of this folder:
//
//	node tests/http/run.mjs node --test … FILE…
//
// Given fewer than all files, that is left out, since it would miss the others.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const run = args => spawnSync(args[0], args.slice(1), { stdio: 'inherit' })
	.status ?? 1

const given = process.argv.slice(2)
const tests = readdirSync(here).filter(name => name.endsWith('.test.mjs'))
let status = run(given)

if (tests.every(name => given.some(arg => arg.endsWith(name))))
	status = run(['node', '--test', '--test-reporter',
		'./tests/lib/report.mjs', `${here}last/every-route.mjs`]) || status
process.exit(status)
