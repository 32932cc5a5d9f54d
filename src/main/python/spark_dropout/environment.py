"""What must be installed: pyspark 3.5, Java 17 and the jar."""

import importlib.metadata
import locale
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Dict, Optional

PYSPARK = "3.5"
JAVA = range(17, 23)  # From 23 on, Java refuses Hadoop's way of asking for the user.
_ASCII = ("ANSI_X3.4-1968", "US-ASCII", "646")
_JAR = "spark-dropout.jar"


def version() -> str:
    """The version of this package and of its jar."""
    try:
        return importlib.metadata.version("spark-dropout")
    except importlib.metadata.PackageNotFoundError:
        return "unpackaged"


def require_pyspark() -> None:
    """Checks that there is a pyspark that the jar was built for.

    :raises ImportError: if not
    """
    try:
        from pyspark import __version__ as found
    except ImportError:
        found = "none"
    if not found.startswith(PYSPARK + "."):
        raise ImportError(
            f"Spark Dropout must have pyspark {PYSPARK}. Found: {found}. Install it: "
            f"pip install 'pyspark=={PYSPARK}.*'"
        )


def jar() -> str:
    """The path of the jar: in the package, or where ``mvn package`` puts it in a checkout.

    :raises FileNotFoundError: if there is none
    """
    here = Path(__file__).resolve().parent
    places = [here / "jars" / _JAR]
    places += [folder / "target" / _JAR for folder in here.parents if (folder / "pom.xml").exists()]
    for place in places:
        if place.exists():
            return str(place)
    raise FileNotFoundError(
        f"The jar must be in one of {', '.join(map(str, places))}. It is in none. Install the "
        "wheel of Spark Dropout, or build the jar with mvn -DskipTests package"
    )


def require_java() -> str:
    """Checks that pyspark will find a Java that runs the jar.

    :returns: the path of its command
    :raises EnvironmentError: if not
    """
    home = os.environ.get("JAVA_HOME")
    command = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    found = _java_version(command) if command else None
    if command is None or found not in JAVA:
        what = f"Java {found}" if found else "none that answers"
        raise EnvironmentError(
            f"Java {JAVA[0]} must be installed (up to {JAVA[-1]} is fine). Found: {what}"
            f"{_place(home, command)}. Install it, such as with "
            f"'apt install openjdk-{JAVA[0]}-jre-headless' or 'conda install openjdk={JAVA[0]}', "
            "and set JAVA_HOME to its folder"
        )
    return command


def utf8_locale() -> Dict[str, str]:
    """The variables that give a JVM a UTF-8 locale, if it would have one of ASCII alone: it loses
    all other characters of file names there.
    """
    codeset = locale.nl_langinfo(locale.CODESET) if hasattr(locale, "nl_langinfo") else "UTF-8"
    return {"LC_ALL": "C.UTF-8"} if codeset in _ASCII else {}


def _place(home: Optional[str], command: Optional[str]) -> str:
    if home:
        return f" in JAVA_HOME, {home}"
    return f" at {command}" if command else " on the PATH, and JAVA_HOME is not set"


def _java_version(command: str) -> Optional[int]:
    try:
        told = subprocess.run([command, "-version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    named = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    return int(named.group(1)) if named else None
