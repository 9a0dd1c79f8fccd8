"use strict";
// Writes a workbook with one sheet without any request: the parts of an XLSX file in an uncompressed ZIP archive.
(() => {
  // Maximum characters of a cell in the format; maximum and minimum width of a column in characters.
  const LONGEST = 32767, WIDE = 60, NARROW = 16;
  const DAY = /^\d{4}-\d\d-\d\d$/;
  // Day 0 of Excel; before March 1900 its calendar has one day too many.
  const FIRST = Date.UTC(1899, 11, 30), OLDEST = "1900-03-01";
  // Indexes of styles in `styles.xml`: bold headers, dates, and text that looks like a formula, which must remain text when the cell is edited.
  const HEAD = 1, DATE = 2, QUOTED = 3;
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

  // Control characters, which XML does not allow; lone surrogates are replaced by the encoder.
  const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

  // As in graphkit.export.cells: a single dash and numbers are not formulas.
  const FORMULA = /^[=@+\-\t\r\n\uff1d\uff20\uff0b\uff0d]/;
  const HARMLESS = /^(?:-|[+-]?\d+(?:[.,]\d+)*%?)$/;
  const runs = (text) => FORMULA.test(text) && !HARMLESS.test(text);

  /** Truncate a text to the length of a cell. */
  function cut(text) {
    const note = ` […] (cut: the CSV has all ${text.length.toLocaleString("en")} characters)`;
    return text.length > LONGEST ? text.slice(0, LONGEST - note.length) + note : text;
  }

  /** Escape for XML; `_x0041_` would be read as a character code. */
  const escaped = (text) => text.replace(UNFIT, "").replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_").replace(/[&<>\r]/g, (letter) => ENTITIES[letter]);

  /** Name of a column: A to Z, then AA. */
  const letters = (column) => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

  const written = (text, place, style) => (text ? `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cut(text))}</t></is></c>` : "");

  /** A data cell; dates without a day remain text. */
  function cell(value, place, isDay) {
    if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
    const text = value.replace(UNFIT, "");
    if (isDay && DAY.test(text) && text >= OLDEST) return `<c r="${place}" s="${DATE}"><v>${(Date.parse(text) - FIRST) / 864e5}</v></c>`;
    return written(text, place, runs(text) ? QUOTED : 0);
  }

  const width = (rows, column) => Math.min(WIDE, Math.max(NARROW, ...rows.slice(0, 500).map((row) => String(row[column]).length)));

  function sheet(head, rows, days) {
    const isDay = head.map((title) => days.includes(title));
    const line = (cells, number) => `<row r="${number}">${cells.join("")}</row>`;
    const lines = [line(head.map((title, column) => written(title, `${letters(column)}1`, HEAD)), 1),
      ...rows.map((row, nth) => line(row.map((value, column) => cell(value, letters(column) + (nth + 2), isDay[column])), nth + 2))];
    const columns = head.map((_, column) => `<col min="${column + 1}" max="${column + 1}" width="${width(rows, column)}" customWidth="1"/>`);
    return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
      + `<cols>${columns.join("")}</cols><sheetData>${lines.join("")}</sheetData><autoFilter ref="A1:${letters(head.length - 1)}${rows.length + 1}"/></worksheet>`;
  }

  const relations = (...all) => `<Relationships xmlns="${PACKAGE}/relationships">${all.map(([kind, target], nth) => `<Relationship Id="r${nth + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`).join("")}</Relationships>`;
  const format = (more) => `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" ${more}/>`;

  const PARTS = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
      + [["workbook.xml", "sheet.main"], ["styles.xml", "styles"], ["sheet.xml", "worksheet"]].map(([part, kind]) => `<Override PartName="/xl/${part}" ContentType="${TYPE}.${kind}+xml"/>`).join("") + "</Types>",
    "_rels/.rels": relations(["officeDocument", "xl/workbook.xml"]),
    "xl/_rels/workbook.xml.rels": relations(["worksheet", "sheet.xml"], ["styles", "styles.xml"]),
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>`
      + '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
      + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
      + `<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">${format("")}${format('applyFont="1"').replace('fontId="0"', 'fontId="1"')}`
      + `${format('applyNumberFormat="1"').replace('numFmtId="0"', 'numFmtId="164"')}${format('quotePrefix="1"')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };

  /** The workbook as a file; texts are never formulas, and the columns in `days` are dates. */
  function workbook(name, head, rows, days) {
    const book = `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`;
    const parts = { ...PARTS, "xl/workbook.xml": book, "xl/sheet.xml": sheet(head, rows, days) };
    const files = Object.entries(parts).map(([path, text]) => [path, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`]);
    return new Blob(zipped(files), { type: `${TYPE}.sheet` });
  }

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum;
  });
  const checksum = (bytes) => ~bytes.reduce((sum, byte) => (sum >>> 8) ^ TABLE[(sum ^ byte) & 255], -1) >>> 0;

  /** Little-endian numbers of two or four bytes, given as [size, value]. */
  function packed(...fields) {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
    let at = 0;
    for (const [size, value] of fields) {
      if (size === 2) view.setUint16(at, value, true); else view.setUint32(at, value, true);
      at += size;
    }
    return new Uint8Array(view.buffer);
  }

  /** Uncompressed ZIP archive; all files have the earliest date of the format, so that the output is reproducible. */
  function zipped(files) {
    const encoder = new TextEncoder();
    const [body, index] = [[], []];
    let [at, length] = [0, 0];
    for (const [path, text] of files) {
      const [name, bytes] = [encoder.encode(path), encoder.encode(text)];
      const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, checksum(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      const entry = packed([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
      body.push(packed([4, 0x04034b50], ...about), name, bytes);
      index.push(entry, name);
      at += 30 + name.length + bytes.length;
      length += entry.length + name.length;
    }
    return [...body, ...index, packed([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, length], [4, at], [2, 0])];
  }

  Object.assign(graphkit, { runs, workbook });
})();
