"""A person with everything that stands on a printed sheet."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from serang import files
from serang.web.clock import now

NIK = "3673995202990001"


def photo():
    content = BytesIO()
    Image.new("RGB", (600, 800), "#c3cede").save(content, "JPEG")
    return files.keep_photo(content.getvalue()).name


@pytest.fixture
def siti(make):
    """A person with everything that stands on a sheet, and everything that must not."""
    person = make.applicant(
        "Siti Nur'aini",
        hangul_name="시티 누라이니",
        passport_name="SITI NURAINI",
        nik=NIK,
        kk_number="3673990101150002",
        birth_place="Serang",
        birth_date=date(1999, 2, 12),
        sex="P",
        phone="+6281200001234",
        address="Jalan Rahasia 7",
        marital_status="divorced",
        education="SMK",
        major="Teknik Mesin",
        height_cm=161,
        weight_kg=55,
        kelurahan_code="36.73.05.1001",
        stage="verified",
        photo=photo(),
    )
    make.language(person, score=178)
    make.language(person, test="TOPIK", score=None, level="2")
    make.experience(
        person,
        field="welder",
        months=28,
        company="PT Cahaya Presisi",
        position="Operator las",
        started_on=date(2021, 8, 1),
        ended_on=date(2023, 11, 30),
    )
    make.certificate(person, code="welding_3g", name="Las SMAW 3G", number="LSP-77")
    make.wish(person, occupation="welder", country="KR")
    batch = make.batch(
        make.course("Bahasa Korea Dasar", hours=320),
        provider="BBPVP Serang",
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 4, 24),
    )
    make.enrolment(batch, person, state="passed", certificate_no="BKD-26-0087")
    make.document(person, number="C7123412", valid_until=date(2034, 1, 8), verified_at=now())
    make.document(person, kind="diploma", number="DIP-5", valid_until=None, verified_at=now())
    make.document(person, kind="medical", number="MED-9", valid_until=date(2027, 2, 3), verified_at=now())
    make.match(person, make.order("Juru las", occupation="welder", employer="Haesong Precision"), state="nominated")
    return person
