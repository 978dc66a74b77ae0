"""Words of printed sheets in Indonesian, English and Korean: one code, one word in each language.

Printed sheets may show two languages side by side, which a catalogue of screen words cannot; so these stand here.
"""

LABELS: dict[str, tuple[str, str, str]] = {
    # titles and parts of a sheet
    "summary": ("Ringkasan pelamar", "Applicant summary", "이력서"),
    "name_list": ("Daftar nominatif", "Name list", "명단"),
    "continued": ("Lanjutan", "Continued", "계속"),
    "photo": ("Pas foto 3×4", "Photo 3×4", "사진"),
    "language_and_training": ("Bahasa Korea dan pelatihan", "Korean language and training", "한국어 및 교육훈련"),
    "work": ("Pengalaman kerja", "Work experience", "경력사항"),
    "school_and_skill": ("Pendidikan dan keahlian", "Education and skills", "학력 및 자격"),
    "documents": ("Dokumen", "Documents", "구비서류"),
    "other_documents": ("Dokumen lain", "Other documents", "기타 서류"),
    "matched_order": ("Job order", "Job order", "구인 요청"),
    # the person
    "name": ("Nama", "Name", "성명"),
    "passport_name": ("Nama di paspor", "Name in passport", "여권 성명"),
    "hangul_name": ("Nama Hangul", "Name in Hangul", "한글 성명"),
    "number": ("Nomor", "Number", "번호"),
    "nik": ("NIK", "ID number", "주민번호"),
    "birth": ("Tempat, tanggal lahir", "Place and date of birth", "출생지, 생년월일"),
    "birth_date": ("Tanggal lahir", "Date of birth", "생년월일"),
    "birth_place": ("Tempat lahir", "Place of birth", "출생지"),
    "age": ("Umur", "Age", "나이"),
    "age_of": ("{n} tahun", "{n} years", "만 {n}세"),
    "sex_short": ("L/P", "M/F", "성별"),
    "sex": ("Jenis kelamin", "Sex", "성별"),
    "nationality": ("Warga negara", "Nationality", "국적"),
    "indonesia": ("Indonesia", "Indonesia", "인도네시아"),
    "passport": ("Paspor", "Passport", "여권번호"),
    "ready_on": ("Siap berangkat", "Available from", "출국 가능일"),
    "area": ("Wilayah", "Area", "거주지역"),
    "address": ("Alamat", "Address", "주소"),
    "religion": ("Agama", "Religion", "종교"),
    "marital_status": ("Status perkawinan", "Marital status", "혼인상태"),
    "dependants": ("Tanggungan", "Dependants", "부양가족"),
    "phone": ("Nomor HP", "Phone", "전화번호"),
    # the body
    "height": ("Tinggi", "Height", "신장"),
    "weight": ("Berat", "Weight", "체중"),
    "eyesight": ("Penglihatan", "Eyesight", "시력"),
    "colour_blindness": ("Buta warna", "Colour blindness", "색맹(색약)"),
    "blood_type": ("Gol. darah", "Blood type", "혈액형"),
    "hand": ("Tangan dominan", "Dominant hand", "주로 쓰는 손"),
    # columns
    "no": ("No.", "No.", "번호"),
    "date": ("Tanggal", "Date", "일자"),
    "period": ("Tanggal", "Period", "기간"),
    "test_or_training": ("Ujian atau pelatihan", "Test or training", "시험 · 교육"),
    "place": ("Tempat", "Place", "기관"),
    "level": ("tingkat {n}", "level {n}", "{n}급"),
    "hours": ("{n} JP", "{n} hours", "{n}시간"),
    "attended": ("hadir {share}", "attended {share}", "출석 {share}"),
    "until": ("s.d. {day}", "until {day}", "{day}까지"),
    "ended": ("habis {day}", "expired {day}", "{day} 만료"),
    "endless": ("Tanpa batas", "No end", "무기한"),
    "result": ("Hasil", "Result", "결과"),
    "employment_period": ("Masa kerja", "Period", "기간"),
    "period_of": ("{first} – {last}", "{first} – {last}", "{first} – {last}"),
    "since": ("sejak {first}", "since {first}", "{first}부터"),
    "years": ("{n} tahun", "{n} years", "{n}년"),
    "months": ("{n} bulan", "{n} months", "{n}개월"),
    "company": ("Perusahaan", "Company", "회사명"),
    "country": ("Negara", "Country", "국가"),
    "duties": ("Pekerjaan", "Duties", "담당 업무"),
    "education": ("Pendidikan", "Education", "학력"),
    "education_highest": ("Pendidikan terakhir", "Highest education", "최종학력"),
    "school": ("Sekolah", "School", "학교"),
    "major": ("Jurusan", "Major", "전공"),
    "graduated": ("Lulus", "Graduated", "졸업"),
    "certificate": ("Sertifikat", "Certificates", "자격증"),
    "training_certificate": ("Sertifikat pelatihan", "Training certificate", "수료증"),
    "skill": ("Keahlian", "Skills", "기술 · 기능"),
    "own_fields": ("Keterangan tambahan", "Further details", "추가 사항"),
    "wanted_sector": ("Sektor pilihan", "Preferred sector", "희망 업종"),
    "wanted_occupation": ("Jabatan pilihan", "Preferred occupation", "희망 직종"),
    "document": ("Dokumen", "Document", "서류"),
    "document_number": ("Nomor", "Number", "번호"),
    "issued_on": ("Terbit", "Issued", "발급일"),
    "valid_until": ("Masa berlaku", "Valid until", "유효기간"),
    "state": ("Keadaan", "State", "상태"),
    "language_score": ("Nilai bahasa", "Language score", "한국어 점수"),
    "score": ("Skor", "Score", "점수"),
    "status": ("Status", "Status", "상태"),
    "reason": ("Keterangan", "Reason", "사유"),
    # the job order
    "order_number": ("Nomor job order", "Job order number", "구인 번호"),
    "order_title": ("Job order", "Job order", "구인 요청"),
    "employer": ("Pemberi kerja", "Employer", "고용주"),
    "partner": ("Mitra", "Partner", "협력기관"),
    "occupation": ("Jabatan", "Occupation", "직종"),
    "workplace": ("Tempat kerja", "Workplace", "근무지"),
    "quota": ("Kuota", "Quota", "정원"),
    "quota_by_sex": ("laki-laki {male}, perempuan {female}", "male {male}, female {female}", "남 {male}, 여 {female}"),
    "free": ("bebas", "any", "무관"),
    "wage": ("Upah", "Wage", "임금"),
    "contract_period": ("Masa kontrak", "Contract period", "계약기간"),
    "closes_on": ("Batas pencalonan", "Nominations close", "추천 마감일"),
    "interview_on": ("Wawancara", "Interview", "면접"),
    "departs_on": ("Keberangkatan", "Departure", "출국"),
    # closing
    "checked": (
        "Data diperiksa terhadap dokumen asli.",
        "Checked against the original documents.",
        "원본 서류와 대조하여 확인하였음.",
    ),
    "not_checked": (
        "Belum semua data diperiksa terhadap dokumen asli.",
        "Not all data checked against the original documents yet.",
        "원본 서류와 대조가 아직 끝나지 않았음.",
    ),
    "valid_30_days": (
        "Berlaku 30 hari sejak dicetak.",
        "Valid for 30 days after printing.",
        "발급일로부터 30일간 유효함.",
    ),
    "check_code": ("Kode periksa", "Check code", "확인 코드"),
    "filled": (
        "Ditempatkan {placed}, cadangan {reserve}, tidak {out}, dari kuota {quota}.",
        "Placed {placed}, reserve {reserve}, not placed {out}, of a quota of {quota}.",
        "배치 {placed}명, 예비 {reserve}명, 미배치 {out}명, 정원 {quota}명.",
    ),
    "proven": (
        "Susunan pencocokan {run} terbukti yang terbaik.",
        "The plan of matching {run} is proven to be the best.",
        "배치안 {run}은 최적임이 증명됨.",
    ),
    "score_of_100": ("Skor dari 100.", "Scores of 100.", "점수는 100점 만점."),
    "checked_by": ("Petugas pemeriksa", "Checked by", "확인자"),
    "head_of_office": ("Kepala Dinas", "Head of office", "국장"),
    "printed_by": ("Dicetak oleh", "Printed by", "출력자"),
    "printed_on": ("Dicetak", "Printed", "출력일"),
    # codes
    "sex_short.L": ("L", "M", "남"),
    "sex_short.P": ("P", "F", "여"),
    "sex.L": ("Laki-laki", "Male", "남"),
    "sex.P": ("Perempuan", "Female", "여"),
    "education.SD": ("SD", "Primary school", "초졸"),
    "education.SMP": ("SMP", "Junior secondary school", "중졸"),
    "education.SMA": ("SMA", "Senior secondary school", "고졸"),
    "education.SMK": ("SMK", "Vocational secondary school", "고졸 (직업계)"),
    "education.D1": ("D1", "Diploma 1", "전문과정 1년"),
    "education.D2": ("D2", "Diploma 2", "전문과정 2년"),
    "education.D3": ("D3", "Diploma 3", "전문대졸"),
    "education.D4": ("D4", "Diploma 4", "대졸 (응용)"),
    "education.S1": ("S1", "Bachelor", "대졸"),
    "education.S2": ("S2", "Master", "석사"),
    "education.S3": ("S3", "Doctorate", "박사"),
    "status.placed": ("Ditempatkan", "Placed", "배치"),
    "status.reserve": ("Cadangan", "Reserve", "예비"),
    "status.reserve_of": ("Cadangan {n}", "Reserve {n}", "예비 {n}"),
    "status.not": ("Tidak", "Not placed", "미배치"),
    "result.enrolled": ("Sedang mengikuti", "Attending", "교육 중"),
    "result.passed": ("Lulus", "Passed", "합격"),
    "result.failed": ("Tidak lulus", "Failed", "불합격"),
    "answer.yes": ("Ya", "Yes", "있음"),
    "answer.no": ("Tidak", "No", "없음"),
    "hand.right": ("Kanan", "Right", "오른손"),
    "hand.left": ("Kiri", "Left", "왼손"),
}

COLUMNS = {"id": (0, None), "en": (1, None), "ko": (2, None), "id+ko": (0, 2)}


def said(code: str, language: str, **values) -> tuple[str, str]:
    """The word for a code in the language of a sheet, and in its second language or ''; `values` fill its gaps.

    >>> said("height", "id+ko")
    ('Tinggi', '신장')

    Raises KeyError for an unknown code or language.
    """
    first, second = COLUMNS[language]
    row = LABELS[code]
    texts = row[first], row[second] if second is not None else ""
    return tuple(text.format(**values) for text in texts) if values else texts
