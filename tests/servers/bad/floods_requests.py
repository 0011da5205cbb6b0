"""Asks a hundred things at once, and tells how many were not accepted."""

from wire import ask, requests, send, shake_hands, text

shake_hands()
call, refused, answered = None, 0, 0
for message in requests():
    if message.get("method") == "tools/call":
        call = message["id"]
        for number in range(100):
            ask(number)
    elif "error" in message or "result" in message:
        refused += "error" in message
        answered += "result" in message
        if refused == 36 and answered == 0:
            # The others wait for a person; one call more tells how far it is.
            send(method="notifications/message", params={"level": "info", "data": f"{refused} refused"})
        if refused + answered == 100:
            send(id=call, result=text(f"{refused} refused, {answered} answered"))
