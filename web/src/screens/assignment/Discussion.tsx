/*
 * /pelatihan/:batch/diskusi/:activity: the discussion of a batch. Asked for
 * anew every few seconds while the page is seen, which costs nothing while
 * nothing has changed; what is being written stays.
 */
import { useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { readDiscussion, type Discussion as Data, type Post } from
	"../../api/assignment";
import { call, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Field, Summary, TextField, useForm } from "../../parts/Field";
import { Page } from "../../parts/Page";
import { Wait } from "../../parts/Wait";
import { Html } from "../../questions/html";
import { t } from "../../text";
import { words } from "../../text/assignment";
import { moment } from "../../text/format";
import { Pager } from "../manage/assignment/Waiting";
import { linked } from "./linked";

const POST_MOST = 2000;
const AGAIN_MS = 8_000;
const PLAIN = { files: null, tokens: {} };

type Take = (data: Data) => void;

function Text({ text }: { text: string }) {
	return (
		<p class="lines">{linked(text).map((piece, i) => piece.href
			? <a key={i} href={piece.href} target="_blank"
				rel="noopener noreferrer nofollow">{piece.text}</a>
			: piece.text)}</p>
	);
}

/* A box to write in: a new post, an answer, or one's own that is mended. */
function Writer({ id, label, go, method, path, body, first, done, cancel }: {
	id: string;
	label: string;
	go: string;
	method: "POST" | "PATCH";
	path: string;
	body?: object;
	first?: string;
	done: Take;
	cancel?: () => void;
}) {
	const [text, setText] = useState(first ?? "");
	const form = useForm<string>({
		check: (): Record<string, string> =>
			text.trim() && [...text.trim()].length <= POST_MOST
				? {} : { [id]: words("post.need") },
		send: async () => {
			const data = await call<Data>(method, path,
				{ ...body, words: text.trim() });

			setText("");
			done(data);
		},
		place: (problem) => problem.field === "words" ? id : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<TextField name={id} label={label} hint={words("post.hint")}
				value={text} error={form.errors[id]} change={setText} />
			<p class="actions">
				<button type="submit" class={cancel ? "button"
					: "button primary"} aria-busy={form.busy}>
					{form.busy ? t("form.busy") : go}
				</button>
				{cancel && <button type="button" class="button bare"
					onClick={cancel}>{words("post.cancel")}</button>}
			</p>
		</form>
	);
}

function Hide({ post, path, done, cancel }: {
	post: Post;
	path: string;
	done: Take;
	cancel: () => void;
}) {
	const [reason, setReason] = useState("");
	const id = `why-${post.id}`;
	const form = useForm<string>({
		check: () => ({}),
		send: async () => done(await call<Data>("PATCH",
			`${path}/${post.id}`, { hidden: true, reason: reason.trim() })),
		place: (problem) => problem.field === "reason" ? id : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name={id} label={words("post.hide.why")} value={reason}
				error={form.errors[id]} change={setReason}
				autocomplete="off" />
			<p class="actions">
				<button type="submit" class="button" aria-busy={form.busy}>
					{words("post.hide")}
				</button>
				<button type="button" class="button bare" onClick={cancel}>
					{words("post.cancel")}
				</button>
			</p>
		</form>
	);
}

interface OneProps {
	post: Post;
	data: Data;
	path: string;
	writes: boolean;
	take: Take;
}

function Buttons({ post, data, path, writes, take, open }: OneProps & {
	open: (what: "answer" | "mend" | "hide") => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const name = <span class="hidden-words">{post.person}</span>;
	const mends = writes && post.mendUntil !== null &&
		post.mendUntil > Date.now();

	return (
		<>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				{writes && !post.hidden && <button type="button"
					class="button bare" onClick={() => open("answer")}>
					{words("post.answer")}{name}
				</button>}
				{mends && <button type="button" class="button bare"
					onClick={() => open("mend")}>
					{words("post.mend")}
				</button>}
				{data.moderator && (post.hidden
					? <button type="button" class="button bare"
						onClick={() => {
							setProblem(null);
							call<Data>("PATCH", `${path}/${post.id}`,
								{ hidden: false }).then(take, (e) =>
								setProblem(fault(e)));
						}}>{words("post.show")}{name}</button>
					: <button type="button" class="button bare"
						onClick={() => open("hide")}>
						{words("post.hide")}{name}
					</button>)}
			</p>
		</>
	);
}

function One(props: OneProps) {
	const { post, path, take, writes } = props;
	const [doing, open] = useState<"" | "answer" | "mend" | "hide">("");
	const shut = () => open("");
	const took = (data: Data) => {
		open("");
		take(data);
	};

	return (
		<article class="stack near">
			{post.words === null ? <p class="quiet">{words("post.hidden")}</p>
				: <>
					<p>
						<span class="strong">{post.person}</span>{" "}
						<span class="facts">
							{moment(post.at)}
							{post.changedAt !== null &&
								` · ${words("post.changed")}`}
						</span>
					</p>
					{post.hidden && <p class="notice warn">
						{words("post.hidden.why", { why: post.why ?? "" })}
					</p>}
					{doing === "mend"
						? <Writer id={`mend-${post.id}`} method="PATCH"
							label={words("post.words")} first={post.words}
							go={words("post.mend.save")} done={took}
							path={`${path}/${post.id}`} cancel={shut} />
						: <Text text={post.words} />}
				</>}
			{doing === "" && post.words !== null &&
				<Buttons {...props} open={open} />}
			{doing === "answer" && writes && <Writer
				id={`answer-${post.id}`} method="POST" path={path}
				body={{ parent: post.id }} go={words("post.send")}
				label={words("post.answerTo", { name: post.person ?? "" })}
				done={took} cancel={shut} />}
			{doing === "hide" && <Hide post={post} path={path} done={took}
				cancel={shut} />}
		</article>
	);
}

function Close({ data, path, take }: {
	data: Data;
	path: string;
	take: Take;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<>
			{problem && <Failure problem={problem} />}
			<p><button type="button" class="button" onClick={() => {
				setProblem(null);
				call<Data>("PUT", `${path}/closed`, { closed: !data.closed })
					.then(take, (e) => setProblem(fault(e)));
			}}>{words(data.closed ? "posts.open" : "posts.close")}</button></p>
		</>
	);
}

function Whole({ data, path, take, href }: {
	data: Data;
	path: string;
	take: Take;
	href: (page: number) => string;
}) {
	const writes = !data.closed && data.batch.state === "open" &&
		(data.moderator || data.state !== "locked");

	return (
		<div class="stack far">
			<p class="facts">{data.batch.programme.title}</p>
			{data.briefHtml && <Html html={data.briefHtml} {...PLAIN} />}
			{data.closed && <p class="notice">{words("posts.closed")}</p>}
			{data.member && <p>{words(data.own < data.wanted
				? "posts.own" : "posts.done",
			{ own: data.own, wanted: data.wanted })}</p>}
			{writes && <section class="card stack" aria-labelledby="write">
				<h2 id="write">{words("post")}</h2>
				<Writer id="words" method="POST" path={path}
					label={words("post.words")} go={words("post.send")}
					done={take} />
			</section>}
			<section class="stack" aria-labelledby="posts">
				<h2 id="posts">{words("posts")}</h2>
				{data.posts.length === 0 && <p>{words("post.none")}</p>}
				<ol class="plain stack">
					{data.posts.map((post) => <li key={post.id}
						class="card stack">
						<One post={post} data={data} path={path}
							writes={writes} take={take} />
						{!!post.answers?.length &&
							<ol class="plain stack answers">
								{post.answers.map((answer) =>
									<li key={answer.id}>
										<One post={answer} data={data}
											path={path} writes={writes}
											take={take} />
									</li>)}
							</ol>}
					</li>)}
				</ol>
				<Pager page={data.page} pages={data.pages} href={href} />
			</section>
			{data.moderator && <Close data={data} path={path} take={take} />}
		</div>
	);
}

/* Asked for again and again; a fault while something is there is not told. */
function useTalk(path: string): {
	data: Data | null;
	problem: Problem | null;
	read: () => void;
} {
	const [data, setData] = useState<Data | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const tag = useRef("");

	function read(): void {
		readDiscussion(path, tag.current).then((got) => {
			if (got) {
				tag.current = got.tag;
				setData(got.data);
			}
			setProblem(null);
		}, (e) => setProblem(fault(e)));
	}

	useEffect(() => {
		tag.current = "";
		read();
		const timer = setInterval(() => {
			if (!document.hidden)
				read();
		}, AGAIN_MS);

		return () => clearInterval(timer);
	}, [path]);
	return { data, problem, read };
}

export default function Discussion() {
	const { params, query } = useRoute();
	const { batch = "", activity = "" } = params;
	const page = Number(query.halaman) || 1;
	const path = `/api/v1/batches/${encodeURIComponent(batch)}/posts/${
		encodeURIComponent(activity)}`;
	const { data, problem, read } = useTalk(`${path}?page=${page}`);
	const back = `/pelatihan/${encodeURIComponent(batch)}`;

	return (
		<Page title={data?.activity.title ?? words("discussion")}
			back={{ href: back, label: words("back") }}>
			{data ? <Whole data={data} path={path} take={read}
				href={(n) => `${back}/diskusi/${
					encodeURIComponent(activity)}?halaman=${n}`} />
				: problem ? <Failure problem={problem} again={read} page />
					: <Wait />}
		</Page>
	);
}
