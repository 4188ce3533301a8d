/*
 * A package that tries what it must not be able to do. Each attack resolves to
 * what it got; the browser test says which, and watches from outside.
 */
"use strict";

function tried(work) {
	try {
		return Promise.resolve(work()).then(String, function (e) {
			return "refused: " + (e && e.name);
		});
	} catch (e) {
		return Promise.resolve("refused: " + e.name);
	}
}

function pause(ms) {
	return new Promise(function (done) { setTimeout(done, ms); });
}

/* What `begin(done, fail)` comes to, or "silence" after a while. */
function within(begin) {
	return Promise.race([new Promise(begin), pause(1500).then(function () {
		return "silence";
	})]);
}

function add(name, more) {
	return document.body.appendChild(
		Object.assign(document.createElement(name), more));
}

/* An element that loads `url`, and whether it did. */
function loads(name, attribute, url, more) {
	return within(function (done) {
		var el = Object.assign(document.createElement(name), more || {});

		el.onload = function () { done("loaded"); };
		el.onerror = function () { done("refused: error"); };
		el[attribute] = url;
		document.body.appendChild(el);
	});
}

function link(rel) {
	return function (url) {
		return loads("link", "href", url, { rel: rel });
	};
}

function html(text) {
	add("div").innerHTML = text;
	return "written";
}

function rules(text) {
	add("style", { textContent: text });
	add("p", { className: "hias", textContent: "hias" });
	return "written";
}

function submit(url, target, method) {
	var form = add("form", { action: url, method: method || "post",
		target: target });

	form.appendChild(Object.assign(document.createElement("input"),
		{ name: "a", value: "b" }));
	form.submit();
	return "submitted";
}

function click(url, target, more, event) {
	var a = add("a", Object.assign({ href: url, target: target }, more));

	if (event)
		a.dispatchEvent(new MouseEvent("click", Object.assign(
			{ bubbles: true, cancelable: true }, event)));
	else
		a.click();
	return "clicked";
}

/* In a frame of its own beside this page, which may go wherever it likes. */
function inRoom(work) {
	return within(function (done) {
		var frame = document.createElement("iframe");

		frame.onload = function () {
			frame.onload = null;
			try {
				done(String(work(frame.contentWindow)));
			} catch (e) {
				done("refused: " + e.name);
			}
		};
		frame.src = "room.html";
		document.body.appendChild(frame);
	});
}

function work(code) {
	return within(function (done, fail) {
		var w = new Worker(URL.createObjectURL(new Blob([code])));

		w.onmessage = function (e) { done(e.data); };
		w.onerror = function () { fail(new Error("refused")); };
	});
}

function text(url) {
	return JSON.stringify(url);
}

/* The window that the player's frame hides from packages. */
function app() {
	return Object.getOwnPropertyDescriptor(window, "parent").get.call(parent);
}

/* Said as if the player's frame said it: by a function of its own realm. */
function sayAsFrame(message) {
	parent.Function("to", "what", "to.postMessage(what, '*')")(app(), message);
	return "said";
}

