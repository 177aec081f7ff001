// Reads the PNG files that Chromium makes, and writes smaller ones of at most 256 colours.
const zlib = require("node:zlib");

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const MOST_COLOURS = 256;

function paeth(left, up, corner) {
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(estimate - each));
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** Takes the filter off each line. */
function plain(data, height, stride, step) {
  const lines = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= step ? lines[at - step] : 0;
      const up = y > 0 ? lines[at - stride] : 0;
      const corner = x >= step && y > 0 ? lines[at - stride - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      lines[at] = data[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return lines;
}

/** Returns width, height, and the pixels as numbers 0xRRGGBB. */
function decode(file) {
  let header;
  let palette;
  const data = [];
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString("latin1", at + 4, at + 8);
    const content = file.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") {
      header = { width: content.readUInt32BE(0), height: content.readUInt32BE(4), type: content[9] };
    } else if (kind === "PLTE") {
      palette = content;
    } else if (kind === "IDAT") {
      data.push(content);
    }
    at += length + 12;
  }
  const step = { 2: 3, 3: 1, 6: 4 }[header.type];
  const lines = plain(zlib.inflateSync(Buffer.concat(data)), header.height, header.width * step, step);
  const pixels = new Uint32Array(header.width * header.height);
  for (let i = 0; i < pixels.length; i++) {
    const [bytes, at] = palette ? [palette, lines[i] * 3] : [lines, i * step];
    pixels[i] = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
  }
  return { ...header, pixels };
}

/** How far a colour is from another, at most in one of red, green and blue. */
function distance(one, other) {
  const of = (shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255));
  return Math.max(of(16), of(8), of(0));
}

/** Returns a number for each colour: the colours that most pixels have, and the nearest one for others. */
function colours(pixels) {
  const counts = new Map();
  for (const pixel of pixels) {
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  const all = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
  const kept = all.slice(0, MOST_COLOURS);
  const numbers = new Map(kept.map((colour, number) => [colour, number]));
  for (const colour of all.slice(MOST_COLOURS)) {
    const nearest = kept.reduce((best, each) => (distance(each, colour) < distance(best, colour) ? each : best));
    numbers.set(colour, numbers.get(nearest));
  }
  return { kept, numbers };
}

function chunk(kind, content) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(content.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(zlib.crc32(body), body.length + 4);
  return frame;
}

/** Returns the same picture with a palette, which is a third of the size. */
function smaller(file) {
  const { width, height, pixels } = decode(file);
  const { kept, numbers } = colours(pixels);
  const lines = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, i) => (lines[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = numbers.get(pixel)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", zlib.deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

module.exports = { decode, distance, smaller };
