/* A small SCO that finds the API as most do, and says what it sees. */
"use strict";

function findApi(win) {
	for (var i = 0; i < 10; i++) {
		if (win.API)
			return win.API;
		if (!win.parent || win.parent === win)
			return null;
		win = win.parent;
	}
	return null;
}

var api = findApi(window);
var ended = false;

function get(element) {
	return api.LMSGetValue(element);
}

function set(element, value) {
	return api.LMSSetValue(element, value);
}

function show() {
	var data = get("cmi.suspend_data");

	document.getElementById("name").textContent = get("cmi.core.student_name");
	document.getElementById("entry").textContent = get("cmi.core.entry");
	document.getElementById("location").textContent =
		get("cmi.core.lesson_location");
	document.getElementById("status").textContent =
		get("cmi.core.lesson_status");
	document.getElementById("suspend").textContent =
		data.length > 40 ? data.length + " huruf" : data;
}

function say(text) {
	document.getElementById("said").textContent = text;
}

function finish() {
	if (ended)
		return;
	ended = true;
	api.LMSFinish("");
}

function press(id, work) {
	document.getElementById(id).addEventListener("click", function () {
		say(id + ": " + work());
	});
}

addEventListener("load", function () {
	var count = 0;

	api.LMSInitialize("");
	if (get("cmi.core.lesson_status") === "not attempted")
		set("cmi.core.lesson_status", "incomplete");
	set("cmi.core.exit", "suspend");
	count = Number(get("cmi.core.lesson_location")) || 0;
	show();
	press("answer", function () {
		count++;
		set("cmi.core.lesson_location", String(count));
		set("cmi.suspend_data", "jawaban " + count);
		return api.LMSCommit("");
	});
	press("set", function () {
		return set("cmi.core.lesson_location", "tanpa simpan");
	});
	press("long", function () {
		set("cmi.suspend_data", new Array(4097).join("x"));
		return api.LMSCommit("");
	});
	press("complete", function () {
		set("cmi.core.score.raw", "85");
		set("cmi.core.score.min", "0");
		set("cmi.core.score.max", "100");
		set("cmi.core.lesson_status", "completed");
		return api.LMSCommit("");
	});
	press("finish", function () {
		finish();
		return "true";
	});
	say("siap");
});
addEventListener("pagehide", finish);