/* Ways to another host that leave this page where it is. */
var reach = {
	fetch: function (url) {
		return fetch(url).then(function (r) { return "got " + r.status; });
	},
	noCors: function (url) {
		return fetch(url, { mode: "no-cors", method: "POST", body: "x" })
			.then(function () { return "sent"; });
	},
	keepalive: function (url) {
		return fetch(url, { mode: "no-cors", method: "POST", body: "x",
			keepalive: true }).then(function () { return "sent"; });
	},
	parentFetch: function (url) {
		return parent.fetch(url, { mode: "no-cors" })
			.then(function () { return "sent"; });
	},
	frameFetch: function (url) {
		return add("iframe").contentWindow.fetch(url, { mode: "no-cors" })
			.then(function () { return "sent"; });
	},
	xhr: function (url) {
		return within(function (done, fail) {
			var x = new XMLHttpRequest();

			x.onload = function () { done("got " + x.status); };
			x.onerror = function () { fail(new Error("refused")); };
			x.open("GET", url);
			x.send();
		});
	},
	beacon: function (url) { return navigator.sendBeacon(url, "x"); },
	socket: function (url) {
		return within(function (done, fail) {
			var s = new WebSocket(url.replace(/^http/, "ws"));

			s.onopen = function () { done("open"); };
			s.onerror = function () { fail(new Error("refused")); };
		});
	},
	events: function (url) {
		return within(function (done, fail) {
			var s = new EventSource(url);

			s.onopen = function () { done("open"); };
			s.onerror = function () { fail(new Error("refused")); };
		});
	},
	transport: function (url) {
		return new WebTransport(url.replace("http:", "https:")).ready;
	},
	image: function (url) { return loads("img", "src", url); },
	imageSet: function (url) { return loads("img", "srcset", url + " 1x"); },
	imageInput: function (url) {
		return loads("input", "src", url, { type: "image" });
	},
	script: function (url) { return loads("script", "src", url); },
	scriptModule: function (url) {
		return loads("script", "src", url, { type: "module" });
	},
	dynamicImport: function (url) { return import(url); },
	style: link("stylesheet"),
	styleImport: function (url) {
		return rules("@import url(" + text(url) + ");");
	},
	styleImage: function (url) {
		return rules(".hias { background: url(" + text(url) + ") }");
	},
	styleCursor: function (url) {
		return rules(".hias { cursor: url(" + text(url) + "), auto; " +
			"list-style: url(" + text(url) + "); display: list-item }");
	},
	styleMask: function (url) {
		return rules(".hias { mask-image: url(" + text(url) + "#m); " +
			"filter: url(" + text(url) + "#f) }");
	},
	styleFont: function (url) {
		return rules("@font-face { font-family: luar; src: url(" +
			text(url) + ") } .hias { font-family: luar }");
	},
	font: function (url) {
		return new FontFace("x", "url(" + url + ")").load();
	},
	svgUse: function (url) {
		return html("<svg><use href='" + url + "#a'></use></svg>");
	},
	svgImage: function (url) {
		return html("<svg><image href='" + url + "'></image></svg>");
	},
	video: function (url) { return loads("video", "src", url); },
	poster: function (url) { return loads("video", "poster", url); },
	audio: function (url) { return loads("audio", "src", url); },
	track: function (url) {
		var video = add("video", { src: "data:video/mp4;base64,AAAA" });
		var track = document.createElement("track");

		Object.assign(track, { kind: "captions", default: true, src: url });
		video.appendChild(track);
		track.track.mode = "showing";
		return "set";
	},
	prefetch: link("prefetch"),
	preload: function (url) {
		return loads("link", "href", url, { rel: "preload", as: "script" });
	},
	modulePreload: link("modulepreload"),
	preconnect: link("preconnect"),
	prerender: link("prerender"),
	icon: link("icon"),
	manifest: link("manifest"),
	speculation: function (url) {
		add("script", { type: "speculationrules", textContent: JSON.stringify({
			prefetch: [{ source: "list", urls: [url], eagerness: "immediate" }],
			prerender: [{ source: "list", urls: [url],
				eagerness: "immediate" }],
		}) });
		return "written";
	},
	fetchLater: function (url) {
		return fetchLater(url, { activateAfter: 0 });
	},
	frame: function (url) { return loads("iframe", "src", url); },
	frameInside: function (url) {
		return loads("iframe", "srcdoc", "<img src='" + url + "'>");
	},
	frameScript: function (url) {
		return loads("iframe", "src", "javascript:fetch('" + url +
			"', { mode: 'no-cors' })");
	},
	object: function (url) { return loads("object", "data", url); },
	embed: function (url) { return loads("embed", "src", url); },
	worker: function (url) {
		return work("importScripts(" + text(url) + ");postMessage('ran')");
	},
	workerFetch: function (url) {
		return work("fetch(" + text(url) + ", { mode: 'no-cors' })" +
			".then(function () { postMessage('sent') })");
	},
	workerSelf: function (url) {
		return within(function (done, fail) {
			new Worker(url).onerror = function () {
				fail(new Error("refused"));
			};
		});
	},
	workerShared: function (url) {
		var s = new SharedWorker(URL.createObjectURL(new Blob(["fetch(" +
			text(url) + ", { mode: 'no-cors' })"])));

		return s && "begun";
	},
	worklet: function (url) { return CSS.paintWorklet.addModule(url); },
	policyReport: function (url) {
		add("meta", { httpEquiv: "Content-Security-Policy",
			content: "img-src 'none'; report-uri " + url });
		return loads("img", "src", "data:image/png;base64,AAAA");
	},
	ping: function (url) { return click("#", "_self", { ping: url }); },
	formInRoom: function (url) {
		return inRoom(function () {
			add("iframe", { name: "kamar-f" });
			return submit(url, "kamar-f");
		});
	},
	formGet: function (url) {
		add("iframe", { name: "kamar-g" });
		return submit(url, "kamar-g", "get");
	},
	linkInRoom: function (url) {
		add("iframe", { name: "kamar-l" });
		return click(url, "kamar-l");
	},
	goInRoom: function (url) {
		return inRoom(function (win) {
			win.location.href = url;
			return "set";
		});
	},
	openInRoom: function (url) {
		add("iframe", { name: "kamar-o" });
		return window.open(url, "kamar-o") ? "open" : "none";
	},
	refreshInRoom: function (url) {
		return inRoom(function (win) {
			win.document.head.appendChild(Object.assign(
				win.document.createElement("meta"), {
					httpEquiv: "refresh", content: "0;url=" + url }));
			return "set";
		});
	},
};

