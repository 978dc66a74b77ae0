"""Django admin over the table of people, measured; run by benchmarks/pages.py in its own virtual environment."""

import json
import sys
import time

FILE, ROUNDS, HITS, NOTHING = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.configure(
    SECRET_KEY="bench",
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    STATIC_URL="/static/",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FILE}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
)
django.setup()

from django.contrib import admin  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import models  # noqa: E402
from django.urls import path  # noqa: E402


class Person(models.Model):
    full_name = models.CharField(max_length=150)
    search = models.CharField(max_length=300)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, null=True, blank=True)
    kecamatan_code = models.CharField(max_length=8, null=True, blank=True)
    stage = models.CharField(max_length=40)
    education = models.CharField(max_length=40, null=True, blank=True)
    eps_score = models.IntegerField(null=True, blank=True)
    papers = models.CharField(max_length=40)
    phone = models.CharField(max_length=40, null=True, blank=True)
    nik = models.CharField(max_length=16, null=True, blank=True)
    officer_id = models.IntegerField(null=True, blank=True)

    class Meta:
        app_label = "auth"
        managed = False
        db_table = "applicants"


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = [
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
    list_filter = ["stage", "sex", "education", "kecamatan_code"]
    search_fields = ["full_name", "nik", "phone"]
    ordering = ["search", "id"]
    list_per_page = 50


urlpatterns = [path("admin/", admin.site.urls)]


def main():
    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_superuser("bench", "", "bench"))
    base = "/admin/auth/person/"
    number = Person.objects.order_by("id").values_list("id", flat=True)[0]
    turn = iter(range(10**6))

    def get(query=""):
        answer = client.get(base + query)
        assert answer.status_code == 200
        return answer

    def edit():
        stored = {name: value for name, value in Person.objects.values().get(pk=number).items() if value is not None}
        start = time.process_time()
        answer = client.post(f"{base}{number}/change/", {**stored, "phone": f"0812{next(turn):08}"})
        assert answer.status_code == 302, answer.content[:3000]
        return (time.process_time() - start) * 1000

    pages = {
        "list": "",
        "two filters": "?stage=registered&sex=P",
        "search": f"?q={HITS}",
        "search, nothing": f"?q={NOTHING}",
        "deep page": f"?p={Person.objects.count() // 100}",
    }
    wanted = Person.objects.filter(stage="registered", sex="P").count()
    assert f"{wanted} persons" in get(pages["two filters"]).content.decode(), "the filter of the peer does not filter"
    found = dict.fromkeys(pages, float("inf"))
    for _round in range(ROUNDS + 1):
        for name, query in pages.items():
            start = time.process_time()
            get(query)
            found[name] = min(found[name], (time.process_time() - start) * 1000)
    found["edit a row"] = min(edit() for _ in range(ROUNDS * 3))
    print(json.dumps({name: round(ms, 2) for name, ms in found.items()} | {"KiB": round(len(get().content) / 1024, 1)}))


main()
