"""Checks every answer against the service model that botocore ships: no unknown field, none of another type.

It hangs on botocore's own event, so whatever a test calls is checked beside what the test itself asserts.
"""

import json
import xml.etree.ElementTree as ElementTree


class Shapes:
    """Collects what does not fit, for a client of boto3."""

    def __init__(self):
        self.wrong = []
        self.checked = 0

    def watch(self, client):
        model = client.meta.service_model

        def received(response_dict, operation_model=None, **_):
            # The event names the operation, not its model.
            self.check(model, operation_model, response_dict)

        def before(model, context, **_):
            context["interop-operation"] = model

        client.meta.events.register("before-call", before)

        def event(event_name, response_dict, context, **_):
            received(response_dict, context.get("interop-operation"))

        client.meta.events.register("response-received", event)

    def check(self, service, operation, response):
        body, status = response["body"], response["status_code"]
        place = f"{service.service_name} {operation.name} {status}"
        self.checked += 1
        protocol = service.metadata["protocol"]
        if status >= 300:
            self.check_error(place, protocol, service, body)
        elif protocol == "rest-json":
            self.check_json(place, operation.output_shape, json.loads(body or b"{}"))
        elif protocol in ("query", "rest-xml"):
            self.check_root(place, protocol, operation, body)
        else:
            self.wrong.append(f"{place}: protocol {protocol} is not checked")

    def check_error(self, place, protocol, service, body):
        if protocol == "rest-json":
            fields = json.loads(body)
            known = {name for shape in service.error_shapes for name in shape.members} | {"message", "Message"}
            self.wrong += [f"{place}: unknown field {name}" for name in fields if name not in known]
        elif protocol == "query":
            root = ElementTree.fromstring(body)
            if local(root) != "ErrorResponse" or [local(it) for it in root] != ["Error", "RequestId"]:
                self.wrong.append(f"{place}: {body!r}")

    def check_root(self, place, protocol, operation, body):
        root, shape = ElementTree.fromstring(body), operation.output_shape
        if protocol == "query":
            if local(root) != f"{operation.name}Response":
                self.wrong.append(f"{place}: root {local(root)}")
            wrapper = shape.serialization.get("resultWrapper") if shape else None
            inner = [it for it in root if local(it) == wrapper]
            others = [local(it) for it in root if local(it) not in (wrapper, "ResponseMetadata")]
            if others or (wrapper and len(inner) != 1):
                self.wrong.append(f"{place}: {wrapper} and {others}")
            root = inner[0] if inner else ElementTree.Element("none")
        if shape:
            self.check_xml(place, shape, root)

    def check_json(self, place, shape, value):
        kind = shape.type_name
        if value is None:
            return
        if kind == "structure":
            names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
            for name, inner in value.items():
                if name not in names:
                    self.wrong.append(f"{place}: unknown field {name}")
                else:
                    self.check_json(f"{place}.{name}", names[name], inner)
            missing = [name for name in getattr(shape, "required_members", []) if name not in value]
            self.wrong += [f"{place}: {name} is missing" for name in missing]
        elif kind == "list":
            for inner in value:
                self.check_json(f"{place}[]", shape.member, inner)
        elif kind == "map":
            for inner in value.values():
                self.check_json(f"{place}{{}}", shape.value, inner)
        else:
            wanted = {"string": str, "boolean": bool, "integer": int, "long": int, "timestamp": (int, float)}.get(kind)
            if wanted and not isinstance(value, wanted):
                self.wrong.append(f"{place}: {value!r} is no {kind}")
            if kind == "string" and getattr(shape, "enum", None) and value not in shape.enum:
                self.wrong.append(f"{place}: {value!r} is none of {shape.enum}")

    def check_xml(self, place, shape, element):
        kind = shape.type_name
        if kind == "structure":
            names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
            for inner in element:
                member = names.get(local(inner))
                if member is None:
                    self.wrong.append(f"{place}: unknown element {local(inner)}")
                else:
                    self.check_xml(f"{place}.{local(inner)}", member, inner)
            found = {local(inner) for inner in element}
            required = getattr(shape, "required_members", [])
            self.wrong += [f"{place}: {name} is missing" for name in required if name not in found]
        elif kind == "list":
            name = shape.member.serialization.get("name", "member")
            for inner in element:
                if local(inner) != name:
                    self.wrong.append(f"{place}: item {local(inner)} instead of {name}")
                self.check_xml(f"{place}[]", shape.member, inner)
        elif kind == "boolean" and element.text not in ("true", "false"):
            self.wrong.append(f"{place}: {element.text!r} is no boolean")
        elif kind in ("integer", "long"):
            int(element.text)


def local(element):
    return element.tag.rpartition("}")[2]
