/*
 * What watches a hostile package from outside: other hosts that count what they
 * are asked, and a browser from which a defence was taken away, in which the
 * same attacks must succeed: else they would prove nothing.
 */
import { createSocket } from "node:dgram";
import { request } from "node:http";
import { createServer } from "node:net";

/* Another host on a port of its own, by TCP and UDP. */
export async function stranger(host = "127.0.0.1") {
	const seen = { asked: 0, connected: 0, datagrams: 0 };
	const udp = createSocket("udp4", () => { seen.datagrams++; });
	const tcp = createServer((socket) => {
		seen.connected++;
		socket.on("error", () => undefined);
		socket.on("data", () => {
			seen.asked++;
			socket.end("HTTP/1.1 200 OK\r\n" +
				"Access-Control-Allow-Origin: *\r\n" +
				"Content-Length: 2\r\nConnection: close\r\n\r\nok");
		});
	});

	await new Promise((up) => tcp.listen(0, "127.0.0.1", up));
	const { port } = tcp.address();
	await new Promise((up) => {
		/* Somebody else's UDP port of that number: not counted then. */
		udp.once("error", up);
		udp.bind(port, "127.0.0.1", up);
	});
	return {
		...{ port, url: `http://${host}:${port}/luar`, seen },
		close() {
			tcp.close();
			try { udp.close(); } catch { /* It was never open. */ }
		},
	};
}

/* One for each name: { name: stranger }. */
export async function strangers(names) {
	return Object.fromEntries(await Promise.all(names.map(async (name) =>
		[name, await stranger()])));
}

export function closeAll(hosts) {
	Object.values(hosts).forEach((host) => host.close());
}

/* The names of those that were asked, or so much as connected to. */
export function asked(hosts) {
	return Object.keys(hosts).filter((name) => hosts[name].seen.asked ||
		hosts[name].seen.datagrams).sort();
}

export function connected(hosts) {
	return Object.keys(hosts).filter((name) =>
		hosts[name].seen.connected).sort();
}

/*
 * Node finds no {module}.localhost; the host is what the server looks at.
 * [status, text, headers as they came].
 */
export function ask(origin, path, options = {}, body = "") {
	const { host, port } = new URL(origin);

	return new Promise((done, fail) => {
		const sent = request({
			host: "127.0.0.1", port, path, agent: false, ...options,
			headers: { ...options.headers, Host: host },
		}, (answer) => {
			const parts = [];
			answer.on("data", (bytes) => parts.push(bytes));
			answer.on("end", () => done([answer.statusCode,
				Buffer.concat(parts), answer.headers]));
		});
		sent.on("error", fail);
		sent.end(body);
	});
}

/*
 * Take the headers of that name out of every answer below these origins, as if
 * the server did not send them.
 */
export async function without(page, origins, names) {
	await page.route((at) => origins.some((o) => o.test(at.origin)),
		async (route) => {
			const sent = route.request();
			const at = new URL(sent.url());
			const headers = await sent.allHeaders();

			for (const name of Object.keys(headers))
				if (name.startsWith(":") || name === "accept-encoding")
					delete headers[name];
			try {
				const [status, body, came] = await ask(at.origin,
					at.pathname + at.search,
					{ method: sent.method(), headers },
					sent.postDataBuffer() ?? "");
				const kept = Object.fromEntries(Object.entries(came)
					.filter(([name]) => !names.includes(name))
					.map(([name, value]) => [name, String(value)]));
				await route.fulfill({ status, body, headers: kept });
			} catch {
				await route.abort().catch(() => undefined);
			}
		});
}
