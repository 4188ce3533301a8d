/* A package that keeps something on its own origin. */
"use strict";

function leave() {
	localStorage.setItem("rahasia", "tetangga");
	document.cookie = "rahasia=tetangga; path=/";
	return caches.open("rahasia").then(function () {
		return new Promise(function (done) {
			indexedDB.open("rahasia", 1).onsuccess = function () {
				done("kept");
			};
		});
	});
}

function find() {
	return Promise.all([indexedDB.databases(), caches.keys()])
		.then(function (found) {
			return [localStorage.getItem("rahasia"), document.cookie,
				found[0].length, found[1].length].join("|");
		});
}
