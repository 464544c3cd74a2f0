"""What a browser has really painted: only its pixels tell of words that are lit."""

# How many pixels of a picture, PNG in base64, have a colour.
COUNT_PIXELS = """async ([picture, colour]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) count += colour.every((value, channel) => data[at + channel] === value);
  return count;
}"""
# Of a lit word's ground, as page.css has it.
LIT = {"light": [0xFF, 0xF1, 0xA8], "dark": [0x5A, 0x4A, 0x00]}
