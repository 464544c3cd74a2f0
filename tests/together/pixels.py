"""What a browser has really painted: only its pixels tell of words that are lit, or of one picture beside another."""

# The pixels of a picture, PNG in base64.
READ_PIXELS = """async (picture) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}"""
# How many pixels of a picture have a colour.
COUNT_PIXELS = f"""async ([picture, colour]) => {{
  const {{ data }} = await ({READ_PIXELS})(picture);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) count += colour.every((value, channel) => data[at + channel] === value);
  return count;
}}"""
# Of a lit word's ground, as page.css has it.
LIT = {"light": [0xFF, 0xF1, 0xA8], "dark": [0x5A, 0x4A, 0x00]}
