// An LMS that launches modules, for tests: LTI 1.3 on a port of 127.0.0.1.
//
//	const lms = await start({ server: url })	// of Balai
//	await lms.register(admin)	// admin: a caller of http/lib.mjs
//	const login = await lms.login(`/lti/m/${module}`)	// step 1 and 2
//	const answer = await lms.launch(login, { claims: { name: 'Ani' } })
//	const { session, launch } = await lms.open(`/lti/m/${module}`)	// all of it
//	await lms.stop()
//
// `claims`, `header` and `key` of a launch are put over the usual ones; a claim
// of undefined is left out. Short names: LTI.roles, AGS.endpoint, NRPS.service.
//
// The services: lms.items (line items by address), lms.scores (as they came),
// lms.members (roster), lms.registrations. Every call is in lms.calls.
// lms.answer = call => ({ status, headers, body }) or undefined stands before all
// of it: to fail, to be slow (it may be async), to answer nonsense.
import { createPublicKey, generateKeyPairSync, randomBytes, sign,
	verify } from 'node:crypto'
import { createServer, request } from 'node:http'

const claim = name => `https://purl.imsglobal.org/spec/lti/claim/${name}`

export const LTI = {
	messageType: claim('message_type'), version: claim('version'),
	deployment: claim('deployment_id'), target: claim('target_link_uri'),
	link: claim('resource_link'), roles: claim('roles'),
	context: claim('context'), custom: claim('custom'),
	presentation: claim('launch_presentation'), forUser: claim('for_user'),
	platform: claim('tool_platform'),
	settings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
	items: 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items',
	data: 'https://purl.imsglobal.org/spec/lti-dl/claim/data',
}
const AGS_SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/'
export const AGS = {
	endpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
	scopes: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score']
		.map(name => AGS_SCOPE + name),
}
export const NRPS = {
	service: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
	scope: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
}
export const ROLE = name =>
	`http://purl.imsglobal.org/vocab/lis/v2/membership#${name}`

export function keyPair(kid = randomBytes(6).toString('hex')) {
	return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
}

let common	// making one takes a fifth of a second

export const jwkOf = key => ({
	...key.publicKey.export({ format: 'jwk' }),
	kid: key.kid, use: 'sig', alg: 'RS256',
})

export const base64url = value => Buffer.from(
	typeof value === 'string' || Buffer.isBuffer(value) ? value
		: JSON.stringify(value)).toString('base64url')

/* A compact JWS by RS256. */
export function jwt(payload, key, header = {}) {
	const text = `${base64url({ alg: 'RS256', typ: 'JWT', kid: key.kid,
		...header })}.${base64url(payload)}`

	return `${text}.${sign('sha256', Buffer.from(text), key.privateKey)
		.toString('base64url')}`
}

export const payloadOf = token =>
	JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())

const form = fields => new URLSearchParams(Object.entries(fields)
	.filter(([, value]) => value !== undefined)).toString()

/* A browser: cookies by name, as they are set; null: one that keeps none. */
export const browser = () => new Map()

function keepCookies(jar, lines = []) {
	for (const line of jar ? lines : []) {
		const [pair] = line.split(';')
		const at = pair.indexOf('=')

		jar.set(pair.slice(0, at), pair.slice(at + 1))
	}
}

/* Asks as a browser does: no redirect is followed. */
export function ask(jar, method, address, { fields, headers, body } = {}) {
	const { host, port, pathname, search } = new URL(address)
	const bytes = body ?? (fields === undefined ? undefined
		: typeof fields === 'string' ? fields : form(fields))
	const cookies = [...jar ?? []].map(pair => pair.join('=')).join('; ')

	return new Promise((resolve, reject) => {
		const asked = request({
			method, host: '127.0.0.1', port, path: pathname + search,
			setHost: false, agent: false,
			headers: {
				Host: host,
				...(cookies && { Cookie: cookies }),
				...(fields !== undefined && { 'Content-Type':
					'application/x-www-form-urlencoded' }),
				...(bytes !== undefined &&
					{ 'Content-Length': Buffer.byteLength(bytes) }),
				...headers,
			},
		}, answer => {
			const parts = []

			answer.on('data', part => parts.push(part))
			answer.on('error', reject)
			answer.on('end', () => {
				const text = Buffer.concat(parts).toString()

				keepCookies(jar, answer.headers['set-cookie'])
				resolve({
					status: answer.statusCode, headers: answer.headers,
					cookies: answer.headers['set-cookie'] ?? [],
					location: answer.headers.location, text,
					body: /json/.test(answer.headers['content-type'])
						? JSON.parse(text) : text,
				})
			})
		})

		asked.on('error', reject)
		asked.end(bytes)
	})
}