/* Ways that would take the learner, or a window, elsewhere. */
var leave = {
	popup: function (url) { return window.open(url) ? "open" : "none"; },
	popupNamed: function (url) {
		return window.open(url, "jendela") ? "open" : "none";
	},
	formNew: function (url) { return submit(url, "_blank"); },
	linkNew: function (url) { return click(url, "_blank"); },
	linkCtrl: function (url) {
		return click(url, "_self", {}, { ctrlKey: true });
	},
	linkMiddle: function (url) {
		return click(url, "_self", {}, { button: 1 });
	},
	linkAlt: function (url) {
		return click(url, "_self", {}, { altKey: true });
	},
	formTop: function (url) { return submit(url, "_top"); },
	linkTop: function (url) { return click(url, "_top"); },
	linkParent: function (url) { return click(url, "_parent"); },
	openTop: function (url) { return window.open(url, "_top") && "open"; },
	goTop: function (url) { top.location.href = url; return "set"; },
	replaceTop: function (url) { top.location.replace(url); return "set"; },
	goApp: function (url) { app().location.href = url; return "set"; },
	scriptApp: function () {
		app().location.href = "javascript:document.title='jahat'";
		return "set";
	},
	goParent: function (url) { parent.location.href = url; return "set"; },
	download: function (url) {
		return click(url, "_self", { download: "x" });
	},
	goHere: function (url) { location.href = url; return "set"; },
	refresh: function (url) {
		document.head.appendChild(Object.assign(
			document.createElement("meta"), {
				httpEquiv: "refresh", content: "0;url=" + url }));
		return "set";
	},
};

/* What of the app or of another window can be seen from here. */
var look = {
	appDocument: function () { return top.document.title; },
	appStorage: function () { return top.localStorage.length; },
	appAddress: function () { return top.location.href; },
	appName: function () { return top.name; },
	appFunction: function () { return top.Function("1"); },
	appHistory: function () { return top.history.length; },
	appFrame: function () { return top.frameElement; },
	realParent: function () { return app().document.title; },
	realParentStorage: function () { return app().localStorage.length; },
	elementOfFrame: function () {
		return String(parent.frameElement && "element");
	},
	opener: function () { return String(window.opener || top.opener); },
	otherFrames: function () { return String(top.length); },
};

