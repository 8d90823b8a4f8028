"""The local model through llama.cpp: for now, what the installed build can do."""

from dataclasses import dataclass
from importlib import metadata, util


@dataclass(frozen=True)
class Build:
    """The llama.cpp that is installed: the version of its Python binding, and whether it can use a GPU."""

    version: str
    offloads: bool


def installed_build() -> Build | None:
    """The build that the extra `llm` installed, None without it; raises OSError where its library cannot be loaded."""
    if util.find_spec("llama_cpp") is None:
        return None
    try:
        import llama_cpp
    except RuntimeError as error:  # what its loader raises for a library that does not fit this machine
        raise OSError(str(error)) from error
    return Build(metadata.version("llama-cpp-python"), bool(llama_cpp.llama_supports_gpu_offload()))
