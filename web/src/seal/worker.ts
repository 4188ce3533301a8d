/*
 * Keeps the page that checks seals for when there is no line: it, its script
 * and style, our public keys, and the list of what is not valid any more. What
 * is newer comes first, where it comes within four seconds. It lives below /s/
 * and answers nothing else; what a seal says stands behind the #, which it
 * never sees.
 */
export {};

const worker = self as unknown as ServiceWorkerGlobalScope;
const STORE = "balai-segel-1";
const PAGES = ["/s/", "/s/?lang=id", "/s/?lang=en"];
const FILES = ["/s/page.js", "/s/page.css", "/api/v1/certificate-keys",
	"/api/v1/certificates/revoked"];
const PATIENCE = 4000;

interface ExtendableEvent extends Event {
	waitUntil(promise: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
	request: Request;
	respondWith(answer: Promise<Response>): void;
}

interface ServiceWorkerGlobalScope {
	skipWaiting(): Promise<void>;
	clients: { claim(): Promise<void> };
	addEventListener(kind: string,
		heard: (event: FetchEvent) => void): void;
}

async function fill(): Promise<void> {
	const store = await caches.open(STORE);

	await store.addAll([...PAGES, ...FILES]);
}

/** Marked, so that the page can say how old its knowledge is. */
async function kept(request: Request): Promise<Response | null> {
	const store = await caches.open(STORE);
	const found = await store.match(request) ??
		(request.mode === "navigate" ? await store.match("/s/") : undefined);

	if (!found)
		return null;
	const headers = new Headers(found.headers);

	headers.set("X-Balai-Kept", "1");
	return new Response(await found.blob(),
		{ status: found.status, headers });
}

async function fresh(request: Request): Promise<Response> {
	/* A navigation cannot be asked for otherwise; its answer says so itself. */
	const answer = await (request.mode === "navigate" ? fetch(request)
		: fetch(request, { cache: "no-cache" }));

	if (answer.ok && answer.type === "basic") {
		const store = await caches.open(STORE);

		await store.put(request.url, answer.clone());
	}
	return answer;
}

function answerOf(request: Request): Promise<Response> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => {
			kept(request).then((found) => found && resolve(found),
				() => undefined);
		}, PATIENCE);

		fresh(request).then((answer) => {
			clearTimeout(late);
			/* A proxy whose server is gone answers too. */
			return answer.status < 500 ? answer
				: kept(request).then((found) => found ?? answer);
		}, (error) => {
			clearTimeout(late);
			return kept(request).then((found) => found ??
				Promise.reject(error));
		}).then(resolve, reject);
	});
}

worker.addEventListener("install", (event) => {
	event.waitUntil(fill().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
	event.waitUntil(caches.keys()
		.then((names) => Promise.all(names
			.filter((name) => name.startsWith("balai-segel-") &&
				name !== STORE)
			.map((name) => caches.delete(name))))
		.then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
	const { method, url } = event.request;
	const { origin, pathname } = new URL(url);

	if (method === "GET" && origin === location.origin &&
		(pathname === "/s/" || FILES.includes(pathname)))
		event.respondWith(answerOf(event.request));
});
