"""Holds calls of the Bot API against aiogram's method models.

Reads a JSON line `[[method, parameters, [part, …]], …]`, the parts being uploaded files, and
answers with a line `[complaint or null, …]`; ends when nothing more comes.
"""

import inspect
import json
import sys
from typing import get_args

from aiogram import methods
from pydantic import BaseModel, ValidationError

MODELS = {
    model.__api_method__: model
    for model in vars(methods).values()
    if inspect.isclass(model)
    and issubclass(model, methods.TelegramMethod)
    and model is not methods.TelegramMethod
}


def complaint(method, parameters, parts):
    """Why aiogram would not have made this call, or None."""
    model = MODELS.get(method)
    if model is None:
        return f"{method}: no such method"
    is_form = bool(parameters) and all(isinstance(value, str) for value in parameters.values())
    if is_form:
        parameters = {name: unwrapped(model, name, text) for name, text in parameters.items()}
    parameters = {**{part: f"attach://{part}" for part in parts}, **parameters}
    try:
        call = model.model_validate_json(json.dumps(parameters), strict=True)
    except ValidationError as error:
        found = [f"{path(problem['loc'])}: {problem['msg']}" for problem in error.errors()]
        return f"{method}: " + "; ".join(found)
    found = sorted(unknown(call))
    found += [f"{name}: deprecated" for name in parameters if is_deprecated(model, name)]
    return f"{method}: " + "; ".join(found) if found else None


def unwrapped(model, name, text):
    """A value of a form: text, or JSON where the model wants no text."""
    field = model.model_fields.get(name)
    if field is None or str in (field.annotation, *get_args(field.annotation)):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def unknown(value, at=()):
    """The fields that no model knows, at any depth."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path((*at, name))}: unknown field"
        for name in value.model_fields_set & set(type(value).model_fields):
            yield from unknown(getattr(value, name), (*at, name))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from unknown(element, (*at, index))


def is_deprecated(model, name):
    field = model.model_fields.get(name)
    return field is not None and (field.json_schema_extra or {}).get("deprecated", False)


def path(steps):
    return ".".join(str(step) for step in steps)


for line in sys.stdin:
    answers = [complaint(*call) for call in json.loads(line)]
    print(json.dumps(answers, ensure_ascii=False), flush=True)
