/* A package that keeps something on its own origin, and listens there. */
"use strict";

var heard = [];
var channel = new BroadcastChannel("rahasia");
var SHARED = "var n = 0; onconnect = function (e) {" +
	"n++; e.ports[0].postMessage(n) }";

channel.onmessage = function (e) { heard.push(e.data); };

/* Everywhere that a page can keep something. */
function leave() {
	localStorage.setItem("rahasia", "tetangga");
	sessionStorage.setItem("rahasia", "tetangga");
	document.cookie = "rahasia=tetangga; path=/";
	window.name = "rahasia";
	navigator.locks.request("rahasia", function () {
		return new Promise(function () {});
	});
	return Promise.all([
		caches.open("rahasia"),
		navigator.storage.getDirectory().then(function (dir) {
			return dir.getFileHandle("rahasia", { create: true });
		}),
		new Promise(function (done) {
			indexedDB.open("rahasia", 1).onsuccess = done;
		}),
		meet(),
	]).then(function () { return "kept"; });
}

/* How many of this origin have met in one worker. */
function meet() {
	return new Promise(function (done) {
		var worker = new SharedWorker("data:text/javascript," +
			encodeURIComponent(SHARED), "rahasia");

		worker.port.onmessage = function (e) { done(e.data); };
		worker.onerror = function () { done("refused"); };
	});
}

function kept() {
	return localStorage.getItem("rahasia");
}
