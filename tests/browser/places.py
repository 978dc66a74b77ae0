"""Every page of the app, with an address in the invented office."""

import re

SHEET = "tests/sheets/daftar-pelamar.xlsx"


def table(text: str) -> dict[str, str]:
    """One entry a line: name, blank, value."""
    return dict(line.split(" ", 1) for line in text.split("\n") if line)


# Endpoint and address; {names} are filled with numbers of the office. Where the officer may not go, another does.
OF_THE_OFFICER = table("""
home.index /
home.help_page /help
home.keys /help/keys
applicants.index /applicants?education=SMA&sex=P
applicants.facets /applicants/facets?sex=P
applicants.choose_columns /applicants/columns
applicants.new /applicants/new
applicants.show /applicants/{person}
applicants.edit /applicants/{person}/edit
applicants.paste /applicants/paste
applicants.photo /applicants/{person}/photo
applicants.reveal /applicants/{person}/reveal/nik
applicants.quick /applicants/{person}/facts
applicants.new_evidence /applicants/{person}/languages/new
applicants.edit_evidence /applicants/{fluent}/languages/{language}/edit
applicants.search /search?q=sri
applicants.twins /applicants/twins
applicants.twin /applicants/twins/{twins}
applicants.compare /applicants/{person}/compare/{fluent}
applicants.new_view /applicants/views/new?query=sex%3DP
applicants.edit_view /applicants/views/{view}/edit
stages.edit /applicants/{person}/stage
stages.hold /applicants/{person}/hold
stages.report /applicants/bulk/stage/{moved}
matching.withdraw /applicants/{person}/withdraw
documents.index /documents
documents.show /documents/{paper}
documents.of_person /applicants/{person}/documents
documents.print_list /documents/print
documents.print_wording /applicants/{person}/documents/consent/wording
documents.reveal /documents/{paper}/number
trainings.index /trainings
trainings.new /trainings/new
trainings.show /trainings/{batch}
trainings.edit /trainings/{batch}/edit
trainings.participants /trainings/{batch}/participants?q=a
trainings.schedule /trainings/{batch}/schedule
trainings.show_marks /trainings/{batch}/marks
trainings.certificates /trainings/{ended}/certificates
trainings.print_one /trainings/{batch}/print
trainings.leave /trainings/enrolments/{enrolment}/withdraw
trainings.ask_start /trainings/enrolments/{enrolment}/start
trainings.courses /trainings/courses
trainings.new_course /trainings/courses/new
trainings.edit_course /trainings/courses/{course}/edit
orders.index /orders
orders.new /orders/new
orders.show /orders/{order}
orders.edit /orders/{order}/edit
orders.quota /orders/{order}/quota
orders.requirements /orders/{order}/requirements
matching.index /matching
matching.show /matching/runs/{run}
matching.order /matching/runs/{run}/orders/{placed_order}
matching.out /matching/runs/{run}/out
matching.explain /matching/runs/{run}/applicants/{placed}
matching.compare /matching/runs/{run}/compare
matching.would /matching/runs/{run}/would
matching.what_if /matching/runs/{run}/what-if
matching.check /matching/runs/{run}/check
matching.decline /matching/runs/{run}/proposals/{proposal}/decline
matching.training /matching/training
matching.open_class /matching/training/{course}/open
matching.lock /matching/locks/new?applicant={placed}&order={placed_order}&kind=lock
matching.add /matching/orders/{order}/add?q=a
matching.answers /matching/orders/{asked_order}/answers
matching.reject /matching/orders/{asked_order}/reject?ids={asked}
matching.flight /matching/places/{going}/flight
matching.cancel /orders/{order}/cancel
partnerships.index /partnerships
partnerships.new /partnerships/new
partnerships.show /partnerships/{partnership}
partnerships.edit /partnerships/{partnership}/edit
reports.index /reports
reports.check /reports/check?code=7KQX-M2PD
reports.print_one /applicants/{person}/print
reports.print_many /applicants/print?ids={person}&ids={fluent}
reports.name_list /orders/{asked_order}/nominative
exchange.index /exchange
exchange.show /exchange/{import}
exchange.columns /exchange/{import}/columns
jobs.show /jobs/{job}
audit.index /audit
audit.show /audit/acts/{moved}
accounts.password /accounts/password
""")
OF_THE_HEAD = table("""
matching.unseal /matching/orders/{order}/unseal
""")
OF_THE_ADMIN = table("""
accounts.index /accounts
accounts.new /accounts/new
accounts.edit /accounts/{account}/edit
accounts.reset /accounts/{account}/password
settings.index /settings
settings.codes /settings/lists/occupation
settings.edit_code /settings/lists/occupation/welder/edit
settings.components /settings/components
settings.own_fields /settings/fields
settings.edit_own_field /settings/fields/{own_field}/edit
stages.index /settings/stages
stages.edit_stage /settings/stages/verified/edit
documents.kinds /settings/documents
documents.edit_kind /settings/documents/consent
documents.new_kind /settings/documents/new
""")

