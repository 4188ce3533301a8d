// The Debian package: made, taken apart, and its server started from where it
// lies. (Whether it installs is for a machine of its own; server/README.md.)
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync }
	from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { freePort, top } from '../lib/server.mjs'

let folder, root, control

const run = (command, ...args) => execFileSync(command, args,
	{ encoding: 'utf8', cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
const inside = path => join(root, path)
const text = path => readFileSync(inside(path), 'utf8')

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'balai-deb-'))
	root = join(folder, 'root')
	run('cpack', '-G', 'DEB', '--config',
		join(top, 'build/release/CPackConfig.cmake'), '-B', folder)
	const deb = readdirSync(folder).find(name => name.endsWith('.deb'))

	run('dpkg-deb', '-x', deb, root)
	control = run('dpkg-deb', '-f', deb)
	run('dpkg-deb', '-e', deb, join(folder, 'control'))
})

after(() => rmSync(folder, { recursive: true, force: true }))

test('it has the program, the web client, the service, settings and examples',
	() => {
		for (const path of ['usr/bin/balai', 'usr/sbin/balai-admin',
			'usr/lib/balai/bundled', 'lib/systemd/system/balai.service',
			'lib/systemd/system/balai-backup.timer', 'etc/balai/balai.env',
			'usr/share/balai/web/index.html',
			...['it', 'public-service', 'leadership', 'finance']
				.map(name => `usr/share/balai/modules/${name}.zip`),
			'usr/share/doc/balai/proxy/nginx-two-names.conf',
			'usr/share/doc/balai/proxy/Caddyfile-name-per-package'])
			assert.ok(existsSync(inside(path)), path)
	})

test('it says what it needs, by the libraries that it is linked with', () => {
	for (const library of ['libsqlite3-0', 'libarchive13', 'libcivetweb1',
		'libsodium23', 'libcurl4', 'libc6', 'adduser'])
		assert.match(control, new RegExp(`Depends:.*\\b${library}\\b`))
	assert.match(readFileSync(join(folder, 'control/conffiles'), 'utf8'),
		/^\/etc\/balai\/balai\.env$/m)
	for (const name of ['postinst', 'prerm', 'postrm'])
		assert.equal(statSync(join(folder, 'control', name)).mode & 0o777,
			0o755, name)
})

test('the man page says every command and option that --help does', () => {
	const shown = spawnSync('man', ['-l', '-'], { encoding: 'utf8',
		env: { ...process.env, MANWIDTH: '200', LC_ALL: 'C.UTF-8' },
		input: gunzipSync(readFileSync(inside(
			'usr/share/man/man8/balai.8.gz'))) })
	const page = shown.stdout.replace(/.\x08/g, '')
	const help = execFileSync(inside('usr/bin/balai'), ['--help'],
		{ encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } })

	assert.equal(shown.status, 0, shown.stderr)
	for (const line of help.split('\n').filter(Boolean))
		assert.ok(page.includes(line.trim()), line)
	assert.match(help, /balai backup DIR/)
})

test('systemd finds nothing wrong with the units, and little that they may do',
	() => {
		for (const unit of ['balai.service', 'balai-backup.service',
			'balai-backup.timer']) {
			const { stderr } = spawnSync('systemd-analyze', ['verify',
				'--man=no', '--root', root,
				`/lib/systemd/system/${unit}`], { encoding: 'utf8' })
			const said = stderr.split('\n').filter(line =>
				line.includes(`${unit}:`) &&
				/Unknown|ignoring|Invalid|not executable/.test(line))

			assert.deepEqual(said, [])
		}
		const { stdout } = spawnSync('systemd-analyze', ['security',
			'--no-pager', '--offline=true',
			inside('lib/systemd/system/balai.service')], { encoding: 'utf8' })
		const [, exposure] = /exposure level for \S+: ([\d.]+)/.exec(stdout)

		assert.ok(Number(exposure) < 2, exposure)
	})

test('the server starts from there and shows its sign-in page', async () => {
	const port = await freePort(), contentPort = await freePort()
	const child = spawn(inside('usr/bin/balai'), ['serve'], {
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { BALAI_DATA: join(folder, 'data'), BALAI_PORT: String(port),
			BALAI_CONTENT_PORT: String(contentPort) } })
	const ended = new Promise(resolve => child.on('close', resolve))
	let answer, log = ''

	child.stderr.on('data', part => { log += part })
	try {
		for (let i = 0; i < 600 && !answer; i++) {
			answer = await fetch(`http://localhost:${port}/masuk`)
				.catch(() => null)
			await new Promise(next => setTimeout(next, 50))
		}
		const page = await answer.text()
		const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(page)
		const asset = await fetch(`http://localhost:${port}${script}`)

		assert.equal(asset.status, 200, log)
	} finally {
		child.kill('SIGTERM')
	}
	assert.equal(await ended, 0, log)
})

test('settings in balai.env are options that there are', () => {
	const help = execFileSync(inside('usr/bin/balai'), ['--help'],
		{ encoding: 'utf8' })

	for (const [, name] of text('etc/balai/balai.env')
		.matchAll(/^#?BALAI_(\w+)=/gm))
		assert.ok(help.includes(`--${name.toLowerCase().replace(/_/g, '-')} `),
			name)
})
