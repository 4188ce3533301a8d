/* A small unit of cmi5 that does what the specification asks of one. */
"use strict";

var CMI5 = "https://w3id.org/xapi/cmi5/context/";
var ADL = "http://adlnet.gov/expapi/verbs/";
var given = new URLSearchParams(location.search);
var actor = JSON.parse(given.get("actor"));
var token, data, began = Date.now();

function say(text) {
	document.getElementById("said").textContent = text;
}

function ask(method, path, query, body) {
	return fetch(given.get("endpoint") + path + "?" +
		new URLSearchParams(query), {
		method: method,
		headers: Object.assign({
			"Authorization": "Basic " + token,
			"X-Experience-API-Version": "1.0.3",
		}, body ? { "Content-Type": "application/json" } : {}),
		body: body ? JSON.stringify(body) : undefined,
	});
}

function state(method, id, body) {
	return ask(method, "activities/state", {
		activityId: given.get("activityId"), stateId: id,
		agent: JSON.stringify(actor),
		registration: given.get("registration"),
	}, body);
}

function uuid() {
	var bytes = crypto.getRandomValues(new Uint8Array(16));

	bytes[6] = bytes[6] & 15 | 64;
	bytes[8] = bytes[8] & 63 | 128;
	return Array.from(bytes, function (b, i) {
		return ([4, 6, 8, 10].indexOf(i) >= 0 ? "-" : "") +
			(b + 256).toString(16).slice(1);
	}).join("");
}

function tell(verb, result) {
	var context = JSON.parse(JSON.stringify(data.contextTemplate));
	var id = uuid();

	context.registration = given.get("registration");
	context.contextActivities.category = [{ id: CMI5 + "categories/cmi5" }];
	if (result && ("success" in result || "completion" in result))
		context.contextActivities.category.push(
			{ id: CMI5 + "categories/moveon" });
	if (result && result.score)
		context.extensions[CMI5 + "extensions/masteryscore"] =
			data.masteryScore;
	if (result)
		result.duration = "PT" + (Date.now() - began) / 1000 + "S";
	return ask("PUT", "statements", { statementId: id }, {
		id: id, timestamp: new Date().toISOString(), actor: actor,
		verb: { id: ADL + verb }, object: { id: given.get("activityId") },
		result: result, context: context,
	}).then(function (answer) {
		return answer.status === 204;
	});
}

function press(id, work) {
	document.getElementById(id).addEventListener("click", function () {
		work().then(function (well) {
			say(id + ": " + well);
		});
	});
}

function show(id, text) {
	document.getElementById(id).textContent = text;
}

async function start() {
	var answer = await fetch(given.get("fetch"), { method: "POST" });
	var preferences, mark;

	token = (await answer.json())["auth-token"];
	data = await (await state("GET", "LMS.LaunchData")).json();
	preferences = await (await ask("GET", "agents/profile", {
		profileId: "cmi5LearnerPreferences", agent: JSON.stringify(actor),
	})).json();
	mark = await state("GET", "penanda");
	show("mode", data.launchMode);
	show("parameters", data.launchParameters);
	show("language", preferences.languagePreference);
	show("bookmark", mark.ok ? (await mark.json()).page : "tidak ada");
	if (await tell("initialized"))
		say("siap");
}

addEventListener("load", function () {
	press("mark", async function () {
		return (await state("PUT", "penanda", { page: 4 })).ok;
	});
	press("fail", function () {
		return tell("failed", { success: false, score: { scaled: 0.2 } });
	});
	press("pass", function () {
		return tell("passed", { success: true, score: { scaled: 0.9 } });
	});
	press("complete", function () {
		return tell("completed", { completion: true });
	});
	document.getElementById("finish").addEventListener("click", function () {
		tell("terminated", {}).then(function () {
			location.href = data.returnURL;
		});
	});
	start();
});
