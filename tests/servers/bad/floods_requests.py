"""Asks many things at once (`count`, a hundred if nothing is said), and tells when `report` of them were not accepted."""

from threading import Thread

from wire import ask, requests, send, shake_hands, text


def flood(call, count):
    for number in range(count):
        ask(f"{call}-{number}")


shake_hands()
call, token, count, report, refused, answered, said = None, None, 0, 0, 0, 0, set()
for message in requests():
    if message.get("method") == "tools/call":
        call, arguments = message["id"], message["params"].get("arguments", {})
        token = message["params"]["_meta"]["progressToken"]
        count, report = arguments.get("count", 100), arguments.get("report", 36)
        refused, answered, said = 0, 0, set()
        # Beside the reading: a server that does not take its answers is not read from either.
        Thread(target=flood, args=(call, count)).start()
    elif "error" in message or "result" in message:
        refused += "error" in message
        answered += "result" in message
        said.add(message.get("error", {}).get("message", "a result"))
        if refused == report and answered == 0:
            # The others wait for a person; one call more tells how far it is.
            data = f"{refused} refused: {sorted(said)}"
            send(method="notifications/message", params={"level": "info", "data": data})
            params = {"progressToken": token, "progress": refused, "message": data}
            send(method="notifications/progress", params=params)
        if refused + answered == count:
            send(id=call, result=text(f"{refused} refused, {answered} answered"))