/* Calls to the app with whatever the browser sends along. */
var calls = {
	get: function (at) {
		return fetch(at + "/api/v1/me", { credentials: "include" })
			.then(function (r) { return "got " + r.status; });
	},
	getNoCors: function (at) {
		return fetch(at + "/api/v1/me", { credentials: "include",
			mode: "no-cors" }).then(function (r) { return "sent " + r.type; });
	},
	withHeader: function (at) {
		return fetch(at + "/api/v1/me", { credentials: "include",
			headers: { "X-Balai-Session": "x" } });
	},
	remove: function (at) {
		return fetch(at + "/api/v1/session", { credentials: "include",
			method: "DELETE" });
	},
	post: function (at) {
		return fetch(at + "/api/v1/session", { credentials: "include",
			mode: "no-cors", method: "POST",
			body: "{\"login\":\"penulis\",\"password\":\"belajar-di-balai\"}" })
			.then(function () { return "sent"; });
	},
	saves: function (at) {
		return fetch(at + "/api/v1/saves", { credentials: "include",
			mode: "no-cors", method: "POST", body: "{}" })
			.then(function () { return "sent"; });
	},
	beacon: function (at) {
		return navigator.sendBeacon(at + "/api/v1/session", "{}");
	},
	image: function (at) { return loads("img", "src", at + "/api/v1/me"); },
	script: function (at) {
		return loads("script", "src", at + "/api/v1/me");
	},
	style: function (at) {
		return loads("link", "href", at + "/api/v1/me",
			{ rel: "stylesheet" });
	},
	events: function (at) {
		return within(function (done, fail) {
			new EventSource(at + "/api/v1/me", { withCredentials: true })
				.onerror = function () { fail(new Error("refused")); };
		});
	},
	socket: function (at) {
		return within(function (done, fail) {
			new WebSocket(at.replace("http", "ws") + "/api/v1/me").onerror =
				function () { fail(new Error("refused")); };
		});
	},
	form: function (at) {
		add("iframe", { name: "kamar-api" });
		return submit(at + "/api/v1/session", "kamar-api");
	},
	frame: function (at) { return loads("iframe", "src", at + "/saya"); },
	object: function (at) { return loads("object", "data", at + "/saya"); },
};

/* Many at once: { kind of attack: { name: what it is given } }. */
function attack(wanted) {
	var kinds = { reach: reach, leave: leave, look: look, calls: calls };
	var all = [];

	Object.keys(wanted).forEach(function (kind) {
		Object.keys(wanted[kind]).forEach(function (name) {
			all.push(tried(function () {
				return kinds[kind][name](wanted[kind][name]);
			}).then(function (said) { return [name, said]; }));
		});
	});
	return Promise.all(all);
}

/* Names below that of a host that need not be there. */
function lookUp(host) {
	["dns-prefetch", "preconnect"].forEach(function (rel) {
		add("link", { rel: rel, href: "http://" + rel + "." + host });
	});
	return "written";
}

/* By WebRTC, to whoever hears it. */
function callOut(port) {
	var peer = new RTCPeerConnection({
		iceServers: [{ urls: "stun:127.0.0.1:" + port }],
	});

	peer.createDataChannel("x");
	return peer.createOffer().then(function (offer) {
		return peer.setLocalDescription(offer);
	}).then(function () { return "offered"; });
}

/* All the text that can be found from here, by whatever way. */
function gather() {
	var found = [], seen = new Set();

	function note(value) {
		if (typeof value === "string")
			found.push(value);
	}
	function walk(value, depth) {
		var names = [];

		note(value);
		if (!value || depth > 3 || seen.has(value) ||
		    (typeof value !== "object" && typeof value !== "function"))
			return;
		seen.add(value);
		try { names = Object.getOwnPropertyNames(value); } catch (e) {}
		names.forEach(function (name) {
			try { walk(value[name], depth + 1); } catch (e) {}
		});
	}
	[window, parent].forEach(function (win) {
		note(win.location.href);
		note(win.document.referrer);
		note(win.document.cookie);
		note(win.name);
		note(JSON.stringify(win.history.state));
		note(win.document.documentElement.outerHTML);
		win.performance.getEntries().forEach(function (e) { note(e.name); });
		walk(win.localStorage, 2);
		walk(win.sessionStorage, 2);
		walk(win, 0);
	});
	Array.from(location.ancestorOrigins || []).forEach(note);
	return found.join("\n");
}

/* What lies in this origin's storage, by any of its doors. */
function find() {
	return Promise.all([indexedDB.databases(), caches.keys(),
		navigator.storage.getDirectory().then(function (dir) {
			return dir.keys().next();
		}), navigator.locks.query()])
		.then(function (found) {
			return JSON.stringify({
				local: Object.keys(localStorage),
				session: Object.keys(sessionStorage),
				cookie: document.cookie,
				databases: found[0].map(function (d) { return d.name; }),
				caches: found[1],
				files: found[2].done ? [] : [found[2].value],
				locks: found[3].held.map(function (l) { return l.name; }),
			});
		});
}

/* Cookies of this page's own making, where the browser lets it. */
function bake(count, bytes, attributes) {
	for (var i = 0; i < count; i++)
		document.cookie = "kue" + i + "=" + new Array(bytes + 1).join("x") +
			attributes;
	return document.cookie.length;
}

function serviceWorker(script) {
	return tried(function () {
		return navigator.serviceWorker.register(script, { type: "module" });
	});
}
