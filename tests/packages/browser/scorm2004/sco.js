/* A small SCO of SCORM 2004; it looks for both standards, as some do. */
"use strict";

function findApi(win, name) {
	for (var i = 0; i < 10; i++) {
		if (win[name])
			return win[name];
		if (!win.parent || win.parent === win)
			return null;
		win = win.parent;
	}
	return null;
}

/* Walking up for the standard that is not there must not throw. */
var other = findApi(window, "API");
var api = findApi(window, "API_1484_11");
var ended = false;

function get(element) {
	return api.GetValue(element);
}

function set(element, value) {
	return api.SetValue(element, value);
}

function show() {
	var data = get("cmi.suspend_data");

	document.getElementById("name").textContent = get("cmi.learner_name");
	document.getElementById("entry").textContent = get("cmi.entry");
	document.getElementById("location").textContent = get("cmi.location");
	document.getElementById("status").textContent =
		get("cmi.completion_status");
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
	api.Terminate("");
}

function press(id, work) {
	document.getElementById(id).addEventListener("click", function () {
		say(id + ": " + work());
	});
}

addEventListener("load", function () {
	var count = 0;

	api.Initialize("");
	if (get("cmi.completion_status") !== "completed")
		set("cmi.completion_status", "incomplete");
	set("cmi.exit", "suspend");
	count = Number(get("cmi.location")) || 0;
	show();
	press("answer", function () {
		count++;
		set("cmi.location", String(count));
		set("cmi.suspend_data", "jawaban " + count);
		return api.Commit("");
	});
	press("set", function () {
		return set("cmi.location", "tanpa simpan");
	});
	press("long", function () {
		set("cmi.suspend_data", new Array(64001).join("x"));
		return api.Commit("");
	});
	press("complete", function () {
		set("cmi.score.scaled", "0.85");
		set("cmi.score.raw", "85");
		set("cmi.score.min", "0");
		set("cmi.score.max", "100");
		set("cmi.success_status", "passed");
		set("cmi.completion_status", "completed");
		return api.Commit("");
	});
	press("finish", function () {
		finish();
		return "true";
	});
	press("close", function () {
		finish();
		window.close();
		return "true";
	});
	say(other ? "dua" : "siap");
});
addEventListener("pagehide", finish);
