/* A portrait is cut to 3:4 here, where one sees the face, before it is sent; without script the server cuts around the middle. */
"use strict";
(() => {
  const { one } = serang;
  const input = one("[data-crop-from]");
  const frame = one("[data-crop]");
  const canvas = one("canvas", frame);
  const zoom = one("[type=range]", frame);
  const pen = canvas.getContext("2d");
  const STEP = 12;
  let picture = null; // what is shown, where its middle lies (0 to 1), and whether its cut stands in the field
  let held = null;

  const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
  const scale = () => Number(zoom.value) * Math.max(canvas.width / picture.image.width, canvas.height / picture.image.height);

  function draw() {
    const by = scale();
    const [width, height] = [picture.image.width * by, picture.image.height * by];
    const [across, down] = [canvas.width / 2 / width, canvas.height / 2 / height];
    picture.x = clamp(picture.x, across, 1 - across);
    picture.y = clamp(picture.y, down, 1 - down);
    picture.cut = false;
    pen.fillStyle = "#fff"; // what is transparent becomes paper
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture.image, canvas.width / 2 - picture.x * width, canvas.height / 2 - picture.y * height, width, height);
  }

  function move(right, down) {
    picture.x -= right / (picture.image.width * scale());
    picture.y -= down / (picture.image.height * scale());
    draw();
  }

  input.addEventListener("change", async () => {
    const [file] = input.files;
    picture = null;
    frame.hidden = true;
    // What cannot be drawn is sent as it is: the server says what is wrong with it.
    const image = file && await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
    if (!image || file !== input.files[0]) return;
    picture = { image, x: 0.5, y: 0.4 };
    zoom.value = 1;
    frame.hidden = false;
    draw();
  });
  zoom.addEventListener("input", draw);

  canvas.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (ways[event.key]) move(...ways[event.key]);
    else if (event.key === "+" || event.key === "-") { event.key === "+" ? zoom.stepUp() : zoom.stepDown(); draw(); } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    const shown = canvas.width / canvas.clientWidth;
    move((event.clientX - held[0]) * shown, (event.clientY - held[1]) * shown);
    held = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { held = null; });

  document.addEventListener("submit", (event) => {
    if (event.target !== input.form || !picture || picture.cut) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "foto.jpg", { type: blob.type }));
      input.files = files.files;
      picture.cut = true;
      input.form.requestSubmit(submitter);
    }, "image/jpeg", 0.92);
  }, true);
})();
