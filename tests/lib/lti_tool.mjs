// A tool of somebody else's, for tests: LTI 1.3 on a port of 127.0.0.1, launched
// by our platform.
//
//	const tool = await start({ server: url })	// of Balai
//	await tool.register(admin)	// admin: a caller of http/lib.mjs
//	const begun = await tool.begin(learner, { module, unit })	// our page's part
//	const asked = await tool.authorize(begun)	// step 2; asked.form is step 3
//	const { claims } = await tool.launch(learner, { module, unit })	// all of it
//	const { body } = await tool.token(['score'])
//	await tool.call('GET', address, { scope: 'lineitem' })
//	await tool.stop()
//
// What a test wants otherwise goes over the usual: `params` of authorize,
// `claims`, `header`, `key` and `fields` of token. Every call the tool gets is in
// tool.calls; tool.keys is what its key set says (undefined: tool.key).
// tool.answer = call => a page's HTML or undefined stands before what it serves.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { ask, browser, jwkOf, jwt, keyPair, payloadOf,
	signedBy } from './lti_platform.mjs'

const SCOPE = {
	...Object.fromEntries(['lineitem', 'lineitem.readonly',
		'result.readonly', 'score'].map(name =>
		[name, `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`])),
	'contextmembership.readonly': 'https://purl.imsglobal.org/spec/lti-nrps/' +
		'scope/contextmembership.readonly',
}

/* "https://… https://…" of short names; what is none stays as it is. */
export const scopeOf = names => names.map(name => SCOPE[name] ?? name).join(' ')

export const ASSERTION =
	'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

let common	// making one takes a fifth of a second

export async function start({ server, key, host = 'localhost' } = {}) {
	const tool = {
		server, calls: [], key: key ?? (common ??= keyPair()),
		keys: undefined, down: false, bearers: new Map(),
	}
	const web = createServer((asked, answer) => {
		const parts = []

		asked.on('data', part => parts.push(part))
		asked.on('end', () => serve(tool, asked,
			Buffer.concat(parts).toString(), answer))
	})

	await new Promise(resolve => web.listen(0, '127.0.0.1', resolve))
	web.unref()	// of a test that failed it must not keep the others waiting
	tool.port = web.address().port
	tool.url = `http://${host}:${tool.port}`
	return Object.assign(tool, methods(tool), {
		stop: () => new Promise(resolve => {
			web.closeAllConnections()
			web.close(resolve)
		}),
	})
}

