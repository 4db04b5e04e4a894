"""What a stand-in says: to tests that use it otherwise, and to requests that .NET would refuse."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from tests.runtime.calling.test_calls import NS, envelope
from tests.runtime.texts.hidden import hidden
from tests.runtime.texts.trials import Act, Trials, World

SOAP_TYPE = {"Content-Type": "text/xml; charset=utf-8"}


def _stand_in(act: Callable[[Any, World], object]) -> Act:
    return lambda w: act(w.rt.StandIn(w.orders), w)


def _sent(body: bytes, url: str = "https://h/s.asmx", **more: Any) -> Act:
    """The response to a request that a program of another kind sends."""

    def act(w: World) -> object:
        package = getattr(w, more.pop("of", "orders"))
        headers = w.rt.Headers(more.pop("headers", SOAP_TYPE))
        method = more.pop("method", "POST")
        request = w.rt.HttpRequest(method=method, url=url, headers=headers, body=body)
        response = w.rt.StandIn(package)(request)
        text = response.body.decode()
        return f"{response.status} {response.reason}: {text}"

    return act


def _asked(body: str, action: str = "urn:orders/Ask") -> Act:
    kind = {**SOAP_TYPE, "SOAPAction": f'"{action}"'}
    return _sent(envelope(body), headers=kind)


def _handled(error: Exception | Callable[[World], Exception]) -> Act:
    """A call whose handler raises."""

    def act(w: World) -> object:
        service = w.rt.StandIn(w.orders)

        def refuse(call: Any) -> Any:
            raise error(w) if callable(error) else error

        service.operation(w.orders.ASK)(refuse)
        return w.orders.OrdersClient(transport=service).ask()

    return act


def _checked(w: World) -> object:
    service = w.rt.StandIn(w.orders)
    service.answer(w.orders.ASK, w.orders.Answer(), w.orders.Answer())
    service.answer(w.orders.SAVE, w.orders.Answer(), w.orders.Answer())
    w.orders.OrdersClient(transport=service).ask()
    return service.check()


def _lost(body: str, action: str = "urn:orders/Ask") -> Act:
    """What ``check`` says of a request that .NET reads in part."""

    def act(w: World) -> object:
        service = w.rt.StandIn(w.orders)
        kind = w.rt.Headers({**SOAP_TYPE, "SOAPAction": f'"{action}"'})
        service(
            w.rt.HttpRequest(
                method="POST", url="https://h/s.asmx", headers=kind, body=envelope(body)
            )
        )
        return service.check()

    return act


def _no_server(w: World) -> object:
    with hidden("uvicorn"), w.rt.StandIn(w.orders).serving():
        return None


def _form(query: str, of: str = "quay") -> Act:
    """What GET brings."""
    return _sent(b"", f"https://h/{query}", method="GET", of=of, headers={})


def _put(body: bytes) -> Act:
    url = "http://harbour.example:8080/Harbour.svc/quays"
    kind = {"Content-Type": "text/xml"}
    return _sent(body, url, method="PUT", of="harbour", headers=kind)


def _raised_by_form(w: World) -> object:
    service = w.rt.StandIn(w.quay)
    service.answer(w.quay.ALONE, KeyError("x"))
    return w.quay.QuayClient("http://h", transport=service).alone(name="a", when=["b"])


def _text_of(pattern: str) -> Act:
    def act(w: World) -> object:
        home = import_module(f"{w.rt.__name__}.standin.patterns")
        return home.text_for(pattern, lambda count: count - 1)

    return act


PATTERNS = {
    "too long": "(((a{50}){50}){50}){50}",
    "a bracket too many": "a)",
    "an end too early": "a\\",
    "too deep": "(" * 200,
    "a quantifier of nothing": "*",
    "another quantifier": "a{x}",
    "a quantifier that allows nothing": "a{3,2}",
    "another escape": r"\px",
    "a block": r"\p{IsGreek}",
    "an empty class": r"[^\w\W]",
}


def _answering(w: World, error: Exception) -> object:
    service = w.rt.StandIn(w.orders)
    service.answer(w.orders.ASK, error)
    return w.orders.OrdersClient(transport=service).ask()


OF_STAND_INS: Trials = {
    "no package": lambda w: w.rt.StandIn(ModuleType("orders")),
    "an operation by its name": _stand_in(lambda s, w: s.calls("Ask")),
    "no answer": _stand_in(lambda s, w: s.answer(w.orders.ASK)),
    "an answer of another class": _stand_in(
        lambda s, w: s.answer(w.orders.ASK, w.orders.Inner())
    ),
    "an answer that cannot be written": _stand_in(
        lambda s, w: s.answer(w.orders.ASK, w.orders.Answer(result=5))
    ),
    "an operation of another package": _stand_in(lambda s, w: s.calls(w.shop.ORDER)),
    "an answer of a handler that cannot be written": _stand_in(
        lambda s, w: s.operation(w.orders.ASK)(lambda call: w.orders.Answer(result=5))
        and w.orders.OrdersClient(transport=s).ask()
    ),
    "answers that are left": _checked,
    "a handler's assertion": _handled(AssertionError("no panel")),
    "a handler's error": _handled(KeyError("x")),
    "a handler's own status": _handled(
        lambda w: w.rt.ServiceStackError(404, "NotFound", "no such order")
    ),
    "a handler's fault": _handled(lambda w: w.rt.SoapFault("Client", "no session")),
    "a server without uvicorn": _no_server,
    # what .NET passes over
    "a member that is misspelt": _lost(f"<Ask {NS}><text>x</text></Ask>"),
    "a member that is unknown": _lost(f"<Ask {NS}><Colour>x</Colour></Ask>"),
    "a member in another namespace": _lost(
        f'<Ask {NS}><Text xmlns="urn:x">x</Text></Ask>'
    ),
    "a member twice": _lost(f"<Ask {NS}><Text>x</Text><Text>y</Text></Ask>"),
    "a member that is missing": _lost(f"<Tell {NS}/>", "urn:orders/Tell"),
    "an attribute": _lost(f'<Ask {NS} x="1"/>'),
    "a text between members": _lost(f"<Ask {NS}>x</Ask>"),
    "another body": _lost(f"<Other {NS}/>"),
    # what .NET refuses
    "no method": _form("quay.asmx/Nobody"),
    "a method in other case": _form("quay.asmx/alone"),
    "a parameter that is missing": _form("quay.asmx/Alone?name=a"),
    "a parameter like HTML": _form("quay.asmx/Alone?name=<x&when=a"),
    "a handler's error, by GET": _raised_by_form,
    "a body that is another": _put(b"<a/>"),
    "a body that is no XML": _put(b"<a"),
    "a header with elements in a text": _sent(
        envelope(f"<Ask {NS}/>").replace(
            b"<s:Body",
            f"<s:Header><Login {NS}><Token><a/></Token></Login></s:Header><s:Body".encode(),
        ),
        headers={**SOAP_TYPE, "SOAPAction": '"urn:orders/Ask"'},
    ),
    "JSV that is too deep": _form(f"find?Tags={'%5B' * 300}", "orders"),
    "JSV of too many parts": _form(f"find?Tags=%5B{',' * 100_001}%5D", "orders"),
    "a wrong value of JSV": _form("find?Number=x", "orders"),
    "an answer that raises": lambda w: _answering(w, w.rt.SoapFault("Client", "no")),
    **{f"a pattern: {name}": _text_of(each) for name, each in PATTERNS.items()},
    "a wrong value sent": _asked(
        f"<Tell {NS}><Number>x</Number></Tell>", "urn:orders/Tell"
    ),
    "elements for a text": _asked(f"<Ask {NS}><Text><a/></Text></Ask>"),
    "an unknown action": _asked(f"<Ask {NS}/>", "urn:orders/Aks"),
    "no action": _asked(f"<Ask {NS}/>", ""),
    "no envelope": _sent(b"<a/>"),
    "no XML": _sent(b"<a"),
    "no body": _sent(
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>',
        headers={**SOAP_TYPE, "SOAPAction": '"urn:orders/Ask"'},
    ),
    "an envelope of another version": _sent(
        b'<s:Envelope xmlns:s="urn:x"/>',
    ),
    "a header that must be understood": _sent(
        envelope(f"<Ask {NS}/>")
        .replace(
            b"<soap:Body",
            b'<soap:Header><x soap:mustUnderstand="1"/></soap:Header><soap:Body',
        )
        .replace(b"<s:Body", b'<s:Header><x s:mustUnderstand="1"/></s:Header><s:Body'),
        headers={**SOAP_TYPE, "SOAPAction": '"urn:orders/Ask"'},
    ),
    "an address of nothing": _sent(b"", "https://h/nothing"),
}
