/*
 * A package that tries what it must not be able to do. Each attack resolves to
 * what it got; the browser test asks for them one by one.
 */
"use strict";

function tried(work) {
	try {
		return Promise.resolve(work()).then(String, function (e) {
			return "refused: " + e.name;
		});
	} catch (e) {
		return Promise.resolve("refused: " + e.name);
	}
}

/* An element that loads `url`, and whether it did within a second. */
function loads(name, attribute, url, more) {
	return new Promise(function (done) {
		var el = document.createElement(name);

		Object.assign(el, more || {});
		el.onload = function () { done("loaded"); };
		el.onerror = function () { done("refused: error"); };
		el[attribute] = url;
		document.body.appendChild(el);
		setTimeout(done, 1000, "refused: silence");
	});
}

function submit(url, target) {
	var form = document.createElement("form");

	form.action = url;
	form.method = "post";
	form.target = target;
	document.body.appendChild(form);
	form.submit();
	return "submitted";
}

function click(url, target, more) {
	var link = document.createElement("a");

	Object.assign(link, more || {});
	link.href = url;
	link.target = target;
	document.body.appendChild(link);
	link.click();
	return "clicked";
}

var attack = {
	appDocument: function () { return top.document.title; },
	appStorage: function () { return top.localStorage.length; },
	appAddress: function () { return top.location.href; },
	/* The frame names itself its parent; a package can ask past that. */
	realParent: function () {
		return Object.getOwnPropertyDescriptor(window, "parent").get
			.call(parent).document.title;
	},
	fetch: function (url) {
		return fetch(url, { credentials: "include" }).then(function (r) {
			return "answered " + r.status;
		});
	},
	noCors: function (url) {
		return fetch(url, { mode: "no-cors", method: "POST" })
			.then(function () { return "sent"; });
	},
	parentFetch: function (url) {
		return parent.fetch(url, { mode: "no-cors" })
			.then(function () { return "sent"; });
	},
	xhr: function (url) {
		return new Promise(function (done, fail) {
			var x = new XMLHttpRequest();

			x.onload = function () { done("answered " + x.status); };
			x.onerror = function () { fail(new Error("refused")); };
			x.open("GET", url);
			x.send();
		});
	},
	beacon: function (url) { return navigator.sendBeacon(url, "x"); },
	socket: function (url) {
		return new Promise(function (done, fail) {
			var s = new WebSocket(url.replace(/^http/, "ws"));

			s.onopen = function () { done("open"); };
			s.onerror = function () { fail(new Error("refused")); };
		});
	},
	events: function (url) {
		return new Promise(function (done, fail) {
			var s = new EventSource(url);

			s.onopen = function () { done("open"); };
			s.onerror = function () { fail(new Error("refused")); };
		});
	},
	image: function (url) { return loads("img", "src", url); },
	script: function (url) { return loads("script", "src", url); },
	style: function (url) {
		return loads("link", "href", url, { rel: "stylesheet" });
	},
	prefetch: function (url) {
		return loads("link", "href", url, { rel: "prefetch" });
	},
	frame: function (url) { return loads("iframe", "src", url); },
	object: function (url) { return loads("object", "data", url); },
	media: function (url) { return loads("video", "src", url); },
	font: function (url) {
		return new FontFace("x", "url(" + url + ")").load();
	},
	worker: function (url) {
		return new Promise(function (done, fail) {
			var code = "importScripts(" + JSON.stringify(url) + ")";
			var w = new Worker(URL.createObjectURL(new Blob([code])));

			w.onerror = function () { fail(new Error("refused")); };
			setTimeout(done, 1000, "silence");
		});
	},
	formHere: function (url) { return submit(url, "_self"); },
	formTop: function (url) { return submit(url, "_top"); },
	formNew: function (url) { return submit(url, "_blank"); },
	popup: function (url) { return window.open(url) ? "open" : "none"; },
	linkNew: function (url) { return click(url, "_blank"); },
	linkTop: function (url) { return click(url, "_top"); },
	ping: function (url) { return click("#", "_self", { ping: url }); },
	goTop: function (url) { top.location.href = url; return "set"; },
	goParent: function (url) { parent.location.href = url; return "set"; },
	goHere: function (url) { location.href = url; return "set"; },
	refresh: function (url) {
		var meta = document.createElement("meta");

		meta.httpEquiv = "refresh";
		meta.content = "0;url=" + url;
		document.head.appendChild(meta);
		return "set";
	},
	serviceWorker: function () {
		return navigator.serviceWorker.register("worker.js");
	},
	forge: function (run) {
		top.postMessage({
			balai: 1, type: "item",
			item: {
				attempt: run.attempt, run: run.run, sequence: 99, at: 0,
				kind: "cmi", cmi: {}, completion: "completed",
			},
		}, "*");
		return "posted";
	},
};

function attempt(name, given) {
	return tried(function () { return attack[name](given); });
}

/* What another module left, if this one could see it. */
function find() {
	return Promise.all([indexedDB.databases(), caches.keys()])
		.then(function (found) {
			return [localStorage.getItem("rahasia"), document.cookie,
				found[0].length, found[1].length].join("|");
		});
}
