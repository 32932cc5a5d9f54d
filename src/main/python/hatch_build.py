"""Names the platform in the wheel: the jar holds native libraries of the machine that built it."""

import sysconfig
from typing import Any, Dict

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlatformOfTheJar(BuildHookInterface):
    def initialize(self, version: str, build_data: Dict[str, Any]) -> None:
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"
        build_data["pure_python"] = False
