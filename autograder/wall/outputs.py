"""What a cell showed, as the outputs of a notebook: from messages of a shell, of which nothing is believed."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

_BASE64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n")


def _node(kind: str, **content: Any) -> NotebookNode:
    """One output as nbformat has it; not compared with its schema, which takes longer than all else that makes one."""
    return NotebookNode(output_type=kind, **content)


def shown(kind: str, data: dict[str, str]) -> NotebookNode:
    """An output of data by their type: `display_data`, or `execute_result`."""
    count = {"execution_count": None} if kind == "execute_result" else {}
    return _node(kind, data=NotebookNode(data), metadata=NotebookNode(), **count)


def error(name: str, text: str, trace: tuple[str, ...] = ()) -> NotebookNode:
    """An output that tells an error, by its type, its text and the lines above both."""
    return _node("error", ename=name, evalue=text, traceback=[*trace, f"{name}: {text}"])


def of(prepared: dict[str, Any]) -> list[NotebookNode]:
    """What a cell of ours showed in the zygote, as outputs."""
    outputs: list[NotebookNode] = []
    for message in prepared["shown"]:
        keep(outputs, message)
    return outputs


def keep(outputs: list[NotebookNode], message: dict[str, Any]) -> None:
    """Add what a message shows to the outputs of a cell; text goes on where text of the same stream ended."""
    if (output := _output(message)) is None:
        return
    last = outputs[-1] if outputs else None
    if last is not None and last.output_type == output.output_type == "stream" and last.name == output.name:
        last.text += output.text
    else:
        outputs.append(output)


def _output(message: dict[str, Any]) -> NotebookNode | None:
    """One output of a cell, or None. Only text and pictures are kept: a page may show them to staff."""
    if "stream" in message:
        name, text = message["stream"], message.get("text")
        if name in ("stdout", "stderr") and type(text) is str:
            return _node("stream", name=name, text=text.encode(errors="replace").decode())
        return None
    for key, kind in (("display", "display_data"), ("result", "execute_result")):
        data = message.get(key)
        if type(data) is dict:
            kept = {name: value for name, value in data.items() if _harmless(name, value)}
            return shown(kind, kept) if kept else None
    return None


def _harmless(kind: str, data: Any) -> bool:
    if type(data) is not str:
        return False
    if kind == "text/plain":
        return data == data.encode(errors="replace").decode()
    return kind in ("image/png", "image/jpeg") and not set(data) - _BASE64
