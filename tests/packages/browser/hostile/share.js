/* What the neighbour left, and what it hears, if this origin is its own too. */
"use strict";

var SHARED = "var n = 0; onconnect = function (e) {" +
	"n++; e.ports[0].postMessage(n) }";

function meet() {
	return new Promise(function (done) {
		var worker = new SharedWorker("data:text/javascript," +
			encodeURIComponent(SHARED), "rahasia");

		worker.port.onmessage = function (e) { done(e.data); };
		worker.onerror = function () { done("refused"); };
	});
}

/* Speak where the neighbour listens, and write over what it keeps. */
function overwrite() {
	new BroadcastChannel("rahasia").postMessage("jahat");
	localStorage.setItem("rahasia", "jahat");
	return "written";
}

/* A window of that name, if there is one to be had. */
function named(name) {
	var win = window.open("", name);

	return win ? "open" : "none";
}