const SUBJECT = '6f0c-learner'

export async function start({ server, clientId, key, deployment = 'd-1',
	host = 'localhost' } = {}) {
	const lms = {
		server, deployment, calls: [], items: new Map(), scores: [],
		members: [], registrations: [], tokens: new Map(),
		clientId: clientId ?? `balai-${randomBytes(4).toString('hex')}`,
		key: key ?? (common ??= keyPair()),
		answer: undefined,
		keys: undefined,	// what the key set says; undefined: lms.key
	}
	const web = createServer((asked, answer) => {
		const parts = []

		asked.on('data', part => parts.push(part))
		asked.on('end', () => serve(lms, asked,
			Buffer.concat(parts).toString(), answer))
	})

	await new Promise(resolve => web.listen(0, '127.0.0.1', resolve))
	lms.port = web.address().port
	lms.url = `http://${host}:${lms.port}`
	lms.issuer = lms.url
	return Object.assign(lms, methods(lms), {
		stop: () => new Promise(resolve => {
			web.closeAllConnections()
			web.close(resolve)
		}),
	})
}

function methods(lms) {
	return {
		about: () => ({
			name: 'LMS uji', issuer: lms.issuer, clientId: lms.clientId,
			authUrl: `${lms.url}/auth`, tokenUrl: `${lms.url}/token`,
			jwksUrl: `${lms.url}/jwks`, family: 'test',
			deployments: 'accept', anonymous: false,
		}),

		/* `admin` may; sets lms.id. */
		async register(admin, more = {}) {
			const { status, body, text } = await admin('POST',
				'/api/v1/lti/platforms', { ...lms.about(), ...more })

			if (status !== 201)
				throw new Error(`not registered: ${status} ${text}`)
			lms.id = body.id
			return body
		},

		/*
		 * Step 1, by GET or POST: `params` over the usual ones. What the answer
		 * sends to step 2 is `asked`; state and nonce are of it.
		 */
		async login(target, { params, jar = browser(), method = 'GET' } = {}) {
			const address = /^[a-z]+:/.test(target) ? target
				: lms.server + target
			const fields = {
				iss: lms.issuer, login_hint: 'h-7', target_link_uri: address,
				lti_message_hint: 'm-9', client_id: lms.clientId,
				lti_deployment_id: lms.deployment, ...params,
			}
			const answer = method === 'GET'
				? await ask(jar, 'GET', `${lms.server}/lti/login?${form(fields)}`)
				: await ask(jar, 'POST', `${lms.server}/lti/login`, { fields })
			const next = answer.location ??
				/data-next="([^"]+)"/.exec(answer.text)?.[1]
					.replaceAll('&amp;', '&')
			const asked = next
				? Object.fromEntries(new URL(next).searchParams) : {}

			return { ...answer, jar, target: address, next, asked,
				state: asked.state, nonce: asked.nonce }
		},

		claims(login, more = {}) {
			const now = Math.floor(Date.now() / 1000)

			return {
				iss: lms.issuer, aud: lms.clientId, sub: SUBJECT,
				iat: now, exp: now + 300, nonce: login.nonce, name: 'Ani Lestari',
				[LTI.messageType]: 'LtiResourceLinkRequest',
				[LTI.version]: '1.3.0', [LTI.deployment]: lms.deployment,
				[LTI.target]: login.target,
				[LTI.link]: { id: 'rl-1', title: 'Kuis 3' },
				[LTI.roles]: [ROLE('Learner')],
				[LTI.context]: { id: 'ctx-7', label: 'K1', title: 'Kelas Satu',
					type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'] },
				[LTI.presentation]: { document_target: 'iframe',
					return_url: `${lms.url}/back`, locale: 'id' },
				...more,
			}
		},

		/* The claims of the services, for `claims`. */
		grades: (item, context = 'ctx-7') => ({ [AGS.endpoint]: {
			scope: AGS.scopes,
			lineitems: `${lms.url}/ags/${context}/lineitems`,
			...(item && { lineitem: item }) } }),
		roster: (context = 'ctx-7') => ({ [NRPS.service]: {
			context_memberships_url: `${lms.url}/nrps/${context}`,
			service_versions: ['2.0'] } }),

		token: (login, { claims, header, key } = {}) =>
			jwt(lms.claims(login, claims), key ?? lms.key, header),

		/* Step 3; `token` instead of one that is made, `jar` another browser. */
		launch: (login, given = {}) => ask(
			given.jar === undefined ? login.jar : given.jar,
			'POST', `${lms.server}/lti/launch`, { fields: {
				state: given.state ?? login.state,
				id_token: given.token ?? lms.token(login, given),
				...given.fields,
			} }),

		/*
		 * A launch to its session: { launch: id, session: { secret, person, launch
		 * }, as: a caller (method, path, body) with that secret }.
		 */
		async open(target, given = {}) {
			const login = await lms.login(target, given)
			const answer = await lms.launch(login, given)
			const [, launch, ticket] =
				/\/l\/([a-z0-9]{26})#(.+)$/.exec(answer.location ?? '') ?? []

			if (answer.status !== 303 || !ticket)
				throw new Error(`no launch: ${answer.status} ${answer.text}`)
			const json = (method, path, body, headers) => ask(login.jar,
				method, lms.server + path, {
					body: body === undefined ? undefined : JSON.stringify(body),
					headers: { 'Content-Type': 'application/json', ...headers },
				})
			const { status, body: session, text } = await json('POST',
				'/api/v1/session/launch', { ticket })

			if (status !== 200)
				throw new Error(`no session: ${status} ${text}`)
			return { launch, session, login,
				as: (method, path, body) => json(method, path, body,
					{ 'X-Balai-Session': session.secret }) }
		},

		/* A line item as a teacher makes it there; its address. */
		addItem(item = {}, context = 'ctx-7') {
			const id = `${lms.url}/ags/${context}/lineitems/${lms.items.size + 1}`

			lms.items.set(id, { id, label: 'Nilai', scoreMaximum: 100, ...item })
			return id
		},
	}
}

