/** How the contact sheet looks: neutral greys so that colours can be judged, dark and light. */

export const SHEET_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f4f4f4; --text: #222; --quiet: #6b6b6b; --line: #d8d8d8; --ours: #2a6fbb; --short: #a8441d;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #202020; --text: #dedede; --quiet: #9a9a9a; --line: #3a3a3a; --ours: #7fb2ea; --short: #e08a62; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 24px; max-width: 2400px;
  background: var(--ground); color: var(--text);
  font: 14px/1.5 system-ui, sans-serif;
}
h1 { font-size: 20px; font-weight: 600; margin: 0 0 4px; }
h2 { font-size: 16px; font-weight: 600; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 13px; font-weight: 500; margin: 24px 0 8px; }
p { margin: 0 0 8px; color: var(--quiet); }
a { color: inherit; text-underline-offset: 3px; margin-right: 10px; }
nav { margin: 8px 0 24px; }
label { color: var(--text); }
.figures { color: var(--quiet); font-variant-numeric: tabular-nums; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 12px; align-items: start; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: 12px; line-height: 1.4; padding-top: 4px; }
.ours figcaption span:first-child { color: var(--ours); font-weight: 600; }
.ours .frame { outline: 2px solid var(--ours); }
.frame { display: grid; width: 100%; padding: 0; border: 0; background: none; cursor: default; }
.frame > img { grid-area: 1 / 1; width: 100%; height: auto; display: block; }
button.frame:active .over { visibility: hidden; }
button.frame:focus-visible { outline: 2px solid var(--text); }
body:has(#actual:checked) .tiles { display: flex; overflow-x: auto; }
body:has(#actual:checked) figure { flex: none; }
body:has(#actual:checked) .frame { width: auto; }
body:has(#actual:checked) .frame > img { width: auto; max-width: none; }
table { border-collapse: collapse; }
td { padding: 2px 16px 2px 0; vertical-align: top; }
.verdicts td:first-child, .verdicts td:last-child { color: var(--quiet); }
.verdicts .short td:first-child { color: var(--short); font-weight: 600; }
.verdicts .not-measured td { color: var(--quiet); }
details { margin: 16px 0; }
pre { overflow-x: auto; font-size: 12px; line-height: 1.4; }
`
