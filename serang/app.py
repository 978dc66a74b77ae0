"""create_app(): joins all parts, in reading order. Imported by wsgi.py, the servers and tests only."""

import logging
import os
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from serang import config, i18n, tables
from serang.accounts import cli as accounts_cli
from serang.accounts import routes as accounts
from serang.applicants import routes as applicants
from serang.applicants import tasks as applicants_tasks
from serang.audit import operations as audit_operations
from serang.audit import routes as audit
from serang.audit import tasks as audit_tasks
from serang.common import words
from serang.db import db
from serang.documents import routes as documents
from serang.documents import tasks as documents_tasks
from serang.exchange import cli as exchange_cli
from serang.exchange import routes as exchange
from serang.exchange import tasks as exchange_tasks
from serang.home import routes as home
from serang.jobs import routes as jobs
from serang.matching import cli as matching_cli
from serang.matching import routes as matching
from serang.matching import tasks as matching_tasks
from serang.orders import routes as orders
from serang.partnerships import routes as partnerships
from serang.reports import cli as reports_cli
from serang.reports import routes as reports
from serang.settings import queries as settings_queries
from serang.settings import routes as settings
from serang.stages import routes as stages
from serang.stages import tasks as stages_tasks
from serang.trainings import routes as trainings
from serang.upkeep import cli as upkeep_cli
from serang.web import csrf, errors, headers, page, session, shell, static

ROOT = Path(__file__).parent.parent
NOUNS = [home, applicants, documents, trainings, orders, stages, matching, partnerships, reports, exchange, jobs, audit, accounts, settings]
TASKS = [audit_tasks, exchange_tasks, applicants_tasks, documents_tasks, stages_tasks, matching_tasks]
COMMANDS = [accounts_cli, exchange_cli, matching_cli, reports_cli, upkeep_cli]


def create_app(**overrides) -> Flask:
    """The whole application; `overrides` are Flask settings that tests set."""
    instance = Path(overrides.pop("INSTANCE", None) or os.environ.get("SERANG_INSTANCE") or ROOT / "instance").resolve()
    app = Flask("serang", instance_path=str(instance), root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.config.update(config.settings(instance), **overrides)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    _data(app)
    _web(app)
    for noun in NOUNS:
        app.register_blueprint(noun.bp)
    for command in COMMANDS:
        app.cli.add_command(command.group)
    return app


def _data(app):
    assert tables.ALL
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "serang" / "migrations"), render_as_batch=True, compare_type=True)
    audit_operations.watch(db.session)


def _web(app):
    if app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=app.config["PROXIES"], x_proto=app.config["PROXIES"], x_host=app.config["PROXIES"])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(_closed_folder(Path(app.instance_path) / ".templates")))
    page.init(app)
    i18n.init(app)
    Compress(app)
    session.init(app)
    accounts.init_sign_in(app, LoginManager(app))
    accounts.init_drafts(app)
    csrf.init(app)
    static.init(app)
    headers.init(app)
    errors.init(app, words.say)
    shell.init(app, office=settings_queries.office)


def _closed_folder(folder: Path) -> Path:
    """A folder that only its owner reads; what lies in it is run as code."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
