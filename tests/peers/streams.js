// Writes the byte stream of one receipt to standard output: node streams.js LANGUAGE NUMBER
'use strict';
const receiptline = require('receiptline');
const { PNG } = require('pngjs');

function picture() {
    const png = new PNG({ width: 100, height: 60 });
    for (let i = 0; i < 100 * 60; i++) {
        const shade = (i % 100) * 2;
        png.data.set([shade, shade, shade, 255], i * 4);
    }
    return PNG.sync.write(png).toString('base64');
}

const receipts = [
    '^^^RECEIPT\n\n2026/10/01 | 12:34\n|Left\n|`inverted` _underlined_ "bold"|\n  Right|\n',
    '{w:auto;b:line}\nBEER | 1 | 6.00\nCHIPS | 2 | 5.00\n-\n{b:none}\n^TOTAL | ^11.00\n',
    '{c:https://example.invalid/A-017;o:qrcode,4,m}\n{c:2012345678903;o:ean,2,72,hri}\n{c:ABC-123;o:code39,2,60}\n',
    `{i:${picture()}}\nbelow the picture\n`,
    '^^番号札\n\n受付番号 | A-017\n{b:space}\n窓口でお待ちください\n',
];

const [command, number] = process.argv.slice(2);
const printer = { cpl: 48, encoding: 'shiftjis', spacing: true, command };
process.stdout.write(Buffer.from(receiptline.transform(receipts[Number(number)], printer), 'binary'));