function methods(tool) {
	return {
		about: () => ({
			name: 'Alat uji', loginUrl: `${tool.url}/login`,
			targetUrl: `${tool.url}/launch`, choiceUrl: `${tool.url}/choose`,
			redirectUris: [`${tool.url}/launch`, `${tool.url}/choose`],
			jwksUrl: `${tool.url}/jwks`, scopes: Object.keys(SCOPE),
			sendName: true, sendEmail: true, custom: {},
		}),

		/* `admin` may; sets tool.id, tool.clientId, tool.deployment. */
		async register(admin, more = {}) {
			const { status, body, text } = await admin('POST',
				'/api/v1/lti/tools', { ...tool.about(), ...more })

			if (status !== 201)
				throw new Error(`not registered: ${status} ${text}`)
			tool.id = body.id
			tool.clientId = body.clientId
			tool.deployment = body.deployments[0].id
			tool.issuer = body.issuer
			tool.tokenUrl = body.tokenUrl
			return body
		},

		/*
		 * Our page begins a launch of `place` ({ module, unit } or { batch,
		 * activity }): step 1 as the tool gets it, in `params`; the browser's
		 * cookies go into `jar`.
		 */
		async begin(who, place, jar = browser()) {
			const answer = await who('POST', '/api/v1/lti/launches', place,
				jar.size ? { Cookie: [who.cookie, ...[...jar]
					.map(pair => pair.join('='))].join('; ') } : {})

			if (answer.status !== 200 && answer.status !== 201)
				throw new Error(`no launch: ${answer.status} ${answer.text}`)
			keep(jar, answer.cookies)
			return { ...answer.body, jar, params: Object.fromEntries(
				new URL(answer.body.url).searchParams) }
		},

		/*
		 * Step 2. The answer, with `form` ({ action, fields }) of step 3 when
		 * there is one. `params` goes over what is usual; undefined leaves one
		 * out; `jar` is another browser, null none.
		 */
		async authorize(begun, { params, jar = begun.jar,
			method = 'GET', headers } = {}) {
			const fields = {
				scope: 'openid', response_type: 'id_token',
				response_mode: 'form_post', prompt: 'none',
				client_id: tool.clientId, redirect_uri: `${tool.url}/launch`,
				login_hint: begun.params.login_hint,
				lti_message_hint: begun.params.lti_message_hint,
				nonce: randomBytes(12).toString('hex'),
				state: randomBytes(12).toString('hex'), ...params,
			}
			const address = `${tool.server}/lti/platform/auth`
			const query = new URLSearchParams(Object.entries(fields)
				.filter(([, value]) => value !== undefined)).toString()
			const answer = method === 'GET'
				? await ask(jar, 'GET', `${address}?${query}`, { headers })
				: await ask(jar, 'POST', address, { fields: query, headers })

			return { ...answer, sent: fields, form: formOf(answer.text) }
		},

		/* All of it, to claims whose signature and nonce are as they must be. */
		async launch(who, place, given = {}) {
			const begun = await tool.begin(who, place, given.jar)
			const answer = await tool.authorize(begun, given)
			const token = answer.form?.fields.id_token

			if (!token)
				throw new Error(`no id_token: ${answer.status} ${
					JSON.stringify(answer.form ?? answer.text)}`)
			if (!await signedBy(tool.server, token))
				throw new Error('the id_token is not signed by the platform')
			const claims = payloadOf(token)

			if (claims.nonce !== answer.sent.nonce ||
			    claims.aud !== tool.clientId ||
			    answer.form.fields.state !== answer.sent.state)
				throw new Error('the id_token is of another login')
			return { begun, answer, token, claims }
		},

		assertion({ claims, header, key } = {}) {
			const now = Math.floor(Date.now() / 1000)

			return jwt({
				iss: tool.clientId, sub: tool.clientId, aud: tool.tokenUrl,
				iat: now, exp: now + 60, jti: randomBytes(16).toString('hex'),
				...claims,
			}, key ?? tool.key, header)
		},

		/* Asks for an access token; `names` are short names of scopes. */
		token: (names, given = {}) => ask(null, 'POST',
			given.address ?? `${tool.server}/lti/platform/token`, {
				fields: given.body ?? new URLSearchParams(Object.entries({
					grant_type: 'client_credentials',
					client_assertion_type: ASSERTION,
					client_assertion: given.assertion ??
						tool.assertion(given),
					scope: scopeOf(names), ...given.fields,
				}).filter(([, value]) => value !== undefined)).toString(),
				headers: given.headers,
			}),

		/* A token of these scopes, asked for once. */
		async bearer(...names) {
			const known = names.join(' ')

			if (!tool.bearers.has(known)) {
				const { status, body, text } = await tool.token(names)

				if (status !== 200)
					throw new Error(`no token: ${status} ${text}`)
				tool.bearers.set(known, body.access_token)
			}
			return tool.bearers.get(known)
		},

		/*
		 * A call of a service, by its whole address. `scope` is a short name or
		 * several, `token` another token ("" none), `body` is sent as `type`.
		 */
		async call(method, address, { scope, token, body, type, headers } = {}) {
			const bearer = token ?? await tool.bearer(...[scope].flat())

			return ask(null, method, address, {
				body: body === undefined || typeof body === 'string' ||
					Buffer.isBuffer(body) ? body : JSON.stringify(body),
				headers: {
					...(bearer && { Authorization: `Bearer ${bearer}` }),
					...(body !== undefined &&
						{ 'Content-Type': type ?? 'application/json' }),
					...headers,
				},
			})
		},
	}
}

function keep(jar, lines = []) {
	for (const line of lines) {
		const [pair] = line.split(';')
		const at = pair.indexOf('=')

		if (pair.slice(0, at).startsWith('__Host-lti'))
			jar.set(pair.slice(0, at), pair.slice(at + 1))
	}
}

const plain = text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')
	.replaceAll('&quot;', '"').replaceAll('&#39;', '\'')
	.replaceAll('&#10;', '\n').replaceAll('&#13;', '\r')
	.replaceAll('&amp;', '&')

/* The form of a page that is sent by itself: { action, fields }. */
export function formOf(html) {
	const [, action] = /<form[^>]* action="([^"]*)"/.exec(html) ?? []

	return action === undefined ? undefined : {
		action: plain(action),
		fields: Object.fromEntries([...html.matchAll(
			/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
			.map(([, name, value]) => [plain(name), plain(value)])),
	}
}

function serve(tool, asked, body, answer) {
	const address = new URL(asked.url, tool.url)

	tool.calls.push({ method: asked.method, path: address.pathname, address,
		query: Object.fromEntries(address.searchParams),
		headers: asked.headers, body })
	const given = tool.down ? undefined : tool.answer?.(tool.calls.at(-1))

	if (given) {
		answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
		answer.end(given)
		return
	}
	if (tool.down || address.pathname !== '/jwks') {
		answer.writeHead(tool.down ? 503 : 200,
			{ 'Content-Type': 'text/html' })
		answer.end('<!doctype html><title>Alat uji</title>')
		return
	}
	answer.writeHead(200, { 'Content-Type': 'application/json' })
	answer.end(JSON.stringify(tool.keys ?? { keys: [jwkOf(tool.key)] }))
}