// ---- What it serves ---------------------------------------------------------

async function serve(lms, asked, body, answer) {
	const address = new URL(asked.url, lms.url)
	const call = { method: asked.method, path: address.pathname, address,
		query: Object.fromEntries(address.searchParams),
		headers: asked.headers, body, at: Date.now() }

	lms.calls.push(call)
	const said = await lms.answer?.(call) ?? await usual(lms, call)

	if (said === null) {		// hangs up
		answer.destroy()
		return
	}
	const text = said.body === undefined ? ''
		: typeof said.body === 'string' || Buffer.isBuffer(said.body)
			? said.body : JSON.stringify(said.body)

	answer.writeHead(said.status ?? 200, {
		'Content-Type': 'application/json', ...said.headers })
	answer.end(text)
}

async function usual(lms, call) {
	const [, first] = call.path.split('/')

	switch (first) {
	case 'jwks':
		return { body: lms.keys ?? { keys: [jwkOf(lms.key)] } }
	case 'token':
		return tokenGiven(lms, call)
	case 'ags':
		return grades(lms, call)
	case 'nrps':
		return roster(lms, call)
	case '.well-known':
		return { body: configuration(lms) }
	case 'registration':
		lms.registrations.push({ ...JSON.parse(call.body),
			bearer: call.headers.authorization })
		return { status: 201, body: { ...JSON.parse(call.body),
			client_id: lms.clientId } }
	}
	return { status: 404, body: {} }
}

const configuration = lms => ({
	issuer: lms.issuer, authorization_endpoint: `${lms.url}/auth`,
	registration_endpoint: `${lms.url}/registration`,
	jwks_uri: `${lms.url}/jwks`, token_endpoint: `${lms.url}/token`,
	token_endpoint_auth_methods_supported: ['private_key_jwt'],
	token_endpoint_auth_signing_alg_values_supported: ['RS256'],
	scopes_supported: ['openid', ...AGS.scopes, NRPS.scope],
	response_types_supported: ['id_token'],
	id_token_signing_alg_values_supported: ['RS256'],
	claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name'],
	subject_types_supported: ['public'],
	'https://purl.imsglobal.org/spec/lti-platform-configuration': {
		product_family_code: 'test', version: '1',
		messages_supported: [{ type: 'LtiResourceLinkRequest' },
			{ type: 'LtiDeepLinkingRequest' }],
		variables: ['ResourceLink.id.history', 'Context.id.history'],
	},
})

