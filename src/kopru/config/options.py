"""Every setting of an installation, in one class: name, meaning, safe default.

Read from the environment (`KOPRU_…`; the database also from `DATABASE_URL`).
`docs/settings.md` is printed from here.
"""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

PREFIX = "KOPRU_"


class WrongSetting(Exception):
    """One or more settings cannot be used; the text names each and says why."""


class Options(BaseSettings):
    """What an installation may set. Unset means the default shown."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", validate_default=True)

    data: Path = Field(
        Path("kopru-data"),
        description="The data folder: database, search index, secret key, mails. Made when absent.",
    )
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("DATABASE_URL", "KOPRU_DATABASE_URL", "database_url"),
        description="postgres://user:password@host:port/name. Empty: SQLite in the data folder.",
    )
    secret_key: SecretStr | None = Field(
        None, description="Signs sessions and links. Empty: made once and kept in the data folder."
    )
    debug: bool = Field(
        default=False, description="Developer's error pages. Never where others can reach it."
    )
    host: str = Field("127.0.0.1", description="Address that `kopru serve` listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port that `kopru serve` listens on.")
    threads: int = Field(
        8, ge=1, le=64, description="Requests that one web process answers at once."
    )
    workers: int = Field(
        1, ge=1, le=32, description="Web processes. More than one is for PostgreSQL."
    )
    base_url: str = Field(
        "", description="How people reach us, for links in mails. Empty: http://host:port."
    )
    allowed_hosts: list[str] = Field(
        ["localhost", "127.0.0.1", "[::1]"],
        description='Host names answered, as JSON: ["ill.example.edu.tr"].',
    )
    https: bool = Field(
        default=False, description="We are reached over HTTPS: secure cookies, strict transport."
    )
    language: Literal["tr", "en"] = Field("tr", description="Language where nobody has chosen one.")
    undo_seconds: float = Field(
        15.0,
        ge=0,
        le=600,
        description="How long a step can be undone; others are told of it after that.",
    )
    gather_seconds: float = Field(
        120.0,
        ge=0,
        le=3600,
        description="How long a mail about one part of a set waits for the others of the same news.",
    )
    repeat_seconds: float = Field(
        10.0,
        ge=0,
        le=600,
        description="A second scan of the same thing within this time is taken for a slip.",
    )
    mail_seconds: float = Field(
        30.0, ge=1, le=3600, description="How often readers' mailboxes are looked into."
    )
    mail_from: str = Field(
        "kopru@localhost",
        description="Sender of notices where a library has no address of its own.",
    )
    smtp_host: str = Field(
        "", description="Mail server for notices. Empty: notices are kept and shown, not sent."
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field("", description="Account at the mail server.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password at the mail server.")
    smtp_tls: bool = Field(default=True, description="STARTTLS towards the mail server.")
    allowed_networks: list[str] = Field(
        [],
        description="Private networks whose catalogues may be asked, as JSON: "
        '["10.1.0.0/16"]. Addresses of other private networks are refused.',
    )
    target_seconds: float = Field(
        1.5,
        ge=0.2,
        le=10,
        description="How long a title page waits for the libraries' catalogues to say what is in.",
    )
    target_minutes: float = Field(
        10.0,
        ge=0,
        le=1440,
        description="How long such an answer is shown before the catalogue is asked again.",
    )
    tokat_url: str = Field(
        "https://www.toplukatalog.gov.tr/",
        description="Address of TO-KAT that links to it begin with. Empty: no such links.",
    )
    index_memory: int = Field(
        256,
        ge=32,
        le=8192,
        description="Megabytes for building the search index when many records come at once.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged."
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("postgres://", "postgresql://")):
            raise ValueError("must begin with postgres:// (or be empty for SQLite)")
        return value

    @field_validator("allowed_networks")
    @classmethod
    def _networks(cls, value: list[str]) -> list[str]:
        for text in value:
            ip_network(text)  # its ValueError says what is wrong
        return value

    @field_validator("base_url", "tokat_url")
    @classmethod
    def _full_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @property
    def address(self) -> str:
        """How people reach us, without a slash at the end."""
        return self.base_url or f"http://{self.host}:{self.port}"


def _name(field: str) -> str:
    return "DATABASE_URL" if field == "database_url" else f"{PREFIX}{field.upper()}"


def read_options() -> Options:
    """The installation's settings.

    :raises WrongSetting: naming every setting that is wrong or unknown; values are
        never repeated, since some are secrets
    """
    known = {_name(field) for field in Options.model_fields} | {f"{PREFIX}DATABASE_URL"}
    unknown = sorted(n for n in os.environ if n.startswith(PREFIX) and n not in known)
    problems = [f"{name}: there is no such setting" for name in unknown]
    try:
        options = Options()
    except ValidationError as error:
        for wrong in error.errors(include_input=False, include_url=False):
            field = str(wrong["loc"][0])
            name = _name(field) if field in Options.model_fields else field
            problems.append(f"{name}: {wrong['msg']}")
        raise WrongSetting("\n".join(problems)) from None
    except SettingsError as error:  # a list that is no JSON; the text names the field
        field = str(error).partition('"')[2].partition('"')[0]
        problems.append(f"{_name(field)}: must be JSON")
        raise WrongSetting("\n".join(problems)) from None
    if problems:
        raise WrongSetting("\n".join(problems))
    return options


def settings_table() -> str:
    """The settings as a Markdown table: name, default, meaning."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for field, info in Options.model_fields.items():
        default = info.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        shown = "" if default in ("", None) else f"`{default}`"
        rows.append(f"| `{_name(field)}` | {shown} | {info.description} |")
    return "\n".join(rows)
