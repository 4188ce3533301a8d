/*
 * Sending one file with progress, which fetch cannot tell of in the browsers
 * we support. When the session ends meanwhile, it is asked for and the file
 * sent again.
 */
import { sessionEnded, secret } from "../session/session";
import { headers, offline, problemOf, type Problem } from "./client";

export interface Upload<T> {
	done: Promise<T>;	/* rejects with a Problem, or null when stopped */
	stop: () => void;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

export function upload<T>(
	path: string,
	file: Blob,
	progress: (sent: number) => void,
): Upload<T> {
	let request: XMLHttpRequest | null = null;
	let stopped = false;

	const once = () => new Promise<T>((answer, refuse) => {
		const used = secret();
		const xhr = new XMLHttpRequest();

		request = xhr;
		xhr.open("POST", path);
		for (const [name, value] of Object.entries(headers()))
			xhr.setRequestHeader(name, value);
		xhr.setRequestHeader("Content-Type", "application/octet-stream");
		xhr.upload.onprogress = (e) => progress(e.loaded);
		xhr.onerror = () => refuse(offline());
		xhr.onabort = () => refuse(null);
		xhr.onload = () => {
			const body = parsed(xhr.responseText);

			if (xhr.status >= 200 && xhr.status < 300)
				return body ? answer(body as T) : refuse(offline());
			const problem: Problem = problemOf(xhr.status, body,
				xhr.getResponseHeader("Retry-After"));
			if (xhr.status !== 401)
				return refuse(problem);
			progress(0);
			void sessionEnded(used).then((again) => again && !stopped
				? once().then(answer, refuse) : refuse(problem));
		};
		xhr.send(file);
	});

	return {
		done: once(),
		stop: () => {
			stopped = true;
			request?.abort();
		},
	};
}
