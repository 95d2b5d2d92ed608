"""A bot in Python, with the standard library alone: it verifies what comes in and answers each message once.

HUB=https://hub.example.com KEY=pal_live_… SECRET=whsec_… PORT=9000 python3 bot.py
"""
import base64
import hashlib
import hmac
import json
import os
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HUB, KEY, SECRET = os.environ["HUB"], os.environ["KEY"], os.environ["SECRET"]
SIGNING_KEY = base64.b64decode(SECRET.removeprefix("whsec_"))


def answer(said: dict) -> str:
    """What to say to a message."""
    if said["type"] != "text":
        return "Por ahora solo entiendo texto."
    body = said["text"]["body"]
    if body.strip().lower().startswith("hola"):
        return "¡Hola! ¿En qué puedo ayudar?"
    return f"Recibí: {body}"


def verified(headers, body: bytes) -> bool:
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = f"{headers.get('webhook-id', '')}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(SIGNING_KEY, signed, hashlib.sha256).digest())
    return any(hmac.compare_digest(expected, part.encode()) for part in headers.get("webhook-signature", "").split(" "))


def send(event: dict, text: str) -> None:
    """The event's id is the idempotency key: an event that comes again is not answered again."""
    said = event["normalized"]
    message = {"to": said["from"]["phone"], "text": text, "context": {"message_id": said["messageId"]}}
    call = urllib.request.Request(
        f"{HUB}/devices/{event['deviceId']}/messages/send",
        data=json.dumps(message).encode(),
        headers={"x-api-key": KEY, "content-type": "application/json", "idempotency-key": event["id"]},
    )
    urllib.request.urlopen(call, timeout=10).read()


def take(event: dict) -> None:
    said = event["normalized"]
    speaks = event["type"] == "message.received" and said["direction"] == "inbound" and not event["backfilled"]
    if speaks and said["chat"]["kind"] == "individual" and said["from"]["phone"]:
        send(event, answer(said))


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        status = 401
        if verified(self.headers, body):
            try:
                take(json.loads(body))
                status = 204
            except Exception as error:  # the hub brings it again
                print(error, flush=True)
                status = 500
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Webhook)
print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