# Parts of pages, files, and answers for machines: they stand in pages that are looked at, or are no page.
NOT_PAGES = {
    "static", "home.health", "accounts.login", "jobs.progress",
    "applicants.view_counts", "applicants.alike", "applicants.row", "applicants.edit_row",
    "applicants.export", "applicants.picture", "trainings.export", "exchange.template", "exchange.refused",
    "documents.tabs", "documents.facets", "documents.scan", "documents.confirm",
    "reports.print_one_pdf", "reports.print_many_pdf", "reports.name_list_pdf", "reports.summary",
}  # fmt: skip

# Work beside the pages over more people than this office has: looked at in test_many.
BESIDE = {"applicants.bulk_done", "stages.moving", "audit.undoing"}

NUMBERS = table("""
person SELECT min(applicant_id) FROM matches WHERE state = 'nominated' AND active
fluent SELECT applicant_id FROM language_results ORDER BY id LIMIT 1
language SELECT min(id) FROM language_results
view SELECT max(id) FROM views
moved SELECT max(id) FROM acts WHERE title = 'stages.move_many'
paper SELECT max(id) FROM documents WHERE kind = 'passport'
batch SELECT min(id) FROM batches WHERE state = 'running'
ended SELECT min(id) FROM batches WHERE state = 'finished'
enrolment SELECT min(id) FROM enrolments WHERE state = 'enrolled'
course SELECT min(id) FROM courses
order SELECT order_id FROM proposals ORDER BY id LIMIT 1
placed_order SELECT order_id FROM proposals ORDER BY id LIMIT 1
placed SELECT applicant_id FROM proposals ORDER BY id LIMIT 1
proposal SELECT min(id) FROM proposals
asked_order SELECT order_id FROM matches WHERE state = 'nominated' ORDER BY id LIMIT 1
asked SELECT min(id) FROM matches WHERE state = 'nominated'
going SELECT min(id) FROM matches WHERE state = 'preparing'
run SELECT max(id) FROM match_runs
partnership SELECT min(id) FROM partnerships
import SELECT min(id) FROM imports
twins SELECT max(id) FROM twin_pairs
job SELECT min(id) FROM jobs
account SELECT id FROM accounts WHERE username = 'instruktur'
own_field SELECT min(id) FROM own_fields
""")


def filled(address: str, number) -> str:
    """The address with numbers for its {names}; `number(question)` asks the office."""
    return re.sub(r"{(\w+)}", lambda found: str(number(NUMBERS[found[1]])), address)


def morning(hand):
    """Something for every page to show: a run, imports half way, a list kept, two people set apart, a stage moved."""
    hand.open("/exchange")
    hand.page.set_input_files("main input[type=file]", SHEET)
    hand.click("text=Unggah dan cocokkan kolom")
    hand.page.wait_for_url(re.compile(r"/exchange/\d+"))
    hand.send("/exchange/applicants", pasted="nama\n" + "\n".join(f"Orang Rekaan {n}" for n in range(20_000)))
    hand.send("/matching/runs")
    hand.send("/applicants/views", name="Perempuan", query="sex=P")
    hand.send("/applicants/1/compare/2/different")
    everyone = {"stage": "selected", "reason": "BA-7", "all": "1", "query": "stage=verified"}
    among = re.search(r'name="among" value="(\w+)"', hand.send("/applicants/bulk/stage", **everyone).text())[1]
    hand.send("/applicants/bulk/stage", go="selected", among=among, **everyone)
