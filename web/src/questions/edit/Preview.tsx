/*
 * A question as learners see it, beside the form. The server makes Markdown
 * into HTML; what has none is shown at once.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Response } from "../../api/quiz";
import { number } from "../../text/format";
import { words } from "../../text/questionEdit";
import type { Setting } from "../html";
import { Question } from "../Question";
import { publicQuestion, textsOf } from "./publish";

const QUIET_MS = 400;
const MOST = 500;
const known = new Map<string, string>();

function escaped(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

const PLAIN = /^[^*_`[\]<>&#|~\\!{}\n]*$/;
const BLOCK = /^\s*(?:[-+>]|\d+[.)])|:\/\/|^ {4}/;

const isPlain = (text: string) => PLAIN.test(text) && !BLOCK.test(text);

async function fetchHtml(text: string): Promise<void> {
	const { html } = await call<{ html: string }>("POST", "/api/v1/markdown",
		{ text }, { quiet: true });

	if (known.size > MOST)
		known.clear();
	known.set(text, html);
}

/** HTML of Markdown: at once where it is known, else as soon as it comes. */
function useHtml(texts: string[]): (text: string) => string {
	const [, drawn] = useState(0);
	const missing = texts.filter((text) => !isPlain(text) && !known.has(text));
	const key = missing.join("\u0000");

	useEffect(() => {
		let gone = false;

		if (missing.length === 0)
			return;
		const timer = setTimeout(async () => {
			for (const text of missing)
				if (!gone)
					await fetchHtml(text).catch(() => undefined);
			if (!gone)
				drawn((n) => n + 1);
		}, QUIET_MS);
		return () => {
			gone = true;
			clearTimeout(timer);
		};
	}, [key]);
	return (text) => isPlain(text) ? `<p>${escaped(text)}</p>`
		: known.get(text) ?? `<p>${escaped(text)}</p>`;
}

const write = (n: number) => number(n, 10);

export function QuestionPreview({ value, setting }: {
	value: unknown;
	setting: Setting;
}) {
	const [response, set] = useState<Response | null>(null);
	const texts = useMemo(() => textsOf(value, write), [value]);
	const html = useHtml(texts);
	const question = publicQuestion(value, html, write);

	if (!question)
		return null;
	return (
		<div class="edit-preview" role="group" aria-label={words("preview")}>
			<p class="small strong">{words("preview")}</p>
			<Question question={question} response={response}
				setting={setting} change={set} settled={() => undefined} />
		</div>
	);
}
