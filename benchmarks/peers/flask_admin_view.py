"""Flask-Admin over the table of people, measured; run by benchmarks/pages.py in its own virtual environment."""

import json
import sys
import time
from datetime import date

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from sqlalchemy import String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker

FILE, ROUNDS, HITS, NOTHING = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "applicants"

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str] = mapped_column(String(150))
    search: Mapped[str] = mapped_column(String(300))
    birth_date: Mapped[date | None]
    sex: Mapped[str | None] = mapped_column(String(1))
    kecamatan_code: Mapped[str | None] = mapped_column(String(8))
    stage: Mapped[str] = mapped_column(String(40))
    education: Mapped[str | None] = mapped_column(String(40))
    eps_score: Mapped[int | None]
    papers: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(40))
    nik: Mapped[str | None] = mapped_column(String(16))
    officer_id: Mapped[int | None]


class People(ModelView):
    """Stock list with the same columns, filters and search fields; cells are edited in place."""

    column_list = [
        "full_name",
        "birth_date",
        "sex",
        "kecamatan_code",
        "stage",
        "eps_score",
        "papers",
        "phone",
        "officer_id",
    ]
    column_filters = ["stage", "sex", "education", "kecamatan_code"]
    column_searchable_list = ["full_name", "nik", "phone"]
    column_editable_list = ["phone"]
    column_default_sort = "search"
    form_columns = ["full_name", "phone"]
    page_size = 50


def main():
    engine = create_engine(f"sqlite:///{FILE}")
    person, session = Person, scoped_session(sessionmaker(engine))
    app = Flask("peer")
    app.secret_key = "bench"
    Admin(app, name="peer").add_view(People(person, session, endpoint="people"))
    client = app.test_client()
    number = session.scalar(select(person.id).limit(1))
    session.remove()
    turn = iter(range(10**6))

    def get(query=""):
        answer = client.get("/admin/people/" + query)
        assert answer.status_code == 200, answer.status_code
        session.remove()
        return answer

    def edit():
        start = time.process_time()
        answer = client.post("/admin/people/ajax/update/", data={"list_form_pk": number, "phone": f"0812{next(turn):08}"})
        assert answer.status_code == 200, answer.text
        session.remove()
        return (time.process_time() - start) * 1000

    pages = {
        "list": "",
        "two filters": "?flt0_0=registered&flt1_7=P",
        "search": f"?search={HITS}",
        "search, nothing": f"?search={NOTHING}",
        "deep page": "?page=1000",
    }
    wanted = session.scalar(select(func.count()).select_from(person).where(person.stage == "registered", person.sex == "P"))
    assert f"({wanted})" in get(pages["two filters"]).text, "the filter of the peer does not filter"
    found = dict.fromkeys(pages, float("inf"))
    for _round in range(ROUNDS + 1):
        for name, query in pages.items():
            start = time.process_time()
            get(query)
            found[name] = min(found[name], (time.process_time() - start) * 1000)
    found["edit a row"] = min(edit() for _ in range(ROUNDS * 3))
    print(json.dumps({name: round(ms, 2) for name, ms in found.items()} | {"KiB": round(len(get().data) / 1024, 1)}))


main()