/* Is it signed by a key that the server publishes now? */
export async function signedBy(server, token) {
	const [head, body, signature] = token.split('.')
	const { kid, alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
	const { body: set } = await ask(null, 'GET', `${server}/lti/jwks.json`)
	const jwk = set.keys.find(key => key.kid === kid)

	return alg === 'RS256' && Boolean(jwk) && verify('sha256',
		Buffer.from(`${head}.${body}`),
		createPublicKey({ key: jwk, format: 'jwk' }),
		Buffer.from(signature, 'base64url'))
}

async function tokenGiven(lms, call) {
	const said = Object.fromEntries(new URLSearchParams(call.body))
	const assertion = said.client_assertion ?? 'a.e30.c'
	const { iss, sub, aud } = payloadOf(assertion)

	if (said.grant_type !== 'client_credentials' || iss !== lms.clientId ||
	    sub !== iss || aud !== `${lms.url}/token` ||
	    !await signedBy(lms.server, assertion).catch(() => false))
		return { status: 400, body: { error: 'invalid_client' } }
	const token = randomBytes(16).toString('hex')

	lms.tokens.set(token, said.scope)
	return { body: { access_token: token, token_type: 'Bearer',
		expires_in: 3600, scope: said.scope } }
}

function may(lms, call, ...scopes) {
	const token = call.headers.authorization?.replace(/^Bearer /, '')
	const has = lms.tokens.get(token)?.split(' ') ?? []

	return scopes.some(scope => has.includes(scope))
}

const ags = name => AGS_SCOPE + name

function grades(lms, call) {
	const id = lms.url + call.path.replace(/\/(scores|results)$/, '')
	const item = lms.items.get(id)

	if (call.path.endsWith('/lineitems'))
		return lineItems(lms, call)
	if (!item)
		return { status: 404, body: {} }
	if (call.path.endsWith('/scores')) {
		if (!may(lms, call, ags('score')))
			return { status: 401, body: {} }
		lms.scores.push({ item: id, ...JSON.parse(call.body) })
		return { status: 204 }
	}
	if (call.path.endsWith('/results'))
		return may(lms, call, ags('result.readonly'))
			? { body: results(lms, item, call.query.user_id) }
			: { status: 401, body: {} }
	return may(lms, call, ags('lineitem'), ags('lineitem.readonly'))
		? { body: item } : { status: 401, body: {} }
}

function lineItems(lms, call) {
	if (call.method === 'POST') {
		if (!may(lms, call, ags('lineitem')))
			return { status: 401, body: {} }
		const id = lms.addItem(JSON.parse(call.body), call.path.split('/')[2])

		return { status: 201, body: lms.items.get(id) }
	}
	if (!may(lms, call, ags('lineitem'), ags('lineitem.readonly')))
		return { status: 401, body: {} }
	const { resource_link_id, resource_id, tag } = call.query

	return { body: [...lms.items.values()].filter(item =>
		item.id.startsWith(`${lms.url}${call.path}/`) &&
		(!resource_link_id || item.resourceLinkId === resource_link_id) &&
		(!resource_id || item.resourceId === resource_id) &&
		(!tag || item.tag === tag)) }
}

/* lms.overrides: what a teacher set there, by item and user ("item user"). */
function results(lms, item, user) {
	const last = new Map()

	for (const score of lms.scores.filter(s => s.item === item.id))
		last.set(score.userId, score)
	return [...last.values()].filter(s => !user || s.userId === user)
		.filter(s => s.scoreGiven !== undefined)
		.map(s => ({
			id: `${item.id}/results/${s.userId}`, scoreOf: item.id,
			userId: s.userId, resultMaximum: item.scoreMaximum,
			resultScore: lms.overrides?.[`${item.id} ${s.userId}`] ??
				s.scoreGiven / s.scoreMaximum * item.scoreMaximum,
		}))
}

function roster(lms, call) {
	if (!may(lms, call, NRPS.scope))
		return { status: 401, body: {} }
	return {
		headers: { 'Content-Type':
			'application/vnd.ims.lti-nrps.v2.membershipcontainer+json' },
		body: { id: lms.url + call.path,
			context: { id: call.path.split('/')[2] }, members: lms.members },
	}
}

