/* A service worker that would answer in the player's place. */
"use strict";
self.addEventListener("fetch", function (e) {
	e.respondWith(new Response("taken over"));
});
