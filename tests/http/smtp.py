"""A mail server for tests: aiosmtpd, with TLS and a login as it is told.

	/usr/bin/python3 tests/http/smtp.py '{"port": 2525, "security": "starttls"}'

"security" is "starttls" (needed), "tls" (from the start) or "none"; with
"certificate" and "key", files. "login" and "password" are needed when they are
there. Says "ready", then a line of JSON for each letter; ends with its stdin.
"""
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

told = json.loads(sys.argv[1])


class Keep:
    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "secure": server.transport.get_extra_info("cipher") is not None,
            "login": session.authenticated and told.get("login") or None,
        }), flush=True)
        return "250 kept"


def authenticator(server, session, envelope, mechanism, data):
    good = (data.login == told["login"].encode()
            and data.password == told["password"].encode())
    return AuthResult(success=good, handled=False)


def context():
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(told["certificate"], told["key"])
    return made


options = {}
if told["security"] == "tls":
    options["ssl_context"] = context()
if told["security"] == "starttls":
    options.update(tls_context=context(), require_starttls=True)
if "login" in told:
    options.update(authenticator=authenticator, auth_required=True,
                   auth_require_tls=told["security"] == "starttls")
controller = Controller(Keep(), hostname="127.0.0.1", port=told["port"],
                        ready_timeout=30, **options)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
