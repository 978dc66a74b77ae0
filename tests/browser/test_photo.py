"""A portrait is cut to 3:4 on the screen, where one sees the face, before it is sent."""

import io

from PIL import Image

from tests.browser.test_drafts import first

PEOPLE, ORDERS = 60, 6
SKIN, WALL = (200, 150, 100), (120, 170, 170)


def wide_picture(folder):
    """A face right of the middle of a wide picture."""
    picture = Image.new("RGB", (1600, 1000), WALL)
    picture.paste(SKIN, (1050, 100, 1250, 500))
    picture.save(folder / "lebar.png")
    return folder / "lebar.png"


def near(one, other) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(one, other, strict=True))


def test_the_face_is_moved_to_the_middle_by_keyboard_and_saved_so(hand_of, tmp_path):
    hand = hand_of("officer")
    address = first(hand, "/applicants")
    hand.open(f"{address}/photo")
    hand.page.set_input_files("#photo", wide_picture(tmp_path))
    hand.see("[data-crop] canvas").focus()
    hand.press(*["ArrowLeft"] * 23)
    hand.press("+", "-")
    with hand.page.expect_navigation():
        hand.click("text=Simpan foto")

    hand.see(f"img[src*='{address}/photo.jpg']")
    answer = hand.context.request.get(f"{hand.base}{address}/photo.jpg")
    kept = Image.open(io.BytesIO(answer.body())).convert("RGB")
    assert abs(kept.width * 4 - kept.height * 3) <= 4
    assert near(kept.getpixel((kept.width // 2, kept.height * 3 // 10)), SKIN)
    assert near(kept.getpixel((5, 5)), WALL)


def test_what_is_no_picture_is_refused_by_the_server(hand_of, tmp_path):
    hand = hand_of("officer")
    hand.open(first(hand, "/applicants") + "/photo")
    (tmp_path / "foto.jpg").write_bytes(b"MZ not a picture")
    hand.page.set_input_files("#photo", tmp_path / "foto.jpg")
    hand.click("text=Simpan foto")

    hand.see(".err")
    assert hand.page.locator("[data-crop]").is_hidden()
